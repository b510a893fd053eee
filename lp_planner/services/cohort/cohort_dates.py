"""A cohort's own dates: its leader sets them, its members read them, and nobody else."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lp_planner.domain.accounts.people import Actor, Cohort, CohortDate, CohortDateKind, Membership
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import joined

KINDS: Mapping[str, str] = MappingProxyType(
    {
        CohortDateKind.START.value: "Start",
        CohortDateKind.REVIEW.value: "Review",
        CohortDateKind.SUBMISSION.value: "Submission",
    }
)
LABELS = {"note": "A word about it"}


class DateInCohort(Frozen):
    """One date as a leader or a member reads it."""

    id: str
    cohort_id: str
    cohort: str
    kind: CohortDateKind
    what: str
    on: dt.date
    is_past: bool


def dates_i_set(desk: Desk) -> tuple[DateInCohort, ...]:
    """The dates of the cohorts that the actor leads, the earliest first.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        return dates_unchecked(
            desk.workspace, reader, reader.find(Cohort, leader_id=desk.actor.person_id)
        )


def dates_of_mine(desk: Desk) -> tuple[DateInCohort, ...]:
    """The dates of the cohorts that the actor belongs to, the earliest first.

    Raises:
        PermissionDenied: for a role that belongs to none.
    """
    check_can(desk.actor, Action.JOIN_COHORT)
    with desk.read() as reader:
        return dates_unchecked(
            desk.workspace, reader, cohorts_unchecked(reader, desk.actor.person_id)
        )


def set_date(desk: Desk, cohort_id: str, *, kind: str, on: dt.date, note: str = "") -> CohortDate:
    """Set a date for a cohort that the actor leads; the same again changes nothing.

    Raises:
        NotFound: for a cohort that is unknown or somebody else's, alike.
        PermissionDenied: for a role that does not look after a cohort.
        ValidationFailed: without what it is for, and for a note that is too long.
    """
    check_can(desk.actor, Action.INVITE)
    if kind not in KINDS:
        raise ValidationFailed({"kind": "Please say what the date is for."})

    def save(uow: UnitOfWork) -> CohortDate:
        cohort = _led(uow, desk.actor, cohort_id)
        that_day = uow.find(CohortDate, cohort_id=cohort.id, kind=kind, on=on)
        there = [date for date in that_day if date.note == note.strip()]
        if there:
            return there[0]
        return uow.add(CohortDate, cohort_id=cohort.id, kind=kind, on=on, note=note)

    with in_words(LABELS):
        return desk.write(save)


def take_date_away(desk: Desk, date_id: str) -> None:
    """Take a date of a cohort that the actor leads away again.

    Raises:
        NotFound: for a date that is unknown or of somebody else's cohort, alike.
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.INVITE)

    def save(uow: UnitOfWork) -> None:
        date = uow.get(CohortDate, date_id)
        _led(uow, desk.actor, date.cohort_id)
        uow.remove(date)

    desk.write(save)


def cohorts_unchecked(reader: Reader, person_id: str) -> list[Cohort]:
    """The cohorts that somebody belongs to."""
    ids = [m.cohort_id for m in reader.find(Membership, person_id=person_id)]
    return reader.find(Cohort, id=ids)


def dates_unchecked(
    workspace: Workspace, reader: Reader, cohorts: Iterable[Cohort]
) -> tuple[DateInCohort, ...]:
    """The dates of these cohorts, the earliest first."""
    names = {cohort.id: cohort.name for cohort in cohorts}
    found = sorted(reader.find(CohortDate, cohort_id=list(names)), key=lambda d: (d.on, d.id))
    return tuple(
        DateInCohort(
            id=date.id,
            cohort_id=date.cohort_id,
            cohort=names[date.cohort_id],
            kind=date.kind,
            what=in_words_of(date),
            on=date.on,
            is_past=date.on < workspace.today(),
        )
        for date in found
    )


def in_words_of(date: CohortDate) -> str:
    """What a date is for, with the word about it."""
    return joined(KINDS[date.kind.value], date.note)


def _led(reader: Reader, actor: Actor, cohort_id: str) -> Cohort:
    cohort = reader.get(Cohort, cohort_id)
    if cohort.leader_id != actor.person_id:
        raise NotFound
    return cohort
