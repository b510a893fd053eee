"""Pressure: where shared plans meet, by half-term, and hours only over enough plans."""

import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort.pressure import cohort_pressure
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project, write

DAY = dt.date(2025, 11, 20)
HIDDEN = "zebra-for-nobody-else"


def test_two_plans_that_ask_the_same_group_meet_in_their_half_term(workspace: Workspace) -> None:
    first = make_project(workspace, title="Calm", sharing=Sharing.PLAN)
    second = make_project(workspace, BEN, title="Talk", sharing=Sharing.PLAN_AND_EVIDENCE)
    write(workspace, first, "strategy", group_served="Year 3 TAs", from_on=DAY, what=HIDDEN)
    write(workspace, first, "strategy", group_served="Office", from_on=dt.date(2025, 9, 8))
    write(workspace, second, "training_session", BEN, audience="year 3  TAs", held_on=DAY)
    loads = cohort_pressure(workspace.desk(CHLOE)).loads
    assert [(load.half_term, load.group, load.projects) for load in loads] == [
        ("Autumn, second half", "Year 3 TAs", ("Calm", "Talk"))
    ]
    assert HIDDEN not in repr(loads)


def asks(workspace: Workspace, project: Project, actor: Actor, words: str, **hours: float) -> None:
    write(workspace, project, "stakeholder", actor, group_described=words,
          staff_group="teaching_assistants", asked_from=DAY, asked_to=DAY, **hours)  # fmt: skip


def test_hours_of_one_group_of_the_list_add_up_whatever_each_plan_calls_it(
    workspace: Workspace,
) -> None:
    first = make_project(workspace, title="Calm", sharing=Sharing.PLAN)
    second = make_project(workspace, BEN, title="Talk", sharing=Sharing.PLAN)
    asks(workspace, first, AMINA, "The Year 3 TAs", hours_asked=2.0, hours_freed=0.5)
    asks(workspace, second, BEN, HIDDEN, hours_asked=1.5)
    write(workspace, first, "strategy", group_served="the year 3 tas", from_on=DAY)
    write(workspace, second, "training_session", BEN, audience=HIDDEN, held_on=DAY)
    found = cohort_pressure(workspace.desk(CHLOE))
    (hours,) = found.by_group
    assert (hours.asked, hours.freed, hours.projects) == (3.5, 0.5, ("Calm", "Talk"))
    assert hours.half_term == "Autumn, second half"
    assert [(load.group, load.projects) for load in found.loads] == [
        (hours.group, ("Calm", "Talk"))
    ]
    assert HIDDEN not in repr(found)


def test_hours_of_a_plan_that_is_not_shared_or_not_from_the_list_are_nobodys(
    workspace: Workspace,
) -> None:
    hidden = make_project(workspace, title="Hidden", sharing=Sharing.PROGRESS)
    asks(workspace, hidden, AMINA, "TAs", hours_asked=2.0)
    typed = make_project(workspace, BEN, title="Typed", sharing=Sharing.PLAN)
    write(workspace, typed, "stakeholder", BEN, group_described="TAs", hours_asked=2.0)
    assert cohort_pressure(workspace.desk(CHLOE)).by_group == ()


@pytest.mark.parametrize("level", [Sharing.PRIVATE, Sharing.PROGRESS])
def test_a_plan_that_is_not_shared_says_nothing(workspace: Workspace, level: Sharing) -> None:
    project = make_project(workspace, sharing=level)
    write(workspace, project, "strategy", group_served=HIDDEN, from_on=DAY)
    assert cohort_pressure(workspace.desk(CHLOE)).loads == ()


def test_a_plan_that_was_stopped_weighs_on_nobody(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    write(workspace, project, "strategy", group_served="Year 3 TAs", from_on=DAY)
    write(workspace, project, "adoption_decision", decision="stop")
    assert cohort_pressure(workspace.desk(CHLOE)).loads == ()


@pytest.mark.parametrize("plans", [4, 5])
def test_hours_are_summed_up_from_five_plans_on(workspace: Workspace, plans: int) -> None:
    for number in range(plans):
        project = make_project(workspace, title=f"Plan {number}", sharing=Sharing.PLAN)
        write(
            workspace, project, "adoption_decision", decision="adopt", hours_added=3, hours_freed=1
        )
    hours = cohort_pressure(workspace.desk(CHLOE)).hours
    assert (hours.put_in, hours.freed) == ((15, 5) if plans == 5 else (None, None))


@pytest.mark.parametrize("actor", [AMINA, DEV], ids=lambda actor: actor.person_id)
def test_only_a_leader_sees_the_load(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        cohort_pressure(workspace.desk(actor))


def test_a_leader_without_a_cohort_sees_none(workspace: Workspace) -> None:
    make_project(workspace, sharing=Sharing.PLAN)
    assert cohort_pressure(workspace.desk(EFUA)).loads == ()
