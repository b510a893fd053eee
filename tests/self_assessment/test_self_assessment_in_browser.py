"""Ten standards are rated, the browser is closed, and everything is there on coming back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.accessible import faults_wide_and_narrow
from tests.browser_steps import enter, go_to, settle, type_into

NewPage = Callable[..., Page]
LEVELS = ("Beginning", "Developing", "Extending")


def standard(page: Page, number: int) -> None:
    expect(page.get_by_role("heading", level=2, name=re.compile(rf"^LP{number} "))).to_be_visible()


def keep_level(page: Page, number: int, level: str) -> None:
    group = page.get_by_role("radiogroup", name="Which sounds most like you today?")
    group.get_by_text(level, exact=True).click()
    settle(page)
    page.get_by_role("button", name=f"Keep {level} for LP{number}", exact=True).click()
    settle(page)
    expect(page.get_by_text(f"Kept: {level} for LP{number}.")).to_be_visible()


def test_ten_standards_are_rated_closed_and_resumed(new_page: NewPage, own_address: str) -> None:
    page = new_page()
    enter(page, own_address, "Start my own plan")
    page.get_by_role("main").get_by_role("link", name="Begin a self-assessment").click()
    settle(page)
    for number in (1, 2, 3):
        standard(page, number)
        keep_level(page, number, LEVELS[number % 3])
        if number == 1:
            box = page.get_by_role("textbox", name=re.compile("^Have you thought about")).first
            type_into(box, "Rosa in Year 2")
            settle(page)
        page.get_by_role("button", name="Next standard").first.click()
        settle(page)
    standard(page, 4)
    page.get_by_role("radiogroup", name="Which sounds").get_by_text("Extending", exact=True).click()
    settle(page)
    page.context.close()

    back = new_page()
    enter(back, own_address, "Start my own plan")
    go_to(back, "Self-assessment")
    expect(back.get_by_text("You have looked at 4 of 10 standards.")).to_be_visible()
    standard(back, 4)
    expect(back.get_by_role("radio", name="Extending")).to_be_checked()
    for number in range(4, 11):
        standard(back, number)
        keep_level(back, number, LEVELS[number % 3])
        if number != 10:
            back.get_by_role("button", name="Next standard").first.click()
            settle(back)
    expect(back.get_by_text("You have looked at 10 of 10 standards.")).to_be_visible()
    back.goto(f"{own_address}/self_assessment?standard=LP1")
    settle(back)
    box = back.get_by_role("textbox", name=re.compile("^Have you thought about")).first
    expect(box).to_have_value("Rosa in Year 2")


def test_ten_standards_are_looked_at_in_at_most_twenty_two_interactions(
    new_page: NewPage, own_address: str
) -> None:
    page, done = new_page(), 0
    enter(page, own_address, "Start my own plan")
    go_to(page, "Self-assessment")
    done += 1
    for number in range(1, 11):
        standard(page, number)
        group = page.get_by_role("radiogroup", name="Which sounds most like you today?")
        group.get_by_text(LEVELS[number % 3], exact=True).click()
        settle(page)
        done += 1
        if number != 10:
            page.get_by_role("button", name="Next standard").first.click()
            settle(page)
            done += 1
    assert done <= 22
    expect(page.get_by_text("You have looked at 10 of 10 standards.")).to_be_visible()
    back = new_page()
    enter(back, own_address, "Start my own plan")
    go_to(back, "Self-assessment")
    expect(back.get_by_text("You have looked at 10 of 10 standards.")).to_be_visible()


def test_the_self_assessment_and_the_ladder_are_accessible(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    for path in ("self_assessment?standard=LP7", "sustain?step=reach"):
        page.goto(f"{demo_address}/{path}")
        settle(page)
        assert faults_wide_and_narrow(page) == [], path
