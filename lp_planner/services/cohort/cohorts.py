"""What a senior leader sees of a cohort: shared progress in dates and counts, never the work."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
from pydantic import ConfigDict

from lp_planner.analytics.disclosure import ALL, chosen_sum, in_bands, protected_sums
from lp_planner.domain.accounts.people import Cohort
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import OpeningPlace
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.shared_progress import NO_THEME, SharedProgress, progress_unchecked
from lp_planner.services.cohort.sharing import is_logged, led_members, log_opening
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.small_groups import is_too_few
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

SHARED = [level for level in Sharing if level is not Sharing.PRIVATE]
FILTERS = ("school", "theme", "phase")
COHORT_COLUMNS = (
    "project_id",
    "project",
    "lead",
    "role",
    "school",
    "theme",
    "phase",
    "sharing",
    "next_milestone",
    "last_activity",
    "quiet_since",
    "standards_evidenced",
    "readiness",
    "use",
    "conversation",
)
SUM_COLUMNS = ("standard", "title", "projects")


class CohortFilter(Frozen):
    """Which of the shared projects to list; an empty word lets everything through."""

    school: str = ALL
    theme: str = ALL
    phase: str = ALL

    def lets_through(self, facts: SharedProgress) -> bool:
        """Whether a project is among those asked for."""
        return all(getattr(self, name) in {ALL, getattr(facts, name)} for name in FILTERS)


NO_FILTER = CohortFilter()


class CohortProgress(Frozen):
    """A cohort's shared projects."""

    name: str
    members: int
    sharing: int
    progress: pd.DataFrame
    """``COHORT_COLUMNS``, by school and title; an order that says nothing about anybody."""
    choices: dict[str, tuple[str, ...]]
    """The words each filter offers."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, extra="forbid")


def cohort_progress(
    desk: Desk, wanted: CohortFilter = NO_FILTER, *, visit: str = ""
) -> CohortProgress:
    """The shared projects of the actor's cohorts, those that ``wanted`` lets through.

    With ``visit``, the name of one visit to the page, the leads can read that they were listed.
    No word that was written leaves this function but the shared title.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    if visit:
        _log(desk, visit)
    with desk.read() as reader:
        cohorts = reader.find(Cohort, leader_id=desk.actor.person_id)
        members = led_members(reader, desk.actor)
        ordered = _shared_facts(desk.workspace, reader, members)
    listed = [_row(f) for f in ordered if wanted.lets_through(f)]
    return CohortProgress(
        name=" and ".join(cohort.name for cohort in cohorts),
        members=len(members),
        sharing=len({facts.owner_id for facts in ordered}),
        progress=pd.DataFrame(listed, columns=list(COHORT_COLUMNS)),
        choices={name: tuple(sorted({getattr(f, name) for f in ordered})) for name in FILTERS},
    )


def cohort_standards(desk: Desk, wanted: CohortFilter = NO_FILTER) -> pd.DataFrame:
    """``SUM_COLUMNS``: in how many of the shared projects each standard has evidence.

    As it was when this month began, rounded down to a multiple of five, and missing where a sum
    has to be held back, so that no small group is given away by any combination of filters.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        facts = _shared_facts(desk.workspace, reader, led_members(reader, desk.actor))
        return _standards(desk.workspace, reader, facts, wanted)


def _shared_facts(workspace: Workspace, reader: Reader, members: list[str]) -> list[SharedProgress]:
    shared = reader.find(Project, owner_id=members, sharing=SHARED)
    facts = progress_unchecked(workspace, reader, shared).values()
    return sorted(facts, key=lambda f: (f.school, f.title, f.project_id))


class Served(Frozen):
    """One broad area and the shared projects that serve it."""

    area: str
    projects: tuple[tuple[str, str, str], ...]
    """Title, school and, where the plan is shared, the priority in its lead's own words."""


def priorities_served(desk: Desk) -> tuple[Served, ...]:
    """Which broad areas of improvement the shared projects of the actor's cohorts serve.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        facts = _shared_facts(desk.workspace, reader, led_members(reader, desk.actor))
        plans = [f.project_id for f in facts if f.sharing.holds(Sharing.PLAN)]
        priorities = as_shared(reader, plans).find(Priority, project_id=plans)
        words = {p.project_id: p.priority for p in priorities}
    areas = [term.label for term in desk.library.vocabularies["priority_themes"].terms]
    found: dict[str, list[tuple[str, str, str]]] = {}
    for fact in facts:
        line = (fact.title, fact.school, words.get(fact.project_id, ""))
        found.setdefault(fact.theme, []).append(line)
    order = [*areas, NO_THEME]
    return tuple(Served(area=a, projects=tuple(found[a])) for a in order if a in found)


def _log(desk: Desk, visit: str) -> None:
    """Note that the shared projects were listed; a visit that is noted already writes nothing."""

    def unnoted(reader: Reader) -> list[Project]:
        projects = reader.find(Project, owner_id=led_members(reader, desk.actor), sharing=SHARED)
        return [
            p for p in projects if not is_logged(reader, desk.actor, p, OpeningPlace.LIST, visit)
        ]

    def save(uow: UnitOfWork) -> None:
        for project in unnoted(uow):
            log_opening(uow, desk.actor, project, OpeningPlace.LIST, visit)

    with desk.read() as reader:
        is_new = bool(unnoted(reader))
    if is_new:
        desk.write(save)


def _row(facts: SharedProgress) -> tuple[object, ...]:
    return (
        facts.project_id,
        facts.title,
        facts.lead,
        facts.role,
        facts.school,
        facts.theme,
        facts.phase,
        facts.sharing.value,
        facts.next_milestone,
        facts.last_activity,
        facts.quiet_since,
        facts.standards_evidenced,
        facts.readiness,
        facts.use,
        "; ".join(facts.conversation),
    )


def _standards(
    workspace: Workspace, reader: Reader, facts: Sequence[SharedProgress], wanted: CohortFilter
) -> pd.DataFrame:
    """In how many of the projects each standard has evidence, protected for every filter at once.

    Evidence counts from the first of the next month on, so that one day's sum beside the next
    day's does not show whose evidence came in between.
    """
    standards = workspace.library.framework.standards
    month = dt.datetime.combine(workspace.today().replace(day=1), dt.time(), tzinfo=dt.UTC)
    shown: dict[str, set[str]] = {}
    ids = [f.project_id for f in facts]
    claims = as_shared(reader, ids).find(
        EvidenceClaim,
        project_id=ids,
        status=ClaimStatus.CONFIRMED,
    )
    for claim in claims:
        if claim.created_at < month:
            shown.setdefault(claim.standard, set()).add(claim.project_id)
    filters = tuple(getattr(wanted, name) for name in FILTERS)
    rows = []
    for standard in standards:
        has = shown.get(standard.key, set())
        cells = tuple(
            (*(getattr(f, n) for n in FILTERS), 1, int(f.project_id in has)) for f in facts
        )
        rows.append((standard.key, standard.title, _protected(cells, filters)))
    return pd.DataFrame(rows, columns=list(SUM_COLUMNS)).astype({"projects": "Int64"})


@lru_cache(maxsize=1000)
def _protected(cells: tuple[tuple[object, ...], ...], filters: tuple[str, ...]) -> int | None:
    """The sum that a choice of filters may show; worked out once for the same cells."""
    if is_too_few(len(cells)):
        return None
    frame = pd.DataFrame(cells, columns=[*FILTERS, "group", "value"])
    sums = in_bands(protected_sums(frame, FILTERS))
    return chosen_sum(sums, dict(zip(FILTERS, filters, strict=True)))
