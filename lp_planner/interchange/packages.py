"""Looks through a Word, Excel or PowerPoint file: measured first, then read for what is active."""

import re
from xml.parsers import expat

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.zips import BadZip, Fault, Limits, Zip

LIMITS = Limits(parts=2_000, unpacked=200 * 1024 * 1024, times=200)
LARGEST_LIST = 4 * 1024 * 1024
DEEPEST = 1
CONTENT_TYPES = "[Content_Types].xml"
MAIN = {
    "wordprocessingml.document.main": "wordprocessingml.document",
    "spreadsheetml.sheet.main": "spreadsheetml.sheet",
    "presentationml.presentation.main": "presentationml.presentation",
}
FAMILY = "application/vnd.openxmlformats-officedocument."

ARCHIVE = "This is an archive of files. Please add the files one by one."
DAMAGED = "This file is damaged, or it is not what its name says. Please save it afresh."
TWO_IN_ONE = (
    "There is a second file hidden in this one, so we do not keep it. Please save it afresh."
)
MACROS = "This file holds macros, so we do not keep it. Please save it without macros."
PROGRAM = (
    "This file holds a program or another file, so we do not keep it. Please take it out first."
)
FETCHES = "This file fetches something from elsewhere when it is opened, so we do not keep it."
LOCKED = "This file is locked with a password. Please save it without one."
UNFOLDS = "This file unfolds into far more than a document holds, so we do not keep it."

_SAID = {Fault.LOCKED: LOCKED, Fault.TOO_LARGE: UNFOLDS}
_NESTED = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.(docx|xlsx|pptx)")
_FIELD = re.compile(
    rb"instrText[^>]*>\s*DDE|instr\s*=\s*[\"']\s*DDE|<\w*:?ddeLink\b|<!(DOCTYPE|ENTITY)",
    re.IGNORECASE,
)


def check_package(data: bytes, depth: int = 0) -> str:
    """The media type of an Office file without macros that stands alone.

    Raises:
        BadFile: with one sentence, whatever the bytes are.
    """
    try:
        return _checked(data, depth)
    except BadFile:
        raise
    except BadZip as refused:
        raise BadFile(_SAID.get(refused.fault, DAMAGED)) from refused
    except Exception as refused:  # a damaged part fails in any way it likes
        raise BadFile(DAMAGED) from refused


def _checked(data: bytes, depth: int) -> str:
    package = Zip(data)
    if not package.stands_alone:
        raise BadFile(TWO_IN_ONE)
    if CONTENT_TYPES not in package.names:
        raise BadFile(ARCHIVE)
    package.check(LIMITS)
    for name in package.names:
        _check_name(name.lower())
    media_type = ""
    for name, content in package.unpacked(LIMITS):
        if name == CONTENT_TYPES:
            media_type = _main_type(content)
        elif name.lower().endswith(".rels"):
            _check_relations(content)
        elif _NESTED.fullmatch(name.lower()):
            if depth >= DEEPEST:
                raise BadFile(PROGRAM)
            check_package(content, depth + 1)
        if name.lower().endswith((".xml", ".rels")) and _FIELD.search(_ascii(content)):
            raise BadFile(FETCHES)
    return media_type


def _check_name(name: str) -> None:
    """Return when the name of a part alone gives no reason to refuse."""
    if "vbaproject" in name or "vbadata" in name or "/macrosheets/" in name:
        raise BadFile(MACROS)
    is_embedded = "/embeddings/" in name and not _NESTED.fullmatch(name) and name[-1] != "/"
    if "/activex/" in name or is_embedded or name.endswith((".exe", ".dll", ".js", ".vbs", ".bat")):
        raise BadFile(PROGRAM)


def _ascii(content: bytes) -> bytes:
    """XML in one of its codes as bytes in which English words stand as they are."""
    return content.replace(b"\x00", b"") if b"\x00" in content[:4] else content


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small XML part; document types are refused unread."""
    if len(content) > LARGEST_LIST:
        raise BadFile(UNFOLDS)
    found: list[tuple[str, dict[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rpartition(":")[2], attributes))

    def refuse(*_: object) -> None:
        raise BadFile(FETCHES)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(content, True)
    return found


def _main_type(content: bytes) -> str:
    kinds = [attributes.get("ContentType", "") for _, attributes in _elements(content)]
    if any("macro" in kind.lower() or "vba" in kind.lower() for kind in kinds):
        raise BadFile(MACROS)
    found = {
        FAMILY + short
        for kind in kinds
        for main, short in MAIN.items()
        if kind == f"{FAMILY}{main}+xml"
    }
    if len(found) != 1:
        raise BadFile(ARCHIVE if not found else TWO_IN_ONE)
    return found.pop()


def _check_relations(content: bytes) -> None:
    """Return when nothing but a link that somebody has to click leads out of the file."""
    for _, attributes in _elements(content):
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if kind in {"vbaproject", "attachedtoolbars", "xlmacrosheet", "xlintlmacrosheet"}:
            raise BadFile(MACROS)
        if attributes.get("TargetMode", "").lower() != "external":
            continue
        target = attributes.get("Target", "").strip().lower()
        if kind != "hyperlink" or target.startswith(("file:", "javascript:", "data:", "\\\\")):
            raise BadFile(FETCHES)
