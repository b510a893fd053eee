"""Looks through a Word, Excel or PowerPoint file: measured first, then read for what is active."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.budget import MEGABYTE, Budget, Overdrawn
from lp_planner.interchange.office_parts import (
    DAMAGED,
    FETCHES,
    MACROS,
    PROGRAM,
    UNFOLDS,
    PartCheck,
)
from lp_planner.interchange.xml_walk import walk
from lp_planner.interchange.zips import BadZip, Fault, Limits, Zip

LIMITS = Limits(parts=2_000, unpacked=120 * MEGABYTE, times=200)
DEEPEST = 1
CONTENT_TYPES = "[Content_Types].xml"
MAIN = {
    "wordprocessingml.document.main": "wordprocessingml.document",
    "spreadsheetml.sheet.main": "spreadsheetml.sheet",
    "presentationml.presentation.main": "presentationml.presentation",
}
FAMILY = "application/vnd.openxmlformats-officedocument."

ARCHIVE = "This is an archive of files. Please add the files one by one."
OPEN_DOCUMENT = (
    "This is an OpenDocument file, which we cannot look through. Please save it as .docx, .xlsx, "
    ".pptx or PDF."
)
TWO_IN_ONE = (
    "There is a second file hidden in this one, so we do not keep it. Please save it afresh."
)
LOCKED = "This file is locked with a password. Please save it without one."
MOVING = (
    "This file holds a film or a sound recording, so we do not keep it: a voice or a face says who "
    "somebody is. Please take it out first."
)

_SAID = {Fault.LOCKED: LOCKED, Fault.TOO_LARGE: UNFOLDS}
_NESTED = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.(docx|xlsx|pptx)")
_XML = ("xml", "rels", "vml", "svg", "psmdcp")
_PICTURES = (
    "png", "jpg", "jpeg", "jpe", "gif", "bmp", "tif", "tiff", "emf", "wmf", "emz", "wmz", "wdp",
    "hdp", "jxr", "ico", "odttf", "fntdata", "ttf", "otf",
)  # fmt: skip
"""Pictures and letters: seen, never run. They are what a part may be besides XML."""
_FILMS = (
    "mp4", "m4v", "m4a", "mov", "avi", "wmv", "wma", "wav", "mp3", "mpg", "mpeg", "aif", "aiff",
    "mid", "midi", "au", "ogg", "webm", "mkv", "asf", "flac",
)  # fmt: skip
_PLAIN_BINARY = re.compile(r"(word|xl|ppt)/(printersettings/[^/]+|customproperty\d*)\.bin")
_EMPTY_SIGNATURE = "_xmlsignatures/origin.sigs"


def check_package(data: bytes, budget: Budget | None = None, depth: int = 0) -> str:
    """The media type of an Office file without macros that stands alone.

    Raises:
        BadFile: with one sentence, whatever the bytes are.
    """
    try:
        return _checked(data, budget or Budget(), depth)
    except BadFile:
        raise
    except Overdrawn as refused:
        raise BadFile(UNFOLDS) from refused
    except BadZip as refused:
        raise BadFile(_SAID.get(refused.fault, DAMAGED)) from refused
    except Exception as refused:  # a damaged part fails in any way it likes
        raise BadFile(DAMAGED) from refused


def _checked(data: bytes, budget: Budget, depth: int) -> str:
    package = Zip(data)
    if not package.stands_alone:
        raise BadFile(TWO_IN_ONE)
    is_open_document = "META-INF/manifest.xml" in package.names or "mimetype" in package.names
    if CONTENT_TYPES not in package.names:
        raise BadFile(OPEN_DOCUMENT if is_open_document else ARCHIVE)
    if is_open_document:
        raise BadFile(TWO_IN_ONE)
    package.check(LIMITS)
    for name in package.names:
        _check_name(name.lower())
    media_type = ""
    for name, content in package.unpacked(LIMITS):
        budget.spend("unpacked", len(content))
        if name == CONTENT_TYPES:
            media_type = _main_type(content, budget)
        elif _NESTED.fullmatch(name.lower()):
            if depth >= DEEPEST:
                raise BadFile(PROGRAM)
            check_package(content, budget, depth + 1)
        elif name.lower().endswith(tuple(f".{ending}" for ending in _XML)):
            _check_xml(name.lower(), content, budget)
    return media_type


def _check_name(name: str) -> None:
    """Return when the name of a part alone gives no reason to refuse."""
    if "vbaproject" in name or "vbadata" in name or "/macrosheets/" in name or "customui" in name:
        raise BadFile(MACROS)
    ending = name.rpartition(".")[2]
    if ending in _FILMS:
        raise BadFile(MOVING)
    is_embedded = "/embeddings/" in name and not name.endswith("/")
    if _NESTED.fullmatch(name) or (
        not is_embedded
        and "/activex/" not in name
        and (
            name.endswith(("/", _EMPTY_SIGNATURE))
            or ending in (*_XML, *_PICTURES)
            or _PLAIN_BINARY.fullmatch(name)
        )
    ):
        return
    raise BadFile(PROGRAM)


def _check_xml(name: str, content: bytes, budget: Budget) -> None:
    if not content and name.endswith(".xml"):
        return
    if name.endswith(".vml"):
        # Excel writes line ends in notes as HTML has them.
        content = re.sub(rb"<br\s*>", b"<br/>", content)
    check = PartCheck(budget)
    walk(content, check, budget)
    check.finish()


@dataclass
class _Types:
    """The list of types, as far as it says what the parts are."""

    kinds: list[str] = field(default_factory=list)

    def begin(self, name: str, attributes: Mapping[str, str]) -> bool:
        kind = attributes.get("ContentType", "").strip().lower()
        part = attributes.get("PartName", attributes.get("Extension", "")).strip().lower()
        if "macro" in kind or "vba" in kind:
            raise BadFile(MACROS)
        if "activex" in kind:
            raise BadFile(PROGRAM)
        if kind.endswith("xml") and part.rpartition(".")[2] not in _XML:
            raise BadFile(DAMAGED)  # a picture by its name, read as something else
        if name:
            self.kinds.append(kind)
        return False

    def end(self, name: str, text: str) -> None:
        pass

    def refuse(self) -> None:
        raise BadFile(FETCHES)


def _main_type(content: bytes, budget: Budget) -> str:
    types = _Types()
    walk(content, types, budget)
    found = {
        FAMILY + short
        for kind in types.kinds
        for main, short in MAIN.items()
        if kind == f"{FAMILY}{main}+xml"
    }
    if len(found) != 1:
        raise BadFile(ARCHIVE if not found else TWO_IN_ONE)
    return found.pop()
