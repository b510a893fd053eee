"""What a senior leader sees of a cohort: shared progress in dates and counts, never the work."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd
from pydantic import ConfigDict

from lp_planner.analytics.disclosure import ALL
from lp_planner.analytics.monthly import shown_sum
from lp_planner.domain.accounts.people import Cohort
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import OpeningPlace
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.against_dates import (
    SinceLooked,
    next_date_in_words,
    phases_in_words,
    since_looked_unchecked,
)
from lp_planner.services.cohort.cohort_dates import DateInCohort, dates_unchecked
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.month_sums import sums_of_my_cohorts
from lp_planner.services.cohort.shared_progress import NO_THEME, SharedProgress, progress_unchecked
from lp_planner.services.cohort.sharing import led_members, log_openings, unlogged
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

FILTERS = ("school", "theme", "phase")
COHORT_COLUMNS = (
    "project_id",
    "project",
    "lead",
    "role",
    "school",
    "theme",
    "phase",
    "submitted_on",
    "sharing",
    "next_milestone",
    "last_activity",
    "quiet_since",
    "standards_evidenced",
    "readiness",
    "use",
    "moved",
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

    @property
    def words(self) -> tuple[str, ...]:
        """What it is narrowed to, in words; nothing where everything is let through."""
        return tuple(word for name in FILTERS if (word := getattr(self, name)) != ALL)


NO_FILTER = CohortFilter()
NEVER = dt.date.max
Order = Callable[[SharedProgress], tuple[object, ...]]
ORDERS: Mapping[str, tuple[str, Order]] = MappingProxyType(
    {
        "conversation": ("A conversation first", lambda f: (not f.conversation,)),
        "place": ("School and title", lambda _: ()),
        "name": ("Name", lambda f: (f.lead.casefold(),)),
        "next": ("Next date", lambda f: (f.next_milestone or NEVER,)),
    }
)
"""In which order projects can be read; none of them says who does better."""


def in_order(facts: Sequence[SharedProgress], order: str) -> tuple[SharedProgress, ...]:
    """The projects in one of ``ORDERS``, and within it by school and title."""
    return tuple(sorted(facts, key=ORDERS.get(order, ORDERS["place"])[1]))


class CohortProgress(Frozen):
    """A cohort's shared projects."""

    name: str
    members: int
    sharing: int
    progress: pd.DataFrame
    """``COHORT_COLUMNS``, by school and title; an order that says nothing about anybody."""
    choices: dict[str, tuple[str, ...]]
    """The words each filter offers."""
    listed: tuple[SharedProgress, ...]
    """The same projects, fact by fact."""
    dates: tuple[DateInCohort, ...]
    next_date: str
    """The next date of the cohort and who has submitted before it; "" where none lies ahead."""
    phases: str
    """How many projects stand where."""
    since: SinceLooked | None
    """What has changed since an earlier day; ``None`` where the leader never looked before."""

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
        ordered = _shared_facts(desk, reader)
        dates = dates_unchecked(desk.workspace, reader, cohorts)
        since = since_looked_unchecked(reader, desk.actor.person_id, ordered, desk.today())
    listed = tuple(f for f in ordered if wanted.lets_through(f))
    return CohortProgress(
        name=" and ".join(cohort.name for cohort in cohorts),
        members=len(members),
        sharing=len({facts.owner_id for facts in ordered}),
        progress=pd.DataFrame([_row(f) for f in listed], columns=list(COHORT_COLUMNS)),
        choices={name: tuple(sorted({getattr(f, name) for f in ordered})) for name in FILTERS},
        listed=listed,
        dates=dates,
        next_date=next_date_in_words(dates, ordered, desk.today()),
        phases=phases_in_words(ordered, [phase.name for phase in desk.library.pathway.phases]),
        since=since,
    )


class CohortSums(Frozen):
    """In how many of the shared projects each standard has evidence, as told for this month."""

    standards: pd.DataFrame
    """``SUM_COLUMNS``; in fives, and missing where it is held back."""
    counted: int
    """How many projects stand behind them: the leader knew them by name that day."""
    as_of: dt.date | None
    """The day they stood so; ``None`` while too few projects are shared."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, extra="forbid")


def cohort_sums(desk: Desk) -> CohortSums:
    """The sums over all that the actor's cohorts share, whatever their page is narrowed to.

    They move once a month and only when enough has changed (``month_sums``): one sum for each
    standard, since each further way of cutting them would be another difference to take.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    told = sums_of_my_cohorts(desk).of()
    rows = [
        (s.key, s.title, shown_sum(told.standards.get(s.key, 0), told.projects) if told else None)
        for s in desk.library.framework.standards
    ]
    return CohortSums(
        standards=pd.DataFrame(rows, columns=list(SUM_COLUMNS)).astype({"projects": "Int64"}),
        counted=told.projects if told else 0,
        as_of=told.as_of if told else None,
    )


def _shared_facts(desk: Desk, reader: Reader) -> list[SharedProgress]:
    shared = shared_unchecked(reader, leader_id=desk.actor.person_id)
    facts = progress_unchecked(desk.workspace, reader, shared).values()
    return sorted(facts, key=lambda f: (f.school, f.title, f.project_id))


class Served(Frozen):
    """One broad area and the shared projects that serve it."""

    area: str
    projects: tuple[tuple[str, str, str], ...]
    """Title, school and, where the plan is shared, the priority in its lead's own words."""


def priorities_served(desk: Desk, wanted: CohortFilter = NO_FILTER) -> tuple[Served, ...]:
    """Which broad areas of improvement the shared projects that ``wanted`` lets through serve.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        facts = [f for f in _shared_facts(desk, reader) if wanted.lets_through(f)]
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
    leader_id = desk.actor.person_id

    def save(uow: UnitOfWork) -> None:
        shared = shared_unchecked(uow, leader_id=leader_id)
        log_openings(uow, desk.actor, shared, OpeningPlace.LIST, visit)

    with desk.read() as reader:
        shared = shared_unchecked(reader, leader_id=leader_id)
        is_new = bool(unlogged(reader, desk.actor, shared, OpeningPlace.LIST, visit))
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
        facts.submitted_on,
        facts.sharing.value,
        facts.next_milestone,
        facts.last_activity,
        facts.quiet_since,
        facts.standards_evidenced,
        facts.readiness,
        facts.use,
        facts.moved,
        "; ".join(facts.conversation),
    )
