"""Colleagues answer by real links on small phones, and whoever asked them sees what came of it."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lp_planner.domain.voices.rounds import RoundKind
from tests.accessible import faults
from tests.browser_steps import enter, settle, type_into
from tests.server import running
from tests.voices.served import ask_in_every_way, left_alone, paths_of

NewPage = Callable[..., Page]
Asked = tuple[str, dict[RoundKind, str]]
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
HERE = """() => {
  const here = document.activeElement
  return { name: here.name || '', value: here.value || '', type: here.type || here.tagName }
}"""
MOST_TABS = 80


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A planner on this computer, and where each of its rounds is answered."""
    folder = tmp_path_factory.mktemp("stories")
    paths = paths_of(folder, ask_in_every_way(folder, expected=2))
    left_alone(folder)
    with running("run", folder) as address:
        yield address, paths


def by_keys(phone: Page, answers: Mapping[str, str]) -> None:
    """Answer a page from top to bottom with the keyboard alone, and send it."""
    left = dict(answers)
    for _ in range(MOST_TABS):
        phone.keyboard.press("Tab")
        here = phone.evaluate(HERE)
        wanted = left.pop(here["name"], None)
        if wanted is not None and here["type"] == "radio":
            for _ in range(8):
                if phone.evaluate(HERE)["value"] == wanted:
                    break
                phone.keyboard.press("ArrowDown")
            phone.keyboard.press("Space")
            assert phone.evaluate(HERE)["value"] == wanted
        elif wanted is not None:
            phone.keyboard.type(wanted)
        elif here["type"] == "submit":
            assert not left
            phone.keyboard.press("Enter")
            return
    pytest.fail("The keyboard never came to the button.")


def answer(new_page: NewPage, link: str, answers: Mapping[str, str]) -> Page:
    """Somebody opens a link on a phone of 320 pixels, finds no fault in the page, and answers."""
    phone = new_page(320, 640)
    phone.goto(link)
    assert faults(phone) == []
    assert not phone.evaluate(TOO_WIDE)
    by_keys(phone, answers)
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    return phone


def look(new_page: NewPage, address: str, step: str) -> Page:
    """Whoever asks opens the step where they did."""
    page = new_page(1280, 900)
    enter(page, address, "Start my own plan")
    page.goto(f"{address}/{step}")
    settle(page)
    return page


def round_of(page: Page) -> Locator:
    """The round that stands first at this step."""
    found = page.locator("[class*='st-key-round-']").first
    found.wait_for()
    return found


def test_colleagues_rate_the_fit_by_link_and_the_spread_shows_when_all_have(
    new_page: NewPage, asked: Asked
) -> None:
    address, paths = asked
    link = address + paths[RoundKind.FIT]
    answer(new_page, link, {"who": "Sana", "need": "5", "capacity": "1"})
    page = look(new_page, address, "explore?step=fit")
    shown = round_of(page)
    expect(shown.get_by_text("The answers show when all have answered")).to_be_visible()
    answer(new_page, link, {"who": "Tom", "need": "5", "capacity": "5"})
    page.reload()
    settle(page)
    expect(shown.get_by_text("Said by: Sana (by link); Tom (by link)")).to_be_visible()
    expect(shown.get_by_text("people see this very differently")).to_be_visible()


def test_a_change_somebody_sets_themselves_comes_back_on_their_own_card(
    new_page: NewPage, asked: Asked
) -> None:
    address, paths = asked
    phone = answer(
        new_page,
        address + paths[RoundKind.EXIT_TICKET],
        {"useful": "4", "commitment": "Pause after each question", "commitment_who": "Sana"},
    )
    phone.get_by_role("link", name="Your card").click()
    expect(phone.get_by_text("Pause after each question")).to_be_visible()
    assert faults(phone) == []
    by_keys(phone, {"outcome": "kept"})
    expect(phone.get_by_role("status")).to_contain_text("Thank you for saying how it went")
    page = look(new_page, address, "prepare?step=training")
    shown = round_of(page)
    expect(shown.get_by_text("1 person set themselves a change; 1 say so far")).to_be_visible()
    shown.get_by_role("button", name="Make it a coaching step").click()
    settle(page)
    expect(shown.get_by_text("Kept among your records.")).to_be_visible()


