"""A coach who is asked and looks, and an emergency that its lead reads of, from first to last."""

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
from tests.browser_steps import go_to, settle, type_into
from tests.server import first_admin_code, running

NewPage = Callable[..., Page]
HUGO = "hugo@oakfield.example"
REASON = "Mo is in hospital and the hall is booked for tomorrow."


def test_a_coach_is_asked_and_looks_and_an_emergency_is_read_by_its_lead(
    new_page: NewPage, tmp_path: Path
) -> None:
    with running("run", tmp_path, LP_PLANNER_MODE="school") as address:
        admin, mo, hugo = new_page(), new_page(), new_page(width=360)
        become_first_admin(admin, address, first_admin_code(tmp_path))
        sign_in(admin, FIONA)
        for_mo = invite(admin, address, "Mo Farrell", MO)
        for_hugo = invite(admin, address, "Hugo Lee", HUGO, Role="Coach or critical friend")

        take_up(mo, for_mo, MO)
        type_into(mo.get_by_role("textbox", name="Working title"), "Calm starts after lunch")
        mo.get_by_role("button", name="Start in Explore").click()
        settle(mo)
        go_to(mo, "Sharing")
        mo.get_by_text("Ask somebody").click()
        expect(mo.get_by_role("combobox", name="Whom?")).to_have_value(
            "Hugo Lee, Works with pupils"
        )
        mo.get_by_text("Progress and the plan", exact=True).last.click()
        settle(mo)
        assert faults(mo) == []
        mo.get_by_role("button", name="Ask them").click()
        expect(mo.get_by_text("Asked. They see nothing until they say yes.")).to_be_visible()

        take_up(hugo, for_hugo, HUGO)
        hugo.goto(f"{address}/invited")
        settle(hugo)
        expect(hugo.get_by_text("Mo Farrell asks you to be")).to_be_visible()
        expect(hugo.get_by_text("Calm starts after lunch")).to_have_count(0)
        hugo.get_by_role("button", name="Yes", exact=True).click()
        settle(hugo)
        hugo.get_by_role("link", name="Open it").click()
        settle(hugo)
        expect(hugo.get_by_role("heading", name="Calm starts after lunch")).to_be_visible()
        assert faults(hugo) == []
        opened = hugo.url

        admin.goto(f"{address}/people")
        settle(admin)
        admin.get_by_text("Open a project in an emergency").click()
        type_into(admin.get_by_role("textbox", name="Why does it have to be opened?"), REASON)
        admin.get_by_role("button", name="Open it for a day").click()
        expect(admin.get_by_text("It is open to you for a day.")).to_be_visible()
        assert faults(admin) == []
        admin.goto(opened)
        settle(admin)
        expect(admin.get_by_role("heading", name="Calm starts after lunch")).to_be_visible()

        mo.reload()
        settle(mo)
        expect(mo.get_by_text(REASON)).to_be_visible()
        expect(mo.get_by_text("Fiona Grant, on its own page")).to_be_visible()
        mo.get_by_role("button", name="End this").click()
        expect(mo.get_by_text("Hugo Lee sees nothing of this project any more.")).to_be_visible()
        hugo.reload()
        settle(hugo)
        expect(hugo.get_by_text("Calm starts after lunch")).to_have_count(0)
