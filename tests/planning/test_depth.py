"""Explore, Prepare, Deliver and Sustain in depth: what the steps hold, show and ask."""

import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.planning.generations import generations
from lp_planner.domain.planning.progress import latest_decision, latest_end, was_stopped
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import CoachingSession, FidelityRating
from lp_planner.domain.records.errors import (
    InvalidTransition,
    NotFound,
    PermissionDenied,
    ValidationFailed,
)
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.training_design import design_of, narrative_of
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import coverage
from lp_planner.services.measures import results, verdicts
from lp_planner.services.measures.frames import readings_frame_unchecked
from lp_planner.services.planning import calendar, questions, recording, weighing
from lp_planner.services.planning.journey import STEP, project_journey
from lp_planner.services.planning.next_steps import MOST, next_things
from tests.cast import AMINA, BEN, CHLOE, DEV
from tests.factories import DAY, claim, make_project, visit, write

WEEK = dt.timedelta(days=7)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


# Explore


def test_ratings_of_fit_stay_blind_until_everybody_expected_has_rated(
    planner: Workspace, project: Project
) -> None:
    option = write(planner, project, "option", raters_expected=2).id
    write(planner, project, "fit_rating", option_id=option, rater="TA", need=5, capacity=1)
    (view,) = weighing.options_side_by_side(planner.desk(AMINA), project.id)
    assert view.profile.is_blind
    assert view.profile.spreads == ()
    write(planner, project, "fit_rating", option_id=option, rater="Teacher", need=4, capacity=4)
    (view,) = weighing.options_side_by_side(planner.desk(AMINA), project.id)
    assert not view.profile.is_blind
    assert view.profile.weakest == ("capacity",)
    spread = {s.dimension: s for s in view.profile.spreads}
    assert (spread["capacity"].lowest, spread["capacity"].highest) == (1, 4)
    assert spread["capacity"].is_far_apart
    assert not spread["need"].is_far_apart


def test_what_nobody_knows_yet_about_the_fit_becomes_something_to_find_out(
    planner: Workspace, project: Project
) -> None:
    option = write(planner, project, "option").id
    write(planner, project, "fit_rating", option_id=option, rater="TA", need=3, support=None)
    (view,) = weighing.options_side_by_side(planner.desk(AMINA), project.id)
    assert "support" in view.profile.to_find_out
    assert "need" not in view.profile.to_find_out


def test_an_option_shows_what_is_published_with_its_date_its_doubts_and_never_a_made_up_number(
    planner: Workspace, project: Project
) -> None:
    for strand in planner.library.toolkit.strands:
        lines = weighing.strand_lines(strand)
        assert any("looked up on 28 November 2026, from: " in line for line in lines)
        assert {f"What it is: {strand.what}", f"Look out for: {strand.look_out_for}"} < set(lines)
        if strand.months is None:
            no_estimate = "no figure" if strand.security else "no reliable estimate"
            assert no_estimate in lines[0]
            assert not any(character.isdigit() for character in lines[0])
        if strand.other_months is not None or strand.other_security is not None:
            assert any("older reading" in line for line in lines)
    write(planner, project, "option", strand="learning_styles")
    (view,) = weighing.options_side_by_side(planner.desk(AMINA), project.id)
    assert view.link.startswith("https://")


def test_a_decision_is_superseded_and_never_rewritten(planner: Workspace, project: Project) -> None:
    first = write(planner, project, "adoption_decision", decision="adopt", decided_on=DAY)
    with pytest.raises(InvalidTransition, match="Record a new one"):
        recording.revise_record(
            planner.desk(AMINA), first.kind, first.id, {"decision": "stop"}, version=first.version
        )
    write(planner, project, "adoption_decision", decision="not_now", decided_on=DAY + WEEK)
    decisions = recording.records_of(planner.desk(AMINA), project.id, "adoption_decision")
    assert len(decisions) == 2
    latest = latest_decision(decisions)
    assert isinstance(latest, AdoptionDecision)
    assert latest.decision == "not_now"
    assert {k for k, m in RECORD_KINDS.items() if m.is_superseded} == {
        "adoption_decision",
        "sustain_decision",
    }


