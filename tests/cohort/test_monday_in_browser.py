"""A leader's Monday: six questions, each answered in three clicks and a screen and a half."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser_steps import enter, go_to, settle

NewPage = Callable[..., Page]
SCREEN_AND_A_HALF = 1200
QUESTIONS = {
    "who is stuck?": ("", "Nothing recorded since 13 February 2026"),
    "where are we against the dates?": ("", "1 of 12 who share has submitted"),
    "which standards are thin?": ("Standards", "Few or none"),
    "which priority does nobody serve?": ("Priorities", "Oracy across the curriculum"),
    "who is overloaded?": ("Time asked of staff", "more than before"),
    "what are the outcomes?": ("Results", "Readings over time"),
}
"""The tab that answers it, and what answers it."""


def test_a_leader_answers_from_home_and_reads_the_rest_on_one_page(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Hannah Osei")
    asked = page.get_by_text("I need ten minutes’ cover")
    in_view(page, asked, "who needs help?")
    go_to(page, "Cohort")
    for question, (tab, words) in QUESTIONS.items():
        if tab:
            page.get_by_role("tab", name=tab, exact=True).click()
            settle(page)
        in_view(page, page.get_by_text(words).first, question)


def in_view(page: Page, answer: Locator, question: str) -> None:
    expect(answer).to_be_visible()
    box = answer.bounding_box()
    assert box is not None
    scrolled = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    ends = box["y"] + box["height"] + scrolled
    assert ends <= SCREEN_AND_A_HALF, f"{question} is answered {ends} px down"
