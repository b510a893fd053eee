"""Every kind of record on a real screen: where its form begins, and where the answer to Save is."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from lp_planner.config import read_settings
from lp_planner.content.library import Library
from lp_planner.domain.planning.pathway import Step
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.services.accounts import people
from lp_planner.services.desk import drafts, projects
from lp_planner.services.desk.workspace import Desk, open_workspace
from lp_planner.services.planning import recording
from lp_planner.storage.registry import close_store
from lp_planner.ui.frame import sure_panel
from tests.accessible import DESK, STILL
from tests.browser_steps import enter, open_step, settle
from tests.server import running

NewPage = Callable[..., Page]
Places = tuple[str, str, dict[int, str]]
"""The address, the empty project and the one with drafts for each width."""
SIZES = ((1280, 800, 560), (360, 740, 640))
"""Width, height, and how far down the first answer of a fresh form may begin, in pixels."""
MOST_SCREENS = 1.5
OTHERS_BELONG_TO = ("active_ingredient", "option", "measure", "baseline")
"""Without these, some forms lead to what comes first."""
FIELD = "[class*=st-key-box-] :is(input, textarea, [role=spinbutton], [role=radio])"
GAP = re.compile("still empty|Please say|at least one")
PATIENCE = 25_000
"""Milliseconds for the focus to arrive on a busy machine."""
LOOK = """() => {
  const main = document.querySelector('[data-testid=stMain]')
  const form = document.querySelector('.st-key-form')
  const first = form.querySelector(
    '[class*=st-key-box-] :is(input, textarea, [role=spinbutton], [role=radio])')
  return !first ? { top: 99999, height: 0 } : {
    top: first.getBoundingClientRect().top + main.scrollTop,
    height: form.getBoundingClientRect().height,
  }
}"""
FOCUS = """() => {
  const { top, bottom } = document.activeElement.getBoundingClientRect()
  const box = document.activeElement.closest(
    '[class*=st-key-box-], [class*=st-key-sure-], .st-key-kept-card')
  return {
    inView: top >= 0 && bottom > 0 && top < window.innerHeight,
    says: box ? box.innerText : '',
  }
}"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Places]:
    """A planner with an empty project and, for each size, one whose forms are finished drafts."""
    folder = tmp_path_factory.mktemp("steps")
    path = folder / "planner.duckdb"
    workspace = open_workspace(read_settings({"LP_PLANNER_DATABASE": str(path)}))
    desk = workspace.desk(people.local_actor(workspace))
    empty = projects.start_project(desk, title="Nothing yet").id
    for kind in OTHERS_BELONG_TO:
        recording.write_record(desk, empty, kind, answers_for(library, kind, {}))
    drafted = {}
    for width, _, _ in SIZES:
        drafted[width] = projects.start_project(desk, title="All but saved").id
        links = {
            kind: recording.write_record(
                desk, drafted[width], kind, answers_for(library, kind, {})
            ).id
            for kind in OTHERS_BELONG_TO
        }
        for kind in library.pathway.text_by_kind.keys() & RECORD_KINDS.keys():
            keep(desk, drafted[width], kind, answers_for(library, kind, links), links)
    close_store(str(path))
    with running("run", folder) as address:
        yield address, empty, drafted


def answers_for(library: Library, kind: str, links: Mapping[str, str]) -> dict[str, object]:
    """An answer for everything that a kind needs."""
    given: dict[FieldKind, object] = {
        FieldKind.LINE: "Lay out the cards before register",
        FieldKind.PROSE: "Three of four groups began on time",
        FieldKind.DAY: dt.date(2026, 3, 4),
        FieldKind.NUMBER: 12.0,
    }
    answers: dict[str, object] = {}
    for spec in field_specs(RECORD_KINDS[kind]):
        if spec.required and spec.vocabulary:
            answers[spec.name] = library.vocabularies[spec.vocabulary].terms[-1].key
        elif spec.required:
            answers[spec.name] = given.get(spec.kind) or links[str(spec.links_to)]
    for name in RECORD_KINDS[kind].needs_one_of[:1]:
        answers[name] = given[FieldKind.PROSE]
    return answers


