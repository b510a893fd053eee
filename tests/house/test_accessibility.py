"""Every page against WCAG 2.2 A and AA, by machine, and the main paths by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.accessible import faults, faults_wide_and_narrow
from tests.browser_steps import enter, settle

NewPage = Callable[..., Page]
PAGES = (
    "",
    "explore",
    "explore?step=options",
    "prepare?step=training",
    "prepare?step=ingredients",
    "deliver?step=visits",
    "deliver?step=adaptations",
    "deliver?step=coaching",
    "sustain",
    "plan",
    "evidence",
    "evidence?standard=LP8",
    "impact",
    "portfolio",
    "sharing",
    "you",
)
IN_THE_DARK = ("", "explore", "deliver?step=coaching&add=yes", "plan", "evidence", "impact")


def test_every_page_of_a_project_is_accessible_and_never_scrolls_sideways(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    troubles = {}
    for path in PAGES:
        page.goto(f"{demo_address}/{path}")
        settle(page)
        if found := faults_wide_and_narrow(page):
            troubles[path] = found
    assert troubles == {}


def test_the_welcome_the_cohort_and_the_trust_are_accessible(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    page.goto(f"{demo_address}/welcome")
    assert faults(page) == []
    enter(page, demo_address, "Hannah Osei")
    page.goto(f"{demo_address}/cohort")
    settle(page)
    assert faults(page) == []
    enter(page, demo_address, "Ruth Adair")
    page.goto(f"{demo_address}/trust")
    settle(page)
    assert faults_wide_and_narrow(page) == []


def test_a_record_can_be_written_with_the_keyboard_alone(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    page.goto(f"{demo_address}/welcome")
    page.get_by_role("button", name="Priya Nair").focus()
    page.keyboard.press("Enter")
    settle(page)
    page.goto(f"{demo_address}/explore?step=options&add=yes")
    settle(page)
    page.get_by_role("textbox", name="What is the option").or_(
        page.get_by_role("textbox").first
    ).first.focus()
    page.keyboard.type("Ask the families")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    settle(page)
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()


def test_the_dark_theme_is_accessible_as_well(new_page: NewPage, demo_address: str) -> None:
    page = new_page()
    page.emulate_media(color_scheme="dark")
    enter(page, demo_address, "Marcia Bennett")
    troubles = {}
    for path in IN_THE_DARK:
        page.goto(f"{demo_address}/{path}")
        settle(page)
        if found := faults(page):
            troubles[path] = found
    assert troubles == {}
