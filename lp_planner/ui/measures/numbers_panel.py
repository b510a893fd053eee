"""The number where it was entered: the line of readings, what visits saw, the bars of a survey."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.results import measures_of
from lp_planner.ui.frame import chart_panel, drawn, session
from lp_planner.wording import shortened


def draw_line(desk: Desk, project_id: str) -> None:
    """The course of one measure, the one with the latest reading first."""
    names = {measure.id: measure.name for measure in measures_of(desk, project_id)}
    if not names:
        return
    key = f"line|{project_id}"
    if len(names) > 1:
        st.selectbox(
            "The course of",
            list(names),
            key=session.begin(key, next(iter(names))),
            format_func=lambda id_: shortened(names.get(id_, ""), 80),
        )
    chosen = session.value(key)
    measure_id = chosen if isinstance(chosen, str) and chosen in names else next(iter(names))
    chart_panel.draw(drawn.measure(desk, project_id, measure_id).over_time)


def draw_seen(desk: Desk, project_id: str) -> None:
    """What visits saw of each ingredient, week by week."""
    chart_panel.draw(drawn.fidelity(desk, project_id))


def draw_bars(desk: Desk, project_id: str) -> None:
    """What people answered, as far as it may be shown."""
    chart_panel.draw(drawn.survey(desk, project_id))
