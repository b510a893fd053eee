"""Half-terms by the names that everybody uses for them: Autumn 1 to Summer 2, terms 1 to 6."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from lp_planner.domain.planning.calendar import PeriodKind, SchoolPeriod, UsualPeriod
from lp_planner.domain.records.records import Frozen

AUGUST, APRIL = 8, 4


class Half(Frozen):
    """One half-term of one school year."""

    name: str
    season: str
    number: int
    """1 or 2 within its term."""
    in_year: int
    """1 to 6 within its school year."""
    school_year: int
    """The year in which the school year begins."""
    from_on: dt.date
    to_on: dt.date


def school_year_of(day: dt.date) -> int:
    """The year in which the school year of a day begins."""
    return day.year if day.month >= AUGUST else day.year - 1


def year_in_words(year: int) -> str:
    """A school year as schools write it, such as 2025–26."""
    return f"{year}–{(year + 1) % 100:02d}"


def halves_of(periods: Sequence[SchoolPeriod | UsualPeriod]) -> tuple[Half, ...]:
    """The half-terms among the periods of a calendar, by day."""
    found: list[Half] = []
    of_year: Counter[int] = Counter()
    of_term: Counter[tuple[int, str]] = Counter()
    for period in sorted(periods, key=lambda p: p.from_on):
        if period.period_kind is not PeriodKind.HALF_TERM:
            continue
        year, season = school_year_of(period.from_on), _season(period.from_on)
        of_year[year] += 1
        of_term[year, season] += 1
        found.append(
            Half(
                name=period.name,
                season=season,
                number=of_term[year, season],
                in_year=of_year[year],
                school_year=year,
                from_on=period.from_on,
                to_on=period.to_on,
            )
        )
    return tuple(found)


def _season(day: dt.date) -> str:
    if day.month >= AUGUST:
        return "autumn"
    return "spring" if day.month < APRIL else "summer"
