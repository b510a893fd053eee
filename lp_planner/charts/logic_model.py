"""The plan as a picture: five columns from the problem to the results, joined by their links."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from lp_planner import wording
from lp_planner.charts import figure_text
from lp_planner.charts.chart import Chart
from lp_planner.charts.theme import (
    GREY,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SMALL,
    TEAL,
    TEAL_WASH,
    empty_figure,
    new_figure,
)

WRAP = 24
MOST_LINES = 4
WHOLE, MOST_LINES_IN_WHOLE = 60, 12
"""How wide and how high the words of a box may be where the pointer rests on it."""
ROW_HEIGHT = 92
MOST_WORDS = 250


def logic_model_chart(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, columns: Sequence[tuple[str, str]]
) -> Chart:
    """Draw a plan as boxes and lines.

    ``nodes`` has ``id``, ``column``, ``words`` and ``is_loose`` (whether its thread is broken);
    ``edges`` has ``from_id`` and ``to_id``; ``columns`` gives each column's key and name, left to
    right. The table of the chart has a row for each link, and one for each thing without any.
    """
    if nodes.empty:
        words = "Nothing is linked yet"
        return Chart(
            key="logic_model",
            title=words,
            figure=empty_figure(words),
            takeaway="Write the problem and an active ingredient; the picture grows from there.",
            how_to_read="",
            alt=f"{words}.",
            table=pd.DataFrame(columns=["From", "To"]),
        )
    names = dict(columns)
    places = _places(nodes, [key for key, _ in columns])
    tallest = max(len(nodes[nodes["column"] == key]) for key in names)
    figure = new_figure(90 + ROW_HEIGHT * tallest)
    _draw_edges(figure, edges, places)
    _draw_boxes(figure, nodes, places)
    _draw_names(figure, columns)
    loose = int(nodes["is_loose"].sum())
    table = _table(nodes, edges, names)
    joined = wording.counted(len(edges), "link", "links")
    things = wording.counted(len(nodes), "thing", "things")
    takeaway = f"{things} you wrote down, with {joined} between them. " + (
        f"{loose} of them still {'needs' if loose == 1 else 'need'} a link."
        if loose
        else "None stands alone."
    )
    return Chart(
        key="logic_model",
        title="The thread holds from problem to result"
        if not loose
        else f"The thread has {wording.counted(loose, 'loose end', 'loose ends')}",
        figure=figure,
        takeaway=takeaway,
        how_to_read=(
            "Read from left to right: the problem, what people will be seen doing, what helps "
            "them, how you will see it and what should come of it. A thick border marks a loose "
            "end."
        ),
        alt=_alt(takeaway, table),
        table=table,
    )


def _places(nodes: pd.DataFrame, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    places = {}
    for x, key in enumerate(keys):
        ids = list(nodes[nodes["column"] == key]["id"])
        for row, id_ in enumerate(ids):
            places[str(id_)] = (float(x), (row + 0.5) / len(ids))
    return places


def _draw_edges(
    figure: go.Figure, edges: pd.DataFrame, places: Mapping[str, tuple[float, float]]
) -> None:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for start, end in zip(edges["from_id"], edges["to_id"], strict=True):
        (x0, y0), (x1, y1) = places[str(start)], places[str(end)]
        xs += [x0 + 0.4, x1 - 0.4, None]
        ys += [y0, y1, None]
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": GREY, "width": 1.2}, hoverinfo="skip"
    )


def _draw_boxes(
    figure: go.Figure, nodes: pd.DataFrame, places: Mapping[str, tuple[float, float]]
) -> None:
    for id_, words, is_loose in zip(nodes["id"], nodes["words"], nodes["is_loose"], strict=True):
        x, y = places[str(id_)]
        figure.add_annotation(
            x=x,
            y=y,
            text=figure_text.in_figure(str(words), WRAP, MOST_LINES),
            hovertext=figure_text.in_figure(str(words), WHOLE, MOST_LINES_IN_WHOLE),
            showarrow=False,
            font={"size": SMALL, "color": INK},
            bgcolor=PAPER if is_loose else TEAL_WASH,
            bordercolor=ORANGE if is_loose else TEAL,
            borderpad=5,
            borderwidth=2 if is_loose else 1,
            align="left",
        )


def _draw_names(figure: go.Figure, columns: Sequence[tuple[str, str]]) -> None:
    figure.update_layout(margin={"l": 8, "r": 8, "t": 36, "b": 8})
    figure.update_xaxes(
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickvals=list(range(len(columns))),
        ticktext=[name for _, name in columns],
        ticks="",
        linecolor=LINE,
    )
    figure.update_yaxes(visible=False, range=[1.0, 0.0])


def _table(nodes: pd.DataFrame, edges: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    words = {
        str(id_): f"{names[column]}: {text}"
        for id_, column, text in zip(nodes["id"], nodes["column"], nodes["words"], strict=True)
    }
    rows = [
        (words[str(start)], words[str(end)])
        for start, end in zip(edges["from_id"], edges["to_id"], strict=True)
    ]
    linked = {str(id_) for id_ in (*edges["from_id"], *edges["to_id"])}
    rows += [(text, "Not linked yet") for id_, text in words.items() if id_ not in linked]
    return pd.DataFrame(rows, columns=["From", "To"]).set_index("From")


def _alt(takeaway: str, table: pd.DataFrame) -> str:
    links = (
        f"{start} leads to {end}." for start, end in zip(table.index, table["To"], strict=True)
    )
    words = f"{takeaway} {' '.join(links)}".split()
    if len(words) <= MOST_WORDS:
        return " ".join(words)
    return " ".join([*words[: MOST_WORDS - 6], "…", "the", "table", "has", "all."])
