"""Results side by side: an estimate with its interval for each project, designs kept apart."""

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts.chart import Chart

ROW = 44
ALT = ["label", "estimate", "low", "high", "people", "said"]
TABLE = ["Design", "Pupils", "Estimate", "Interval", "Its readings"]
COMPARED, CHANGED = "comparison", "change"
PANELS = {
    COMPARED: "With a comparison group (in standard deviations)",
    CHANGED: "Before and after only: change, not its cause (in standard deviations)",
}


def forest_chart(
    results: pd.DataFrame, *, pooled: pd.DataFrame | None = None, note: str = ""
) -> Chart:
    """Draw results with a comparison group above those without; never in one pool.

    ``results`` has ``label``, ``design`` ("comparison" or "change"), ``people``, ``estimate``,
    ``low``, ``high`` and ``said``, which is what readings of the same measure say; ``pooled`` has
    at most one row for each design with ``design``, ``estimate``, ``low`` and ``high``. ``note``
    says why nothing is pooled, where it is not.
    """
    rows = results.sort_values(["design", "label"], ascending=[False, True], ignore_index=True)
    rows = pd.concat([rows[rows["design"] == COMPARED], rows[rows["design"] == CHANGED]])
    if rows.empty:
        return Chart(
            key="forest",
            title="No results to set side by side yet",
            figure=theme.empty_figure("No results to set side by side yet"),
            takeaway="Pupils’ scores before and after, added to a measure, appear here.",
            how_to_read="",
            alt="No results to set side by side yet.",
            table=pd.DataFrame(columns=["Project", *TABLE]),
        )
    counts = {design: int((rows["design"] == design).sum()) for design in PANELS}
    title = (
        f"{wording.counted(counts[COMPARED], 'result', 'results')} with a comparison group, "
        f"{counts[CHANGED]} without"
    )
    table = pd.DataFrame(
        {
            "Project": rows["label"],
            "Design": rows["design"].map(PANELS),
            "Pupils": rows["people"].astype("int64"),
            "Estimate": rows["estimate"].map(lambda v: f"{v:+.2f}"),
            "Interval": [
                f"{low:+.2f} to {high:+.2f}"
                for low, high in zip(rows["low"], rows["high"], strict=True)
            ],
            "Its readings": rows["said"].map(lambda said: said or "none"),
        }
    ).set_index("Project")[TABLE]
    return Chart(
        key="forest",
        title=title,
        figure=_figure(rows, pooled),
        takeaway=(
            "Each line is one measure of one project; the truth lies along it with 95% confidence. "
            + (note or "The diamond is what they say together.")
        ),
        how_to_read=(
            "The point is the estimate, the line its interval; a line that crosses nought leaves "
            "open which way it went. Results without a comparison group stand apart, because they "
            "show change and not its cause."
        ),
        alt=figure_text.within_limit(
            f"Forest plot. {title}. "
            + " ".join(
                f"{label}: {estimate:+.2f}, from {low:+.2f} to {high:+.2f}, {int(people)} pupils"
                f"{f'; its readings: {said}' if said else ''}."
                for label, estimate, low, high, people, said in rows[ALT].itertuples(index=False)
            )
        ),
        table=table,
    )


def _figure(rows: pd.DataFrame, pooled: pd.DataFrame | None) -> go.Figure:
    labels: list[str] = []
    figure = theme.new_figure(110)
    for design, name in PANELS.items():
        part = rows[rows["design"] == design]
        if part.empty:
            continue
        labels.append(f"<b>{figure_text.in_figure(name, 34, 3)}</b>")
        names: list[str] = []
        for number, (label, people) in enumerate(zip(part["label"], part["people"], strict=True)):
            text = f"{figure_text.in_figure(str(label), 30)} ({int(people)})"
            names.append(text if text not in labels + names else f"{text}{' ' * number}")
        labels += names
        symbol = "square" if design == COMPARED else "circle-open"
        figure.add_trace(
            go.Scatter(
                x=part["estimate"].tolist(),
                y=names,
                mode="markers",
                marker={"symbol": symbol, "size": 11, "color": theme.TEAL, "line": {"width": 2}},
                error_x={
                    "symmetric": False,
                    "array": (part["high"] - part["estimate"]).tolist(),
                    "arrayminus": (part["estimate"] - part["low"]).tolist(),
                    "color": theme.TEAL,
                    "thickness": 2,
                    "width": 5,
                },
                name=name,
                customdata=[f"<br>Its readings: {said}" if said else "" for said in part["said"]],
                hovertemplate="%{y}: %{x:+.2f}%{customdata}<extra></extra>",
            )
        )
        together = pooled[pooled["design"] == design] if pooled is not None else rows.iloc[:0]
        for _, row in together.iterrows():
            label = f"Together{' ' * len(labels)}"
            labels.append(label)
            figure.add_trace(
                go.Scatter(
                    x=[float(row["low"]), float(row["estimate"]), float(row["high"])],
                    y=[label] * 3,
                    mode="lines+markers",
                    marker={"symbol": "diamond", "size": [1, 16, 1], "color": theme.INK},
                    line={"color": theme.INK, "width": 3},
                    hovertemplate="Together: %{x:+.2f}<extra></extra>",
                )
            )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=labels,
        range=[len(labels) - 0.5, -0.5],
        automargin=True,
        showgrid=False,
    )
    # Headings have no point of their own; an unseen one gives them their row.
    figure.add_trace(
        go.Scatter(x=[0] * len(labels), y=labels, mode="markers", marker={"opacity": 0},
                   hoverinfo="skip")
    )  # fmt: skip
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=0, x1=0, y0=0, y1=1,
        line={"color": theme.GREY, "width": 1, "dash": "dot"},
    )  # fmt: skip
    ends = [*rows["low"], *rows["high"], 0.0]
    room = (max(ends) - min(ends)) * 0.06 or 0.5
    figure.update_xaxes(range=[min(ends) - room, max(ends) + room], nticks=5)
    figure.update_layout(height=110 + ROW * len(labels), margin={"l": 8, "r": 16, "t": 10, "b": 44})
    return figure