def test_a_starting_point_counts_as_the_first_reading_of_the_measure_that_begins_with_it(
    planner: Workspace, project: Project
) -> None:
    start = write(planner, project, "baseline", value=8.0, taken_on=DAY - WEEK)
    measure = write(planner, project, "measure", baseline_id=start.id)
    write(planner, project, "reading", measure_id=measure.id, taken_on=DAY, value=11.0)
    assert isinstance(measure, Measure)
    with planner.store.read() as reader:
        frame = readings_frame_unchecked(reader, measure)
    assert list(frame["value"]) == [8.0, 11.0]


# Prepare


def test_readiness_multiplies_so_one_missing_part_is_a_finding(
    planner: Workspace, project: Project
) -> None:
    for day, room in ((DAY, 4), (DAY + WEEK, 1)):
        write(planner, project, "readiness_rating", whose="TAs", rated_on=day,
              motivation=5, skill=5, room=room)  # fmt: skip
    write(planner, project, "readiness_rating", whose="Office", motivation=4, skill=None, room=3)
    groups = {
        group.whose: group
        for group in weighing.readiness_of(planner.desk(AMINA), project.id).groups
    }
    assert groups["TAs"].missing == ("room",)
    assert groups["Office"].missing == ()
    assert groups["Office"].unknown == ("skill",)


def test_a_training_session_says_which_kind_of_help_it_leaves_out(
    planner: Workspace, project: Project
) -> None:
    groups = {t.key: t.groups for t in planner.library.vocabularies["segment_kinds"].terms}
    order = list(planner.library.vocabularies["mechanism_groups"].by_key)
    assert {g for found in groups.values() for g in found} == set(order)
    talk = write(planner, project, "training_session",
                 segments=({"segment_kind": "knowledge_sharing", "what": "A talk"},))  # fmt: skip
    assert isinstance(talk, TrainingSession)
    assert design_of(talk, groups, order).missing == ("develop_techniques", "embed")
    assert design_of(talk.model_copy(update={"follow_up_on": DAY}), groups, order).missing == (
        "develop_techniques",
    )


def test_the_lp6_draft_holds_the_lead_practitioner_s_own_words_and_no_others(
    planner: Workspace, project: Project
) -> None:
    names = {t.key: t.label for t in planner.library.vocabularies["segment_kinds"].terms}
    session = write(
        planner, project, "training_session", title="Twilight",
        segments=({"segment_kind": "retrieval_quiz", "why": "So that I see where to start"},),
        why_this_way="I began with what people knew.", source_used="A clip",
        what_transfers="The routine",
    )  # fmt: skip
    assert isinstance(session, TrainingSession)
    draft = narrative_of(session, names)
    for words in ("So that I see where to start", "I began with what people knew.", "The routine"):
        assert words in draft
    without = session.model_copy(update={"segments": (), "why_this_way": ""})
    assert narrative_of(without, names) == ""


def test_a_school_starts_from_usual_dates_and_makes_them_its_own(planner: Workspace) -> None:
    usual = calendar.school_year(planner.desk(AMINA))
    assert not calendar.is_own(usual)
    calendar.add_period(planner.desk(AMINA), name="Mock exams", period_kind="busy",
                        from_on=dt.date(2026, 1, 12), to_on=dt.date(2026, 1, 23))  # fmt: skip
    own = calendar.school_year(planner.desk(BEN))
    assert calendar.is_own(own)
    assert len(own) == len(usual) + 1
    period = calendar.period_of(own, dt.date(2026, 1, 14))
    assert period is not None
    assert period.name == "Mock exams"
    assert not calendar.is_own(calendar.school_year(planner.desk(DEV)))


def test_another_school_s_calendar_is_out_of_reach_and_bad_dates_are_refused(
    planner: Workspace,
) -> None:
    calendar.take_usual_year(planner.desk(AMINA))
    first = calendar.school_year(planner.desk(AMINA))[0]
    with pytest.raises(NotFound):
        calendar.remove_period(planner.desk(DEV), getattr(first, "id"))  # noqa: B009 - mypy sees both kinds
    with pytest.raises(ValidationFailed) as refused:
        calendar.add_period(
            planner.desk(AMINA), name=" ", period_kind="?", from_on=DAY, to_on=DAY - WEEK
        )
    assert set(refused.value.errors) == {"name", "period_kind", "to_on"}
    stranger = Actor(person_id="x", name="", role=Role.SENIOR_LEADER, school_id="oakfield")
    calendar.take_usual_year(planner.desk(stranger))
    assert len(calendar.school_year(planner.desk(AMINA))) == len(planner.library.calendar.periods)


