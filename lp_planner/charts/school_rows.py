"""What a file of the school's own shows: how values lie, how they moved, and each group's gap."""

import pandas as pd
import plotly.graph_objects as go

from lp_planner import small_groups
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart
from lp_planner.domain.measures.school_rows import (
    ALIKE,
    Shown,
    gap_in_words,
    held_back_in_words,
    in_words,
    trend_in_words,
)
from lp_planner.wording import number, with_unit

HEIGHT, ROW = 240, 46
NAME_LENGTH = 60
NOTHING = "No rows yet"
STILL = "There are not two stretches of time to compare."
NO_GROUPS = "There are no groups to compare."


def distribution_chart(shown: Shown) -> Chart:
    """Draw how many pupils lie in each step; steps with too few are open, and say so."""
    names = [
        number(bar.low) if bar.low == bar.high else f"{number(bar.low)} to {number(bar.high)}"
        for bar in shown.bars
    ]
    told = [bar.pupils for bar in shown.bars]
    has_hidden = None in told
    figure = theme.new_figure(HEIGHT) if names else theme.empty_figure(NOTHING)
    figure.add_trace(
        go.Bar(
            x=names,
            y=[0 if count is None else count for count in told],
            marker={"color": theme.TEAL},
            hovertemplate="%{x}: %{y} pupils<extra></extra>",
        )
    )
    hidden = [name for name, count in zip(names, told, strict=True) if count is None]
    if hidden:
        figure.add_trace(
            go.Scatter(
                x=hidden, y=[0] * len(hidden), mode="markers",
                marker={"symbol": "diamond-open", "size": 9, "color": theme.GREY},
                hovertemplate=f"%{{x}}: {small_groups.HELD_BACK}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=names, nticks=8,
        title={"text": figure_text.in_figure(_named(shown), 50, 1)},
    )  # fmt: skip
    figure.update_yaxes(title={"text": "Pupils"}, rangemode="tozero")
    table = pd.DataFrame(
        {
            _named(shown): names,
            "Pupils": [small_groups.HELD_BACK if n is None else str(n) for n in told],
        }
    )
    note = f" An open diamond is a step that is held back. {small_groups.WHY_HELD_BACK}"
    middle = shown.middle or (0, 0, 0)
    at = with_unit(middle[1], shown.unit)
    return Chart(
        key="school_distribution",
        title=f"{shown.pupils} pupils, the middle one at {at}",
        figure=figure,
        takeaway=in_words(shown),
        how_to_read=f"Each bar is how many pupils are in that step.{note if has_hidden else ''}",
        alt=figure_text.within_limit(
            " ".join(
                [
                    f"Bars. {in_words(shown)}",
                    *(
                        f"{name}: {small_groups.HELD_BACK if n is None else n}."
                        for name, n in zip(names, told, strict=True)
                    ),
                ]
            )
        ),
        table=table,
    )


def trend_chart(shown: Shown) -> Chart:
    """Draw the mean, or how often, of each stretch; those with too few pupils are left open."""
    labels = [part.label for part in shown.stretches]
    values = [None if part.value is None else round(part.value, 1) for part in shown.stretches]
    is_dated = all(part.on is not None for part in shown.stretches)
    figure = theme.new_figure(HEIGHT) if labels else theme.empty_figure(NOTHING)
    figure.add_trace(
        go.Scatter(
            x=[part.on for part in shown.stretches] if is_dated else labels,
            y=values,
            mode="lines+markers",
            connectgaps=False,
            line={"color": theme.TEAL, "width": 2},
            marker={"size": 8, "color": theme.TEAL},
            hovertemplate="%{x}: %{y:g}<extra></extra>",
        )
    )
    unit = "entries" if shown.is_log else shown.unit
    what = "Entries" if shown.is_log else f"Average, {_named(shown)}"
    figure.update_yaxes(title={"text": figure_text.in_figure(what, 40, 1)})
    told = [small_groups.HELD_BACK if value is None else with_unit(value, unit) for value in values]
    return Chart(
        key="school_trend",
        title=figure_text.fitted(f"{shown.what} over time", NAME_LENGTH),
        figure=figure,
        takeaway=trend_in_words(shown) or STILL,
        how_to_read=(
            "Each dot is "
            + ("how many entries there were." if shown.is_log else "the average of those in it.")
            + f" A gap is a time with {small_groups.FEWER} pupils."
        ),
        alt=figure_text.within_limit(
            " ".join(
                [
                    f"Line. {trend_in_words(shown) or STILL}",
                    *(f"{label}: {one}." for label, one in zip(labels, told, strict=True)),
                ]
            )
        ),
        table=pd.DataFrame({"When": labels, "Value": told}),
    )


def gaps_chart(shown: Shown) -> Chart:
    """Draw each group's mean with its interval; groups that are too small are named as such."""
    groups = shown.groups
    names = [f"{figure_text.in_figure(group.name, 30)} ({group.pupils})" for group in groups]
    figure = theme.new_figure(90) if groups else theme.empty_figure("Every group is too small")
    if groups:
        ends = [group.interval or (group.mean, group.mean) for group in groups]
        figure.add_trace(
            go.Scatter(
                x=[round(group.mean, 1) for group in groups],
                y=names,
                mode="markers",
                marker={"symbol": "circle", "size": 11, "color": theme.TEAL},
                error_x={
                    "symmetric": False,
                    "array": [high - g.mean for (_, high), g in zip(ends, groups, strict=True)],
                    "arrayminus": [g.mean - low for (low, _), g in zip(ends, groups, strict=True)],
                    "color": theme.TEAL, "thickness": 2, "width": 5,
                },
                hovertemplate="%{y}: %{x:g}<extra></extra>",
            )
        )  # fmt: skip
        if shown.mean is not None:
            figure.add_vline(x=shown.mean, line={"color": theme.GREY, "dash": "dot", "width": 1})
        figure.update_yaxes(
            type="category", categoryorder="array", categoryarray=names[::-1], automargin=True,
            showgrid=False,
        )  # fmt: skip
        figure.update_xaxes(title={"text": figure_text.in_figure(_named(shown), 50, 1)})
        figure.update_layout(height=90 + ROW * len(groups), margin={"l": 8, "r": 16})
    widest = shown.widest
    held = held_back_in_words(shown.held_back)
    said = [gap_in_words(widest, shown.unit)] if widest else []
    takeaway = " ".join([*said, *([held] if held else []), *([ALIKE] if widest else [])])
    rows = [
        (g.name, str(g.pupils), number(round(g.mean, 1)), _ends(g.interval),
         number(round(g.gap, 1)), _ends(g.between))
        for g in groups
    ] + [(name, small_groups.HELD_BACK, "", "", "", "") for name in shown.held_back]  # fmt: skip
    columns = ["Group", "Pupils", "Average", "95% interval", "Gap to all others", "95% of the gap"]
    return Chart(
        key="school_gaps",
        title=figure_text.fitted(f"By {shown.by}" if widest else "Groups too small", NAME_LENGTH),
        figure=figure,
        takeaway=takeaway or NO_GROUPS,
        how_to_read=(
            "The dot is the average of a group, the line its 95% interval; the dotted line is "
            "everybody’s average."
        ),
        alt=figure_text.within_limit(
            " ".join([*(gap_in_words(g, shown.unit) for g in groups), held, "Dots with intervals."])
        ),
        table=pd.DataFrame(rows, columns=columns),
    )


def _named(shown: Shown) -> str:
    unit = f" ({shown.unit})" if shown.unit and shown.unit not in shown.what else ""
    return f"{shown.what}{unit}"


def _ends(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return "not known"
    return f"{number(round(interval[0], 1))} to {number(round(interval[1], 1))}"
