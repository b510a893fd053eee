"""The school's priorities: entered by its leaders, read by its lead practitioners, and served.

A plan attaches itself to one of its own school. Which priorities nobody serves, and which many do,
is said of what is shared with the leader and of nothing else.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.priorities import SchoolPriority
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohorts import NO_FILTER, CohortFilter
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.shared_progress import SharedProgress, progress_unchecked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {
    "title": "What the school wants to improve",
    "source": "Where it stands",
    "owner": "Owner",
}
MOST = 40
"""More than a school can have in view."""
MANY = 4
"""From so many shared plans on, a priority is said to be served by many (our design)."""


def set_priority(
    desk: Desk,
    *,
    title: str,
    source: str = "",
    owner: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
) -> SchoolPriority:
    """Enter a priority of the actor's school; the same title again changes nothing.

    Raises:
        PermissionDenied: for a role that does not set priorities.
        ValidationFailed: without a title, with an end before its beginning, and beyond ``MOST``.
    """
    check_can(desk.actor, Action.SET_PRIORITIES)
    wanted = " ".join(title.split())
    if not wanted:
        raise ValidationFailed({"title": "Please say what the school wants to improve."})
    if from_on is not None and to_on is not None and to_on < from_on:
        raise ValidationFailed({"to_on": "It ends before it begins. Please look at both days."})

    def save(uow: UnitOfWork) -> SchoolPriority:
        known = uow.find(SchoolPriority, school_id=desk.actor.school_id)
        same = [p for p in known if p.title.casefold() == wanted.casefold()]
        if same:
            return same[0]
        if len(known) >= MOST:
            raise ValidationFailed({"title": f"{MOST} priorities are there. Remove one first."})
        return uow.add(
            SchoolPriority,
            school_id=desk.actor.school_id,
            title=wanted,
            source=source,
            owner=owner,
            from_on=from_on,
            to_on=to_on,
        )

    with in_words(LABELS):
        return desk.write(save)


def take_priority_away(desk: Desk, priority_id: str) -> None:
    """Take a priority of the actor's school away; plans that served it serve none.

    Raises:
        NotFound: for one that is unknown or another school's, alike.
        PermissionDenied: for a role that does not set priorities.
    """
    check_can(desk.actor, Action.SET_PRIORITIES)

    def save(uow: UnitOfWork) -> None:
        priority = uow.get(SchoolPriority, priority_id)
        if priority.school_id != desk.actor.school_id:
            raise NotFound
        uow.remove(priority)

    desk.write(save)


class Serves(Frozen):
    """Which priority a plan serves, and which its lead can choose."""

    chosen: str
    """Its id; "" for none."""
    choices: tuple[SchoolPriority, ...]


def what_it_serves(desk: Desk, project_id: str) -> Serves | None:
    """Which of the school's priorities a project of the actor's serves.

    ``None`` while it has no priority of its own yet, or the school has entered none.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        choices = reader.find(SchoolPriority, school_id=project.school_id)
        own = reader.find(Priority, project_id=project.id)
    if not own or not choices:
        return None
    known = {choice.id for choice in choices}
    chosen = own[-1].school_priority_id
    return Serves(chosen=chosen if chosen in known else "", choices=tuple(choices))


def serve(desk: Desk, project_id: str, priority_id: str) -> None:
    """Attach a project of the actor's to one of the school's priorities; "" detaches it.

    Raises:
        NotFound: for a project that is not the actor's or has no priority yet, and a priority that
            is unknown or another school's, alike.
    """

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        own = uow.find(Priority, project_id=project.id)
        if not own:
            raise NotFound
        if priority_id and uow.get(SchoolPriority, priority_id).school_id != project.school_id:
            raise NotFound
        uow.change(own[-1], school_priority_id=priority_id)

    desk.write(save)


class PriorityServed(Frozen):
    """One priority of the leader's school, and the shared projects that say they serve it."""

    priority: SchoolPriority
    projects: tuple[SharedProgress, ...]

    @property
    def is_served_by_many(self) -> bool:
        """Whether so many serve it that one may ask what is left for the others."""
        return len(self.projects) >= MANY


def school_priorities_served(
    desk: Desk, wanted: CohortFilter = NO_FILTER
) -> tuple[PriorityServed, ...]:
    """Each priority of the leader's school, with the shared projects that serve it.

    Only projects that are shared with the actor and that ``wanted`` lets through are in it; who
    shares nothing is not counted either.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        priorities = reader.find(SchoolPriority, school_id=desk.actor.school_id)
        shared = shared_unchecked(reader, leader_id=desk.actor.person_id)
        facts = progress_unchecked(desk.workspace, reader, shared) if priorities else {}
        listed = [f for f in facts.values() if wanted.lets_through(f)]
        served = _served(reader, [f.project_id for f in listed])
    ordered = sorted(listed, key=lambda f: (f.school, f.title, f.project_id))
    return tuple(
        PriorityServed(
            priority=priority,
            projects=tuple(f for f in ordered if served.get(f.project_id) == priority.id),
        )
        for priority in priorities
    )


def _served(reader: Reader, project_ids: Sequence[str]) -> dict[str, str]:
    """Which priority each of these projects serves, as far as its own priority is shared."""
    found = as_shared(reader, project_ids).find(Priority, project_id=list(project_ids))
    return {p.project_id: p.school_priority_id for p in found if p.school_priority_id}
