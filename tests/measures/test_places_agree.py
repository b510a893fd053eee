"""Projects of many kinds, read from every place that speaks of a measure: all say the same."""

import dataclasses
import datetime as dt
import random
import re

import pytest

from lp_planner.domain.measures.finding import Stage
from lp_planner.domain.measures.finding_words import in_a_clause, in_a_few_words, stage_in_words
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import cohorts, keeping_back, shared_results, sharing
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.reports import evidence_report
from lp_planner.services.measures import (
    many_readings,
    pooled_results,
    pupils,
    rebasing,
    results,
    verdicts,
)
from tests.cast import AMINA, CHLOE
from tests.factories import make_project, write

BEGAN = dt.date(2025, 10, 6)
WEEK = dt.timedelta(weeks=1)
KINDS = {
    "flat": (12, 12, 0.0, 0.0),
    "a step": (12, 12, 9.0, 0.0),
    "a step down": (12, 12, -9.0, 0.0),
    "rising all along": (12, 14, 0.0, 0.8),
    "few before": (3, 12, 6.0, 0.0),
    "none before": (0, 12, 0.0, 1.2),
    "none since": (9, 0, 0.0, 0.0),
    "early": (10, 2, 4.0, 0.0),
    "long": (30, 26, 0.0, 0.0),
    "rebased": (12, 16, 9.0, 0.0),
    "nothing read": (0, 0, 0.0, 0.0),
}


def generated(planner: Workspace, kind: str) -> tuple[Project, str]:
    """A shared project with pupils' scores, and readings of one kind about a first session."""
    before, since, step, drift = KINDS[kind]
    project = make_project(planner, title=f"It was {kind}", sharing=Sharing.PLAN_AND_EVIDENCE)
    write(planner, project, "training_session", held_on=BEGAN)
    measure = write(planner, project, "measure", unit="marks", direction="up", name="Quiz").id
    draw = random.Random(kind)  # noqa: S311 - a plain example, no secret
    rows = [
        f"{(BEGAN + WEEK * place):%d/%m/%Y}\t"
        f"{60 + draw.gauss(0, 2.5) + step * (place >= 0) + drift * (place + before):.2f}"
        for place in range(-before, since)
    ]
    if rows:
        many_readings.add_pasted(
            planner.desk(AMINA), project.id, measure, "\n".join(rows), sure=True
        )
    if kind == "rebased":
        rebasing.rebase_measure(
            planner.desk(AMINA), project.id, measure, from_on=BEGAN, reason="A new timetable"
        )
    scores = "\n".join(f"P{n}\t{20 + n % 7}\t{24 + n % 7 + n % 3}" for n in range(30))
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores)
    return project, measure


@pytest.fixture
def later(planner: Workspace) -> Workspace:
    """Half a year on, so that every reading lies in the past."""
    return dataclasses.replace(planner, clock=lambda: dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))


@pytest.mark.parametrize("kind", KINDS)
def test_page_document_leader_and_pooled_chart_say_one_thing(later: Workspace, kind: str) -> None:
    project, measure = generated(later, kind)
    mine = later.desk(AMINA)
    result = results.measure_result(mine, project.id, measure)
    found = result.series.finding
    few, words = in_a_few_words(found), stage_in_words(found)

    verdict = verdicts.measure_verdict(mine, project.id, measure)
    assert verdict.sentence.endswith(f"{in_a_clause(found)}.")
    if found.stage is not Stage.NO_READINGS:
        assert result.over_time.title.endswith(few)
        assert words in result.over_time.takeaway
        assert words in result.change.takeaway

    report = evidence_report(mine, project.id)
    assert [without_questions(words) in line.sentence for line in report.measures] == [True]
    assert not any("?" in line.sentence for line in report.measures)
    pictures = {picture.key: picture for picture in report.pictures}
    if "impact_0" in pictures:
        assert without_questions(words) in pictures["impact_0"].takeaway

    said = "" if found.stage is Stage.NO_READINGS else few
    assert leader_reads(later) == [said]
    view = sharing.open_shared(later.desk(CHLOE), project.id, visit="v")
    assert view.facts.moved.partition(": ")[2] == said
    for chart in (
        pooled_results.my_results(mine),
        shared_results.shared_results(later.desk(CHLOE)),
    ):
        assert chart.table["Its readings"].tolist() == [said or "none"]
        assert not said or f"its readings: {said}" in chart.alt
        hovers = [
            str(d) for t in chart.figure.data if t.customdata is not None for d in t.customdata
        ]
        assert hovers == [f"<br>Its readings: {said}" if said else ""]


def without_questions(words: str) -> str:
    """A picture in a document states; what it would ask stands beside the chart on the page."""
    sentences = re.split(r"(?<=[.?]) ", words)
    return " ".join(one for one in sentences if not one.endswith("?"))


def leader_reads(workspace: Workspace) -> list[str]:
    progress = cohorts.cohort_progress(workspace.desk(CHLOE)).progress
    return [moved.partition(": ")[2] for moved in progress["moved"]]


def test_where_what_is_kept_back_would_alter_it_the_leader_reads_nothing(later: Workspace) -> None:
    project, _ = generated(later, "a step")
    first = write(later, project, "training_session", held_on=BEGAN - 6 * WEEK)
    assert leader_reads(later) == ["described, not judged"]
    keeping_back.keep_back(
        later.desk(AMINA), project.id, kind=first.kind, record_id=first.id, is_out=True
    )
    assert leader_reads(later) == [""]


@pytest.mark.parametrize("level", [Sharing.PROGRESS, Sharing.PLAN])
def test_below_shared_evidence_the_leader_reads_nothing_of_a_measure(
    later: Workspace, level: Sharing
) -> None:
    project = make_project(later, sharing=level)
    measure = write(later, project, "measure", name="Quiz")
    write(later, project, "reading", measure_id=measure.id, taken_on=BEGAN, value=5.0)
    assert leader_reads(later) == [""]
