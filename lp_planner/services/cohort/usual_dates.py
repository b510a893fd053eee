"""A usual run of a cohort's dates, from launch to gateway, laid on the school's own half-terms.

What a programme has is what public pages describe (a trust's page of 2018, awards by termly
gateways in 2019 and 2020): a launch, an application support session, each about two and a half
hours, a meeting each half-term, and a term to submit in. The days are our suggestion.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from lp_planner.domain.accounts.people import CohortDateKind
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.planning.school_year import Half, halves_of
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohort_dates import KINDS, set_date
from lp_planner.services.desk.school_year import Period, periods_unchecked
from lp_planner.services.desk.workspace import Desk
from lp_planner.wording import joined

LAUNCH = "Launch, about two and a half hours"
MEETING = "We meet, half an hour each"
SUPPORT = "Application support, about two and a half hours"
GATEWAY = "Gateway: the term in which portfolios go in"
HALVES = 5
"""Half-terms from launch to gateway: a little less than a year, as most schools take."""
WEDNESDAY, FRIDAY = 2, 4


class SuggestedDate(Frozen):
    """One day of a usual run."""

    kind: CohortDateKind
    on: dt.date
    note: str

    @property
    def what(self) -> str:
        """What it is for, in words."""
        return joined(KINDS[self.kind.value], self.note)


def usual_dates(desk: Desk) -> tuple[SuggestedDate, ...]:
    """A usual run from the next half-term that begins; nothing where the calendar is too short.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.INVITE)
    with desk.read() as reader:
        periods = periods_unchecked(desk.workspace, reader, desk.actor.school_id)
    coming = [half for half in halves_of(periods) if half.from_on > desk.today()][:HALVES]
    return tuple(_run(coming, periods)) if len(coming) == HALVES else ()


def set_usual_dates(desk: Desk, cohort_id: str) -> int:
    """Set a usual run for a cohort that the actor leads; how many days it has.

    The same again changes nothing; any of them can be taken away or another set.

    Raises:
        NotFound: for a cohort that is unknown or somebody else's, alike.
        PermissionDenied: for a role that does not look after a cohort.
    """
    found = usual_dates(desk)
    for date in found:
        set_date(desk, cohort_id, kind=date.kind.value, on=date.on, note=date.note)
    return len(found)


def _run(halves: Sequence[Half], periods: Sequence[Period]) -> Iterator[SuggestedDate]:
    first, *between, last = halves
    yield SuggestedDate(kind=CohortDateKind.START, on=_near(first, 0.3, periods), note=LAUNCH)
    for half in between:
        yield SuggestedDate(kind=CohortDateKind.REVIEW, on=_near(half, 0.5, periods), note=MEETING)
    support, gateway = _near(last, 0.2, periods), _near(last, 0.8, periods)
    yield SuggestedDate(kind=CohortDateKind.REVIEW, on=support, note=SUPPORT)
    yield SuggestedDate(kind=CohortDateKind.SUBMISSION, on=gateway, note=GATEWAY)


def _near(half: Half, share: float, periods: Sequence[Period]) -> dt.date:
    """A Wednesday about so far through a half-term, else another day on which school is open."""
    middle = half.from_on + (half.to_on - half.from_on) * share
    days = [
        half.from_on + dt.timedelta(days=n) for n in range((half.to_on - half.from_on).days + 1)
    ]
    closed = [p for p in periods if p.period_kind in {PeriodKind.HOLIDAY, PeriodKind.INSET}]
    open_days = [
        day
        for day in days
        if day.weekday() <= FRIDAY and not any(p.from_on <= day <= p.to_on for p in closed)
    ]
    return min(
        open_days or days, key=lambda d: (d.weekday() != WEDNESDAY, abs((d - middle).days), d)
    )