def keep(
    desk: Desk, project: str, kind: str, answers: dict[str, object], links: Mapping[str, str]
) -> None:
    """Keep a form as its draft; a visit has seen its ingredient."""
    if kind == "fidelity_visit":
        answers[f"rating:{links['active_ingredient']}"] = "seen"
    drafts.keep_draft(desk, f"{project}|{kind}|new", answers)


def go_to_step(page: Page, library: Library, step: Step) -> None:
    """By the list at the side; a phone is made wide for it, which is a third of a new visit."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": DESK, "height": size["height"]})
    open_step(page, library, step.key)
    page.set_viewport_size(size)
    if size["width"] != DESK:
        page.wait_for_timeout(STILL)


def steps_of(page: Page, library: Library, project: str, address: str) -> Iterator[Step]:
    """Every step of every phase, opened one after the other in one visit."""
    for phase in library.pathway.phases:
        page.goto(f"{address}/{phase.key}?project={project}&step={phase.steps[0].key}")
        settle(page)
        for number, step in enumerate(phase.steps):
            if number:
                go_to_step(page, library, step)
            expect(page.get_by_role("heading", level=2, name=step.name, exact=True)).to_be_visible()
            yield step


def press_save(page: Page) -> dict[str, object]:
    """What has the focus once Save was pressed and the answer is there."""
    page.get_by_role("button", name="Save", exact=True).click()
    return answered(page)


def answered(page: Page, *, after: str = "\0") -> dict[str, object]:
    """What has the focus once the answer is there, and what was answered is not any more."""
    settle(page)
    found: dict[str, object] = {}
    for _ in range(PATIENCE // 100):
        found = page.evaluate(FOCUS)
        if found["says"] and after not in str(found["says"]):
            break
        page.wait_for_timeout(100)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height", "lowest"), SIZES)
def test_a_fresh_form_begins_in_view_and_a_refused_save_puts_the_focus_into_its_first_gap(
    new_page: NewPage,
    places: Places,
    library: Library,
    width: int,
    height: int,
    lowest: int,
) -> None:
    address, empty, _ = places
    page = new_page(width, height)
    enter(page, address, "Start my own plan")
    troubles = []
    for step in steps_of(page, library, empty, address):
        if step.kind in OTHERS_BELONG_TO:
            page.get_by_role(
                "button", name=library.pathway.text_by_kind[step.kind].add_label
            ).click()
            settle(page)
        page.locator(f".st-key-form {FIELD}").first.wait_for()
        seen = page.evaluate(LOOK)
        if seen["top"] > lowest or seen["height"] > MOST_SCREENS * height:
            troubles.append((step.key, seen))
        focus = press_save(page)
        if not focus["inView"] or not GAP.search(str(focus["says"])):
            troubles.append((step.key, focus))
    assert not troubles, "\n".join(map(str, troubles))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [size[:2] for size in SIZES])
def test_after_a_save_the_answer_has_the_focus_and_is_in_view(
    new_page: NewPage, places: Places, library: Library, width: int, height: int
) -> None:
    address, _, drafted = places
    page = new_page(width, height)
    enter(page, address, "Start my own plan")
    troubles, done = [], set[str]()
    for step in steps_of(page, library, drafted[width], address):
        if step.kind in done:
            continue  # the draft of its kind is saved already
        done.add(step.kind)
        focus = press_save(page)
        if sure_panel.YES in str(focus["says"]):  # the same was recorded already: that is right
            page.get_by_role("button", name=sure_panel.YES).click()
            focus = answered(page, after=sure_panel.YES)
        if not focus["inView"] or "Kept ✓" not in str(focus["says"]):
            troubles.append((step.key, focus))
    assert not troubles, "\n".join(map(str, troubles))
