"""A statement is what a page costs: their number does not grow with projects, people or schools."""

from collections.abc import Callable

import pytest

from lp_planner.domain.accounts.people import Actor, Person
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort import (
    cohorts,
    pressure,
    school_priorities,
    shared_results,
    thin_standards,
)
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.read_cache import ReadCache
from lp_planner.storage.trail_feed import TrailFeed
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, EFUA
from tests.factories import gather, make_project, share, write
from tests.page_script import Opener
from tests.storage.statements import statements_asked

MOST = {
    "home": 14,
    "explore": 10,
    "prepare": 8,
    "deliver": 12,
    "sustain": 8,
    "plan": 11,
    "evidence": 8,
    "impact": 9,
    "portfolio": 13,
    "self_assessment": 10,
    "sharing": 20,
}
"""With nothing remembered, for the fullest project of the demo school."""


SAVE = 6
"""Of a record, with who may write it, what it says twice, its row and its place in the trail."""


TRAIL = "FROM audit_event WHERE entry >="
"""What another server changed, asked at most once by each reader on PostgreSQL."""


def asked_by(work: Callable[[], object]) -> list[str]:
    with statements_asked() as asked:
        work()
    return [sql for sql in asked if sql != "BEGIN" and "audit_head" not in sql and TRAIL not in sql]


@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_a_handful_of_statements_and_none_when_nothing_has_changed(
    opened: Opener, page: str
) -> None:
    opened("demo:marcia", page)
    forget_what_was_read(opened.school())
    asked = asked_by(lambda: opened("demo:marcia", page))
    assert len(asked) <= MOST[page], [sql[-90:] for sql in asked]
    assert asked_by(lambda: opened("demo:marcia", page)) == []


def test_a_save_asks_a_handful_of_statements_however_much_is_there(workspace: Workspace) -> None:
    project = make_project(workspace)
    for _ in range(8):
        write(workspace, project, "milestone", what="A first look")
    asked = asked_by(lambda: write(workspace, project, "milestone", what="A second look"))
    assert len(asked) <= SAVE, [sql[:90] for sql in asked]


def forget_what_was_read(workspace: Workspace) -> None:
    """As after a fresh start, on either engine."""
    if workspace.store.engine_name == "duckdb":
        workspace.store._cache = ReadCache()
    else:
        workspace.store._feed = TrailFeed()


def people(workspace: Workspace, number: int) -> list[Actor]:
    """So many lead practitioners of Amina's school, each with a project of a few records."""

    def save(uow: UnitOfWork) -> list[Actor]:
        made = [
            uow.add(Person, name=f"Person {n}", role=AMINA.role, school_id=AMINA.school_id)
            for n in range(number)
        ]
        return [
            Actor(person_id=p.id, name=p.name, role=p.role, school_id=p.school_id) for p in made
        ]

    return workspace.store.write("set-up", save, at=workspace.now())


def a_cohort(workspace: Workspace, number: int) -> None:
    members = people(workspace, number)
    gather(workspace, f"Cohort of {number}", EFUA, *members)
    for member in members:
        project = make_project(workspace, member)
        for kind in ("priority", "milestone", "active_ingredient", "readiness_rating", "option"):
            write(workspace, project, kind, member)
        share(workspace, project, Sharing.PLAN_AND_EVIDENCE, member)


LOOKS: dict[str, Callable[[Desk], object]] = {
    "the list": cohorts.cohort_progress,
    "a visit": lambda desk: cohorts.cohort_progress(desk, visit="a visit"),
    "the sums": cohorts.cohort_sums,
    "the standards": thin_standards.standards_told,
    "the school’s priorities": school_priorities.school_priorities_served,
    "the priorities": cohorts.priorities_served,
    "the pressure": pressure.cohort_pressure,
    "the results": shared_results.shared_results,
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_cohort_three_times_as_large_costs_no_statement_more(
    workspace: Workspace, look: str
) -> None:
    found = []
    for number in (3, 6):
        a_cohort(workspace, number)
        forget_what_was_read(workspace)
        found.append(asked_by(lambda: LOOKS[look](workspace.desk(EFUA))))
    assert len(found[1]) <= len(found[0]), [sql[-90:] for sql in found[1]]
