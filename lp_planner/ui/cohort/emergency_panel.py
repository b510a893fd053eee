"""Opening somebody's project in an emergency: the reason, and what follows from it."""

import streamlit as st

from lp_planner.services.accounts.accounts import AccountSeen
from lp_planner.services.cohort import emergencies
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.wording import day_in_words


def draw(desk: Desk, seen: AccountSeen) -> None:
    """Draw the way to open one of somebody's projects, folded away."""
    found = {p.project_id: p for p in emergencies.projects_led_by(desk, seen.person_id)}
    if not found:
        return
    key = f"emergency|{seen.person_id}"
    with st.expander("Open a project in an emergency"):
        st.markdown(
            "For when somebody has to know and cannot ask: they are suddenly away, or a child may "
            "be at risk. You see the plan and the evidence for one day. They read your name and "
            "your reason at once, and whenever you look."
        )
        st.selectbox(
            "Which project?",
            list(found),
            key=f"{key}|which",
            format_func=lambda id_: f"Started on {day_in_words(found[id_].started_on)}",
        )
        kept.prose(desk, "Why does it have to be opened?", f"{key}|why")
        feedback.show_refusal(key)
        st.button("Open it for a day", key=f"{key}|open", on_click=_open, args=(desk, key))
        navigation.link("invited", "What is open to you now", icon=":material/handshake:")


def _open(desk: Desk, key: str) -> None:
    said = "It is open to you for a day. Its lead reads that, with your reason."
    with feedback.attempt(key, says=said):
        emergencies.open_in_emergency(
            desk,
            str(session.value(f"{key}|which") or ""),
            reason=str(session.value(f"{key}|why") or ""),
        )
