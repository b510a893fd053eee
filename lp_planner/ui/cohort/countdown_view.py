"""What the dates of a cohort ask to have begun, drawn to be read."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.planning.countdown import Hour, ToBegin
from lp_planner.services.cohort.countdown import BeforeADate, Countdown
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

ICONS = {
    Hour.AHEAD: ":material/radio_button_unchecked:",
    Hour.NEAR: ":material/hourglass_top:",
    Hour.USUALLY_BEGUN: ":material/help:",
    Hour.LITTLE_TIME: ":material/swap_horiz:",
}


def draw_shared(found: Countdown) -> None:
    """Draw what a leader may read of it; nothing where no date of theirs asks for any."""
    if not found.dates:
        return
    with st.expander("Before the dates of the cohort"):
        st.caption(
            "Counted back in weeks of school. It is there to talk about, and what rests on "
            "coaching stays with the lead practitioner."
        )
        for date in found.dates:
            draw_heading(date)
            for line in date.lines:
                if line.is_open:
                    st.markdown(f"{ICONS[line.hour]} {plain(said(line))}")
            draw_begun(date.lines)


def draw_heading(date: BeforeADate) -> None:
    """Draw which date it is, and how much school lies before it."""
    goal = f" :gray[on the way to {plain(date.leads_to)}]" if date.leads_to else ""
    when = f"**{plain(date.what)}, {day_in_words(date.on)}**"
    st.markdown(f"{when} :gray[{plain(date.left)}]{goal}")


def draw_begun(lines: Sequence[ToBegin]) -> None:
    """Draw what has begun, folded away; nothing where nothing has."""
    if begun := [line for line in lines if not line.is_open]:
        is_all = len(begun) == len(lines)
        with st.expander(
            f"All that it asks for has begun: {len(begun):d} of {len(lines):d}"
            if is_all
            else f"{len(begun):d} of {len(lines):d} have begun",
            icon=":material/check:" if is_all else None,
        ):
            st.markdown("\n".join(f"- {plain(said(line))}" for line in begun))


def said(line: ToBegin) -> str:
    """A line with the standard it is for."""
    return f"{line.in_words()} ({line.standard})"
