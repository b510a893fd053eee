"""How much of a project each leader sees: chosen for each cohort, and for its leader of that day.

A level hangs on a person's place in a cohort and on whoever leads it. So joining shares nothing,
leaving ends it with the place, coming back begins with nothing, and a new leader sees nothing until
they are let see it. Whatever reads what is shared asks :func:`shared_unchecked`.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from lp_planner.domain.accounts.people import Cohort, Membership, Person
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.cohort.sharing import CohortShare
from lp_planner.domain.records.errors import NotFound, StaleRevision
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.domain.records.records import Frozen, Stamped
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

S = TypeVar("S", bound=Stamped)

NOBODY_NAMED = "somebody who gives no name"


class LevelInCohort(Frozen):
    """What one cohort's leader sees of a project, as its lead reads it."""

    cohort_id: str
    cohort: str
    leader_id: str
    leader: str
    level: Sharing
    earlier_leader: str = ""
    """Who led the cohort when it was last chosen, where that is somebody else; they see nothing."""


def share_progress(
    desk: Desk, project_id: str, *, cohort_id: str, sharing: Sharing, meant_for: str = ""
) -> None:
    """Let the leader of a cohort see this much of a project, or nothing; it works at once.

    ``meant_for`` is the leader whom the page named: where somebody else leads by now, nothing is
    shared with them by mistake.

    Raises:
        NotFound: for a project that is not the actor's, and a cohort that they do not belong to.
        StaleRevision: when the cohort's leader is another one than was meant.
    """

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        places = uow.find(Membership, cohort_id=cohort_id, person_id=desk.actor.person_id)
        cohorts = uow.find(Cohort, id=cohort_id)
        if not places or not cohorts:
            raise NotFound
        leader = cohorts[0].leader_id
        if meant_for and meant_for != leader and sharing is not Sharing.PRIVATE:
            raise StaleRevision
        wanted = (places[0].id, leader, sharing)
        known = uow.find(CohortShare, project_id=project.id, membership_id=[p.id for p in places])
        kept = [s for s in known if (s.membership_id, s.leader_id, s.level) == wanted]
        for share in known:
            if share not in kept:
                uow.remove(share)
        if not kept and sharing is not Sharing.PRIVATE:
            uow.add(
                CohortShare,
                project_id=project.id,
                membership_id=places[0].id,
                leader_id=leader,
                level=sharing,
            )

    desk.write(save)


def levels_of(desk: Desk, project_id: str) -> tuple[LevelInCohort, ...]:
    """What the leader of each of the actor's cohorts sees of a project of theirs.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        places = reader.find(Membership, person_id=project.owner_id)
        cohorts = {c.id: c for c in reader.find(Cohort, id=[p.cohort_id for p in places])}
        shares = reader.find(
            CohortShare, project_id=project.id, membership_id=[p.id for p in places]
        )
        people = {s.leader_id for s in shares} | {c.leader_id for c in cohorts.values()}
        names = {p.id: p.name for p in reader.find(Person, id=sorted(people))}
    found = []
    for place in places:
        if (cohort := cohorts.get(place.cohort_id)) is None:
            continue
        mine = [s for s in shares if s.membership_id == place.id]
        level = next((s.level for s in mine if s.leader_id == cohort.leader_id), Sharing.PRIVATE)
        earlier = next((s.leader_id for s in mine if s.leader_id != cohort.leader_id), "")
        found.append(
            LevelInCohort(
                cohort_id=cohort.id,
                cohort=cohort.name,
                leader_id=cohort.leader_id,
                leader=names.get(cohort.leader_id) or NOBODY_NAMED,
                level=level,
                earlier_leader=(names.get(earlier) or NOBODY_NAMED) if earlier else "",
            )
        )
    return tuple(found)


def shared_unchecked(
    reader: Reader,
    *,
    leader_id: str = "",
    project_id: str = "",
    at: dt.datetime | None = None,
) -> list[SharedProject]:
    """The projects that are shared with a leader, or with anybody who leads a cohort; each once.

    With ``at`` as it was just before that moment, what was taken back since included: for sums
    alone, which name nobody. A leader of several cohorts sees the most that any of them is shown.
    """
    is_then = at is not None
    where = {"leader_id": leader_id, "project_id": project_id}
    asked: dict[str, object] = {name: value for name, value in where.items() if value}
    shares = there_at(reader.find(CohortShare, include_removed=is_then, **asked), at)
    ids = sorted({s.membership_id for s in shares})
    places = there_at(reader.find(Membership, include_removed=is_then, id=ids), at)
    place_of = {p.id: p for p in places}
    cohort_ids = sorted({p.cohort_id for p in places})
    leads = {c.id: c.leader_id for c in reader.find(Cohort, id=cohort_ids)}
    wanted = sorted({s.project_id for s in shares})
    projects = there_at(reader.find(Project, include_removed=is_then, id=wanted), at)
    by_project: dict[str, list[CohortShare]] = {}
    for share in shares:
        place = place_of.get(share.membership_id)
        if place is not None and leads.get(place.cohort_id) == share.leader_id:
            by_project.setdefault(share.project_id, []).append(share)
    found = []
    for project in projects:
        mine = [
            share
            for share in by_project.get(project.id, [])
            if place_of[share.membership_id].person_id == project.owner_id
        ]
        if mine:
            most = max(mine, key=lambda share: list(Sharing).index(share.level))
            found.append(SharedProject.of(project, most.level, most.leader_id))
    return found


def there_at(things: Sequence[S], at: dt.datetime | None) -> list[S]:
    """Those that were there just before a moment; all of them where none is named."""
    if at is None:
        return list(things)
    return [t for t in things if t.created_at < at and (not t.deleted_at or t.deleted_at >= at)]
