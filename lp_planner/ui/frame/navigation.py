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


@dataclass(frozen=True)
class NavItem:
    """One page: its file and address, its name and icon, and what a reader must be able to do."""

    key: str
    title: str
    icon: str
    needs: Action | None = None
    of_a_project: bool = False
    in_menu: bool = True
    only_for: Role | None = None
    """The one role whose menu it is in; others come to it by a link."""


PAGES = (
    NavItem("home", "Home", ":material/home:"),
    NavItem("explore", "Explore", ":material/search:", Action.START_PROJECT, of_a_project=True),
    NavItem(
        "prepare", "Prepare", ":material/architecture:", Action.START_PROJECT, of_a_project=True
    ),
    NavItem(
        "deliver", "Deliver", ":material/rocket_launch:", Action.START_PROJECT, of_a_project=True
    ),
    NavItem("sustain", "Sustain", ":material/park:", Action.START_PROJECT, of_a_project=True),
    NavItem("plan", "Plan", ":material/view_column:", Action.START_PROJECT, of_a_project=True),
    NavItem("evidence", "Evidence", ":material/verified:", Action.START_PROJECT, of_a_project=True),
    NavItem("impact", "Impact", ":material/timeline:", Action.START_PROJECT, of_a_project=True),
    NavItem(
        "self_assessment", "Self-assessment", ":material/self_improvement:", Action.ASSESS_MYSELF
    ),
    NavItem("portfolio", "Portfolio", ":material/folder_special:", Action.KEEP_PORTFOLIO),
    NavItem(
        "sharing",
        "Sharing",
        ":material/visibility_lock:",
        Action.START_PROJECT,
        of_a_project=True,
    ),
    NavItem("invited", "Shared with me", ":material/handshake:", only_for=Role.COACH),
    NavItem("cohort", "Cohort", ":material/groups:", Action.READ_COHORT),
    NavItem("trust", "Trust", ":material/domain:", Action.READ_TRUST),
    NavItem("people", "People", ":material/manage_accounts:", Action.LOOK_AFTER_PEOPLE),
    NavItem("health", "Health", ":material/monitor_heart:", Action.LOOK_AFTER_COPIES),
    NavItem("security", "Security", ":material/shield:", Action.READ_SECURITY_LOG),
    NavItem("moderation", "Moderation", ":material/rate_review:", in_menu=False),
)
BY_KEY = {item.key: item for item in PAGES}


def is_in_menu(path: str) -> bool:
    """Whether an address is that of a page in somebody's menu, from each of which Home is reached.

    A browser asks for the first page alone; what that one may do holds for those opened from it.
    """
    item = BY_KEY.get(path.strip("/") or "home")
    return item is not None and item.in_menu


def page(key: str, *, is_visible: bool = True) -> "Page":
    """The Streamlit page of a key."""
    item = BY_KEY[key]
    return st.Page(
        ROOT / "pages" / f"{key}.py",
        title=item.title,
        icon=item.icon,
        url_path=key,
        default=key == "home",
        visibility="visible" if is_visible else "hidden",
    )


def pages_for(actor: "Actor | None") -> list["Page"]:
    """Every page, with those hidden from the menu that make no sense for this reader."""
    return [
        page(
            item.key,
            is_visible=item.in_menu
            and actor is not None
            and (item.needs is None or can(actor, item.needs))
            and item.only_for in {None, actor.role},
        )
        for item in PAGES
    ]


def link(key: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to a page of ours; the open project goes along where the page is about one."""
    project = open_project_id() if BY_KEY[key].of_a_project else ""
    params = {"project": project} if project else {}
    st.page_link(target(key), label=plain(label), icon=icon, query_params={**params, **query})


@cache
def target(key: str) -> "Page":
    """The page of a key for links alone: they only read it, and finding its file takes time."""
    return page(key)
