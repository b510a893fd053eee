"""A chart as it is on screen, drawn for print: the same figure, without a browser.

The figure that plotly draws on screen is read, never made anew, so that a printed chart holds the
same numbers, colours and words. Only what our charts use is drawn; anything else is refused, and
a test draws every chart of the catalogue.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from lp_planner.charts import theme
from lp_planner.charts.svg_axes import Scale, Spec, as_number

WIDTH = 680
"""Pixels; about the width of the text of an A4 page."""
LINE = 1.25
LETTER = 0.54
"""How wide a letter is on average, in ems; only the boxes around labels rest on it."""
DASHES = {"dot": "2 4", "dash": "7 5", "longdash": "12 5"}
_TAG = re.compile(r"(</?b>)")


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
        self.left, self.right = float(self.margin["l"]), width - float(self.margin["r"])
        self.top, self.bottom = float(self.margin["t"]), self.height - float(self.margin["b"])
        self.scales = {name: self._scale(name) for name in self._axis_names()}

    def svg(self, alt: str) -> str:
        """Everything, from the back to the front."""
        parts = [
            f'<rect width="{self.width}" height="{self.height:g}" fill="{theme.PAPER}"/>',
            *self._shapes(),
            *self._axes(),
            *(part for trace in self.traces for part in self._trace(trace)),
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

    def _scale(self, name: str) -> Scale:
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
        if spec.get("type") == "category":
            named = [*(spec.get("categoryarray") or ()), *(str(v) for v in values)]
            categories = list(dict.fromkeys(str(v) for v in named))
        if spec.get("range") is not None:
            first, last = (as_number(v) for v in spec["range"])
        elif categories:
            first, last = -0.5, len(categories) - 0.5
        else:
            numbers = [as_number(v) for v in values] or [0.0, 1.0]
            first, last = min(numbers), max(numbers)
        if spec.get("autorange") == "reversed":
            first, last = last, first
        return Scale(spec, from_px, to_px, first, last, tuple(categories))

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

    def _across(self, scale: Scale) -> Iterator[str]:
        on_top = scale.spec.get("side") == "top"
        edge = self.top if on_top else self.bottom
        if scale.spec.get("showline") is not False:
            colour = scale.spec.get("linecolor", theme.LINE)
            yield _line((scale.from_px, edge), (scale.to_px, edge), colour)
        if scale.spec.get("showticklabels") is False:
            return
        for value, label in scale.ticks():
            x = scale.at(value)
            lines = label.count("<br>") + 1
            y = edge - 6 - (lines - 1) * theme.SMALL * LINE if on_top else edge + 17
            yield _text((x, y), label, theme.SMALL, theme.INK, "middle")
        title = _title(scale.spec)
        if title:
            middle = scale.part(0.5)
            yield _text((middle, self.height - 8), title, theme.SMALL, theme.INK, "middle")

    def _up(self, name: str, scale: Scale) -> Iterator[str]:
        for value, label in scale.ticks():
            y = scale.at(value)
            if scale.spec.get("showgrid") is not False:
                grid = scale.spec.get("gridcolor", theme.LINE)
                yield _line((self.left, y), (self.right, y), grid)
            if scale.spec.get("showticklabels") is not False:
                yield _text((self.left - 8, y + 4.5), label, theme.SMALL, theme.INK, "end")
        title = _title(scale.spec)
        if title and name == "y":
            middle = scale.part(0.5)
            yield (
                f'<g transform="rotate(-90 14 {middle:g})">'
                f"{_text((14, middle), title, theme.SMALL, theme.INK, 'middle')}</g>"
            )

    def _trace(self, trace: Spec) -> Iterator[str]:
        kind = trace.get("type", "scatter")
        x, y = self.scales[trace.get("xaxis", "x")], self.scales[trace.get("yaxis", "y")]
        if kind == "heatmap":
            yield from _cells(trace, x, y)
        elif kind == "scatter":
            yield from _scatter(trace, x, y)
        else:
            message = f"a printed chart cannot draw a trace of type {kind}"
            raise ValueError(message)

    def _shapes(self) -> Iterator[str]:
        for shape in self.layout.get("shapes", ()):
            x0, x1 = (self._place(shape.get("xref", "x"), shape[k]) for k in ("x0", "x1"))
            y0, y1 = (self._place(shape.get("yref", "y"), shape[k]) for k in ("y0", "y1"))
            line = shape.get("line", {})
            colour, width = line.get("color", theme.INK), float(line.get("width", 1))
            if shape["type"] == "line":
                yield _line((x0, y0), (x1, y1), colour, width, line.get("dash", ""))
                continue
            stroke = f'stroke="{colour}" stroke-width="{width:g}"' if width else ""
            yield (
                f'<rect x="{min(x0, x1):g}" y="{min(y0, y1):g}" width="{abs(x1 - x0):g}" '
                f'height="{abs(y1 - y0):g}" fill="{shape.get("fillcolor", "none")}" {stroke}'
                f"{_dash(line.get('dash', ''))}/>"
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
        width = max(_width(line, size) for line in lines) + 2 * pad
        height = len(lines) * size * LINE + 2 * pad
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
        yield _text((at, first), str(note["text"]), size, colour, anchor)

    def _legend(self) -> Iterator[str]:
        if not self.layout.get("showlegend"):
            return
        at, y = self.left, self.height - 10
        for trace in self.traces:
            look = trace.get("line", {})
            colour = look.get("color", theme.TEAL)
            yield _line((at, y - 4), (at + 26, y - 4), colour, 2.5, look.get("dash", ""))
            yield _text((at + 33, y), str(trace.get("name", "")), theme.SMALL, theme.INK, "start")
            at += 60 + _width(str(trace.get("name", "")), theme.SMALL)


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


def _scatter(trace: Spec, x: Scale, y: Scale) -> Iterator[str]:
    mode = trace.get("mode", "lines")
    points = list(zip(trace.get("x") or (), trace.get("y") or (), strict=True))
    line, marker = trace.get("line", {}), trace.get("marker", {})
    colour = line.get("color") or marker.get("color") or theme.TEAL
    if "lines" in mode:
        for run in _runs(points):
            path = " ".join(f"{x.at(px):.1f},{y.at(py):.1f}" for px, py in run)
            yield (
                f'<polyline points="{path}" fill="none" stroke="{colour}" '
                f'stroke-width="{float(line.get("width", 2)):g}"{_dash(line.get("dash", ""))}/>'
            )
    for number, (px, py) in enumerate(points):
        if px is None or py is None:
            continue
        if "markers" in mode:
            yield _marker((x.at(px), y.at(py)), marker, number)
        if "text" in mode:
            font = trace.get("textfont", {})
            size = float(_nth(font.get("size", theme.FONT_SIZE), number))
            ink = str(_nth(font.get("color", theme.INK), number))
            place = (x.at(px), y.at(py) + size * 0.35)
            yield _text(place, str(_nth(trace["text"], number)), size, ink, "middle")


def _marker(at: tuple[float, float], marker: Spec, number: int) -> str:
    radius = float(_nth(marker.get("size", 8), number)) / 2
    colour = str(_nth(marker.get("color", theme.TEAL), number))
    edge = marker.get("line", {})
    stroke = f'stroke="{edge.get("color", colour)}" stroke-width="{float(edge.get("width", 0)):g}"'
    x, y = at
    if str(marker.get("symbol", "circle")).startswith("diamond"):
        corners = f"{x},{y - radius} {x + radius},{y} {x},{y + radius} {x - radius},{y}"
        return f'<polygon points="{corners}" fill="{theme.PAPER}" {stroke}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" {stroke}/>'


def _cells(trace: Spec, x: Scale, y: Scale) -> Iterator[str]:
    wide = abs(x.to_px - x.from_px) / max(len(x.categories), 1)
    high = abs(y.to_px - y.from_px) / max(len(y.categories), 1)
    low, span = float(trace["zmin"]), float(trace["zmax"]) - float(trace["zmin"]) or 1.0
    for name, row in zip(trace["y"], trace["z"], strict=True):
        for column, value in zip(trace["x"], row, strict=True):
            colour = _shade((float(value) - low) / span, trace["colorscale"])
            yield (
                f'<rect x="{x.at(column) - wide / 2 + 1.5:.1f}" '
                f'y="{y.at(name) - high / 2 + 1.5:.1f}" width="{wide - 3:.1f}" '
                f'height="{high - 3:.1f}" fill="{colour}"/>'
            )


def _shade(part: float, scale: Sequence[Sequence[Any]]) -> str:
    for (low, one), (high, other) in pairwise(scale):
        if part <= high:
            share = (part - low) / ((high - low) or 1.0)
            pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
            return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
    return str(scale[-1][1])


def _runs(points: Sequence[tuple[Any, Any]]) -> Iterator[list[tuple[Any, Any]]]:
    run: list[tuple[Any, Any]] = []
    for point in [*points, (None, None)]:
        if None not in point:
            run.append(point)
        elif run:
            yield run
            run = []


def _nth(value: Any, number: int) -> Any:  # noqa: ANN401 (one value, or one for each point)
    return value[number] if isinstance(value, list | tuple) else value


def _title(spec: Spec) -> str:
    return str((spec.get("title") or {}).get("text") or "")


def _width(text: str, size: float) -> float:
    return len(html.unescape(_TAG.sub("", text))) * size * LETTER


def _dash(kind: str) -> str:
    return f' stroke-dasharray="{DASHES[kind]}"' if kind in DASHES else ""


def _line(
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    width: float = 1,
    dash: str = "",
) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}" stroke-width="{width:g}"{_dash(dash)}/>'
    )


def _text(at: tuple[float, float], text: str, size: float, colour: str, anchor: str) -> str:
    """Words with plotly's own few tags: a line break, and bold."""
    lines = []
    is_bold = False
    for number, line in enumerate(text.split("<br>")):
        spans = []
        for piece in _TAG.split(line):
            if piece in {"<b>", "</b>"}:
                is_bold = piece == "<b>"
            elif piece:
                weight = ' font-weight="700"' if is_bold else ""
                spans.append(f"<tspan{weight}>{html.escape(html.unescape(piece))}</tspan>")
        down = at[1] + number * size * LINE
        lines.append(
            f'<text x="{at[0]:.1f}" y="{down:.1f}" font-size="{size:g}" fill="{colour}" '
            f'text-anchor="{anchor}">{"".join(spans)}</text>'
        )
    return "".join(lines)
