"""The timeline: a picture where there is room, and always what comes next as a list."""

from itertools import groupby

import streamlit as st

from lp_planner.services.cohort import timeline
from lp_planner.services.cohort.timeline import DatedThing
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import chart_panel, navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, short_day, shortened

NEXT = 5
"""So many dates to come stand open; the rest are one click away."""
WORDS = 70
PICTURE = "timeline-picture"
"""Hidden on a phone, where the list says the same."""


def draw(desk: Desk, project_id: str) -> None:
    """Draw the days of a project; nothing where it has none."""
    found = timeline.timeline_of(desk, project_id)
    if not found.things and not found.phases:
        return
    chart = timeline.picture_of(found)
    st.header("The timeline")
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        st.markdown(f"**{plain(chart.title)}.** {plain(chart.takeaway)}")
        with st.container(key=PICTURE):
            chart_panel.draw_figure(chart)
            st.caption(plain(chart.how_to_read))
    with words:
        _draw_list(desk, found.ahead[:NEXT])
        if more := found.ahead[NEXT:]:
            with st.expander(f"{counted(len(more), 'more date', 'more dates')} to come"):
                _draw_list(desk, more)
        if behind := tuple(thing for thing in found.things if not thing.is_ahead):
            with st.expander(f"{counted(len(behind), 'date', 'dates')} behind you"):
                _draw_list(desk, behind[::-1])
        chart_panel.draw_table(chart)


def _draw_list(desk: Desk, things: tuple[DatedThing, ...]) -> None:
    for during, some in groupby(things, key=lambda thing: thing.during or "Between terms"):
        st.markdown(f"**{plain(during)}**")
        with st.container(gap="xxsmall"):
            for thing in some:
                _draw_thing(desk, thing)


def _draw_thing(desk: Desk, thing: DatedThing) -> None:
    said = f"{short_day(thing.on, desk.today())} · {shortened(thing.what, WORDS)}"
    phase, step, record = thing.place
    if phase:
        navigation.link(phase, said, step=step, record=record)
    else:
        st.markdown(f":material/groups: {plain(said)}")
