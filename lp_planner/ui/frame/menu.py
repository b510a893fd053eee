"""The first line of the frame: the product, the way about, and who is here."""

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.navigation import NavItem
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words


def draw(desk: Desk | None, here: str) -> None:
    """Draw the line for the page ``here``; without a ``desk`` the product's name alone."""
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(filled("frame/mark"), width="content")
        if desk is None:
            return
        groups = navigation.menu_of(desk.actor, is_for_one=desk.workspace.is_for_one)
        yours = groups.pop(navigation.YOU)
        with st.container(
            key="menu-wide",
            horizontal=True,
            vertical_alignment="center",
            gap="xsmall",
            width="content",
        ):
            for name, items in groups.items():
                if items[0].group:
                    _draw_group(name, items, here)
                else:
                    _link(items[0])
        with st.container(key="menu-narrow", width="content"):
            _draw_narrow(groups, here)
        with st.container(
            key="menu-end",
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            width="content",
        ):
            _draw_person(desk, yours, here)


def _draw_group(name: str, items: list[NavItem], here: str) -> None:
    # A key of each page: a group that was open is closed on the page it led to.
    is_here = here in {item.key for item in items}
    place = f"menu-{'here' if is_here else 'group'}-{items[0].key}-{here}"
    with st.popover(plain(name), type="tertiary", key=place):
        for item in items:
            _link(item)


def _draw_narrow(groups: dict[str, list[NavItem]], here: str) -> None:
    """The same for a phone: one list, with the groups as its headings."""
    with st.popover("Menu", type="tertiary", key=f"menu-all-{here}"):
        for name, items in groups.items():
            if items[0].group:
                st.caption(plain(name))
            for item in items:
                _link(item)


def _draw_person(desk: Desk, items: list[NavItem], here: str) -> None:
    is_school = read_settings().is_school
    if desk.workspace.is_demo:
        st.badge("Demo data", icon=":material/science:", color="orange")
    with st.popover("You", type="tertiary", key=f"menu-you-{here}"):
        if desk.workspace.is_demo:
            said = {"today": day_in_words(desk.today()), "name": desk.actor.name}
            st.html(filled("frame/looking_as", is_school=is_school, **said))
        elif desk.actor.name:
            st.markdown(f"**{plain(desk.actor.name)}**")
        for item in items:
            _link(item)
        if not desk.workspace.is_demo:
            st.html(filled("frame/way_out", is_school=is_school))


def _link(item: NavItem) -> None:
    navigation.link(item.key, item.title, icon=item.icon)
