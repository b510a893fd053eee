"""Counts out of a known number: each reading with limits of its own, drawn as steps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts import marks as time_marks
from lp_planner.charts.chart import Chart
from lp_planner.charts.figure_builder import Sketch
from lp_planner.charts.impact_figures import KEY, POINTS, name_the_middles
from lp_planner.charts.lines import Stretch
from lp_planner.domain.measures.finding_words import POINT_MEANINGS

NAME_LENGTH = 50
HOW_TO_READ = (
    "Each point is one count; the stepped lines are its own limits, wider where it is out of few."
)
ASK = " What was different then?"
MOST_NAMED = 4
MOST_IN_ALT = 20
Steps = list[tuple[str, float | None]]


@dataclass(frozen=True)
class Counted:
    """One reading: ``value`` is the share in per cent or the rate, as are its limits.

    ``kind`` is "common", or for a reading beyond its limits "improvement", "concern", "high" or
    "low"; without limits both are ``None``.
    """

    on: dt.date
    count: float
    out_of: float
    value: float
    lower: float | None = None
    upper: float | None = None
    kind: str = "common"


def counted_chart(
    readings: Sequence[Counted],
    marks: pd.DataFrame,
    *,
    measure_name: str,
    is_share: bool,
    stretches: Sequence[Stretch],
    caption: str,
    began_on: dt.date | None,
) -> Chart:
    """Draw counts with limits that widen where they are out of few.

    ``stretches`` say what the counts of each come to together, in the units of ``value``;
    ``caption`` says which limits these are and what they rest on.
    """
    name = figure_text.fitted(measure_name, NAME_LENGTH)
    if not readings:
        return Chart(
            key="counted",
            title=f"{name}: no counts yet",
            figure=theme.empty_figure("No counts yet"),
            takeaway="Readings that say out of how many they were counted appear here.",
            how_to_read="",
            alt=f"No chart yet: {name} has no readings counted out of a number.",
            table=_table([], is_share=is_share),
        )
    found = time_marks.numbered(marks)
    latest = readings[-1]
    takeaway = _takeaway(readings, is_share=is_share)
    return Chart(
        key="counted",
        title=f"{name}: {_said(latest)} at the latest count",
        figure=_figure(readings, found, began_on, stretches, is_share=is_share),
        takeaway=takeaway,
        how_to_read=" ".join(
            part
            for part in (
                HOW_TO_READ,
                caption,
                time_marks.explained(found),
            )
            if part
        ),
        alt=_alt(readings, name, stretches, takeaway, is_share=is_share),
        table=_table(readings, is_share=is_share),
    )


def _figure(
    readings: Sequence[Counted],
    marks: Sequence[time_marks.Mark],
    began_on: dt.date | None,
    stretches: Sequence[Stretch],
    *,
    is_share: bool,
) -> go.Figure:
    sketch = Sketch(340)
    suffix = "%" if is_share else ""
    days = [r.on for r in readings] + [m.on for m in marks] + ([began_on] if began_on else [])
    room = max(dt.timedelta(days=3), (max(days) - min(days)) / 20)
    first, last = min(days) - room, max(days) + room
    if began_on:
        sketch.add_shape(
            type="rect", xref="x", yref="paper", x0=first.isoformat(), x1=began_on.isoformat(),
            y0=0, y1=1, fillcolor=theme.BEFORE_WASH, line={"width": 0}, layer="below",
        )  # fmt: skip
    for edge in ("lower", "upper"):
        steps = _steps([(r.on, getattr(r, edge)) for r in readings])
        if any(level is not None for _, level in steps):
            sketch.add_trace(
                x=[day for day, _ in steps],
                y=[level for _, level in steps],
                mode="lines",
                line={"color": theme.GREY, "width": 1.4},
                name=f"{edge} limit",
                hoverinfo="skip",
                connectgaps=False,
            )
    sketch.add_trace(
        x=[r.on.isoformat() for r in readings],
        y=[r.value for r in readings],
        mode="lines+markers",
        line={"color": theme.TEAL, "width": 2},
        marker={"symbol": "circle", "size": 8, "color": theme.TEAL},
        customdata=[f"{_said(r)}, {wording.day_in_words(r.on)}" for r in readings],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for kind, (symbol, colour) in POINTS.items():
        meaning = POINT_MEANINGS[kind]
        chosen = [r for r in readings if r.kind == kind]
        if chosen:
            sketch.add_trace(
                x=[r.on.isoformat() for r in chosen],
                y=[r.value for r in chosen],
                mode="markers",
                marker={
                    "symbol": symbol,
                    "size": 14,
                    "color": colour,
                    "line": {"width": 2, "color": theme.PAPER},
                },
                hovertemplate=f"{meaning}<extra></extra>",
            )
    for stretch in stretches:
        sketch.add_shape(
            type="line", xref="x", yref="y", x0=stretch.first.isoformat(),
            x1=stretch.last.isoformat(), y0=stretch.middle, y1=stretch.middle, layer="between",
            line={"color": theme.TEAL, "width": 1.4, "dash": "dot"},
        )  # fmt: skip
    if stretches:
        name_the_middles(sketch, stretches, suffix)
    key = KEY if stretches else 0
    height = time_marks.draw(sketch, marks, first, last)
    levels = [level for r in readings for level in (r.value, r.lower, r.upper) if level is not None]
    spread = (max(levels) - min(levels)) or abs(max(levels)) * 0.2 or 1.0
    sketch.update_layout(
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "nticks": 5 if len(set(days)) > 1 else 3,
            "tickformat": "%-d %b<br>%Y",
        },
        yaxis={
            "range": [min(levels) - spread * 0.12, max(levels) + spread * 0.12],
            "ticksuffix": suffix,
            "title": {"text": "" if is_share else "for each one", "standoff": 6},
        },
        margin={"l": 54 if is_share else 66, "t": 14 + height, "b": 52 + key},
        height=320 + height + key,
    )
    return sketch.figure()


def _steps(levels: Sequence[tuple[dt.date, float | None]]) -> Steps:
    """A level for each day as steps that change half-way to the next one."""
    found: Steps = []
    for number, (day, level) in enumerate(levels):
        before = levels[number - 1][0] if number else day
        after = levels[number + 1][0] if number + 1 < len(levels) else day
        if level is None:
            found.append((day.isoformat(), None))
            continue
        found += [
            (_half_way(before, day), level),
            (_half_way(day, after), level),
        ]
    if len(levels) == 1 and levels[0][1] is not None:
        day, level = levels[0]
        found = [((day + dt.timedelta(days=n)).isoformat(), level) for n in (-1, 1)]
    return found


def _half_way(one: dt.date, other: dt.date) -> str:
    return (one + (other - one) / 2).isoformat()


def _takeaway(readings: Sequence[Counted], *, is_share: bool) -> str:
    with_limits = [r for r in readings if r.upper is not None]
    if not with_limits:
        return "There are no limits to read these counts against yet; look at each one."
    beyond = [r for r in with_limits if r.kind != "common"]
    if not beyond:
        return (
            f"No count of {len(with_limits)} lies beyond its limits. A slow rise or fall "
            "need not show here: the readings above show whether there is one."
        )
    named = "; ".join(
        f"{wording.day_in_words(r.on)} ({_value(r.value, is_share=is_share)})"
        for r in beyond[-MOST_NAMED:]
    )
    lead = "the latest of them " if len(beyond) > MOST_NAMED else ""
    return (
        f"{len(beyond)} of {len(with_limits)} counts "
        f"{'lies beyond its' if len(beyond) == 1 else 'lie beyond their'} limits: {lead}{named}."
        f"{ASK}"
    )


def _said(reading: Counted) -> str:
    return f"{wording.number(reading.count)} out of {wording.number(reading.out_of)}"


def _value(value: float, *, is_share: bool) -> str:
    return f"{wording.number(round(value, 1))}%" if is_share else wording.number(value)


def _alt(
    readings: Sequence[Counted],
    name: str,
    stretches: Sequence[Stretch],
    takeaway: str,
    *,
    is_share: bool,
) -> str:
    parts = [f"Line chart of {name}, counted out of a number each time, with stepped limits."]
    if len(readings) <= MOST_IN_ALT:
        parts.append("; ".join(f"{wording.day_in_words(r.on)} {_said(r)}" for r in readings) + ".")
    else:
        first, last = readings[0], readings[-1]
        parts.append(
            f"{len(readings)} counts from {wording.day_in_words(first.on)} ({_said(first)}) to "
            f"{wording.day_in_words(last.on)} ({_said(last)})."
        )
    if stretches:
        which = "All together" if len(stretches) == 1 else "On the latest level together"
        parts.append(f"{which} {_value(stretches[-1].middle, is_share=is_share)}.")
    return figure_text.within_limit(" ".join([*parts, takeaway.removesuffix(ASK)]))


def _table(readings: Sequence[Counted], *, is_share: bool) -> pd.DataFrame:
    shown = "Share" if is_share else "For each one"
    rows = [
        (
            wording.day_in_words(r.on),
            wording.number(r.count),
            wording.number(r.out_of),
            _value(r.value, is_share=is_share),
            ""
            if r.lower is None or r.upper is None
            else f"{_value(r.lower, is_share=is_share)} to {_value(r.upper, is_share=is_share)}",
            "" if r.kind == "common" else "yes",
        )
        for r in readings
    ]
    return pd.DataFrame(
        rows, columns=["Day", "Counted", "Out of", shown, "Limits", "Beyond"], dtype="str"
    )
