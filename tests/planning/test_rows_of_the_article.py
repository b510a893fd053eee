"""Rows of docs/requirements.md, one by one: what is asked is answered, and the answer matters.

Each test fails when the question, the field, or what the planner makes of the answer is taken away.
"""

import datetime as dt
import re

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.services.accounts import people
from lp_planner.services.desk.answers import record_details
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import evidence, reports
from lp_planner.services.evidence.coverage import project_coverage, standards_in_view
from lp_planner.services.evidence.evidence import EvidenceOfRecord
from lp_planner.services.planning import (
    journey,
    next_steps,
    questions,
    recording,
    rows,
    search,
    this_week,
    weighing,
)
from lp_planner.services.portfolio import portfolio
from tests.cast import AMINA
from tests.factories import claim, make_project, write
from tests.page_script import Opener, words

DAY = dt.date(2025, 11, 3)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def evidence_from(
    planner: Workspace, project: Project, kind: str, **answers: object
) -> EvidenceOfRecord:
    record = write(planner, project, kind, AMINA, **answers)
    return evidence.evidence_of(planner.desk(AMINA), kind, record.id)


ASKED = [
    pytest.param(7, "priority", {"why_here": "It came up three times"}, "LP5",
                 r"why this school, and why now", "a reason for it here and now", id="7 here"),
    pytest.param(7, "priority", {"why_me": "I see them every day"}, "LP3",
                 r"why you", "what placed you to do it", id="7 me"),
    pytest.param(8, "priority", {"sponsor": "Deputy head"}, "LP3",
                 r"who in the leadership team backs this", "backing from a leader", id="8 and 64"),
    pytest.param(23, "shared_understanding", {"supported": "A card"}, "LP1",
                 r"what help do they get", "the help they get", id="23 help"),
    pytest.param(23, "shared_understanding", {"recognised": "By name"}, "LP1",
                 r"how is their effort recognised", "thanks for their effort", id="23 effort"),
    pytest.param(35, "shared_understanding", {"vision": "Everybody is greeted"}, "LP1",
                 r"vision and the values", "what it is for", id="35"),
    pytest.param(36, "stakeholder", {"felt_before": "Tired of it"}, "LP2",
                 r"how did they feel about it at the start", "how they felt at first", id="36"),
    pytest.param(36, "stakeholder", {"what_changed": "They asked for more"}, "LP2",
                 r"how do they feel now", "what came out differently because of them",
                 id="36 after"),
    pytest.param(38, "development_goal", {"outcome": "passed"}, "LP4",
                 r"what came of it", "a look back", id="38 and 81"),
    pytest.param(38, "development_goal", {"result": "I end on time"}, "LP4",
                 r"how do you know", "what came of it", id="38 result"),
    pytest.param(45, "coaching_session", {"question_asked": "What did you see?"}, "LP8",
                 r"question", "a question to think about", id="45"),
    pytest.param(46, "team_member", {"decides_on": "The rota"}, "LP9",
                 r"decide", "something to decide", id="46"),
    pytest.param(47, "network_contact", {"decision_changed": "We left the scheme"}, "LP10",
                 r"which decision came out differently", "a decision that came out differently",
                 id="47 and 101"),
    pytest.param(64, "focus_check", {"right_here_now": "A new team began"}, "LP3",
                 r"right focus for this school, now", "why it is right for you now", id="64"),
    pytest.param(92, "resource", {"when_needed": "September"}, "LP6",
                 r"when in the year is it needed", "the moment for it", id="92"),
    pytest.param(94, "sustain_decision", {"who_could_follow": "The infants"}, "LP9",
                 r"near or far, could follow", "who else could follow", id="94"),
    pytest.param(101, "network_contact", {"what_we_learned": "Start small"}, "LP10",
                 r"what did you learn|learn", "what we learnt", id="101"),
    pytest.param(15, "option", {"studied_with": "Year 2 in three schools"}, "LP5",
                 r"tried with|studied", "who it was tried with", id="15 with whom"),
    pytest.param(15, "option", {"evidence": "Four studies"}, "LP5",
                 r"evidence|known", "the evidence for it", id="15 evidence"),
    pytest.param(15, "option", {"doubts": "All of them in cities"}, "LP5",
                 r"doubt", "what you doubt about it", id="15 doubts"),
    pytest.param(68, "priority", {"benefit_community": "Families know what to ask"}, "LP3",
                 r"families or the community", "what it should give families", id="68"),
    pytest.param(71, "active_ingredient", {"looks_like": "A hand on the door"}, "LP7",
                 r"look", "what it looks like", id="71"),
    pytest.param(78, "adoption_decision", {"own_part": "The rota is mine"}, "LP3",
                 r"what was yours to decide", "your own part in it", id="78"),
    pytest.param(79, "stakeholder", {"how_involved": "They tried it first"}, "LP2",
                 r"involve", "how they took part", id="79"),
    pytest.param(95, "coaching_session", {"outcome": "secured"}, "LP8",
                 r"what became of the step", "a look at what came of it", id="95"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "kind", "answer", "standard", "asked", "reason"), ASKED)
