"""The standards in one strip: those in view, and those with evidence so far."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.evidence.standards import Standard
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted


def draw(library: Library, counts: Mapping[str, int], in_view: Sequence[str] = ()) -> None:
    """Draw a badge for each standard in view or shown, with its pieces of evidence in words.

    A standard that is neither is not named, and one that is not in view is folded away: one project
    is not meant to show them all.
    """
    named = [s for s in library.framework.standards if counts.get(s.key, 0) or s.key in in_view]
    shown = [s for s in named if not in_view or s.key in in_view]
    folded = [s for s in named if s not in shown]
    if not named:
        return
    there = sum(1 for s in shown if counts.get(s.key, 0))
    so_far = (
        f"evidence for {there:d} of the {counted(len(shown), 'standard', 'standards')} in view"
        if in_view
        else f"evidence for {counted(there, 'standard', 'standards')} so far"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**What this gives you:** {so_far}", width="content")
        _draw_badges(shown, counts)
        if folded:
            label = f"and something for {counted(len(folded), 'other', 'others')}"
            with st.popover(label, type="tertiary"):
                st.caption("One project is not meant to show them all.")
                with st.container(horizontal=True, gap="small"):
                    _draw_badges(folded, counts)


def _draw_badges(standards: Sequence[Standard], counts: Mapping[str, int]) -> None:
    for standard in standards:
        number = counts.get(standard.key, 0)
        key = plain(standard.key)
        st.markdown(
            f":green-badge[:material/check: {key}: {number:d}]"
            if number
            else f":gray-badge[{key}]",
            width="content",
            help=f"{plain(standard.title)}. {plain(standard.in_a_line)}",
        )
