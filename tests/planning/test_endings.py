"""Ending a phase: what was decided, what it rests on, what is open and why, whom to thank."""

from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning.endings import ending_of
from lp_planner.services.planning.questions import go_on_because
from tests.cast import AMINA
from tests.factories import DAY, make_project, write


def test_exploring_ends_with_its_decision_its_sources_and_its_people(planner: Workspace) -> None:
    project = make_project(planner)
    write(planner, project, "priority", sponsor="The SENCo")
    for kind in ("pupil_voice", "staff_voice"):
        write(planner, project, "diagnosis_source", source_kind=kind)
    write(
        planner, project, "adoption_decision",
        decision="adopt", decided_by="Us and the Head", reasons="It fits", decided_on=DAY,
    )  # fmt: skip
    go_on_because(
        planner.desk(AMINA), project.id, code="step:fit", about_id="", reason="Only one way"
    )
    ending = ending_of(planner.desk(AMINA), project.id, "explore")
    decided = planner.library.term_label("adoption_decisions", "adopt")
    assert ending.decided == (f"{decided}: It fits · 5 November 2025",)
    assert "2 things you looked at" in ending.rests_on
    assert ("fit", "You went on because: Only one way") in {
        (step.key, step.reason) for step in ending.still_open
    }
    assert set(ending.thanks) == {"The SENCo", "Us and the Head"}
    assert ending.next_phase == "prepare"


def test_who_was_coached_is_named_nowhere(planner: Workspace) -> None:
    project = make_project(planner)
    write(planner, project, "coaching_session", coachee="TA-Quiet")
    write(planner, project, "peer_session", who="Year 1 team")
    ending = ending_of(planner.desk(AMINA), project.id, "deliver")
    assert "TA-Quiet" not in str(ending)
    assert ending.thanks == ("Year 1 team",)


def test_the_last_phase_opens_no_other(planner: Workspace) -> None:
    ending = ending_of(planner.desk(AMINA), make_project(planner).id, "sustain")
    assert (ending.next_phase, ending.decided, ending.thanks) == ("", (), ())