def test_people_say_themselves_what_they_use_and_become_peers_and_contacts(
    new_page: NewPage, asked: Asked
) -> None:
    address, paths = asked
    link = address + paths[RoundKind.UPTAKE]
    said = {"where": "another_team", "consent": "yes", "changed": "Calmer mornings"}
    answer(new_page, link, {"who": "Sana", "use": "The list, daily", **said})
    said |= {"where": "another_school", "offers": "A lesson to watch", "wants": "Cover on Fridays"}
    answer(new_page, link, {"who": "Elmwood lead", "use": "The card", **said})
    page = look(new_page, address, "sustain?step=reach")
    expect(page.get_by_text(re.compile("Sana says so themselves .by link,"))).to_be_visible()
    expect(page.get_by_text("“The card” What changed: “Calmer mornings”")).to_be_visible()
    for who in ("Sana", "Elmwood lead"):
        page.get_by_role("button", name=f"Keep {who} among your peers and contacts").click()
        settle(page)
    page.goto(f"{address}/deliver?step=network")
    settle(page)
    expect(page.get_by_text("Elmwood lead (by link)").first).to_be_visible()
    page.goto(f"{address}/deliver?step=peers")
    settle(page)
    expect(page.get_by_text("Sana (by link)").first).to_be_visible()


def test_whoever_was_coached_says_how_it_was_and_reads_the_answer(
    new_page: NewPage, asked: Asked
) -> None:
    address, paths = asked
    link = address + paths[RoundKind.OTHER_HALF]
    said = {"agrees": "yes", "listened": "5", "open": "4", "helped": "5", "coaches": "yes"}
    phone = answer(new_page, link, {**said, "view": "I could say what was hard"})
    page = look(new_page, address, "deliver?step=coaching")
    shown = round_of(page)
    expect(shown.get_by_text("I could say what was hard")).to_be_visible()
    expect(shown.get_by_text("Did you feel listened to?")).to_be_visible()
    expect(shown.get_by_text("Do you help somebody else in the same way by now?")).to_be_visible()
    type_into(shown.get_by_role("textbox", name=re.compile("^Your answer to")), "Thank you, Sana")
    settle(page)
    shown.get_by_role("button", name="Keep the answer").click()
    settle(page)
    phone.goto(link)
    assert faults(phone) == []
    expect(phone.get_by_text("5 fully").first).to_be_visible()
    expect(phone.get_by_text("Thank you, Sana")).to_be_visible()


def test_a_round_is_asked_in_the_planner_and_opens_for_phones_in_the_room(
    new_page: NewPage, asked: Asked
) -> None:
    page = look(new_page, asked[0], "deliver?step=understood")
    shown = round_of(page)
    shown.get_by_text("Let phones in the room answer, for an hour").click()
    shown.get_by_role("button", name="Open it for an hour").click()
    settle(page)
    told = shown.get_by_text(re.compile("Open on this network until")).inner_text()
    found = re.search(r"(http://\S+) with the code (\w{6})", told)
    assert found, told
    phone = new_page(320, 640)
    phone.goto(found[1])
    assert faults(phone) == []
    by_keys(phone, {"code": found[2]})
    expect(phone.get_by_role("heading", name="In your own words")).to_be_visible()
    by_keys(phone, {"who": "Sana", "what": "Say the sound, then wait"})
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    shown.get_by_role("button", name="Close it now").click()
    settle(page)
    expect(shown.get_by_text("“Say the sound, then wait”")).to_be_visible()
    shown.get_by_text("Let phones in the room answer, for an hour").wait_for()


def test_no_page_needs_a_script_and_none_scrolls_sideways(browser: Browser, asked: Asked) -> None:
    address, paths = asked
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in paths.values():
        for more in ("", "?in=pl", "/wall", "/sheet", "/paper"):
            page.goto(f"{address}{path}{more}")
            expect(page.get_by_role("heading").first).to_be_visible()
            assert not page.evaluate(TOO_WIDE), path + more
    context.close()
