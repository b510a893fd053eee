"""One page for a conversation: no more than its reader may see, on one sheet, with questions."""

import datetime as dt
import io

import pytest
from docx import Document
from pypdf import PdfReader

from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Sharing
from lp_planner.exports.report import SummaryReport
from lp_planner.services.accounts import people
from lp_planner.services.cohort import (
    cohort_dates,
    help_requests,
    levels,
    meeting,
    memberships,
    sharing,
)
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, EFUA
from tests.factories import claim, make_project, write

PDF, WORD = meeting.meeting_exports()
COACHED = "zebra in coaching"


def said_by(report: SummaryReport) -> str:
    return repr((report.name, report.intro, report.sections))


def section(report: SummaryReport, title: str) -> str:
    return next(repr(s) for s in report.sections if s.title.startswith(title))


@pytest.fixture
def project_id(planner: Workspace) -> str:
    """A project with a line of everything that the page may say."""
    project = make_project(planner)
    write(planner, project, "focus_check", standards_in_view=("LP9",))
    write(planner, project, "milestone", what="Rooms ready", due_on=dt.date(2025, 11, 1),
          done_on=dt.date(2025, 11, 3))  # fmt: skip
    note = write(planner, project, "leadership_note", what="Thanked the team")
    claim(planner, note, "LP9")
    write(planner, project, "coaching_session", what_was_heard=COACHED)
    help_requests.ask_for_help(planner.desk(AMINA), project.id, asked="The hall on Tuesdays")
    cohort = next(iter(memberships.led_cohorts(planner.desk(CHLOE))))
    on = dt.date(2026, 7, 10)
    cohort_dates.set_date(planner.desk(CHLOE), cohort, kind="submission", on=on)
    return project.id


def share_at(planner: Workspace, project_id: str, level: Sharing) -> None:
    cohort = next(iter(memberships.led_cohorts(planner.desk(CHLOE))))
    levels.share_progress(planner.desk(AMINA), project_id, cohort_id=cohort, sharing=level)


def test_the_page_says_where_it_stands_what_changed_what_comes_and_what_to_ask(
    planner: Workspace, project_id: str
) -> None:
    report = meeting.my_meeting_page(planner.desk(AMINA), project_id)
    assert "Done: Rooms ready" in section(report, "What changed")
    assert "10 July 2026" in section(report, "What the next date asks")
    assert "(LP9)" in section(report, "What the next date asks")
    assert "The hall on Tuesdays" in section(report, "Open requests")
    asked = next(s for s in report.sections if s.title.startswith("Questions")).lines
    assert 2 <= len(asked) <= 3
    assert all(line.endswith("?") for line in asked)
    assert COACHED not in said_by(report)


def test_a_leaders_page_says_no_more_than_the_level_and_the_look_is_noted(
    planner: Workspace, project_id: str
) -> None:
    with pytest.raises(NotFound):
        meeting.shared_meeting_page(planner.desk(CHLOE), project_id, visit="0")
    told = {}
    for level in (Sharing.PROGRESS, Sharing.PLAN, Sharing.PLAN_AND_EVIDENCE):
        share_at(planner, project_id, level)
        report = meeting.shared_meeting_page(planner.desk(CHLOE), project_id, visit=level.value)
        told[level] = said_by(report)
        assert COACHED not in told[level]
    assert "Rooms ready" not in told[Sharing.PROGRESS]
    assert "LP9" not in told[Sharing.PROGRESS]
    assert "Rooms ready" in told[Sharing.PLAN]
    claims = [line.claim for line in sharing.open_shared(
        planner.desk(CHLOE), project_id, visit="1").evidence]  # fmt: skip
    assert claims
    assert claims[0] not in told[Sharing.PLAN]
    assert claims[0] in told[Sharing.PLAN_AND_EVIDENCE]
    looks = sharing.who_looked(planner.desk(AMINA), project_id)
    assert {look.level for look in looks} >= {Sharing.PROGRESS, Sharing.PLAN}


@pytest.mark.parametrize("actor", [BEN, EFUA], ids=lambda actor: actor.person_id)
def test_nobody_else_makes_it(planner: Workspace, project_id: str, actor: object) -> None:
    share_at(planner, project_id, Sharing.PLAN)
    with pytest.raises(NotFound):
        meeting.make_shared_meeting_page(planner.desk(actor), project_id, WORD, visit="a")  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["marcia", "tom"])
def test_the_page_is_one_page_in_both_formats_and_marked_as_a_demonstration(
    demo: Workspace, who: str
) -> None:
    desk = demo.desk(people.actor_for(demo, who))
    project = projects.my_projects(desk)[0]
    name, content = meeting.make_my_meeting_page(desk, project.id, PDF)
    assert "demo" in name
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    printed = " ".join(pages[0].extract_text().split())
    typed = " ".join(
        p.text
        for p in Document(
            io.BytesIO(meeting.make_my_meeting_page(desk, project.id, WORD)[1])
        ).paragraphs
    )
    for said in (printed, typed):
        assert project.title in said
        assert "Where it stands" in said
        assert "never part of appraisal" in said
    assert "Demonstration data" in printed
