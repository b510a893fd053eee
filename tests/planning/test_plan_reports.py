"""The plan, the dates and the cohort leave the planner: stable names, no word that should stay."""

import dataclasses
import datetime as dt
import io
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.exports.catalogue import COHORT_EXPORTS, Export
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.report import CohortReport
from lp_planner.services.accounts import people
from lp_planner.services.cohort import cohort_reports, dates_export
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import plan_reports, recording
from tests.cast import AMINA, CHLOE, EFUA, THEN
from tests.factories import DAY, claim, make_project, write

DUE = dt.date(2026, 3, 27)


def events(workspace: Workspace, project_id: str) -> dict[str, dict[str, str]]:
    """The entries of the calendar by their UID."""
    _, content = dates_export.make_calendar(workspace.desk(AMINA), project_id)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    calendar: Any = Calendar.from_ical(content)
    assert str(calendar["x-wr-timezone"]) == "Europe/London"
    return {
        str(event["uid"]): {
            "what": str(event["summary"]),
            "on": f"{event['dtstart'].dt:%Y%m%d}",
            "until": f"{event['dtend'].dt:%Y%m%d}",
            "sequence": str(event["sequence"]),
            "status": str(event["status"]),
        }
        for event in calendar.walk("VEVENT")
    }


def test_milestones_check_backs_readings_and_reviews_are_whole_days(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "milestone", what="Launch", due_on=DUE)
    write(workspace, project, "measure", name="Phonics check", due_on=DUE)
    write(workspace, project, "review_meeting", held_on=DUE)
    write(workspace, project, "coaching_session", coachee="Sam Green", goal="Pause more",
          check_back_on=DUE)  # fmt: skip
    write(workspace, project, "development_goal", goal="Speak up", due_on=DUE)
    found = events(workspace, project.id).values()
    assert {"Launch", "Reading due: Phonics check", "Coaching: look again at the step agreed"} < {
        event["what"] for event in found
    }
    assert {event["on"] for event in found} == {"20260327"}
    assert {event["until"] for event in found} == {"20260328"}


def test_no_name_and_no_word_from_coaching_is_in_a_calendar(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "coaching_session", coachee="Samgreen", goal="Pausemore",
          action_step="Countfive", check_back_on=DUE)  # fmt: skip
    write(workspace, project, "development_goal", goal="Speakup", due_on=DUE)
    _, content = dates_export.make_calendar(workspace.desk(AMINA), project.id)
    for word in (b"Samgreen", b"Pausemore", b"Countfive", b"Speakup"):
        assert word not in content
    assert content.count(b"BEGIN:VEVENT") == 2


def test_an_entry_keeps_its_name_when_it_moves_and_is_struck_out_when_it_goes(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "milestone", what="Launch", due_on=DUE)
    (uid,) = events(workspace, project.id)
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=2))
    moved = recording.revise_record(
        later.desk(AMINA), "milestone", record.id, {"what": "Launch", "due_on": DAY}, version=1
    )
    assert events(workspace, project.id)[uid] == {
        "what": "Launch",
        "on": "20251105",
        "until": "20251106",
        "sequence": "1",
        "status": "CONFIRMED",
    }
    recording.remove_record(later.desk(AMINA), "milestone", moved.id, version=2)
    gone = events(workspace, project.id)[uid]
    assert (gone["what"], gone["status"]) == (dates_export.GONE, "CANCELLED")


def test_what_is_typed_cannot_add_a_line_to_the_calendar(workspace: Workspace) -> None:
    project = make_project(workspace, title="Calm\\; starts, again")
    write(workspace, project, "milestone", what="Go;ATTENDEE:mailto:x@y.z, \\n 🎓" + "ü" * 80,
          due_on=DUE)  # fmt: skip
    _, content = dates_export.make_calendar(workspace.desk(AMINA), project.id)
    assert b"\r\nATTENDEE" not in content
    (event,) = events(workspace, project.id).values()
    assert event["what"].startswith("Go;ATTENDEE:mailto:x@y.z, \\n 🎓üü")


def test_a_demonstration_says_so_in_its_plan_and_its_calendar(demo: Workspace) -> None:
    marcia = people.actor_for(demo, "marcia")
    mine = projects.my_projects(demo.desk(marcia))[0]
    name, content = dates_export.make_calendar(demo.desk(marcia), mine.id)
    assert name.endswith(".ics")
    assert "-demo-" in name
    for event in Calendar.from_ical(content).walk("VEVENT"):
        assert str(event["description"]) == DEMO_NOTICE
    for export in plan_reports.plan_exports():
        name, content = plan_reports.make_plan(demo.desk(marcia), mine.id, export)
        assert "-plan-demo-" in name
        if name.endswith(".pdf"):
            pages = PdfReader(io.BytesIO(content)).pages
            assert len(pages) == 1
            assert DEMO_NOTICE in " ".join(pages[0].extract_text().split())
        else:
            document = Document(io.BytesIO(content))
            section = document.sections[0]
            assert (section.page_width or 0) > (section.page_height or 0)
            assert DEMO_NOTICE in section.header.paragraphs[0].text
            assert len(document.tables[0].columns) == 5


@pytest.mark.parametrize("export", COHORT_EXPORTS, ids=lambda export: export.key)
def test_a_cohort_report_holds_counts_and_dates_and_not_a_word_of_the_work(
    planner: Workspace, export: Export[CohortReport]
) -> None:
    shared = make_project(planner, sharing=Sharing.PROGRESS)
    claim(
        planner, write(planner, shared, "option", name="Zebrathoughts"), "LP5", words="Zebraclaim"
    )
    make_project(planner, title="Privateproject")
    name, content = cohort_reports.make_cohort_export(planner.desk(CHLOE), export)
    assert name.startswith("oakfield-cohort-progress-2025-11-05")
    if name.endswith(".pdf"):
        pages = PdfReader(io.BytesIO(content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
    else:
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["About", "Phases", "Projects"]
        cells = [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
        assert 1 in cells
        text = " ".join(str(cell) for cell in cells)
    for words in ("Calm starts after lunch", "Amina Diallo", "5 November 2025", "1 of 2"):
        assert words in text
    for word in ("Zebrathoughts", "Zebraclaim", "Privateproject"):
        assert word not in text


def test_an_empty_cohort_still_has_its_report(planner: Workspace) -> None:
    for export in cohort_reports.cohort_exports():
        assert cohort_reports.make_cohort_export(planner.desk(EFUA), export)[1]


def test_only_who_looks_after_a_cohort_has_its_report(planner: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        cohort_reports.cohort_report(planner.desk(AMINA))
    with pytest.raises(PermissionDenied):
        cohort_reports.make_cohort_export(planner.desk(AMINA), cohort_reports.cohort_exports()[0])
