"""This week's things, each finished at one tap: repeated taps, stale pages and wrong answers."""

import datetime as dt
from typing import Any

import pytest

from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.measures import Reading
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures.main_measure import main_measure
from lp_planner.services.planning import journey, questions, recording, this_week
from lp_planner.services.planning.this_week import OneTap, ThisWeek
from tests.cast import AMINA, BEN
from tests.factories import make_project, write

TODAY = dt.date(2025, 11, 5)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def things(planner: Workspace, project: Project) -> tuple[ThisWeek, ...]:
    desk = planner.desk(AMINA)
    return this_week.this_week(
        desk,
        journey.project_journey(desk, project.id),
        questions.questions_about(desk, project.id),
    )


def coached(planner: Workspace, project: Project, **values: object) -> Record:
    about: dict[str, Any] = {
        "coachee": "TA-B",
        "action_step": "Use the swap list",
        "held_on": TODAY - 3 * WEEK,
        "check_back_on": TODAY,
        **values,
    }
    return write(planner, project, "coaching_session", **about)


def read_weekly(planner: Workspace, project: Project, *, last: dt.date, times: int = 4) -> Record:
    measure = write(planner, project, "measure", name="Sessions held", unit="%")
    for number in range(times):
        write(
            planner, project, "reading", measure_id=measure.id, taken_on=last - number * WEEK,
            value=18, out_of=20,
        )  # fmt: skip
    return measure


def test_one_thing_of_each_sort_comes_before_a_second_and_three_are_enough(
    planner: Workspace, project: Project
) -> None:
    coached(planner, project)
    coached(planner, project, action_step="Wait five seconds")
    write(planner, project, "milestone", what="Every room begun", due_on=TODAY - WEEK)
    read_weekly(planner, project, last=TODAY - WEEK)
    found = things(planner, project)
    assert {thing.tap for thing in found} == {OneTap.CHECK_BACK, OneTap.DATE, OneTap.READING}
    assert len(found) == 3


def test_a_new_project_is_told_its_next_step_and_a_stopped_one_nothing(
    planner: Workspace, project: Project
) -> None:
    found = things(planner, project)
    assert found
    assert {thing.tap for thing in found} == {OneTap.OPEN}
    write(planner, project, "adoption_decision", decision="stop", decided_on=TODAY)
    assert things(planner, project) == ()


@pytest.mark.parametrize(
    ("last", "times", "is_due"),
    [
        (TODAY - WEEK, 4, True),
        (TODAY - dt.timedelta(days=6), 4, False),
        (TODAY - 5 * WEEK, 4, False),
        (TODAY - WEEK, 2, False),
    ],
)
def test_a_reading_is_asked_for_in_the_rhythm_it_was_taken(
    planner: Workspace, project: Project, last: dt.date, times: int, is_due: bool
) -> None:
    read_weekly(planner, project, last=last, times=times)
    asked = [thing for thing in things(planner, project) if thing.tap is OneTap.READING]
    assert bool(asked) is is_due


@pytest.mark.parametrize("outcome", ["secured", "keep_going", "changed"])
def test_a_check_back_is_answered_at_one_tap_and_a_second_tap_changes_nothing(
    planner: Workspace, project: Project, outcome: str
) -> None:
    session = coached(planner, project, what_was_heard="She keeps the list by the door")
    desk = planner.desk(AMINA)
    for _ in range(2):
        answered = this_week.answer_check_back(
            desk, session.id, outcome=outcome, version=session.version
        )
    assert isinstance(answered, CoachingSession)
    assert (answered.outcome, answered.version) == (outcome, 2)
    assert answered.what_was_heard == "She keeps the list by the door"
    assert len(recording.earlier_versions(desk, "coaching_session", session.id)) == 1
    assert all(thing.record_id != session.id for thing in things(planner, project))


def test_an_answer_from_an_old_page_does_not_overwrite_a_newer_one(
    planner: Workspace, project: Project
) -> None:
    session = coached(planner, project)
    desk = planner.desk(AMINA)
    this_week.answer_check_back(desk, session.id, outcome="secured", version=1)
    with pytest.raises(StaleRevision):
        this_week.answer_check_back(desk, session.id, outcome="changed", version=1)
    with pytest.raises(ValidationFailed):
        this_week.answer_check_back(desk, session.id, outcome="magic", version=2)
    recording.remove_record(desk, "coaching_session", session.id, version=2)
    with pytest.raises(NotFound):
        this_week.answer_check_back(desk, session.id, outcome="changed", version=3)


