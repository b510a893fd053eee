"""The school year: half-terms, holidays, INSET days and busy weeks, as each school sets them."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from lp_planner.domain.records.fields import ChoiceOf, Day, FieldKind, NeededLine
from lp_planner.domain.records.records import Frozen, Stamped


class PeriodKind(StrEnum):
    """What a stretch of the school year is."""

    HALF_TERM = "half_term"
    HOLIDAY = "holiday"
    INSET = "inset"
    BUSY = "busy"
    """Exams, parents' evenings, reports: staff are there but have no room for more."""


class UsualPeriod(Frozen):
    """A stretch of a usual school year, for schools that have not set their own."""

    name: str
    period_kind: PeriodKind
    from_on: dt.date
    to_on: dt.date
    note: str = ""
    """Where a national week comes from and how far it is confirmed."""


class UsualYears(Frozen):
    """Usual school years to start from."""

    name: str
    source: str
    periods: tuple[UsualPeriod, ...]


class SchoolPeriod(Stamped):
    """A stretch of the school year, both days included."""

    school_id: str
    name: NeededLine
    period_kind: Annotated[PeriodKind, ChoiceOf("period_kinds"), FieldKind.CHOICE]
    from_on: Day
    to_on: Day

    def holds(self, day: dt.date) -> bool:
        """Whether ``day`` lies in this period."""
        return self.from_on <= day <= self.to_on
