"""The two pictures of a measure: its course over time, and its before and after."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts import marks as time_marks
from lp_planner.charts.figure_builder import Sketch
from lp_planner.charts.lines import SeriesLines, Stretch
from lp_planner.charts.points import Point
from lp_planner.domain.measures.finding_words import POINT_MEANINGS
from lp_planner.domain.records.measures import ReadingGroup

NO_LINES = SeriesLines()
Ends = tuple[float, float]
"""Both ends of an interval."""
MEDIAN_FROM = 6
"""Fewer readings than this are too few for a middle line."""
BELOW_THE_DAYS, KEY = 40, 20
BETWEEN = 4
"""Places between two readings at which their line is looked for, so that no label lies on it."""


@dataclass(frozen=True)
class _Look:
    name: str
    colour: str
    symbol: str
    dash: str


_PROJECT = _Look("Project", theme.TEAL, "circle", "solid")
_COMPARISON = _Look("Comparison", theme.GREY, "diamond-open", "dash")


def course(
    points: Sequence[Point],
    marks: Sequence[time_marks.Mark],
    unit: str,
    target: float | None,
    began_on: dt.date | None,
    lines: SeriesLines = NO_LINES,
) -> go.Figure:
    """Draw the readings in their order, with the marks, the median and the target."""
    figure = Sketch(360)
    days = [*(point.on for point in points), *(mark.on for mark in marks)]
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
    comparison = [point for point in points if point.group == ReadingGroup.COMPARISON.value]
    project = [point for point in points if point.is_own]
    if comparison:
        figure.add_trace(**_line(comparison, unit, _COMPARISON))
    if project:
        figure.add_trace(**_line(project, unit, _PROJECT, lines.gaps))
        _point_out(figure, project, lines.kinds)
    for stretch in lines.stretches:
        _draw_stretch(figure, stretch)
    if lines.stretches:
        name_the_middles(figure, lines.stretches)
    if len(project) >= MEDIAN_FROM and not lines.stretches:
        middle = median(point.value for point in project)
        _level(figure, points, middle, f"middle {wording.number(middle)}", "right")
    if target is not None:
        _level(figure, points, target, f"target {wording.number(target)}", "left")
    height = time_marks.draw(figure, marks, first, last)
    legend = (26 if comparison else 0) + (KEY if lines.stretches else 0)
    xaxis = {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "nticks": 5 if len(set(days)) > 1 else 3,
        "tickformat": "%-d %b<br>%Y",
    }
    values = [*(point.value for point in points), *([target] if target is not None else [])]
    values += [
        edge for s in lines.stretches for edge in (s.lower, s.upper, s.middle) if edge is not None
    ]
    if unit == "%":
        values = [min(100.0, max(0.0, value)) for value in values]
    spread = (max(values) - min(values)) or abs(max(values)) * 0.2 or 1.0
    yaxis = {
        "range": [min(values) - spread * 0.14, max(values) + spread * 0.14],
        "ticksuffix": "%" if unit == "%" else "",
        "title": {"text": "" if unit == "%" else figure_text.in_figure(unit, 40, 1), "standoff": 6},
    }
    figure.update_layout(
        xaxis=xaxis,
        yaxis=yaxis,
        margin={"l": 48 if unit == "%" else 66, "t": 14 + height, "b": 52 + legend},
        height=320 + height + legend,
        showlegend=bool(comparison),
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


POINTS = {
    "improvement": ("circle", theme.TEAL),
    "concern": ("diamond", theme.ORANGE),
    "high": ("triangle-up", theme.INK),
    "low": ("triangle-down", theme.INK),
}


def _point_out(figure: Sketch, project: Sequence[Point], kinds: Sequence[str]) -> None:
    """Give readings that stand out a shape of their own, so that colour is never alone."""
    if len(kinds) != len(project):
        return
    for kind, (symbol, colour) in POINTS.items():
        meaning = POINT_MEANINGS[kind]
        chosen = [point for point, found in zip(project, kinds, strict=True) if found == kind]
        if chosen:
            figure.add_trace(
                x=[point.on.isoformat() for point in chosen],
                y=[point.value for point in chosen],
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
                type="line", yref="y", y0=value, y1=value, line=line, layer="between", **ends
            )


def name_the_middles(figure: Sketch, stretches: Sequence[Stretch], suffix: str = "") -> None:
    """Say below the days what the dotted lines are: beside them readings would be in the way."""
    middles = [f"{s.middle_name} {wording.number(s.middle)}{suffix}" for s in stretches]
    figure.add_annotation(
        x=1,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="top",
        yshift=-BELOW_THE_DAYS,
        text=f"dotted line: {', then '.join(middles)}",
        showarrow=False,
        font={"size": theme.SMALL, "color": theme.TEAL},
    )


def _line(
    points: Sequence[Point], unit: str, look: _Look, gaps: Sequence[int] = ()
) -> dict[str, Any]:
    """A line through the readings that breaks before each of the places in ``gaps``."""
    suffix = figure_text.in_figure(wording.with_unit(0, unit)[1:], 40)
    suffix = f" {suffix}" if suffix and suffix != "%" else suffix
    days: list[str] = []
    values: list[float | None] = []
    for place, point in enumerate(points):
        if place in gaps:
            days.append(point.on.isoformat())
            values.append(None)
        days.append(point.on.isoformat())
        values.append(point.value)
    return dict(  # noqa: C408 - the names are plotly's
        x=days,
        y=values,
        connectgaps=False,
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


def _level(figure: Sketch, points: Sequence[Point], value: float, label: str, side: str) -> None:
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
        layer="between",
    )
    figure.add_annotation(
        x=1 if side == "right" else 0,
        y=value,
        xref="paper",
        yref="y",
        xanchor=side,
        yanchor=_clear_side(points, value, side),
        text=label,
        showarrow=False,
        font={"size": theme.SMALL, "color": colour},
    )


def _clear_side(points: Sequence[Point], value: float, side: str) -> str:
    """Say on which side of a level its label meets fewer points: "bottom" sets it above."""
    above, below = _near(points, value, side)
    return "bottom" if above <= below else "top"


def _near(points: Sequence[Point], value: float, side: str) -> tuple[int, int]:
    """How much of the line through the points lies close above and below a level near one end."""
    part = (points[-1].on - points[0].on) * 0.35
    edge = points[-1].on - part if side == "right" else points[0].on + part
    near = [p.value for p in points if (p.on >= edge if side == "right" else p.on <= edge)]
    near += [
        one + (other - one) * step / BETWEEN
        for one, other in pairwise(near)
        for step in range(1, BETWEEN)
    ]
    reach = (max(p.value for p in points) - min(p.value for p in points)) * 0.15
    above = sum(value <= other <= value + reach for other in near)
    below = sum(value - reach <= other <= value for other in near)
    return above, below


def dumbbells(
    sides: Sequence[tuple[str, float | None, float | None]],
    unit: str,
    intervals: tuple[Ends | None, Ends | None] = (None, None),
) -> go.Figure:
    """Draw before and after for each (name, before, after), with the values written beside them.

    The project's values, the first side, have their ``intervals`` as bars.
    """
    figure = theme.new_figure(70 + 112 * len(sides))
    values = [value for side in sides for value in side[1:] if value is not None]
    values += [end for ends in intervals if ends is not None for end in ends]
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
        found = intervals if name == "Project" else (None, None)
        for value, word, fill, shift, ends in (
            (before, "before", theme.PAPER, 23, found[0]),
            (after, "after", colour, -23, found[1]),
        ):
            if value is not None:
                label = f"{word} {_short(value, unit)}"
                figure.add_trace(_end((value, name), label, (fill, colour), ends))
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
        title={"text": "" if unit == "%" else figure_text.in_figure(unit, 40, 1), "standoff": 6},
    )
    figure.update_layout(margin={"l": 14, "r": 14, "t": 16, "b": 40 if unit == "%" else 58})
    return figure


def _end(
    at: tuple[float, str], label: str, fill_and_line: tuple[str, str], ends: Ends | None
) -> go.Scatter:
    fill, line = fill_and_line
    error = None
    if ends is not None:
        error = {
            "symmetric": False,
            "array": [ends[1] - at[0]],
            "arrayminus": [at[0] - ends[0]],
            "color": line,
            "thickness": 1.5,
            "width": 9,
        }
    return go.Scatter(
        x=[at[0]],
        y=[at[1]],
        mode="markers",
        error_x=error,
        marker={"size": 15, "color": fill, "line": {"color": line, "width": 3}},
        text=[label],
        hovertemplate=f"{at[1]}, %{{text}}<extra></extra>",
        cliponaxis=False,
    )


def _short(value: float, unit: str) -> str:
    return wording.number(value) + ("%" if unit == "%" else "")
