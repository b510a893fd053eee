"""Which part of a day in figures comes first, where its column leaves that open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DAY_OR_MONTH: Mapping[str, str] = {
    "day": "The day comes first", "month": "The month comes first",
}  # fmt: skip
OR_YEAR: Mapping[str, str] = {**DAY_OR_MONTH, "year": "The year comes first"}
MONTHS_OF_A_YEAR = 12
FEW = 3
"""Fewer days than this are in order whichever way they are read."""

Figures = tuple[int, int, str]
"""A day as it is written: two numbers, and a year or what may be one."""


def open_order(days: Sequence[Figures]) -> int | None:
    """The place of a day that shows its column to be open; ``None`` where the day comes first.

    The day comes first in Britain, unless that has no sense, or puts days out of order that are in
    order with the month first.
    """
    for place, (first, second, _) in enumerate(days):
        if second > MONTHS_OF_A_YEAR >= first:
            return place
    if may_begin_with_year(days):
        return 0
    distinct = list(dict.fromkeys(days))
    swapped = [(second, first, year) for first, second, year in distinct]
    if len(distinct) >= FEW and _read_as(swapped).is_rising and not (
        (british := _read_as(distinct)).is_rising or (british.is_falling and british.is_weekly)
    ):  # fmt: skip
        return next(n for n, (first, second, _) in enumerate(days) if first != second)
    return None


def may_begin_with_year(days: Sequence[Figures]) -> bool:
    """Whether the last figures run like days, and the first stay like a year: 25-09-08."""
    if len(days) < 2 or any(len(last) > 2 for _, _, last in days):  # noqa: PLR2004 - two figures
        return False
    firsts, lasts = {first for first, _, _ in days}, {last for _, _, last in days}
    return (
        all(first > MONTHS_OF_A_YEAR >= second for first, second, _ in days)
        and all(1 <= int(last) <= 31 for last in lasts)  # noqa: PLR2004 - days of a month
        and len(lasts) > len(firsts)
    )


@dataclass(frozen=True)
class _Read:
    """What days are like when they are read one way; none where they are no days."""

    days: tuple[dt.date, ...] = ()

    @property
    def is_rising(self) -> bool:
        return bool(self.days) and list(self.days) == sorted(self.days)

    @property
    def is_falling(self) -> bool:
        return bool(self.days) and list(self.days) == sorted(self.days, reverse=True)

    @property
    def is_weekly(self) -> bool:
        """Whether all are the same day of the week."""
        return len({day.weekday() for day in self.days}) == 1


def _read_as(days: Sequence[Figures]) -> _Read:
    try:
        return _Read(
            tuple(
                dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004
                for day, month, year in days
            )
        )
    except ValueError:
        return _Read()
