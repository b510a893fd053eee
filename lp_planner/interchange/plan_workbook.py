"""Reads a filled-in plan workbook: a file from anywhere becomes rows, a cell becomes an answer.

The file is measured before anything in it is interpreted, so that a small file cannot unfold into
one that fills the computer. Whatever the bytes are, the answer is rows or one sentence.
"""

import io
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.apart import apart
from lp_planner.interchange.budget import Budget, Overdrawn
from lp_planner.interchange.plan_cells import BrokenCell, as_text
from lp_planner.interchange.workbooks import counted_parts, counted_rows, table_budget
from lp_planner.interchange.zips import BadZip, Fault, Limits, Zip

LARGEST_FILE = 10 * 1024 * 1024
LIMITS = Limits(parts=1_000, unpacked=60 * 1024 * 1024)
MOST_ROWS = 5_000
NAMES_WITHIN = 10
"""The row with the names of the columns stands within so many rows from the top."""

NOT_A_WORKBOOK = "We could not read this file as an Excel workbook. Please save it as .xlsx."
LOCKED = "This workbook is locked with a password or in an old format. Please save it as .xlsx."
TOO_LARGE = "This file is too large: a plan may have up to 10 MB."
TOO_LARGE_INSIDE = "This file holds far more than a plan does, so we did not open it."
WITH_MACROS = "This workbook holds macros, so we did not open it. Please save it as .xlsx."
TOO_MANY_ROWS = f"This file has too many rows: a plan may have up to {MOST_ROWS:,}."
NO_SHEET = "No sheet of a plan is in this file. Please start from the template or an export."

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_SAID = {
    Fault.LOCKED: LOCKED, Fault.TOO_LARGE: TOO_LARGE_INSIDE, Fault.UNTRUE: TOO_LARGE_INSIDE,
}  # fmt: skip
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")


class UnreadableWorkbook(PlannerError):
    """We could not read this file as a plan. Nothing was imported."""


@dataclass(frozen=True)
class SheetLayout:
    """What a sheet is known by, its usual title, and its columns; the key names the first one."""

    key: str
    title: str
    names: Collection[str]


@dataclass(frozen=True)
class SheetRow:
    """One filled-in row as it stands in the file; empty cells are left out."""

    sheet: str
    key: str
    number: int
    ref: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class PlanAsRead:
    """All filled-in rows in the order of the file, and a sentence on what was not read."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...]


def read_plan_workbook(
    data: bytes, layouts: Sequence[SheetLayout], companions: Collection[str] = ()
) -> PlanAsRead:
    """The rows of a workbook whose sheets have the given layouts.

    Sheets and columns that are not ours are left alone and named in the notes; ``companions`` are
    the titles of sheets that nobody expects to be read. It is read in a process of its own, which
    has two seconds.

    Raises:
        UnreadableWorkbook: with one sentence, whatever the bytes are.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableWorkbook(TOO_LARGE)
    known = [SheetLayout(one.key, one.title, tuple(one.names)) for one in layouts]
    reading = apart(
        plan_in_workbook, UnreadableWorkbook, holds=(SheetLayout, PlanAsRead, SheetRow, BrokenCell)
    )
    return reading(data, known, tuple(companions))


