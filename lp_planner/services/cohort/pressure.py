"""Pressure: which groups of staff are asked for something by how many live plans, by half-term.

Read from shared plans alone: whoever shares a plan shows these words already.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.planning.progress import latest_decision
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.preparation import Milestone, Stakeholder
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.desk.school_year import Period, periods_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.small_groups import BAND, is_too_few
from lp_planner.storage.reader import Reader


class Load(Frozen):
    """What one group is asked for in one half-term: the plans by title, and how many dates."""

    half_term: str
    from_on: dt.date
    group: str
    projects: tuple[str, ...]
    dates: int


class Hours(Frozen):
    """Hours a week put in and freed over the shared plans, to the nearest five.

    ``None`` where fewer than five plans say both.
    """

    put_in: int | None
    freed: int | None
    plans: int
    """How many shared plans say both, where they are enough to be summed up; otherwise 0."""


class GroupHours(Frozen):
    """Hours a week that shared plans ask of one group in one half-term, and give back to it."""

    half_term: str
    from_on: dt.date
    group: str
    asked: float
    freed: float
    projects: tuple[str, ...]


class Pressure(Frozen):
    """The cohort's load by half-term and group, and its hours."""

    loads: tuple[Load, ...]
    by_group: tuple[GroupHours, ...]
    """From what plans say of a group that they chose from the list; nothing is guessed."""
    hours: Hours


ASK_SOMETHING = (AdoptionDecision, Milestone, Stakeholder, Strategy, TrainingSession)
"""What says of whom a plan asks something and when, for all projects at once."""


def cohort_pressure(desk: Desk) -> Pressure:
    """Where the shared plans of the actor's cohorts meet, from this half-term on.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        projects = [
            project
            for project in shared_unchecked(reader, leader_id=desk.actor.person_id)
            if project.level.holds(Sharing.PLAN)
        ]
        ids = [p.id for p in projects]
        reader.gather(ids, ASK_SOMETHING)
        shared = as_shared(reader, ids)
        live = [p for p in projects if _goes_ahead(reader, p)]
        labels = {t.key: t.label for t in desk.library.vocabularies["staff_groups"].terms}
        by_group = _by_group(desk.workspace, shared, live, labels)
        found: dict[tuple[dt.date, str, str], list[tuple[str, str]]] = {}
        for project in live:
            half_terms = _half_terms(desk.workspace, reader, project)
            known = _as_in_the_list(shared, project.id, labels)
            for typed, first, last in _asks(shared, project.id):
                group = known.get(_folded(typed), typed)
                for period in half_terms:
                    if first <= period.to_on and last >= period.from_on:
                        place = (period.from_on, period.name, _folded(group))
                        found.setdefault(place, []).append((project.title, group))
        hours = _hours(shared, live)
    loads = [
        Load(
            half_term=name,
            from_on=from_on,
            group=asked[0][1],
            projects=tuple(sorted({title for title, _ in asked})),
            dates=len(asked),
        )
        for (from_on, name, _), asked in sorted(found.items())
    ]
    return Pressure(loads=tuple(loads), by_group=by_group, hours=hours)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _as_in_the_list(reader: Reader, project_id: str, labels: Mapping[str, str]) -> dict[str, str]:
    """What a plan's own words for a group are called in the list that all plans share."""
    found = {_folded(label): label for label in labels.values()}
    for group in reader.find(Stakeholder, project_id=project_id):
        if group.staff_group in labels:
            found[_folded(group.group_described)] = labels[group.staff_group]
    return found


def _by_group(
    workspace: Workspace, reader: Reader, live: Sequence[Project], labels: Mapping[str, str]
) -> tuple[GroupHours, ...]:
    """In against out, by half-term and group of the list."""
    asked: dict[tuple[dt.date, str, str], list[tuple[str, float, float]]] = {}
    for project in live:
        half_terms = _half_terms(workspace, reader, project)
        for group in reader.find(Stakeholder, project_id=project.id):
            if group.staff_group not in labels or not (group.hours_asked or group.hours_freed):
                continue
            first, last = group.asked_from or dt.date.min, group.asked_to or dt.date.max
            for period in half_terms:
                if first <= period.to_on and last >= period.from_on:
                    place = (period.from_on, period.name, labels[group.staff_group])
                    hours = (project.title, group.hours_asked or 0.0, group.hours_freed or 0.0)
                    asked.setdefault(place, []).append(hours)
    return tuple(
        GroupHours(
            half_term=name,
            from_on=from_on,
            group=group,
            asked=sum(hours for _, hours, _ in told),
            freed=sum(hours for *_, hours in told),
            projects=tuple(sorted({title for title, *_ in told})),
        )
        for (from_on, name, group), told in sorted(asked.items())
    )


def _goes_ahead(reader: Reader, project: Project) -> bool:
    decided = latest_decision(reader.find(AdoptionDecision, project_id=project.id))
    return decided is None or decided.decision.goes_ahead


def _half_terms(workspace: Workspace, reader: Reader, project: Project) -> list[Period]:
    return [
        period
        for period in periods_unchecked(workspace, reader, project.school_id)
        if period.period_kind is PeriodKind.HALF_TERM and period.to_on >= workspace.today()
    ]


def _asks(reader: Reader, project_id: str) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Each group that a plan asks for something, with the first and the last day.

    A strategy without a group, and a milestone, ask something of all the groups concerned.
    """
    everybody = [s.group_described for s in reader.find(Stakeholder, project_id=project_id)]
    for strategy in reader.find(Strategy, project_id=project_id):
        if strategy.from_on is not None:
            for group in [strategy.group_served] if strategy.group_served else everybody:
                yield group, strategy.from_on, strategy.to_on or strategy.from_on
    for session in reader.find(TrainingSession, project_id=project_id):
        if session.audience:
            yield session.audience, session.held_on, session.held_on
    for milestone in reader.find(Milestone, project_id=project_id):
        for group in everybody if milestone.done_on is None else ():
            yield group, milestone.due_on, milestone.due_on


def _hours(reader: Reader, live: Sequence[Project]) -> Hours:
    decisions = [
        latest_decision(reader.find(AdoptionDecision, project_id=project.id)) for project in live
    ]
    said = [
        (d.hours_added, d.hours_freed)
        for d in decisions
        if d is not None and d.hours_added is not None and d.hours_freed is not None
    ]
    if is_too_few(len(said)):
        return Hours(put_in=None, freed=None, plans=0)
    return Hours(
        put_in=_about(sum(added for added, _ in said)),
        freed=_about(sum(freed for _, freed in said)),
        plans=len(said),
    )


def _about(hours: float) -> int:
    return BAND * round(hours / BAND)
