"""How long people need: a script at the pace of a person, ``make journeys``.

A person types 48 words a minute, takes 1.2 seconds for a click and reads 240 words a minute; a word
has five letters. Their time is counted, not slept; what the planner needs to answer is measured and
stands beside it, so that a slow machine is not taken for a slow person. The table is written into
``docs/benchmarks.md``.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright

from lp_planner.config import ROOT, read_settings
from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.storage.registry import close_all, close_store
from tests.benchmarks import full_pages
from tests.benchmarks.bench import Result
from tests.browser import ARGUMENTS
from tests.browser_steps import enter, settle, type_into
from tests.machine import find_chromium
from tests.server import running

DOCUMENT = ROOT / "docs" / "benchmarks.md"
HEADING = "## How long people need"
HOW = (
    "Measured by `make journeys` (`tests/benchmarks/paced.py`): somebody who types 48 words a "
    "minute, takes 1.2 seconds for a click and reads 240 words a minute. The last column is what "
    "the planner took to answer on the machine of the run, which others used as well. “Before” is "
    "what a new user found on 28 November 2026."
)
A_WEEK = (
    "A week’s upkeep is a check-back, a date that has passed, a reading, a coaching note, a visit "
    "with five ratings, and what two standards could use."
)
ANSWERS = (
    "The answer after Save, and after a refused Save, is in view and has the focus for every kind "
    "of record at both sizes; the first answer of every fresh form begins above 560 pixels, or 640 "
    "on a phone. `tests/planning/test_every_step_in_browser.py` sees to both with each change."
)
A_CLICK = 1.2
A_LETTER = 60 / (48 * 5)
A_WORD_READ = 60 / 240
SIZES = {"1280x800": (1280, 800), "360x740": (360, 740)}
PAGES = (
    "", "explore", "prepare", "deliver", "sustain", "plan", "impact", "evidence",
    "self_assessment", "portfolio", "sharing", "you",
)  # fmt: skip
WIDE = "1280x800"
SCREENS, LONGEST = 2.0, {"plan": 3.0}
LOWEST = {"1280x800": 560, "360x740": 640}
FIELD = "[class*=st-key-box-] :is(input, textarea, [role=spinbutton], [role=radio])"
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
FIRST = f"""() => {{
  const field = document.querySelector('.st-key-form {FIELD}')
  const main = document.querySelector('[data-testid=stMain]')
  return field ? field.getBoundingClientRect().top + main.scrollTop : 0
}}"""


class Person:
    """Somebody at a keyboard: what they do is counted, and so is the time it takes."""

    def __init__(self, page: Page) -> None:
        self.page, self.done, self.paced, self.waited = page, 0, 0.0, 0.0

    def _act(self, act: Callable[[], object]) -> None:
        self.done += 1
        self.paced += A_CLICK
        began = time.perf_counter()
        act()
        settle(self.page)
        self.waited += time.perf_counter() - began

    def click(self, thing: Locator) -> None:
        """Click something, once its words are read."""
        self.read(thing.inner_text())
        self._act(thing.click)

    def press(self, name: str) -> None:
        """Press a button, the first with this name."""
        self.click(self.page.get_by_role("button", name=name, exact=True).first)

    def write(self, label: str, words: str) -> None:
        """Read the question of a box, go to it and type."""
        self.read(label)
        box = self.page.get_by_role("textbox", name=re.compile(f"^{label}")).first
        self._act(lambda: type_into(box, words))
        self.paced += len(words) * A_LETTER

    def read(self, words: str) -> None:
        """Read something."""
        self.paced += len(words.split()) * A_WORD_READ


@dataclass(frozen=True)
class Job:
    """Something that people do, with what it may cost, and what it cost before."""

    name: str
    do: Callable[[Person], None]
    who: str
    most: int
    seconds: int
    before: str
    on_a_phone: bool = False


def start(person: Person) -> None:
    """From the first screen to the first step saved, with four of its answers."""
    person.write("Working title", "Metacognitive talk in Year 9 science")
    person.press("Start in Explore")
    person.write("Which improvement priority", "Pupils explain their thinking in practicals")
    person.write("Why this school", "Half of the write-ups in June had no reason in them")
    person.write("What will be better about pupils", "They know why a step is next")
    person.press("Save")
    person.read(person.page.locator(".st-key-kept-card").inner_text())


def coaching(person: Person) -> None:
    """A coaching note from Home, used as evidence."""
    person.click(person.page.get_by_role("link", name="Note a coaching conversation"))
    person.write("Whom did you coach", "TA in Year 1")
    person.write("What did you ask", "What should the first minute look like?")
    person.write("What is the one small step", "Lay the cards out before register")
    person.press("Save")
    card = person.page.locator(".st-key-kept-card")
    person.read(card.inner_text())
    person.click(card.get_by_role("button", name=re.compile("^Use it for")))
    person.page.get_by_text("Evidence for").first.wait_for()


def line(person: Person) -> None:
    """A line into the inbox."""
    person.write("One line is enough", "Sat with K after lunch, she will wait five seconds")
    person.press("Keep it")
    person.page.get_by_text("Kept in your inbox").wait_for()


def standards(person: Person) -> None:
    """Ten standards looked at, each read in full."""
    menu = person.page.locator(".st-key-menu")
    person.click(menu.get_by_role("button", name="Evidence", exact=True))
    group = person.page.get_by_role("dialog", name="Evidence")
    person.click(group.get_by_role("link", name="Self-assessment", exact=True))
    for number in range(1, 11):
        head = person.page.get_by_role("heading", level=2, name=re.compile(f"^LP{number} "))
        levels = person.page.get_by_role("radiogroup", name="Which sounds most like you today?")
        person.read(head.inner_text())
        person.read(levels.inner_text())
        person.click(levels.get_by_text("Developing", exact=True))
        if number < 10:
            person.press("Next standard")
    person.page.get_by_text("You have looked at 10 of 10 standards.").wait_for()


def upkeep(person: Person) -> None:
    """A week: a check-back, a date, a reading, a coaching note, a visit, and two standards."""
    page = person.page
    week = page.get_by_role("main")
    person.read(" ".join(week.locator("[class*=st-key-week]").all_inner_texts()))
    person.press("It is secure")
    person.press("Done")
    person.write("Today’s reading", "18 of 20")
    person.press("Keep")
    coaching_box = page.get_by_role("link", name="Note a coaching conversation")
    person.click(coaching_box)
    person.write("Whom did you coach", "TA in Reception")
    person.write("What is the one small step", "Let the child have the last word")
    person.press("Save")
    person.read(page.locator(".st-key-kept-card").inner_text())
    person.click(page.locator(".st-key-menu").get_by_role("link", name="Home", exact=True))
    person.click(page.get_by_role("link", name="Note a visit"))
    person.write("Where", "Library corner")
    groups = page.get_by_role("main").get_by_role("radiogroup")
    for number in range(groups.count()):
        person.click(groups.nth(number).get_by_text("Seen", exact=True))
    person.press("Save")
    person.read(page.locator(".st-key-kept-card").inner_text())
    person.click(page.locator(".st-key-menu").get_by_role("link", name="Home", exact=True))
    person.click(page.get_by_role("link", name="Look through them"))
    for number in range(2):
        card = page.locator("[class*=st-key-wait-card]").nth(number)
        person.read(card.inner_text())
        person.click(card.get_by_role("button", name=re.compile("^Use (it|the ticked ones)$")))


OWN, LEAD = "Start my own plan", "Marcia Bennett"
JOBS = (
    Job("Start to the first step saved", start, OWN, 8, 90, "7 and 122 s"),
    Job("A coaching note from Home, used as evidence", coaching, LEAD, 7, 60, "9 and 95 s"),
    Job("A line into the inbox, on a phone", line, LEAD, 3, 20, "no inbox", on_a_phone=True),
    Job("A week’s upkeep", upkeep, LEAD, 25, 300, "about 44, and 6 to 8 min"),
    Job("Ten standards looked at", standards, OWN, 22, 300, "29 to 38"),
)


def measured(job: Job, browser: Browser, address: str) -> Person:
    """Somebody who has done a job."""
    size = SIZES["360x740" if job.on_a_phone else "1280x800"]
    page = _page(browser, size)
    enter(page, address, job.who)
    person = Person(page)
    job.do(person)
    page.context.close()
    return person


def _page(browser: Browser, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(120_000)
    return context.new_page()


def lengths(browser: Browser, address: str) -> dict[str, dict[str, float]]:
    """How many screens each page of the fullest demo project is long, by page and size."""
    found: dict[str, dict[str, float]] = {}
    for name, size in SIZES.items():
        page = _page(browser, size)
        enter(page, address, LEAD)
        for path in PAGES:
            page.goto(f"{address}/{path}")
            settle(page)
            page.wait_for_timeout(500)
            found.setdefault(path or "home", {})[name] = page.evaluate(HEIGHT) / size[1]
        page.context.close()
    return found


def first_fields(browser: Browser, address: str, library: Library) -> dict[str, dict[str, float]]:
    """How far down the first answer of each fresh form of the core begins, by step and size."""
    found: dict[str, dict[str, float]] = {}
    for name, size in SIZES.items():
        page = _page(browser, size)
        enter(page, address, LEAD)
        for phase in library.pathway.phases:
            for step in (step for step in phase.steps if step.is_core):
                page.goto(f"{address}/{phase.key}?step={step.key}&add=yes")
                settle(page)
                with suppress(Error):  # a record there is one of stands open, and is no fresh form
                    page.locator(f".st-key-form {FIELD}").first.wait_for(timeout=5_000)
                if top := page.evaluate(FIRST):
                    found.setdefault(step.name, {})[name] = top
        page.context.close()
    return found


def told(
    people: dict[str, Person],
    pages: dict[str, dict[str, float]],
    tops: dict[str, dict[str, float]],
    times: dict[str, Result],
) -> str:
    """The tables as they stand in the document."""
    jobs = (
        f"| {job.name} | {people[job.name].done} | {job.most} | {people[job.name].paced:.0f} "
        f"| {job.seconds} | {job.before} | {people[job.name].waited:.0f} s |"
        for job in JOBS
    )
    lengths_of_pages = (
        f"| {path.replace('_', '-').capitalize()} | {_shown(pages[path], '.1f')} |"
        for path in pages
    )
    parts = (
        (HEADING,),
        (HOW,),
        (
            "| What | Interactions | At most | Seconds | At most | Before | The planner |",
            "|---|---|---|---|---|---|---|",
            *jobs,
        ),
        (A_WEEK,),
        (ANSWERS,),
        (
            "| First answer of a form of the core, in pixels from the top | 1280x800 | 360x740 |",
            "|---|---|---|",
            *(f"| {step} | {_shown(tops[step], '.0f')} |" for step in tops),
        ),
        (
            "| Length of a page of the fullest demo project, in screens | 1280x800 | 360x740 |",
            "|---|---|---|",
            *lengths_of_pages,
        ),
        (
            f"| Script time, at most {full_pages.MOST:g} times a bare page | Ours | Bare | Times |",
            "|---|---|---|---|",
            *(
                f"| {name} | {one.ours:.0f} ms | {one.floor:.0f} ms | {one.ratio:.1f} |"
                for name, one in times.items()
            ),
        ),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _shown(by_size: dict[str, float], form: str) -> str:
    return " | ".join(format(by_size[name], form) if name in by_size else "–" for name in SIZES)


def put_into(document: str, section: str, heading: str = HEADING) -> str:
    """The document with this section in place of the one of before, or at its end."""
    before, found, after = document.partition(heading)
    rest = after.partition("\n## ")
    if not found:
        return f"{document.rstrip()}\n\n{section}"
    return f"{before}{section}" + (f"\n## {rest[2]}" if rest[1] else "")


def main() -> int:
    """Measure, write the tables and say what is above its mark."""
    library = load_library(ROOT / "data")
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        folder = Path(kept)
        demo = str(folder / "demo.duckdb")
        open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": demo}))
        close_store(demo)
        path = find_chromium()
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with running("run", folder) as address:
            people = {job.name: measured(job, browser, address) for job in reversed(JOBS)}
            pages = lengths(browser, address)
            tops = first_fields(browser, address, library)
        browser.close()
        times = dict(full_pages.timed(folder))
        close_all()
    section = told(people, pages, tops, times)
    document = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(put_into(document, section), encoding="utf-8")
    print(section)
    over = [
        job.name
        for job in JOBS
        if people[job.name].done > job.most or people[job.name].paced > job.seconds
    ]
    over += [f"{name}, script time" for name, one in times.items() if one.ratio > full_pages.MOST]
    over += [
        f"{path}, {sizes[WIDE]:.1f} screens"
        for path, sizes in pages.items()
        if round(sizes[WIDE], 1) > LONGEST.get(path, SCREENS)
    ]
    over += [
        f"{step}, first answer at {top:.0f}"
        for step, sizes in tops.items()
        for name, top in sizes.items()
        if top > LOWEST[name]
    ]
    print(f"Above its mark: {', '.join(over) or 'nothing'}.")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
