"""A leader's charts of a shared project: its lead's own finding, and not a word beside it."""

import datetime as dt

import pytest

from lp_planner.domain.measures.finding_words import said
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import sharing
from lp_planner.services.cohort.shared_measures import SharedMeasure
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import rebasing, results
from tests.cast import AMINA, CHLOE
from tests.factories import DAY, make_project, share, write

WEEK = dt.timedelta(weeks=1)
VALUES = [50.0, 51.0, 52.0] * 4 + [62.0, 63.0, 64.0] * 4
NOTE, TRAINED, ADAPTED, REASON = "Said by J", "Twilight with J", "J asked for it", "J moved room"


@pytest.fixture
def project(planner: Workspace) -> Project:
    made = make_project(planner)
    share(planner, made, Sharing.PLAN_AND_EVIDENCE)
    return made


def measured(planner: Workspace, project: Project) -> str:
    measure = write(planner, project, "measure", name="Calm starts", unit="%", direction="up").id
    for n, value in enumerate(VALUES):
        write(planner, project, "reading", measure_id=measure, value=value,
              taken_on=DAY + n * WEEK, note=NOTE)  # fmt: skip
    return measure


def seen(planner: Workspace, project: Project, visit: str = "v") -> tuple[SharedMeasure, ...]:
    return sharing.open_shared(planner.desk(CHLOE), project.id, visit=visit).measures


def test_the_leader_reads_the_sentence_that_its_lead_reads(
    planner: Workspace, project: Project
) -> None:
    measure = measured(planner, project)
    mine = results.measure_result(planner.desk(AMINA), project.id, measure)
    (shown,) = seen(planner, project)
    assert shown.says == said(mine.series.finding)
    assert shown.chart is not None
    assert shown.chart.table.iloc[:, 1].tolist() == mine.over_time.table.iloc[:, 1].tolist()


def test_no_word_beside_a_reading_a_mark_or_a_new_level_is_in_the_chart(
    planner: Workspace, project: Project
) -> None:
    measure = measured(planner, project)
    links = {"active_ingredient": write(planner, project, "active_ingredient").id}
    write(planner, project, "training_session", title=TRAINED, held_on=DAY + 11 * WEEK)
    write(planner, project, "adaptation", ingredient_id=links["active_ingredient"], what=ADAPTED,
          why=ADAPTED, outcome="held_back", decided_on=DAY + 15 * WEEK)  # fmt: skip
    rebasing.rebase_measure(
        planner.desk(AMINA), project.id, measure, from_on=DAY + 12 * WEEK, reason=REASON
    )
    own = results.measure_result(planner.desk(AMINA), project.id, measure).over_time
    words_of_mine = own.figure.to_json() + own.table.to_string() + own.how_to_read
    (shown,) = seen(planner, project)
    assert shown.chart is not None
    chart = shown.chart
    words = chart.figure.to_json() + chart.table.to_string() + chart.how_to_read + chart.alt
    for word in (NOTE, TRAINED, ADAPTED, REASON):
        assert word not in words + shown.says
    assert any(word in words_of_mine for word in (NOTE, TRAINED, ADAPTED, REASON))


@pytest.mark.parametrize("level", [Sharing.PROGRESS, Sharing.PLAN])
def test_below_plan_and_evidence_there_is_no_chart(
    planner: Workspace, project: Project, level: Sharing
) -> None:
    measured(planner, project)
    share(planner, project, level)
    assert seen(planner, project) == ()
