"""What has to have begun by when, counted back from a date in weeks of school: asked, not ordered.

A standard has a few lines in their order. Each usually takes some weeks of school until the next,
and the last until the date. That too little time is left is said of the fewest weeks alone, so that
it is not said of what can still happen.
"""

import datetime as dt
from collections.abc import Container, Sequence
from enum import StrEnum

from pydantic import Field

from lp_planner.domain.planning.calendar import PeriodKind, SchoolPeriod, UsualPeriod
from lp_planner.domain.records.delivery import Activity
from lp_planner.domain.records.records import Frozen, Record, Records
from lp_planner.wording import counted, day_in_words

DAYS_IN_A_WEEK = 5
SOON = 2
"""So many weeks of school before its day a line comes near."""


class CountdownLine(Frozen):
    """One thing that has to have begun, for one standard."""

    key: str
    standard: str
    begins: str
    """What begins, as it stands after "By 24 April:"."""
    asks: str
    """The question that helps to begin."""
    shown_by: tuple[str, ...]
    """Kinds of record that show it, each by itself or with one of its answers: "kind.answer"."""
    activities: tuple[str, ...] = ()
    """Kinds of activity that show it."""
    usual_weeks: int = Field(ge=0, le=40)
    least_weeks: int = Field(ge=0, le=40)
    reason: str
    question: str = ""
    """The question of the planner that asks for the same."""
    source: str

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that can show it."""
        named = {shown.partition(".")[0] for shown in self.shown_by}
        return frozenset(named | ({Activity.kind} if self.activities else set()))

    @property
    def why(self) -> str:
        """Why so many weeks, and where that comes from."""
        return f"{self.reason} Source: {self.source}"

    def first_shown_on(self, records: Records, today: dt.date) -> dt.date | None:
        """The first day on which a record shows that it has begun; ``None`` while none does."""
        days = [
            record.happened_on
            for kind in self.kinds
            for record in records.get(kind, ())
            if record.happened_on <= today and self._is_shown_by(record)
        ]
        return min(days, default=None)

    def _is_shown_by(self, record: Record) -> bool:
        if isinstance(record, Activity) and record.activity_type in self.activities:
            return True
        for shown in self.shown_by:
            kind, _, answer = shown.partition(".")
            if kind == record.kind and (not answer or getattr(record, answer)):
                return True
        return False


class CountdownBook(Frozen):
    """Every line there is, in the order of its standard."""

    lines: tuple[CountdownLine, ...]
    source: str


class Hour(StrEnum):
    """Where a line stands on a day."""

    BEGUN = "begun"
    AHEAD = "ahead"
    NEAR = "near"
    USUALLY_BEGUN = "usually_begun"
    """Its usual day has gone by, and there is time enough all the same."""
    LITTLE_TIME = "little_time"
    """Fewer weeks of school are left than what lies ahead can take."""


class ToBegin(Frozen):
    """One line before one date, as it stands on one day."""

    line: CountdownLine
    standard: str
    """The standard of the framework at work that it stands for."""
    on: dt.date
    """The date that it leads to."""
    begin_by: dt.date
    last_day: dt.date
    """The last day from which the fewest weeks still fit."""
    hour: Hour
    began_on: dt.date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to begin."""
        return self.hour is not Hour.BEGUN

    def in_words(self) -> str:
        """What is said of it."""
        if self.began_on is not None:
            return f"Begun on {day_in_words(self.began_on)}: {self.line.begins}"
        if self.hour in {Hour.AHEAD, Hour.NEAR}:
            return f"By {day_in_words(self.begin_by)}: {self.line.begins}"
        return f"Usually by {day_in_words(self.begin_by)}: {self.line.begins}"

    def asked(self) -> str:
        """The question beside it; nothing where it has begun."""
        if not self.is_open:
            return ""
        if self.hour is Hour.LITTLE_TIME:
            return (
                "Less time is left than this takes at least. What you did already could show it, "
                "or which other standard might take its place in view?"
            )
        return self.line.asks


def is_school_day(day: dt.date, days_off: Container[dt.date]) -> bool:
    """Whether a day is a weekday outside the holidays; a day the calendar does not know is one."""
    return day.weekday() < DAYS_IN_A_WEEK and day not in days_off


def days_off_of(periods: Sequence[SchoolPeriod | UsualPeriod]) -> frozenset[dt.date]:
    """Every day of the holidays of a calendar."""
    return frozenset(
        period.from_on + dt.timedelta(days=number)
        for period in periods
        if period.period_kind is PeriodKind.HOLIDAY
        for number in range((period.to_on - period.from_on).days + 1)
    )


def weeks_before(day: dt.date, weeks: int, days_off: Container[dt.date]) -> dt.date:
    """The school day from which so many weeks of school lie before ``day``."""
    left = weeks * DAYS_IN_A_WEEK
    while left > 0 or not is_school_day(day, days_off):
        day -= dt.timedelta(days=1)
        left -= is_school_day(day, days_off)
    return day


def countdown(
    lines: Sequence[tuple[str, CountdownLine]],
    records: Records,
    *,
    on: dt.date,
    today: dt.date,
    periods: Sequence[SchoolPeriod | UsualPeriod],
) -> tuple[ToBegin, ...]:
    """What has to have begun before the date ``on``, the earliest first.

    ``lines`` name the standard that each stands for. A later line that has begun shows the ones
    before it too: nobody coaches a coach without having coached.
    """
    days_off = days_off_of(periods)
    found: list[ToBegin] = []
    by_standard: dict[str, list[CountdownLine]] = {}
    for standard, line in lines:
        by_standard.setdefault(standard, []).append(line)
    for standard, its in by_standard.items():
        usual = least = on
        after: dt.date | None = None
        for line in reversed(its):
            usual = weeks_before(usual, line.usual_weeks, days_off)
            least = weeks_before(least, line.least_weeks, days_off)
            shown = line.first_shown_on(records, today)
            after = min((d for d in (shown, after) if d is not None), default=None)
            near = weeks_before(usual, SOON, days_off)
            found.append(
                ToBegin(
                    line=line,
                    standard=standard,
                    on=on,
                    begin_by=usual,
                    last_day=least,
                    began_on=after,
                    hour=_hour(today, after, near, usual, least),
                )
            )
    return tuple(sorted(found, key=lambda line: line.begin_by))


def _hour(
    today: dt.date, began: dt.date | None, near: dt.date, usual: dt.date, least: dt.date
) -> Hour:
    if began is not None:
        return Hour.BEGUN
    if today > least:
        return Hour.LITTLE_TIME
    if today > usual:
        return Hour.USUALLY_BEGUN
    return Hour.NEAR if today >= near else Hour.AHEAD


def weeks_left(today: dt.date, on: dt.date, periods: Sequence[SchoolPeriod | UsualPeriod]) -> str:
    """How much school lies between today and a date, in words."""
    days_off = days_off_of(periods)
    days = sum(
        is_school_day(today + dt.timedelta(days=number), days_off)
        for number in range(max((on - today).days, 0))
    )
    if days < 2 * DAYS_IN_A_WEEK:
        return f"{counted(days, 'school day', 'school days')} to go"
    return f"{counted(days // DAYS_IN_A_WEEK, 'week', 'weeks')} of school to go"
