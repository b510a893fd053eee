"""Who may do what: one table, one function that refuses, one that answers yes or no."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.records.errors import NotFound, PermissionDenied, PlannerError
from lp_planner.domain.records.project import Project


class Action(StrEnum):
    """What somebody may ask of the services."""

    START_PROJECT = "start a project"
    READ_PROJECT = "read a project"
    WRITE_PROJECT = "write in a project"
    EXPORT_PROJECT = "export a project's evidence"
    READ_COHORT = "see a cohort's progress"
    KEEP_CALENDAR = "change the school's calendar"
    KEEP_PORTFOLIO = "keep a portfolio"
    OPEN_SHARED = "look at a shared project"
    JOIN_COHORT = "belong to a cohort"
    SET_PRIORITIES = "enter what the school wants to improve"
    INVITE = "start a cohort, set its dates and invite people to it"
    READ_TRUST = "see sums over schools"
    READ_GALLERY = "read what others put up of projects that ended"
    ASK_OTHERS = "ask colleagues, pupils and families by a link, and read what they answer"
    INVITE_GUEST = "invite a coach or critical friend to a project"
    OPEN_AS_GUEST = "look at a project one was let into"
    BREAK_GLASS = "open a project for a day, with a reason its lead reads"
    ANSWER_HELP = "answer somebody who asks for help"
    ASSESS_MYSELF = "keep a self-assessment"
    LOOK_AFTER_PEOPLE = "look after people and schools"
    LOOK_AFTER_COPIES = "make copies of the planner and see how it is"
    READ_SECURITY_LOG = "read the security log"


class Standing(StrEnum):
    """How somebody stands to a project."""

    OWNER = "owner"
    OUTSIDER = "outsider"
    SUPPORTER = "supporter"
    """The senior leader of a cohort that the owner belongs to."""
    GUEST = "guest"
    """Somebody with a grant for this one project that has not ended."""


MATRIX: Mapping[Action, frozenset[tuple[Role, Standing | None]]] = MappingProxyType(
    {
        Action.START_PROJECT: frozenset({(Role.LEAD_PRACTITIONER, None)}),
        Action.READ_PROJECT: frozenset({(Role.LEAD_PRACTITIONER, Standing.OWNER)}),
        Action.WRITE_PROJECT: frozenset({(Role.LEAD_PRACTITIONER, Standing.OWNER)}),
        Action.EXPORT_PROJECT: frozenset({(Role.LEAD_PRACTITIONER, Standing.OWNER)}),
        Action.READ_COHORT: frozenset({(Role.SENIOR_LEADER, None)}),
        Action.JOIN_COHORT: frozenset({(Role.LEAD_PRACTITIONER, None)}),
        Action.SET_PRIORITIES: frozenset({(Role.SENIOR_LEADER, None)}),
        Action.INVITE: frozenset({(Role.SENIOR_LEADER, None)}),
        Action.LOOK_AFTER_PEOPLE: frozenset({(Role.ADMIN, None)}),
        Action.LOOK_AFTER_COPIES: frozenset({(Role.ADMIN, None)}),
        Action.READ_SECURITY_LOG: frozenset({(Role.ADMIN, None)}),
        Action.READ_TRUST: frozenset({(Role.TRUST_LEAD, None)}),
        Action.READ_GALLERY: frozenset(
            {(Role.LEAD_PRACTITIONER, None), (Role.SENIOR_LEADER, None)}
        ),
        Action.KEEP_PORTFOLIO: frozenset({(Role.LEAD_PRACTITIONER, None)}),
        Action.ASSESS_MYSELF: frozenset({(Role.LEAD_PRACTITIONER, None)}),
        Action.KEEP_CALENDAR: frozenset(
            {(Role.LEAD_PRACTITIONER, None), (Role.SENIOR_LEADER, None)}
        ),
        Action.OPEN_SHARED: frozenset({(Role.SENIOR_LEADER, Standing.SUPPORTER)}),
        Action.ASK_OTHERS: frozenset({(Role.LEAD_PRACTITIONER, Standing.OWNER)}),
        Action.INVITE_GUEST: frozenset({(Role.LEAD_PRACTITIONER, Standing.OWNER)}),
        Action.OPEN_AS_GUEST: frozenset(
            (role, Standing.GUEST)
            for role in (Role.COACH, Role.LEAD_PRACTITIONER, Role.SENIOR_LEADER, Role.ADMIN)
        ),
        Action.BREAK_GLASS: frozenset({(Role.ADMIN, None)}),
        Action.ANSWER_HELP: frozenset({(Role.SENIOR_LEADER, Standing.SUPPORTER)}),
    }
)


def check_can(
    actor: Actor,
    action: Action,
    project: Project | None = None,
    *,
    supports_owner: bool = False,
    is_guest: bool = False,
) -> None:
    """Return when ``actor`` may do ``action``.

    ``supports_owner`` says that the actor leads a cohort to which the project's owner belongs,
    ``is_guest`` that they have a grant for this project that has not ended.

    Raises:
        NotFound: about a project of somebody else, in the same words as for an unknown one.
        PermissionDenied: for an action that belongs to another role.
    """
    standing = None
    if project is not None:
        standing = Standing.SUPPORTER if supports_owner else Standing.OUTSIDER
        if is_guest:
            standing = Standing.GUEST
        if project.owner_id == actor.person_id:
            standing = Standing.OWNER
    if (actor.role, standing) in MATRIX[action]:
        return
    if project is not None:
        raise NotFound
    message = f"Your role cannot {action.value}. Ask the person who looks after the planner."
    raise PermissionDenied(message)


def can(actor: Actor, action: Action, project: Project | None = None) -> bool:
    """Whether :func:`check_can` would let it pass."""
    try:
        check_can(actor, action, project)
    except PlannerError:
        return False
    return True
