"""Quick entries, a second tab, questions and the workbook, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from lp_planner.content.library import Library
from tests.browser_steps import (
    another,
    enter,
    fill,
    go_to,
    open_row,
    open_step,
    settle,
    type_into,
)
from tests.hand import Hand

NewPage = Callable[..., Page]
MOST_INTERACTIONS = 8


def test_a_coaching_conversation_is_evidence_in_seven_interactions_at_most_from_home(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Note a coaching conversation"))
    hand.write("Whom did you coach", "TA in Year 1")
    hand.write("What did you ask", "What would you like the first minute to look like?")
    hand.write("What is the one small step", "Lay the cards out before register")
    hand.click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()
    hand.click(page.get_by_role("button", name=re.compile("^Use it for ")))
    expect(page.get_by_text("Evidence for").first).to_be_visible()
    assert hand.done < MOST_INTERACTIONS


def test_a_visit_with_every_ingredient_is_noted_in_eight_interactions_at_most_from_home(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Note a visit"))
    hand.write("Where", "Library corner")
    groups = page.get_by_role("main").get_by_role("radiogroup")
    assert groups.count() == 5
    for number in range(groups.count()):
        hand.click(groups.nth(number).get_by_text("Seen", exact=True))
    hand.click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()
    assert hand.done <= MOST_INTERACTIONS


def test_a_draft_is_there_in_a_second_tab(
    new_page: NewPage, demo_address: str, library: Library
) -> None:
    page = new_page()
    enter(page, demo_address, "Daniel Okafor")
    go_to(page, "Deliver")
    open_step(page, library, "leadership")
    another(page, library, "leadership_note")
    fill(page, library, "leadership_note", {"what": "The first redraft was shared in assembly"})
    expect(page.get_by_text("Kept as a draft")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    box = other.get_by_role("textbox", name=re.compile("^What happened"))
    expect(box).to_have_value("The first redraft was shared in assembly")


def test_a_link_to_a_new_kind_of_record_works_after_a_reload(
    new_page: NewPage, demo_address: str, library: Library
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    go_to(page, "Prepare")
    open_step(page, library, "milestones")
    open_row(page)
    expect(page.get_by_role("heading", name="What this shows")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="What this shows")).to_be_visible()


def take_in(page: Page, path: Path) -> None:
    """Choose the filled-in workbook."""
    upload = page.get_by_test_id("stFileUploader").filter(has_text="Your plan, as .docx or .xlsx")
    upload.locator("input").set_input_files(path)


def test_a_plan_leaves_as_a_workbook_and_comes_back_as_a_project_of_its_own(
    new_page: NewPage, demo_address: str, tmp_path: Path
) -> None:
    page = new_page()
    enter(page, demo_address, "Priya Nair")
    go_to(page, "Plan")
    page.get_by_text("Print it, hang it up or take it with you").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Plan as a workbook").click()
    path = tmp_path / "plan.xlsx"
    taken.value.save_as(path)
    assert len(openpyxl.load_workbook(path).sheetnames) > 20
    page.goto(demo_address)
    settle(page)
    page.get_by_text("Your projects: open another").click()
    page.get_by_text("Bring in a plan from Word or Excel").click()
    settle(page)
    take_in(page, path)
    settle(page)
    type_into(page.get_by_role("textbox", name="Name of the new project"), "The same, elsewhere")
    settle(page)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", level=1, name="Plan")).to_be_visible(timeout=30_000)
    settle(page)
    expect(page.get_by_text("The same, elsewhere").first).to_be_visible()
    expect(page.get_by_text(re.compile("Brought in \\d+ records"))).to_be_visible()


def test_a_workbook_with_a_gap_names_sheet_row_and_column_and_brings_in_nothing(
    new_page: NewPage, demo_address: str, tmp_path: Path
) -> None:
    page = new_page()
    enter(page, demo_address, "Daniel Okafor")
    page.get_by_text("Your projects: open another").click()
    page.get_by_text("Bring in a plan from Word or Excel").click()
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Empty workbook").click()
    path = tmp_path / "empty.xlsx"
    taken.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book if s.title.lower().startswith("thing"))
    sheet.cell(row=3, column=1, value="D1")
    book.save(path)
    take_in(page, path)
    settle(page)
    type_into(page.get_by_role("textbox", name="Name of the new project"), "Half a plan")
    settle(page)
    expect(page.get_by_role("textbox", name=re.compile(r"row 3: ")).first).to_be_visible()
    expect(page.get_by_role("button", name="Bring it in")).to_be_disabled()
    page.goto(demo_address)
    settle(page)
    expect(page.get_by_text("Half a plan")).not_to_be_visible()


def test_twelve_readings_are_pasted_from_a_sheet_and_drawn(
    new_page: NewPage, demo_address: str, library: Library
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    go_to(page, "Deliver")
    open_step(page, library, "readings")
    page.get_by_text("Add many readings at once").click()
    page.get_by_role("tab", name="From a sheet or a file").click()
    settle(page)
    days = (day for day in range(1, 15) if day not in {5, 12})  # those have a reading already
    rows = "\n".join(f"{day:02}/06/2026\t{70 + day % 5}" for day in days)
    type_into(page.get_by_role("textbox", name="Rows", exact=True), rows)
    settle(page)
    page.get_by_role("button", name="Save these readings").click()
    expect(page.get_by_text("Saved 12 new readings.")).to_be_visible()
    go_to(page, "Impact")
    expect(page.get_by_text(re.compile("26 September 2025")).first).to_be_visible()
