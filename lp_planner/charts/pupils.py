"""Pupils' scores before and after: each one as a line where they are few, else an interval."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart


def pupil_dots_chart(
    dots: Sequence[tuple[str, float, float]], *, unit: str, sentence: str
) -> Chart:
    """Draw each pupil's before and after as a line; ``dots`` has group, before and after."""
    table = pd.DataFrame(
        [(group, wording.number(before), wording.number(after)) for group, before, after in dots],
        columns=["Group", "Before", "After"],
    )
    figure = theme.new_figure(320) if dots else theme.empty_figure("No scores yet")
    for group, before, after in dots:
        is_ours = group == "Project"
        colour = theme.TEAL if is_ours else theme.GREY
        figure.add_trace(
            go.Scatter(
                x=["Before", "After"],
                y=[before, after],
                mode="lines+markers",
                line={"color": colour, "width": 1.6, "dash": "solid" if is_ours else "dot"},
                marker={"symbol": "circle" if is_ours else "diamond-open", "size": 9},
                hovertemplate=f"{group}: %{{y}}<extra></extra>",
            )
        )
    if dots:
        figure.update_xaxes(type="category", range=[-0.25, 1.25])
        scores = [score for _, *both in dots for score in both]
        room = (max(scores) - min(scores)) * 0.08 or 1.0
        figure.update_yaxes(
            range=[min(scores) - room, max(scores) + room],
            title={"text": figure_text.in_figure(unit or "score", 40, 1)},
        )
    title = "No scores yet"
    if dots:
        title = f"{wording.counted(len(dots), 'pupil', 'pupils')}, one by one"
    return Chart(
        key="pupil_dots",
        title=title,
        figure=figure,
        takeaway=sentence,
        how_to_read="One line for each pupil, from the score before to the score after."
        if dots
        else "",
        alt=figure_text.within_limit(
            " ".join([f"{title}.", *(f"{g}: {b:g} to {a:g}." for g, b, a in dots)])
        ),
        table=table,
    )


def pupil_interval_chart(
    estimate: float, low: float, high: float, *, unit: str, sentence: str, is_compared: bool
) -> Chart:
    """Draw one difference with its interval in the units of the test."""
    what = "Difference to the comparison pupils" if is_compared else "Average change"
    figure = theme.new_figure(150)
    figure.add_trace(
        go.Scatter(
            x=[estimate],
            y=[what],
            mode="markers",
            marker={"symbol": "square" if is_compared else "circle-open", "size": 14,
                    "color": theme.TEAL, "line": {"width": 2}},
            error_x={ "symmetric": False, "array": [high - estimate],
                "arrayminus": [estimate - low], "color": theme.TEAL, "thickness": 3, "width": 8,
            },
            hovertemplate="%{x:+.1f}<extra></extra>",
        )
    )  # fmt: skip
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=0, x1=0, y0=0, y1=1,
        line={"color": theme.GREY, "width": 1, "dash": "dot"},
    )  # fmt: skip
    figure.update_yaxes(visible=False)
    room = (max(high, 0.0) - min(low, 0.0)) * 0.08 or 1.0
    figure.update_xaxes(
        range=[min(low, 0.0) - room, max(high, 0.0) + room],
        title={"text": figure_text.in_figure(unit or "points", 40, 1)},
    )
    return Chart(
        key="pupil_interval",
        title=f"{what}: {estimate:+.1f} {unit or 'points'}".strip(),
        figure=figure,
        takeaway=sentence,
        how_to_read="The point is the estimate; the truth lies along the line with 95% confidence.",
        alt=f"{what}: {estimate:+.1f}, with 95% confidence {low:+.1f} to {high:+.1f}.",
        table=pd.DataFrame(
            [(f"{estimate:+.1f}", f"{low:+.1f}", f"{high:+.1f}")],
            columns=["Estimate", "From", "To"],
        ),
    )
