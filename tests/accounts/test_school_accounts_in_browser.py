"""A school's planner behind https, and somebody who comes in with their school account."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.accessible import faults
from tests.accounts.provider import CLIENT, SECRET, provider_running
from tests.accounts.test_sign_in_in_browser import FIONA, MO, become_first_admin, invite, sign_in
from tests.accounts.tls_proxy import tls_proxy
from tests.browser_steps import settle
from tests.server import first_admin_code, free_port, launch, wait_until_ready

WAY_IN = "Sign in with your school account"


@pytest.fixture
def behind_https(tmp_path: Path) -> Iterator[tuple[str, Path, dict[str, object]]]:
    """The https address of a planner, its folder, and who is next at its provider."""
    outside, inside = free_port(), free_port()
    address = f"https://127.0.0.1:{outside}"
    with provider_running() as provider:
        server = launch(
            "run",
            tmp_path,
            inside,
            LP_PLANNER_MODE="school",
            LP_PLANNER_ADDRESS=address,
            LP_PLANNER_OIDC_ISSUER=provider.issuer,
            LP_PLANNER_OIDC_CLIENT_ID=CLIENT,
            LP_PLANNER_OIDC_CLIENT_SECRET=SECRET,
        )
        try:
            wait_until_ready(server, tmp_path, inside)
            with tls_proxy(outside, inside, tmp_path):
                yield address, tmp_path, provider.person
        finally:
            server.terminate()
            server.wait(20)


def test_behind_https_cookies_are_locked_and_a_school_account_opens_an_invitation(
    browser: Browser, behind_https: tuple[str, Path, dict[str, object]]
) -> None:
    address, folder, person = behind_https
    outside = browser.new_context(ignore_https_errors=True, locale="en-GB")
    admin = outside.new_page()
    become_first_admin(admin, address, first_admin_code(folder))
    sign_in(admin, FIONA)
    expect(admin.get_by_role("heading", level=1, name="Hello, Fiona")).to_be_visible()
    kept = {cookie["name"]: cookie for cookie in outside.cookies()}
    session = kept["__Host-lp_session"]
    assert (session["secure"], session["httpOnly"], session["sameSite"]) == (True, True, "Lax")
    rules = admin.request.get(f"{address}/login").headers["strict-transport-security"]
    assert "max-age=" in rules
    link = invite(admin, address, "Mo Farrell", MO)

    person.update({"sub": "mo-for-good", "email": MO})
    context = browser.new_context(
        ignore_https_errors=True, locale="en-GB", viewport={"width": 360, "height": 800}
    )
    mo = context.new_page()
    mo.goto(f"{address}/explore")
    assert mo.url.startswith(f"{address}/login")
    assert faults(mo) == []
    mo.get_by_role("link", name=WAY_IN).click()
    expect(mo.get_by_role("alert")).to_contain_text("This school account opens nothing here.")
    assert faults(mo) == []
    mo.goto(link)
    mo.get_by_role("link", name=WAY_IN).click()
    settle(mo)
    expect(mo.get_by_role("heading", level=1, name="Hello, Mo")).to_be_visible()
    mo.context.clear_cookies()
    mo.goto(f"{address}/explore")
    mo.get_by_role("link", name=WAY_IN).click()
    settle(mo)
    expect(mo.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    admin.reload()
    settle(admin)
    expect(admin.get_by_text("with a school account")).to_be_visible()
    context.close()
    outside.close()
