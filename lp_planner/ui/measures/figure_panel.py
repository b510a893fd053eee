"""A chart in a tab: what it says, the picture, and how we know and its numbers one click away."""

from collections.abc import Callable, Sequence

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.ui.frame import chart_panel
from lp_planner.ui.frame.safe_words import plain


def draw(
    chart: Chart, *, title: str | None = None, more: Callable[[], Sequence[str]] = tuple
) -> None:
    """Draw a chart whose ways of reading are folded away.

    ``title`` stands above it where the page has not said it yet; ``None`` is the chart's own.
    ``more`` is how else we know, worked out when it is asked for.
    """
    words = chart.title if title is None else title
    if words:
        st.subheader(plain(words), anchor=False)
    if not chart.takeaway.startswith(words) or not words:
        st.markdown(plain(chart.takeaway))
    chart_panel.draw_figure(chart)
    if chart.how_to_read:
        fold = st.expander("How we know", key=f"fold|{chart.key}", on_change="rerun")
        if fold.open:
            with fold:
                for words in (chart.how_to_read, *more()):
                    st.markdown(plain(words))
    chart_panel.draw_table(chart)
