"""What people said: answers to statements as bars to both sides of a middle line."""

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.small_groups import ANSWERS_LEFT_OUT

ANSWERS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
COLOURS = (theme.ORANGE, theme.PALE_ORANGE, theme.PALE_GREY, theme.MID_TEAL, theme.TEAL)
ROW, LEGEND = 62, 116
"""The words for the five answers stand one under the other on a phone, below the bars."""
MOST_DRAWN = 10
"""Rounds in one picture; with more it would be longer than a page."""


def survey_chart(rounds: pd.DataFrame, *, hidden: int = 0) -> Chart:
    """Draw survey rounds as diverging bars, one row for each statement and day.

    ``rounds`` has ``statement``, ``asked_on``, ``invited`` (or nothing), ``is_reversed`` (where
    disagreeing is the better answer) and the five counts
    ``strongly_disagree``, ``disagree``, ``neither``, ``agree`` and ``strongly_agree``; rounds with
    too few answers are left out beforehand and counted in ``hidden``. "Neither" stands half on
    each side.
    """
    rows = rounds.reset_index(drop=True)
    left_out = (
        f" {wording.counted(hidden, 'round is', 'rounds are')} not shown: {ANSWERS_LEFT_OUT}."
        if hidden
        else ""
    )
    if rows.empty:
        return Chart(
            key="survey",
            title="No answers to show yet",
            figure=theme.empty_figure("No answers to show yet"),
            takeaway=f"Count the answers to a statement in Deliver.{left_out}",
            how_to_read="",
            alt=f"No survey answers to show yet.{left_out}",
            table=pd.DataFrame(columns=["Statement", *ANSWERS]),
        )
    counts = rows[list(_COLUMNS)].fillna(0).astype("int64")
    totals = counts.sum(axis=1)
    latest = len(rows) - 1
    asked_on = pd.to_datetime(rows["asked_on"].iloc[latest]).date()
    statement = figure_text.fitted(str(rows["statement"].iloc[latest]), 60)
    answered = _answered(rows.iloc[latest], counts.iloc[latest])
    said = f"{answered}: {figure_text.single_quoted(statement)}"
    table = pd.DataFrame(
        {
            "Statement": rows["statement"],
            "Day": [wording.day_in_words(day) for day in pd.to_datetime(rows["asked_on"]).dt.date],
            **{name: counts[column] for name, column in zip(ANSWERS, _COLUMNS, strict=True)},
            "Asked": [_asked(value) for value in rows["invited"]],
            "Better answer": ["disagree" if turned else "agree" for turned in rows["is_reversed"]],
        }
    ).set_index("Statement")
    return Chart(
        key="survey",
        title=said,
        figure=_bars(rows.tail(MOST_DRAWN), counts.tail(MOST_DRAWN), totals.tail(MOST_DRAWN)),
        takeaway=f"{said} ({wording.day_in_words(asked_on)}).{left_out}",
        how_to_read=(
            "One bar for each time the statement was asked. Those who agree stand to the right of "
            "the middle line, those who disagree to the left; the numbers are people who answered. "
            "Those who did not answer may think otherwise."
            + (
                f" The latest {MOST_DRAWN} of {len(rows)} are drawn; the table has them all."
                if len(rows) > MOST_DRAWN
                else ""
            )
        ),
        alt=figure_text.within_limit(_alt(rows, counts, totals) + left_out),
        table=table,
    )


_COLUMNS = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")


def _answered(round_: pd.Series, counts: pd.Series) -> str:
    """How many gave the better answers, out of how many who answered and how many were asked."""
    word, better = ("agree", counts[["agree", "strongly_agree"]])
    if round_["is_reversed"]:
        word, better = ("disagree", counts[["disagree", "strongly_disagree"]])
    asked = _asked(round_["invited"])
    rate = f", {asked} were asked" if asked else ", and nobody wrote down how many were asked"
    return f"{int(better.sum())} of {int(counts.sum())} {word}{rate}"


def _asked(value: float | None) -> str:
    return "" if value is None or pd.isna(value) else str(int(value))


def _labels(rows: pd.DataFrame) -> list[str]:
    return [
        f"{figure_text.in_figure(str(statement), 28)}<br>{wording.day_in_words(day)}"
        for statement, day in zip(
            rows["statement"], pd.to_datetime(rows["asked_on"]).dt.date, strict=True
        )
    ]


def _bars(rows: pd.DataFrame, counts: pd.DataFrame, totals: pd.Series) -> go.Figure:
    figure = theme.new_figure(10 + ROW * len(rows) + LEGEND)
    labels = _labels(rows)
    shares = counts.div(totals, axis=0) * 100
    # The order in which plotly stacks from the middle outwards.
    left = (("neither", 0.5), ("disagree", 1.0), ("strongly_disagree", 1.0))
    right = (("neither", 0.5), ("agree", 1.0), ("strongly_agree", 1.0))
    for side, parts in ((-1.0, left), (1.0, right)):
        for column, part in parts:
            number = _COLUMNS.index(column)
            shows_text = part == 1.0 or side > 0
            figure.add_trace(
                go.Bar(
                    y=labels,
                    x=(shares[column] * part * side).tolist(),
                    orientation="h",
                    name=ANSWERS[number],
                    legendgroup=column,
                    legendrank=number,
                    showlegend=shows_text,
                    marker={"color": COLOURS[number], "line": {"color": theme.PAPER, "width": 1}},
                    text=[str(n) if n and shows_text else "" for n in counts[column]],
                    textposition="inside",
                    insidetextanchor="middle",
                    textfont={
                        "color": theme.PAPER
                        if column in {"strongly_disagree", "strongly_agree"}
                        else theme.INK
                    },
                    customdata=counts[column].tolist(),
                    hovertemplate=f"{ANSWERS[number]}: %{{customdata}}<extra></extra>",
                )
            )
    figure.update_layout(
        barmode="relative",
        bargap=0.35,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "traceorder": "normal"},
        margin={"l": 8, "r": 12, "t": 10, "b": LEGEND},
    )
    figure.update_xaxes(range=[-105, 105], visible=False)
    figure.update_yaxes(type="category", autorange="reversed", automargin=True, showgrid=False)
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=0, x1=0, y0=0, y1=1,
        line={"color": theme.INK, "width": 1},
    )  # fmt: skip
    return figure


def _alt(rows: pd.DataFrame, counts: pd.DataFrame, totals: pd.Series) -> str:
    said = []
    for number in range(len(rows)):
        answers = ", ".join(
            f"{count} {name.lower()}"
            for name, count in zip(ANSWERS, counts.iloc[number].tolist(), strict=True)
        )
        day = wording.day_in_words(pd.to_datetime(rows["asked_on"].iloc[number]).date())
        asked = _asked(rows["invited"].iloc[number])
        rate = f", {asked} asked" if asked else ""
        total = f"{answers} of {totals.iloc[number]}{rate}"
        said.append(f"{rows['statement'].iloc[number]}, {day}: {total}.")
    return "Diverging bars of survey answers. " + " ".join(said)
