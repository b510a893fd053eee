"""What was typed looks as it was typed, wherever Streamlit reads Markdown, in a real browser."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from lp_planner.config import ROOT
from tests.browser_steps import settle
from tests.house import as_typed
from tests.server import STOP_SECONDS, free_port

WAYS = ("markdown", "heading", "caption", "checkbox", "button", "expander", "input", "message")
WORDS = (
    "[data-testid=stMarkdownContainer], [data-testid=stHeading], [data-testid=stCaptionContainer]"
)
SEEN = """element => ({
  text: element.innerText,
  active: [...element.querySelectorAll(
    "a, img, .katex, code, pre, em, strong, del, h1, h4, li, hr, blockquote, table, sup, math, " +
    "script, [class*=stMarkdownColored], [role=img]"
  )].map(node => node.outerHTML.slice(0, 200)),
})"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the page with everything typed is served."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", as_typed.__file__, "--server.headless=true",
         f"--server.port={port}", "--browser.gatherUsageStats=false"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_way_of_showing_words_shows_them_as_typed_and_nothing_comes_of_them(
    address: str, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator(".st-key-last").wait_for()
    settle(page)
    page.wait_for_timeout(1500)  # formulas and emoji come later, if they come
    troubles = []

    def look(where: str, element: Any, typed: str) -> None:
        seen = element.evaluate(SEEN)
        if one_line(seen["text"]) != one_line(typed) or seen["active"]:
            troubles.append((where, typed, seen))

    for number, typed in enumerate(as_typed.TYPED):
        for way in WAYS:
            place = page.locator(f".st-key-{way}{number}")
            words = place.locator(WORDS)
            look(way, words.first, typed)
        badge = page.locator(f".st-key-badge{number} .stMarkdownBadge").inner_text()
        if one_line(badge) != one_line(f"check {typed}"):
            troubles.append(("badge", typed, badge))
        bold = page.locator(f".st-key-bold{number}").inner_text()
        if one_line(bold) != one_line(f"Said: {typed} {typed}"):
            troubles.append(("bold", typed, bold))
    rows = page.locator(".st-key-table tbody tr")
    options = page.locator(".st-key-radio label [data-testid=stMarkdownContainer]")
    below = page.locator(".st-key-radio [data-testid=stCaptionContainer]")
    for number, typed in enumerate(as_typed.TYPED):
        look("table", rows.nth(number).locator("td").last, typed)
        look("option", options.nth(number + 1), typed)
        look("caption of an option", below.nth(number), typed)
    assert troubles == []
    assert not [url for url in asked if "planted" in url]
