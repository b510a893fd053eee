"""A coach or critical friend for one project, by invitation of its lead.

They see the very same view that a leader sees at that level, and each of their looks stands in the
log that the lead reads. What they may see is never more than what was granted, and ends at once.
"""

import datetime as dt
from dataclasses import replace

from lp_planner.domain.accounts.people import Actor, Person, Role
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.guests import INVITED, GuestKind, ProjectGrant
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.sharing import SharedView, logged_look
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

MAY_BE_ASKED = (Role.COACH, Role.LEAD_PRACTITIONER, Role.SENIOR_LEADER)
GONE = "Somebody who has left"


class Guest(Frozen):
    """One leave to look, as the project's lead reads it."""

    grant_id: str
    name: str
    guest_kind: GuestKind
    level: Sharing
    reason: str
    since: dt.datetime
    has_accepted: bool
    ends_at: dt.datetime | None
    ended_at: dt.datetime | None
    is_over: bool


class SharedWithMe(Frozen):
    """One project that somebody else lets the actor look at, or asks them to."""

    grant_id: str
    project_id: str
    title: str
    lead: str
    guest_kind: GuestKind
    level: Sharing
    has_accepted: bool
    ends_at: dt.datetime | None


def people_to_ask(desk: Desk, project_id: str) -> dict[str, str]:
    """Colleagues and coaches of the actor's school, by id: a name and what they do.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.INVITE_GUEST)
        return _to_ask(reader, desk.actor)


def invite_guest(
    desk: Desk,
    project_id: str,
    *,
    person_id: str,
    guest_kind: GuestKind,
    level: Sharing,
) -> None:
    """Ask somebody to accompany a project; asking again changes what they see.

    Raises:
        NotFound: for a project that is not the actor's, and somebody they cannot ask.
        ValidationFailed: for a kind or level that cannot be given.
    """
    if guest_kind not in INVITED or level is Sharing.PRIVATE:
        raise ValidationFailed({"level": "Please choose what they may see."})

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.INVITE_GUEST)
        if person_id not in _to_ask(uow, desk.actor):
            raise NotFound
        given = {"guest_kind": guest_kind, "level": level}
        for grant in uow.find(ProjectGrant, project_id=project.id, guest_id=person_id):
            if grant.guest_kind in INVITED and not grant.has_ended(desk.now()):
                uow.change(grant, **given)
                return
        uow.add(ProjectGrant, project_id=project.id, guest_id=person_id, **given)

    desk.write(save)


def guests_of(desk: Desk, project_id: str) -> tuple[Guest, ...]:
    """Everybody who may look, or might, the latest first; emergencies stay after they are over.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    now = desk.now()
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        grants = reader.find(ProjectGrant, project_id=project.id)
        names = {p.id: p.name for p in reader.find(Person, id=sorted({g.guest_id for g in grants}))}
    return tuple(
        Guest(
            grant_id=grant.id,
            name=names.get(grant.guest_id) or GONE,
            guest_kind=grant.guest_kind,
            level=grant.level,
            reason=grant.reason,
            since=grant.created_at,
            has_accepted=grant.accepted_at is not None,
            ends_at=grant.ends_at,
            ended_at=grant.ended_at,
            is_over=grant.has_ended(now),
        )
        for grant in reversed(grants)
        if grant.guest_kind is GuestKind.EMERGENCY or not grant.has_ended(now)
    )


def end_guest(desk: Desk, grant_id: str) -> None:
    """End an invitation or what came of it; from this moment on nothing can be seen.

    The lead ends it for anybody they invited; whoever looks can end their own, at any time.

    Raises:
        NotFound: for what is unknown, over, or nothing of the actor's, alike.
    """

    def save(uow: UnitOfWork) -> None:
        grant = uow.get(ProjectGrant, grant_id)
        is_guest = grant.guest_id == desk.actor.person_id
        if not is_guest:
            if grant.guest_kind not in INVITED:
                raise NotFound
            project_for(uow, desk.actor, grant.project_id, Action.INVITE_GUEST)
        if grant.has_ended(desk.now()):
            raise NotFound
        uow.change(grant, ended_at=desk.now())

    desk.write(save)


def shared_with_me(desk: Desk) -> tuple[SharedWithMe, ...]:
    """The projects the actor may look at by a grant, and the invitations they have not answered.

    An invitation names who asks, and the title only once it is accepted.
    """
    now = desk.now()
    with desk.read() as reader:
        grants = [
            grant
            for grant in reader.find(ProjectGrant, guest_id=desk.actor.person_id)
            if not grant.has_ended(now)
        ]
        projects = {p.id: p for p in reader.find(Project, id=[g.project_id for g in grants])}
        owners = sorted({p.owner_id for p in projects.values()})
        leads = {p.id: p.name for p in reader.find(Person, id=owners)}
    return tuple(
        SharedWithMe(
            grant_id=grant.id,
            project_id=grant.project_id,
            title=projects[grant.project_id].title if grant.accepted_at else "",
            lead=leads[projects[grant.project_id].owner_id],
            guest_kind=grant.guest_kind,
            level=grant.level,
            has_accepted=grant.accepted_at is not None,
            ends_at=grant.ends_at,
        )
        for grant in grants
        if grant.project_id in projects
    )


def answer_guest_invitation(desk: Desk, grant_id: str, *, accepts: bool) -> None:
    """Say yes or no to accompanying a project.

    Raises:
        NotFound: for an invitation that is unknown, answered, over, or somebody else's, alike.
    """

    def save(uow: UnitOfWork) -> None:
        grant = uow.get(ProjectGrant, grant_id)
        is_mine = grant.guest_id == desk.actor.person_id and grant.accepted_at is None
        if not is_mine or grant.has_ended(desk.now()):
            raise NotFound
        answer = {"accepted_at": desk.now()} if accepts else {"ended_at": desk.now()}
        uow.change(grant, **answer)

    desk.write(save)


def open_as_guest(desk: Desk, project_id: str, *, visit: str) -> SharedView:
    """Look at a project by a grant; there is no look without an entry in its log.

    Raises:
        NotFound: for an unknown project, and one without an open grant for the actor, alike.
        ValidationFailed: without a visit.
    """
    if not visit:
        raise ValidationFailed({"visit": "An opening needs a name for the visit."})

    def seen_in(reader: Reader) -> SharedProject:
        project = reader.get(Project, project_id)
        grant = _open_grant(desk.workspace, reader, desk.actor, project)
        check_can(desk.actor, Action.OPEN_AS_GUEST, project, is_guest=grant is not None)
        if grant is None:
            raise NotFound
        return grant.as_seen(project)

    view = logged_look(seen_in, desk, visit)
    # Help is asked of the leader, so that a guest does not read of it.
    return replace(view, facts=view.facts.model_copy(update={"conversation": ()}))


def _open_grant(
    workspace: Workspace, reader: Reader, actor: Actor, project: Project
) -> ProjectGrant | None:
    """The grant by which the actor may look now; of several the one that shows most."""
    grants = reader.find(ProjectGrant, project_id=project.id, guest_id=actor.person_id)
    found = [grant for grant in grants if grant.is_open(workspace.now())]
    order = list(Sharing)
    return max(found, key=lambda grant: order.index(grant.level), default=None)


def _to_ask(reader: Reader, actor: Actor) -> dict[str, str]:
    people = reader.find(Person, school_id=actor.school_id, role=list(MAY_BE_ASKED))
    return {
        p.id: f"{p.name}, {p.job_title}" if p.job_title else p.name
        for p in sorted(people, key=lambda p: p.name.casefold())
        if p.name and p.id != actor.person_id
    }
