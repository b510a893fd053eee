"""A chart is never only a picture."""

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts import theme


@dataclass(frozen=True)
class Chart:
    """A figure with its finding, how to read it, a text alternative and its numbers.

    All texts are plain words, without Markdown or markup.
    """

    key: str
    title: str
    """The finding, short enough for a heading."""
    figure: go.Figure
    takeaway: str
    """What to make of it, on screen: it may end in a question to the one who leads."""
    how_to_read: str
    alt: str
    """The same numbers in words, at most 250 of them."""
    table: pd.DataFrame

    @cached_property
    def dark_figure(self) -> go.Figure:
        """The figure for a dark page."""
        return theme.in_the_dark(self.figure)

    @property
    def finding(self) -> str:
        """The takeaway as it may leave: a document for others asks its author nothing."""
        return stated(self.takeaway)


def stated(words: str) -> str:
    """What the words state: a question to the one who leads stays on their own pages."""
    sentences = re.split(r"(?<=[.?!])\s+", words)
    return " ".join(s for s in sentences if not s.endswith("?"))
