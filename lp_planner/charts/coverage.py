"""Where the evidence is: standards down the side, phases or reaches across, counts in the cells."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.domain.records.reach import Reach

NOTHING = "·"
DARKEST_AT_LEAST = 4
"""With few pieces of evidence no cell should look like a great deal."""
MOST_NAMED = 3
FURTHER_FROM = list(Reach).index(Reach.ANOTHER_TEAM)
"""The first column that counts as beyond the own team."""

_ACROSS = MappingProxyType({"phase": "phase of the work", "reach": "reach, nearest first"})


def coverage_chart(
    counts: pd.DataFrame,
    *,
    standard_titles: Mapping[str, str],
    by: Literal["phase", "reach"],
    in_view: Sequence[str] = (),
) -> Chart:
    """Draw how many pieces of evidence each standard has in each phase or at each reach.

    ``counts`` has one row per standard (index = key) and one whole-number column per phase or
    reach, nearest reach first. ``in_view`` names the standards that the project is meant to show;
    nobody is nudged towards the others (SSAT article L58).
    """
    shown = [str(key) for key in counts.index if counts.loc[key].sum() > 0]
    missing = [key for key in in_view if key not in shown]
    total = int(counts.to_numpy().sum())
    names = [_named(key, standard_titles) for key in missing]
    return Chart(
        key=f"coverage_by_{by}",
        title=_title(counts, shown, in_view, by),
        figure=_figure(counts, standard_titles) if counts.size else _no_standards(),
        takeaway=_takeaway(counts, names, in_view, by) if total else _first_step(by),
        how_to_read=(
            f"Each row is a standard, each column one {_ACROSS[by]}. The number counts the "
            f"evidence you confirmed; darker means more, {NOTHING} means none so far. One good "
            "piece can be enough."
        ),
        alt=_alt(counts, by),
        table=_table(counts, standard_titles),
    )


def _title(counts: pd.DataFrame, shown: Sequence[str], in_view: Sequence[str], by: str) -> str:
    if not shown:
        return "No evidence yet"
    if by == "phase" and in_view:
        found = sum(1 for key in in_view if key in shown)
        in_sight = wording.counted(len(in_view), "standard", "standards")
        return f"Evidence for {found} of {in_sight} in view so far"
    if by == "phase":
        return f"Evidence for {wording.counted(len(shown), 'standard', 'standards')} so far"
    far = _reaching_further(counts)
    if not far:
        return "Evidence in the own practice and team so far"
    reaches = "standard reaches" if far == 1 else "standards reach"
    return f"{far} {reaches} beyond the own team"


def _reaching_further(counts: pd.DataFrame) -> int:
    return int((counts.iloc[:, FURTHER_FROM:].sum(axis=1) > 0).sum())


def _takeaway(counts: pd.DataFrame, missing: Sequence[str], in_view: Sequence[str], by: str) -> str:
    if by == "reach":
        return _reach_takeaway(counts)
    if not missing:
        every = "Every standard in view has evidence. " if in_view else ""
        return f"{every}Which of it would you most like to talk about?"
    some = wording.listed(missing[:MOST_NAMED])
    if len(missing) > MOST_NAMED:
        return (
            f"{len(missing)} standards in view have nothing yet, among them {some}. Have you "
            "already done something that speaks to one of them?"
        )
    which = "it" if len(missing) == 1 else "one of them"
    return (
        f"Nothing yet for {some}, in view for this project. Have you already done something that "
        f"speaks to {which}?"
    )


def _reach_takeaway(counts: pd.DataFrame) -> str:
    further = counts.iloc[:, FURTHER_FROM:].sum(axis=1) > 0
    near = [str(key) for key in counts.index[(counts.sum(axis=1) > 0) & ~further]]
    if not near:
        return "All of it reaches beyond the own team. How do you know it lasts?"
    verb = "stays" if len(near) == 1 else "stay"
    return (
        f"{wording.listed(near)} {verb} with the own practice or team so far, which is where "
        "everything starts. Has someone beyond it used what you built?"
    )


def _first_step(by: str) -> str:
    if by == "reach":
        return (
            "Nothing is confirmed yet. When you confirm evidence you also say whom it reached, and "
            "that appears here."
        )
    return (
        "Nothing is confirmed yet. Record something you have done in any phase; the planner then "
        "asks which standards it speaks to."
    )


def _no_standards() -> go.Figure:
    return theme.empty_figure("No standards to show")


def _figure(counts: pd.DataFrame, titles: Mapping[str, str]) -> go.Figure:
    columns = [figure_text.in_figure(str(name), 9, 4) for name in counts.columns]
    keys = [str(key) for key in counts.index]
    values = counts.to_numpy().tolist()
    darkest = max(DARKEST_AT_LEAST, *(cell for row in values for cell in row))
    top = 14 + 19 * max(column.count("<br>") + 1 for column in columns)
    figure = theme.new_figure(top + 12 + 34 * len(keys))
    figure.add_trace(
        go.Heatmap(
            x=columns,
            y=keys,
            z=values,
            zmin=0,
            zmax=darkest,
            xgap=3,
            ygap=3,
            showscale=False,
            colorscale=[list(step) for step in theme.SEQUENTIAL],
            customdata=[
                [figure_text.in_figure(_named(key, titles), 36, 3) for _ in columns] for key in keys
            ],
            hovertemplate="%{customdata}<br>%{x}: %{z}<extra></extra>",
        )
    )
    cells = [
        (column, key, cell)
        for key, row in zip(keys, values, strict=True)
        for column, cell in zip(columns, row, strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=[column for column, _, _ in cells],
            y=[key for _, key, _ in cells],
            text=[str(cell) if cell else NOTHING for _, _, cell in cells],
            mode="text",
            textfont={
                "size": [theme.FONT_SIZE if cell else 22 for _, _, cell in cells],
                "color": [_text_colour(cell, darkest) for _, _, cell in cells],
            },
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(side="top", type="category", ticks="", showline=False)
    figure.update_yaxes(
        autorange="reversed", type="category", showgrid=False, ticks="", nticks=len(keys), dtick=1
    )
    figure.update_layout(margin={"l": 52, "r": 8, "t": top, "b": 12})
    return figure


def _text_colour(cell: int, darkest: int) -> str:
    if not cell:
        return theme.GREY
    return theme.PAPER if cell / darkest > theme.LIGHT_TEXT_ABOVE else theme.INK


def _alt(counts: pd.DataFrame, by: str) -> str:
    start = f"Grid of the evidence for {len(counts)} standards by {by}."
    rows = []
    for key, row in zip(counts.index, counts.to_numpy().tolist(), strict=True):
        cells = [f"{name} {cell}" for name, cell in zip(counts.columns, row, strict=True) if cell]
        rows.append(f"{key}: {', '.join(cells) or 'none'}")
    return figure_text.within_limit(f"{start} {'; '.join(rows)}.")


def _table(counts: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    table = counts.copy()
    table.index = pd.Index([_named(str(key), titles) for key in counts.index], name="Standard")
    table["All"] = counts.sum(axis=1).to_numpy()
    return table


def _named(key: str, titles: Mapping[str, str]) -> str:
    return f"{key} {titles.get(key, '')}".strip()
