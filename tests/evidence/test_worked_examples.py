"""What people really bring: the article's twilight, and a plan on the EEF's five columns.

The plan is a reading-fluency project of the kind that public guidance describes, in our own words.
"""

import datetime as dt

import pytest

from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.exports.catalogue import EXPORTS
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import evidence, reports
from lp_planner.services.measures import results
from lp_planner.services.planning import plan, recording
from tests.cast import AMINA
from tests.factories import claim, make_project, write

WHY = (
    "I begin with a quiz so that each of us recalls what we know and finds our own gaps. Then I "
    "share one idea. In the discussion people make it their own, and the exit ticket asks each "
    "for one change, because a promise turns interest into practice."
)


def test_the_article_s_phonics_twilight_can_be_entered_and_evidences_standards_6_5_and_7(
    workspace: Workspace,
) -> None:
    project = make_project(workspace, title="Phonics")
    session = recording.write_record(
        workspace.desk(AMINA), project.id, "training_session",
        {
            "title": "Phonics twilight", "held_on": dt.date(2025, 11, 5), "people": 11,
            "segments": (
                {"segment_kind": "retrieval_quiz", "minutes": 10, "what": "Ten questions",
                 "why": "To find out where each of us is"},
                {"segment_kind": "knowledge_sharing", "minutes": 20, "what": "One idea, one clip",
                 "why": "A credible source makes effort worthwhile"},
                {"segment_kind": "discussion", "minutes": 20, "what": "For or against?",
                 "why": "To construct a meaning of our own"},
                {"segment_kind": "exit_ticket", "minutes": 10, "what": "One change each",
                 "why": "A call to action"},
            ),
            "why_this_way": WHY, "source_used": "A specialist’s clip on blending",
            "what_transfers": "The order; the content is theirs to change",
            "promises_made": 11, "promises_kept": 9,
        }, sure=OF_EVERYTHING)  # fmt: skip
    assert isinstance(session, TrainingSession)
    assert session.minutes == 60
    proposed = [p.standard for p in workspace.library.proposals(session)]
    assert proposed[:1] == ["LP6"]
    assert {"LP5", "LP7"} <= set(proposed)
    claim(workspace, session, "LP6", "LP5", "LP7", words="I said why the session runs this way")
    report = reports.evidence_report(workspace.desk(AMINA), project.id)
    shown = {s.key: s.entries for s in report.standards if s.entries}
    assert set(shown) == {"LP5", "LP6", "LP7"}
    details = " ".join(words for _, words in shown["LP6"][0].details)
    assert WHY in details
    for part in ("Ten questions", "One idea, one clip", "For or against?", "One change each"):
        assert part in details
    assert "To construct a meaning of our own" in details


@pytest.fixture
def fluency(workspace: Workspace) -> Project:
    """A whole plan on the five columns: why, what, how, how well, and so."""
    project = make_project(workspace, title="Reading fluency in Years 3 and 4")
    write(
        workspace, project, "priority",
        priority="Every child in Years 3 and 4 reads with ease",
        improvement_plan_link="Plan 2: reading across the curriculum",
    )  # fmt: skip
    write(
        workspace, project, "problem_statement",
        staff_behaviour="Reading aloud is left to whole-class texts; nobody hears each child.",
        pupil_behaviour="Children read word by word and stop when a text is long.",
        pupil_outcome="31 of 88 read fewer words a minute than expected.",
    )  # fmt: skip
    ingredients = [
        write(workspace, project, "active_ingredient", behaviour=behaviour, fixedness=fixed,
              who=who, how_often=often, limits=limits)
        for behaviour, fixed, who, often, limits in (
            ("Adults model a passage with expression", "tight", "Class adults", "Daily", ""),
            ("Pupils read it again in pairs", "tight", "All pupils", "Daily, eight minutes", ""),
            ("Partners give one point of feedback", "tight", "All pupils", "Each reading", ""),
            ("Texts are chosen by the class team", "loose", "Class team", "Weekly",
             "Any text at the right level"),
        )
    ]  # fmt: skip
    for kind, what, ingredient in (
        ("training", "Two twilights and a model lesson", ingredients[0]),
        ("resources", "Passages at three levels", ingredients[3]),
        ("coaching", "The reading lead coaches each team twice", ingredients[2]),
        ("monitoring_feedback", "Short visits every fortnight", ingredients[1]),
        ("time_and_timetable", "Twenty minutes after lunch", ingredients[1]),
    ):
        write(workspace, project, "strategy", strategy_kind=kind, what=what,
              ingredient_ids=(ingredient.id,))  # fmt: skip
    for horizon, construct, name, target in (
        ("short", "acceptability", "Adults find it worth the time", 4.0),
        ("short", "fidelity", "Paired reading seen in visits", 60.0),
        ("medium", "fidelity", "Feedback between partners seen in visits", 80.0),
        ("medium", "reach", "Children who read aloud every day", 90.0),
        ("long", "sustainment", "Teams that still do it a term later", 100.0),
        ("short", "pupil_outcome", "Children who choose to read aloud", 50.0),
        ("medium", "pupil_outcome", "Words read correctly in a minute", 95.0),
        ("long", "pupil_outcome", "Year 4 reading at the expected level", 75.0),
        ("medium", "staff_outcome", "Adults sure how to teach fluency", 4.0),
    ):
        write(workspace, project, "measure", name=name, outcome_construct=construct,
              horizon=horizon, target=target, due_on=dt.date(2026, 6, 26),
              response_if_missed="Ask what got in the way")  # fmt: skip
    return project


