"""Sharing a project: what the leader sees of it, the mirror of it, and the log of who looked.

There is one function that makes the view, for the leader and for the mirror alike. It reads only
what the level lets be seen; nothing is fetched and then hidden.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lp_planner.domain.accounts.people import Actor, Cohort, Membership, Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import OpeningPlace, QuietAnswer, QuietChoice, SharedOpening
from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.exports.report import PlanColumn
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked
from lp_planner.services.cohort.countdown import Countdown, shared_countdown_unchecked
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.shared_measures import SharedMeasure, shared_measures_unchecked
from lp_planner.services.cohort.shared_progress import (
    SharedProgress,
    progress_unchecked,
    quiet_since_unchecked,
)
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence.claims import evidence_lines_unchecked
from lp_planner.services.planning.plan import plan_columns_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LOOKS = 3
"""How often a look is tried while its level is being changed."""


@dataclass(frozen=True)
class SharedView:
    """A shared project as the leader sees it; what the level does not hold is empty."""

    facts: SharedProgress
    plan: tuple[PlanColumn, ...] = ()
    evidence: tuple[PublicLine, ...] = ()
    countdown: Countdown = field(default_factory=Countdown)
    """What the dates of the leader's own cohorts ask to have begun, beside a shared plan."""
    measures: tuple[SharedMeasure, ...] = ()


class ProjectLook(Frozen):
    """One entry of the log: who looked, when, and at how much."""

    name: str
    at: dt.datetime
    place: OpeningPlace
    level: Sharing


def shared_view_unchecked(
    workspace: Workspace, reader: Reader, project: SharedProject
) -> SharedView:
    """What the leader sees of a project at its level, for services that have asked who may."""
    library, level = workspace.library, project.level
    shared = as_shared(reader, [project.id])
    return SharedView(
        facts=progress_unchecked(workspace, reader, [project])[project.id],
        plan=plan_columns_unchecked(shared, library, project.id)
        if level.holds(Sharing.PLAN)
        else (),
        evidence=_evidence(workspace, shared, project)
        if level.holds(Sharing.PLAN_AND_EVIDENCE)
        else (),
        countdown=shared_countdown_unchecked(workspace, reader, project)
        if level.holds(Sharing.PLAN)
        else Countdown(),
        measures=shared_measures_unchecked(reader, shared, project.id)
        if level.holds(Sharing.PLAN_AND_EVIDENCE)
        else (),
    )


def what_my_leaders_see(desk: Desk, project_id: str) -> dict[str, SharedView | None]:
    """The very same view for the project's own lead, by the id of each leader.

    Each leader of a cohort of theirs is in it, with ``None`` where they see nothing.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        leaders = dict.fromkeys(c.leader_id for c in cohorts_unchecked(reader, project.owner_id))
        found: dict[str, SharedView | None] = {}
        for leader in leaders:
            seen = shared_unchecked(reader, leader_id=leader, project_id=project.id)
            found[leader] = shared_view_unchecked(desk.workspace, reader, seen[0]) if seen else None
    return found


def open_shared(desk: Desk, project_id: str, *, visit: str) -> SharedView:
    """Look at a project that was shared with the actor, and log the opening.

    There is no look without an entry: what is read is read after it was logged at the level it
    has then. Nobody's saving waits for the reading. ``visit`` names one visit to the page, so that
    a page that is redrawn is one opening.

    Raises:
        NotFound: for an unknown project, one that is not (or no longer) shared, and one of
            somebody the actor does not support; all read alike.
        ValidationFailed: without a visit.
    """
    if not visit:
        raise ValidationFailed({"visit": "An opening needs a name for the visit."})

    return logged_look(
        lambda reader: shared_project_for(reader, desk.actor, project_id), desk, visit
    )


def logged_look(seen_in: Callable[[Reader], SharedProject], desk: Desk, visit: str) -> SharedView:
    """The view of a project, read once this visit is in its log at the level it has then.

    ``seen_in`` finds the project and says whether the actor may see it.

    Raises:
        NotFound: when its level keeps changing.
    """

    def log(uow: UnitOfWork) -> None:
        log_openings(uow, desk.actor, [seen_in(uow)], OpeningPlace.PROJECT, visit)

    for _ in range(LOOKS):
        with desk.read() as reader:
            project = seen_in(reader)
            if not unlogged(reader, desk.actor, [project], OpeningPlace.PROJECT, visit):
                return shared_view_unchecked(desk.workspace, reader, project)
        desk.write(log)
    raise NotFound


def who_looked(desk: Desk, project_id: str) -> tuple[ProjectLook, ...]:
    """Every opening of a project of the actor's, the latest first; the lead alone can read it."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        openings = reader.find(SharedOpening, project_id=project.id)
        names = {
            p.id: p.name for p in reader.find(Person, id=sorted({o.opened_by for o in openings}))
        }
    return tuple(
        ProjectLook(
            name=names.get(o.opened_by, "Somebody who has left"),
            at=o.created_at,
            place=o.place,
            level=o.level,
        )
        for o in reversed(openings)
    )


