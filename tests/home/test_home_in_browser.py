"""Home in a browser: a line into the inbox on a phone, its place, and three answers at one tap."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser_steps import enter, settle, type_into

NewPage = Callable[..., Page]
LINE = "Sat with K after lunch, we agreed she will try waiting five seconds"


def test_a_line_goes_into_the_inbox_on_a_phone_and_from_there_to_its_form(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(360, 740)
    enter(page, demo_address, "Daniel Okafor")
    # Two interactions: type, and keep.
    type_into(page.get_by_role("textbox", name="One line is enough"), LINE)
    page.get_by_role("button", name="Keep it").click()
    settle(page)
    expect(page.get_by_text("Kept in your inbox, seen by nobody but you.")).to_be_visible()
    expect(page.get_by_role("textbox", name="One line is enough")).to_have_value("")
    expect(page.get_by_text("1 note to put in place")).to_be_visible()

    page.get_by_role("button", name="A coaching conversation?").click()
    settle(page)
    expect(page).to_have_url(re.compile("/deliver"))
    box = page.get_by_role("textbox", name="What did you hear?")
    expect(box).to_have_value(LINE)
    page.reload()
    settle(page)
    expect(box).to_have_value(LINE)
    type_into(page.get_by_role("textbox", name="Whom did you coach?"), "K")
    settle(page)
    type_into(page.get_by_role("textbox", name="What is the one small step?"), "Wait five seconds")
    settle(page)
    page.get_by_role("button", name="Save", exact=True).click()
    settle(page)

    page.goto(demo_address)
    settle(page)
    expect(page.get_by_text("Notes you have placed: 1")).to_be_visible()
    expect(page.get_by_text("1 note to put in place")).to_have_count(0)


def test_three_things_are_finished_on_home_at_one_tap_each(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    page.get_by_role("button", name="It is secure").first.click()
    settle(page)
    expect(page.get_by_text("It is secure: Use the swap list by nine")).to_be_visible()
    page.get_by_role("button", name="Done").first.click()
    settle(page)
    expect(page.get_by_text(re.compile("^Done: "))).to_be_visible()
    box = page.get_by_role("textbox", name=re.compile("^Today’s reading"))
    type_into(box.first, "18 of 20")
    page.get_by_role("button", name="Keep", exact=True).first.click()
    settle(page)
    expect(page.get_by_text(re.compile("^Kept for .*: 18 of 20"))).to_be_visible()
