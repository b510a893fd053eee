"""Days as schools plan them: “Autumn 2”, “End of Autumn 1”, “September 2025”, “ongoing”.

A stretch of the year stands for its first day where something begins then, and for its last day
where something is due; what was read is told, so that nobody has to guess.
"""

import datetime as dt
import re
from collections.abc import Sequence

from lp_planner.domain.planning.school_year import Half, school_year_of
from lp_planner.domain.records.fields import FieldSpec
from lp_planner.interchange.plan_cells import CellRefused, as_day
from lp_planner.interchange.rows.cells import plain, said
from lp_planner.interchange.rows.days import DayReader, NotADay
from lp_planner.wording import day_in_words

WITHOUT_A_DAY = frozenset(
    {"ongoing", "on-going", "on going", "tbc", "to be confirmed", "tba", "n/a", "open",
     "continuous", "throughout", "throughout the year", "all year", "all year round", "-", "daily",
     "weekly", "fortnightly", "monthly", "half-termly", "half termly", "termly", "annually",
     "each half term", "every half term", "each term", "every term", "as needed", "as required",
     "when needed", "rolling", "tbd", "not yet agreed"}
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:by|before|until|till?|up to|no later than|due|from|starting|beginning|begins?|starts?"
    r"|throughout|during|in|after|around|circa|c\.?|for|the)\b\.?\s*)+(?=\S)"
)
_PART_OF_MONTH = re.compile(r"(early|mid|late)[ -]+(?:in )?(.+)")
MIDDLE = 15
_BETWEEN = re.compile(r"\s*(?:\s-\s|\band\b|\bto\b|\buntil\b|[&/,;+]|->)\s*|(?<=\D)-(?=[a-z])")
_SCHOOL_YEAR = r"(?:the )?(?:school |academic )?year"
_START_OF_YEAR = re.compile(rf"(?:start|beginning) of {_SCHOOL_YEAR}")
_HOLIDAYS = tuple(
    (re.compile(shape), place)
    for shape, place in (
        (r"(?:october|autumn) half[- ]?term(?: (?:holidays?|break))?", 1),
        (r"christmas(?: (?:holidays?|break))?|xmas", 2),
        (r"(?:february|spring) half[- ]?term(?: (?:holidays?|break))?", 3),
        (r"easter(?: (?:holidays?|break))?", 4),
        (r"(?:may|whitsun|summer) half[- ]?term(?: (?:holidays?|break))?", 5),
        (rf"(?:end of )?{_SCHOOL_YEAR}(?: end)?|year end|summer holidays?", 6),
    )
)
"""Holidays by the half-term that ends with them."""
BEGINS = ("from_on", "held_on", "visited_on", "taken_on")


def planned_day(
    spec: FieldSpec, label: str, cell: object, halves: Sequence[Half], today: dt.date
) -> tuple[dt.date | None, str]:
    """The day that a cell plans, and what has to be told of how it was read.

    Raises:
        CellRefused: with one sentence that names the column as ``label``.
    """
    shown = said(cell)[:60]
    words = plain(cell).strip(" .()")
    year = [h for h in halves if h.school_year == school_year_of(today)]
    if words in WITHOUT_A_DAY and not spec.required:
        return None, f"“{label}”: “{shown}” is left without a day."
    if words in WITHOUT_A_DAY and year:
        day = year[-1].to_on
        return day, f"“{label}”: “{shown}” is read as {day_in_words(day)}, when the year ends."
    try:
        return as_day(cell), ""
    except ValueError:
        pass
    part = "first" if spec.name in BEGINS else "last"
    day_or_none = _read(words, part, halves, today)
    if day_or_none is None:
        message = (
            f"“{label}” needs a date, such as 2025-11-05, 5 November 2025 or Autumn 2, and this "
            f"cell says “{shown}”."
        )
        raise CellRefused(message)
    return day_or_none, f"“{label}”: “{shown}” is read as {day_in_words(day_or_none)}."


def _read(words: str, part: str, halves: Sequence[Half], today: dt.date) -> dt.date | None:
    """The day that some words plan: in one piece, as a holiday, or as the edge of two."""
    answers = {"order": "day", "part": part, "year": str(school_year_of(today))}
    reader = DayReader((), halves, today, answers)
    bare = _LEAD.sub("", words)
    if found := _PART_OF_MONTH.fullmatch(bare):
        day = _read(found[2], "last" if found[1] == "late" else "first", halves, today)
        return day.replace(day=MIDDLE) if day and found[1] == "mid" else day
    for text in dict.fromkeys((words, bare)):
        try:
            return reader.day_of(text)
        except NotADay:
            continue
    if (day := _edge_of_teaching(words, bare, halves, today)) is not None:
        return day
    pieces = [piece for piece in _BETWEEN.split(bare) if piece]
    in_order = pieces if part == "first" else list(reversed(pieces))
    for piece in in_order if len(pieces) > 1 else ():
        if (day := _read(piece, part, halves, today)) is not None:
            return day
    return None


def _edge_of_teaching(
    words: str, bare: str, halves: Sequence[Half], today: dt.date
) -> dt.date | None:
    """“By Easter” and “end of the year” are the last school day before it; a start is the first."""
    year = [h for h in halves if h.school_year == school_year_of(today)]
    if _START_OF_YEAR.fullmatch(words):
        return year[0].from_on if year else None
    place = next((at for shape, at in _HOLIDAYS if shape.fullmatch(bare)), None)
    known = [h for h in year if h.in_year == place]
    return known[0].to_on if known else None
