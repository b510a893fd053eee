"""A chart with its takeaway, its text alternative and its table, always together."""

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.ui.frame.safe_words import plain, plain_table


def draw(chart: Chart, *, beside: Chart | None = None) -> None:
    """Draw the finding as a heading, then the takeaway, the chart and the numbers behind it.

    A takeaway that the chart ``beside`` it already gives is not said twice.
    """
    st.subheader(plain(chart.title), anchor=False)
    if beside is None or beside.takeaway != chart.takeaway:
        st.markdown(plain(chart.takeaway))
    draw_figure(chart)
    with st.expander("How to read it, and the numbers"):
        if chart.how_to_read:
            st.caption(plain(chart.how_to_read))
        st.table(plain_table(chart.table))


def draw_figure(chart: Chart) -> None:
    """Draw the picture alone, as light or as dark as the page."""
    is_dark = st.context.theme.type == "dark"
    st.plotly_chart(
        chart.dark_figure if is_dark else chart.figure,
        key=chart.key,
        theme=None,
        alt=chart.alt,
        config={"displayModeBar": False, "responsive": True},
    )


def draw_table(chart: Chart) -> None:
    """Draw the numbers of a chart, folded away."""
    with st.expander("Show as table"):
        st.table(plain_table(chart.table))
