"""What a cell of a plan answers: texts, days, numbers and choices, as people write them."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lp_planner.domain.planning.pathway import Vocabulary
from lp_planner.domain.records.errors import PlannerError
from lp_planner.domain.records.fields import FieldKind

LEFT_EMPTY = "(left empty)"
"""Stands for an answer that was taken out where an empty cell would mean the usual answer."""
_BETWEEN = re.compile(r"[,;\n]")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_PERCENT = re.compile(r"(.*\d)\s*(?:%|per ?cent)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0"}
_NOT_KNOWN = {"don't know yet", "dont know yet", "don't know", "not known yet", "?"}


class CellRefused(PlannerError):
    """This cell needs another look."""


@dataclass(frozen=True)
class BrokenCell:
    """A cell that shows an error instead of a value."""

    shown: str


def plain_words(text: str) -> str:
    """A text as answers are compared: without case, curly quotes or extra spaces."""
    straight = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(unicodedata.normalize("NFC", straight).casefold().split())


def choice_words(vocabulary: Vocabulary) -> dict[str, str]:
    """The key of every term by itself, its label, the short of it, and what others call it.

    Where two say the same, a key wins over a label, and that over other words; what would mean two
    terms means none.
    """
    others: dict[str, set[str]] = {}
    for term in vocabulary.terms:
        short = term.label.partition(":")[0]
        for word in (short, term.key.replace("_", " "), *term.also):
            others.setdefault(plain_words(word), set()).add(term.key)
    found = {word: next(iter(keys)) for word, keys in others.items() if len(keys) == 1}
    found |= {plain_words(term.label): term.key for term in vocabulary.terms}
    return found | {plain_words(term.key): term.key for term in vocabulary.terms}


def understood(
    kind: FieldKind, label: str, value: object, words: Mapping[str, str] | None = None
) -> object:
    """What a filled-in cell answers; for a link, the Ref or Refs it names.

    ``words`` gives the key for each answer of a choice (:func:`choice_words`) or standard.

    Raises:
        CellRefused: with one sentence that names the column as ``label``.
    """
    if isinstance(value, BrokenCell):
        message = f"“{label}” shows the error {value.shown}; please write the answer itself."
        raise CellRefused(message)
    try:
        return _READ[kind](value, words or {}) if kind in _READ else as_text(value)
    except (KeyError, ValueError, OverflowError):
        message = f"“{label}” {_ASKS[kind]}, and this cell says “{as_text(value)[:60]}”."
        raise CellRefused(message) from None


_ASKS = {
    FieldKind.DAY: "needs a date, such as 2025-11-05 or 5 November 2025",
    FieldKind.WHOLE: "needs a whole number",
    FieldKind.NUMBER: "needs a number",
    FieldKind.SCALE: "needs a number from 1 to 5",
    FieldKind.YES_NO: "needs Yes or No",
    FieldKind.CHOICE: "needs an answer from its list",
}


def as_text(value: object) -> str:
    """A cell as its reader would say it; a whole number has no decimal places."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, BrokenCell):
        return value.shown
    return str(value).strip()


def as_day(value: object) -> dt.date:
    """A date cell, or a date in words: 2025-11-05, 05/11/2025 (day first), 5 November 2025."""
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    text = " ".join(as_text(value).split())
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return dt.date(year, month, day)
    for shape in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        try:
            return dt.datetime.strptime(text, shape).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    raise ValueError


def as_number(value: object) -> float:
    """A number, or a number in words; "80%" is 80, "£1,200" is 1200."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError  # noqa: TRY004 - told in one sentence with the other faults
    if isinstance(value, str):
        text = value.strip().removeprefix("£").lstrip()
        if found := _PERCENT.fullmatch(text):
            text = found[1]
        value = float(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    if not math.isfinite(value):
        raise ValueError
    return value


def _as_yes_no(text: str) -> bool:
    if text not in _YES | _NO:
        raise ValueError
    return text in _YES


def _as_list(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(known.get(plain_words(part), part) for part in parts if part)


def _plain(value: object) -> str:
    return plain_words(as_text(value))


_READ: Mapping[FieldKind, Callable[[object, Mapping[str, str]], object]] = {
    FieldKind.DAY: lambda value, _: as_day(value),
    FieldKind.WHOLE: lambda value, _: as_number(value),
    FieldKind.NUMBER: lambda value, _: as_number(value),
    FieldKind.SCALE: lambda value, _: None if _plain(value) in _NOT_KNOWN else as_number(value),
    FieldKind.YES_NO: lambda value, _: _as_yes_no(_plain(value)),
    FieldKind.CHOICE: lambda value, known: {**known, LEFT_EMPTY: ""}[_plain(value)],
    FieldKind.LINKS: lambda value, _: _as_list(as_text(value), {}),
    FieldKind.STANDARDS: lambda value, known: _as_list(as_text(value), known),
}
"""How each kind of cell is read; the others are texts. A cell that does not fit is an error."""
