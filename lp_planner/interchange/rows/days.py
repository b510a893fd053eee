"""Days as schools write them, also those that only the school's calendar can tell.

What one cell cannot tell (which school year, month first or day first, the first or the last day of
a half-term) is told by the other cells of its column, or asked; it is never guessed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lp_planner.domain.planning.school_year import Half, school_year_of, year_in_words
from lp_planner.interchange.rows.cells import NoResult, is_filled, plain, said
from lp_planner.interchange.rows.orders import (
    DAY_OR_MONTH,
    MONTHS_OF_A_YEAR,
    OR_YEAR,
    Figures,
    may_begin_with_year,
    open_order,
)
from lp_planner.interchange.rows.stretches import beginning
from lp_planner.wording import day_in_words

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""Excel's numbers for the days of this century until 2099."""
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb febr february", "mar march", "apr april", "may", "jun june",
         "jul july", "aug august", "sep sept september", "oct october", "nov november",
         "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_SEASON = r"(autumn|aut|au|michaelmas|spring|spr|sp|lent|summer|sum|su)"
_SEASONS = {"a": "autumn", "m": "autumn", "l": "spring", "sp": "spring", "su": "summer"}
_SPELT = {"first": 1, "1st": 1, "second": 2, "2nd": 2}
_LEAD = re.compile(
    r"^(?:(?:w/?\s?[bc]|w/e|week (?:beginning|commencing|of|starting|start)|"
    r"wk\.? ?(?:beg|comm|of|start|b|c)[a-z]*|date|on|by|from|taken on)\b[.: ]*)+(?=\d|[a-z])"
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|wednes|thu(?:rs?)?|thurs|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*"
)
_TIME = re.compile(
    r"(?:t|\s|,\s*)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm)?\s*(?:z|utc|gmt|bst)?(?:[+-]\d{1,2}(?::?\d{2})?)?$"
)
_ORDINAL = re.compile(r"\b(\d{1,2})\s?(?:st|nd|rd|th)\b")
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?'?(\d{4}|\d{2})")
_NUMERIC_NO_YEAR = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[-/ .]*(?:of )?([a-z]{3,9})[-/ .,]*(?:'?(\d{4}|\d{2}))?")
_NAMED_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-/ .]*(\d{1,2}),? +(\d{4})")
_NAMED_YEAR_FIRST = re.compile(r"(\d{4})[-/ .]*([a-z]{3,9})[-/ .]*(\d{1,2})")
_MONTH = re.compile(r"([a-z]{3,9})[-/ .']*(\d{4})|([a-z]{3,9})[-']+(\d{2})")
_MONTH_ALONE = re.compile(r"([a-z]{3,9})")
_MONTH_OR_DAY = re.compile(r"([a-z]{3,9}) (\d{1,2})")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SCHOOL_YEAR = re.compile(r"(?:academic year |school year )?(\d{4})\s?[-/]\s?(?:20)?(\d{2})")
_ISO_WEEK = re.compile(r"(\d{4})[- ]?w(?:eek)?[- ]?(\d{1,2})")
_YEARS = r"(?:,?\s*\(?(\d{4})(?:\s?[-/]\s?(\d{4}|\d{2}))?\)?)?"
_WEEK = r"(?:[,:.\s-]*(?:week|wk|w)\.?\s?(\d{1,2}))?"
_HALF = (
    r"(?:\s?-?(?:term|half[- ]?term)?\s?-?([12])(?!\d)|[,\s]+(first|1st|second|2nd) half)?"
    r"(?: term)?"
)
_TERM = re.compile(
    rf"(?:(end|start|beginning) of )?(?:the )?{_SEASON}(?: term)?{_HALF}{_WEEK}{_YEARS}{_WEEK}"
)
_TERM_NUMBER = re.compile(
    rf"(?:(end|start|beginning) of )?(?:term|half[- ]?term|ht)\s?([1-6]){_WEEK}{_YEARS}{_WEEK}"
)
_WEEK_FIRST = re.compile(r"(?:week|wk|w)\.?\s?(\d{1,2})(?: of| in|,)? (?:the )?(.+)")
_FIRST_YEAR = re.compile(r"(\d{4})\s?[-/]\s?(\d{4}|\d{2}),?\s+(.*[a-z].*)|(\d{4})\s+(.*[a-z].*)")

