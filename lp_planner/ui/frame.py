"""What stands around every page: who is asking, the demo mark, and the words at the foot."""

import html
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.domain.people import Actor
from lp_planner.services.recording import restore_record
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.ui import feedback, runtime, session

SWITCH = '<a href="/welcome" target="_self" style="color:inherit">Change place or person</a>'

SIGN_OUT = '<a href="/logout" target="_self" style="color:inherit">Sign out</a>'


@contextmanager
def page(title: str = "") -> Iterator[tuple[Workspace, Actor]]:
    """Draw the title and give the page its workspace and actor; refusals become sentences."""
    with feedback.guard():
        workspace, actor = runtime.workspace(), runtime.actor()
        if workspace.is_demo:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.badge("Demonstration data", icon=":material/science:", color="orange")
                st.html(
                    "<small>Invented people, schools and figures, on "
                    f"{day_in_words(workspace.today())}. You are looking as "
                    f"{html.escape(actor.name)}. {_leave()}</small>"
                )
        if title:
            st.title(title)
        _offer_undo(workspace, actor)
        yield workspace, actor
    st.divider()
    st.html(
        "<small>LP Planner is a planning aid. It is not an SSAT product and is never part of "
        f"appraisal. {_leave()}</small>"
    )


def _leave() -> str:
    """The way out: to another place, or out of one's account."""
    return SIGN_OUT if read_settings().is_school else SWITCH


def _offer_undo(workspace: Workspace, actor: Actor) -> None:
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
            args=(workspace, actor, str(kind), str(record_id)),
        )


def _undo(workspace: Workspace, actor: Actor, kind: str, record_id: str) -> None:
    restore_record(workspace, actor, kind, record_id)
    session.take("removed")
