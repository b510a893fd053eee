"""Numbers as schools write them: with %, a decimal comma, “27 of 30”, or a word for none."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from lp_planner.interchange.rows.cells import NONE_WORDS, NoResult, Percent, plain, said

_OF = re.compile(r"(.+?)\s*(?:out of|of|/|\\)\s*(.+)")
_PERCENT = re.compile(r"(.*?)\s*(?:%|per ?cent|pct|pc)(?: of .*)?")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+),\d+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
"""1,234: a thousand and more, or a little more than one."""
_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
"""1.234 in a column of decimal commas: a thousand and more, or a little more than one."""
_IN_BRACKETS = re.compile(r"\(\s*[£$€]?\s*(\d[\d.,]*)\s*%?\s*\)|[£$€]\s*\(\s*(\d[\d.,]*)\s*\)")
_ABOUT = re.compile(
    r"(?:[<>≤≥~≈]=?|c\.|ca\.?|approx\.?|about|circa|around|over|under|up to)\s*\d.*"
)
_RAISED = ("<super>", "<sub>", "<circle>")
_BETWEEN = re.compile(r"\d+(?:\.\d+)?\s*(?:-|to)\s*\d+(?:\.\d+)?")
_MONEY = re.compile(r"^([+-]?)[£$€]\s*")


class NotANumber(ValueError):
    """With the sentence that says why."""


class Comma(Enum):
    """What a comma within a number means in one column."""

    THOUSANDS = "thousands"
    DECIMAL = "decimal"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Amount:
    """A number; ``out_of`` where the cell says what it was counted out of."""

    value: float
    out_of: float | None = None
    is_percent: bool = False


def comma_in(cells: Iterable[object], separator: str) -> Comma:
    """What a comma means in a column, told by all of its cells together.

    Where nothing tells, it is the British one; between semicolons it is not known.
    """
    is_open = False
    for cell in cells:
        if not isinstance(cell, str) or "," not in cell:
            continue
        text = _PERCENT.sub(r"\1", plain(cell))
        if _EITHER.fullmatch(text):
            is_open = True
        elif _THOUSANDS.fullmatch(text):
            return Comma.THOUSANDS
        elif _COMMA.fullmatch(text):
            return Comma.DECIMAL
    return Comma.UNKNOWN if is_open and separator == ";" else Comma.THOUSANDS


def amount_of(cell: object, comma: Comma = Comma.THOUSANDS) -> Amount | None:
    """The number in a cell; ``None`` where it is empty or says that there is none.

    Raises:
        NotANumber: with one sentence.
    """
    if isinstance(cell, Percent):
        return Amount(cell.value, is_percent=True)
    if isinstance(cell, NoResult):
        message = (
            f"The formula “{cell.formula[:40]}” was saved without its result. Please open the file "
            "in Excel, save it and choose it again, or type the number here."
        )
        raise NotANumber(message)
    if isinstance(cell, bool):
        message = f"“{said(cell)}” is not a number."
        raise NotANumber(message)
    if isinstance(cell, dt.date | dt.time):
        message = (
            f"“{said(cell)[:40]}” is a day, not a number. Excel makes days of cells such as 4/5; "
            "please type what was meant."
        )
        raise NotANumber(message)
    if isinstance(cell, int | float):
        return Amount(_finite(float(cell), said(cell)))
    text = plain(cell)
    if not text or text in NONE_WORDS:
        return None
    _stop_at_what_may_be_meant(text, said(cell))
    if found := _PERCENT.fullmatch(text):
        return Amount(_number(found[1], comma, said(cell)), is_percent=True)
    if (found := _OF.fullmatch(text)) and not text.startswith(("/", "of")):
        return Amount(_number(found[1], comma, said(cell)), _number(found[2], comma, said(cell)))
    return Amount(_number(text, comma, said(cell)))


def _stop_at_what_may_be_meant(text: str, whole: str) -> None:
    """Refuse what a person has to say in figures; every other text goes on.

    Raises:
        NotANumber: with the sentence that names what it may be.
    """
    message = ""
    if not whole.isascii() and any(unicodedata.decomposition(s).startswith(_RAISED) for s in whole):
        message = (
            f"“{whole[:40]}” has a small figure that may be a footnote. Please type the number."
        )
    elif found := _IN_BRACKETS.fullmatch(text):
        figure = found[1] or found[2]
        message = f"“{whole[:40]}” may be {figure} or minus {figure}. Please type which."
    elif _ABOUT.fullmatch(text) or _BETWEEN.fullmatch(text):
        message = f"“{whole[:40]}” is no exact number. Please type the number to use."
    if message:
        raise NotANumber(message)


def _number(text: str, comma: Comma, whole: str) -> float:
    text = _MONEY.sub(r"\1", text.strip())
    if comma is Comma.DECIMAL and _DOTTED.fullmatch(text):
        message = (
            f"“{whole[:40]}” may be {text.replace('.', '')} or {text}: other numbers of this "
            "column have a decimal comma. Please type which."
        )
        raise NotANumber(message)
    if _EITHER.fullmatch(text) and comma is Comma.UNKNOWN:
        one, other = float(text.replace(",", "")), float(text.replace(",", "."))
        message = f"“{whole[:40]}” may be {one:g} or {other:g}. Please type which."
        raise NotANumber(message)
    if comma is Comma.DECIMAL and _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(" ", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif _SPACED.fullmatch(text):
        text = text.replace(" ", "").replace(",", ".")
    if not _PLAIN.fullmatch(text):
        message = f"“{whole[:40]}” is not a number."
        raise NotANumber(message)
    return _finite(float(text), whole)


def _finite(number: float, whole: str) -> float:
    if not math.isfinite(number):
        message = f"“{whole[:40]}” is not a number."
        raise NotANumber(message)
    return number
