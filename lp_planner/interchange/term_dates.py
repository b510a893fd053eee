"""Term dates as schools publish them, one thing a line, read into stretches of the year."""

import datetime as dt
import re
from dataclasses import dataclass

from lp_planner.domain.planning.calendar import PeriodKind, UsualPeriod
from lp_planner.wording import MONTHS, day_in_words

MOST_LINES = 300
FRIDAY = 4
LONGEST_BREAK = dt.timedelta(days=9)
"""A “half-term” no longer than this is the holiday, a longer one the teaching."""
DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+("
    + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
    + r")\b(?:,?\s+(\d{4}))?"
    r"|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\s*\b(?:mon|tues|wednes|thurs|fri)day\b.*", re.IGNORECASE)
YEAR = re.compile(r"\b(20\d\d)\b")
BEGINS = re.compile(
    r"\b(?:starts?|begins?|opens?|(?:pupils|children|all years) return)\b", re.IGNORECASE
)
ENDS = re.compile(r"\b(?:ends?|finish(?:es)?|last day|closes?)\b", re.IGNORECASE)
MONTHS_BACK = 6
"""A month so much earlier than the one before it belongs to the next year."""
KINDS: tuple[tuple[PeriodKind, str], ...] = (
    (PeriodKind.INSET, r"\binset\b|training day|staff (?:day|training)|\bpd day"),
    (PeriodKind.BUSY, r"\bexams?\b|\bmocks?\b|\bsats\b|\breports?\b|parents|screening"),
    (PeriodKind.HOLIDAY, r"holiday|\bbreak\b|vacation|closed|bank hol|may day|easter|christmas"),
    (PeriodKind.HALF_TERM, r"\bterm\b|half[- ]?term|\b(?:autumn|spring|summer)\b"),
)


@dataclass(frozen=True)
class TermDates:
    """What was understood of a list of term dates, and the lines that were not."""

    periods: tuple[UsualPeriod, ...]
    left_over: tuple[str, ...]


def read_term_dates(text: str) -> TermDates:
    """Read lines such as “INSET days: 1 and 2 September 2025” or “Half-term: 27 to 31 October”.

    A year that a line leaves out is the one its heading or the line before it gave, and the next
    one where the months begin again. Nothing is guessed: a line without a day, or without a word
    for what it is, is given back.
    """
    found: list[UsualPeriod] = []
    left_over = []
    last: dt.date | None = None
    heading = ""
    since: dt.date | None = None
    for line in [part.strip() for part in text.splitlines()[:MOST_LINES] if part.strip()]:
        days = _days(line, last, heading)
        kind = _kind(line) or (_kind(heading) if days else None)
        is_end = len(days) == 1 and ENDS.search(line) is not None
        if len(days) == 1 and kind is not PeriodKind.INSET and (BEGINS.search(line) or is_end):
            if is_end and since and since <= days[0]:
                found.append(_period(_named(heading, since), PeriodKind.HALF_TERM, since, days[0]))
            elif is_end:
                left_over.append(line)
            since = None if is_end else days[0]
            last = days[0]
            continue
        if not days:
            heading = line
            if not (YEAR.search(line) or kind):
                left_over.append(line)
            continue
        if kind is None or days[-1] < days[0]:
            left_over.append(line)
            continue
        read = _periods(line, kind, days)
        if since and read[0].period_kind is PeriodKind.HOLIDAY and since < days[0] < days[-1]:
            before = _work_day(days[0], -1)
            found.append(_period(_named(heading, since), PeriodKind.HALF_TERM, since, before))
            since = _work_day(days[-1], 1)
        found += read
        last = days[-1]
    return TermDates(periods=tuple(found), left_over=tuple(left_over))


def _named(heading: str, first: dt.date) -> str:
    """What a stretch of teaching is called when only its first and last day were given."""
    words = YEAR.sub("", heading).strip(" :,-")
    return f"{words or 'Term'}, from {day_in_words(first)}"


def _work_day(day: dt.date, step: int) -> dt.date:
    day += dt.timedelta(days=step)
    while day.weekday() > FRIDAY:
        day += dt.timedelta(days=step)
    return day


def _kind(line: str) -> PeriodKind | None:
    for kind, words in KINDS:
        if re.search(words, line, re.IGNORECASE):
            return kind
    return None


def _days(line: str, last: dt.date | None, heading: str) -> list[dt.date]:
    # “1 and 2 September”: the first day has no month of its own.
    line = re.sub(
        r"\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:to|and|[-–—&])\s*(?:[A-Za-z]+day\s+)?"
        r"(\d{1,2}(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})(?:\s+\d{4})?)",
        lambda m: (
            f"{m[1]} {m[3]} {'and' if 'and' in m[0] or '&' in m[0] else 'to'} {m[2]}"
            if _month(m[3])
            else m[0]
        ),
        line,
    )
    parts = [_parts(match) for match in DAY.finditer(line)]
    years = [int(year) for year in YEAR.findall(line)] or [int(y) for y in YEAR.findall(heading)]
    year = years[0] if years else (last.year if last else 0)
    days: list[dt.date] = []
    for day, month, said in parts:
        before = days[-1] if days else (last if not years else None)
        if not said and before and (before.month - month) > MONTHS_BACK:
            year = before.year + 1
        given = said or year
        try:
            days.append(dt.date(given, month, day))
        except ValueError:
            return []
    if len(days) > 1 and days[1] < days[0] and not parts[0][2] and parts[-1][2]:
        # “22 December to 2 January 2026”: the first day lies in the year before.
        days[0] = days[0].replace(year=days[0].year - 1)
    return days


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match[4]:
        return int(match[4]), int(match[5]), int(match[6])
    return int(match[1]), _month(match[2]), int(match[3] or 0)


def _month(word: str) -> int:
    return next((n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower()), 0)


def _periods(line: str, kind: PeriodKind, days: list[dt.date]) -> list[UsualPeriod]:
    name = re.split(r"[:–—\t|]|\bstarts?\b|\bends?\b", line)[0]
    name = DAY.sub("", name).strip(" ,-•*") or {PeriodKind.INSET: "INSET"}.get(kind, kind.value)
    name = WEEKDAY.sub("", name) or name
    if kind is PeriodKind.INSET and not _is_stretch(line, days):
        return [_period(name, kind, day, day) for day in days]
    first, last = days[0], days[-1]
    if kind is PeriodKind.HALF_TERM and last - first <= LONGEST_BREAK:
        kind = PeriodKind.HOLIDAY
    return [_period(name, kind, first, last)]


def _is_stretch(line: str, days: list[dt.date]) -> bool:
    return len(days) > 1 and re.search(r"\b(?:to|until)\b|\d\s*[-–—]", line) is not None


def _period(name: str, kind: PeriodKind, first: dt.date, last: dt.date) -> UsualPeriod:
    return UsualPeriod(name=name[:200], period_kind=kind, from_on=first, to_on=last)
