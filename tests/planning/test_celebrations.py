"""Milestones are marked when they are reached, and thanks are recorded and seen."""

import datetime as dt

from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning.celebrations import worth_celebrating
from tests.cast import AMINA
from tests.factories import DAY, make_project, write


def test_milestones_reached_and_thanks_given_stand_with_the_latest_first(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    for number in (1, 2):
        day = DAY + dt.timedelta(days=number)
        write(workspace, project, "milestone", what=f"Step {number}", due_on=DAY, done_on=day)
        write(
            workspace, project, "leadership_note", what=f"Thanks {number}", noted_on=day,
            leadership_kind="thanks",
        )  # fmt: skip
    write(workspace, project, "milestone", what="Still to come", due_on=DAY)
    write(workspace, project, "leadership_note", what="Round", leadership_kind="check_in")
    found = worth_celebrating(workspace.desk(AMINA), project.id)
    assert [m.what for m in found.reached] == ["Step 2", "Step 1"]
    assert [n.what for n in found.noticed] == ["Thanks 2", "Thanks 1"]
    assert found.unthanked is None


def test_a_milestone_without_a_word_of_thanks_since_is_pointed_out(planner: Workspace) -> None:
    project = make_project(planner)
    write(
        planner, project, "leadership_note", noted_on=DAY - dt.timedelta(days=9),
        leadership_kind="thanks",
    )  # fmt: skip
    reached = write(planner, project, "milestone", what="It runs", due_on=DAY, done_on=DAY)
    assert worth_celebrating(planner.desk(AMINA), project.id).unthanked == reached
    write(planner, project, "leadership_note", noted_on=DAY, leadership_kind="success")
    assert worth_celebrating(planner.desk(AMINA), project.id).unthanked is None


def test_a_new_project_has_nothing_to_celebrate_yet(planner: Workspace) -> None:
    found = worth_celebrating(planner.desk(AMINA), make_project(planner).id)
    assert (found.reached, found.noticed, found.unthanked) == ((), (), None)
