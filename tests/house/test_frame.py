"""The frame of every page: two slim lines, a menu of what one has a use for, and a way back."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Role
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.services.accounts import people
from lp_planner.services.planning import recording
from lp_planner.ui.frame import navigation, undo
from tests.accessible import faults_wide_and_narrow
from tests.browser_steps import enter, go_to, settle
from tests.cast import CAST
from tests.page_script import Opener, words

NewPage = Callable[..., Page]
LOCAL = "local"
LEAD = "demo:marcia"
SLIM = 110
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
FOR_ONE = {
    "Home": ["Home"],
    "Plan it": ["Explore", "Prepare", "Deliver", "Sustain"],
    "See it": ["Plan", "Impact"],
    "Evidence": ["Evidence", "Self-assessment", "Portfolio"],
    "You": ["Settings and your data"],
}
ALWAYS = {"Home": ["Home"], "You": ["Settings and your data"]}
ALONE = [
    "home", "explore", "prepare", "deliver", "sustain", "plan", "impact", "evidence",
    "self_assessment", "portfolio", "you",
]  # fmt: skip
OTHERS = re.compile(
    r"\bcohorts?\b|\b(?:your|my|their) (?:senior )?leaders?\b|critical friend|senior leader"
    r"|\bwhat a leader sees\b|trust lead",
    re.IGNORECASE,
)
"""The people whom a planner for one does not have."""
WITH_OTHERS = {**FOR_ONE, "Share": ["Sharing"]}


def menu(role: Role, *, is_for_one: bool = False) -> dict[str, list[str]]:
    somebody = next(actor for actor in CAST if actor.role is role)
    found = navigation.menu_of(somebody, is_for_one=is_for_one)
    return {name: [item.title for item in items] for name, items in found.items()}


def test_each_role_is_offered_what_it_has_a_use_for_and_nothing_else() -> None:
    assert menu(Role.LEAD_PRACTITIONER) == WITH_OTHERS
    assert menu(Role.LEAD_PRACTITIONER, is_for_one=True) == FOR_ONE
    assert menu(Role.SENIOR_LEADER) == {**ALWAYS, "Cohort": ["Cohort"]}
    assert menu(Role.TRUST_LEAD) == {**ALWAYS, "Trust": ["Trust"]}
    assert menu(Role.COACH) == {**ALWAYS, "Shared with me": ["Shared with me"]}
    assert menu(Role.ADMIN) == {
        **ALWAYS, "People": ["People"], "Health": ["Health"], "Security": ["Security"],
    }  # fmt: skip


@pytest.mark.parametrize("page", [p.key for p in navigation.PAGES if p.of_a_project])
def test_a_page_of_a_project_says_before_there_is_one_what_it_is_for_and_how_to_begin(
    opened: Opener, library: Library, page: str
) -> None:
    app = opened(LOCAL, page)
    said, phase = words(app), library.pathway.phase_by_key.get(page)
    assert (phase.purpose if phase else navigation.BY_KEY[page].shows) in said
    assert all(item.says in said for item in (phase.items if phase else ()))
    app.button(key="nothing-yet|start").click().run()
    assert app.text_input(key="home|new|title")


def test_a_page_of_a_project_offers_none_to_somebody_who_starts_none(opened: Opener) -> None:
    app = opened("demo:hannah", "deliver")
    assert "a project of one’s own, and you have none" in words(app)
    assert not [button for button in app.button if button.label == "Start a project"]


@pytest.mark.parametrize("page", ALONE)
def test_whoever_plans_alone_meets_no_leader_cohort_or_coach(opened: Opener, page: str) -> None:
    app = opened(LOCAL, "home")
    app.text_input(key="home|new|title").set_value("Calm starts").run()
    app.button(key="home|new|start").click().run()
    seen = opened(LOCAL, page)
    assert not OTHERS.findall(everything(seen))
    labels = [link.proto.label for link in seen.get("page_link")]
    assert not {"Sharing", "Cohort", "Shared with me", "What my leader sees"} & {*labels}


def everything(app: AppTest) -> str:
    """All words of a page: what stands there, the names of its boxes, and what helps with them."""
    found = [words(app)]
    for kind in ("button", "text_input", "text_area", "checkbox", "radio", "selectbox", "expander"):
        for part in app.get(kind):
            proto = part.proto
            found += [str(getattr(proto, name, "")) for name in ("label", "help", "placeholder")]
            found += [str(option) for option in getattr(proto, "options", ())]
    return "\n".join(found)


def test_what_was_removed_is_named_and_its_way_back_goes_away_on_the_next_page(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, mine = opened.school(), opened.project_of("marcia")
    desk = workspace.desk(people.actor_for(workspace, "marcia"))
    note = recording.records_of(desk, mine, CoachingSession.kind)[0]

    app = opened(LEAD, "deliver", project=mine, step="coaching", record=note.id)
    next(b for b in app.button if (b.key or "").endswith("|remove")).click().run()
    assert "Removed: Coaching session, 14 May 2026." in words(app)
    app.button(key="undo").click().run()
    assert note.id in {r.id for r in recording.records_of(desk, mine, CoachingSession.kind)}
    assert "Removed:" not in words(app)

    app.query_params["record"] = note.id
    app.run()
    next(b for b in app.button if (b.key or "").endswith("|remove")).click().run()
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment + undo.SECONDS + 1)
    assert "Removed:" not in words(app.run())


def test_the_frame_is_two_slim_lines_on_a_desk_and_fits_a_phone(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    for path in ("", "deliver", "plan", "you"):
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(f"{demo_address}/{path}")
        settle(page)
        frame = page.locator(".st-key-frame").bounding_box()
        assert frame is not None
        assert frame["y"] + frame["height"] <= SLIM, path
        for shown in ("LP Planner", "Demo data"):
            expect(page.locator(".st-key-menu").get_by_text(shown).first).to_be_visible()
        path_of_phases = page.locator(".st-key-phases")
        expect(path_of_phases.get_by_role("link", name="Explore ✓")).to_be_visible()
        assert faults_wide_and_narrow(page) == []
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.wait_for_timeout(300)
        for part in page.locator(".st-key-frame button:visible, .st-key-frame a:visible").all():
            box = part.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= PHONE["width"] + 1, part.inner_text()


def test_a_page_of_the_menu_is_one_step_and_back_goes_back(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    go_to(page, "Deliver")
    page.get_by_role("main").get_by_role("button", name="Open", exact=True).first.click()
    settle(page)
    record = page.url
    assert "record=" in record
    go_to(page, "Impact")
    page.go_back()
    page.wait_for_url(record)
    settle(page)
    expect(page.get_by_role("heading", level=1, name="Deliver")).to_be_visible()
    page.go_back()
    settle(page)
    expect(page).not_to_have_url(record)
    expect(page.get_by_role("heading", level=1, name="Deliver")).to_be_visible()
    page.go_back()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("This week")


def test_the_first_link_that_is_opened_in_the_demo_opens_what_it_names(
    new_page: NewPage, demo_address: str, library: Library
) -> None:
    page = new_page()
    page.goto(f"{demo_address}/prepare?step=risks")
    page.get_by_role("button", name="Marcia Bennett").click()
    settle(page)
    assert "step=risks" in page.url
    step = next(s for s in library.pathway.phase_by_key["prepare"].steps if s.key == "risks")
    expect(page.get_by_role("heading", level=2, name=step.name)).to_be_visible()


def test_whoever_asked_for_less_motion_gets_none(new_page: NewPage, demo_address: str) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    slowest = """() => Math.max(...[...document.querySelectorAll('button, details, a')].map(
        part => parseFloat(getComputedStyle(part).transitionDuration) || 0))"""
    assert page.evaluate(slowest) <= 0.001
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(slowest) > 0.001


def test_the_first_page_by_its_name_is_the_first_page(new_page: NewPage, demo_address: str) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    page.goto(f"{demo_address}/home")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("This week")
    expect(page.get_by_text("Page not found")).to_have_count(0)
