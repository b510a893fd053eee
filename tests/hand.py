"""Counts what a hand does in a browser, so that a story can say how much work a thing is."""

import re

from playwright.sync_api import Locator, Page

from tests.browser_steps import settle, type_into


class Hand:
    """Counts each click and each box that is filled."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def click(self, thing: Locator) -> None:
        """Click and wait for the answer."""
        self.done += 1
        thing.click()
        settle(self.page)

    def write(self, label: str, words: str) -> None:
        """Fill the box whose label begins so, and wait for the answer."""
        self.done += 1
        box = self.page.get_by_role("main").get_by_role("textbox", name=re.compile(f"^{label}"))
        type_into(box.first, words)
        settle(self.page)
