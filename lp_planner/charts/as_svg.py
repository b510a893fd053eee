"""A chart as it is on screen, drawn for print: the same figure, without a browser.

The figure that plotly draws on screen is read, never made anew, so that a printed chart holds the
same numbers, colours and words. Only what our charts use is drawn; anything else is refused, and
a test draws every chart of the catalogue.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from lp_planner.charts import svg_parts as svg
from lp_planner.charts import theme
from lp_planner.charts.svg_axes import Axis, Spec, number_on_axis
from lp_planner.charts.svg_traces import Bars, cells, scatter

WIDTH = 680
"""Pixels; about the width of the text of an A4 page."""


def figure_svg(figure: go.Figure, *, alt: str, width: int = WIDTH) -> str:
    """Draw a figure of ours as SVG, ``width`` pixels wide.

    Raises:
        ValueError: for a kind of trace that our charts do not use.
    """
    return _Drawing(figure, width).svg(alt)


class _Drawing:
    """One figure on its paper."""

    def __init__(self, figure: go.Figure, width: int) -> None:
        self.width = width
        self.traces: Sequence[Spec] = [_plain(trace.to_plotly_json()) for trace in figure.data]
        self.layout: Spec = _plain(figure.layout.to_plotly_json())
        template = self.layout.get("template", {}).get("layout", {})
        self.defaults: Spec = template
        self.margin = {**template.get("margin", {}), **self.layout.get("margin", {})}
        self.height = float(self.layout.get("height") or 300)
        self.bars = Bars(float(self.layout.get("bargap", 0.2)))
        self.margin_left = float(self.margin["l"])
        self.left, self.right = self.margin_left, width - float(self.margin["r"])
        self.top, self.bottom = float(self.margin["t"]), self.height - float(self.margin["b"])
        if self.layout.get("yaxis", {}).get("automargin"):
            names = self._scale("y").categories
            rows = [row for name in names for row in name.split("<br>")]
            self.left += max((svg.width(row, theme.SMALL) for row in rows), default=0.0) + 8
        self.scales = {name: self._scale(name) for name in self._axis_names()}

    def svg(self, alt: str) -> str:
        """Everything, from the back to the front."""
        parts = [
            f'<rect width="{self.width}" height="{self.height:g}" fill="{theme.PAPER}"/>',
            *self._shapes("below"),
            *self._axes(),
            *self._shapes("between"),
            *(part for trace in self.traces for part in self._trace(trace)),
            *self._shapes("above"),
            *(part for note in self.layout.get("annotations", ()) for part in self._note(note)),
            *self._legend(),
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height:g}" '
            f'width="{self.width}" height="{self.height:g}" role="img" '
            f'font-family="{html.escape(theme.FONT_FAMILY)}" font-size="{theme.FONT_SIZE}" '
            f'fill="{theme.INK}"><title>{html.escape(alt)}</title>{"".join(parts)}</svg>'
        )

    def _axis_names(self) -> list[str]:
        found = {"x", "y"}
        for trace in self.traces:
            found |= {trace.get("xaxis", "x"), trace.get("yaxis", "y")}
        return sorted(found)

    def _scale(self, name: str) -> Axis:
        side, number = name[0], name[1:]
        spec = {
            **self.defaults.get(f"{side}axis", {}),
            **self.layout.get(f"{side}axis{number}", {}),
        }
        start, end = spec.get("domain") or (0, 1)
        if side == "x":
            across = self.right - self.left
            from_px, to_px = self.left + start * across, self.left + end * across
        else:
            up = self.bottom - self.top
            from_px, to_px = self.bottom - start * up, self.bottom - end * up
        values = [v for t in self.traces for v in self._values(t, name) if v is not None]
        categories: list[str] = []
        if any(isinstance(value, str) for value in values) and "type" not in spec:
            spec["type"] = "category"  # as plotly takes words
        if spec.get("type") == "category":
            named = [*(spec.get("categoryarray") or ()), *(str(v) for v in values)]
            categories = list(dict.fromkeys(str(v) for v in named))
        if spec.get("range") is not None:
            first, last = (number_on_axis(v) for v in spec["range"])
        elif categories:
            first, last = -0.5, len(categories) - 0.5
        else:
            numbers = [number_on_axis(v) for v in values] or [0.0, 1.0]
            first, last = min(numbers), max(numbers)
        if spec.get("autorange") == "reversed":
            first, last = last, first
        return Axis(spec, from_px, to_px, first, last, tuple(categories))

    @staticmethod
    def _values(trace: Spec, axis: str) -> Sequence[Any]:
        mine = trace.get(f"{axis[0]}axis", axis[0]) == axis
        found = trace.get(axis[0])
        return list(found) if mine and found is not None else ()

    def _axes(self) -> Iterator[str]:
        for name, scale in self.scales.items():
            if scale.spec.get("visible") is False:
                continue
            yield from self._across(scale) if name[0] == "x" else self._up(name, scale)

    def _across(self, scale: Axis) -> Iterator[str]:
        on_top = scale.spec.get("side") == "top"
        edge = self.top if on_top else self.bottom
        if scale.spec.get("showline") is not False:
            colour = scale.spec.get("linecolor", theme.LINE)
            yield svg.line((scale.from_px, edge), (scale.to_px, edge), colour)
        if scale.spec.get("showticklabels") is False:
            return
        for value, label in scale.ticks():
            x = scale.at(value)
            lines = label.count("<br>") + 1
            y = edge - 6 - (lines - 1) * theme.SMALL * svg.LINE if on_top else edge + 17
            yield svg.text((x, y), label, theme.SMALL, theme.INK, "middle")
        title = _title(scale.spec)
        if title:
            middle = scale.part(0.5)
            yield svg.text((middle, self.height - 8), title, theme.SMALL, theme.INK, "middle")

    def _up(self, name: str, scale: Axis) -> Iterator[str]:
        for value, label in scale.ticks():
            y = scale.at(value)
            if scale.spec.get("showgrid") is not False:
                grid = scale.spec.get("gridcolor", theme.LINE)
                yield svg.line((self.left, y), (self.right, y), grid)
            if scale.spec.get("showticklabels") is not False:
                y += 4.5 - label.count("<br>") * theme.SMALL * svg.LINE / 2
                yield svg.text((self.left - 8, y), label, theme.SMALL, theme.INK, "end")
        title = _title(scale.spec)
        if title and name == "y":
            middle = scale.part(0.5)
            yield (
                f'<g transform="rotate(-90 14 {middle:g})">'
                f"{svg.text((14, middle), title, theme.SMALL, theme.INK, 'middle')}</g>"
            )

    def _trace(self, trace: Spec) -> Iterator[str]:
        kind = trace.get("type", "scatter")
        x, y = self.scales[trace.get("xaxis", "x")], self.scales[trace.get("yaxis", "y")]
        if kind == "heatmap":
            yield from cells(trace, x, y)
        elif kind == "scatter":
            yield from scatter(trace, x, y)
        elif kind == "bar" and trace.get("orientation") == "h":
            yield from self.bars.draw(trace, x, y)
        else:
            message = f"a printed chart cannot draw a trace of type {kind}"
            raise ValueError(message)

    def _shapes(self, layer: str) -> Iterator[str]:
        for shape in self.layout.get("shapes", ()):
            if (shape.get("layer") or "above") != layer:
                continue
            x0, x1 = (self._place(shape.get("xref", "x"), shape[k]) for k in ("x0", "x1"))
            y0, y1 = (self._place(shape.get("yref", "y"), shape[k]) for k in ("y0", "y1"))
            line = shape.get("line", {})
            colour, width = line.get("color", theme.INK), float(line.get("width", 1))
            if shape["type"] == "line":
                yield svg.line((x0, y0), (x1, y1), colour, width, line.get("dash", ""))
                continue
            stroke = f'stroke="{colour}" stroke-width="{width:g}"' if width else ""
            yield (
                f'<rect x="{min(x0, x1):g}" y="{min(y0, y1):g}" width="{abs(x1 - x0):g}" '
                f'height="{abs(y1 - y0):g}" fill="{shape.get("fillcolor", "none")}" {stroke}'
                f"{svg.dash(line.get('dash', ''))}/>"
            )

    def _place(self, ref: str, value: Any) -> float:  # noqa: ANN401 (a value of a chart)
        if ref == "x paper":
            return self.left + float(value) * (self.right - self.left)
        if ref == "y paper":
            return self.bottom - float(value) * (self.bottom - self.top)
        name, _, domain = ref.partition(" ")
        scale = self.scales[name]
        return scale.part(float(value)) if domain else scale.at(value)

    def _note(self, note: Spec) -> Iterator[str]:
        x = self._place(note.get("xref", "x"), note["x"]) + float(note.get("xshift", 0))
        y = self._place(note.get("yref", "y"), note["y"]) - float(note.get("yshift", 0))
        font = note.get("font", {})
        size = float(font.get("size", theme.FONT_SIZE))
        lines = str(note["text"]).split("<br>")
        pad = float(note.get("borderpad", 1))
        width = max(svg.width(line, size) for line in lines) + 2 * pad
        height = len(lines) * size * svg.LINE + 2 * pad
        left = x - width * {"left": 0.0, "right": 1.0}.get(note.get("xanchor", ""), 0.5)
        top = y - height * {"top": 0.0, "bottom": 1.0}.get(note.get("yanchor", ""), 0.5)
        if note.get("bgcolor") or note.get("bordercolor"):
            yield (
                f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
                f'fill="{note.get("bgcolor", "none")}" stroke="{note.get("bordercolor", "none")}" '
                f'stroke-width="{float(note.get("borderwidth", 1)):g}"/>'
            )
        anchor, at = "middle", left + width / 2
        if note.get("align") == "left" or note.get("xanchor") == "left":
            anchor, at = "start", left + pad
        first = top + pad + size
        colour = font.get("color", theme.INK)
        yield svg.text((at, first), str(note["text"]), size, colour, anchor)

    def _legend(self) -> Iterator[str]:
        if not self.layout.get("showlegend"):
            return
        shown = [trace for trace in self.traces if trace.get("showlegend") is not False]
        shown.sort(key=lambda trace: trace.get("legendrank", 1000))
        at, row = self.margin_left, 0
        placed: list[tuple[float, int, Spec]] = []
        for trace in shown:
            wide = 60 + svg.width(str(trace.get("name", "")), theme.SMALL)
            if placed and at + wide > self.width:
                at, row = self.margin_left, row + 1
            placed.append((at, row, trace))
            at += wide
        for left, number, trace in placed:
            y = self.height - 10 - (row - number) * theme.SMALL * svg.LINE
            if trace.get("type") == "bar":
                colour = trace["marker"]["color"]
                yield f'<rect x="{left:g}" y="{y - 11:g}" width="26" height="13" fill="{colour}"/>'
            else:
                look = trace.get("line", {})
                ends = (left, y - 4), (left + 26, y - 4)
                yield svg.line(*ends, look.get("color", theme.TEAL), 2.5, look.get("dash", ""))
            name = str(trace.get("name", ""))
            yield svg.text((left + 33, y), name, theme.SMALL, theme.INK, "start")


def _plain(value: Any) -> Any:  # noqa: ANN401 (plotly's own structures)
    """The values of a figure; a shape or label tied to the paper says to which side of it."""
    if isinstance(value, Mapping):
        found = {key: _plain(part) for key, part in value.items()}
        for side in ("x", "y"):
            if found.get(f"{side}ref") == "paper":
                found[f"{side}ref"] = f"{side} paper"
        return found
    if hasattr(value, "tolist"):
        return value.tolist()
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _title(spec: Spec) -> str:
    return str((spec.get("title") or {}).get("text") or "")
