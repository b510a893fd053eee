"""Months of additional progress: small print beside an effect size, and only when it is fair.

Two tables of the Education Endowment Foundation are in use. They differ below 0.10 only; the
trial table is the cautious one and the default.
"""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from lp_planner.statistics.number_series import Interval, check_whole, known_number
from lp_planner.wording import counted

LEAST_PER_GROUP = 30
MOST_MONTHS = 12


class MonthsTable(StrEnum):
    """Which published table converts an effect size."""

    TRIAL = "trial reports"
    TOOLKIT = "toolkit"


class StudyDesign(StrEnum):
    """How the numbers came about."""

    PRE_POST_COMPARISON = "before and after, with a comparison group"
    POST_COMPARISON = "after only, with a comparison group"
    PRE_POST_ONLY = "before and after, one group"
    ONE_POINT = "one point in time"


@dataclass(frozen=True, slots=True)
class Months:
    """An effect size as months, negative for less progress than the comparison pupils.

    ``beyond_table`` marks effects above 1.00 either way: twelve months or more, and data to check.
    """

    months: int | None
    beyond_table: bool
    phrase: str


@dataclass(frozen=True, slots=True)
class MonthsRange:
    """The range of months that an interval covers, or ``None`` with the reason to show none."""

    low: Months | None
    high: Months | None
    phrase: str | None
    note: str


_FROM_TWO = (0.10, 0.19, 0.27, 0.36, 0.45, 0.53, 0.62, 0.70, 0.79, 0.88, 0.96)
_FIRST = {MonthsTable.TRIAL: 0.05, MonthsTable.TOOLKIT: 0.02}
_STARTS = {
    table: tuple(Decimal(str(start)) for start in (first, *_FROM_TWO))
    for table, first in _FIRST.items()
}
"""For each table, the smallest effect that is one month, two months and so on up to twelve."""
_BEYOND = Decimal("1.005")
"""The smallest effect that rounds to more than the tables' last row, 1.00."""


def months_of_progress(g: float | None, *, table: MonthsTable = MonthsTable.TRIAL) -> Months:
    """Convert an effect size, rounded half up to two decimals, into months."""
    number = known_number(g)
    if number is None:
        return Months(None, beyond_table=False, phrase="not known")
    size = Decimal(repr(abs(number)))
    beyond = size >= _BEYOND
    rounded = Decimal(1) if beyond else size.quantize(Decimal("0.01"), ROUND_HALF_UP)
    months = bisect_right(_STARTS[table], rounded)
    amount = f"{months}+ months" if beyond else counted(months, "month", "months")
    if months == 0:
        return Months(0, beyond_table=False, phrase="no additional months")
    if number > 0:
        return Months(months, beyond, f"{amount} of additional progress")
    return Months(-months, beyond, f"{amount} less progress than the comparison pupils")


def months_range(
    interval: Interval | None,
    *,
    design: StudyDesign,
    smallest_group: int,
    comparable_groups: bool = False,
    table: MonthsTable = MonthsTable.TRIAL,
) -> MonthsRange:
    """Convert an interval into a range of months where that is fair, or say why it is not.

    It needs a comparison group and 30 pupils in each group; where only the scores after are known,
    also groups formed at random or matched on a prior test (``comparable_groups``).

    Raises:
        ValueError: ``smallest_group`` is negative or not whole.
    """
    check_whole(smallest_group, "pupils in the smaller group")
    reason = _why_not(design, smallest_group, comparable_groups=comparable_groups)
    if not reason and interval is None:
        reason = "There is no interval to convert."
    if reason or interval is None:
        return MonthsRange(None, None, None, reason)
    low = months_of_progress(interval.low, table=table)
    high = months_of_progress(interval.high, table=table)
    note = "An effect above 1.00 is rare: check the data." if _beyond(low, high) else ""
    return MonthsRange(low, high, f"between {_signed(low)} and {_signed(high)} months", note)


def _why_not(design: StudyDesign, smallest_group: int, *, comparable_groups: bool) -> str:
    if design in (StudyDesign.PRE_POST_ONLY, StudyDesign.ONE_POINT):
        return "Months need a comparison group: without one the rise may be ordinary growth."
    if design is StudyDesign.POST_COMPARISON and not comparable_groups:
        return "Months need groups known to have started alike."
    if smallest_group < LEAST_PER_GROUP:
        return (
            f"Months need {LEAST_PER_GROUP} pupils in each group; the smaller has {smallest_group}."
        )
    return ""


def _beyond(*ends: Months) -> bool:
    return any(end.beyond_table for end in ends)


def _signed(end: Months) -> str:
    months = end.months or 0
    sign = "+" if months > 0 else "−" if months < 0 else ""
    return f"{sign}{abs(months)}{' or more' if end.beyond_table else ''}"
