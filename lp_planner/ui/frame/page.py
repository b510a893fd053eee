"""What stands around every page: who is asking, the demo mark, and the words at the foot."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.recording import restore_record
from lp_planner.ui.frame import feedback, runtime, session
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words


@contextmanager
def framed(title: str = "") -> Iterator[Desk]:
    """Draw the title and give the page its desk; refusals become sentences."""
    is_school = read_settings().is_school
    is_open = False
    with feedback.guard():
        desk = runtime.desk()
        if desk.workspace.is_demo:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.badge("Demonstration data", icon=":material/science:", color="orange")
                said = {"today": day_in_words(desk.today()), "name": desk.actor.name}
                st.html(filled("frame/looking_as", is_school=is_school, **said))
        if title:
            st.title(plain(title))
        _offer_undo(desk)
        is_open = True
        yield desk
    st.divider()
    st.html(filled("frame/foot", is_school=is_school))
    if not is_open:
        # What stands in the way has been said; there is no page to draw.
        st.stop()


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
