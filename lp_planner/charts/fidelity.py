"""Whether the active ingredients are seen in use, week by week: one small chart for each."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts import marks as time_marks
from lp_planner.charts.chart import Chart

RECENT_WEEKS = 6
MOST_IN_ALT = 24
"""With more weeks than this the text alternative gives totals and leaves the weeks to the table."""
ROW_HEIGHT = 72
GAP = 58
"""Pixels between two rows: room for a label of two lines."""
NAME_LENGTH = 44
_NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def fidelity_chart(
    by_week: pd.DataFrame, marks: pd.DataFrame, ingredients: Mapping[str, str]
) -> Chart:
    """Draw the share of visits in which each ingredient was seen.

    ``by_week`` has ``week_beginning``, ``ingredient_id``, ``ingredient``, ``visits``, ``seen``,
    ``partly`` and ``share``; ``marks`` has ``happened_on``, ``label`` and ``mark_kind``;
    ``ingredients`` gives the labels by id in the order of the rows.
    """
    rows = by_week[by_week["ingredient_id"].isin(list(ingredients))]
    rows = rows.sort_values("week_beginning", kind="stable", ignore_index=True)
    recent = _recent(rows, ingredients)
    found = time_marks.numbered(marks)
    if rows.empty:
        return Chart(
            key="fidelity",
            title="No visits yet",
            figure=theme.empty_figure("No visits yet"),
            takeaway=(
                "Record a short visit in Deliver and say which ingredients you saw; each one then "
                "has its own line here."
                if ingredients
                else "Name the active ingredients in Prepare first; visits can then look for them."
            ),
            how_to_read="",
            alt="No chart yet: no visit has looked for an ingredient.",
            table=_table(rows, ingredients),
        )
    return Chart(
        key="fidelity",
        title=_title(recent),
        figure=_figure(rows, found, ingredients),
        takeaway=_takeaway(recent, ingredients),
        how_to_read=" ".join(
            [
                (
                    "One row for each ingredient, one point for each week with a visit: the share "
                    "of visits in which it was seen as intended. A larger point rests on more "
                    "visits. Seen in part does not count; the table has it."
                ),
                time_marks.explained(found),
            ]
        ).strip(),
        alt=_alt(rows, found, ingredients),
        table=_table(rows, ingredients),
    )


def _recent(rows: pd.DataFrame, ingredients: Mapping[str, str]) -> list[tuple[str, int, int]]:
    weeks = pd.to_datetime(rows["week_beginning"])
    latest = rows[weeks > weeks.max() - pd.Timedelta(weeks=RECENT_WEEKS)]
    found = []
    for key, label in ingredients.items():
        mine = latest[latest["ingredient_id"] == key]
        if len(mine):
            found.append((_short(label), int(mine["seen"].sum()), int(mine["visits"].sum())))
    return found


def _title(recent: Sequence[tuple[str, int, int]]) -> str:
    label, seen, visits = min(recent, key=lambda entry: entry[1] / entry[2])
    start = "Least seen: " if len(recent) > 1 else ""
    joint = ", " if start else " seen "
    nouns = "visit" if visits == 1 else "visits"
    return (
        f"{start}{figure_text.single_quoted(label)}{joint}in {seen} of {visits} {nouns} in the "
        f"last {_NUMBER_WORDS[RECENT_WEEKS]} weeks"
    )


def _takeaway(recent: Sequence[tuple[str, int, int]], ingredients: Mapping[str, str]) -> str:
    parts = []
    if len(recent) > 1:
        every = "; ".join(
            f"{figure_text.single_quoted(label)} {seen} of {visits}"
            for label, seen, visits in recent
        )
        parts.append(f"Lately seen: {every}.")
    unseen = len(ingredients) - len(recent)
    if unseen:
        whom = wording.counted(unseen, "ingredient has", "ingredients have")
        parts.append(f"{whom} had no visit in these weeks. When could you look?")
    label, seen, visits = min(recent, key=lambda entry: entry[1] / entry[2])
    if seen < visits:
        parts.append(f"What would make {figure_text.single_quoted(label)} easier to do?")
    else:
        parts.append("What helps people keep it up?")
    return " ".join(parts)


def _figure(
    rows: pd.DataFrame, marks: Sequence[time_marks.Mark], ingredients: Mapping[str, str]
) -> go.Figure:
    count = len(ingredients)
    days = [*rows["week_beginning"], *(mark.on for mark in marks)]
    room = max(dt.timedelta(days=4), (max(days) - min(days)) / 20)
    first, last = min(days) - room, max(days) + room
    height = ROW_HEIGHT * count + GAP * (count - 1)
    figure = make_subplots(
        rows=count, cols=1, shared_xaxes=True, vertical_spacing=GAP / height if count > 1 else 0
    )
    most = int(rows["visits"].max())
    for place, (key, label) in enumerate(ingredients.items(), start=1):
        mine = rows[rows["ingredient_id"] == key]
        figure.add_trace(_line(mine, most), row=place, col=1)
        domain = f"y{place if place > 1 else ''} domain"
        figure.add_annotation(
            x=0,
            y=1,
            xref="paper",
            yref=domain,
            xanchor="left",
            xshift=-48,
            yanchor="bottom",
            yshift=6,
            align="left",
            showarrow=False,
            text=f"<b>{figure_text.in_figure(label, 36)}</b>"
            + ("" if len(mine) else " (no visit yet)"),
            font={"size": theme.SMALL},
            bgcolor=theme.PAPER,
        )
    figure.update_xaxes(
        type="date",
        range=[first.isoformat(), last.isoformat()],
        nticks=5 if len(set(days)) > 1 else 3,
        tickformat="%-d %b<br>%Y",
        ticks="",
    )
    figure.update_xaxes(ticks="outside", row=count, col=1)
    figure.update_yaxes(range=[-0.12, 1.12], tickvals=[0, 0.5, 1], ticktext=["0%", "50%", "100%"])
    above = time_marks.draw(figure, marks, first, last, top=1 + GAP / height) + GAP
    figure.update_layout(
        template=theme.TEMPLATE,
        height=height + above + 58,
        margin={"l": 54, "r": 24, "t": above + 6, "b": 52},
    )
    return figure


def _line(rows: pd.DataFrame, most: int) -> go.Scatter:
    return go.Scatter(
        x=[day.isoformat() for day in rows["week_beginning"]],
        y=rows["share"].tolist(),
        mode="lines+markers",
        line={"color": theme.TEAL, "width": 2},
        marker={
            "color": theme.TEAL,
            "opacity": 1,
            "size": [8 + 8 * visits / most for visits in rows["visits"]],
            "line": {"color": theme.PAPER, "width": 1},
        },
        customdata=[
            f"week of {wording.day_in_words(on)}: seen in {seen} of {visits}, in part in {partly}"
            for on, seen, visits, partly in _cells(rows)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _cells(rows: pd.DataFrame) -> list[tuple[dt.date, int, int, int]]:
    return list(
        zip(rows["week_beginning"], rows["seen"], rows["visits"], rows["partly"], strict=True)
    )


def _alt(
    rows: pd.DataFrame, marks: Sequence[time_marks.Mark], ingredients: Mapping[str, str]
) -> str:
    parts = ["Small line charts, one for each ingredient: visits in which it was seen, by week."]
    for key, label in ingredients.items():
        mine = rows[rows["ingredient_id"] == key]
        weeks = [
            f"{wording.day_in_words(on)} {seen} of {visits}" for on, seen, visits, _ in _cells(mine)
        ]
        weeks = weeks if len(rows) <= MOST_IN_ALT else []
        total = (
            f"{mine['seen'].sum()} of {mine['visits'].sum()} in all" if len(mine) else "no visit"
        )
        parts.append(
            f"{figure_text.single_quoted(_short(label))}, {total}"
            f"{': ' if weeks else ''}{'; '.join(weeks)}."
        )
    parts.append(time_marks.explained(marks))
    return figure_text.within_limit(" ".join(part for part in parts if part))


def _table(rows: pd.DataFrame, ingredients: Mapping[str, str]) -> pd.DataFrame:
    found = [
        (wording.day_in_words(on), ingredients[key], visits, seen, partly, f"{share:.0%}")
        for on, key, visits, seen, partly, share in zip(
            rows["week_beginning"],
            rows["ingredient_id"],
            rows["visits"],
            rows["seen"],
            rows["partly"],
            rows["share"],
            strict=True,
        )
    ]
    return pd.DataFrame(
        found,
        columns=["Week beginning", "Ingredient", "Visits", "Seen", "Seen in part", "Share seen"],
    )


def _short(label: str) -> str:
    return figure_text.fitted(label, NAME_LENGTH)