# Deliver


def test_who_was_coached_and_now_coaches_others_is_followed_through_the_generations(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "coaching_session", coachee="TA in Year 1")
    write(planner, project, "coaching_session", coachee="Ta in year 1")
    write(planner, project, "coaching_session", coach="TA in Year 1", coachee="TA in Year 2")
    write(planner, project, "coaching_session", coach="TA in Year 2", coachee="TA in Year 1")
    sessions = [
        s
        for s in recording.records_of(planner.desk(AMINA), project.id, "coaching_session")
        if isinstance(s, CoachingSession)
    ]
    (first,) = generations(sessions)
    assert first.now_coaches
    assert first.depth == 2
    assert [person.name for person in first.coaches] == ["TA in Year 2"]


def test_nothing_is_said_about_the_idea_while_it_is_not_yet_in_use(
    planner: Workspace, project: Project
) -> None:
    ingredient = write(planner, project, "active_ingredient", fixedness="tight").id
    measure = write(planner, project, "measure", direction="up").id
    for number in range(24):
        write(planner, project, "reading", measure_id=measure,
              taken_on=DAY + (number - 10) * WEEK, value=50.0 + number)  # fmt: skip
    visit(planner, project, DAY, {ingredient: "not_seen"})
    found = verdicts.measure_verdict(planner.desk(AMINA), project.id, measure)
    assert found.advice.startswith("Look first: too little has been seen lately")
    assert not found.use.is_settled
    for forbidden in ("impact", "effect", "months"):
        assert forbidden not in f"{found.advice} {found.reason} {found.sentence}".lower()


def test_once_it_is_secure_understood_and_reaching_people_the_readings_may_speak(
    planner: Workspace, project: Project
) -> None:
    ingredient = write(planner, project, "active_ingredient", fixedness="tight").id
    measure = write(planner, project, "measure", direction="up").id
    for number in range(-12, 0):
        write(planner, project, "reading", measure_id=measure,
              taken_on=DAY + number * WEEK - 10 * WEEK, value=50.0 + number * 5 % 7)  # fmt: skip
    for number in range(12):
        for_day = DAY - 10 * WEEK + number * dt.timedelta(days=5)
        values = {"visited_on": for_day, "place": f"Room {number % 4}"}
        ratings = {ingredient: FidelityRating.SEEN}
        recording.log_fidelity_visit(
            planner.desk(AMINA), project.id, values, ratings, sure=OF_EVERYTHING
        )
        write(
            planner,
            project,
            "reading",
            measure_id=measure,
            taken_on=for_day,
            value=70.0 + number * 5 % 7,
        )
    write(planner, project, "understanding_check", ingredient_id=ingredient, people_asked=6,
          could_say_why=5)  # fmt: skip
    found = verdicts.measure_verdict(planner.desk(AMINA), project.id, measure)
    assert found.use.is_settled, found.use.reasons
    assert found.advice.startswith("Sustain")
    reach = write(planner, project, "measure", outcome_construct="reach", target=90.0).id
    write(planner, project, "reading", measure_id=reach, taken_on=DAY, value=40.0)
    found = verdicts.measure_verdict(planner.desk(AMINA), project.id, measure)
    assert found.advice == "Reach those it is for first."
    assert "does not yet reach" in found.reason


