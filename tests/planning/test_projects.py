"""Projects, drafts and the person on this computer."""

import pytest

from lp_planner.domain.records.errors import (
    NotFound,
    PermissionDenied,
    StaleRevision,
    ValidationFailed,
)
from lp_planner.domain.records.project import Sharing
from lp_planner.services.accounts import people, schools
from lp_planner.services.cohort import levels
from lp_planner.services.desk import drafts, projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import journey, questions
from tests.cast import AMINA, BEN
from tests.factories import make_project, write


def test_a_project_starts_with_a_title_and_nothing_else(workspace: Workspace) -> None:
    project = make_project(workspace)
    assert levels.levels_of(workspace.desk(AMINA), project.id)[0].level is Sharing.PRIVATE
    assert projects.my_projects(workspace.desk(AMINA)) == [project]


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_title_that_does_not_fit_is_refused_in_words(planner: Workspace, title: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        projects.start_project(planner.desk(AMINA), title=title)
    assert "Working title" in refused.value.errors["title"]
    assert projects.my_projects(planner.desk(AMINA)) == []


def test_renaming_from_an_old_page_is_refused(planner: Workspace) -> None:
    project = make_project(planner)
    projects.rename_project(planner.desk(AMINA), project.id, title="Newer", version=1)
    with pytest.raises(StaleRevision):
        projects.rename_project(planner.desk(AMINA), project.id, title="Older", version=1)


def test_the_person_on_this_computer_is_made_once_and_keeps_their_name(planner: Workspace) -> None:
    me = people.local_actor(planner)
    people.introduce_myself(planner.desk(me), name="Mo", job_title="HLTA", school="Hill School")
    assert people.local_actor(planner).name == "Mo"
    person, school = people.about_me(planner.desk(me))
    assert (person.job_title, school.name) == ("HLTA", "Hill School")


def test_nobody_can_borrow_somebody_else_s_eyes_outside_the_demo(planner: Workspace) -> None:
    with pytest.raises(NotFound):
        people.actor_for(planner, "amina")
    with pytest.raises(PermissionDenied):
        schools.set_up_school(planner, school_id="x", name="X")


def test_a_draft_is_seen_by_its_writer_alone(workspace: Workspace) -> None:
    drafts.keep_draft(
        workspace.desk(AMINA), "form", {"says": "half a sen", "on": workspace.today()}
    )
    assert drafts.draft_of(workspace.desk(AMINA), "form") == {
        "says": "half a sen",
        "on": "2025-11-05",
    }
    assert drafts.draft_of(workspace.desk(BEN), "form") == {}
    drafts.drop_draft(workspace.desk(BEN), "form")
    assert drafts.draft_of(workspace.desk(AMINA), "form")
    drafts.drop_draft(workspace.desk(AMINA), "form")
    assert drafts.draft_of(workspace.desk(AMINA), "form") == {}


def test_the_next_step_is_the_first_one_open_with_its_reason(planner: Workspace) -> None:
    project = make_project(planner)
    first = journey.project_journey(planner.desk(AMINA), project.id).next_step
    assert first is not None
    assert first.step.key == "priority"
    write(planner, project, "priority")
    write(planner, project, "diagnosis_source", source_kind="pupil_voice")
    step = journey.project_journey(planner.desk(AMINA), project.id).next_step
    assert step is not None
    assert step.step.key == "diagnosis"
    assert "Who or what else" in step.reason
    write(planner, project, "diagnosis_source", source_kind="pupil_voice")
    step = journey.project_journey(planner.desk(AMINA), project.id).next_step
    assert step is not None
    assert "all of one kind" in step.reason
    write(planner, project, "diagnosis_source", source_kind="staff_voice")
    step = journey.project_journey(planner.desk(AMINA), project.id).next_step
    assert step is not None
    assert step.step.key == "problem"


def test_a_newcomer_is_led_through_the_core_before_anything_goes_deeper(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    core = planner.library.pathway.core
    for step in core:
        at = journey.project_journey(planner.desk(AMINA), project.id).next_step
        assert at is not None
        assert at.step == step
        code = f"{journey.STEP}{step.key}"
        questions.go_on_because(planner.desk(AMINA), project.id, code=code, reason="We know it")
    after = journey.project_journey(planner.desk(AMINA), project.id)
    assert after.is_phase_done("explore")
    assert after.next_step is not None
    assert after.next_step.step.key == "focus"


def test_an_item_shows_its_core_and_opens_the_rest_for_a_record_a_question_or_a_person(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    explore = planner.library.pathway.phase_by_key["explore"]

    def open_keys(**more: object) -> list[str]:
        found = journey.project_journey(planner.desk(AMINA), project.id).items_of(explore)[0]
        shown, deeper = found.open_steps(**more), found.deeper_steps(**more)  # type: ignore[arg-type]
        assert {s.step.key for s in (*shown, *deeper)} == {s.key for s in found.item.steps}
        return [s.step.key for s in shown]

    core = ["priority", "diagnosis", "problem", "baseline"]
    assert open_keys() == core
    assert open_keys(asked=("focus",)) == [*core, "focus"]
    assert open_keys(chosen="focus") == [*core, "focus"]
    write(planner, project, "rival_explanation")
    assert open_keys() == ["priority", "diagnosis", "problem", "rivals", "baseline"]


def test_a_phase_opens_at_its_first_core_step_still_to_do(planner: Workspace) -> None:
    project = make_project(planner)
    found = journey.project_journey(planner.desk(AMINA), project.id)
    assert found.first_of("deliver").step.key == "coaching"
    write(planner, project, "coaching_session")
    found = journey.project_journey(planner.desk(AMINA), project.id)
    assert found.first_of("deliver").step.key == "visits"
    items = found.items_of(planner.library.pathway.phase_by_key["deliver"])
    assert [item.is_done for item in items] == [False, True, False, False, False, False]
    assert items[2].noted_at is not None
    assert items[2].noted_at.step.key == "coaching"


def test_one_option_asks_for_an_alternative_and_loose_ingredients_for_a_tight_one(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    write(planner, project, "option")
    write(planner, project, "active_ingredient", fixedness="loose")
    states = {s.step.key: s for s in journey.project_journey(planner.desk(AMINA), project.id).steps}
    assert not states["options"].is_done
    assert "alternative" in states["options"].reason
    assert not states["ingredients"].is_done
    assert "tight" in states["ingredients"].reason


@pytest.mark.parametrize(
    ("decision", "phase"),
    [
        ("adopt", "Prepare"), ("adopt_with_changes", "Prepare"), ("not_now", "Not now"),
        ("stop", "Decided to stop"),
    ],
)  # fmt: skip
def test_the_decision_says_where_the_project_stands(
    planner: Workspace, decision: str, phase: str
) -> None:
    project = make_project(planner)
    write(planner, project, "adoption_decision", decision=decision)
    assert journey.project_journey(planner.desk(AMINA), project.id).current.name == phase


CORE_OF_PREPARE = ("active_ingredient", "strategy", "measure", "readiness_rating")


@pytest.mark.parametrize(
    ("kinds", "stands"),
    [
        (("coaching_session",), ("Explore", "Every project starts here")),
        (("priority", "coaching_session"), ("Explore", "1 of its 7 core steps is begun")),
        (("sustain_decision",), ("Explore", "Every project starts here")),
        (("coaching_session", "reading"), ("Deliver", "2 of its 3 core steps are begun")),
        (
            (*CORE_OF_PREPARE, "coaching_session"),
            ("Deliver", "1 of its 3 core steps is begun"),
        ),
        (
            ("coaching_session", "reading", "sustain_decision"),
            ("Sustain", "The decision on what becomes of it opened this phase"),
        ),
    ],
)
def test_where_a_project_stands_follows_from_what_is_done_not_from_one_stray_record(
    planner: Workspace, kinds: tuple[str, ...], stands: tuple[str, str]
) -> None:
    project = make_project(planner)
    measure = write(planner, project, "measure").id if "reading" in kinds else ""
    for kind in kinds:
        if kind == "reading":
            write(planner, project, kind, measure_id=measure)
        else:
            write(planner, project, kind)
    current = journey.project_journey(planner.desk(AMINA), project.id).current
    assert (current.name, current.reason) == stands
