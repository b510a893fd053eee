"""A chart in a tab: what it says, the picture, and how we know and its numbers one click away."""

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.ui.frame import chart_panel
from lp_planner.ui.frame.safe_words import plain


def draw(chart: Chart, *, title: str | None = None, for_statisticians: str = "") -> None:
    """Draw a chart whose ways of reading are folded away.

    ``title`` stands above it where the page has not said it yet; ``None`` is the chart's own.
    """
    words = chart.title if title is None else title
    if words:
        st.subheader(plain(words), anchor=False)
    if not chart.takeaway.startswith(words) or not words:
        st.markdown(plain(chart.takeaway))
    chart_panel.draw_figure(chart)
    if chart.how_to_read:
        with st.expander("How we know"):
            st.markdown(plain(chart.how_to_read))
            if for_statisticians:
                st.caption(plain(f"For statisticians: {for_statisticians}"))
    chart_panel.draw_table(chart)
