"""Text, CSV or a workbook as sheets of plain rows, whatever the encoding and the separator."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.apart import apart
from lp_planner.interchange.budget import Budget, Overdrawn
from lp_planner.interchange.rows.cells import UNSEEN, NoResult, Percent, is_filled, is_typed
from lp_planner.interchange.rows.unshown import (
    NOTHING_HIDDEN,
    Around,
    Downwards,
    Unshown,
    around_cells,
)
from lp_planner.interchange.workbooks import counted_parts, counted_rows, table_budget
from lp_planner.interchange.zips import Limits, Zip

LARGEST = 5_000_000
"""Bytes; twenty thousand rows fit."""
MOST_ROWS = 20_000
LIMITS = Limits(parts=1_000, unpacked=50_000_000)
SNIFFED = 200
"""So many lines are looked at for the separator."""
SEPARATORS = ("\t", ";", ",", "|")
LONGEST_CELL = 20
"""Lines: a cell with more of them is a quotation mark that nobody closed."""

_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t]*', re.IGNORECASE)
_TYPED_AS_TEXT = re.compile(r"^['’](?=[\d+-])")
"""The mark by which Excel keeps a number as a text; some exports write it into the cell."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
"""What a number format only writes beside a number: with "%" in it, 93 is shown as 93%."""
_SPACED = re.compile(r"(.*\S)[ :=]+(\S+)")
_OF_OFFICE = frozenset("–—‘’“”£€•…°½\u00a0")
_LIKELY = ["cp1252", "mac_roman", "cp850", "iso8859_15"]
_WEB_PAGE = (
    "This is a web page, even where its name ends in .xls. Please open it in Excel, save it as "
    ".xlsx and choose it again."
)
_FOR_PROGRAMS = "This was written for programs (JSON). Please export its rows as CSV or Excel."
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "This workbook is locked or an old .xls. Please save it as .xlsx."),
    (b"%PDF", "This is a PDF. Please copy its rows and paste them, or export them as CSV."),
    (b"{\\rtf", "This is a text document. Please copy its table and paste it."),
    *((tag, _WEB_PAGE) for tag in (b"<!", b"<?", b"<h", b"<H", b"<t", b"<T", b"<m")),
    (b"[{", _FOR_PROGRAMS),
    (b'{"', _FOR_PROGRAMS),
)  # fmt: skip
TOO_LARGE = f"This table is larger than {LARGEST // 1_000_000} MB. Please send only the rows."
TOO_MUCH_INSIDE = (
    "There is far more in this file than a table of rows. Please copy the rows that matter into a "
    "new sheet, or paste them here."
)
_OPEN_DOCUMENT = (
    "This is an OpenDocument file (.ods). Please save it as .xlsx or CSV and choose it again."
)
_NO_BOOK = "This is no table we can read. Please save it as .xlsx or CSV and choose it again."


class UnreadableTable(PlannerError):
    """This is no table we can read. Please paste rows, or choose a CSV or Excel file."""


@dataclass(frozen=True)
class TableRow:
    """One row that holds something; ``number`` counts as the sheet does."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text; ``separator`` is "" for a workbook."""

    name: str
    rows: tuple[TableRow, ...]
    separator: str = ""
    unshown: Unshown = NOTHING_HIDDEN


