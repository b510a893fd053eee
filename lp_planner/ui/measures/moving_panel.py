"""Is it moving? The course of one measure, and what else can be seen or done about it."""

import streamlit as st

from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.level_and_slope import level_and_slope
from lp_planner.services.measures.pooled_results import my_results
from lp_planner.services.measures.results import MeasureResult
from lp_planner.services.measures.verdicts import Verdict
from lp_planner.ui.frame import chart_panel, drawn, navigation
from lp_planner.ui.frame.safe_words import plain, plain_table
from lp_planner.ui.measures import figure_panel, pupils_panel, rebase_panel, stepped_panel


def draw(desk: Desk, project_id: str, verdict: Verdict) -> None:
    """Draw the course of the measure; what is seldom asked for is made when it is unfolded."""
    result = drawn.measure(desk, project_id, verdict.measure_id)
    measure = result.measure
    figure_panel.draw(
        result.over_time,
        title="",
        more=lambda: _how_else(desk, project_id, result),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("deliver", "Add a reading", icon=":material/add:", step="readings")
        if measure.instrument or measure.collector:
            by = f" by {measure.collector}" if measure.collector else ""
            st.caption(plain(f"Measured with: {measure.instrument or 'nothing named'}{by}"))
    stepped_panel.draw(desk, project_id, measure.id)
    has_scores = pupils_panel.draw_result(desk, project_id, measure)
    before_after = st.expander("Before and after", key="fold|before", on_change="rerun")
    if before_after.open:
        with before_after:
            chart_panel.draw_figure(result.change)
            st.caption(plain(result.change.how_to_read))
            st.table(plain_table(result.change.table))
    if result.counted is not None:
        counted = st.expander("As counts, each with its own limits", key="fold|counts",
                              on_change="rerun")  # fmt: skip
        if counted.open:
            with counted:
                chart_panel.draw_figure(result.counted)
                st.caption(plain(result.counted.how_to_read))
    pupils_panel.draw_door(desk, project_id, measure, has_scores=has_scores)
    rebase_panel.draw(desk, project_id, measure)
    if len(my_projects(desk)) > 1:
        all_of_them = st.expander("Over all your projects", key="fold|all", on_change="rerun")
        if all_of_them.open:
            with all_of_them:
                chart_panel.draw(my_results(desk))


def _how_else(desk: Desk, project_id: str, result: MeasureResult) -> list[str]:
    """What an interrupted series says, and the numbers behind it all."""
    numbers = result.series.lines.for_statisticians
    said = level_and_slope(desk, project_id, result.measure.id)
    return [*([said] if said else []), *([f"For statisticians: {numbers}"] if numbers else [])]
