"""What a sheet holds besides its cells: rows and columns that are hidden, cells that are merged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lp_planner.interchange.rows.cells import is_filled, is_typed

_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^<>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")
_ATTRIBUTE = re.compile(rb'\b(r|min|max|hidden)="(\w+)"')
MOST = 20_000
"""Rows, columns or merged cells; what a part says beyond that is no table of ours."""


@dataclass(frozen=True)
class Unshown:
    """Rows by their number and columns by their place, from nought."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    is_filtered: bool = False


NOTHING_HIDDEN = Unshown()


@dataclass
class Around:
    """What the part of one sheet says around its cells."""

    unshown: Unshown = NOTHING_HIDDEN
    downwards: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """By the first row of a merged cell: its column, and its last row."""


def around_cells(part: bytes) -> Around:
    """What the XML of a sheet says of hidden rows and columns, and of cells merged downwards."""
    found = Around()
    if b'hidden="' in part:
        rows = [int(a[b"r"]) for a in _hidden(_ROW, part) if a.get(b"r", b"").isdigit()]
        columns = [
            at
            for told in _hidden(_COLUMN, part)
            if told.get(b"min", b"").isdigit() and told.get(b"max", b"").isdigit()
            for at in range(int(told[b"min"]) - 1, min(int(told[b"max"]), 200))
        ]
        is_filtered = bool(_FILTER.search(part))
        found.unshown = Unshown(tuple(rows[:MOST]), tuple(columns[:MOST]), is_filtered)
    if b"mergeCell" in part:
        for number, cell in enumerate(_MERGED.finditer(part)):
            if number >= MOST:
                break
            left, top, right, bottom = cell.groups()
            if left == right and int(bottom) - int(top) < MOST:
                found.downwards.setdefault(int(top), []).append((_place(left), int(bottom)))
    return found


def _hidden(shape: re.Pattern[bytes], part: bytes) -> Iterable[dict[bytes, bytes]]:
    for tag in shape.findall(part):
        told = dict(_ATTRIBUTE.findall(tag))
        if told.get(b"hidden") in {b"1", b"true"}:
            yield told


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


class Downwards:
    """Says a day or a word again in each row of its merged cell.

    A number is not: one figure for three weeks is not three figures.
    """

    def __init__(self, around: Around) -> None:
        """Begin above the first row."""
        self._around = around
        self._open: dict[int, tuple[int, object]] = {}

    def filled(self, number: int, cells: tuple[object, ...]) -> tuple[object, ...]:
        """The cells of the next row."""
        if not self._around.downwards:
            return cells
        row = list(cells)
        for at, (last, value) in list(self._open.items()):
            if number > last:
                del self._open[at]
            elif at < len(row) and not is_filled(row[at]) and any(map(is_filled, row)):
                row[at] = value
        for at, last in self._around.downwards.get(number, ()):
            if at < len(row) and is_filled(row[at]) and not _is_number(row[at]):
                self._open[at] = (last, row[at])
        return tuple(row)


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return (
            is_typed(cell)
            and cell.strip()[:1].isdigit()
            and not any(map(str.isalpha, cell))
            and ("/" not in cell and "-" not in cell)
        )
    return isinstance(cell, int | float) or type(cell).__name__ == "Percent"
