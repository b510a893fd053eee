"""An admin makes a copy, checks everything and reads of damage; nobody else finds the page."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.accessible import faults
from tests.accounts.test_sign_in_in_browser import (
    FIONA,
    MO,
    become_first_admin,
    invite,
    sign_in,
    take_up,
)
from tests.browser_steps import go_to, settle
from tests.server import first_admin_code, running

NewPage = Callable[..., Page]


def test_an_admin_looks_after_the_planner_and_nobody_else_does(
    new_page: NewPage, tmp_path: Path
) -> None:
    with running("run", tmp_path, LP_PLANNER_MODE="school") as address:
        admin, mo = new_page(), new_page(width=360, height=740)
        become_first_admin(admin, address, first_admin_code(tmp_path))
        sign_in(admin, FIONA)
        take_up(mo, invite(admin, address, "Mo Farrell", MO), MO)
        expect(mo.get_by_role("link", name="Health")).to_have_count(0)
        mo.goto(f"{address}/health")
        settle(mo)
        expect(mo.get_by_role("button", name="Make a copy now")).to_have_count(0)

        go_to(admin, "Health")
        expect(admin.get_by_text("There is no copy yet.")).to_be_visible()
        admin.get_by_role("button", name="Make a copy now").click()
        settle(admin)
        expect(admin.get_by_text("It was restored as a trial, all there.")).to_be_visible()
        admin.get_by_role("button", name="Check now").click()
        settle(admin)
        expect(admin.get_by_text("everything was whole")).to_be_visible()
        expect(admin.get_by_text("Mo Farrell")).to_have_count(0)
        assert faults(admin) == []

        (made,) = tmp_path.glob("backups/planner-*.duckdb")
        (tmp_path / "backups" / f".{made.name}.unfinished").write_text("left", encoding="utf-8")
        admin.reload()
        settle(admin)
        expect(admin.get_by_text("These were broken off")).to_be_visible()
        admin.set_viewport_size({"width": 360, "height": 740})
        settle(admin)
        wide = admin.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360
        assert faults(admin) == []
