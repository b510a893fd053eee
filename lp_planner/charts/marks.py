"""What happened when: numbered marks across a time line, and the list that explains them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.figure_builder import Sketch

LEVEL_HEIGHT = 22
MOST_LEVELS = 3
MOST_LISTED = 8
LABEL_WIDTH = 0.09
"""The part of a narrow plot (about 270 px) that one boxed number takes."""

KIND_NAMES = MappingProxyType(
    {
        "training": "Training",
        "adaptation_made": "Adaptation made",
        "adaptation_held_back": "Adaptation held back",
        "review": "Review",
    }
)
_STYLES = MappingProxyType(
    {
        "training": (theme.TEAL, "solid"),
        "adaptation_made": (theme.ORANGE, "dash"),
        "adaptation_held_back": (theme.GREY, "dot"),
    }
)


@dataclass(frozen=True)
class Mark:
    """One thing that happened, with the number it carries in the chart."""

    number: int
    on: dt.date
    kind_name: str
    mark_kind: str
    label: str

    @property
    def in_words(self) -> str:
        """The mark as the list below a chart names it."""
        label = figure_text.fitted(self.label, 60)
        return f"{self.number} {self.kind_name.lower()}, {wording.day_in_words(self.on)}: {label}"


def numbered(marks: pd.DataFrame) -> list[Mark]:
    """Number the marks by day; ``marks`` has ``happened_on``, ``label`` and ``mark_kind``."""
    found = sorted(
        zip(
            (pd.Timestamp(day).date() for day in marks["happened_on"].tolist()),
            map(str, marks["mark_kind"].tolist()),
            map(str, marks["label"].tolist()),
            strict=True,
        )
    )
    return [
        Mark(number, on, KIND_NAMES.get(kind, "Mark"), kind, label)
        for number, (on, kind, label) in enumerate(found, start=1)
    ]


def explained(marks: Sequence[Mark]) -> str:
    """One sentence that says what each number stands for; empty without marks."""
    if not marks:
        return ""
    names = "; ".join(mark.in_words for mark in marks[:MOST_LISTED])
    more = len(marks) - MOST_LISTED
    return f"Marks: {names}{f'; and {more} more in the table' if more > 0 else ''}."


def draw(
    figure: go.Figure | Sketch,
    marks: Sequence[Mark],
    first: dt.date,
    last: dt.date,
    top: float = 1.0,
) -> int:
    """Draw the marks as upright lines with boxed numbers above the plot.

    ``first`` and ``last`` are the ends of the time axis and ``top`` is where the lines end, as a
    part of the plot's height. Numbers that would touch stand on different levels. Gives the
    height in pixels that the numbers need above the plot.
    """
    days = [list(group) for _, group in groupby(marks, key=lambda mark: mark.on)]
    levels = _levels([group[0].on for group in days], first, last)
    for group, level in zip(days, levels, strict=True):
        colour, dash = _STYLES.get(group[0].mark_kind, (theme.GREY, "dot"))
        when = group[0].on.isoformat()
        figure.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=when,
            x1=when,
            y0=0,
            y1=top,
            line={"color": colour, "dash": dash, "width": 1.5},
            layer="below",
        )
        numbers = [mark.number for mark in group]
        figure.add_annotation(
            x=when,
            y=top,
            xref="x",
            yref="paper",
            yanchor="bottom",
            yshift=2 + level * LEVEL_HEIGHT,
            text=str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}",
            showarrow=False,
            font={"size": theme.SMALL, "color": colour},
            bordercolor=colour,
            borderwidth=1,
            borderpad=2,
            bgcolor=theme.PAPER,
            hovertext="<br>".join(figure_text.in_figure(mark.in_words, 44, 3) for mark in group),
        )
    return (max(levels) + 1) * LEVEL_HEIGHT if levels else 0


def _levels(days: Sequence[dt.date], first: dt.date, last: dt.date) -> list[int]:
    span = max((last - first).days, 1)
    taken: list[float] = []
    levels = []
    for day in days:
        place = (day - first).days / span
        free = [n for n, end in enumerate(taken) if place - end >= LABEL_WIDTH]
        level = free[0] if free else min(len(taken), MOST_LEVELS - 1)
        if level == len(taken):
            taken.append(place)
        taken[level] = place
        levels.append(level)
    return levels
