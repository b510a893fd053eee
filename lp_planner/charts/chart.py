"""A chart is never only a picture."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go


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
    how_to_read: str
    alt: str
    """The same numbers in words, at most 250 of them."""
    table: pd.DataFrame
