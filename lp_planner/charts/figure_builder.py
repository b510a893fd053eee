"""Collects what a figure is made of and hands it to plotly at once, which is several times faster.

plotly checks a figure anew with every ``add_…``; here shapes, annotations and traces are plain
until the end.
"""

from typing import Any

import plotly.graph_objects as go

from lp_planner.charts import theme


class Sketch:
    """A figure in the making, with the few methods of a figure that our charts use."""

    def __init__(self, height: int) -> None:
        """Begin an empty sketch, ``height`` pixels high."""
        self._height = height
        self._traces: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"shapes": [], "annotations": []}

    def add_trace(self, **trace: Any) -> None:  # noqa: ANN401 - whatever plotly knows
        """Add a scatter trace."""
        self._traces.append({"type": "scatter", **trace})

    def add_shape(self, **shape: Any) -> None:  # noqa: ANN401
        """Add a line or a rectangle."""
        self._layout["shapes"].append(shape)

    def add_annotation(self, **annotation: Any) -> None:  # noqa: ANN401
        """Add words."""
        self._layout["annotations"].append(annotation)

    def update_layout(self, **layout: Any) -> None:  # noqa: ANN401
        """Set parts of the layout; axes are given as ``xaxis`` and ``yaxis``."""
        self._layout.update(layout)

    def figure(self) -> go.Figure:
        """The figure, in our theme."""
        layout = {"template": theme.TEMPLATE, "height": self._height, **self._layout}
        return go.Figure(self._traces, layout)
