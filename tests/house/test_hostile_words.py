"""Hostile words in every text, before every role, in a real browser: nothing comes of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lp_planner.config import read_settings
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.planning import recording
from lp_planner.services.portfolio import portfolio, submissions
from lp_planner.storage.registry import close_store
from lp_planner.ui.accounts.welcome import DEMO_CAST
from lp_planner.ui.frame.navigation import PAGES
from tests.browser_steps import enter, settle
from tests.demo_copy import copy_database
from tests.house.hostile_words import ELSEWHERE, HOSTILE, put_everywhere
from tests.server import running

NewPage = Callable[..., Page]
COME_OF_IT = """planted => {
  const found = [...document.querySelectorAll(`[href*="${planted}"], [src*="${planted}"]`)];
  found.push(...document.querySelectorAll(".katex, [aria-label='bomb icon']"));
  for (const node of document.querySelectorAll("span.stMarkdownColoredText, strong, em, del"))
    if (/^zz[bc]$/.test(node.textContent)) found.push(node);
  const seen = document.body.innerText;
  return {
    active: found.map(node => node.outerHTML.slice(0, 300)),
    hurt: typeof window.hurt,
    turned: /[\\u202a-\\u202e\\u2066-\\u2069\\u200b]/.test(seen),
    shown: seen.includes("**zzb**"),
  };
}"""


@pytest.fixture(scope="module")
def planted(
    demo_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A demo school full of hostile words, and the addresses that each of the cast may open."""
    assert len(HOSTILE) <= 200
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "demo.duckdb"
    copy_database(demo_file, path)
    workspace = open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(path)}))
    assert put_everywhere(workspace) > 100
    addresses = {member.id: [item.key for item in PAGES] for member in DEMO_CAST}
    marcia = workspace.desk(people.actor_for(workspace, "marcia"))
    mine = projects.my_projects(marcia)[0].id
    for phase in workspace.library.pathway.phases:
        for step in phase.steps:
            here = f"{phase.key}?project={mine}&step={step.key}"
            addresses["marcia"].append(here)
            for record in recording.records_of(marcia, mine, step.kind)[:1]:
                addresses["marcia"].append(f"{here}&record={record.id}")
    portfolio.keep_choices(marcia, portfolio.Choices(reason=HOSTILE))
    copy = submissions.submit(marcia)
    link = submissions.make_link(marcia, copy.id, for_whom=HOSTILE[:190], days=9)
    for paths in addresses.values():
        paths.append(f"moderation?token={link.secret}")
    close_store(str(path))
    with running("run", folder) as address:
        yield address, addresses


@pytest.mark.slow
@pytest.mark.parametrize("member", DEMO_CAST, ids=lambda member: member.id)
def test_nothing_comes_of_hostile_words_on_any_page_of_anybody(
    new_page: NewPage, planted: tuple[str, dict[str, list[str]]], member: object
) -> None:
    who = getattr(member, "id")  # noqa: B009 - told by its id alone
    address, addresses = planted
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, address, next(m.name for m in DEMO_CAST if m.id == who))
    troubles, shown = [], 0
    for path in addresses[who]:
        page.goto(f"{address}/{path}")
        settle(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        seen = page.evaluate(COME_OF_IT, ELSEWHERE)
        shown += seen.pop("shown")
        if seen != {"active": [], "hurt": "undefined", "turned": False}:
            troubles.append((path, seen))
        assert not page.get_by_text("Something went wrong").count(), path
    assert troubles == []
    assert not [url for url in asked if ELSEWHERE in url]
    assert shown > (len(addresses[who]) // 3 if who == "marcia" else 1)