def led_members(reader: Reader, actor: Actor) -> list[str]:
    """The ids of the people whose cohorts the actor leads now."""
    cohorts = [cohort.id for cohort in reader.find(Cohort, leader_id=actor.person_id)]
    return sorted({m.person_id for m in reader.find(Membership, cohort_id=cohorts)})


def shared_project_for(reader: Reader, actor: Actor, project_id: str) -> SharedProject:
    """A project shared with the actor; otherwise as if it did not exist."""
    project = reader.get(Project, project_id)
    supports = project.owner_id in led_members(reader, actor)
    check_can(actor, Action.OPEN_SHARED, project, supports_owner=supports)
    shared = shared_unchecked(reader, leader_id=actor.person_id, project_id=project.id)
    if not shared:
        raise NotFound
    return shared[0]


def unlogged(
    reader: Reader,
    actor: Actor,
    projects: Sequence[SharedProject],
    place: OpeningPlace,
    visit: str,
) -> list[SharedProject]:
    """Those of these projects whose log has nothing of this visit at this place and level."""
    known = {
        (opening.project_id, opening.level)
        for opening in reader.find(SharedOpening, opened_by=actor.person_id, visit=visit)
        if opening.place is place
    }
    return [project for project in projects if (project.id, project.level) not in known]


def log_openings(
    uow: UnitOfWork,
    actor: Actor,
    projects: Sequence[SharedProject],
    place: OpeningPlace,
    visit: str,
) -> None:
    """Write one opening of a visit into each project's log, once for each level it saw."""
    uow.add_many(
        SharedOpening,
        [
            {
                "project_id": project.id,
                "opened_by": actor.person_id,
                "place": place,
                "level": project.level,
                "visit": visit,
            }
            for project in unlogged(uow, actor, projects, place, visit)
        ],
    )


def my_quiet_since(desk: Desk, project_id: str) -> dt.date | None:
    """Since when a project of the actor's has been quiet without a word on what now."""
    with desk.read() as reader:
        return quiet_since_unchecked(
            desk.workspace, reader, project_for(reader, desk.actor, project_id)
        )


def answer_quiet(desk: Desk, project_id: str, *, choice: str) -> None:
    """Say what becomes of a quiet project: continue, pause or stop.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: for another answer.
    """
    if choice not in set(QuietChoice):
        raise ValidationFailed({"choice": "Please choose continue, pause or stop."})

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        uow.add(QuietAnswer, project_id=project.id, choice=choice)

    desk.write(save)


def _evidence(
    workspace: Workspace, reader: Reader, project: SharedProject
) -> tuple[PublicLine, ...]:
    """The confirmed claims by standard and day, as the leader may read them."""
    library = workspace.library
    order = list(library.framework.by_key)
    lines = evidence_lines_unchecked(reader, library, [project])
    shown = sorted(lines, key=lambda line: order.index(line.standard))
    return tuple(line.for_leader() for line in shown)
