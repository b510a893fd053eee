"""What the dates of a cohort ask to have begun, counted back: questions, each with its way in."""

import streamlit as st

from lp_planner.domain.planning.countdown import ToBegin
from lp_planner.services.cohort import countdown
from lp_planner.services.cohort.countdown import Countdown
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort.countdown_view import ICONS, draw_begun, draw_heading, said
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain


def draw_next(desk: Desk, project_id: str) -> None:
    """Draw the one line that is to begin next, or that all has begun; nothing without a date."""
    found = countdown.countdown_of(desk, project_id)
    if line := found.next_line:
        _draw_link(line, found)
    elif found.dates and not any(line.is_open for line in found.lines):
        st.markdown(":material/check: All that it asks of your standards in view has begun.")


def draw(desk: Desk, project_id: str) -> None:
    """Draw every line before every date; nothing without a date, or with no standard in view."""
    found = countdown.countdown_of(desk, project_id)
    if not found.dates:
        return
    st.header(
        "Before the dates of the cohort",
        help="Counted back in weeks of school, for the standards in view. The weeks are what is "
        "usual; you know your school best.",
    )
    for date in found.dates:
        with st.container(gap="xsmall"):
            draw_heading(date)
            waits = [line for line in date.lines if line.is_open]
            for line in waits:
                with st.container(gap=None):
                    _draw_link(line, found)
                    st.caption(plain(line.asked()), help=plain(line.line.why))
            draw_begun(date.lines)


def _draw_link(line: ToBegin, found: Countdown) -> None:
    place = found.places[line.line.key]
    navigation.link(place.phase, said(line), icon=ICONS[line.hour], step=place.step)
