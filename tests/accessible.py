"""Whether a page in the browser is accessible, and fits a desk and a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESK, PHONE = 1280, 360
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
TOO_WIDE = """() => {
  const main = document.querySelector('[data-testid=stMain]') ?? document.documentElement;
  return main.scrollWidth - main.clientWidth > 1;
}"""
STILL = 300
"""What a page needs after it was made narrow, to be drawn anew, in milliseconds."""


def faults(page: Page) -> list[str]:
    """What WCAG 2.2 A and AA forbid, as far as a machine sees it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def faults_wide_and_narrow(page: Page, height: int = 900) -> list[str]:
    """The same on a desk and on a phone, and whether the page scrolls sideways there."""
    found = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(STILL)
        found += [f"{width} px: {fault}" for fault in faults(page)]
        if page.evaluate(TOO_WIDE):
            found.append(f"{width} px: the page scrolls sideways")
    return found
