"""The main path with the keyboard alone, and where the focus is after each thing that is done."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser_steps import enter, settle, type_into

NewPage = Callable[..., Page]
MOST_TABS = 60
PATIENCE = 10_000
NAME = """() => {
  const at = document.activeElement
  if (!at || at.matches('body, main, section')) return ''
  const label = at.labels && at.labels[0] ? at.labels[0].innerText : ''
  const name = [at.getAttribute('aria-label') || '', label, at.innerText || ''].join(' ').trim()
  return name.startsWith('Help for ') ? '' : name
}"""
INSIDE = """place => Boolean(
  document.activeElement && document.activeElement.closest(`[class*="st-key-${place}"]`))"""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, name: str) -> None:
        """Go on to the next thing with this name."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if name in str(self.page.evaluate(NAME)):
                return
        pytest.fail(f"Tab never came to “{name}”")

    def press(self, name: str) -> None:
        self.tab_to(name)
        self.page.keyboard.press("Enter")
        settle(self.page)

    def type(self, words: str) -> None:
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def is_in(self, place: str) -> None:
        """The focus comes to rest inside the place with this key."""
        self.page.wait_for_function(INSIDE, arg=place, timeout=PATIENCE)


class Runs:
    """What the planner draws for what one does: the whole page, or a part of it."""

    def __init__(self, page: Page) -> None:
        self.page, self.seen = page, list[str]()
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, payload: str | bytes) -> None:
        said = ForwardMsg.FromString(payload) if isinstance(payload, bytes) else ForwardMsg()
        if said.WhichOneof("type") == "script_finished":
            is_part = said.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
            self.seen.append("part" if is_part else "page")

    def since(self) -> list[str]:
        """What was drawn since the last time somebody asked, once something was."""
        for _ in range(PATIENCE // 50):
            if self.seen:
                break
            self.page.wait_for_timeout(50)
        settle(self.page)
        found, self.seen = self.seen, []
        return found


def test_a_project_is_begun_a_step_saved_used_as_evidence_removed_and_brought_back_with_keys_alone(
    new_page: NewPage, own_address: str
) -> None:
    page = new_page(1280, 800)
    keys, runs = Keys(page), Runs(page)
    page.goto(f"{own_address}/welcome")
    keys.press("Start my own plan")
    keys.tab_to("Working title")
    keys.type("Calm starts after lunch")
    keys.press("Start in Explore")
    keys.is_in("box-")
    keys.type("Lessons begin within five minutes")
    runs.since()
    keys.tab_to("Why this school")
    assert runs.since() == ["part"], "a box that is left draws its form again, and nothing else"
    keys.type("Eleven minutes were lost on each of four days")
    keys.press("Save")
    keys.is_in("kept-card")
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()
    drawn = runs.since()
    assert drawn.count("page") == 1, drawn

    keys.press("Use it for LP5")
    keys.is_in("kept-card")
    expect(page.get_by_text("Evidence for LP5")).to_be_in_viewport()
    assert runs.since() == ["page"], "one click draws the page once"

    keys.press("Open it")
    keys.is_in("opened")
    keys.tab_to("Which improvement priority")
    keys.type("Lessons begin within three minutes")
    keys.press("Save")
    keys.is_in("kept-card")
    expect(page.get_by_text("within three minutes").first).to_be_in_viewport()

    keys.press("Open it")
    keys.is_in("opened")
    keys.press("Remove")
    keys.is_in("removed-line")
    keys.press("Bring it back")
    keys.is_in("opened")
    expect(page.get_by_role("textbox", name="Which improvement priority")).to_have_value(
        "Lessons begin within three minutes"
    )
    keys.press("What you looked at")
    keys.is_in("step-head")


def test_a_search_is_opened_by_its_key_and_leads_to_what_was_found(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(1280, 800)
    keys = Keys(page)
    page.goto(f"{demo_address}/welcome")
    keys.press("Marcia Bennett")
    page.keyboard.press("/")
    keys.is_in("search-words")
    page.keyboard.type("swap list")
    page.keyboard.press("Enter")
    settle(page)
    keys.press("Use the swap list by nine")
    expect(page).to_have_url(re.compile("/deliver.*record="))
    expect(page.get_by_role("textbox", name="What is the one small step")).to_have_value(
        "Use the swap list by nine"
    )
    expect(page.get_by_role("textbox", name="Search this project")).not_to_be_visible()


def test_what_two_tabs_wrote_stands_side_by_side_and_one_is_chosen(
    new_page: NewPage, demo_address: str
) -> None:
    first = new_page(1280, 800)
    enter(first, demo_address, "Priya Nair")
    first.goto(f"{demo_address}/explore?step=priority")
    settle(first)
    second = first.context.new_page()
    second.goto(first.url)
    settle(second)
    label = "Which improvement priority"
    for page, words in ((first, "First tab"), (second, "Second tab")):
        type_into(page.get_by_role("textbox", name=label), words)
        settle(page)
    first.get_by_role("button", name="Save", exact=True).click()
    settle(first)
    expect(first.get_by_text("Kept ✓")).to_be_in_viewport()
    second.get_by_role("button", name="Save", exact=True).click()
    settle(second)
    Keys(second).is_in("box-")
    for seen in ("Yours", "Saved meanwhile", "First tab"):
        expect(second.get_by_text(seen).first).to_be_in_viewport()
    expect(second.get_by_role("textbox", name=label)).to_have_value("Second tab")
    second.get_by_role("button", name="Keep mine").click()
    settle(second)
    expect(second.get_by_text("Kept ✓")).to_be_in_viewport()
    first.reload()
    settle(first)
    expect(first.get_by_role("textbox", name=label)).to_have_value("Second tab")
