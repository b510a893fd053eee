"""One's own account, the second factor and the security log as people meet them, keyboard only."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.accessible import faults
from tests.accounts.school import PASSWORD
from tests.accounts.test_sign_in_in_browser import FIONA, become_first_admin, sign_in
from tests.browser_steps import settle
from tests.server import first_admin_code, running

NewPage = Callable[..., Page]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def school_address(tmp_path: Path) -> Iterator[str]:
    """A school's planner on its first day."""
    with running("run", tmp_path, LP_PLANNER_MODE="school") as address:
        yield address


def looked_at(page: Page, name: str) -> None:
    """Nothing keeps anybody out of the page, and it fits a telephone."""
    found = faults(page)
    assert found == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, name
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_second_factor_is_set_up_and_used_with_the_keyboard_alone(
    new_page: NewPage, school_address: str, tmp_path: Path, width: int
) -> None:
    page = new_page(width=width)
    become_first_admin(page, school_address, first_admin_code(tmp_path))
    sign_in(page, FIONA)
    page.get_by_role("link", name="Your account").click()
    expect(page.get_by_role("heading", level=1, name="Your account")).to_be_visible()
    looked_at(page, f"account-{width}")
    page.get_by_role("link", name="Set up a second factor").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("The password you have now")).to_be_focused()
    looked_at(page, f"again-{width}")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="A square code for your authenticator app")).to_be_visible()
    expect(page.get_by_label("Code")).to_be_focused()
    looked_at(page, f"set-up-{width}")
    key = page.locator("section code").inner_text().replace(" ", "")
    page.keyboard.type(pyotp.TOTP(key).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    looked_at(page, f"codes-{width}")
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have written them down").click()
    expect(page.get_by_text("10 recovery codes are left.")).to_be_visible()
    page.get_by_role("link", name="Change your password").click()
    looked_at(page, f"password-{width}")
    page.goto(f"{school_address}/account")
    page.get_by_role("button", name="Sign out on all my devices").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()

    page.goto(f"{school_address}/security")
    page.get_by_label("E-mail address").fill(FIONA)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    looked_at(page, f"code-{width}")
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("heading", level=1, name="Security")).to_be_visible()
    expect(page.get_by_text("recovery code used").first).to_be_visible()
    expect(page.get_by_text("127.0.0.0/24").first).to_be_visible()
    looked_at(page, f"security-{width}")
    page.emulate_media(color_scheme="dark")
    page.reload()
    settle(page)
    looked_at(page, f"security-dark-{width}")
