"""A measure in one small line, for where a sentence beside it says the rest."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.points import Point, points_of
from lp_planner.wording import counted, day_in_words, with_unit

HEIGHT = 120
NAME_LENGTH = 60


def small_line(
    readings: pd.DataFrame, *, measure_name: str, unit: str, target: float | None
) -> Chart:
    """Draw the project's own readings as one line, with the level that was hoped for."""
    points = [point for point in points_of(readings) if point.is_own]
    days, values = [point.on for point in points], [point.value for point in points]
    figure = theme.new_figure(HEIGHT) if points else theme.empty_figure("No readings yet.")
    if points:
        _draw(figure, points, target)
    said = _in_words(measure_name, unit, target, [*zip(days, values, strict=True)])
    return Chart(
        key="small_line",
        title=figure_text.fitted(measure_name, NAME_LENGTH),
        figure=figure,
        takeaway=said,
        how_to_read="Each dot is one reading; the dotted line is what was hoped for.",
        alt=said,
        table=pd.DataFrame({"Day": [day_in_words(d) for d in days], "Value": values}),
    )


def _in_words(
    name: str, unit: str, target: float | None, points: Sequence[tuple[object, float]]
) -> str:
    if not points:
        return f"{name}: no readings yet."
    said = f"{name}: {counted(len(points), 'reading', 'readings')}"
    said += f", from {with_unit(points[0][1], unit)} to {with_unit(points[-1][1], unit)}"
    return f"{said}; hoped for {with_unit(target, unit)}." if target is not None else f"{said}."


def _draw(figure: go.Figure, points: Sequence[Point], target: float | None) -> None:
    figure.add_trace(
        go.Scatter(
            x=[point.on for point in points],
            y=[point.value for point in points],
            mode="lines+markers",
            line={"color": theme.TEAL, "width": 2},
            marker={"size": 6, "color": theme.TEAL},
            hovertemplate="%{x|%-d %b}: %{y:g}<extra></extra>",
        )
    )
    if target is not None:
        figure.add_hline(y=target, line={"color": theme.ORANGE, "dash": "dot", "width": 2})
    figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