def test_a_date_is_met_or_moved(planner: Workspace, project: Project) -> None:
    desk = planner.desk(AMINA)
    one = write(planner, project, "milestone", what="Every room begun", due_on=TODAY - WEEK)
    for _ in range(2):
        met = this_week.say_done(desk, "milestone", one.id, version=1)
    assert isinstance(met, Milestone)
    assert (met.done_on, met.version) == (TODAY, 2)
    other = write(planner, project, "milestone", what="All trained", due_on=TODAY - WEEK)
    with pytest.raises(ValidationFailed, match="still ahead"):
        this_week.move_date(desk, "milestone", other.id, to=TODAY, version=1)
    for _ in range(2):
        moved = this_week.move_date(desk, "milestone", other.id, to=TODAY + WEEK, version=1)
    assert isinstance(moved, Milestone)
    assert (moved.due_on, moved.done_on, moved.version) == (TODAY + WEEK, None, 2)
    assert all(thing.tap is OneTap.OPEN for thing in things(planner, project))


def test_a_problem_is_solved_today_and_has_no_day_to_move(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    problem = write(
        planner, project, "delivery_problem", problem="No room", raised_on=TODAY - 3 * WEEK
    )
    (thing,) = [t for t in things(planner, project) if t.record_id == problem.id]
    assert (thing.tap, thing.day) == (OneTap.DONE, None)
    with pytest.raises(NotFound):
        this_week.move_date(desk, "delivery_problem", problem.id, to=TODAY + WEEK, version=1)
    assert this_week.say_done(desk, "delivery_problem", problem.id, version=1).version == 2
    with pytest.raises(NotFound):
        this_week.say_done(desk, "risk", write(planner, project, "risk").id, version=1)


@pytest.mark.parametrize(
    ("said", "value", "out_of"),
    [("18 of 20", 18, 20), ("18/20", 18, 20), (" 90 % ", 90, None), ("7.5", 7.5, None)],
)
def test_a_reading_is_taken_as_people_say_it(
    planner: Workspace, project: Project, said: str, value: float, out_of: float | None
) -> None:
    measure = read_weekly(planner, project, last=TODAY - WEEK)
    desk = planner.desk(AMINA)
    for _ in range(2):
        kept = this_week.keep_reading(desk, project.id, measure.id, said=said, form_id="one-form")
    assert isinstance(kept, Reading)
    assert (kept.value, kept.out_of, kept.taken_on) == (value, out_of, TODAY)
    assert len(recording.records_of(desk, project.id, "reading")) == 5
    assert all(thing.tap is not OneTap.READING for thing in things(planner, project))


@pytest.mark.parametrize("said", ["", "lots", "22 of 20", "about 5"])
def test_what_is_no_reading_is_refused_in_one_sentence(
    planner: Workspace, project: Project, said: str
) -> None:
    measure = read_weekly(planner, project, last=TODAY - WEEK)
    with pytest.raises(ValidationFailed) as refused:
        this_week.keep_reading(planner.desk(AMINA), project.id, measure.id, said=said)
    assert list(refused.value.errors) == ["value"]


def test_nobody_else_answers(planner: Workspace, project: Project) -> None:
    session, desk = coached(planner, project), planner.desk(BEN)
    date = write(planner, project, "milestone", due_on=TODAY)
    measure = read_weekly(planner, project, last=TODAY - WEEK)
    with pytest.raises(NotFound):
        this_week.answer_check_back(desk, session.id, outcome="secured", version=1)
    with pytest.raises(NotFound):
        this_week.say_done(desk, "milestone", date.id, version=1)
    with pytest.raises(NotFound):
        this_week.move_date(desk, "milestone", date.id, to=TODAY + WEEK, version=1)
    with pytest.raises(NotFound):
        this_week.keep_reading(desk, project.id, measure.id, said="5")


def test_the_main_measure_is_the_one_read_most(planner: Workspace, project: Project) -> None:
    desk = planner.desk(AMINA)
    write(planner, project, "measure", name="Never read")
    assert main_measure(desk, project.id) is None
    often = read_weekly(planner, project, last=TODAY - 3 * WEEK)
    read_weekly(planner, project, last=TODAY, times=1)
    assert main_measure(desk, project.id) == often


def test_a_step_that_is_next_and_asked_about_stands_once(demo: Workspace) -> None:
    desk = demo.desk(people.actor_for(demo, "tom"))
    found = journey.project_journey(desk, projects.my_projects(desk)[0].id)
    asked = questions.questions_about(desk, found.project.id)
    things_told = this_week.this_week(desk, found, asked)
    places = [thing.record_id or thing.step for thing in things_told]
    assert "baseline" in places
    assert len(places) == len(set(places))