_QUESTIONS = {
    "order": "These days may have the month first, as in America, or the year, such as "
    "“{example}”. Which comes first?",
    "year": "These days do not say their year, such as “{example}”. Which is meant?",
    "part": "These rows name a stretch of time, such as “{example}”. Which day shall stand for it?",
}


class NotADay(ValueError):
    """With the sentence that says why."""


class ToBeAsked(NotADay):
    """What the cell says can only be told once a question about the column is answered."""

    def __init__(self, question: str, sentence: str) -> None:
        """Name the question."""
        super().__init__(sentence)
        self.question = question


@dataclass(frozen=True)
class DayQuestion:
    """What has to be asked about a column of days, with its answers by key."""

    key: str
    sentence: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class _Term:
    """What a text says of a half-term besides its name."""

    edge: str | None = None
    week: str | None = None
    year: str | None = None
    to_year: str | None = None


class DayReader:
    """Reads the days of one column."""

    def __init__(
        self,
        cells: Iterable[object],
        halves: Sequence[Half],
        today: dt.date,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Look at all the cells, since some tell how the others are meant."""
        self._halves = halves
        self.today = today
        self._answers = dict(answers or {})
        self._cells = tuple(cells)
        self._order = self._answers.get("order") or self._told_order()

    def day_of(self, cell: object) -> dt.date:
        """The day in a cell.

        Raises:
            ToBeAsked: when an answer about the whole column is missing.
            NotADay: with one sentence.
        """
        day = self._day(cell)
        if not EARLIEST <= day <= LATEST:
            message = f"{day_in_words(day)} is not in this century."
            raise NotADay(message)
        return day

    @cached_property
    def questions(self) -> tuple[DayQuestion, ...]:
        """What has to be asked about this column, whether it is answered already or not."""
        asked: dict[str, str] = {}
        undecided = DayReader((), self._halves, self.today, {"order": self._order})
        for cell in self._cells:
            try:
                undecided.day_of(cell)
            except ToBeAsked as question:
                asked.setdefault(question.question, said(cell))
            except NotADay:
                continue
        now = school_year_of(self.today)
        years = (now, now - 1, now - 2)
        choices: dict[str, Mapping[str, str]] = {
            "order": OR_YEAR if may_begin_with_year(self._figures) else DAY_OR_MONTH,
            "year": {str(year): f"The school year {year_in_words(year)}" for year in years},
            "part": {"first": "Its first day", "last": "Its last day"},
        }
        if self._order_is_open:
            asked.setdefault("order", self._order_is_open)
        return tuple(
            DayQuestion(key, _QUESTIONS[key].format(example=example[:40]), choices[key])
            for key, example in asked.items()
        )

    @cached_property
    def _order_is_open(self) -> str:
        """A cell that shows the order to be open; "" where the day first fits all."""
        place = open_order(self._figures)
        return "" if place is None else [said(c) for c in self._cells if _figures_in(c)][place]

    @cached_property
    def _figures(self) -> tuple[Figures, ...]:
        return tuple(found for cell in self._cells if (found := _figures_in(cell)))

    def _told_order(self) -> str:
        return "" if self._order_is_open else "day"

    def _day(self, cell: object) -> dt.date:
        if isinstance(cell, dt.date):
            return cell.date() if isinstance(cell, dt.datetime) else cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _from_serial(cell)
        if isinstance(cell, NoResult):
            message = (
                f"The formula “{cell.formula[:40]}” was saved without its result. Please open the "
                "file in Excel, save it and choose it again, or type the day here."
            )
            raise NotADay(message)
        if not is_filled(cell):
            message = "There is no day here."
            raise NotADay(message)
        try:
            if (day := self._in_words(_trimmed(cell))) is not None:
                return day
        except NotADay:
            raise
        except (ValueError, OverflowError):
            pass
        message = f"“{said(cell)[:40]}” is not a day we can read."
        raise NotADay(message)

    def _in_words(self, text: str) -> dt.date | None:
        """The day that a text says in one of the shapes; ``None`` for anything else."""
        for shape, read in (
            (_ISO, self._ymd), (_COMPACT, self._ymd), (_NUMERIC, self._numeric),
            (_NAMED, self._named), (_NAMED_MONTH_FIRST, self._month_first),
            (_NAMED_YEAR_FIRST, self._year_first), (_ISO_WEEK, self._iso_week),
            (_YEAR_MONTH, self._month_of_year), (_MONTH, self._month),
            (_NUMERIC_NO_YEAR, self._numeric_without_year),
        ):  # fmt: skip
            if (found := shape.fullmatch(text)) and (day := read(found)) is not None:
                return day
        if text.isdecimal() and len(text) == len(str(FIRST_SERIAL)):
            return _from_serial(int(text))
        if (found := _MONTH_OR_DAY.fullmatch(text)) and found[1] in MONTHS:
            message = f"“{text[:40]}” may be a day or a month. Please write the year as well."
            raise NotADay(message)
        return self._in_the_calendar(text)

    def _ymd(self, found: re.Match[str]) -> dt.date:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))

    def _numeric(self, found: re.Match[str]) -> dt.date:
        first, second, year = int(found[1]), int(found[2]), _whole_year(found[3])
        if not self._order:
            raise ToBeAsked("order", "It is not clear whether the day or the month comes first.")
        if self._order == "year":
            return dt.date(_whole_year(f"{first:02d}"), second, int(found[3]))
        day, month = (first, second) if self._order == "day" else (second, first)
        return dt.date(year, month, day)

    def _numeric_without_year(self, found: re.Match[str]) -> dt.date:
        return self._in_a_year(int(found[1]), int(found[2]))

    def _named(self, found: re.Match[str]) -> dt.date | None:
        month = MONTHS.get(found[2])
        if month is None:
            return None
        if found[3] is None:
            return self._in_a_year(int(found[1]), month)
        return dt.date(_whole_year(found[3]), month, int(found[1]))

    def _month_first(self, found: re.Match[str]) -> dt.date | None:
        month = MONTHS.get(found[1])
        return None if month is None else dt.date(int(found[3]), month, int(found[2]))

    def _year_first(self, found: re.Match[str]) -> dt.date | None:
        month = MONTHS.get(found[2])
        return None if month is None else dt.date(int(found[1]), month, int(found[3]))

    def _iso_week(self, found: re.Match[str]) -> dt.date:
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)

    def _month_of_year(self, found: re.Match[str]) -> dt.date | None:
        month = int(found[2])
        return self._of_month(int(found[1]), month) if 1 <= month <= MONTHS_OF_A_YEAR else None

    def _month(self, found: re.Match[str]) -> dt.date | None:
        month = MONTHS.get(found[1] or found[3])
        return None if month is None else self._of_month(_whole_year(found[2] or found[4]), month)

    def _of_month(self, year: int, month: int) -> dt.date:
        first = dt.date(year, month, 1)
        return self._of_stretch(
            first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        )

    def _of_stretch(self, first: dt.date, last: dt.date) -> dt.date:
        part = self._answers.get("part")
        if part is None:
            raise ToBeAsked("part", "This names a stretch of time and not a day.")
        return first if part == "first" else last

    def _in_a_year(self, day: int, month: int) -> dt.date:
        dt.date(2024, month, day)  # what is a day in no year is a number
        asked = self._answers.get("year")
        if asked is None:
            raise ToBeAsked("year", "This day does not say its year.")
        return dt.date(int(asked) + (month < 9), month, day)  # noqa: PLR2004 - September

    def _in_the_calendar(self, text: str) -> dt.date | None:
        """The day that a school year, a term or a half-term names, with its week if it says one."""
        if (years := _SCHOOL_YEAR.fullmatch(text)) and int(years[2]) == (int(years[1]) + 1) % 100:
            begins = int(years[1])
            return self._of_stretch(dt.date(begins, 9, 1), dt.date(begins + 1, 8, 31))
        if (month := _MONTH_ALONE.fullmatch(text)) and month[1] in MONTHS:
            asked = self._in_a_year(1, MONTHS[month[1]])
            return self._of_month(asked.year, asked.month)
        named = self._named_halves(text)
        if named is None:
            return None
        halves, term = named
        halves = self._of_the_year(halves, term.year, term.to_year)
        if not halves:
            message = (
                f"“{text[:40]}” is not in the school’s calendar. Please write the day, or add the "
                "half-term to the calendar first."
            )
            raise NotADay(message)
        if term.week:
            return _week_of(halves, term.week, text)
        first, last = min(h.from_on for h in halves), max(h.to_on for h in halves)
        if term.edge:
            return last if term.edge == "end" else first
        return self._of_stretch(first, last)

    def _named_halves(self, text: str) -> tuple[list[Half], "_Term"] | None:
        """The half-terms of every year that a text may mean, and what else it says of them."""
        if by_name := [h for h in self._halves if plain(h.name) == text]:
            return by_name, _Term()
        if found := _WEEK_FIRST.fullmatch(text):
            text = f"{found[2]} week {found[1]}"
        if found := _FIRST_YEAR.fullmatch(text):
            year = f"{found[1]}-{found[2]}" if found[1] else found[4]
            text = f"{found[3] or found[5]} {year}"
        if found := _TERM.fullmatch(text):
            edge, season, digit, spelt, week, year, to_year, week_after = found.groups()
            number = int(digit) if digit else _SPELT.get(spelt)
            season = _SEASONS.get(season[:2]) or _SEASONS[season[0]]
            halves = [h for h in self._halves if h.season == season and number in {None, h.number}]
        elif found := _TERM_NUMBER.fullmatch(text):
            edge, digit, week, year, to_year, week_after = found.groups()
            halves = [h for h in self._halves if h.in_year == int(digit)]
        else:
            return None
        return halves, _Term(edge, week or week_after, year, to_year)

    def _of_the_year(self, halves: list[Half], year: str | None, to_year: str | None) -> list[Half]:
        """Those of the year that the cell says, else of the answer, else the only ones begun."""
        if year and to_year:
            return [h for h in halves if h.school_year == int(year)]
        if year:
            return [h for h in halves if h.from_on.year == int(year)]
        if asked := self._answers.get("year"):
            return [h for h in halves if h.school_year == int(asked)]
        begun = {h.school_year for h in halves if h.from_on <= self.today}
        known = begun or {h.school_year for h in halves}
        if len(known) > 1:
            raise ToBeAsked("year", "This does not say its school year.")
        return [h for h in halves if h.school_year in known]


def _trimmed(cell: object) -> str:
    """What is left of a cell without a weekday, “w/b”, the time and the ending of “8th”."""
    text = plain(cell).rstrip(".,;")
    text = _TIME.sub("", text).strip()
    text = _LEAD.sub("", text)
    text = beginning(_WEEKDAY.sub("", text).strip())
    return _ORDINAL.sub(r"\1", text)


def _figures_in(cell: object) -> Figures | None:
    """A day that is written in figures alone."""
    if isinstance(cell, str) and (found := _NUMERIC.fullmatch(_trimmed(cell))):
        return int(found[1]), int(found[2]), found[3]
    return None


def _whole_year(text: str) -> int:
    """Two figures are a year of this century until 2068, as everywhere else."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - four figures
        return year
    return 2000 + year if year < 69 else 1900 + year  # noqa: PLR2004 - as POSIX reads them


def _from_serial(number: float) -> dt.date:
    if not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        message = f"“{said(number)[:40]}” is not a day we can read."
        raise NotADay(message)
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))


def _week_of(halves: Sequence[Half], named: str, text: str) -> dt.date:
    """The Monday of a week of one half-term; its first day where that is later."""
    week = int(named)
    if len(halves) != 1:
        message = f"“{text[:40]}” does not say which half of the term. Please write it, or the day."
        raise NotADay(message)
    half = halves[0]
    monday = half.from_on - dt.timedelta(days=half.from_on.weekday())
    day = monday + dt.timedelta(weeks=week - 1)
    if not week >= 1 or day > half.to_on:
        message = f"“{half.name}” has no week {week} in the school’s calendar."
        raise NotADay(message)
    return max(day, half.from_on)