def pasted_sheets(text: str) -> tuple[Sheet, ...]:
    """The one sheet of text pasted from a table, or typed.

    Raises:
        UnreadableTable: with more than ``MOST_ROWS`` rows, or a cell that is far too long.
    """
    if len(text) > LARGEST:
        raise UnreadableTable(TOO_LARGE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text if text.isascii() else text.translate(UNSEEN)
    if "\0" in text:
        raise UnreadableTable
    head, _, rest = text.partition("\n")
    if told := _SEP_LINE.fullmatch(head.strip()):
        return (Sheet("", _few_enough(_rows_by(told[1], rest, first=2)), told[1]),)
    lines = text.split("\n")
    between = _separator(lines)
    if between:
        return (Sheet("", _few_enough(_rows_by(between, text)), between),)
    rows = (
        TableRow(number, _by_spaces(line)) for number, line in enumerate(lines, 1) if line.strip()
    )
    return (Sheet("", _few_enough(rows)),)


def file_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a CSV or text file, or those of a workbook that are not hidden.

    They are read in a process of its own, which has two seconds.

    Raises:
        UnreadableTable: for anything else, or for more than fits.
    """
    if len(data) > LARGEST:
        raise UnreadableTable(TOO_LARGE)
    holds = (Sheet, TableRow, Percent, NoResult, Unshown)
    return apart(sheets_in_file, UnreadableTable, holds=holds)(data)


def sheets_in_file(data: bytes) -> tuple[Sheet, ...]:
    """What :func:`file_sheets` lets its child process do."""
    head = data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, message in _OTHER_KINDS:
        if head.startswith(beginning):
            raise UnreadableTable(message)
    if data[:2] == b"PK" and b"opendocument" in data[:200]:
        raise UnreadableTable(_OPEN_DOCUMENT)
    return _book_sheets(data) if data[:2] == b"PK" else pasted_sheets(decoded(data))


def decoded(data: bytes) -> str:
    """Text of bytes in whatever encoding a school's program wrote them.

    Raises:
        UnreadableTable: when it is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if 0 in data[:200]:
        # Excel's "Unicode text" without its mark: every other byte of plain letters is nought.
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_of_windows(data):
            return data.decode("cp1252")
        from charset_normalizer import from_bytes  # noqa: PLC0415 - half of the start, seldom asked

        best = from_bytes(data[:200_000], cp_isolation=_LIKELY).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _is_of_windows(data: bytes) -> bool:
    """Whether every letter beyond ASCII is one that Windows writes in English and its neighbours.

    The dashes and quotation marks of Office are there alone; elsewhere their bytes are letters.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = {sign for sign in text if not sign.isascii()}
    return all(sign in _OF_OFFICE or sign.isalpha() for sign in beyond) and bool(
        beyond & _OF_OFFICE
    )


def _separator(lines: Sequence[str]) -> str:
    """What stands between cells: what gives most rows of one width, and most days and numbers."""
    some = [line for line in lines if line.strip()][:SNIFFED]
    scored = {mark: _fit(mark, some) for mark in SEPARATORS}
    best = max(scored, key=lambda mark: scored[mark])
    return best if scored[best] > 0 else ""


def _fit(mark: str, lines: Sequence[str]) -> float:
    if not any(mark in line for line in lines):
        return 0
    rows = [cells for _, cells in _parsed(mark, "\n".join(lines)) if any(map(is_filled, cells))]
    usual, count = Counter(len(cells) for cells in rows).most_common(1)[0]
    wide = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not wide:
        return 0
    if usual == 1:
        usual, count = wide.most_common(1)[0]
    cells = [cell for row in rows if len(row) == usual for cell in row if is_filled(cell)]
    typed = sum(is_typed(cell) for cell in cells) / max(len(cells), 1)
    return count / len(rows) * (0.25 + typed)


def _rows_by(mark: str, text: str, *, first: int = 1) -> Iterator[TableRow]:
    for number, cells in _parsed(mark, text):
        if any(map(is_filled, cells)):
            yield TableRow(number + first - 1, cells)


def _parsed(mark: str, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every row with the number of its first line."""
    try:
        rows = list(_csv_rows(mark, text, csv.QUOTE_MINIMAL))
    except csv.Error:
        rows = []
    is_open = not rows or any(
        cell.count("\n") > LONGEST_CELL for _, cells in rows for cell in cells if "\n" in cell
    )
    yield from _csv_rows(mark, text, csv.QUOTE_NONE) if is_open else rows


def _csv_rows(mark: str, text: str, quoting: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text), delimiter=mark, quoting=quoting)  # type: ignore[arg-type]
    before = 0
    try:
        for cells in reader:
            yield before + 1, tuple(_TYPED_AS_TEXT.sub("", cell.strip()) for cell in cells)
            before = reader.line_num
    except csv.Error:
        if quoting != csv.QUOTE_NONE:
            raise
        message = (
            f"Row {before + 1:,} cannot be read: a cell in it is far too long, or a quotation mark "
            "is left open. Please look at it again."
        )
        raise UnreadableTable(message) from None


