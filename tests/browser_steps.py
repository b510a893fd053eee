"""What people do in the app, as small steps: enter, fill a form, save, claim."""

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from lp_planner.content.library import Library
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.ui.frame.navigation import PAGES
from lp_planner.ui.planning.field_widgets import FEW

IDLE = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)


SLOWEST = 30_000
"""How long the slowest machine may take, in milliseconds; nobody waits longer than needed."""
DRAWN_TWICE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""An answer leaves the browser before it draws again, so from then on it shows that it waits."""


def settle(page: Page) -> None:
    """Wait until the app has answered."""
    for _ in range(2):  # a page that has just come asks for what is on it once it is connected
        with suppress(Error):  # the page is making way for another one
            page.evaluate(DRAWN_TWICE)
        page.wait_for_selector(IDLE, timeout=SLOWEST)


def enter(page: Page, address: str, who: str) -> None:
    """Choose a place on the welcome page: somebody of the demo school, or one's own plan."""
    page.goto(f"{address}/welcome")
    page.get_by_role("button", name=who).click()
    settle(page)


def go_to(page: Page, name: str) -> None:
    """Open a page from the menu: a link that stands there, or one in a group."""
    item = next(item for item in PAGES if item.title == name)
    menu = page.locator(".st-key-menu")
    if item.group:
        menu.get_by_role("button", name=item.group, exact=True).click()
        menu = page.get_by_role("dialog", name=item.group)
    menu.get_by_role("link", name=name, exact=True).click()
    settle(page)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def open_step(page: Page, library: Library, key: str) -> None:
    """Open a step of the phase that is shown."""
    step = next(s for p in library.pathway.phases for s in p.steps if s.key == key)
    # The state of a step stands behind its name: "Coaching 2 due".
    name = re.compile(f"^{re.escape(step.name)}( ✓| \\d+ due)?$")
    button = page.get_by_role("main").get_by_role("button", name=name)
    if not button.is_visible():
        page.get_by_role("main").get_by_text("Going deeper", exact=True).click()
    button.click()
    settle(page)
    expect(page.get_by_role("heading", level=2, name=step.name, exact=True)).to_be_visible()


def fill(page: Page, library: Library, kind: str, answers: Mapping[str, object]) -> None:
    """Fill the form of a kind of record; every answer goes in as a person gives it."""
    text = library.pathway.text_by_kind[kind]
    for spec in field_specs(RECORD_KINDS[kind]):
        if spec.name in answers:
            if not (spec.required or spec.name in text.first):
                unfold(page)
            label = re.compile("^" + re.escape(text.field_by_name[spec.name].label))
            answer(page, library, spec, label, answers[spec.name])


def unfold(page: Page) -> None:
    """Open what a form folds away, where it is folded."""
    more = page.locator("details", has_text="More, if you have it")
    if more.count() and more.get_attribute("open") is None:
        more.locator("summary").click()
        settle(page)


def answer(
    page: Page, library: Library, spec: FieldSpec, label: re.Pattern[str], value: object
) -> None:
    """Give one answer."""
    main = page.get_by_role("main")
    if spec.kind in {FieldKind.LINE, FieldKind.PROSE}:
        type_into(main.get_by_role("textbox", name=label), str(value))
    elif spec.kind in {FieldKind.WHOLE, FieldKind.NUMBER}:
        type_into(main.get_by_role("spinbutton", name=label), str(value))
    elif spec.kind is FieldKind.DAY:
        assert isinstance(value, dt.date)
        type_day(page, main.get_by_role("group", name=label), value)
    elif spec.kind is FieldKind.SCALE:
        pick(main, label, str(value))
    elif spec.kind is FieldKind.CHOICE:
        vocabulary = library.vocabularies[str(spec.vocabulary)]
        words = vocabulary.label(str(value))
        if len(vocabulary.terms) <= FEW:
            pick(main, label, words)
        else:
            select(page, label, words)
    elif spec.kind is FieldKind.LINK:
        select(page, label, str(value))
    elif spec.kind is FieldKind.LINKS:
        for words in value if isinstance(value, list) else ():
            tick(main, label, str(words))
    settle(page)


def type_into(box: Locator, words: str) -> None:
    """Type into a box and leave it."""
    box.fill(words)
    box.press("Tab")


def type_day(page: Page, group: Locator, day: dt.date) -> None:
    """Type a date part by part, as the field takes it."""
    group.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Tab")


def pick(main: Locator, label: re.Pattern[str], words: str) -> None:
    """Choose one of a few answers."""
    group = main.get_by_role("radiogroup", name=label)
    group.get_by_text(words, exact=True).first.click()


def tick(main: Locator, label: re.Pattern[str], words: str) -> None:
    """Tick one of several."""
    chips = main.get_by_test_id("stButtonGroup").filter(has_text=label)
    chips.get_by_role("button", name=words[:40]).first.click()


def select(page: Page, label: re.Pattern[str], words: str) -> None:
    """Choose from a list by typing."""
    box = page.get_by_role("main").get_by_role("combobox", name=label)
    box.focus()
    page.keyboard.type(words[:40])
    page.get_by_role("option", name=words[:40]).first.wait_for()
    page.keyboard.press("Enter")


def save(page: Page, library: Library, kind: str) -> None:
    """Save the form and see that it closes to the card which says so."""
    page.get_by_role("button", name="Save", exact=True).click()
    settle(page)
    expect(page.get_by_text("Kept ✓")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Save", exact=True)).not_to_be_visible()
    assert kind in library.pathway.text_by_kind


def claim(page: Page, words: str, reach: str) -> None:
    """Take up the proposal that follows a save; ``reach`` in words."""
    main = page.get_by_role("main")
    type_into(main.get_by_role("textbox", name=re.compile("what does this show about")), words)
    settle(page)
    main.get_by_role("radio", name=reach, exact=True).click()
    settle(page)
    main.get_by_role("button", name=re.compile("^Use it for ")).click()
    settle(page)
    expect(page.get_by_text("Evidence for").first).to_be_visible()


def another(page: Page, library: Library, kind: str) -> None:
    """Open an empty form of the same kind."""
    label = library.pathway.text_by_kind[kind].add_label
    page.get_by_role("main").get_by_role("button", name=label).click()
    settle(page)


def open_row(page: Page, number: int = 0) -> None:
    """Open a record of the list."""
    page.get_by_role("main").get_by_role("button", name="Open", exact=True).nth(number).click()
    settle(page)
