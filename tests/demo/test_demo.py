"""The demo school: whole, plausible, marked as such, and written through the services."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from lp_planner.config import ROOT, read_settings
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.measures.advice import NextStep, UseState
from lp_planner.domain.planning.generations import generations
from lp_planner.domain.quality_checks.golden_thread import broken_links
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import Adaptation, CoachingSession, FidelityVisit
from lp_planner.domain.records.errors import ContentError
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure, Reading
from lp_planner.domain.voices.rounds import RoundKind
from lp_planner.services.accounts import people
from lp_planner.services.cohort.cohorts import cohort_progress
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments, coverage, reports
from lp_planner.services.measures import results, verdicts
from lp_planner.services.measures.frames import fidelity_frame_unchecked
from lp_planner.services.planning import journey, questions, recording
from lp_planner.services.portfolio import portfolio, submissions
from lp_planner.services.voices import asking
from lp_planner.storage.integrity import orphans

LEADS = ("marcia", "daniel", "priya")


def project_of(demo: Workspace, lead: str) -> tuple[Actor, str]:
    actor = people.actor_for(demo, lead)
    return actor, projects.my_projects(demo.desk(actor))[0].id


def desk_and_project(demo: Workspace, lead: str) -> tuple[Desk, str]:
    actor, project_id = project_of(demo, lead)
    return demo.desk(actor), project_id


@pytest.mark.parametrize("lead", LEADS)
def test_the_three_full_projects_have_every_step_a_long_fidelity_series_and_evidence(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    found = journey.project_journey(demo.desk(actor), project_id)
    assert found.next_step is None
    visits = [
        v
        for v in recording.records_of(demo.desk(actor), project_id, "fidelity_visit")
        if isinstance(v, FidelityVisit)
    ]
    weeks = {v.visited_on - dt.timedelta(days=v.visited_on.weekday()) for v in visits}
    assert len(weeks) >= 12
    covered = coverage.project_coverage(demo.desk(actor), project_id)
    assert 5 <= len(covered.by_standard) < 10
    measures = results.measures_of(demo.desk(actor), project_id)
    shown = [results.measure_result(demo.desk(actor), project_id, m.id) for m in measures]
    assert any(r.series.finding.change is not None for r in shown)


@pytest.mark.parametrize(
    ("lead", "state", "reason"),
    [
        ("marcia", UseState.OPEN, ""),
        ("daniel", UseState.NOT_UNDERSTOOD, "Nobody has been asked yet why it matters."),
        ("priya", UseState.NOT_LOOKED, "Nobody has looked for 56 days."),
    ],
)
def test_of_the_full_projects_one_may_be_judged_and_two_say_what_stands_in_the_way(
    demo: Workspace, lead: str, state: UseState, reason: str
) -> None:
    desk, project_id = desk_and_project(demo, lead)
    use = verdicts.project_use(desk, project_id)
    assert use.state is state, use.reasons
    assert reason in " ".join(use.reasons)
    for measure in results.measures_of(desk, project_id):
        found = verdicts.measure_verdict(desk, project_id, measure.id)
        assert (found.step is NextStep.OTHER_EVIDENCE) == (state is UseState.OPEN)
        assert reason in found.reason


@pytest.mark.parametrize("lead", LEADS)
def test_in_each_full_project_a_coachee_becomes_a_coach_and_tight_and_loose_are_told_apart(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    coaching = [
        c
        for c in recording.records_of(demo.desk(actor), project_id, "coaching_session")
        if isinstance(c, CoachingSession)
    ]
    assert any(c.now_coaches_others for c in coaching)
    ingredients = {
        i.id: i.fixedness.value
        for i in recording.records_of(demo.desk(actor), project_id, "active_ingredient")
        if isinstance(i, ActiveIngredient)
    }
    adaptations = {
        (ingredients[a.ingredient_id], a.outcome.value)
        for a in recording.records_of(demo.desk(actor), project_id, "adaptation")
        if isinstance(a, Adaptation)
    }
    assert {("loose", "made"), ("tight", "held_back")} <= adaptations


@pytest.mark.parametrize("lead", LEADS)
def test_in_each_full_project_somebody_who_was_coached_coaches_a_person_of_their_own(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    coaching = [
        c
        for c in recording.records_of(demo.desk(actor), project_id, "coaching_session")
        if isinstance(c, CoachingSession)
    ]
    assert max(person.depth for person in generations(coaching)) >= 2


@pytest.mark.parametrize("lead", LEADS)
def test_every_kind_of_record_that_has_a_form_occurs_in_each_full_project(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    missing = [
        kind
        for kind in demo.library.pathway.text_by_kind
        if kind in RECORD_KINDS and not recording.records_of(demo.desk(actor), project_id, kind)
    ]
    assert missing == []


@pytest.mark.parametrize("lead", LEADS)
def test_the_golden_thread_of_a_full_project_ends_nowhere_in_the_air(
    demo: Workspace, lead: str
) -> None:
    thread = questions.thread_of(*desk_and_project(demo, lead))
    assert [link.question for link in broken_links(thread)] == []


@pytest.mark.parametrize("lead", LEADS)
def test_the_planner_still_asks_each_full_project_something_but_at_most_five_questions(
    demo: Workspace, lead: str
) -> None:
    asked = questions.questions_about(*desk_and_project(demo, lead))
    assert 1 <= len(asked.open) <= 5


@pytest.mark.parametrize("lead", LEADS)
def test_a_starting_point_is_not_told_again_as_the_first_reading_of_its_measure(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    begins = {
        m.id: recording.record_of(demo.desk(actor), "baseline", m.baseline_id).happened_on
        for m in recording.records_of(demo.desk(actor), project_id, "measure")
        if isinstance(m, Measure) and m.baseline_id
    }
    twice = [
        r
        for r in recording.records_of(demo.desk(actor), project_id, "reading")
        if isinstance(r, Reading) and r.taken_on <= begins.get(r.measure_id, dt.date.min)
    ]
    assert begins
    assert twice == []


@pytest.mark.parametrize("lead", LEADS)
def test_nothing_in_a_full_project_was_written_after_the_day_it_is_in_the_demo_school(
    demo: Workspace, lead: str
) -> None:
    actor, project_id = project_of(demo, lead)
    written = [
        record.created_at.date()
        for kind in RECORD_KINDS
        for record in recording.records_of(demo.desk(actor), project_id, kind)
    ]
    assert max(written) <= demo.today()


def test_the_visits_add_up_to_the_weekly_counts_of_the_story(demo: Workspace) -> None:
    actor, project_id = project_of(demo, "marcia")
    with (ROOT / "data/demo/phonics.toml").open("rb") as file:
        told = tomllib.load(file)["visits"]["weeks"]
    with demo.store.read() as reader:
        seen = fidelity_frame_unchecked(reader, project_id)
    assert actor.name == "Marcia Bennett"
    assert len(seen) == sum(3 * visits for _, visits, _ in told)
    assert int((seen["rating"] == "seen").sum()) == sum(sum(counts) for _, _, counts in told)


def test_the_cohort_page_has_twelve_projects_in_every_phase_and_one_that_stopped(
    demo: Workspace,
) -> None:
    seen = cohort_progress(demo.desk(people.actor_for(demo, "hannah"))).progress
    assert len(seen) == 12
    assert {"Explore", "Prepare", "Deliver", "Sustain", "Decided to stop"} <= set(seen["phase"])
    assert seen["last_activity"].nunique() > 8


def test_demo_exports_say_that_they_are_invented(demo: Workspace) -> None:
    actor, project_id = project_of(demo, "priya")
    report = reports.evidence_report(demo.desk(actor), project_id)
    assert report.is_demo
    for export in reports.exports():
        assert "demo" in reports.make_export(demo.desk(actor), project_id, export)[0]


def test_every_thing_in_the_demo_has_its_audit_row_and_nothing_points_nowhere(
    demo: Workspace,
) -> None:
    with demo.store.read() as reader:
        missing = [
            table
            for table in ("project", "priority", "fidelity_visit", "reading", "evidence_claim")
            if reader.rows(
                f'SELECT 1 FROM "{table}" t WHERE NOT EXISTS (SELECT 1 FROM audit_event a'
                f" WHERE a.subject = '{table}' AND a.subject_id = t.id)"
            )
        ]
    assert missing == []
    assert orphans(demo.store) == []


def test_a_story_that_cannot_be_read_leaves_no_half_written_school(
    tmp_path: Path, demo_file: Path
) -> None:
    import shutil

    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local"))
    (tmp_path / "data/demo/feedback.toml").write_text("title = ", encoding="utf-8")
    settings = read_settings(
        {
            "LP_PLANNER_DATA": str(tmp_path / "data"),
            "LP_PLANNER_DEMO_DATABASE": str(tmp_path / "out" / "demo.duckdb"),
        }
    )
    with pytest.raises(ContentError, match=r"feedback\.toml"):
        open_demo(settings)
    assert not (tmp_path / "out" / "demo.duckdb").exists()


def test_marcia_s_submission_was_read_by_a_moderator_whose_view_stands_beside_hers(
    demo: Workspace,
) -> None:
    marcia = people.actor_for(demo, "marcia")
    found = submissions.my_submissions(demo.desk(marcia))[0]
    assert found.is_unchanged
    assert submissions.copy_of(demo.desk(marcia), found.submission.id).is_demo
    assert len(found.openings) == 3
    assert found.links[0].is_open(demo.now())
    differing = [
        row.standard
        for row in found.side_by_side
        for rating in row.ratings
        if rating.level != portfolio.choices_of(demo.desk(marcia)).levels[row.standard]
    ]
    assert differing == ["LP8", "LP9"]
    assert "the missing minutes mine to find" not in found.submission.content
    assert len(portfolio.earlier_narratives(demo.desk(marcia), "LP6")) == 1


def test_in_the_demo_minutes_a_picture_and_a_colleague_s_words_hang_on_records(
    demo: Workspace,
) -> None:
    actor, project_id = project_of(demo, "marcia")
    hung = [
        attachment
        for found in attachments.attachments_by_record(demo.desk(actor), project_id).values()
        for attachment in found
    ]
    assert {a.media_type for a in hung if a.is_file} == {"text/plain", "image/png"}
    assert {a.evidence_kind.value for a in hung} == {"file", "testimonial", "minutes"}
    for attachment in hung:
        assert attachments.names_to_look_at(actor, attachment) == ()
        if attachment.is_file:
            assert attachments.file_of(demo.desk(actor), attachment.id).data
    assert demo.store.files.folder.name == "demo.duckdb.files"


def test_the_demo_has_a_round_of_each_kind_and_one_that_is_still_open(demo: Workspace) -> None:
    actor, project_id = project_of(demo, "marcia")
    views = asking.rounds_of(demo.desk(actor), project_id, list(RoundKind))
    assert {view.asked.round_kind for view in views} == set(RoundKind)
    (now_open,) = [view for view in views if view.is_open and not view.asked.is_named]
    assert now_open.asked.about == "Keep-up in Year 1, as families see it"
    assert (now_open.given, now_open.asked.expected, now_open.by_link) == (3, 12, ())
