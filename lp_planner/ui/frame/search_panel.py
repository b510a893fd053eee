"""Search, in the frame: anything of the open project by its words, each result one click away."""

import streamlit as st

from lp_planner.services.planning.search import find
from lp_planner.ui.frame import feedback, navigation, runtime, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, joined, shortened

WORDS = "search|words"
MOST = 8
SAYS = 60


def draw(here: str) -> None:
    """Draw the way to search; what is found is drawn while one types, and nothing else anew."""
    # A key of each place: the search is closed on the place that it led to.
    place = "-".join((here, session.asked("step"), session.asked("record"), session.asked("cell")))
    with st.popover(
        "Search", type="tertiary", icon=":material/search:", key=f"menu-search-{place}"
    ):
        _draw_found()


@st.fragment
def _draw_found() -> None:
    with feedback.guard():
        desk = runtime.desk()
        words = st.text_input(
            "Search this project",
            key=WORDS,
            placeholder="A word, a person, a step, LP8",
            icon=":material/search:",
        )
        if not (words or "").strip():
            st.caption("Press / on any page to come here.")
            return
        found = find(desk, session.open_project_id(), words or "")
        if not found:
            st.caption("Nothing here has these words. One word is often enough.")
        for one in found[:MOST]:
            label = joined(shortened(one.says, SAYS), one.what)
            navigation.link(one.page, label, **one.asked)
        if len(found) > MOST:
            others = counted(len(found) - MOST, "other", "others")
            st.caption(f"And {plain(others)}. Another word narrows it.")
