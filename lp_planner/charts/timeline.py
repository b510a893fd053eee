"""The project over its days: phases as bands, dates as points, the school's year behind them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.figure_builder import Sketch
from lp_planner.wording import counted, day_in_words

ROW, HEAD, FOOT = 23, 46, 46
SPARE = dt.timedelta(days=10)
NARROWEST = 0.075
"""A half-term gets its name where it is at least this part of the whole."""
LABEL_LENGTH = 60
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Band:
    """A stretch of days with a name, the first and the last day included."""

    name: str
    from_on: dt.date
    to_on: dt.date
    colour: str = theme.TEAL


@dataclass(frozen=True)
class Moment:
    """One day on which something is due or was done, in its row."""

    on: dt.date
    what: str
    row: str
    during: str = ""
    """The half-term or the holiday that holds it."""


@dataclass(frozen=True)
class SchoolDays:
    """What the school's year looks like behind the project."""

    halves: Sequence[Band] = ()
    holidays: Sequence[Band] = ()


def timeline_chart(
    phases: Sequence[Band], moments: Sequence[Moment], *, school: SchoolDays, today: dt.date
) -> Chart:
    """Draw the bands of the phases above the dates, one row for each sort.

    What lies behind is filled, what is to come is hollow; a line stands at ``today``.
    """
    if not phases and not moments:
        return Chart(
            key="timeline",
            title="No dates yet",
            figure=theme.empty_figure("No dates yet"),
            takeaway="Dates, training, readings due and the days of a cohort stand here.",
            how_to_read="",
            alt="No dates yet.",
            table=pd.DataFrame(columns=["Day", "When", "What"]),
        )
    coming = [moment for moment in moments if moment.on >= today]
    takeaway = _takeaway(moments, coming, today)
    return Chart(
        key="timeline",
        title=counted(len(coming), "date to come", "dates to come") if coming
        else "Nothing with a date lies ahead",
        figure=_figure(phases, moments, school, today),
        takeaway=takeaway,
        how_to_read=(
            "A band is from the first to the latest thing written in a phase. A full point lies "
            "behind, a hollow one ahead; the line is today, holidays are shaded."
        ),
        alt=figure_text.within_limit(
            " ".join(
                [
                    takeaway,
                    *(
                        f"{band.name} from {day_in_words(band.from_on)} to "
                        f"{day_in_words(band.to_on)}."
                        for band in phases
                    ),
                    *(f"{day_in_words(m.on)}: {_ended(m.what)}" for m in coming),
                ]
            )
        ),
        table=_table(phases, moments),
    )  # fmt: skip


def _takeaway(moments: Sequence[Moment], coming: Sequence[Moment], today: dt.date) -> str:
    if coming:
        first = min(coming, key=lambda m: m.on)
        when = "today" if first.on == today else f"on {day_in_words(first.on)}"
        return _ended(f"Next, {when}: {figure_text.fitted(first.what, LABEL_LENGTH)}")
    if moments:
        return f"{counted(len(moments), 'date lies', 'dates lie')} behind, none ahead."
    return "No date is set yet."


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _table(phases: Sequence[Band], moments: Sequence[Moment]) -> pd.DataFrame:
    rows = [
        (
            day_in_words(band.from_on),
            f"to {day_in_words(band.to_on)}",
            f"{band.name}: first to latest thing written",
        )
        for band in phases
    ]
    rows += [(day_in_words(m.on), m.during, m.what) for m in sorted(moments, key=lambda m: m.on)]
    return pd.DataFrame(rows, columns=["Day", "When", "What"]).set_index("Day")


def _figure(
    phases: Sequence[Band], moments: Sequence[Moment], school: SchoolDays, today: dt.date
) -> go.Figure:
    rows = [*(band.name for band in phases), *dict.fromkeys(m.row for m in moments)]
    days = [today, *(m.on for m in moments)]
    days += [day for band in phases for day in (band.from_on, band.to_on)]
    first, last = min(days) - SPARE, max(days) + SPARE
    sketch = Sketch(ROW * len(rows) + HEAD + FOOT)
    for holiday in _within(school.holidays, first, last):
        sketch.add_shape(
            type="rect", xref="x", yref="paper", x0=holiday.from_on.isoformat(),
            x1=(holiday.to_on + DAY).isoformat(), y0=0, y1=1, layer="below",
            fillcolor=theme.BEFORE_WASH, line={"width": 0},
        )  # fmt: skip
    for half in _within(school.halves, first, last):
        if (half.to_on - half.from_on) / (last - first) >= NARROWEST:
            sketch.add_annotation(
                x=(half.from_on + (half.to_on - half.from_on) / 2).isoformat(), y=1, xref="x",
                yref="paper", yanchor="bottom", yshift=4, showarrow=False,
                font={"size": theme.SMALL, "color": theme.GREY},
                text=figure_text.in_figure(half.name, 12),
            )  # fmt: skip
    for band in phases:
        sketch.add_trace(
            x=[band.from_on.isoformat(), (band.to_on + DAY).isoformat()], y=[band.name, band.name],
            mode="lines", line={"color": band.colour, "width": 12},
            hovertemplate="%{x|%-d %B %Y}<extra></extra>",
        )  # fmt: skip
    for is_ahead in (False, True):
        some = [m for m in moments if (m.on >= today) is is_ahead]
        if some:
            _draw_moments(sketch, some, is_ahead=is_ahead)
    sketch.add_shape(
        type="line", xref="x", yref="paper", x0=today.isoformat(), x1=today.isoformat(),
        y0=0, y1=1, line={"color": theme.ORANGE, "width": 1.5},
    )  # fmt: skip
    sketch.update_layout(
        xaxis={"type": "date", "range": [first.isoformat(), last.isoformat()],
               "tickformat": "%b<br>%y", "tickangle": 0, "nticks": 12},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": rows[::-1],
               "range": [-0.5, len(rows) - 0.5], "showgrid": True, "ticks": "",
               "nticks": len(rows) + 1},
        margin={"l": 104, "r": 12, "t": HEAD, "b": FOOT},
    )  # fmt: skip
    return sketch.figure()


def _draw_moments(sketch: Sketch, moments: Sequence[Moment], *, is_ahead: bool) -> None:
    sketch.add_trace(
        x=[m.on.isoformat() for m in moments],
        y=[m.row for m in moments],
        mode="markers",
        marker={
            "size": 11,
            "color": theme.PAPER if is_ahead else theme.TEAL,
            "line": {"color": theme.TEAL, "width": 2},
        },
        hovertext=[figure_text.in_figure(m.what, LABEL_LENGTH, 3) for m in moments],
        hovertemplate="%{x|%-d %B %Y}<br>%{hovertext}<extra></extra>",
    )


def _within(bands: Sequence[Band], first: dt.date, last: dt.date) -> list[Band]:
    return [
        Band(band.name, max(band.from_on, first), min(band.to_on, last), band.colour)
        for band in bands
        if band.from_on <= last and band.to_on >= first
    ]
