"""Looks through a Word, Excel or PowerPoint file: measured first, then read for what is active."""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from lp_planner.interchange.bad_file import BadFile

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 200
SPARE = 1024 * 1024
MOST_PARTS = 2_000
LARGEST_LIST = 4 * 1024 * 1024
PIECE = 64 * 1024
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

_LOCAL = 30
_END = 22
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
    except Exception as refused:  # a damaged archive fails in any way it likes
        raise BadFile(DAMAGED) from refused


def _checked(data: bytes, depth: int) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    _check_edges(data, parts)
    _check_names(parts)
    left = min(LARGEST_UNPACKED, len(data) * MOST_TIMES + SPARE)
    media_type = ""
    for part in parts:
        content = _unpacked(data, part, left)
        left -= len(content)
        if part.filename == CONTENT_TYPES:
            media_type = _main_type(content)
        elif part.filename.lower().endswith(".rels"):
            _check_relations(content)
        elif _NESTED.fullmatch(part.filename.lower()):
            if depth >= DEEPEST:
                raise BadFile(PROGRAM)
            check_package(content, depth + 1)
        if part.filename.lower().endswith((".xml", ".rels")) and _FIELD.search(_ascii(content)):
            raise BadFile(FETCHES)
    return media_type


def _check_edges(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Return when the archive begins with its first part and ends with its last byte."""
    begins = min((part.header_offset for part in parts), default=-1)
    if begins or data[-_END : -_END + 4] != b"PK\x05\x06" or not data.startswith(b"PK\x03\x04"):
        raise BadFile(TWO_IN_ONE)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    """Return when the names alone give no reason to refuse."""
    names = [part.filename for part in parts]
    if CONTENT_TYPES not in names:
        raise BadFile(ARCHIVE)
    if len(parts) > MOST_PARTS:
        raise BadFile(UNFOLDS)
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
        raise BadFile(DAMAGED)
    for part in parts:
        _check_name(part)


def _leads_out(name: str) -> bool:
    return "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/")


def _check_name(part: zipfile.ZipInfo) -> None:
    name = part.filename.lower()
    if part.flag_bits & 0x1:
        raise BadFile(LOCKED)
    if "vbaproject" in name or "vbadata" in name or "/macrosheets/" in name:
        raise BadFile(MACROS)
    is_embedded = "/embeddings/" in name and not _NESTED.fullmatch(name) and not part.is_dir()
    if "/activex/" in name or is_embedded or name.endswith((".exe", ".dll", ".js", ".vbs", ".bat")):
        raise BadFile(PROGRAM)


def _unpacked(data: bytes, part: zipfile.ZipInfo, left: int) -> bytes:
    """The content of a part, counted while it is unpacked and compared with what it claims."""
    at = part.header_offset
    if data[at : at + 4] != b"PK\x03\x04":
        raise BadFile(DAMAGED)
    begin = at + _LOCAL + int.from_bytes(data[at + 26 : at + 28], "little")
    begin += int.from_bytes(data[at + 28 : at + 30], "little")
    packed = memoryview(data)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = bytes(packed)
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content = _inflated(packed, left)
    else:
        raise BadFile(DAMAGED)
    if len(content) > left:
        raise BadFile(UNFOLDS)
    if len(content) != part.file_size or zlib.crc32(content) != part.CRC:
        raise BadFile(DAMAGED)
    return content


def _inflated(packed: memoryview, left: int) -> bytes:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    content = unpacking.decompress(packed, left + 1)
    if len(content) > left:
        raise BadFile(UNFOLDS)
    if not unpacking.eof or unpacking.unused_data:
        raise BadFile(DAMAGED)
    return content


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
