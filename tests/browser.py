"""A real Chromium and a real server for the stories."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser_steps import SLOWEST
from tests.demo_copy import copy_database
from tests.machine import find_chromium, is_ci
from tests.server import running

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
USUAL: ViewportSize = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the stories; what is long comes first, so that all workers end at the same time."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: not {"browser", "slow"} & {m.name for m in item.iter_markers()})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        sentence = "No Chromium is on this machine, so the browser stories are not told."
        if is_ci():
            pytest.fail(sentence)
        pytest.skip(sentence)
    expect.set_options(timeout=SLOWEST)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


class FirstVisitor:
    """Whoever comes first in a story: a browser that has been there before, and remembers nothing.

    It keeps the compiled scripts of the app, which a third of the time of a fresh page goes into.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context: BrowserContext | None = None

    def page(self) -> Page:
        """A page without cookies, of the usual size."""
        if self._context is not None:
            with suppress(Error):  # a story has closed it
                return self._context.new_page()
        self._context = new_context(self._browser)
        return self._context.new_page()

    def forget(self) -> None:
        """Close what is open and forget who was signed in and what was stored."""
        if self._context is None:
            return
        with suppress(Error):
            for page in self._context.pages:
                with suppress(Error):
                    page.evaluate("() => window.localStorage.clear()")
                page.close()
            self._context.clear_cookies()
            return
        self._context = None


def new_context(browser: Browser) -> BrowserContext:
    """A browser in England that keeps still."""
    context = browser.new_context(
        viewport=USUAL,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(SLOWEST)
    return context


@pytest.fixture(scope="session")
def first_visitor(browser: Browser) -> FirstVisitor:
    return FirstVisitor(browser)


@pytest.fixture
def new_page(browser: Browser, first_visitor: FirstVisitor) -> Iterator[Callable[..., Page]]:
    """Opens pages that know nothing of each other; a script error on any of them fails the test."""
    pages, contexts, troubles = 0, [], list[str]()

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            troubles.append(message.text)

    def open_page(width: int = 1280, height: int = 900) -> Page:
        nonlocal pages
        pages += 1
        if pages == 1:
            page = first_visitor.page()
        else:
            contexts.append(new_context(browser))
            page = contexts[-1].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", note)
        return page

    yield open_page
    first_visitor.forget()
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def demo_address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A planner that serves a copy of the demo school beside an empty database."""
    folder = tmp_path_factory.mktemp("served")
    copy_database(demo_file, folder / "demo.duckdb")
    with running("run", folder) as address:
        yield address


@pytest.fixture
def own_address(tmp_path: Path) -> Iterator[str]:
    """A planner with a fresh database of its own."""
    with running("run", tmp_path) as address:
        yield address