def test_a_plan_on_five_columns_can_be_entered_whole_and_is_drawn_from_the_records(
    workspace: Workspace, fluency: Project
) -> None:
    columns = {
        part.name: [line.printed for line in part.lines]
        for part in plan.plan_on_a_page(workspace.desk(AMINA), fluency.id)
    }
    assert {name: len(lines) for name, lines in columns.items()} == {
        "Why?": 4, "What?": 4, "How?": 5, "How well?": 5, "And so?": 4,
    }  # fmt: skip
    assert "Staff: Reading aloud is left" in columns["Why?"][1]
    assert "(loose)" in columns["What?"][3]
    assert "May vary: Any text at the right level" in columns["What?"][3]
    assert any("target 80" in line and "26 June 2026" in line for line in columns["How well?"])
    assert any("Year 4 reading" in line for line in columns["And so?"])


def test_every_export_carries_the_whole_plan(workspace: Workspace, fluency: Project) -> None:
    report = reports.evidence_report(workspace.desk(AMINA), fluency.id)
    assert sum(len(column.lines) for column in report.plan) == 22
    assert len(report.measures) == 9
    for export in EXPORTS:
        name, content = reports.make_export(workspace.desk(AMINA), fluency.id, export)
        assert name.startswith("reading-fluency-in-years-3-and-4-evidence-2025-11-05")
        assert len(content) > 100


def test_what_was_said_in_coaching_stays_out_of_every_export(workspace: Workspace) -> None:
    project = make_project(workspace)
    record = write(
        workspace, project, "coaching_session", coachee="zebra-name", action_step="zebra-step",
        evidence_seen="zebra-seen", question_asked="zebra-asked", what_was_heard="zebra-heard",
    )  # fmt: skip
    claim(workspace, record, "LP8", words="I asked and listened")
    assert "zebra" not in repr(reports.evidence_report(workspace.desk(AMINA), project.id))
    for export in EXPORTS:
        assert b"zebra" not in reports.make_export(workspace.desk(AMINA), project.id, export)[1]
    assert evidence.evidence_of(workspace.desk(AMINA), record.kind, record.id).confirmed


def test_no_figure_is_called_an_impact_without_a_comparison_group(workspace: Workspace) -> None:
    project = make_project(workspace)
    measure = write(workspace, project, "measure", name="Words read", unit="of 40")
    write(workspace, project, "training_session", held_on=dt.date(2025, 11, 5))
    for on, value in ((dt.date(2025, 10, 1), 10.0), (dt.date(2026, 6, 1), 33.0)):
        write(workspace, project, "reading", measure_id=measure.id, taken_on=on, value=value,
              people=30)  # fmt: skip
    result = results.measure_result(workspace.desk(AMINA), project.id, measure.id)
    over_time, change = result.over_time, result.change
    said = f"{over_time.title} {over_time.takeaway}"
    said += f" {change.title} {change.alt}"
    assert "no comparison group" in said
    for word in ("impact", "effect", "months of progress", "caused"):
        assert word not in said.lower()
