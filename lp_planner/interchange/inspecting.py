"""Decides by its content whether a file may be kept, and in which form.

The list of what is kept is short on purpose: PDF, PNG, JPEG, WebP, Word, Excel and PowerPoint
without macros, plain text and CSV. Whatever the bytes are, the answer is a file that is safe to
hand back or one sentence. This is no virus scanner: it keeps out what is active by design.
"""

import re
import unicodedata
from dataclasses import dataclass

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.packages import check_package
from lp_planner.interchange.pdfs import check_pdf
from lp_planner.interchange.pictures import without_details

LARGEST_MB = 15
LARGEST_FILE = LARGEST_MB * 1024 * 1024
LONGEST_NAME = 120

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
TEXT = "text/plain"
CSV = "text/csv"
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    WEBP: ("webp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    TEXT: ("txt", "md"),
    CSV: ("csv",),
}
"""The types that are kept, each with its endings, the usual one first."""

EMPTY = "This file is empty. Please choose another one."
TOO_LARGE = f"This file is too large: a file may have up to {LARGEST_MB} MB."
ACTIVE = (
    "This is a web page or a drawing that can run code, so we do not keep it. "
    "Please save it as PDF or PNG."
)
PROGRAM = "This is a program, so we do not keep it."
OLD_OFFICE = (
    "This file is in an old Office format or locked with a password. "
    "Please save it as .docx, .xlsx or .pptx without a password."
)
OTHER_PICTURE = "We cannot keep this sort of picture. Please save it as JPEG or PNG."
MOVING = "Films and sound recordings are not kept here: a voice or a face says who somebody is."
ARCHIVE = "This is an archive of files. Please add the files one by one."
TWO_IN_ONE = (
    "There is a second file hidden in this one, so we do not keep it. Please save it afresh."
)
UNKNOWN = (
    "We do not know this kind of file. Please choose a PDF, a picture (JPEG, PNG, WebP), a Word, "
    "Excel or PowerPoint file, or plain text."
)

_END_OF_ARCHIVE = b"PK\x05\x06"
_TAIL = 70_000
_HEAD = 1_024
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"{\\rtf", OLD_OFFICE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
    (b"GIF8", OTHER_PICTURE),
    (b"BM", OTHER_PICTURE),
    (b"II*\x00", OTHER_PICTURE),
    (b"MM\x00*", OTHER_PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"ID3", MOVING),
    (b"OggS", MOVING),
    (b"\x1aE\xdf\xa3", MOVING),
)
_SIGNS_OF_TEXT = {b"{\\rtf", b"#!"}
_ACTIVE = re.compile(
    r"<\s*(\?\s*xml|!\s*doctype|!\s*entity|html|head|body|svg|script|iframe|object|embed|form|img"
    r"|style|link|meta|base|a\s+href|\w+:svg|\w+:script)\b",
    re.IGNORECASE,
)
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_SECRET = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Inspected:
    """A file as it may be kept: its bytes are no longer those that came, where those said more."""

    data: bytes
    media_type: str
    file_name: str
    notes: tuple[str, ...] = ()


def inspect(data: bytes, name: str) -> Inspected:
    """The file in the form in which it is kept.

    Pictures are drawn afresh, so that place, camera and hidden texts are gone; text becomes UTF-8.

    Raises:
        BadFile: with one sentence, whatever the bytes and the name are.
    """
    if not data:
        raise BadFile(EMPTY)
    if len(data) > LARGEST_FILE:
        raise BadFile(TOO_LARGE)
    media_type = _type_of(data)
    stem, ending = _parts_of(name)
    kept, notes = data, tuple[str, ...]()
    if media_type is None:
        text = _text_of(data)
        media_type = CSV if ending == "csv" else TEXT
        kept = text.encode()
    elif media_type.startswith("image/"):
        _check_alone(data)
        kept, notes = without_details(data, media_type)
    elif media_type == PDF:
        _check_alone(data)
        check_pdf(data)
    else:
        media_type = check_package(data)
    if ending and ending not in ENDINGS[media_type]:
        right = " or ".join(f".{e}" for e in ENDINGS[media_type])
        message = (
            f"The name ends in “.{ending[:12]}”, but what is inside is another kind of file. "
            f"Please give it a name that ends in {right}."
        )
        raise BadFile(message)
    return Inspected(kept, media_type, f"{stem}.{ending or ENDINGS[media_type][0]}", notes)


def _type_of(data: bytes) -> str | None:
    """The type that the first bytes announce; ``None`` for what can only be text."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"PK"):
        return "application/zip"
    if data[4:8] == b"ftyp":
        raise BadFile(OTHER_PICTURE if data[8:11] in {b"hei", b"avi", b"mif"} else MOVING)
    for sign, sentence in _SIGNS:
        if data.startswith(sign) and (b"\x00" in data[:_HEAD] or sign in _SIGNS_OF_TEXT):
            raise BadFile(sentence)
    return None


def _check_alone(data: bytes) -> None:
    """Return when neither an archive nor another document is hidden in a PDF or picture."""
    if _END_OF_ARCHIVE in data[-_TAIL:] or b"%PDF-" in data[1:_HEAD]:
        raise BadFile(TWO_IN_ONE)


def _text_of(data: bytes) -> str:
    """The text in a file of plain text."""
    for code in _codes(data):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if _UNTYPED.search(text):
            continue
        if _ACTIVE.search(text):
            raise BadFile(ACTIVE)
        if not text:
            raise BadFile(EMPTY)
        return text
    raise BadFile(UNKNOWN)


def _codes(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _parts_of(name: str) -> tuple[str, str]:
    """The name without folders and unseen signs, and its ending in small letters."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _SECRET
    )
    clean = " ".join(re.sub(r'[:*?"<>|]', " ", shown).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        stem, ending = clean, ""
    return (stem.strip(". ") or "file")[:LONGEST_NAME], ending.lower()
