"""The look of every chart: the tokens and the one plotly template made from them."""

import json
import re
from types import MappingProxyType

import plotly.graph_objects as go

INK = "#1F2A2E"
PAPER = "#FFFDF9"
"""Charts bring their own paper; beside a dark page that is a dark one."""
LINE = "#DDD6C9"
GREY = "#5E686B"
TEAL = "#0F5E63"
TEAL_WASH = "#DDECEA"
ORANGE = "#B45309"
"""Only for what is worth asking about."""
BEFORE_WASH = "#F3EEE4"

GRID = "#EFEAE0"
PALE_ORANGE, PALE_GREY, MID_TEAL = "#E8B98A", "#D9D6CF", "#8DBBB9"
DARKER_TEAL = "#2F757A"

NOTHING_YET = "#F6F2EA"

LIGHT_TEXT_ABOVE = 0.5
SEQUENTIAL = (
    (0, NOTHING_YET),
    (0.001, TEAL_WASH),
    (LIGHT_TEXT_ABOVE, MID_TEAL),
    (LIGHT_TEXT_ABOVE + 0.001, DARKER_TEAL),
    (1, TEAL),
)
"""Light to dark with a step in the middle, so that ink or white is legible on every shade."""

PHASE_COLOURS = MappingProxyType(
    {"explore": "#1F5FA8", "prepare": "#8A5A00", "deliver": "#2F6B3A", "sustain": "#7A3B73"}
)

IN_THE_DARK = MappingProxyType(
    {
        INK: "#EFEBE3", PAPER: "#14201F", LINE: "#3C4F4D", GREY: "#A9B2B5", TEAL: "#6CC3C1",
        TEAL_WASH: "#1F3B3B", ORANGE: "#F0A868", BEFORE_WASH: "#1D2C2B", GRID: "#263635",
        PALE_ORANGE: "#7A4A1E", PALE_GREY: "#3F4B4A", MID_TEAL: "#2F6F70",
        DARKER_TEAL: "#59B0AE", NOTHING_YET: "#1A2928", "#1F5FA8": "#8FBDF0",
        "#8A5A00": "#DDB566", "#2F6B3A": "#8CC796", "#7A3B73": "#D3A3CC",
    }
)  # fmt: skip
"""What each colour becomes on a dark page; words keep their contrast on whatever is below them."""

FONT_FAMILY = "Atkinson Hyperlegible Next, system-ui, sans-serif"
FONT_SIZE = 15
SMALL = 13

TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        colorway=[TEAL, GREY, ORANGE, *PHASE_COLOURS.values()],
        margin={"l": 48, "r": 24, "t": 28, "b": 48},
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
            "bgcolor": PAPER,
            "bordercolor": GREY,
            "align": "left",
        },
        xaxis={
            "showgrid": False,
            "zeroline": False,
            "linecolor": LINE,
            "ticks": "outside",
            "tickcolor": LINE,
            "ticklen": 5,
            "title": {"font": {"size": SMALL}},
            "tickfont": {"size": SMALL},
            "fixedrange": True,
        },
        yaxis={
            "gridcolor": GRID,
            "zeroline": False,
            "showline": False,
            "title": {"font": {"size": SMALL}},
            "tickfont": {"size": SMALL},
            "nticks": 5,
            "fixedrange": True,
        },
    )
)


_COLOUR = re.compile("|".join(IN_THE_DARK), re.IGNORECASE)


def new_figure(height: int) -> go.Figure:
    """Give an empty figure with the template, ``height`` pixels high and as wide as its place."""
    return go.Figure(layout={"template": TEMPLATE, "height": height})


def in_the_dark(figure: go.Figure) -> go.Figure:
    """Give the same figure for a dark page."""
    said = str(figure.to_json())
    return go.Figure(json.loads(_COLOUR.sub(lambda found: IN_THE_DARK[found[0].upper()], said)))


def empty_figure(words: str) -> go.Figure:
    """Give a quiet figure that says in a few words that nothing is there to draw yet."""
    figure = new_figure(150)
    figure.update_layout(margin={"l": 12, "r": 12, "t": 12, "b": 12})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=words,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"color": GREY},
    )
    figure.add_shape(
        type="rect",
        xref="paper",
        yref="paper",
        x0=0,
        y0=0,
        x1=1,
        y1=1,
        line={"color": LINE, "dash": "dot"},
    )
    return figure
