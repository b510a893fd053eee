"""Whom it reaches: people and places over time, each beside those expected."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.figure_builder import Sketch

PANEL, GAP = 92, 54
MOST_PANELS = 5
IN_TITLE = 2
NAME_LENGTH = 60


@dataclass(frozen=True)
class ReachLine:
    """One thing that is counted as reached, with how many by each day.

    ``expected`` is how many there should be in the end, where that is known; ``note`` says what
    else is to be known, such as an interval.
    """

    name: str
    reached: tuple[tuple[dt.date, float], ...]
    expected: float | None = None
    note: str = ""

    @property
    def latest(self) -> float:
        """How many by the latest day."""
        return self.reached[-1][1]

    @property
    def in_words(self) -> str:
        """How many by the latest day, of how many."""
        now = wording.number(self.latest)
        if self.expected is None:
            return now
        if self.latest > self.expected:
            return f"{now}, more than the {wording.number(self.expected)} expected"
        return f"{now} of {wording.number(self.expected)}"


def reach_chart(lines: Sequence[ReachLine]) -> Chart:
    """Draw one small chart for each line; lines without a count are left out."""
    found = [line for line in lines if line.reached]
    if not found:
        return Chart(
            key="reach",
            title="Nobody counted as reached yet",
            figure=theme.empty_figure("Nobody counted as reached yet"),
            takeaway=(
                "Visits, the people in a training session and the readings of a measure of reach "
                "appear here."
            ),
            how_to_read="",
            alt="No chart yet: nobody has been counted as reached.",
            table=pd.DataFrame(columns=["Day", "What", "Reached", "Expected"]),
        )
    short = [ln for ln in found if ln.expected is not None and ln.latest < ln.expected]
    unknown = [line for line in found if line.expected is None]
    return Chart(
        key="reach",
        title="; ".join(f"{_name(line)}: {line.in_words}" for line in found[:IN_TITLE])
        + (f"; {len(found) - IN_TITLE} more below" if len(found) > IN_TITLE else ""),
        figure=_figure(found[:MOST_PANELS]),
        takeaway=_takeaway(found, short, unknown),
        how_to_read=(
            "Each step is the number reached by that day; a dashed line is the number expected."
            + (
                f" The first {MOST_PANELS} of {len(found)} are drawn; the table has them all."
                if len(found) > MOST_PANELS
                else ""
            )
        ),
        alt=figure_text.within_limit(
            "Stepped lines of those reached over time. "
            + " ".join(
                f"{_name(line)}: {wording.number(line.reached[0][1])} on "
                f"{wording.day_in_words(line.reached[0][0])}, {line.in_words} by "
                f"{wording.day_in_words(line.reached[-1][0])}."
                for line in found
            )
        ),
        table=pd.DataFrame(
            [
                (
                    wording.day_in_words(day),
                    line.name,
                    wording.number(number),
                    "" if line.expected is None else wording.number(line.expected),
                )
                for line in found
                for day, number in line.reached
            ],
            columns=["Day", "What", "Reached", "Expected"],
            dtype="str",
        ),
    )


def _name(line: ReachLine) -> str:
    return figure_text.fitted(line.name, NAME_LENGTH)


def _takeaway(
    found: Sequence[ReachLine], short: Sequence[ReachLine], unknown: Sequence[ReachLine]
) -> str:
    parts = [
        f"{_name(line)}: {line.in_words} by {wording.day_in_words(line.reached[-1][0])}."
        + (f" {line.note}" if line.note else "")
        for line in found
    ]
    if short:
        parts.append("Whom does it not reach yet, and what keeps them away?")
    elif unknown:
        parts.append("How many should it be? Without that number nobody can say who is missing.")
    return " ".join(parts)


def _figure(lines: Sequence[ReachLine]) -> go.Figure:
    count = len(lines)
    height = PANEL * count + GAP * (count - 1)
    sketch = Sketch(height)
    days = [day for line in lines for day, _ in line.reached]
    room = max(dt.timedelta(days=4), (max(days) - min(days)) / 20)
    first, last = min(days) - room, max(days) + room
    layout: dict[str, object] = {}
    for number, line in enumerate(lines):
        axis = f"y{number + 1 if number else ''}"
        top = 1 - number * (PANEL + GAP) / height
        most = max(*(value for _, value in line.reached), line.expected or 0.0, 1.0)
        layout[f"yaxis{number + 1 if number else ''}"] = {
            "domain": [max(0.0, top - PANEL / height), top],
            "range": [0, most * 1.12],
            "nticks": 3,
        }
        _draw_line(sketch, line, axis, max(days))
        sketch.add_annotation(
            x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-40,
            yshift=6, showarrow=False, align="left", font={"size": theme.SMALL},
            text=f"<b>{figure_text.in_figure(line.name, 34)}</b>: {line.in_words}",
        )  # fmt: skip
        if line.expected is not None:
            sketch.add_shape(
                type="line", xref="x", yref=axis, x0=first.isoformat(), x1=last.isoformat(),
                y0=line.expected, y1=line.expected,
                line={"color": theme.INK, "width": 1.2, "dash": "longdash"},
            )  # fmt: skip
    sketch.update_layout(
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "nticks": 5 if len(set(days)) > 1 else 3,
            "tickformat": "%-d %b<br>%Y",
            "anchor": f"y{count if count > 1 else ''}",
        },
        margin={"l": 46, "r": 20, "t": GAP, "b": 52},
        height=height + GAP + 52,
        **layout,
    )
    return sketch.figure()


def _draw_line(sketch: Sketch, line: ReachLine, axis: str, until: dt.date) -> None:
    """Steps that hold until the next count, and a point for each count."""
    x: list[str] = []
    y: list[float] = []
    for day, value in line.reached:
        if y:
            x.append(day.isoformat())
            y.append(y[-1])
        x.append(day.isoformat())
        y.append(value)
    if until > line.reached[-1][0]:
        x.append(until.isoformat())
        y.append(y[-1])
    sketch.add_trace(
        x=x, y=y, yaxis=axis, mode="lines", line={"color": theme.TEAL, "width": 2.5},
        hoverinfo="skip",
    )  # fmt: skip
    sketch.add_trace(
        x=[day.isoformat() for day, _ in line.reached],
        y=[value for _, value in line.reached],
        yaxis=axis,
        mode="markers",
        marker={"symbol": "circle", "size": 8, "color": theme.TEAL},
        hovertemplate="%{y:,.2~f} by %{x|%-d %B %Y}<extra></extra>",
        cliponaxis=False,
    )
