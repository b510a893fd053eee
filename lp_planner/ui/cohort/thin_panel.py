"""Which standards are thin across the cohort, and who shows which where evidence is shared."""

import streamlit as st

from lp_planner.services.cohort.thin_standards import StandardTold, standards_told
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import (
    FEW_OR_NONE,
    HELD_BACK,
    IN_BANDS,
    MOVES_BY_THE_MONTH,
    NEEDS_FIVE,
    at_least,
)
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, listed


def draw(desk: Desk) -> None:
    """Draw the standards that few show first, then each with its sum and its names."""
    told = standards_told(desk)
    st.subheader("Standards across the cohort", anchor=False)
    if told.as_of is None:
        st.markdown(NEEDS_FIVE)
    thin = [standard.key for standard in told.standards if standard.is_thin]
    if thin:
        st.markdown(f"**{FEW_OR_NONE} so far:** {plain(listed(thin))}.")
    st.markdown(
        "\n".join(
            f"- {plain(s.key)} {plain(s.title)}: {plain(_said(s, told.counted))}"
            for s in told.standards
        )
    )
    if told.as_of is not None:
        st.caption(
            f"Sums are over all {told.counted:d} that were shared on "
            f"{day_in_words(told.as_of)}, in {IN_BANDS}. The choices above do not change them. "
            f"{MOVES_BY_THE_MONTH}"
        )
    st.caption(f"Names are of the {told.sharing_evidence:d} who share their evidence, as of now.")


def _said(standard: StandardTold, counted: int) -> str:
    shown = at_least(standard.at_least, f"of {counted} projects")
    words = FEW_OR_NONE.lower() if standard.is_thin else shown
    names = f"; shown by {listed(standard.named)}" if standard.named else ""
    return f"{words}{names}" if counted else f"{HELD_BACK}{names}"
