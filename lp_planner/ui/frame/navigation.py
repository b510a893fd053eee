"""The pages, once: their order, names, icons and who sees them in the menu.

A page that is not in the menu can still be opened by its link; what it shows is decided by the
services, never by the menu.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from lp_planner.config import ROOT
from lp_planner.domain.accounts.people import Role
from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.frame.session import open_project_id

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from lp_planner.domain.accounts.people import Actor


PLAN, SEE, EVIDENCE, SHARE, YOU = "Plan it", "See it", "Evidence", "Share", "You"


@dataclass(frozen=True)
class NavItem:
    """One page: its file and address, its name and icon, and what a reader must be able to do."""

    key: str
    title: str
    icon: str
    needs: Action | None = None
    group: str = ""
    """The group of the menu it is in; without one it stands in the menu by itself."""
    of_a_project: bool = False
    in_menu: bool = True
    only_for: Role | None = None
    """The one role whose menu it is in; others come to it by a link."""
    among_others: bool = False
    """Whether it is of use only where somebody else works here as well."""
    shows: str = ""
    """What a page of a project is for, said where there is no project yet; phases say their own."""


START = Action.START_PROJECT
PAGES = (
    NavItem("home", "Home", ":material/home:"),
    NavItem("explore", "Explore", ":material/search:", START, PLAN, of_a_project=True),
    NavItem("prepare", "Prepare", ":material/architecture:", START, PLAN, of_a_project=True),
    NavItem("deliver", "Deliver", ":material/rocket_launch:", START, PLAN, of_a_project=True),
    NavItem("sustain", "Sustain", ":material/park:", START, PLAN, of_a_project=True),
    NavItem(
        "plan",
        "Plan",
        ":material/view_column:",
        START,
        SEE,
        of_a_project=True,
        shows="Your plan on one page: why, what, how, how well and to what end, with its dates. It "
        "draws itself from what you write in the four phases.",
    ),
    NavItem(
        "impact",
        "Impact",
        ":material/timeline:",
        START,
        SEE,
        of_a_project=True,
        shows="Is it moving, is it in use, whom does it reach and what do people say? Each number "
        "you note draws its own chart here, with what it can tell and what it cannot.",
    ),
    NavItem(
        "evidence",
        "Evidence",
        ":material/verified:",
        START,
        EVIDENCE,
        of_a_project=True,
        shows="What you did, by the standard it speaks for. You write a thing down once, in its "
        "phase, and its sentence is drafted for you here.",
    ),
    NavItem(
        "self_assessment",
        "Self-assessment",
        ":material/self_improvement:",
        Action.ASSESS_MYSELF,
        EVIDENCE,
    ),
    NavItem("portfolio", "Portfolio", ":material/folder_special:", Action.KEEP_PORTFOLIO, EVIDENCE),
    NavItem(
        "sharing",
        "Sharing",
        ":material/visibility_lock:",
        START,
        SHARE,
        of_a_project=True,
        among_others=True,
        shows="Who sees what of a project: you choose it, you can take it back, and you read who "
        "has looked. Nothing is shared by itself.",
    ),
    NavItem("invited", "Shared with me", ":material/handshake:", only_for=Role.COACH),
    NavItem("cohort", "Cohort", ":material/groups:", Action.READ_COHORT),
    NavItem("trust", "Trust", ":material/domain:", Action.READ_TRUST),
    NavItem("people", "People", ":material/manage_accounts:", Action.LOOK_AFTER_PEOPLE),
    NavItem("health", "Health", ":material/monitor_heart:", Action.LOOK_AFTER_COPIES),
    NavItem("security", "Security", ":material/shield:", Action.READ_SECURITY_LOG),
    NavItem("you", "Settings and your data", ":material/settings:", group=YOU),
    NavItem("moderation", "Moderation", ":material/rate_review:", in_menu=False),
)
BY_KEY = {item.key: item for item in PAGES}


def is_in_menu(path: str) -> bool:
    """Whether an address is that of a page in somebody's menu, from each of which Home is reached.

    A browser asks for the first page alone; what that one may do holds for those opened from it.
    """
    item = BY_KEY.get(path.strip("/") or "home")
    return item is not None and item.in_menu


def page(key: str) -> "Page":
    """The Streamlit page of a key."""
    item = BY_KEY[key]
    return st.Page(
        ROOT / "pages" / f"{key}.py",
        title=item.title,
        icon=item.icon,
        url_path=key,
        default=key == "home",
    )


def all_pages() -> list["Page"]:
    """Every page; each opens by its link, whoever asks."""
    return [page(item.key) for item in PAGES]


def menu_of(actor: "Actor", *, is_for_one: bool) -> dict[str, list[NavItem]]:
    """The pages that this person has a use for, by the group of the menu they are in."""
    found: dict[str, list[NavItem]] = {}
    for item in PAGES:
        if (
            item.in_menu
            and (item.needs is None or can(actor, item.needs))
            and item.only_for in {None, actor.role}
            and not (item.among_others and is_for_one)
        ):
            found.setdefault(item.group or item.title, []).append(item)
    return found


def link(key: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to a page of ours; the open project goes along where the page is about one."""
    project = open_project_id() if BY_KEY[key].of_a_project else ""
    params = {"project": project} if project else {}
    st.page_link(target(key), label=plain(label), icon=icon, query_params={**params, **query})


@cache
def target(key: str) -> "Page":
    """The page of a key for links alone: they only read it, and finding its file takes time."""
    return page(key)
