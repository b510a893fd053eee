"""The timeline: the school's year, the phases and every date of a project, and nothing else."""

import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound
from lp_planner.services.cohort import cohort_dates, memberships, timeline
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from tests.cast import AMINA, BEN, CHLOE
from tests.factories import make_project

LATER = dt.date(2026, 2, 4)
BEFORE = dt.date(2025, 11, 5)


@pytest.fixture
def project_id(workspace: Workspace) -> str:
    return make_project(workspace, AMINA).id


def write(workspace: Workspace, project_id: str) -> None:
    desk = workspace.desk(AMINA)
    for kind, answers in (
        ("priority", {"priority": "Calm starts"}),
        ("milestone", {"what": "Rooms are ready", "due_on": LATER}),
        ("training_session", {"title": "Twilight", "held_on": BEFORE}),
        (
            "measure",
            {
                "name": "Sessions held",
                "outcome_construct": "fidelity",
                "horizon": "short",
                "direction": "up",
                "due_on": LATER + dt.timedelta(60),
            },
        ),
    ):
        recording.write_record(desk, project_id, kind, answers)


def test_every_date_stands_in_its_row_and_opens_where_it_is_written(
    workspace: Workspace, project_id: str
) -> None:
    write(workspace, project_id)
    cohort = next(iter(memberships.led_cohorts(workspace.desk(CHLOE))))
    cohort_dates.set_date(workspace.desk(CHLOE), cohort, kind="review", on=LATER)
    found = timeline.timeline_of(workspace.desk(AMINA), project_id)
    told = [(thing.on, thing.row, thing.place[1]) for thing in found.things]
    assert (BEFORE, "Training", "training") in told
    assert (LATER, "Milestones", "milestones") in told
    assert (LATER, "Cohort", "") in told
    assert [thing.on for thing in found.things] == sorted(thing.on for thing in found.things)
    assert all(thing.is_ahead is (thing.on >= found.today) for thing in found.things)
    assert found.phases[0].key == "explore"


def test_a_date_says_which_half_term_holds_it(workspace: Workspace, project_id: str) -> None:
    write(workspace, project_id)
    found = timeline.timeline_of(workspace.desk(AMINA), project_id)
    (due,) = [thing for thing in found.things if thing.row == "Milestones"]
    names = {period.name for period in found.year if period.from_on <= LATER <= period.to_on}
    assert due.during in names


def test_what_was_removed_stands_there_no_more(workspace: Workspace, project_id: str) -> None:
    write(workspace, project_id)
    desk = workspace.desk(AMINA)
    milestone = recording.records_of(desk, project_id, "milestone")[0]
    recording.remove_record(desk, "milestone", milestone.id, version=milestone.version)
    rows = {thing.row for thing in timeline.timeline_of(desk, project_id).things}
    assert "Milestones" not in rows


def test_the_picture_says_the_same_as_its_table(workspace: Workspace, project_id: str) -> None:
    write(workspace, project_id)
    chart = timeline.picture_of(timeline.timeline_of(workspace.desk(AMINA), project_id))
    said = chart.table["What"].to_list()
    assert any("Twilight" in words for words in said)
    assert any("Rooms are ready" in words for words in said)


@pytest.mark.parametrize("stranger", [BEN, CHLOE])
def test_nobody_else_sees_the_days_of_a_project(
    workspace: Workspace, project_id: str, stranger: Actor
) -> None:
    write(workspace, project_id)
    with pytest.raises(NotFound):
        timeline.timeline_of(workspace.desk(stranger), project_id)