def _by_spaces(line: str) -> tuple[str, ...]:
    """A day and a value that somebody typed with only a space between."""
    found = _SPACED.fullmatch(line.strip())
    if found and is_typed(found[1]) and is_typed(found[2]):
        return found[1], found[2]
    return (line.strip(),)


def _book_sheets(data: bytes) -> tuple[Sheet, ...]:
    try:
        budget = table_budget()
        has_formulas = False
        around: dict[str, Around] = {}
        for name, part in counted_parts(Zip(data), LIMITS, budget):
            has_formulas = has_formulas or ("/sheet" in name and b"<f" in part)
            if "worksheets/" in name:
                around[name] = around_cells(part)
        with warnings.catch_warnings():
            # What openpyxl warns of (styles, extensions) is nothing a table needs.
            warnings.simplefilter("ignore")
            sheets = _read_book(data, budget, _Values().of, around)
            if has_formulas:
                written = _read_book(
                    data, table_budget(), lambda cell: cell.value, {}, data_only=False
                )
                sheets = [
                    _without_results(sheet, as_written)
                    for sheet, as_written in zip(sheets, written, strict=True)
                ]
    except PlannerError:
        raise
    except Overdrawn as refused:
        raise UnreadableTable(TOO_MUCH_INSIDE) from refused
    except Exception as refused:  # a damaged file fails in any way it likes
        raise UnreadableTable(_NO_BOOK) from refused
    filled = (
        replace(s, rows=tuple(r for r in s.rows if any(map(is_filled, r.cells)))) for s in sheets
    )
    return tuple(replace(s, rows=_few_enough(s.rows)) for s in filled)


def _read_book(
    data: bytes,
    budget: Budget,
    value_of: Callable[[Any], object],
    around: Mapping[str, Around],
    *,
    data_only: bool = True,
) -> list[Sheet]:
    import openpyxl  # noqa: PLC0415 - most of the start, and text needs none of it

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
    )
    try:
        found = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            told = around.get(_part_of(sheet), Around())
            merged = Downwards(told)
            rows = tuple(
                TableRow(number, merged.filled(number, tuple(map(value_of, cells))))
                for number, cells in counted_rows(sheet, budget)
            )
            found.append(Sheet(str(sheet.title), rows, unshown=told.unshown))
        return found
    finally:
        book.close()


def _part_of(sheet: object) -> str:
    """The name of the part that a sheet is read from, as the package has it."""
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


class _Values:
    """What the cells of one workbook say; the format of each style is looked up once."""

    def __init__(self) -> None:
        self._is_percent: dict[int, bool] = {}

    def of(self, cell: Any) -> object:  # noqa: ANN401 - cells of a read-only sheet have no common type
        """The value of a cell, in per cent where its sheet shows it so."""
        value: object = cell.value
        kind = type(value)
        if kind is str:
            return value.translate(UNSEEN).strip()  # type: ignore[attr-defined]  # is a text, see above
        if kind is float or kind is int:
            style: int = cell._style_id  # noqa: SLF001 - its format is worked out anew each time
            if style not in self._is_percent:
                self._is_percent[style] = "%" in _QUOTED.sub("", cell.number_format or "")
            return Percent(float(value) * 100) if self._is_percent[style] else value  # type: ignore[arg-type]  # is a number
        return "" if value is None else value


def _without_results(sheet: Sheet, written: Sheet) -> Sheet:
    """The same sheet, with a mark where a formula was saved without its result."""
    rows = []
    for row, as_written in zip(sheet.rows, written.rows, strict=True):
        cells = tuple(
            NoResult(formula) if value == "" and isinstance(formula, str) and formula[:1] == "="
            else value
            for value, formula in zip(row.cells, as_written.cells, strict=True)
        )  # fmt: skip
        rows.append(TableRow(row.number, cells))
    return replace(sheet, rows=tuple(rows))


def _few_enough(rows: Sequence[TableRow] | Iterator[TableRow]) -> tuple[TableRow, ...]:
    found = tuple(rows)
    if len(found) > MOST_ROWS:
        message = f"There are more than {MOST_ROWS:,} rows. Please bring them in parts."
        raise UnreadableTable(message)
    return found
