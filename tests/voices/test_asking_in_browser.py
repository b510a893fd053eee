"""Colleagues answer by real links, as a lead practitioner asks them in a step."""

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import faults
from tests.browser_steps import enter, settle, type_into

NewPage = Callable[..., Page]
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
pytestmark = pytest.mark.browser


def ask_others(page: Page, address: str, step: str, asks: str) -> None:
    """Open the form of a step for asking others."""
    page.goto(f"{address}/{step}")
    settle(page)
    page.get_by_text(f"Ask others: {asks}").click()
    settle(page)


def make_link(page: Page) -> str:
    """Make the link, and take it as it stands on the page."""
    page.get_by_role("button", name="Make the link").click()
    settle(page)
    expect(page.get_by_text("The round is open.")).to_be_visible()
    return page.get_by_test_id("stCode").first.inner_text().strip()


def answer_by_link(
    new_page: NewPage, link: str, picked: Mapping[str, str], typed: Mapping[str, str]
) -> Page:
    """Somebody opens a link on a small phone, finds no fault in the page, and answers."""
    phone = new_page(320, 640)
    phone.goto(link)
    assert faults(phone) == []
    assert not phone.evaluate(TOO_WIDE)
    for name, value in picked.items():
        phone.locator(f'input[name="{name}"][value="{value}"]').check()
    for name, words in typed.items():
        phone.locator(f'[name="{name}"]').fill(words)
    # By the keyboard alone, as somebody without a mouse sends it.
    phone.get_by_role("button", name="Send").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert faults(phone) == []
    return phone


def test_colleagues_rate_the_fit_of_an_option_by_a_link_and_the_spread_shows_when_all_have(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    ask_others(page, demo_address, "explore?step=fit", "How an option")
    expected = page.get_by_role("spinbutton", name="How many do you expect?")
    expected.fill("2")
    expected.press("Enter")
    settle(page)
    link = make_link(page)
    rated = {"need": "5", "capacity": "1"}
    answer_by_link(new_page, link, rated, {"who": "Sana"})
    page.reload()
    settle(page)
    round_ = page.locator("[class*='st-key-round-']").first
    expect(round_.get_by_text("The answers show when all have answered")).to_be_visible()
    answer_by_link(new_page, link, {**rated, "capacity": "5"}, {"who": "Tom"})
    page.reload()
    settle(page)
    expect(round_.get_by_text("Said by: Sana (by link) and Tom (by link)")).to_be_visible()
    expect(round_.get_by_text("people see this very differently")).to_be_visible()


def test_a_change_somebody_sets_themselves_comes_back_on_their_own_card(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    ask_others(page, demo_address, "prepare?step=training", "Before they leave")
    link = make_link(page)
    words = {"commitment": "Pause after each question", "commitment_who": "Sana"}
    phone = answer_by_link(new_page, link, {"useful": "4"}, words)
    phone.get_by_role("link", name="Your card").click()
    expect(phone.get_by_text("Pause after each question")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_label("Yes, I did it").check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("status")).to_contain_text("Thank you for saying how it went")
    page.reload()
    settle(page)
    round_ = page.locator("[class*='st-key-round-']").first
    expect(round_.get_by_text("1 person set themselves a change; 1 say so far")).to_be_visible()
    round_.get_by_role("button", name="Make it a coaching step").click()
    settle(page)
    page.goto(f"{demo_address}/deliver?step=coaching")
    settle(page)
    expect(page.get_by_text("Pause after each question").first).to_be_visible()


def test_people_of_another_team_and_another_school_say_themselves_what_they_use(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    ask_others(page, demo_address, "sustain?step=reach", "What changed for those who took it up")
    type_into(page.get_by_role("textbox", name="Which practice is it about?"), "The swap list")
    settle(page)
    link = make_link(page)
    for who, where in (("Sana", "another_team"), ("Lead at Elmwood", "another_school")):
        picked = {"where": where, "consent": "yes"}
        answer_by_link(new_page, link, picked, {"who": who, "use": f"{who} uses it daily"})
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="Reach, said by others")).to_be_visible()
    for who in ("Sana", "Lead at Elmwood"):
        said = re.compile(f"{who}, by link, .*“{who} uses it daily”")
        expect(page.get_by_text(said).first).to_be_visible()


def test_whoever_was_coached_says_how_they_see_the_conversation_and_reads_the_answer(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    ask_others(page, demo_address, "deliver?step=coaching", "Their half of a conversation")
    link = make_link(page)
    view = "You listened, and I could say what was hard"
    phone = answer_by_link(new_page, link, {"agrees": "yes"}, {"view": view})
    page.reload()
    settle(page)
    round_ = page.locator("[class*='st-key-round-']").first
    expect(round_.get_by_text(view)).to_be_visible()
    type_into(round_.get_by_role("textbox", name=re.compile("^Your answer to")), "Thank you")
    settle(page)
    round_.get_by_role("button", name="Keep the answer").click()
    settle(page)
    phone.goto(link)
    expect(phone.get_by_text("What was answered")).to_be_visible()
    expect(phone.get_by_text("Thank you", exact=True)).to_be_visible()


def test_a_peer_visits_by_their_own_link_and_the_visit_counts_with_who_saw_it(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    enter(page, demo_address, "Marcia Bennett")
    ask_others(page, demo_address, "deliver?step=visits", "To make a short visit")
    type_into(page.get_by_role("textbox", name="What is the visit for?"), "Keep-up")
    settle(page)
    type_into(page.get_by_role("textbox", name=re.compile("^Whom do you ask")), "Peer from Year 3")
    settle(page)
    link = make_link(page)
    phone = new_page(320, 640)
    phone.goto(link)
    assert faults(phone) == []
    for seen in phone.get_by_label("Seen", exact=True).all():
        seen.check()
    phone.get_by_label("Where were you?").fill("Year 1, Wren")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    page.reload()
    settle(page)
    round_ = page.locator("[class*='st-key-round-']").first
    round_.get_by_role("button", name="Keep it among the visits").click()
    settle(page)
    expect(round_.get_by_text("Kept among your records.")).to_be_visible()
