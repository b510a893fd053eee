"""Those who need it most: each group of pupils beside all others, as far as it may be told."""

import streamlit as st

from lp_planner.domain.measures.group_words import gap_in_words, held_back_in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.groups import project_gaps
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain


def draw(desk: Desk, project_id: str) -> None:
    """Draw a line for each group, or the way to count the first one."""
    found = project_gaps(desk, project_id)
    st.subheader("Those who need it most", anchor=False)
    if not found:
        st.markdown("No group of pupils has been counted beside the others yet.")
    for measure in dict.fromkeys(gap.measure for gap in found):
        st.markdown(f"**{plain(measure or 'Reached by the project')}**")
        mine = [gap for gap in found if gap.measure == measure]
        lines = [gap_in_words(gap) for gap in mine if gap.is_told]
        if held_back := [gap for gap in mine if not gap.is_told]:
            lines.append(held_back_in_words(held_back))
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    navigation.link("deliver", "Count a group of pupils", icon=":material/add:", step="groups")
    navigation.link(
        "explore", "See each group’s average and its gap in a file of yours; nothing of it is kept",
        icon=":material/bar_chart:", step="baseline",
    )  # fmt: skip
