"""One page for governors, the priorities that projects serve, and results side by side."""

import dataclasses
import datetime as dt
import io
from collections.abc import Callable

import pytest
from docx import Document
from pypdf import PdfReader

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import SummaryReport
from lp_planner.services.accounts import people
from lp_planner.services.cohort import cohorts, shared_results, summaries
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.measures import pupils
from tests.cast import AMINA, BEN, CAST, CHLOE, DEV, GWEN, THEN
from tests.factories import make_project, write

Make = Callable[[Desk, Export[SummaryReport]], tuple[str, bytes]]
PDF, WORD = summaries.summary_exports()
NAMES = ("Marcia", "Bennett", "Daniel", "Okafor", "Hannah", "Retrieval at the door", "Play leaders")


def scores(number: int, gain: float = 2.0, group: str = "project") -> str:
    rows = [f"{group[0]}{n},{n % 7},{n % 7 + gain + n % 3},{group}" for n in range(number)]
    return "\n".join(["code,before,after,group", *rows] if group == "project" else rows)


@pytest.mark.parametrize(
    ("who", "make"),
    [("hannah", summaries.make_cohort_summary), ("ruth", summaries.make_trust_summary)],
)
def test_the_page_is_one_page_that_names_nobody_and_says_its_limits(
    demo: Workspace, who: str, make: Make
) -> None:
    actor = people.actor_for(demo, who)
    name, content = make(demo.desk(actor), PDF)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 1
    assert [round(side) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    printed = " ".join(reader.pages[0].extract_text().split())
    document = Document(io.BytesIO(make(demo.desk(actor), WORD)[1]))
    typed = " ".join(p.text for p in document.paragraphs)
    for said in (printed, typed):
        assert "never part of appraisal" in said
        assert "at least" in printed
        assert not [word for word in NAMES if word in said]
    assert "demo" in name


def test_the_cohorts_page_names_areas_and_says_that_it_is_too_early(demo: Workspace) -> None:
    report = summaries.cohort_summary(demo.desk(people.actor_for(demo, "hannah")))
    works_on, phases, standards, dates, learned = report.sections
    assert "Reading, writing and talk" in works_on.said
    assert ("All phases", "at least 10") in phases.counted
    assert [said for _, said in standards.counted] == ["at least 5"] * 4
    assert standards.said == "Held back: LP1, LP3, LP4, LP7, LP8, LP10."
    assert "10 July 2026: Submission" in dates.said
    assert learned.said.startswith("Too early to tell")


def test_fewer_than_five_projects_name_no_area_and_no_number(planner: Workspace) -> None:
    write(planner, make_project(planner, sharing=Sharing.PLAN), "priority", theme="mathematics")
    next_month = dataclasses.replace(planner, clock=lambda: THEN + dt.timedelta(days=40))
    report = summaries.cohort_summary(next_month.desk(CHLOE))
    said = repr(report)
    assert "Mathematics" not in said
    assert "at least 5" not in said
    assert "held back" not in repr(report.sections)
    # It says something all the same, and the same whoever takes part and whatever they do.
    titles = [section.title for section in report.sections]
    assert "How a change goes, in four phases" in titles
    assert "Questions that governors might ask" in titles
    empty = summaries.cohort_summary(planner.desk(CHLOE))
    assert (empty.sections, empty.intro) == (report.sections, report.intro)


@pytest.mark.parametrize("actor", CAST, ids=lambda actor: actor.person_id)
def test_each_page_is_for_its_role_alone(planner: Workspace, actor: Actor) -> None:
    if actor.role is not GWEN.role:
        with pytest.raises(PermissionDenied):
            summaries.make_trust_summary(planner.desk(actor), WORD)
        with pytest.raises(PermissionDenied):
            summaries.trust_summary(planner.desk(actor))
    if actor.role is not CHLOE.role:
        for service in (
            summaries.cohort_summary,
            cohorts.priorities_served,
            shared_results.shared_results,
            shared_results.shared_comparisons,
        ):
            with pytest.raises(PermissionDenied):
                service(planner.desk(actor))


def test_the_leader_sees_which_priorities_the_shared_projects_serve(workspace: Workspace) -> None:
    plan = make_project(workspace, title="Talk", sharing=Sharing.PLAN)
    write(workspace, plan, "priority", priority="Children talk", theme="reading_writing")
    less = make_project(workspace, BEN, title="Sums", sharing=Sharing.PROGRESS)
    write(workspace, less, "priority", BEN, priority="zebra", theme="mathematics")
    make_project(workspace, BEN, title="Mine alone")
    make_project(workspace, DEV, title="Elsewhere", sharing=Sharing.PLAN)
    served = cohorts.priorities_served(workspace.desk(CHLOE))
    assert {s.area: s.projects for s in served} == {
        "Reading, writing and talk": (("Talk", "Oakfield School", "Children talk"),),
        "Mathematics": (("Sums", "Oakfield School", ""),),
    }


def test_results_side_by_side_come_from_shared_evidence_alone_and_without_words(
    planner: Workspace,
) -> None:
    for level in (Sharing.PLAN, Sharing.PLAN_AND_EVIDENCE):
        project = make_project(planner, title=f"At {level.value}", sharing=level)
        measure = write(planner, project, "measure", name="zebra quiz", unit="marks",
                        group_formed="matched").id  # fmt: skip
        text = scores(30) + "\n" + scores(30, gain=1.0, group="comparison")
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=text)
    chart = shared_results.shared_results(planner.desk(CHLOE))
    assert chart.title == "1 result with a comparison group, 0 without"
    said = chart.table.to_csv() + chart.alt + chart.takeaway
    assert "At plan_and_evidence" in said
    assert "zebra" not in said
    sections = summaries.cohort_summary(planner.desk(CHLOE)).sections
    learned = next(s.said for s in sections if s.title == "What has been learned so far")
    assert "at least 30 pupils a group" in learned
    assert "At plan" not in learned
    assert "zebra" not in learned
