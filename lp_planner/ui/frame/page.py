"""What stands around every page: who is asking, the demo mark, and the words at the foot."""

import html
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.recording import restore_record
from lp_planner.ui.frame import feedback, runtime, session
from lp_planner.wording import day_in_words

SWITCH = '<a href="/welcome" target="_self" style="color:inherit">Change place or person</a>'

SIGN_OUT = '<a href="/logout" target="_self" style="color:inherit">Sign out</a>'


@contextmanager
def framed(title: str = "") -> Iterator[Desk]:
    """Draw the title and give the page its desk; refusals become sentences."""
    with feedback.guard():
        desk = runtime.desk()
        if desk.workspace.is_demo:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.badge("Demonstration data", icon=":material/science:", color="orange")
                st.html(
                    "<small>Invented people, schools and figures, on "
                    f"{day_in_words(desk.today())}. You are looking as "
                    f"{html.escape(desk.actor.name)}. {_leave()}</small>"
                )
        if title:
            st.title(title)
        _offer_undo(desk)
        yield desk
    st.divider()
    st.html(
        "<small>LP Planner is a planning aid. It is not an SSAT product and is never part of "
        f"appraisal. {_leave()}</small>"
    )


def _leave() -> str:
    """The way out: to another place, or out of one's account."""
    return SIGN_OUT if read_settings().is_school else SWITCH


def _offer_undo(desk: Desk) -> None:
    removed = session.value("removed")
    if not isinstance(removed, tuple):
        return
    kind, record_id = removed
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Removed.")
        st.button(
            "Bring it back",
            key="undo",
            icon=":material/undo:",
            on_click=_undo,
            args=(desk, str(kind), str(record_id)),
        )


def _undo(desk: Desk, kind: str, record_id: str) -> None:
    restore_record(desk, kind, record_id)
    session.take("removed")