def test_what_a_row_asks_is_asked_in_its_form_and_the_answer_speaks_for_its_standard(
    planner: Workspace, project: Project, row: int, kind: str, answer: dict[str, object],
    standard: str, asked: str, reason: str,
) -> None:  # fmt: skip
    (name,) = answer
    field = planner.library.pathway.text_by_kind[kind].field_by_name[name]
    assert re.search(asked, f"{field.label} {field.help}".lower()), row
    without = evidence_from(planner, project, kind)
    given = evidence_from(planner, project, kind, **answer)
    assert reason not in next(p.why for p in without.proposals if p.standard == standard)
    assert reason in next(p.why for p in given.proposals if p.standard == standard)


def test_row_4_what_was_written_once_is_offered_wherever_it_is_needed_again(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    record = write(
        planner, project, "peer_session", purpose="To watch the door",
        what_changed="Two doors now open at one",
    )  # fmt: skip
    found = evidence.evidence_of(desk, record.kind, record.id)
    assert found.what_changed == "Two doors now open at one"
    offered = found.proposals[0]
    evidence.claim_evidence(
        desk, record.kind, record.id, claims={offered.standard: offered.says},
        reach=found.reach.value, what_changed=found.what_changed,
    )  # fmt: skip
    account = portfolio.words_to_start_from(desk, offered.standard)
    assert offered.says.rstrip(".") in account
    assert "Two doors now open at one." in account


def test_row_22_a_group_that_is_not_ready_is_named_with_what_holds_it_and_asks_for_an_action(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    write(planner, project, "training_session", held_on=DAY + dt.timedelta(days=60))
    rated = write(
        planner, project, "readiness_rating", whose="Midday supervisors", motivation=4, skill=4,
        room=1, verdict="not_yet", gap="No minute to talk",
    )  # fmt: skip
    view = weighing.readiness_of(desk, project.id)
    assert view.is_not_yet
    assert [(g.whose, g.missing) for g in view.groups] == [("Midday supervisors", ("room",))]
    assert rated.id in {a.about_id for a in questions.questions_about(desk, project.id).open}
    answers = {
        name: getattr(rated, name)
        for name in ("whose", "rated_on", "motivation", "skill", "room", "verdict", "gap")
    }
    recording.revise_record(
        desk, rated.kind, rated.id, {**answers, "action": "Ten minutes on Monday"}, version=1
    )
    assert rated.id not in {a.about_id for a in questions.questions_about(desk, project.id).open}


def test_row_25_what_has_to_be_in_place_comes_back_on_its_day_with_a_person_until_it_is(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    item = write(
        planner, project, "infrastructure_item", what="Hooks at the door", owner="Site manager",
        needed_by=DAY,
    )  # fmt: skip
    due = next_steps.due_now(desk, project.id)
    assert [(d.record_id, d.due_on) for d in due] == [(item.id, DAY)]
    (row,) = rows.rows_of(desk, project.id, [item], due)
    assert "Site manager" in row.note
    this_week.say_done(desk, item.kind, item.id, version=1)
    assert next_steps.due_now(desk, project.id) == ()


def test_row_26_a_problem_of_the_first_weeks_comes_back_until_it_is_dealt_with(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    kinds = planner.library.vocabularies["leadership_kinds"].by_key
    assert {"check_in", "success", "thanks", "obstacle"} <= kinds.keys()
    problem = write(
        planner, project, "delivery_problem", raised_on=DAY - dt.timedelta(days=20),
        problem="Two meet at the door",
    )  # fmt: skip
    assert [d.record_id for d in next_steps.due_now(desk, project.id)] == [problem.id]
    this_week.say_done(desk, problem.kind, problem.id, version=1)
    assert next_steps.due_now(desk, project.id) == ()


def test_row_30_a_review_without_a_decision_is_not_kept(
    planner: Workspace, project: Project
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(
            planner.desk(AMINA), project.id, "review_meeting",
            {"held_on": DAY, "looked_at": "Four weeks of visits"},
        )  # fmt: skip
    assert set(refused.value.errors) == {"decision"}


def test_row_34_documents_say_the_category_of_each_standard(
    planner: Workspace, project: Project
) -> None:
    record = write(planner, project, "option")
    claim(planner, record, "LP1", "LP5", "LP8")
    report = reports.evidence_report(planner.desk(AMINA), project.id)
    names = [category.name for category in planner.library.framework.categories]
    assert {section.key: section.category for section in report.told} == dict(
        zip(("LP1", "LP5", "LP8"), names, strict=True)
    )


def test_row_34_the_evidence_page_stands_under_its_categories(opened: Opener) -> None:
    school = opened.school()
    desk = school.desk(people.actor_for(school, "marcia"))
    in_view = set(standards_in_view(desk, opened.project_of("marcia")))
    expected = [
        category.name
        for category in school.library.framework.categories
        if in_view & {standard.key for standard in category.standards}
    ]
    said = words(opened("demo:marcia", "evidence"))
    assert len(expected) > 1
    assert [name for name in expected if f"**{name}**" not in said] == []


@pytest.mark.parametrize("kind", ["option", "strategy", "resource", "active_ingredient"])
def test_row_58_an_idea_a_strategy_a_resource_or_a_technique_can_be_what_spread(
    planner: Workspace, project: Project, kind: str
) -> None:
    record = write(planner, project, kind)
    offered = evidence.evidence_of(planner.desk(AMINA), kind, record.id).proposals[0].standard
    claim(planner, record, offered, reach="another_team")
    found = project_coverage(planner.desk(AMINA), project.id)
    assert [(line.record_kind, line.reach.value) for line in found.lines] == [
        (kind, "another_team")
    ]


def test_row_65_a_new_project_begins_with_a_priority_of_the_improvement_plan(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    first = journey.project_journey(desk, project.id).next_step
    assert first is not None
    assert first.step.key == "priority"
    found = evidence_from(planner, project, "priority", improvement_plan_link="Plan, priority 2")
    assert "its place in the improvement plan" in found.proposals[0].why
    after = journey.project_journey(desk, project.id).next_step
    assert after is not None
    assert after.step.key != "priority"


def test_row_76_prepare_speaks_first_of_all_of_standards_1_to_4(library: Library) -> None:
    steps = library.pathway.phase_by_key["prepare"].steps
    first = [
        p.standard
        for step in steps
        for p in library.pathway.text_by_kind[step.kind].standards
        if p.is_primary
    ]
    personal = sum(s in {"LP1", "LP2", "LP3", "LP4"} for s in first)
    assert personal > sum(s in {"LP5", "LP6", "LP7"} for s in first)
    assert personal > sum(s in {"LP8", "LP9", "LP10"} for s in first)


@pytest.mark.parametrize("how", ["model_practice", "open_door"])
def test_row_80_one_s_own_practice_or_that_of_others_as_an_example_is_offered_for_lp2(
    planner: Workspace, project: Project, how: str
) -> None:
    found = evidence_from(planner, project, "activity", activity_type=how)
    assert "LP2" in {p.standard for p in found.proposals}


def test_row_81_a_goal_stands_beside_its_result_and_says_when_it_was_passed(
    planner: Workspace, project: Project
) -> None:
    goal = write(
        planner, project, "development_goal", goal="End on time", outcome="passed",
        result="Four of four ended early",
    )  # fmt: skip
    (row,) = rows.rows_of(planner.desk(AMINA), project.id, [goal], ())
    assert row.says == "End on time"
    assert "Reached and passed" in row.tags
    assert "Four of four ended early" in row.note


def test_row_82_a_vision_that_reached_another_team_is_asked_for_its_audience(
    planner: Workspace, project: Project
) -> None:
    record = write(planner, project, "activity", activity_type="expectations_agreement")
    evidence.claim_evidence(
        planner.desk(AMINA), record.kind, record.id, claims={"LP1": "I said what it is for"},
        reach="another_team", what_changed="They asked to join",
    )  # fmt: skip
    asked = questions.questions_about(planner.desk(AMINA), project.id).open
    assert [a.question for a in asked if a.code == "Q43"] == [
        "You wrote “I said what it is for”. Who beyond your own team was it for?"
    ]


def test_row_92_a_resource_is_found_by_the_time_of_year_it_is_needed_and_says_where_it_is(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    card = write(
        planner, project, "resource", name="Routine card", when_needed="September",
        where_kept="Shared drive, Cards", who_uses_it="All six at the door",
    )  # fmt: skip
    write(planner, project, "resource", name="Exam sheet", when_needed="June")
    (found,) = search.find(desk, project.id, "september")
    assert found.asked["record"] == card.id
    (row,) = rows.rows_of(desk, project.id, [card], ())
    assert row.tags == ("September",)
    assert "Shared drive, Cards" in row.note
    assert "All six at the door" in row.note


def test_row_99_each_change_of_the_plan_keeps_what_stood_there_and_why_it_was_changed(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    record = write(planner, project, "active_ingredient", behaviour="Greet each child by name")
    assert questions.asks_why_it_changed(record) == ""
    for version, (behaviour, why) in enumerate(
        [("Greet by name at the door", "The hall was too loud"), ("Greet and say one thing", "")],
        start=1,
    ):
        record = recording.revise_record(
            desk, record.kind, record.id,
            {"behaviour": behaviour, "fixedness": "tight"}, version=version,
        )  # fmt: skip
        code = questions.asks_why_it_changed(record)
        assert code
        if why:
            questions.go_on_because(desk, project.id, code=code, about_id=record.id, reason=why)
    assert questions.why_it_changed(desk, project.id, record.id) == {2: "The hall was too loud"}
    said = [
        getattr(v, "behaviour", "")
        for v in recording.earlier_versions(desk, record.kind, record.id)
    ]
    assert said == ["Greet by name at the door", "Greet each child by name"]


def test_row_99_a_changed_line_of_the_plan_asks_why_and_shows_the_reason(opened: Opener) -> None:
    school = opened.school()
    desk = school.desk(people.actor_for(school, "marcia"))
    project_id = opened.project_of("marcia")
    record = recording.records_of(desk, project_id, "active_ingredient")[0]
    answers = {
        spec: getattr(record, spec)
        for spec in ("behaviour", "fixedness", "who", "how_often", "limits")
    }
    recording.revise_record(
        desk, record.kind, record.id, {**answers, "behaviour": "Every child is heard"},
        version=record.version,
    )  # fmt: skip
    app = opened("demo:marcia", "prepare", step="ingredients", record=record.id)
    key = f"reason|{project_id}|changed:{record.version + 1}|{record.id}"
    app.text_area(key=f"{key}|words").set_value("One was never heard").run()
    app.button(key=f"{key}|keep").click().run()
    assert not app.exception
    assert "It changed because: One was never heard" in words(app).replace("*", "")


def test_row_104_support_staff_can_fill_in_every_needed_answer_with_an_example_of_their_own(
    library: Library,
) -> None:
    """No needed answer names a class or a lesson, and the core says what it looks like for them."""
    for step in library.pathway.core:
        text = library.pathway.text_by_kind[step.kind]
        shown = {whom for field in text.fields for whom in field.examples}
        assert {"support", "primary_support"} & shown or "support" in step.notes, step.key


def test_what_is_answered_stands_in_the_documents_under_its_own_question(
    planner: Workspace, project: Project
) -> None:
    for kind, name, said in (
        ("focus_check", "right_here_now", "A new team began"),
        ("shared_understanding", "vision", "Everybody is greeted"),
        ("sustain_decision", "who_could_follow", "The infants"),
    ):
        record = write(planner, project, kind, AMINA, **{name: said})
        label = planner.library.pathway.text_by_kind[kind].field_by_name[name].label
        assert (label, said) in record_details(planner.library, record, {})


def test_row_67_any_theme_will_do_and_those_that_are_named_are_examples(
    planner: Workspace,
) -> None:
    for theme in planner.library.vocabularies["priority_themes"].by_key:
        project = make_project(planner, title=theme)
        found = evidence_from(planner, project, "priority", theme=theme)
        assert found.proposals, theme
        assert questions.questions_about(planner.desk(AMINA), project.id).open == ()


def test_row_77_the_options_turned_down_stand_behind_the_decision(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "option", name="Keep it as it is", option_kind="do_nothing")
    alone = evidence_from(planner, project, "adoption_decision")
    write(planner, project, "option", name="Ring the bell later")
    beside = evidence_from(planner, project, "adoption_decision")
    assert "others side by side" not in alone.proposals[0].why
    assert "others side by side" in beside.proposals[0].why
