"""Break-glass: an admin opens one project with a written reason, for a day, and its lead reads it.

It is for when somebody has to know and the lead cannot be asked: they are suddenly away, or a child
may be at risk. It shows what a leader sees at the highest level, and never the self-assessment,
drafts, what was said in coaching, or what the lead leaves out.
"""

import datetime as dt

from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.cohort.guests import (
    EMERGENCY_LASTS,
    SHORTEST_REASON,
    GuestKind,
    ProjectGrant,
)
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts import security_log
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.unit_of_work import UnitOfWork


class UnnamedProject(Frozen):
    """A project as somebody who may not read it can point to it: by its lead and its day."""

    project_id: str
    started_on: dt.date


def projects_led_by(desk: Desk, person_id: str) -> tuple[UnnamedProject, ...]:
    """Which projects somebody leads, without a word of them.

    Raises:
        NotFound: for somebody who is not here.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.BREAK_GLASS)
    with desk.read() as reader:
        person = reader.get(Person, person_id)
        found = reader.find(Project, owner_id=person.id)
    return tuple(UnnamedProject(project_id=p.id, started_on=p.created_at.date()) for p in found)


def open_in_emergency(desk: Desk, project_id: str, *, reason: str) -> ProjectGrant:
    """Let the actor look at one project until a day has passed; its lead reads of it at once.

    Raises:
        NotFound: for an unknown project.
        PermissionDenied: for everybody but an admin.
        ValidationFailed: without a reason that somebody can be shown.
    """
    check_can(desk.actor, Action.BREAK_GLASS)
    if len(" ".join(reason.split())) < SHORTEST_REASON:
        message = "Please write in a sentence why this has to be opened. Its lead will read it."
        raise ValidationFailed({"reason": message})

    def save(uow: UnitOfWork) -> ProjectGrant:
        project = uow.get(Project, project_id)
        if project.owner_id == desk.actor.person_id:
            raise NotFound
        security_log.note(uow, SecurityEvent.EMERGENCY, person_id=project.owner_id)
        return uow.add(
            ProjectGrant,
            project_id=project.id,
            guest_id=desk.actor.person_id,
            guest_kind=GuestKind.EMERGENCY,
            level=Sharing.PLAN_AND_EVIDENCE,
            reason=reason,
            accepted_at=desk.now(),
            ends_at=desk.now() + EMERGENCY_LASTS,
        )

    with in_words({"reason": "Reason"}):
        return desk.write(save)
