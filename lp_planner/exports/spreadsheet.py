"""The evidence as a spreadsheet, and as one plain table for other systems.

In a workbook a text is a text, whatever it begins with; in a CSV file there are no types, so what
a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from lp_planner.exports.document_text import DEMO_NOTICE, clean_xml, who
from lp_planner.exports.report import EvidenceReport, Table, TableColumn
from lp_planner.exports.tables import evidence_table, measure_table, plan_table
from lp_planner.wording import day_from_words, day_in_words

LONGEST_CELL = 32_767
"""Excel's limit; xlsxwriter would cut without a word."""
LINE_HEIGHT, TALLEST_ROW = 15, 409
CUT_SHORT = " … (cut short: a cell holds no more)"

DEMO_COLUMN = "Note"

DAY = "d mmmm yyyy"
"""How a workbook shows a day: as the documents say it, and it is still a day to sort by."""
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?", re.ASCII)
_DANGEROUS = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n|%]")


def evidence_xlsx(report: EvidenceReport) -> bytes:
    """Write the report as an Excel workbook with one table on each sheet."""
    content = io.BytesIO()
    book = new_book(
        content, title=report.project_title, author=report.lead_name, is_demo=report.is_demo
    )
    pen = Pen(book, is_demo=report.is_demo)
    pen.sheet(evidence_table(report))
    for table in report.coverage:
        pen.sheet(table)
    pen.sheet(plan_table(report.plan))
    pen.sheet(measure_table(report))
    if report.readings:
        pen.sheet(report.readings)
    pen.about(_about_rows(report))
    book.close()
    return content.getvalue()


def evidence_csv(report: EvidenceReport) -> bytes:
    """Write the evidence as a CSV file, one row for each piece, with a byte order mark."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table = evidence_table(report)
    rows = [table.headings, *table.rows]
    if report.is_demo:
        notes = [DEMO_COLUMN, *[DEMO_NOTICE] * len(table.rows)]
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
        if not table.rows:
            rows.append((*[""] * len(table.columns), DEMO_NOTICE))
    for row in rows:
        writer.writerow([csv_cell(text) for text in row])
    return content.getvalue().encode("utf-8-sig")


def csv_cell(text: str) -> str:
    """The text for a CSV cell; what could run as a formula gets an apostrophe in front."""
    kept = clean_xml(text)
    return f"'{kept}" if _DANGEROUS.search(kept) or kept.startswith("'") else kept


def new_book(content: io.BytesIO, *, title: str, author: str, is_demo: bool) -> Any:  # noqa: ANN401 (xlsxwriter is untyped)
    """An empty workbook in which a text stays a text; it goes to ``content`` when it is closed."""
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": clean_xml(title)[:255],
            "author": clean_xml(author)[:255],
            "comments": DEMO_NOTICE if is_demo else "",
        }
    )
    return book


class Pen:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Any, *, is_demo: bool) -> None:  # noqa: ANN401 (xlsxwriter is untyped)
        """Write into ``book``; of a demonstration every page says so."""
        self._book = book
        self._is_demo = is_demo
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format({**wrapped, "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        self._day = book.add_format({"valign": "top", "align": "left", "num_format": DAY})
        head = {**wrapped, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0F5E63"}
        self._head = book.add_format(head)
        # A count stands at the right of its column, so its heading does too.
        self._count_head = book.add_format({**head, "align": "right"})

    def sheet(self, table: Table) -> None:
        """Add a sheet with a table; its header stays in view and filters the rest."""
        sheet = self._book.add_worksheet(table.title)
        nothing = (table.nothing, *[""] * (len(table.columns) - 1))
        rows = table.rows or (nothing,)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            look = self._count_head if column.is_count else self._head
            sheet.write_string(0, place, _cell(column.heading), look)
            for number, row in enumerate(rows, start=1):
                text = row[place]
                day = day_from_words(text) if column.is_day else None
                if column.is_count and _NUMBER.fullmatch(text):
                    sheet.write_number(number, place, float(text), self._number)
                elif day:
                    sheet.write_datetime(number, place, day, self._day)
                else:
                    sheet.write_string(number, place, _cell(text), self._text)
        for number, row in enumerate((table.headings, *rows)):
            sheet.set_row(number, _height(row, table.columns))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self._is_demo:
            sheet.set_header(f"&L{DEMO_NOTICE}")
        sheet.set_footer("&L&A&RPage &P of &N")

    def about(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add the sheet that says what the file is."""
        columns = (TableColumn("About", 24), TableColumn("This file", 90))
        self.sheet(Table("About", "About this file", columns, tuple(rows)))


def _height(row: Sequence[str], columns: Sequence[TableColumn]) -> float:
    """How tall a row has to be for its words; not every program works that out by itself."""
    lines = max(
        sum(len(part) // math.ceil(column.width * 0.9) + 1 for part in text.split("\n"))
        for text, column in zip(row, columns, strict=True)
    )
    return min(LINE_HEIGHT * lines, TALLEST_ROW)


def _cell(text: str) -> str:
    kept = clean_xml(text)
    if kept.startswith("<r>"):
        # xlsxwriter would take such a text for its own markup and write it as it stands.
        kept = f" {kept}"
    return kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - len(CUT_SHORT)] + CUT_SHORT


def _about_rows(report: EvidenceReport) -> list[tuple[str, str]]:
    rows = [
        ("Project", report.project_title),
        ("Led by", who(report)),
        ("School", report.school_name),
        ("Priority", report.priority),
        ("Standards", report.framework_name),
        ("Made on", day_in_words(report.made_on)),
        ("Please note", report.disclaimer),
    ]
    rows += [("What is not in here", line) for line in report.left_out]
    if report.is_demo:
        rows.insert(0, ("Demonstration data", DEMO_NOTICE))
    return [row for row in rows if row[1]]
