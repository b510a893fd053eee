"""Decides by its content whether a file may be kept, and in which form.

The list of what is kept is short on purpose: PDF, PNG, JPEG, WebP, Word, Excel and PowerPoint
without macros, plain text and CSV; and, where it is asked for, a voice note. Whatever the bytes
are, the answer is a file that is safe to hand back or one sentence. This is no virus scanner: it
keeps out what is active by design.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.interchange.apart import CPU_SECONDS, apart
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.packages import check_package
from lp_planner.interchange.pdfs import check_pdf
from lp_planner.interchange.pictures import without_details
from lp_planner.interchange.texts import text_of
from lp_planner.interchange.voices import sound_alone

LARGEST_MB = 15
LARGEST_FILE = LARGEST_MB * 1024 * 1024
LONGEST_NAME = 120
A_SECOND_FOR = 2 * 1024 * 1024

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
TEXT = "text/plain"
CSV = "text/csv"
VOICE = "audio/wav"
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
    VOICE: ("wav",),
}
"""The types that are kept, each with its endings, the usual one first."""

EMPTY = "This file is empty. Please choose another one."
TOO_LARGE = f"This file is too large: a file may have up to {LARGEST_MB} MB."
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

_IN_RIFF = {b"WEBP": WEBP, b"WAVE": VOICE}
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
_SECRET = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Inspected:
    """A file as it may be kept: its bytes are no longer those that came, where those said more."""

    data: bytes
    media_type: str
    file_name: str
    notes: tuple[str, ...] = ()


def inspect(data: bytes, name: str, *, takes_voices: bool = False) -> Inspected:
    """The file in the form in which it is kept; a recorded voice only where that is asked for.

    Pictures are drawn afresh, so that place, camera and hidden texts are gone; text becomes UTF-8.
    It is looked through in a process of its own, which has two seconds.

    Raises:
        BadFile: with one sentence, whatever the bytes and the name are.
    """
    _check_size(data)
    return apart(looked_through, BadFile, holds=(Inspected,))(data, name, takes_voices=takes_voices)


def types_of(files: Sequence[tuple[bytes, str]], *, takes_voices: bool = False) -> tuple[str, ...]:
    """The media type of each file of a copy, where all of them may be kept.

    They have two seconds together, and one more for every two megabytes.

    Raises:
        BadFile: with the name of the first that may not.
    """
    seconds = CPU_SECONDS + sum(len(data) for data, _ in files) // A_SECOND_FOR
    return apart(looked_through_all, BadFile, seconds=seconds)(files, takes_voices=takes_voices)


def looked_through_all(
    files: Sequence[tuple[bytes, str]], *, takes_voices: bool
) -> tuple[str, ...]:
    """What :func:`types_of` lets its child process do."""
    return tuple(_named(data, name, takes_voices=takes_voices) for data, name in files)


def _named(data: bytes, name: str, *, takes_voices: bool) -> str:
    try:
        return looked_through(data, name, takes_voices=takes_voices).media_type
    except BadFile as refused:
        message = f"“{name}”: {refused.message}"
        raise BadFile(message) from refused


def looked_through(data: bytes, name: str, *, takes_voices: bool = False) -> Inspected:
    """What :func:`inspect` lets its child process do."""
    _check_size(data)
    media_type = _type_of(data)
    stem, ending = _parts_of(name)
    kept, notes = data, tuple[str, ...]()
    if media_type is None:
        media_type = CSV if ending == "csv" else TEXT
        kept = text_of(data, is_table=media_type == CSV).encode()
    elif media_type.startswith("image/"):
        _check_alone(data)
        kept, notes = without_details(data, media_type)
    elif media_type == VOICE:
        if not takes_voices:
            raise BadFile(MOVING)
        kept = sound_alone(data)
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


def _check_size(data: bytes) -> None:
    if not data:
        raise BadFile(EMPTY)
    if len(data) > LARGEST_FILE:
        raise BadFile(TOO_LARGE)


def _type_of(data: bytes) -> str | None:
    """The type that the first bytes announce; ``None`` for what can only be text."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] in _IN_RIFF:
        return _IN_RIFF[data[8:12]]
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
