"""The traces of a printed chart: points, lines, shaded cells and bars, as on screen."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from lp_planner.charts import svg_parts as svg
from lp_planner.charts import theme
from lp_planner.charts.svg_axes import Axis, Spec


def scatter(trace: Spec, x: Axis, y: Axis) -> Iterator[str]:
    """A trace of points, lines or words, with its intervals."""
    mode = trace.get("mode", "lines")
    points = list(zip(trace.get("x") or (), trace.get("y") or (), strict=True))
    line, marker = trace.get("line", {}), trace.get("marker", {})
    colour = line.get("color") or marker.get("color") or theme.TEAL
    if "lines" in mode:
        for run in _runs(points):
            path = " ".join(f"{x.at(px):.1f},{y.at(py):.1f}" for px, py in run)
            yield (
                f'<polyline points="{path}" fill="none" stroke="{colour}" '
                f'stroke-width="{float(line.get("width", 2)):g}"{svg.dash(line.get("dash", ""))}/>'
            )
    for number, (px, py) in enumerate(points):
        if px is None or py is None:
            continue
        at = (x.at(px), y.at(py))
        yield from _error(
            trace.get("error_x"), number, px if isinstance(px, int | float) else None, x, at
        )
        if "markers" in mode and marker.get("opacity") != 0:
            yield _marker(at, {"color": colour, **marker}, number)
        if "text" in mode:
            font = trace.get("textfont", {})
            size = float(_nth(font.get("size", theme.FONT_SIZE), number))
            ink = str(_nth(font.get("color", theme.INK), number))
            place = (at[0], at[1] + size * 0.35)
            yield svg.text(place, str(_nth(trace["text"], number)), size, ink, "middle")


def _error(
    error: Spec | None, number: int, value: float | None, x: Axis, at: tuple[float, float]
) -> Iterator[str]:
    """The interval about a point, with its two caps."""
    if not error or value is None:
        return
    ends = (value - error["arrayminus"][number], value + error["array"][number])
    low, high = (x.at(end) for end in ends)
    colour, thick = error.get("color", theme.TEAL), float(error.get("thickness", 2))
    cap = float(error.get("width", 4))
    yield svg.line((low, at[1]), (high, at[1]), colour, thick)
    for end in (low, high):
        yield svg.line((end, at[1] - cap), (end, at[1] + cap), colour, thick)


CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "triangle-up": ((0, -1), (0.95, 0.7), (-0.95, 0.7)),
    "triangle-down": ((0, 1), (0.95, -0.7), (-0.95, -0.7)),
}


def _marker(at: tuple[float, float], marker: Spec, number: int) -> str:
    radius = float(_nth(marker.get("size", 8), number)) / 2
    colour = str(_nth(marker.get("color", theme.TEAL), number))
    edge = marker.get("line", {})
    name = str(marker.get("symbol", "circle"))
    symbol, is_hollow = name.removesuffix("-open"), name.endswith("-open")
    stroke = f'stroke="{edge.get("color", colour)}" stroke-width="{float(edge.get("width", 0)):g}"'
    fill = theme.PAPER if is_hollow else colour
    x, y = at
    if symbol in CORNERS:
        corners = " ".join(
            f"{x + across * radius:.1f},{y + down * radius:.1f}" for across, down in CORNERS[symbol]
        )
        return f'<polygon points="{corners}" fill="{fill}" {stroke}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" {stroke}/>'


class Bars:
    """Bars that lie on their side and grow to both sides of nought, trace by trace."""

    def __init__(self, gap: float) -> None:
        """Begin; ``gap`` is the part of a row that stays empty."""
        self._gap = gap
        self._ends: dict[tuple[str, bool], float] = {}

    def draw(self, trace: Spec, x: Axis, y: Axis) -> Iterator[str]:
        """The bars of one more trace, outside of those before it."""
        row = abs(y.to_px - y.from_px) / max(len(y.categories), 1)
        high = row * (1 - self._gap)
        colour = trace["marker"]["color"]
        ink = trace.get("textfont", {}).get("color", theme.INK)
        for number, (name, value) in enumerate(zip(trace["y"], trace["x"], strict=True)):
            if not value:
                continue
            side = (str(name), value > 0)
            start = self._ends.get(side, 0.0)
            self._ends[side] = start + value
            left, right = sorted((x.at(start), x.at(start + value)))
            middle = y.at(name)
            yield (
                f'<rect x="{left:.1f}" y="{middle - high / 2:.1f}" width="{right - left:.1f}" '
                f'height="{high:.1f}" fill="{colour}" stroke="{theme.PAPER}" stroke-width="1"/>'
            )
            words = str(_nth(trace.get("text", ""), number))
            if words:
                fits = (right - left - 4) / svg.width(words, 1.0)
                size = max(8.0, min(float(theme.FONT_SIZE), fits))
                at = ((left + right) / 2, middle + size * 0.35)
                yield svg.text(at, words, size, ink, "middle")


def cells(trace: Spec, x: Axis, y: Axis) -> Iterator[str]:
    """A heatmap, one shaded rectangle for each cell."""
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
