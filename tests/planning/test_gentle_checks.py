"""What cannot be is refused; what is merely odd is asked, saved once it is right, never altered."""

import datetime as dt
from collections.abc import Mapping

import pytest

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import DayRole, FieldKind, field_specs
from lp_planner.domain.records.oddities import OF_EVERYTHING, NotSureYet, Rule
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.asking_first import questions_about
from lp_planner.services.desk.bringing_in import RIGHT, Given
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.verdicts import measure_verdict
from lp_planner.services.planning import many_records, recording
from tests.cast import AMINA
from tests.factories import DAY, example, make_project, write

ABOUT_HOW_DAYS_ARE_WRITTEN = {"order", "part", "year"}
LATER = dt.date(2030, 6, 22)
SOON = DAY + dt.timedelta(days=7)
BEFORE = DAY - dt.timedelta(days=7)
A_PROBLEM = {"raised_on": DAY, "problem": "The hall was locked"}
A_SURVEY = {"asked_on": DAY, "statement": "It helps", "invited": 8, "agree": 10, "disagree": 7}
A_SESSION = {"held_on": DAY, "title": "Swap lists"}
SAID = {"decided_by": "Us", "reasons": "It works"}
ODD: tuple[tuple[str, Mapping[str, object], str], ...] = (
    ("survey_round", A_SURVEY, "17 answers from 8 people: is that right?"),
    ("survey_round", {**A_SURVEY, "invited": 20, "asked_on": LATER},
     "22 June 2030 is still to come: is that right?"),
    ("fidelity_visit", {"visited_on": LATER, "place": "Room 4"},
     "22 June 2030 is still to come: is that right?"),
    ("milestone", {"what": "Launch", "due_on": dt.date(2055, 1, 1)},
     "1 January 2055 is a long way off: is that right?"),
    ("milestone", {"what": "Launch", "due_on": DAY, "done_on": SOON},
     "12 November 2025 is still to come: is that right?"),
    ("coaching_session", {"held_on": dt.date(2012, 1, 1), "coachee": "TA-A", "action_step": "Go"},
     "1 January 2012 is long ago: is that right?"),
    ("coaching_session",
     {"held_on": DAY, "coachee": "TA-A", "action_step": "Go", "check_back_on": BEFORE},
     "You look again on 29 October 2025, but you met on 5 November 2025: is that right?"),
    ("coaching_session", {"held_on": DAY, "coachee": "TA-A", "action_step": "Go", "minutes": 900},
     "900 minutes is a lot: is that right?"),
    ("strategy", {"strategy_kind": "coaching", "what": "W", "from_on": DAY, "to_on": BEFORE},
     "It ends on 29 October 2025, but it begins on 5 November 2025: is that right?"),
    ("delivery_problem", {**A_PROBLEM, "solved_on": BEFORE},
     "It was solved on 29 October 2025, but it came up on 5 November 2025: is that right?"),
    ("sustain_decision", {**SAID, "decision": "continue", "decided_on": DAY, "review_on": BEFORE},
     ("You look at it again on 29 October 2025, but it was decided on 5 November 2025: "
      "is that right?")),
    ("development_goal", {"goal": "Listen", "agreed_on": DAY, "due_on": BEFORE},
     ("You look at it again on 29 October 2025, but it was agreed on 5 November 2025: "
      "is that right?")),
    ("training_session", {**A_SESSION, "follow_up_on": BEFORE},
     "You ask again on 29 October 2025, but the session is on 5 November 2025: is that right?"),
    ("training_session", {**A_SESSION, "promises_kept": 4},
     "4 had tried it, and nothing says how many promised to: is that right?"),
    ("baseline", {"name": "Score", "taken_on": DAY, "value": 130.0, "unit": "%"},
     "130% is not between 0 and 100: is that right?"),
    ("team_member", {"who": "Sam", "hours_a_week": 70.0},
     "70 hours in a week is a lot: is that right?"),
)  # fmt: skip
IMPOSSIBLE: tuple[tuple[str, Mapping[str, object], str, str], ...] = (
    ("training_session", {**A_SESSION, "promises_made": 10, "promises_kept": 14}, "promises_kept",
     "14 had tried it, but only 10 promised to. Please mend one of the two."),
    ("team_member", {"who": "Sam", "hours_a_week": -3.0}, "hours_a_week",
     "There cannot be -3 hours in a week. Please look at it again."),
    ("team_member", {"who": "Sam", "hours_a_week": 200.0}, "hours_a_week",
     "There are never more than 168 hours in a week; this says 200."),
    ("focus_check", {"verdict": "just_right", "reason": "So", "hours_a_week": -1.0},
     "hours_a_week", "There cannot be -1 hours in a week. Please look at it again."),
    ("measure", {"name": "Quiz", "outcome_construct": "acceptability", "target": 25.0,
                 "full_marks": 20.0},
     "target", "25 is not between 0 and 20, the full marks."),
)  # fmt: skip


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


@pytest.mark.parametrize(("kind", "values", "question"), ODD)
def test_what_is_odd_is_asked_and_saved_as_it_stands_once_it_is_right(
    planner: Workspace, kind: str, values: Mapping[str, object], question: str
) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    assert [one.question for one in questions_about(desk, project.id, kind, values)] == [question]
    with pytest.raises(NotSureYet) as asked:
        recording.write_record(desk, project.id, kind, values)
    assert str(asked.value) == question
    assert not recording.records_of(desk, project.id, kind)
    sure = {one.sentence for one in asked.value.oddities}
    saved = recording.write_record(desk, project.id, kind, values, sure=sure)
    assert {name: getattr(saved, name) for name in values} == values


