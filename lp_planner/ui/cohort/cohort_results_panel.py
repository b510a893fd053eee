"""What shared results say, side by side: readings over time, then pupils' scores by design."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.services.cohort import shared_results
from lp_planner.services.cohort.cohorts import CohortFilter
from lp_planner.services.cohort.shared_progress import SharedProgress
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import strips_panel
from lp_planner.ui.frame import chart_panel
from lp_planner.ui.frame.safe_words import plain


def draw(desk: Desk, wanted: CohortFilter, facts: Sequence[SharedProgress]) -> None:
    """Draw the results of the projects that share their evidence, designs apart."""
    st.caption("From projects that share their evidence. Designs are kept apart.")
    st.subheader("Readings over time", anchor=False)
    found = [fact for fact in facts if fact.moved]
    if not found:
        st.markdown("No project listed shares readings of its main measure yet.")
    for fact in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            strips_panel.draw_link(fact)
            st.markdown(plain(fact.moved), width="content")
    if found:
        st.caption("In the words of each lead’s own page; the charts are where you open one.")
    chart = shared_results.shared_results(desk, wanted)
    if chart.table.empty:
        st.subheader("Pupils’ scores", anchor=False)
        st.markdown("Too early to tell: no project listed shares evidence with enough scores yet.")
        return
    chart_panel.draw(chart)
