"""One page for a conversation, to take away: one's own, or on what somebody shares."""

from collections.abc import Callable

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import SummaryReport
from lp_planner.services.cohort import meeting
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import downloads

Make = Callable[[Export[SummaryReport]], tuple[str, bytes]]


def draw_mine(desk: Desk, project_id: str) -> None:
    """Draw the page on a project of one's own."""
    with st.expander("One page for a conversation", icon=":material/print:"):
        st.markdown(
            "Where it stands, what changed, what the next date asks, what you asked for and two "
            "or three questions. It holds your claims, and nothing that was said in coaching. It "
            "goes to whom you give it to, and to nobody else."
        )
        _draw(desk, lambda export: meeting.make_my_meeting_page(desk, project_id, export))


def draw_shared(desk: Desk, project_id: str, *, visit: str) -> None:
    """Draw the page on a project that somebody shares."""
    with st.container(border=True):
        st.markdown("**One page for your conversation**: what you see here, and three questions.")
        _draw(
            desk,
            lambda export: meeting.make_shared_meeting_page(desk, project_id, export, visit=visit),
        )


def _draw(desk: Desk, make: Make) -> None:
    downloads.draw(
        meeting.meeting_exports(),
        make=make,
        name=lambda export: meeting.meeting_name(desk, export),
    )