@pytest.mark.parametrize(("kind", "values", "field", "sentence"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_at_its_field_however_sure_somebody_is(
    planner: Workspace, kind: str, values: Mapping[str, object], field: str, sentence: str
) -> None:
    project = make_project(planner)
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(planner.desk(AMINA), project.id, kind, values, sure=OF_EVERYTHING)
    assert refused.value.errors == {field: sentence}


def test_more_who_could_say_why_than_were_asked_is_refused(planner: Workspace) -> None:
    project = make_project(planner)
    ingredient = write(planner, project, "active_ingredient")
    values = {"ingredient_id": ingredient.id, "checked_on": DAY, "how": "A slip",
              "people_asked": 8, "could_say_why": 11}  # fmt: skip
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(planner.desk(AMINA), project.id, "understanding_check", values)
    sentence = "11 could say why, but only 8 were asked. Please mend one of the two."
    assert refused.value.errors == {"could_say_why": sentence}


def test_a_reading_over_full_marks_is_refused_and_one_over_a_hundred_per_cent_is_asked(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    quiz = write(planner, project, "measure", name="Quiz", full_marks=20.0)
    share = write(planner, project, "measure", name="Share", unit="%")
    over = {"measure_id": quiz.id, "taken_on": DAY, "value": 22.0}
    with pytest.raises(ValidationFailed, match="22 is not between 0 and 20, the full marks"):
        recording.write_record(desk, project.id, "reading", over)
    assert many_readings.look_at(desk, project.id, quiz.id, Given("5/11/2025\t22")).troubles[
        0
    ].sentence == ("22 is not between 0 and 20, the full marks.")
    with pytest.raises(NotSureYet, match="104% is not between 0 and 100"):
        recording.write_record(
            desk, project.id, "reading", {"measure_id": share.id, "taken_on": DAY, "value": 104.0}
        )
    asked = many_readings.look_at(desk, project.id, share.id, Given("5/11/2025\t104"))
    assert [question.key for question in asked.open_questions] == ["scale"]


def test_the_same_again_is_asked_in_the_form_and_skipped_in_rows(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    measure = write(planner, project, "measure", unit="%")
    values = {"measure_id": measure.id, "taken_on": DAY, "value": 64.0}
    recording.write_record(desk, project.id, "reading", values)
    with pytest.raises(NotSureYet, match="“64” of 5 November 2025 is here already"):
        recording.write_record(desk, project.id, "reading", values)
    look = many_readings.look_at(desk, project.id, measure.id, Given("05/11/2025\t64"))
    assert look.sentence == "1 already here"


def test_a_doubled_click_is_not_taken_for_the_same_again(
    planner: Workspace, project: Project
) -> None:
    values = {"held_on": DAY, "coachee": "TA-A", "action_step": "Go"}
    first, second = (
        recording.write_record(
            planner.desk(AMINA), project.id, "coaching_session", values, form_id="form-1"
        )
        for _ in range(2)
    )
    assert first.id == second.id


def test_what_a_record_says_already_is_not_asked_again_and_another_figure_is(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    saved = recording.write_record(desk, project.id, "survey_round", A_SURVEY, sure=OF_EVERYTHING)
    changed = recording.revise_record(
        desk, saved.kind, saved.id, {**A_SURVEY, "whom": "TAs"}, version=saved.version
    )
    with pytest.raises(NotSureYet, match="18 answers from 8 people"):
        recording.revise_record(
            desk, saved.kind, saved.id, {**A_SURVEY, "agree": 11}, version=changed.version
        )


def test_rows_are_asked_the_same_as_the_form(planner: Workspace, project: Project) -> None:
    desk = planner.desk(AMINA)
    rows = "statement\tasked on\tinvited\tagree\nIt helps\t05/11/2025\t8\t17"
    look = many_records.look_at_records(desk, project.id, "survey_round", Given(rows))
    assert [t.sentence for t in look.troubles] == ["17 answers from 8 people."]
    told = {question.key: RIGHT for question in look.open_questions}
    saved = many_records.bring_in_records(desk, project.id, "survey_round", Given(rows, told=told))
    assert saved.added == 1


def test_the_verdict_says_figures_that_do_not_fit_instead_of_mending_them(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure", unit="%")
    tight = write(planner, project, "active_ingredient", fixedness="tight")
    write(
        planner, project, "understanding_check",
        ingredient_id=tight.id, checked_on=DAY, how="A slip", could_say_why=11,
    )  # fmt: skip
    use = measure_verdict(planner.desk(AMINA), project.id, measure.id).use
    assert "11 can say why it matters, and nobody says of how many" in use.ingredients[0].understood


@pytest.mark.parametrize("kind", [k for k, m in RECORD_KINDS.items() if m.has_form])
def test_every_kind_knows_its_repeats_and_every_day_that_has_happened_is_asked_when_ahead(
    planner: Workspace, kind: str
) -> None:
    model = RECORD_KINDS[kind]
    assert model.same_by or model.is_once
    assert set(model.same_by) <= set(model.model_fields)
    desk, project = planner.desk(AMINA), make_project(planner)
    links = {
        kind: write(planner, project, kind).id
        for kind in dict.fromkeys(s.links_to for s in field_specs(model) if s.links_to)
        if kind
    }
    answers = example(planner, kind, links)
    happened = [
        spec.name
        for spec in field_specs(model)
        if spec.kind is FieldKind.DAY
        and (spec.has_happened or (spec.day_role is DayRole.HAPPENED and not spec.in_calendar))
    ]
    for name in happened:
        ahead = {**answers, name: desk.today() + dt.timedelta(days=1)}
        about = [one.field for one in questions_about(desk, project.id, kind, ahead)]
        assert name in about


def test_no_question_about_odd_rows_is_taken_for_one_about_how_days_are_written() -> None:
    assert ABOUT_HOW_DAYS_ARE_WRITTEN.isdisjoint(Rule)
