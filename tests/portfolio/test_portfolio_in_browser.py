"""A portfolio is written, submitted, read by a link in another browser, rated and closed again."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.accessible import faults_wide_and_narrow
from tests.browser_steps import enter, go_to, settle, type_into

NewPage = Callable[..., Page]


def unfold(page: Page, words: str) -> None:
    page.get_by_role("main").locator("summary").filter(has_text=words).first.click()
    settle(page)


def test_a_portfolio_is_submitted_read_by_a_link_rated_and_closed_again(  # noqa: PLR0915 - one story
    new_page: NewPage, demo_address: str
) -> None:
    lead = new_page()
    enter(lead, demo_address, "Priya Nair")
    go_to(lead, "Portfolio")
    unfold(lead, "LP5 Undertaking research")
    account = "I compared pairs of clips before I believed any of them."
    type_into(lead.get_by_role("textbox", name="Your account for LP5"), account)
    settle(lead)
    expect(lead.get_by_text("11 words. Saved at")).to_be_visible()
    lead.get_by_role("radiogroup", name="The level you claim for LP5").get_by_text(
        "Extending", exact=True
    ).click()
    settle(lead)
    type_into(lead.get_by_role("textbox", name=re.compile("^Something is missing")), "A trial")
    settle(lead)
    lead.get_by_role("button", name="Submit a copy").click()
    settle(lead)
    expect(lead.get_by_role("heading", name="Copy 1")).to_be_visible()
    unfold(lead, "Make a link")
    type_into(lead.get_by_role("textbox", name="Who is the link for?"), "Ruth")
    settle(lead)
    lead.get_by_role("button", name="Make the link").click()
    settle(lead)
    address = lead.get_by_test_id("stCode").locator("code").inner_text().strip()
    assert address.startswith(f"{demo_address}/moderation?token=demo-")

    reader = new_page()
    reader.goto(address)
    settle(reader)
    expect(reader.get_by_role("heading", level=1, name="Moderation")).to_be_visible()
    expect(reader.get_by_text(account)).to_be_visible(timeout=30_000)
    expect(reader.locator(".st-key-menu").get_by_role("link")).to_have_count(0)
    group = reader.get_by_role("radiogroup", name="Which level do you see for LP5?")
    group.get_by_text("Developing", exact=True).click()
    settle(reader)
    type_into(
        reader.get_by_role("textbox", name="Your feedback on LP5"), "Which other team used it?"
    )
    settle(reader)
    reader.get_by_role("button", name="Give feedback on LP5").click()
    settle(reader)
    expect(reader.get_by_text("Given: Developing.")).to_be_visible()

    lead.get_by_role("button", name="I have copied it").click()
    settle(lead)
    expect(lead.get_by_text(address)).not_to_be_visible()
    expect(lead.get_by_text("Opened 1 time:")).to_be_visible()
    unfold(lead, "Your claim and what came back")
    expect(lead.get_by_text("you claimed Extending").first).to_be_visible()
    expect(lead.get_by_text("Which other team used it?")).to_be_visible()
    lead.get_by_role("button", name="Revoke").click()
    settle(lead)
    expect(lead.get_by_text("revoked on")).to_be_visible()

    reader.goto(address)
    settle(reader)
    expect(reader.get_by_text("We could not find that here")).to_be_visible()
    revoked = reader.get_by_role("main").inner_text()
    reader.goto(f"{demo_address}/moderation?token=no-such-link")
    settle(reader)
    expect(reader.get_by_text("We could not find that here")).to_be_visible()
    assert reader.get_by_role("main").inner_text() == revoked
    reader.goto(f"{demo_address}/portfolio")
    expect(reader.get_by_role("heading", name="Just me on this computer")).to_be_visible()


def test_a_moderator_takes_a_file_by_the_link_and_its_owner_reads_that_they_did(
    new_page: NewPage, demo_address: str
) -> None:
    lead = new_page()
    enter(lead, demo_address, "Marcia Bennett")
    go_to(lead, "Portfolio")
    unfold(lead, "Make a link")
    type_into(lead.get_by_role("textbox", name="Who is the link for?"), "Noor")
    settle(lead)
    lead.get_by_role("button", name="Make the link").click()
    settle(lead)
    address = lead.get_by_test_id("stCode").locator("code").inner_text().strip()
    reader = new_page()
    reader.goto(address)
    settle(reader)
    file = reader.get_by_role("link", name="review-3-minutes.txt")
    with reader.expect_download() as taken:
        file.click()
    assert taken.value.suggested_filename == "E16 review-3-minutes.txt"
    lead.get_by_role("button", name="I have copied it").click()
    settle(lead)
    expect(lead.get_by_text("Files taken, 1: E16 review-3-minutes.txt")).to_be_visible()
    lead.get_by_role("button", name="Revoke").last.click()
    settle(lead)
    place = file.get_attribute("href")
    assert place
    answer = reader.request.get(f"{demo_address}{place}")
    assert (answer.status, "review" in answer.text()) == (404, False)


def test_the_portfolio_and_the_moderator_s_page_are_accessible_and_never_scroll_sideways(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    page.goto(f"{demo_address}/portfolio")
    settle(page)
    for words in ("Still missing", "LP6 Knowing", "Make a link", "Write down what was decided"):
        unfold(page, words)
    type_into(page.get_by_role("textbox", name="Who is the link for?"), "Sam")
    settle(page)
    page.get_by_role("button", name="Make the link").click()
    settle(page)
    assert faults_wide_and_narrow(page) == []
    address = page.get_by_test_id("stCode").locator("code").inner_text().strip()
    page.goto(address)
    settle(page)
    expect(page.get_by_role("heading", name="LP10")).to_be_visible(timeout=30_000)
    assert faults_wide_and_narrow(page) == []