def plan_in_workbook(
    data: bytes, layouts: Sequence[SheetLayout], companions: Collection[str]
) -> PlanAsRead:
    """What :func:`read_plan_workbook` lets its child process do."""
    budget = table_budget()
    try:
        _check_package(data, budget)
        with warnings.catch_warnings():
            # What openpyxl warns of (extensions, styles) is nothing a plan needs.
            warnings.simplefilter("ignore")
            reader = _Book(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read()
            return _Walk(layouts, companions, budget).through(reader.wb.worksheets)
    except PlannerError:
        raise
    except Overdrawn as refused:
        raise UnreadableWorkbook(TOO_LARGE_INSIDE) from refused
    except Exception as refused:  # a damaged file fails in any way it likes
        raise UnreadableWorkbook(NOT_A_WORKBOOK) from refused


def holds_words(data: bytes, words: str) -> bool:
    """Whether a workbook that was read says these words anywhere: a cell, a header, a property."""
    sought = words.encode()
    return any(sought in content for _, content in Zip(data).unpacked(LIMITS))


def _check_package(data: bytes, budget: Budget) -> None:
    """Return when the file is a zip archive of harmless parts that unpack to a fair size."""
    if data.startswith(_OLD_OR_LOCKED):
        raise UnreadableWorkbook(LOCKED)
    try:
        package = Zip(data)
        if any(name.lower().endswith("vbaproject.bin") for name in package.names):
            raise UnreadableWorkbook(WITH_MACROS)
        for name, content in counted_parts(package, LIMITS, budget):
            _check_part(name, content)
    except BadZip as refused:
        raise UnreadableWorkbook(_SAID.get(refused.fault, NOT_A_WORKBOOK)) from refused


def _check_part(name: str, content: bytes) -> None:
    if any(mark in content for mark in _DOCTYPE):
        raise UnreadableWorkbook(NOT_A_WORKBOOK)
    if b"macroEnabled" in content and name == "[Content_Types].xml":
        raise UnreadableWorkbook(WITH_MACROS)


class _Book(ExcelReader):
    """openpyxl's reader, with texts unescaped the way Excel does it."""

    def read_strings(self) -> None:
        """Read the table of texts."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        for _, node in iterparse(io.BytesIO(self.archive.read(part.PartName[1:]))):
            if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                text: Any = Text.from_tree(node)
                runs = [text.t or "", *((run.t or "") for run in text.r or ())]
                self.shared_strings.append("".join(_unescaped(run) for run in runs))
                node.clear()


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


class _Walk:
    """One walk through a workbook: collects rows and notes, and counts."""

    def __init__(
        self, layouts: Sequence[SheetLayout], companions: Collection[str], budget: Budget
    ) -> None:
        self._layouts = {layout.key: layout for layout in layouts}
        self._titles = {layout.title.casefold() for layout in layouts}
        self._companions = {title.casefold() for title in companions}
        self._budget = budget
        self._rows: list[SheetRow] = []
        self._notes: list[str] = []

    def through(self, sheets: Sequence[Any]) -> PlanAsRead:
        """Read every sheet that is ours."""
        known = [self._read(sheet) for sheet in sheets]
        if not any(known):
            raise UnreadableWorkbook(NO_SHEET)
        return PlanAsRead(tuple(self._rows), tuple(self._notes))

    def _read(self, sheet: Any) -> bool:  # noqa: ANN401 (a sheet has no common type)
        title = str(sheet.title)
        lines = self._lines(sheet)
        found = self._names(title, lines)
        if found is None:
            if title.casefold() in self._titles:
                message = (
                    f"The sheet “{title}” has lost its hidden second row, so we cannot tell its "
                    "columns apart. Please copy your rows into a fresh template."
                )
                raise UnreadableWorkbook(message)
            if title.casefold() not in self._companions:
                self._notes.append(f"The sheet “{title}” is not one of ours and was not read.")
            return False
        layout, names = found
        strange = {at for at, name in names.items() if name not in layout.names}
        for number, cells in lines:
            strange |= cells.keys() - names.keys()
            values = {names[at]: v for at, v in cells.items() if names.get(at) in layout.names}
            ref = as_text(values.pop(layout.key, ""))
            if ref or values:
                self._rows.append(SheetRow(title, layout.key, number, ref, values))
            if len(self._rows) > MOST_ROWS:
                raise UnreadableWorkbook(TOO_MANY_ROWS)
        if strange:
            columns = ", ".join(get_column_letter(at) for at in sorted(strange))
            self._notes.append(f"On the sheet “{title}”, column {columns} was not read.")
        return True

    def _lines(self, sheet: Any) -> Iterator[tuple[int, dict[int, object]]]:  # noqa: ANN401
        """The filled-in rows by number, each with its filled-in cells by column."""
        for number, row in counted_rows(sheet, self._budget):
            wide = enumerate(row, start=1)
            cells = {at: value for at, cell in wide if (value := _value(cell)) is not None}
            if cells:
                yield number, cells

    def _names(
        self, title: str, lines: Iterator[tuple[int, dict[int, object]]]
    ) -> tuple[SheetLayout, dict[int, str]] | None:
        """The layout that the row of names tells, and the names by column."""
        above = 0
        for number, cells in lines:
            if number > NAMES_WITHIN:
                break
            key = next((v for v in cells.values() if v in self._layouts), None)
            if key is None:
                above += 1
                continue
            names = {at: as_text(value) for at, value in cells.items()}
            if len(set(names.values())) < len(names) or above > 1:
                message = (
                    f"The hidden second row of the sheet “{title}” has moved or names a column "
                    "twice. Please copy your rows into a fresh template."
                )
                raise UnreadableWorkbook(message)
            return self._layouts[str(key)], names
        return None


def _value(cell: Any) -> object:  # noqa: ANN401 (cells of a read-only sheet have no common type)
    value: object = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "e":
        return BrokenCell(str(value))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and "%" in (cell.number_format or ""):
        return f"{float(value) * 100:.15g}%"  # type: ignore[arg-type]  # is a number, see above
    return value
