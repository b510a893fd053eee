"""The evidence as one ZIP: every document, a page that opens offline, attachments, checksums."""

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from lp_planner.exports.catalogue import EXPORTS
from lp_planner.exports.document import standard_docx
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.pdf_documents import records_pdf
from lp_planner.exports.report import EvidenceEntry, EvidenceReport
from lp_planner.exports.web_page import index_page
from lp_planner.wording import day_in_words

FORMAT, VERSION = "lp-planner-evidence-pack", 1
INDEX, MANIFEST, SUMS = "index.html", "manifest.json", "SHA256SUMS"
FOLDER, FROZEN = "attachments", "submission.json"
RECORDS, BY_STANDARD = "records.pdf", "standards"
OF_A_COPY = {"document", "pdf"}
"""The documents that a frozen copy goes out as."""
LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the ZIP: when a pack was made stands in its manifest."""
_SMALL_ALREADY = (".pdf", ".docx", ".xlsx", ".pptx", ".jpg", ".jpeg", ".png", ".webp", ".mp4")

OnStep = Callable[[int, int, str], None]
"""Told what is being made: how many steps are done, of how many, and the next one in words."""


@dataclass(frozen=True)
class PackFile:
    """One file of a pack."""

    path: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Enclosed:
    """A file that goes along with a piece of evidence; ``key`` is that of its ``Behind``."""

    key: str
    read: Callable[[], bytes]
    """Gives its content when the pack needs it, so that only one is held at a time."""


@dataclass(frozen=True)
class Pack:
    """A finished ZIP and what is in it."""

    content: bytes
    files: tuple[PackFile, ...]


def make_pack(
    report: EvidenceReport,
    *,
    attachments: Sequence[Enclosed] = (),
    frozen: str = "",
    on_step: OnStep = lambda _done, _of, _what: None,
) -> Pack:
    """Put the report in every format and the attachments into one ZIP.

    With ``frozen``, the text of a submitted copy, that text goes along as it is, so that its
    checksum is the fingerprint of the submission; the tables of a live project stay out.

    An attachment goes in when a piece of evidence names it, under that piece's number; every
    document says where it lies. Names are made safe for every computer and told apart.

    Raises:
        NotTypeset: when the PDF cannot be made just now.
        StorageUnavailable: when a file is missing or damaged.
    """
    report, paths = _with_paths(report, {one.key for one in attachments})
    going = [one for one in attachments if one.key in paths]
    exports = [e for e in EXPORTS if e.key in OF_A_COPY] if frozen else list(EXPORTS)
    stem = "portfolio" if frozen else "evidence"
    steps = len(exports) + len(going) + 1
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        box = _Box(archive)
        for number, export in enumerate(exports):
            on_step(number, steps, export.label)
            path = f"{stem}{export.file_suffix}"
            box.put(path, export.make(report), f"The {stem}: {export.label}")
        if frozen:
            box.put(RECORDS, records_pdf(report), "The records behind it, each once")
            for section in report.told:
                path = f"{BY_STANDARD}/{section.key}.docx"
                box.put(path, standard_docx(report, section.key), f"{section.key} by itself")
            box.put(FROZEN, frozen.encode(), "The copy as it was submitted, for checking")
        for number, one in enumerate(going, start=1):
            on_step(len(exports) + number - 1, steps, f"Attachment {number} of {len(going)}")
            path, what = paths[one.key]
            box.put(path, one.read(), what)
        on_step(steps - 1, steps, "Contents and checksums")
        page = index_page(report, [(file.path, file.what) for file in box.files])
        box.put(INDEX, page.encode(), f"Start here: the {stem} as a page")
        box.put(MANIFEST, _manifest(report, box.files).encode(), "What is in this pack")
        sums = "".join(f"{file.sha256}  {file.path}\n" for file in box.files)
        box.put(SUMS, sums.encode(), "Checksums of every file")
    on_step(steps, steps, "Done")
    return Pack(content.getvalue(), tuple(box.files))


def _with_paths(
    report: EvidenceReport, keys: Collection[str]
) -> tuple[EvidenceReport, dict[str, tuple[str, str]]]:
    """The report with the place of each file in the pack, and that place and its words by key."""
    taken: set[str] = set()
    paths: dict[str, tuple[str, str]] = {}

    def placed(entry: EvidenceEntry) -> EvidenceEntry:
        for thing in entry.behind:
            if thing.key in keys and thing.key not in paths:
                name = _free(safe_name(f"{entry.ref}-{thing.file}"), taken)
                what = f"Behind {entry.ref}: {thing.title}"
                paths[thing.key] = (f"{FOLDER}/{name}", what)
        behind = tuple(
            replace(thing, file=paths[thing.key][0]) if thing.key in paths else thing
            for thing in entry.behind
        )
        return replace(entry, behind=behind)

    standards = tuple(
        replace(section, entries=tuple(placed(entry) for entry in section.entries))
        for section in report.standards
    )
    return replace(report, standards=standards), paths


def safe_name(name: str) -> str:
    """A file name without folders that every computer accepts."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = _FORBIDDEN.sub("_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    stem = stem[: LONGEST_NAME - len(ending) - 1].rstrip(" .") or "attachment"
    kept = f"{stem}.{ending}" if ending else stem
    return f"_{kept}" if _DEVICE.match(kept) else kept


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; capitals make no difference on every computer."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (name, "")
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){ending}"
    taken.add(free.casefold())
    return free


def put_into(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    """Add one file to a ZIP whose bytes depend on its content alone."""
    about = zipfile.ZipInfo(path, LONG_AGO)
    is_small = path.lower().endswith(_SMALL_ALREADY)
    about.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    archive.writestr(about, data)


class _Box:
    """Puts files into a ZIP and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: list[PackFile] = []

    def put(self, path: str, data: bytes, what: str) -> None:
        """Add one file."""
        put_into(self._archive, path, data)
        self.files.append(PackFile(path, what, len(data), hashlib.sha256(data).hexdigest()))


def _manifest(report: EvidenceReport, files: Iterable[PackFile]) -> str:
    said: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "project": report.project_title,
        "lead_practitioner": report.lead_name,
        "school": report.school_name,
        "standards": report.framework_name,
        "made_on": report.made_on.isoformat(),
        "made_on_in_words": day_in_words(report.made_on),
        "pieces_of_evidence": {s.key: len(s.entries) for s in report.standards},
        "files": [
            {"path": f.path, "what": f.what, "bytes": f.size, "sha256": f.sha256} for f in files
        ],
        "left_out": list(report.left_out),
    }
    if report.fingerprint:
        said["fingerprint"] = report.fingerprint
    if report.is_demo:
        said = {"note": DEMO_NOTICE, **said}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
