"""The school's year: its own dates, or usual ones until somebody sets them."""

import datetime as dt
from collections.abc import Sequence

from pydantic import ValidationError

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.planning.calendar import PeriodKind, SchoolPeriod, UsualPeriod
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.services.desk.school_year import Period, periods_unchecked
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.unit_of_work import UnitOfWork

MANY = 400


def school_year(desk: Desk) -> tuple[Period, ...]:
    """The periods of the actor's school by date; usual ones where it has set none."""
    with desk.read() as reader:
        return periods_unchecked(desk.workspace, reader, desk.actor.school_id)


def is_own(periods: Sequence[Period]) -> bool:
    """Whether these are the school's own dates."""
    return any(isinstance(period, SchoolPeriod) for period in periods)


def period_of(periods: Sequence[Period], day: dt.date) -> Period | None:
    """The period that holds ``day``; the shortest where several do."""
    holding = [p for p in periods if p.from_on <= day <= p.to_on]
    return min(holding, key=lambda p: p.to_on - p.from_on, default=None)


def take_usual_year(desk: Desk) -> None:
    """Make the usual dates the school's own, to be changed from there; own dates stay as they are.

    Raises:
        PermissionDenied: for a role that does not keep the school's calendar.
    """
    check_can(desk.actor, Action.KEEP_CALENDAR)

    def save(uow: UnitOfWork) -> None:
        if not uow.find(SchoolPeriod, school_id=desk.actor.school_id):
            for period in desk.library.calendar.periods:
                _add(uow, desk, period)

    desk.write(save)


def add_period(
    desk: Desk,
    *,
    name: str,
    period_kind: str,
    from_on: dt.date | None,
    to_on: dt.date | None,
) -> None:
    """Add a stretch to the school's own year; the usual dates are taken over first.

    Raises:
        PermissionDenied: for a role that does not keep the school's calendar.
        ValidationFailed: without a name or a day, with an end before its beginning, or beyond
            ``MANY`` entries.
    """
    check_can(desk.actor, Action.KEEP_CALENDAR)
    errors = {}
    if not name.strip():
        errors["name"] = "Please give it a name, such as “Mock exams”."
    if from_on is None:
        errors["from_on"] = "Please say when it begins."
    elif to_on is not None and to_on < from_on:
        errors["to_on"] = "It ends before it begins. Please look at the two dates again."
    if period_kind not in {kind.value for kind in PeriodKind}:
        errors["period_kind"] = "Please say what it is."
    if errors:
        raise ValidationFailed(errors)
    take_usual_year(desk)

    def save(uow: UnitOfWork) -> None:
        if len(uow.find(SchoolPeriod, school_id=desk.actor.school_id)) >= MANY:
            message = "The calendar is full. Please remove a past year first."
            raise ValidationFailed({"name": message})
        uow.add(
            SchoolPeriod,
            school_id=desk.actor.school_id,
            name=name,
            period_kind=period_kind,
            from_on=from_on,
            to_on=to_on or from_on,
        )

    try:
        desk.write(save)
    except ValidationError:
        raise ValidationFailed({"name": "The name is too long; 200 characters fit."}) from None


def take_term_dates(desk: Desk, periods: Sequence[UsualPeriod]) -> None:
    """Put dates that a school pasted in place of those it has for the same stretch of time.

    Busy weeks stay, as do holidays of a single day: a list of term dates seldom names them.

    Raises:
        PermissionDenied: for a role that does not keep the school's calendar.
        ValidationFailed: with nothing to take, or beyond ``MANY`` entries.
    """
    check_can(desk.actor, Action.KEEP_CALENDAR)
    if not periods:
        raise ValidationFailed({"pasted": "We found no dates in it. Please paste a list of dates."})
    take_usual_year(desk)
    first, last = min(p.from_on for p in periods), max(p.to_on for p in periods)
    said = {(p.from_on, p.to_on) for p in periods}

    def save(uow: UnitOfWork) -> None:
        kept = 0
        for old in uow.find(SchoolPeriod, school_id=desk.actor.school_id):
            stays = old.period_kind is PeriodKind.BUSY or (
                old.period_kind is PeriodKind.HOLIDAY and old.from_on == old.to_on
            )
            overlaps = old.from_on <= last and old.to_on >= first
            if (overlaps and not stays) or (old.from_on, old.to_on) in said:
                uow.remove(old)
            else:
                kept += 1
        if kept + len(periods) > MANY:
            message = "The calendar is full. Please remove a past year first."
            raise ValidationFailed({"pasted": message})
        for period in periods:
            _add(uow, desk, period)

    desk.write(save)


def _add(uow: UnitOfWork, desk: Desk, period: UsualPeriod) -> None:
    uow.add(SchoolPeriod, school_id=desk.actor.school_id, **period.model_dump(exclude={"note"}))


def remove_period(desk: Desk, period_id: str) -> None:
    """Take a stretch out of the school's year.

    Raises:
        NotFound: for an unknown period and for one of another school alike.
    """
    check_can(desk.actor, Action.KEEP_CALENDAR)

    def save(uow: UnitOfWork) -> None:
        period = uow.get(SchoolPeriod, period_id)
        if period.school_id != desk.actor.school_id:
            raise NotFound
        uow.remove(period)

    desk.write(save)
