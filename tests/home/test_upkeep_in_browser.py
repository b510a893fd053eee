"""A week's upkeep from Home: what was due, a reading, two notes, a visit and a conversation."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser_steps import enter, settle
from tests.hand import Hand

NewPage = Callable[..., Page]
MOST_INTERACTIONS = 25


def test_a_week_is_written_down_from_home_in_twenty_five_interactions_at_most(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    expect(page.get_by_role("button", name="Keep it")).to_be_in_viewport()
    hand = Hand(page)

    hand.click(page.get_by_role("button", name="It is secure").first)
    hand.click(page.get_by_role("button", name="Done").first)
    hand.write("Today’s reading", "18 of 20")
    hand.click(page.get_by_role("button", name="Keep", exact=True).first)
    for words in ("Room 2 ran it without me", "Hall was taken again on Tuesday"):
        hand.write("One line is enough", words)
        hand.click(page.get_by_role("button", name="Keep it"))

    hand.click(page.get_by_role("link", name="Note a visit"))
    hand.write("Where", "Library corner")
    groups = page.get_by_role("main").get_by_role("radiogroup")
    for number in range(groups.count()):
        hand.click(groups.nth(number).get_by_text("Seen", exact=True))
    hand.click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()

    hand.click(page.locator(".st-key-menu").get_by_role("link", name="Home", exact=True))
    hand.click(page.get_by_role("link", name="Note a coaching conversation"))
    hand.write("Whom did you coach", "TA in Year 1")
    hand.write("What is the one small step", "Lay the cards out before register")
    hand.click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()
    settle(page)
    assert hand.done <= MOST_INTERACTIONS
