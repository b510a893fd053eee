"""Plain text as it may be kept: text to every program that opens it, whatever its ending says."""

import re
from bisect import bisect_left

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.formulas import LONGEST, SUSPECT, cell_reaches_out

EMPTY = "This file is empty. Please choose another one."
ACTIVE = (
    "This is a web page or a drawing that can run code, so we do not keep it. "
    "Please save it as PDF or PNG."
)
IN_DISGUISE = (
    "Office programs read this text as another kind of file, one that can run something. Please "
    "save it as .docx, .xlsx or PDF."
)
FORMULA = (
    "A cell of this table is a formula that fetches something, calls a program or opens a file. "
    "Please replace it by its value."
)
MANY_FORMULAS = "This table is made of formulas. Please save it with their values."
UNKNOWN = (
    "We do not know this kind of file. Please choose a PDF, a picture (JPEG, PNG, WebP), a Word, "
    "Excel or PowerPoint file, or plain text."
)

_ACTIVE = re.compile(
    r"<\s*(\?\s*xml|!\s*doctype|!\s*entity|html|head|body|svg|script|iframe|object|embed|form|img"
    r"|style|link|meta|base|a\s+href|\w+:svg|\w+:script)\b",
    re.IGNORECASE,
)
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_DISGUISE = re.compile(r"\s*(\{\\rt|MIME-Version\s*:|Content-Type\s*:|ID;P|%!PS)", re.IGNORECASE)
"""Rich text, a web archive, a SYLK sheet and PostScript are known by how they begin."""
_BETWEEN = ",;\t|"
_FORMULA = re.compile(
    r"(?:^|[,;\t|])[ \t]*(?:(\"+)[\s']*|'*)"
    r"(?=[=+\-@])(?![+\-]?[\d.,: /]*[%\"]?[ \t]*(?:[,;\t|\r\n]|\Z))",
    re.MULTILINE,
)
"""Where a cell begins that a spreadsheet program may work out; numbers with a sign are none."""
_QUOTED = re.compile(r"(?:[^\"]|\"\")*")
_LINE = re.compile(r"[^\r\n]*")
MOST_LETTERS = 500_000
"""So much of a table is looked at as formulas; beyond that it is made of them."""
_CAPITALS = {small: small - 32 for small in range(ord("a"), ord("z") + 1)}


def text_of(data: bytes, *, is_table: bool) -> str:
    """The text in a file of plain text; in a table, no cell may be a formula that reaches out.

    Raises:
        BadFile: with one sentence.
    """
    for code in _codes(data):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if _UNTYPED.search(text):
            continue
        _check(text, is_table=is_table)
        return text
    raise BadFile(UNKNOWN)


def _check(text: str, *, is_table: bool) -> None:
    if not text:
        raise BadFile(EMPTY)
    if _ACTIVE.search(text):
        raise BadFile(ACTIVE)
    if _DISGUISE.match(text):
        raise BadFile(IN_DISGUISE)
    if is_table:
        _check_cells(text)


def _check_cells(text: str) -> None:
    """Return when no cell is a formula that reaches out, however a program divides the lines."""
    words = [found.start() for found in SUSPECT.finditer(text.translate(_CAPITALS))]
    left = MOST_LETTERS
    for start in _FORMULA.finditer(text) if words else ():
        at = start.end()
        shape = _QUOTED if start.group(1) else _LINE
        found = shape.match(text, at, at + 2 * LONGEST)
        cell = found.group() if found else ""
        if bisect_left(words, at) == bisect_left(words, at + len(cell)):
            continue
        left -= len(cell)
        if left < 0:
            raise BadFile(MANY_FORMULAS)
        ways = [cell.replace('""', '"')] if start.group(1) else _ways(cell)
        if any(map(cell_reaches_out, ways)):
            raise BadFile(FORMULA)


def _ways(line: str) -> list[str]:
    return [line.split(mark, 1)[0] for mark in _BETWEEN]


def _codes(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")
