"""Finds out what a file is, by what is in it and then by its name, and reads it."""

import codecs
from pathlib import PurePath

from pydantic import ValidationError

from lp_planner.interchange.case import read_case
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.json_text import JsonTable, parse_json
from lp_planner.interchange.matrix import read_matrix
from lp_planner.interchange.model import FrameworkDraft
from lp_planner.interchange.moodle import looks_like_moodle, read_moodle
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.report import ImportReport, Ledger
from lp_planner.interchange.toml_in import looks_like_toml, read_toml

LARGEST = 20 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_THINGS = (
    (b"PK\x03\x04", "a ZIP or Office file; please save it as JSON, CSV or TOML first"),
    (b"%PDF", "a PDF; please ask for the framework as a CASE, Mahara or Moodle file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; please save it as CSV first"),
)
MATRIX = "a Mahara SmartEvidence file"
CASE = "a 1EdTech CASE package"
MOODLE = "a Moodle competency framework"
TOML = "the planner’s own TOML"


def read_framework(data: bytes, *, name: str) -> tuple[FrameworkDraft, ImportReport]:
    """Read a framework from a file's bytes; ``name`` is the file's name.

    The report has a line for everything that was carried, changed or dropped.

    Raises:
        BadFrameworkFile: in one sentence, for anything that is not a framework.
    """
    file = clean_line(name) or "the file"
    try:
        return _read(data, file)
    except ValidationError as refused:
        # No reader should let this happen; if one does, it is still a sentence and no traceback.
        where = ".".join(str(part) for part in refused.errors()[0]["loc"])
        message = f"{file} holds a value nobody can keep ({clean_line(where)}); please check it."
        raise BadFrameworkFile(message) from None


def _read(data: bytes, file: str) -> tuple[FrameworkDraft, ImportReport]:
    ledger = Ledger()
    text = _text(data, file, ledger)
    start = text.lstrip()[:200].lower()
    if start.startswith("<"):
        message = f"{file} is a web page or XML, not a framework; please download the file itself."
        raise BadFrameworkFile(message)
    if start.startswith("{"):
        draft, kind = _read_json(text, file, ledger)
    elif looks_like_moodle(text):
        draft, kind = read_moodle(text, ledger), MOODLE
    elif looks_like_toml(text):
        draft, kind = read_toml(text, ledger), TOML
    else:
        draft, kind = _read_by_name(text, file, ledger)
    report = ImportReport(
        file=file,
        format=kind,
        title=clean_line(draft.title),
        items=len(draft.items),
        links=len(draft.links),
        lines=ledger.lines(),
    )
    return draft, report


def _text(data: bytes, file: str, ledger: Ledger) -> str:
    if len(data) > LARGEST:
        message = f"{file} is larger than 20 MB; please import a part of the framework."
        raise BadFrameworkFile(message)
    for start, what in OTHER_THINGS:
        if data.startswith(start):
            message = f"{file} is {what}."
            raise BadFrameworkFile(message)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                message = (
                    f"{file} begins as {encoding.upper()} but is not; please save it as UTF-8."
                )
                raise BadFrameworkFile(message) from None
            ledger.changed("the whole file", "a byte order mark at its start", "it was taken off")
            return _filled(text.removeprefix("\ufeff"), file)
    try:
        return _filled(data.decode("utf-8"), file)
    except UnicodeDecodeError as refused:
        before = data[: refused.start]
        line, column = before.count(b"\n") + 1, refused.start - before.rfind(b"\n")
        if file.lower().endswith(".csv") and b"\x00" not in data:
            # What spreadsheet programs on Windows write when nobody asks for UTF-8.
            ledger.changed("the whole file", "read as Windows-1252", "it is not UTF-8")
            return _filled(data.decode("cp1252", errors="replace"), file)
        message = (
            f"Line {line}, byte {column}: {file} is not UTF-8 text; please save it as UTF-8 and "
            "try again."
        )
        raise BadFrameworkFile(message) from None


def _filled(text: str, file: str) -> str:
    if not text.strip():
        message = f"{file} is empty; please choose another file."
        raise BadFrameworkFile(message)
    return text


def _read_json(text: str, file: str, ledger: Ledger) -> tuple[FrameworkDraft, str]:
    parsed = parse_json(text, ledger)
    if isinstance(parsed, JsonTable):
        if "CFDocument" in parsed or "CFPackage" in parsed or "lsDoc" in parsed:
            return read_case(parsed, ledger, name=PurePath(file).stem), CASE
        if "framework" in parsed:
            return read_matrix(parsed, ledger), MATRIX
        if "CFDocuments" in parsed:
            message = (
                f"{file} is a list of CASE frameworks; please download one of them as CFPackage."
            )
            raise BadFrameworkFile(message)
        if "CFItems" in parsed or "CFItem" in parsed:
            message = f"{file} has no CFDocument; please download the framework as CFPackage."
            raise BadFrameworkFile(message)
    message = (
        f"{file} is JSON, but neither a CASE package (CFDocument) nor a Mahara file (framework). "
        "Please check that it is the right file."
    )
    raise BadFrameworkFile(message)


def _read_by_name(text: str, file: str, ledger: Ledger) -> tuple[FrameworkDraft, str]:
    """The file by its name, where its content says nothing clear."""
    ending = PurePath(file).suffix.lower()
    if ending == ".csv":
        return read_moodle(text, ledger), MOODLE
    if ending in (".matrix", ".json"):
        return _read_json(text, file, ledger)
    if ending == ".toml" or "=" in text:
        return read_toml(text, ledger), TOML
    message = (
        f"{file} is no framework the planner knows; it reads CASE and Mahara files (JSON), Moodle "
        "files (CSV) and its own TOML."
    )
    raise BadFrameworkFile(message)
