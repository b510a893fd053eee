"""A cohort against its dates: a strip of phases for each project, the dates standing across."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.figure_builder import Sketch
from lp_planner.charts.timeline import Band
from lp_planner.wording import counted, day_in_words

ROW, FOOT, LINE_OF_TEXT = 30, 46, 17
SPARE = 0.02
"""Of the whole, at either end."""
NARROWEST, ROOM_FOR_A_NAME = 0.06, 0.24
"""Shares of the picture's days: a band this long has its letter, and one this long its name.

On a phone the days have some 190 pixels, and a name needs 45 of them.
"""
TOO_NEAR = 0.13
"""Labels of dates that stand nearer than this part of the whole stand above each other."""
MOST_LEVELS = 3
NAME_LENGTH = 19
TITLE = "Where each project is, against the cohort’s dates"


@dataclass(frozen=True)
class Strip:
    """One project: who leads it, its phases, and what else stands on its line."""

    lead: str
    title: str
    bands: Sequence[Band]
    submitted_on: dt.date | None = None
    next_on: dt.date | None = None
    why_a_word: str = ""
    """Why its lead might welcome a conversation; "" where nothing says so."""


@dataclass(frozen=True)
class SharedDate:
    """A day of the whole cohort."""

    on: dt.date
    what: str


def cohort_strips_chart(
    strips: Sequence[Strip], dates: Sequence[SharedDate], *, today: dt.date, takeaway: str = ""
) -> Chart:
    """Draw a line for each strip in the order given, the dates across all of them."""
    if not strips:
        return Chart(
            key="cohort_strips",
            title=TITLE,
            figure=theme.empty_figure("No project is shared yet"),
            takeaway=takeaway or "No project is shared yet.",
            how_to_read="",
            alt="No project is shared yet.",
            table=_table(strips),
        )
    return Chart(
        key="cohort_strips",
        title=TITLE,
        figure=_figure(strips, dates, today),
        takeaway=takeaway,
        how_to_read=(
            "A band is a phase, from the day on which the project stood in it; where it is short, "
            "its first letter. ◆ might welcome a conversation, ★ has submitted, ○ is the next date "
            "of the project. A dotted line is a date of the cohort, the full line is today."
        ),
        alt=figure_text.within_limit(_alt(strips, dates, takeaway)),
        table=_table(strips),
    )


def _alt(strips: Sequence[Strip], dates: Sequence[SharedDate], takeaway: str) -> str:
    lines = [takeaway, counted(len(strips), "project", "projects") + "."]
    lines += [f"{date.what}: {day_in_words(date.on)}." for date in dates]
    for strip in strips:
        now = strip.bands[-1]
        words = f"{strip.lead}: {now.name} since {day_in_words(now.from_on)}"
        if strip.submitted_on:
            words += f", submitted {day_in_words(strip.submitted_on)}"
        lines.append(f"{words}{f' ({strip.why_a_word})' if strip.why_a_word else ''}.")
    return " ".join(line for line in lines if line)


def _table(strips: Sequence[Strip]) -> pd.DataFrame:
    rows = [
        (
            strip.lead,
            strip.title,
            "; ".join(f"{band.name} from {day_in_words(band.from_on)}" for band in strip.bands),
            day_in_words(strip.submitted_on) if strip.submitted_on else "not yet",
            day_in_words(strip.next_on) if strip.next_on else "",
            strip.why_a_word,
        )
        for strip in strips
    ]
    columns = ["Led by", "Project", "Phases", "Submitted", "Next date", "A conversation?"]
    return pd.DataFrame(rows, columns=columns).set_index("Led by")


def _figure(strips: Sequence[Strip], dates: Sequence[SharedDate], today: dt.date) -> go.Figure:
    days = [today, *(date.on for date in dates)]
    days += [band.from_on for strip in strips for band in strip.bands]
    days += [strip.next_on for strip in strips if strip.next_on]
    whole = max(max(days) - min(days), dt.timedelta(days=28))
    first, last = min(days) - whole * SPARE, max(days) + whole * SPARE
    levels = _levels([*((d.on, d.what) for d in dates), (today, "today")], whole)
    head = 10 + LINE_OF_TEXT * (1 + max((level for *_, level in levels), default=0))
    sketch = Sketch(ROW * len(strips) + head + FOOT)
    for day, words, level in levels:
        is_today = words == "today"
        line = {"color": theme.INK, "width": 1.5} if is_today else {
            "color": theme.GREY, "width": 1, "dash": "dot"}  # fmt: skip
        sketch.add_shape(
            type="line", xref="x", yref="paper", x0=day.isoformat(), x1=day.isoformat(),
            y0=0, y1=1, layer="above", line=line,
        )  # fmt: skip
        sketch.add_annotation(
            x=day.isoformat(), y=1, xref="x", yref="paper", yanchor="bottom",
            yshift=2 + LINE_OF_TEXT * level, showarrow=False,
            text=figure_text.in_figure(words, 18, 1),
            xanchor="right" if (last - day) < whole * TOO_NEAR else "center",
            font={"size": theme.SMALL, "color": theme.INK if is_today else theme.GREY},
        )  # fmt: skip
    _draw_bands(sketch, strips, whole)
    _draw_marks(sketch, strips, today)
    rows = list(range(len(strips)))
    sketch.update_layout(
        xaxis={"type": "date", "range": [first.isoformat(), last.isoformat()],
               "tickformat": "%b<br>%y", "tickangle": 0, "nticks": 8},
        yaxis={"tickvals": rows, "range": [len(strips) - 0.5, -0.5], "ticks": "",
               "showgrid": False, "zeroline": False, "tickfont": {"size": theme.SMALL},
               "ticktext": [figure_text.in_figure(s.lead, NAME_LENGTH, 1) for s in strips]},
        margin={"l": 124, "r": 8, "t": head, "b": FOOT},
    )  # fmt: skip
    return sketch.figure()


def _levels(
    labels: Sequence[tuple[dt.date, str]], whole: dt.timedelta
) -> list[tuple[dt.date, str, int]]:
    """Each label with the line it stands on, so that none covers its neighbour."""
    found: list[tuple[dt.date, str, int]] = []
    for day, words in sorted(labels):
        near = {level for other, _, level in found if day - other < whole * TOO_NEAR}
        free = next((level for level in range(MOST_LEVELS) if level not in near), MOST_LEVELS - 1)
        found.append((day, words, free))
    return found


def _draw_bands(sketch: Sketch, strips: Sequence[Strip], whole: dt.timedelta) -> None:
    """One trace for each phase, broken between the strips."""
    places: dict[tuple[str, str], list[tuple[int, Band]]] = {}
    for row, strip in enumerate(strips):
        for band in strip.bands:
            places.setdefault((band.name, band.colour), []).append((row, band))
    for (name, colour), found in places.items():
        sketch.add_trace(
            x=[x for _, b in found for x in (b.from_on.isoformat(), b.to_on.isoformat(), None)],
            y=[y for row, _ in found for y in (row, row, None)],
            mode="lines", line={"color": colour, "width": 18},
            hovertemplate=f"{figure_text.in_figure(name, 30, 1)}, %{{x|%-d %B %Y}}<extra></extra>",
        )  # fmt: skip
        for row, band in found:
            has_room = band.to_on - band.from_on >= whole * ROOM_FOR_A_NAME
            if band.to_on - band.from_on >= whole * NARROWEST:
                sketch.add_annotation(
                    x=band.from_on.isoformat(), y=row, xanchor="left", xshift=4, showarrow=False,
                    text=figure_text.in_figure(name if has_room else name[:1], 30, 1),
                    font={"size": theme.SMALL, "color": theme.PAPER},
                )  # fmt: skip


def _draw_marks(sketch: Sketch, strips: Sequence[Strip], today: dt.date) -> None:
    marks = (
        (
            "diamond",
            theme.ORANGE,
            [(today if s.why_a_word else None, s.why_a_word) for s in strips],
        ),
        ("star", theme.TEAL, [(s.submitted_on, "Submitted") for s in strips]),
        ("circle-open", theme.TEAL, [(s.next_on, "Next date") for s in strips]),
    )
    for symbol, colour, places in marks:
        found = [(day, row, words) for row, (day, words) in enumerate(places) if day]
        if not found:
            continue
        sketch.add_trace(
            x=[day.isoformat() for day, _, _ in found],
            y=[row for _, row, _ in found],
            mode="markers",
            cliponaxis=False,  # a date at the edge keeps its whole mark
            marker={"symbol": symbol, "size": 13, "color": colour,
                    "line": {"color": theme.PAPER if symbol != "circle-open" else colour,
                             "width": 1.5}},
            hovertext=[figure_text.in_figure(words, 50, 3) for *_, words in found],
            hovertemplate="%{hovertext}<br>%{x|%-d %B %Y}<extra></extra>",
        )  # fmt: skip
