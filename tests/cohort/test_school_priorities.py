"""A leader enters what the school wants to improve; plans attach themselves, as far as shared."""

import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import school_priorities
from lp_planner.services.cohort.cohorts import CohortFilter
from lp_planner.services.cohort.keeping_back import keep_back
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, GWEN
from tests.factories import make_project, share, write

TITLE = "Reading across the school"


def entered(workspace: Workspace, title: str = TITLE) -> str:
    return school_priorities.set_priority(workspace.desk(CHLOE), title=title).id


def serving(
    workspace: Workspace, priority_id: str, actor: Actor = AMINA, level: Sharing = Sharing.PROGRESS
) -> Project:
    project = make_project(workspace, actor, sharing=level)
    write(workspace, project, "priority", actor)
    school_priorities.serve(workspace.desk(actor), project.id, priority_id)
    return project


def served(workspace: Workspace, wanted: CohortFilter | None = None) -> dict[str, list[str]]:
    found = school_priorities.school_priorities_served(
        workspace.desk(CHLOE), wanted or CohortFilter()
    )
    return {one.priority.title: [fact.lead for fact in one.projects] for one in found}


def test_what_nobody_serves_and_what_many_serve_is_seen(workspace: Workspace) -> None:
    reading, maths = entered(workspace), entered(workspace, "Mathematics")
    assert maths
    for _ in range(school_priorities.MANY):
        serving(workspace, reading)
    found = school_priorities.school_priorities_served(workspace.desk(CHLOE))
    assert [(len(one.projects), one.is_served_by_many) for one in found] == [(4, True), (0, False)]


def test_what_is_not_shared_is_not_counted_and_what_is_taken_back_is_gone(
    workspace: Workspace,
) -> None:
    reading = entered(workspace)
    serving(workspace, reading, level=Sharing.PRIVATE)
    shared = serving(workspace, reading, BEN)
    assert served(workspace) == {TITLE: ["Ben Hart"]}
    assert served(workspace, CohortFilter(school="Elmwood School")) == {TITLE: []}
    share(workspace, shared, Sharing.PRIVATE, BEN)
    assert served(workspace) == {TITLE: []}


def test_a_priority_that_its_lead_leaves_out_serves_nothing_that_others_see(
    workspace: Workspace,
) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    own = write(workspace, project, "priority")
    school_priorities.serve(workspace.desk(AMINA), project.id, entered(workspace))
    keep_back(workspace.desk(AMINA), project.id, kind=own.kind, record_id=own.id, is_out=True)
    assert served(workspace) == {TITLE: []}


def test_a_lead_chooses_among_the_priorities_of_their_own_school_alone(
    workspace: Workspace,
) -> None:
    reading = entered(workspace)
    project = make_project(workspace)
    assert school_priorities.what_it_serves(workspace.desk(AMINA), project.id) is None
    write(workspace, project, "priority")
    serves = school_priorities.what_it_serves(workspace.desk(AMINA), project.id)
    assert serves is not None
    assert ([p.id for p in serves.choices], serves.chosen) == ([reading], "")
    elsewhere = make_project(workspace, DEV)
    write(workspace, elsewhere, "priority", DEV)
    assert school_priorities.what_it_serves(workspace.desk(DEV), elsewhere.id) is None
    for wanted in (reading, "no-such-priority"):
        with pytest.raises(NotFound):
            school_priorities.serve(workspace.desk(DEV), elsewhere.id, wanted)


def test_a_plan_serves_one_and_can_serve_none_again(workspace: Workspace) -> None:
    reading = entered(workspace)
    project = serving(workspace, reading)
    assert served(workspace) == {TITLE: ["Amina Diallo"]}
    school_priorities.serve(workspace.desk(AMINA), project.id, "")
    assert served(workspace) == {TITLE: []}


def test_a_project_without_a_priority_of_its_own_attaches_to_none(workspace: Workspace) -> None:
    project = make_project(workspace)
    with pytest.raises(NotFound):
        school_priorities.serve(workspace.desk(AMINA), project.id, entered(workspace))


def test_what_is_removed_is_served_by_nobody_and_offered_to_nobody(workspace: Workspace) -> None:
    reading = entered(workspace)
    project = serving(workspace, reading)
    school_priorities.take_priority_away(workspace.desk(CHLOE), reading)
    assert served(workspace) == {}
    assert school_priorities.what_it_serves(workspace.desk(AMINA), project.id) is None
    entered(workspace, "Another")
    serves = school_priorities.what_it_serves(workspace.desk(AMINA), project.id)
    assert serves is not None
    assert serves.chosen == ""


def test_the_same_title_twice_is_one_priority_and_faults_are_said_in_words(
    workspace: Workspace,
) -> None:
    assert entered(workspace) == entered(workspace, f"  {TITLE.upper()} ")
    desk = workspace.desk(CHLOE)
    for values, key in (
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "A", "from_on": dt.date(2026, 2, 1), "to_on": dt.date(2026, 1, 1)}, "to_on"),
    ):
        with pytest.raises(ValidationFailed) as refused:
            school_priorities.set_priority(desk, **values)
        assert key in refused.value.errors


@pytest.mark.parametrize("actor", [AMINA, GWEN], ids=lambda actor: actor.person_id)
def test_nobody_but_a_leader_enters_removes_or_sees_who_serves(
    workspace: Workspace, actor: Actor
) -> None:
    reading = entered(workspace)
    desk = workspace.desk(actor)
    with pytest.raises(PermissionDenied):
        school_priorities.set_priority(desk, title="Mine")
    with pytest.raises(PermissionDenied):
        school_priorities.take_priority_away(desk, reading)
    with pytest.raises(PermissionDenied):
        school_priorities.school_priorities_served(desk)


def test_a_leader_of_another_school_removes_and_sees_none_of_it(workspace: Workspace) -> None:
    if EFUA.school_id == CHLOE.school_id:
        pytest.fail("the cast needs a leader of another school")
    reading = entered(workspace)
    for wanted in (reading, "no-such-priority"):
        with pytest.raises(NotFound):
            school_priorities.take_priority_away(workspace.desk(EFUA), wanted)
    assert school_priorities.school_priorities_served(workspace.desk(EFUA)) == ()
