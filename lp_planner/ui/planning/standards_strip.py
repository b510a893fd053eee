"""The standards in one strip: those in view, and those with evidence so far."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted


def draw(library: Library, counts: Mapping[str, int], in_view: Sequence[str] = ()) -> None:
    """Draw a badge for each standard in view or shown, with its pieces of evidence in words.

    A standard that is neither is not named: one project is not meant to show them all.
    """
    drawn = [s for s in library.framework.standards if counts.get(s.key, 0) or s.key in in_view]
    shown = sum(1 for s in drawn if counts.get(s.key, 0))
    so_far = f"evidence for {counted(shown, 'standard', 'standards')} so far"
    st.markdown(f"**What this gives you:** {so_far}")
    with st.container(horizontal=True, gap="small"):
        for standard in drawn:
            number = counts.get(standard.key, 0)
            key = plain(standard.key)
            st.markdown(
                f":green-badge[:material/check: {key}: {number:d}]"
                if number
                else f":gray-badge[{key}]",
                width="content",
                help=f"{plain(standard.title)}. {plain(standard.in_a_line)}",
            )
