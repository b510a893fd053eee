"""Belonging to a cohort: seeing which, leaving it at any time, being invited and answering."""

from lp_planner.domain.accounts.people import (
    Actor,
    Cohort,
    CohortInvitation,
    Membership,
    Person,
    Role,
)
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import CohortShare
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked
from lp_planner.services.cohort.levels import NOBODY_NAMED
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


class MyCohort(Frozen):
    """A cohort as somebody who belongs to it, or is invited, reads it."""

    id: str
    """Of the cohort; of the invitation where it is one."""
    name: str
    leader: str


def my_cohorts(desk: Desk) -> tuple[MyCohort, ...]:
    """The cohorts that the actor belongs to.

    Raises:
        PermissionDenied: for a role that belongs to none.
    """
    check_can(desk.actor, Action.JOIN_COHORT)
    with desk.read() as reader:
        mine = cohorts_unchecked(reader, desk.actor.person_id)
        return tuple(_told(reader, cohort.id, cohort) for cohort in mine)


def leave_cohort(desk: Desk, cohort_id: str) -> None:
    """Leave a cohort; nothing is shared in it any more, at once. Other cohorts stay as they are.

    Raises:
        NotFound: for a cohort that is unknown, or that the actor does not belong to.
        PermissionDenied: for a role that belongs to none.
    """
    check_can(desk.actor, Action.JOIN_COHORT)

    def save(uow: UnitOfWork) -> None:
        found = uow.find(Membership, cohort_id=cohort_id, person_id=desk.actor.person_id)
        if not found:
            raise NotFound
        for membership in found:
            for share in uow.find(CohortShare, membership_id=membership.id):
                uow.remove(share)
            uow.remove(membership)

    desk.write(save)


def my_invitations(desk: Desk) -> tuple[MyCohort, ...]:
    """The cohorts that the actor is asked into and has not answered.

    Raises:
        PermissionDenied: for a role that belongs to none.
    """
    check_can(desk.actor, Action.JOIN_COHORT)
    with desk.read() as reader:
        asked = reader.find(CohortInvitation, person_id=desk.actor.person_id)
        cohorts = {c.id: c for c in reader.find(Cohort, id=[i.cohort_id for i in asked])}
        return tuple(
            _told(reader, i.id, cohorts[i.cohort_id]) for i in asked if i.cohort_id in cohorts
        )


def answer_invitation(desk: Desk, invitation_id: str, *, joins: bool) -> None:
    """Say yes or no. Saying yes shares nothing yet: that is chosen for each project.

    Raises:
        NotFound: for an invitation that is unknown, answered, or somebody else's, alike.
        PermissionDenied: for a role that belongs to no cohort.
    """
    check_can(desk.actor, Action.JOIN_COHORT)

    def save(uow: UnitOfWork) -> None:
        invitation = uow.get(CohortInvitation, invitation_id)
        if invitation.person_id != desk.actor.person_id:
            raise NotFound
        uow.remove(invitation)
        where = {"cohort_id": invitation.cohort_id, "person_id": desk.actor.person_id}
        if joins and not uow.find(Membership, include_removed=False, **where):
            uow.add(Membership, **where)

    desk.write(save)


def people_to_invite(desk: Desk) -> dict[str, str]:
    """Lead practitioners of the leader's school who are in none of their cohorts: names by id.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.INVITE)
    with desk.read() as reader:
        return _to_invite(reader, desk.actor)


def invite(desk: Desk, cohort_id: str, *, person_id: str) -> None:
    """Ask somebody of the leader's school into a cohort of theirs; asking twice is once.

    Raises:
        NotFound: for a cohort that is not the leader's, and somebody they cannot invite.
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.INVITE)

    def save(uow: UnitOfWork) -> None:
        cohort = uow.get(Cohort, cohort_id)
        if cohort.leader_id != desk.actor.person_id or person_id not in _to_invite(uow, desk.actor):
            raise NotFound
        uow.add(CohortInvitation, cohort_id=cohort.id, person_id=person_id)

    desk.write(save)


def start_cohort(desk: Desk, *, name: str) -> Cohort:
    """Begin a cohort that the actor looks after; people are invited to it afterwards.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        ValidationFailed: without a name, and for one that another cohort of theirs bears.
    """
    check_can(desk.actor, Action.INVITE)
    wanted = " ".join(name.split())
    if not wanted:
        raise ValidationFailed({"name": "Please give the cohort a name."})

    def save(uow: UnitOfWork) -> Cohort:
        mine = {c.name.casefold() for c in uow.find(Cohort, leader_id=desk.actor.person_id)}
        if wanted.casefold() in mine:
            raise ValidationFailed({"name": f"You look after a cohort called {wanted} already."})
        return uow.add(Cohort, name=wanted, leader_id=desk.actor.person_id)

    with in_words({"name": "Name of the cohort"}):
        return desk.write(save)


def led_cohorts(desk: Desk) -> dict[str, str]:
    """The cohorts that the actor leads: names by id.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        return {c.id: c.name for c in reader.find(Cohort, leader_id=desk.actor.person_id)}


def _to_invite(reader: Reader, actor: Actor) -> dict[str, str]:
    cohorts = [c.id for c in reader.find(Cohort, leader_id=actor.person_id)]
    inside = {m.person_id for m in reader.find(Membership, cohort_id=cohorts)}
    asked = {i.person_id for i in reader.find(CohortInvitation, cohort_id=cohorts)}
    people = reader.find(Person, school_id=actor.school_id, role=Role.LEAD_PRACTITIONER)
    return {p.id: p.name for p in people if p.name and p.id not in inside | asked}


def _told(reader: Reader, id_: str, cohort: Cohort) -> MyCohort:
    leader = reader.find(Person, id=cohort.leader_id)
    return MyCohort(
        id=id_, name=cohort.name, leader=(leader[0].name if leader else "") or NOBODY_NAMED
    )
