"""Readings from a sheet: pasted lines, a CSV file or a workbook, as plain rows of cells.

Nothing is understood here beyond rows and cells; what a cell means is decided where the rest of a
reading is known.
"""

import csv
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import openpyxl

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.apart import apart
from lp_planner.interchange.budget import Overdrawn
from lp_planner.interchange.workbooks import counted_parts, counted_rows, table_budget
from lp_planner.interchange.zips import Limits, Zip

LARGEST = 2_000_000
"""Bytes; two thousand readings fit many times over."""
MOST_ROWS = 2_000
LIMITS = Limits(parts=1_000, unpacked=50_000_000)


TOO_LARGE = f"This table is larger than {LARGEST // 1_000_000} MB. Please send only the rows."
TOO_MUCH_INSIDE = (
    "There is far more in this file than a table of readings. Please copy the rows that matter "
    "into a new sheet, or paste them here."
)
MANY_ROWS = f"There are more than {MOST_ROWS:,} rows. Please bring them in parts."


class UnreadableTable(PlannerError):
    """This is no table we can read. Please paste rows, or choose a CSV or Excel file."""


@dataclass(frozen=True)
class TableRow:
    """One row that holds something; ``number`` counts as the sheet does."""

    number: int
    cells: tuple[object, ...]


def pasted_rows(text: str) -> tuple[TableRow, ...]:
    """The rows of text pasted from a sheet (tabs), or typed with semicolons or commas.

    Raises:
        UnreadableTable: with more than ``MOST_ROWS`` rows, or a cell that is far too long.
    """
    if len(text) > LARGEST:
        raise UnreadableTable(TOO_LARGE)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if len(filled) > MOST_ROWS:
        raise UnreadableTable(MANY_ROWS)
    between = _between([line for _, line in filled])
    return tuple(TableRow(number, _cells(number, line, between)) for number, line in filled)


def _cells(number: int, line: str, between: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=between)))
    except csv.Error as refused:
        message = (
            f"Row {number:,} cannot be read: a cell in it is far too long, or a quotation mark is "
            "left open. Please look at it again."
        )
        raise UnreadableTable(message) from refused


def file_rows(data: bytes) -> tuple[TableRow, ...]:
    """The rows of a CSV file, or of the first sheet of a workbook.

    They are read in a process of its own, which has two seconds.

    Raises:
        UnreadableTable: for anything else, or for more than fits.
    """
    if len(data) > LARGEST:
        raise UnreadableTable(TOO_LARGE)
    return apart(rows_in_file, UnreadableTable, holds=(TableRow,))(data)


def rows_in_file(data: bytes) -> tuple[TableRow, ...]:
    """What :func:`file_rows` lets its child process do."""
    if data[:2] == b"PK":
        return _workbook_rows(data)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return pasted_rows(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableTable


def _between(lines: Sequence[str]) -> str:
    for mark in ("\t", ";"):
        if any(mark in line for line in lines):
            return mark
    return ","


def _workbook_rows(data: bytes) -> tuple[TableRow, ...]:
    try:
        budget = table_budget()
        for _ in counted_parts(Zip(data), LIMITS, budget):
            pass
        with warnings.catch_warnings():
            # What openpyxl warns of (styles, extensions) is nothing a table needs.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            rows = [
                TableRow(number, tuple("" if cell is None else cell for cell in cells))
                for number, cells in counted_rows(book.worksheets[0], budget, values_only=True)
                if any(str(cell).strip() for cell in cells if cell is not None)
            ]
            book.close()
    except Overdrawn as refused:
        raise UnreadableTable(TOO_MUCH_INSIDE) from refused
    except Exception as refused:  # a damaged file fails in any way it likes
        raise UnreadableTable from refused
    if len(rows) > MOST_ROWS:
        raise UnreadableTable(MANY_ROWS)
    return tuple(rows)