def test_a_verdict_on_somebody_else_s_measure_reads_as_unknown(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure")
    assert isinstance(measure, Measure)
    for actor in (BEN, CHLOE, DEV):
        with pytest.raises(NotFound):
            verdicts.measure_verdict(planner.desk(actor), project.id, measure.id)
        with pytest.raises(NotFound):
            verdicts.project_use(planner.desk(actor), project.id)


# The questions and the ways past them


def test_a_step_can_be_passed_with_a_reason_and_taken_up_again(
    planner: Workspace, project: Project
) -> None:
    code = f"{STEP}baseline"
    with pytest.raises(ValidationFailed):
        questions.go_on_because(planner.desk(AMINA), project.id, code=code, reason="  ")
    questions.go_on_because(
        planner.desk(AMINA), project.id, code=code, reason="It is a new subject"
    )
    state = next(
        s
        for s in project_journey(planner.desk(AMINA), project.id).steps
        if s.step.key == "baseline"
    )
    assert state.is_done
    assert state.is_passed
    assert "It is a new subject" in state.reason
    questions.ask_again(planner.desk(AMINA), project.id, code=code)
    state = next(
        s
        for s in project_journey(planner.desk(AMINA), project.id).steps
        if s.step.key == "baseline"
    )
    assert not state.is_done


def test_a_question_is_answered_with_a_reason_that_stays_in_the_history(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "adoption_decision", decision="adopt")
    asked = questions.questions_about(planner.desk(AMINA), project.id)
    assert asked.open
    first = asked.open[0]
    for reason in ("We know them all", "We know them all by name"):
        questions.go_on_because(
            planner.desk(AMINA), project.id, code=first.code, about_id=first.about_id, reason=reason
        )
    after = questions.questions_about(planner.desk(AMINA), project.id)
    assert first not in after.open
    (answered,) = after.answered
    assert answered.answer.reason == "We know them all by name"
    earlier = recording.earlier_versions(
        planner.desk(AMINA), "accepted_question", answered.answer.id
    )
    assert [getattr(version, "reason", "") for version in earlier] == ["We know them all"]


def test_a_question_is_only_ever_about_one_s_own_project(
    planner: Workspace, project: Project
) -> None:
    for actor in (BEN, CHLOE, DEV):
        with pytest.raises(NotFound):
            questions.questions_about(planner.desk(actor), project.id)
        with pytest.raises(NotFound):
            questions.thread_of(planner.desk(actor), project.id)
        with pytest.raises((NotFound, PermissionDenied)):
            questions.go_on_because(planner.desk(actor), project.id, code="Q01", reason="Because")
    with pytest.raises(NotFound):
        questions.go_on_because(
            planner.desk(AMINA), project.id, code=f"{STEP}no-such-step", reason="So"
        )


def test_what_a_record_said_before_is_kept_with_every_change(
    planner: Workspace, project: Project
) -> None:
    first = write(planner, project, "active_ingredient", behaviour="Say it once")
    answers = {"behaviour": "Say it twice", "fixedness": "tight"}
    recording.revise_record(planner.desk(AMINA), first.kind, first.id, answers, version=1)
    answers["behaviour"] = "Say it three times"
    recording.revise_record(planner.desk(AMINA), first.kind, first.id, answers, version=2)
    earlier = recording.earlier_versions(planner.desk(AMINA), first.kind, first.id)
    assert [version.headline for version in earlier] == ["Say it twice", "Say it once"]
    with pytest.raises(NotFound):
        recording.earlier_versions(planner.desk(BEN), first.kind, first.id)


# What to do next


def test_home_suggests_three_things_at_most_each_with_its_reason_and_its_place(
    planner: Workspace, project: Project
) -> None:
    for number in range(5):
        write(planner, project, "coaching_session", check_back_on=DAY - number * WEEK)
    write(planner, project, "adoption_decision", decision="adopt")
    journey = project_journey(planner.desk(AMINA), project.id)
    asked = questions.questions_about(planner.desk(AMINA), project.id)
    things = next_things(planner.desk(AMINA), journey, asked)
    assert len(things) == MOST
    steps = {s.key for phase in planner.library.pathway.phases for s in phase.steps} | {"evidence"}
    for thing in things:
        assert thing.why
        assert thing.step in steps
    assert things[0].record_id
    assert "due on 5 November 2025" in things[0].why


def test_a_stopped_project_suggests_nothing(planner: Workspace, project: Project) -> None:
    write(planner, project, "adoption_decision", decision="stop")
    journey = project_journey(planner.desk(AMINA), project.id)
    asked = questions.questions_about(planner.desk(AMINA), project.id)
    assert next_things(planner.desk(AMINA), journey, asked) == ()


def test_the_plan_is_drawn_as_a_thread_with_its_loose_ends_and_a_table(
    planner: Workspace, project: Project
) -> None:
    problem = write(planner, project, "problem_statement").id
    ingredient = write(
        planner, project, "active_ingredient", behaviour="Greet at the door", problem_id=problem
    ).id
    write(planner, project, "strategy", what="A card by the door", ingredient_ids=(ingredient,))
    chart = questions.logic_model(planner.desk(AMINA), project.id)
    assert "loose" in chart.title
    assert ("Ingredients: Greet at the door", "What helps: A card by the door") in list(
        zip(chart.table.index, chart.table["To"], strict=True)
    )
    assert results.revision(planner.desk(AMINA), project.id) > 0


def test_not_yet_leads_back_to_explore_and_the_improvement_plan_is_only_a_hopeful_sign(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "priority", improvement_plan_link="Priority 2")
    write(planner, project, "readiness_rating", whose="TAs", verdict="not_yet")
    view = weighing.readiness_of(planner.desk(AMINA), project.id)
    assert view.is_not_yet
    assert view.improvement_plan_link == "Priority 2"
    write(planner, project, "readiness_rating", whose="TAs", rated_on=DAY + WEEK, verdict="ready")
    assert not weighing.readiness_of(planner.desk(AMINA), project.id).is_not_yet


def test_a_project_carries_on_from_an_earlier_one_of_one_s_own_and_never_from_another_s(
    planner: Workspace, project: Project
) -> None:
    earlier = make_project(planner, title="The year before")
    kept = projects.carry_on_from(
        planner.desk(AMINA), project.id, earlier=earlier.id, version=project.version
    )
    assert kept.carries_on_from == earlier.id
    foreign = make_project(planner, BEN)
    with pytest.raises(NotFound):
        projects.carry_on_from(
            planner.desk(AMINA), project.id, earlier=foreign.id, version=kept.version
        )
    with pytest.raises(ValidationFailed):
        projects.carry_on_from(
            planner.desk(AMINA), project.id, earlier=project.id, version=kept.version
        )


def test_the_evidence_of_all_one_s_projects_counts_together(
    planner: Workspace, project: Project
) -> None:
    second = make_project(planner, title="Another")
    claim(planner, write(planner, project, "option"), "LP5")
    claim(planner, write(planner, second, "option"), "LP5", "LP3")
    foreign = make_project(planner, BEN)
    claim(planner, write(planner, foreign, "option", BEN), "LP9", actor=BEN)
    assert coverage.standards_over_all(planner.desk(AMINA)) == {"LP5": 2, "LP3": 1}


def test_a_resource_keeps_its_earlier_versions_with_what_each_try_out_showed(
    planner: Workspace, project: Project
) -> None:
    first = write(planner, project, "resource", name="Card", where_kept="Shared drive, Cards",
                  when_needed="Every September", what_it_showed="Step two was skipped")  # fmt: skip
    recording.revise_record(
        planner.desk(AMINA), first.kind, first.id,
        {"name": "Card", "what_it_showed": "All steps", "changed_because": "A picture helps"},
        version=1,
    )  # fmt: skip
    (earlier,) = recording.earlier_versions(planner.desk(AMINA), first.kind, first.id)
    assert getattr(earlier, "what_it_showed", "") == "Step two was skipped"


@pytest.mark.parametrize(
    ("taken_on", "end", "is_stopped"),
    [(None, None, False), ("adopt", None, False), ("stop", None, True), ("not_now", None, True),
     ("adopt", "continue", False), ("adopt", "pause", True), ("stop", "continue", False)],
)  # fmt: skip
def test_what_was_decided_in_the_end_has_the_last_word_on_whether_it_was_stopped(
    planner: Workspace, taken_on: str | None, end: str | None, *, is_stopped: bool
) -> None:
    project = make_project(planner)
    if taken_on:
        write(planner, project, "adoption_decision", decision=taken_on)
    if end:
        write(planner, project, "sustain_decision", decision=end)
    records = [
        *recording.records_of(planner.desk(AMINA), project.id, "adoption_decision"),
        *recording.records_of(planner.desk(AMINA), project.id, "sustain_decision"),
    ]
    assert was_stopped(latest_decision(records), latest_end(records)) is is_stopped
