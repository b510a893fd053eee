"""A chart with its takeaway, its text alternative and its table, always together."""

import streamlit as st

from lp_planner.charts.chart import Chart


def draw(chart: Chart) -> None:
    """Draw the finding as a heading, then the takeaway, the chart and the numbers behind it."""
    st.subheader(chart.title, anchor=False)
    st.markdown(chart.takeaway)
    st.plotly_chart(
        chart.figure,
        key=chart.key,
        theme=None,
        alt=chart.alt,
        config={"displayModeBar": False, "responsive": True},
    )
    if chart.how_to_read:
        st.caption(chart.how_to_read)
    with st.expander("Show as table"):
        st.table(chart.table)
