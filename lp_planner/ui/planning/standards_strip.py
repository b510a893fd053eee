"""The standards in one strip: which of them the project evidences so far."""

from collections.abc import Mapping

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.ui.frame.safe_words import plain


def draw(library: Library, counts: Mapping[str, int]) -> None:
    """Draw a badge for each standard, with its number of pieces of evidence in words."""
    every = len(library.framework.standards)
    shown = sum(1 for s in library.framework.standards if counts.get(s.key, 0))
    st.markdown(f"**What this gives you:** evidence for {shown} of {every} standards so far")
    with st.container(horizontal=True, gap="small"):
        for standard in library.framework.standards:
            number = counts.get(standard.key, 0)
            key = plain(standard.key)
            st.markdown(
                f":green-badge[:material/check: {key}: {number:d}]"
                if number
                else f":gray-badge[{key}]",
                width="content",
                help=f"{plain(standard.title)}. {plain(standard.in_a_line)}",
            )
