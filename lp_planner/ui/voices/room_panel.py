"""Opening a round on the school's own network for an hour, from a planner on one computer."""

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices.asking import RoundView
from lp_planner.ui.frame import feedback
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.voices import answer_routes, room_hour


def draw(desk: Desk, view: RoundView) -> None:
    """Draw the choice, or what is open now; nothing where the planner is on a network anyway."""
    settings = read_settings()
    if settings.is_school or settings.demo_first or view.asked.is_personal:
        return
    hour = room_hour.open_now(view.asked.secret)
    if hour is None:
        _draw_choice(desk, view)
        return
    until = f"{hour.until.astimezone():%H:%M}"
    st.info(
        f"Open on this network until {plain(until)}: **{plain(hour.address)}** with the code "
        f"**{plain(hour.code)}**. Only this one page can be reached, nothing else of your planner.",
        icon=":material/wifi:",
    )
    st.button("Close it now", key=f"room-close|{view.asked.id}", on_click=_close)


def _draw_choice(desk: Desk, view: RoundView) -> None:
    key = f"room|{view.asked.id}"
    with st.expander("Let phones in the room answer, for an hour", icon=":material/wifi:"):
        st.markdown(
            "Your planner opens on this computer alone. If you choose so, the page of this one "
            "round also opens for phones on the same network, with a code. Nothing else of your "
            "planner can be reached. It closes by itself after an hour, by a button, or when you "
            "stop the planner."
        )
        st.caption(
            "Please use the school’s own network: what is sent is not encrypted on the way. Your "
            "computer may ask whether to let others in; if phones see nothing, ask whoever looks "
            "after your network."
        )
        feedback.show_refusal(key)
        st.button(
            "Open it for an hour",
            key=f"{key}|open",
            on_click=_open,
            args=(desk, view.asked.secret, key),
        )


def _open(desk: Desk, secret: str, key: str) -> None:
    with feedback.attempt(key, says="Open for an hour. The square below leads to it."):
        room_hour.open_for_an_hour(secret, answer_routes.routes(), desk.workspace.now)


def _close() -> None:
    with feedback.attempt(says="Closed. Phones reach nothing any more."):
        room_hour.close_now()
