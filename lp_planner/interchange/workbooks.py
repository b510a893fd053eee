"""Workbooks whose cells are read: counted first, part by part, and then cell by cell.

An empty cell costs as much as a full one: a row may name a cell at its far end, and a sheet a row
at its end, so that a few bytes stand for millions of cells.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from lp_planner.interchange.budget import MEGABYTE, Budget
from lp_planner.interchange.xml_walk import walk
from lp_planner.interchange.zips import Limits, Zip

MOST_COLUMNS = 200
_EVERY = 10_000


def table_budget() -> Budget:
    """What a workbook of rows may hold: some hundred thousand filled cells."""
    return Budget(steps=300_000, xml=30 * MEGABYTE, cells=2_000_000)


def counted_parts(package: Zip, limits: Limits, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook, each walked through before anything else is done with it.

    Raises:
        BadZip: for what is no ZIP that we unpack.
        Overdrawn: when there is too much in it.
        ValueError: for a document type, which no workbook has.
    """
    for name, content in package.unpacked(limits):
        # What is no XML, or stops being it, is read by nobody beyond that place.
        with suppress(expat.ExpatError):
            walk(content, _Count(), budget)
        yield name, content


def counted_rows(sheet: Any, budget: Budget, **how: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: ANN401 - a sheet has no common type
    """The rows of a read-only sheet that have cells, whatever size the sheet says it has.

    Raises:
        Overdrawn: after so many cells, full or empty.
    """
    sheet.reset_dimensions()
    met = 0
    for number, row in enumerate(sheet.iter_rows(**how), start=1):
        met += 1 + len(row)
        if met > _EVERY:
            budget.spend("cells", met)
            met = 0
        if row:
            yield number, row[:MOST_COLUMNS]


class _Count:
    """Wants nothing of a part but that it is counted."""

    def begin(self, _name: str, _attributes: Mapping[str, str]) -> bool:
        return False

    def end(self, _name: str, _text: str) -> None:
        pass

    def refuse(self) -> None:
        message = "a document type"
        raise ValueError(message)
