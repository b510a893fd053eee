"""The two pictures of a measure: its course over time, and its before and after."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts import marks as time_marks
from lp_planner.charts import theme, words
from lp_planner.charts.lines import SeriesLines, Stretch
from lp_planner.charts.sketch import Sketch
from lp_planner.domain.measures import ReadingGroup

NO_LINES = SeriesLines()
MEDIAN_FROM = 6
"""Fewer readings than this are too few for a middle line."""


@dataclass(frozen=True)
class _Look:
    name: str
    colour: str
    symbol: str
    dash: str


_PROJECT = _Look("Project", theme.TEAL, "circle", "solid")
_COMPARISON = _Look("Comparison", theme.GREY, "diamond-open", "dash")


def course(
    rows: pd.DataFrame,
    marks: Sequence[time_marks.Mark],
    unit: str,
    target: float | None,
    began_on: dt.date | None,
    lines: SeriesLines = NO_LINES,
) -> go.Figure:
    """Draw the readings in their order, with the marks, the median and the target."""
    figure = Sketch(360)
    days = [*rows["taken_on"].dt.date, *(mark.on for mark in marks)]
    days += [began_on] if began_on else []
    room = max(dt.timedelta(days=3), (max(days) - min(days)) / 20)
    first, last = min(days) - room, max(days) + room
    if began_on:
        figure.add_shape(
            type="rect",
            xref="x",
            yref="paper",
            x0=first.isoformat(),
            x1=began_on.isoformat(),
            y0=0,
            y1=1,
            fillcolor=theme.BEFORE_WASH,
            line={"width": 0},
            layer="below",
        )
    comparison = rows[rows["reading_group"] == ReadingGroup.COMPARISON.value]
    project = rows[rows["reading_group"] == ReadingGroup.PROJECT.value]
    if len(comparison):
        figure.add_trace(**_line(comparison, unit, _COMPARISON))
    if len(project):
        figure.add_trace(**_line(project, unit, _PROJECT))
        _point_out(figure, project, lines.kinds)
    for stretch in lines.stretches:
        _draw_stretch(figure, stretch)
    if len(project) >= MEDIAN_FROM and not lines.stretches:
        middle = float(project["value"].median())
        _level(figure, rows, middle, f"median {words.number(middle)}", "right")
    if target is not None:
        _level(figure, rows, target, f"target {words.number(target)}", "left")
    height = time_marks.draw(figure, marks, first, last)
    legend = 26 if len(comparison) else 0
    xaxis = {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "nticks": 5 if len(set(days)) > 1 else 3,
        "tickformat": "%-d %b<br>%Y",
    }
    values = [*rows["value"], *([target] if target is not None else [])]
    values += [
        edge for s in lines.stretches for edge in (s.lower, s.upper, s.middle) if edge is not None
    ]
    if unit == "%":
        values = [min(100.0, max(0.0, value)) for value in values]
    spread = (max(values) - min(values)) or abs(max(values)) * 0.2 or 1.0
    yaxis = {
        "range": [min(values) - spread * 0.14, max(values) + spread * 0.14],
        "ticksuffix": "%" if unit == "%" else "",
        "title": {"text": "" if unit == "%" else words.in_figure(unit, 40, 1), "standoff": 6},
    }
    figure.update_layout(
        xaxis=xaxis,
        yaxis=yaxis,
        margin={"l": 48 if unit == "%" else 66, "t": 14 + height, "b": 52 + legend},
        height=320 + height + legend,
        showlegend=bool(legend),
        legend={
            "orientation": "h",
            "x": 0,
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    return figure.figure()


_POINTS = {
    "improvement": ("circle", theme.TEAL, "better than chance alone would give"),
    "concern": ("diamond", theme.ORANGE, "worth asking about"),
    "high": ("triangle-up", theme.INK, "higher than chance alone would give"),
    "low": ("triangle-down", theme.INK, "lower than chance alone would give"),
}


def _point_out(figure: Sketch, project: pd.DataFrame, kinds: Sequence[str]) -> None:
    """Give readings that stand out a shape of their own, so that colour is never alone."""
    if len(kinds) != len(project):
        return
    days = [day.isoformat() for day in project["taken_on"].dt.date]
    values = project["value"].tolist()
    for kind, (symbol, colour, meaning) in _POINTS.items():
        chosen = [n for n, found in enumerate(kinds) if found == kind]
        if chosen:
            figure.add_trace(
                x=[days[n] for n in chosen],
                y=[values[n] for n in chosen],
                mode="markers",
                name=meaning,
                showlegend=False,
                marker={
                    "symbol": symbol,
                    "size": 14,
                    "color": colour,
                    "line": {"width": 2, "color": theme.PAPER},
                },
                hovertemplate=f"{meaning}<extra></extra>",
            )


def _draw_stretch(figure: Sketch, stretch: Stretch) -> None:
    """Draw the middle line of a stretch, and its limits where there are any."""
    ends = {"x0": stretch.first.isoformat(), "x1": stretch.last.isoformat(), "xref": "x"}
    dash = "dash" if stretch.is_provisional else "solid"
    for value, line in (
        (stretch.middle, {"color": theme.TEAL, "width": 1.4, "dash": "dot"}),
        (stretch.lower, {"color": theme.GREY, "width": 1.2, "dash": dash}),
        (stretch.upper, {"color": theme.GREY, "width": 1.2, "dash": dash}),
    ):
        if value is not None:
            figure.add_shape(
                type="line", yref="y", y0=value, y1=value, line=line, layer="below", **ends
            )
    figure.add_annotation(
        x=stretch.last.isoformat(),
        y=stretch.middle,
        text=f"{stretch.middle_name} {words.number(stretch.middle)}",
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"size": theme.SMALL, "color": theme.TEAL},
    )


def _line(rows: pd.DataFrame, unit: str, look: _Look) -> dict[str, Any]:
    suffix = words.in_figure(words.with_unit(0, unit)[1:], 40)
    suffix = f" {suffix}" if suffix and suffix != "%" else suffix
    return dict(  # noqa: C408 - the names are plotly's
        x=[day.isoformat() for day in rows["taken_on"].dt.date],
        y=rows["value"].tolist(),
        mode="lines+markers",
        name=look.name,
        line={"color": look.colour, "width": 2.5, "dash": look.dash},
        marker={
            "symbol": look.symbol,
            "size": 9,
            "color": look.colour,
            "line": {"width": 2, "color": look.colour},
        },
        hovertemplate=f"{look.name}: %{{y:,.2~f}}{suffix}, %{{x|%-d %B %Y}}<extra></extra>",
    )


def _level(figure: Sketch, rows: pd.DataFrame, value: float, label: str, side: str) -> None:
    colour = theme.TEAL if side == "right" else theme.INK
    figure.add_shape(
        type="line",
        xref="paper",
        yref="y",
        x0=0,
        x1=1,
        y0=value,
        y1=value,
        line={"color": colour, "width": 1.2, "dash": "dot" if side == "right" else "longdash"},
        layer="below",
    )
    figure.add_annotation(
        x=1 if side == "right" else 0,
        y=value,
        xref="paper",
        yref="y",
        xanchor=side,
        yanchor=_clear_side(rows, value, side),
        text=label,
        showarrow=False,
        font={"size": theme.SMALL, "color": colour},
    )


def _clear_side(rows: pd.DataFrame, value: float, side: str) -> str:
    """Say on which side of a level its label meets fewer points: "bottom" sets it above."""
    days = rows["taken_on"].to_numpy()
    values = rows["value"].to_numpy()
    part = (days[-1] - days[0]) * 0.35
    near = values[days >= days[-1] - part] if side == "right" else values[days <= days[0] + part]
    reach = (values.max() - values.min()) * 0.15
    above = ((near >= value) & (near <= value + reach)).sum()
    below = ((near >= value - reach) & (near <= value)).sum()
    return "bottom" if above <= below else "top"


def dumbbells(sides: Sequence[tuple[str, float | None, float | None]], unit: str) -> go.Figure:
    """Draw before and after for each (name, before, after), with the values written beside them."""
    figure = theme.new_figure(70 + 112 * len(sides))
    values = [value for side in sides for value in side[1:] if value is not None]
    spread = (max(values) - min(values)) or abs(values[0]) or 1.0
    for name, before, after in sides:
        colour = theme.TEAL if name == "Project" else theme.GREY
        if before is not None and after is not None:
            figure.add_trace(
                go.Scatter(
                    x=[before, after],
                    y=[name, name],
                    mode="lines",
                    line={"color": colour, "width": 3},
                    hoverinfo="skip",
                )
            )
        for value, word, fill, shift in (
            (before, "before", theme.PAPER, 23),
            (after, "after", colour, -23),
        ):
            if value is not None:
                label = f"{word} {_short(value, unit)}"
                figure.add_trace(_end((value, name), label, (fill, colour)))
                figure.add_annotation(x=value, y=name, yshift=shift, text=label, showarrow=False)
    figure.update_yaxes(
        type="category",
        categoryarray=[name for name, _, _ in sides],
        range=[len(sides) - 0.4, -0.6],
        showgrid=False,
        showticklabels=False,
    )
    for name, _, _ in sides:
        figure.add_annotation(
            x=0,
            y=name,
            xref="paper",
            yshift=48,
            xanchor="left",
            text=f"<b>{name}</b>",
            showarrow=False,
            font={"size": theme.SMALL},
        )
    figure.update_xaxes(
        range=[min(values) - spread * 0.35, max(values) + spread * 0.35],
        ticksuffix="%" if unit == "%" else "",
        nticks=5,
        title={"text": "" if unit == "%" else words.in_figure(unit, 40, 1), "standoff": 6},
    )
    figure.update_layout(margin={"l": 14, "r": 14, "t": 16, "b": 40 if unit == "%" else 58})
    return figure


def _end(at: tuple[float, str], label: str, fill_and_line: tuple[str, str]) -> go.Scatter:
    fill, line = fill_and_line
    return go.Scatter(
        x=[at[0]],
        y=[at[1]],
        mode="markers",
        marker={"size": 15, "color": fill, "line": {"color": line, "width": 3}},
        text=[label],
        hovertemplate=f"{at[1]}, %{{text}}<extra></extra>",
        cliponaxis=False,
    )


def _short(value: float, unit: str) -> str:
    return words.number(value) + ("%" if unit == "%" else "")
