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
    st.plotly_chart(
        chart.figure,
        key=chart.key,
        theme=None,
        alt=chart.alt,
        config={"displayModeBar": False, "responsive": True},
    )
    if chart.how_to_read:
        st.caption(plain(chart.how_to_read))
    with st.expander("Show as table"):
        st.table(plain_table(chart.table))
