"""A school installation from its first start: an admin, an invitation, a project, out again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import faults
from tests.browser_steps import settle, type_into
from tests.server import first_admin_code, running

NewPage = Callable[..., Page]
PASSWORD = "lantern gravel otter"
FIONA = "fiona@oakfield.example"
MO = "mo@oakfield.example"
CHLOE = "chloe@oakfield.example"


@pytest.fixture
def school_address(tmp_path: Path) -> Iterator[str]:
    """A school's planner on its first day."""
    with running("run", tmp_path, LP_PLANNER_MODE="school") as address:
        yield address


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    settle(page)


def sign_out(page: Page) -> None:
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def become_first_admin(page: Page, address: str, code: str) -> None:
    page.goto(address)
    expect(page).to_have_url(f"{address}/first-admin")
    assert faults(page) == []
    for label, answer in {
        "Code": code,
        "Your school": "Oakfield Primary",
        "Your name": "Fiona Grant",
        "E-mail address": FIONA,
        "New password": PASSWORD,
    }.items():
        page.get_by_label(label, exact=True).fill(answer)
    page.get_by_role("button", name="Set up the planner").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()


def invite(page: Page, address: str, name: str, email: str, **chosen: str) -> str:
    page.goto(f"{address}/people")
    settle(page)
    main = page.get_by_role("main")
    type_into(main.get_by_role("textbox", name="Name", exact=True), name)
    type_into(main.get_by_role("textbox", name="E-mail address"), email)
    type_into(main.get_by_role("textbox", name="What they do"), "Works with pupils")
    for label, option in chosen.items():
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option).click()
        settle(page)
    page.get_by_role("button", name="Make an invitation").click()
    settle(page)
    expect(page.get_by_text(f"The link for {name}")).to_be_visible()
    expect(main.get_by_role("textbox", name="Name", exact=True)).to_have_value("")
    assert faults(page) == []
    return page.get_by_test_id("stCode").inner_text().strip()


def take_up(page: Page, link: str, email: str) -> None:
    page.goto(link)
    assert faults(page) == []
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    sign_in(page, email)


def test_from_the_first_admin_to_a_lead_practitioners_project(
    new_page: NewPage, school_address: str, tmp_path: Path
) -> None:
    admin = new_page()
    become_first_admin(admin, school_address, first_admin_code(tmp_path))
    assert faults(admin) == []
    sign_in(admin, FIONA)
    expect(admin.get_by_role("heading", level=1, name="Hello, Fiona")).to_be_visible()
    link = invite(admin, school_address, "Mo Farrell", MO)
    assert link.startswith(f"{school_address}/invitation/")

    mo = new_page(width=360)
    take_up(mo, link, MO)
    expect(mo.get_by_role("heading", level=1, name="Hello, Mo")).to_be_visible()
    type_into(mo.get_by_role("textbox", name="Working title"), "Calm starts after lunch")
    mo.get_by_role("button", name="Start in Explore").click()
    settle(mo)
    expect(mo).to_have_url(re.compile(f"^{re.escape(school_address)}/explore"))
    sign_out(mo)
    mo.goto(f"{school_address}/explore")
    expect(mo).to_have_url(f"{school_address}/login?next=%2Fexplore")
    sign_in(mo, MO)
    expect(mo.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    mo.goto(f"{school_address}/people")
    settle(mo)
    expect(mo.get_by_text("The link for Mo Farrell")).to_have_count(0)
    expect(mo.get_by_text(FIONA)).to_have_count(0)
    mo.goto(link)
    expect(mo.get_by_role("heading", name="This link does not work")).to_be_visible()


def test_a_leader_starts_a_cohort_and_somebody_joins_it_while_another_school_stays_apart(
    new_page: NewPage, school_address: str, tmp_path: Path
) -> None:
    admin = new_page()
    become_first_admin(admin, school_address, first_admin_code(tmp_path))
    sign_in(admin, FIONA)
    admin.goto(f"{school_address}/people")
    settle(admin)
    admin.get_by_text("Add a school").click()
    type_into(admin.get_by_role("textbox", name="Name of the school"), "Elmwood School")
    admin.get_by_role("button", name="Add the school").click()
    expect(admin.get_by_text("The school is added.")).to_be_visible()
    for_chloe = invite(admin, school_address, "Chloe Ray", CHLOE, Role="Senior leader")
    for_mo = invite(admin, school_address, "Mo Farrell", MO)
    invite(admin, school_address, "Dev Patel", "dev@elmwood.example", School="Elmwood School")
    expect(admin.get_by_text(re.compile("Elmwood School · dev@elmwood.example"))).to_be_visible()

    chloe, mo = new_page(), new_page(width=360)
    take_up(chloe, for_chloe, CHLOE)
    chloe.goto(f"{school_address}/cohort")
    settle(chloe)
    assert faults(chloe) == []
    type_into(chloe.get_by_role("textbox", name="Name of the cohort"), "First cohort")
    chloe.get_by_role("button", name="Start the cohort").click()
    expect(chloe.get_by_text("Your cohort is started.")).to_be_visible()
    settle(chloe)
    chloe.get_by_text("Invite somebody to your cohort").click()
    settle(chloe)
    expect(chloe.get_by_role("combobox", name="Whom?")).to_have_value("Mo Farrell")
    chloe.get_by_role("button", name="Invite", exact=True).click()
    expect(chloe.get_by_text("Invited.")).to_be_visible()

    take_up(mo, for_mo, MO)
    mo.get_by_role("button", name="Join").click()
    expect(
        mo.get_by_text("You belong to it now. Nothing is shared with it until you choose so.")
    ).to_be_visible()
    chloe.reload()
    settle(chloe)
    expect(chloe.get_by_text("0 of 1 lead practitioners share a project with you")).to_be_visible()
