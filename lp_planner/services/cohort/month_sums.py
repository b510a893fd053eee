"""Sums over shared projects that move once a month, all together, and only when enough changed.

A leader's sums and a trust's are made here and nowhere else. What was shared, claimed and left out
when the month began counts; what was taken back since is gone by name at once, and from the sums
with the next month's, so that one day beside the next says nothing about anybody.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from lp_planner.analytics.monthly import Counted, Picture, may_move
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.month_sums import TOGETHER, MonthSums, PlaceSums
from lp_planner.domain.cohort.sharing import KeptBack
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.project import SharedProject
from lp_planner.services.cohort.levels import shared_unchecked, there_at
from lp_planner.services.cohort.shared_progress import phases_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.small_groups import is_too_few
from lp_planner.storage.frames import turned_since
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

TRUST = "trust"
Pictures = Mapping[str, Picture]
"""What counts, by place."""


def sums_of_my_cohorts(desk: Desk) -> MonthSums:
    """This month's sums over what the actor's cohorts share with them, as one place.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    return _told(desk, desk.actor.person_id, leader_id=desk.actor.person_id)


def sums_of_the_trust(desk: Desk) -> MonthSums:
    """This month's sums over what is shared with any leader, by school.

    Raises:
        PermissionDenied: for everybody but a trust lead.
    """
    check_can(desk.actor, Action.READ_TRUST)
    return _told(desk, TRUST, leader_id="")


def _told(desk: Desk, scope: str, *, leader_id: str) -> MonthSums:
    month = desk.today().replace(day=1)
    with desk.read() as reader:
        known = reader.find(MonthSums, scope=scope, month=month)
    if known:
        return known[0]

    def save(uow: UnitOfWork) -> MonthSums:
        told = uow.find(MonthSums, scope=scope, month=month)
        if told:
            return told[0]
        told_before = (s for s in uow.find(MonthSums, scope=scope) if s.month < month)
        before = sorted(told_before, key=lambda sums: sums.month)
        places = _places(desk.workspace, uow, before, month, leader_id)
        return uow.add(MonthSums, id=f"{scope}|{month}", scope=scope, month=month, places=places)

    return desk.write(save)


def _places(
    workspace: Workspace, reader: Reader, before: list[MonthSums], month: dt.date, leader_id: str
) -> tuple[PlaceSums, ...]:
    """Each place as it stood when the month began, or as it was told last where that is safer.

    Schools where too few share are one place together, until there are enough for one of their own
    and the others stay safe without them.
    """
    told = {sums.place: sums for sums in before[-1].places} if before else {}
    alone_on = {sums.month: {s.place for s in sums.places} for sums in before}
    days = {(s.place, s.as_of) for sums in before for s in sums.places}
    pictures = {
        day: _pictures(workspace, reader, day, leader_id) for day in {month, *(d for _, d in days)}
    }

    def shown_before(place: str) -> list[Picture]:
        return [_of(pictures[d], place, alone_on[d]) for p, d in sorted(days) if p == place]

    alone = {place for place in told if place}
    ready = {p for p, one in pictures[month].items() if p and not is_too_few(len(one))} - alone
    rest = _of(pictures[month], TOGETHER, alone | ready)
    if TOGETHER not in told or may_move(shown_before(TOGETHER), rest):
        alone |= ready
    found = []
    for place in sorted(alone | {TOGETHER}):
        now = _of(pictures[month], place, alone)
        if may_move(shown_before(place), now):
            found.append(_added_up(place, month, now))
        elif place in told:
            found.append(told[place])
    return tuple(found)


def _of(pictures: Pictures, place: str, alone: Collection[str]) -> Picture:
    """What counts in one place; in that of all others, whatever is not in a place ``alone``."""
    if place != TOGETHER:
        return pictures.get(place, {})
    return {
        id_: one for p, found in pictures.items() if p not in alone for id_, one in found.items()
    }


def _added_up(place: str, month: dt.date, picture: Picture) -> PlaceSums:
    counted = picture.values()
    return PlaceSums(
        place=place,
        as_of=month,
        projects=len(picture),
        phases=Counter(one.phase for one in counted),
        areas=tuple(sorted({one.area for one in counted} - {""})),
        standards=Counter(standard for one in counted for standard in one.standards),
    )


def _pictures(workspace: Workspace, reader: Reader, day: dt.date, leader_id: str) -> Pictures:
    """What counted when a day began, by place: a school's id, or one for all of a leader's."""
    began = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    projects = [
        project
        for project in shared_unchecked(reader, leader_id=leader_id, at=began)
        if not project.is_from_demo or workspace.is_demo
    ]
    ids = [project.id for project in projects]
    shown = _shown(reader, ids, began)
    phases = phases_unchecked(workspace, reader, ids, before=began)
    areas = {
        priority.project_id: priority.theme
        for priority in there_at(reader.find(Priority, include_removed=True, project_id=ids), began)
        if priority.theme
    }
    found: dict[str, dict[str, Counted]] = {}
    for project in projects:
        found.setdefault(_place_of(project, leader_id), {})[project.id] = Counted(
            standards=frozenset(shown.get(project.id, ())),
            phase=phases[project.id].name,
            area=areas.get(project.id, ""),
        )
    return found


def _place_of(project: SharedProject, leader_id: str) -> str:
    return TOGETHER if leader_id else project.school_id


def _shown(reader: Reader, ids: Iterable[str], began: dt.datetime) -> dict[str, set[str]]:
    """The standards that each project had evidence for by then, without what was left out."""
    wanted = list(ids)
    kept = {
        kept.record_id
        for kept in there_at(reader.find(KeptBack, include_removed=True, project_id=wanted), began)
    }
    leaving = reader.as_it_leaves()
    claims = there_at(leaving.find(EvidenceClaim, include_removed=True, project_id=wanted), began)
    turned = turned_since(reader, wanted, began)
    found: dict[str, set[str]] = {}
    for claim in claims:
        is_shown = (claim.status is ClaimStatus.CONFIRMED) is not (claim.id in turned)
        if is_shown and claim.record_id not in kept:
            found.setdefault(claim.project_id, set()).add(claim.standard)
    return found
