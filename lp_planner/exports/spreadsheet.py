"""The evidence as a spreadsheet, and as one plain table for other systems.

In a workbook a text is a text, whatever it begins with; in a CSV file there are no types, so what
a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from lp_planner.exports.document_text import (
    BEHIND,
    DEMO_NOTICE,
    NOTHING_YET,
    as_label,
    behind_words,
    clean_xml,
    measure_rows,
    who,
)
from lp_planner.exports.report import EvidenceReport
from lp_planner.wording import day_in_words

LONGEST_CELL = 32_767
"""Excel's limit; xlsxwriter would cut without a word."""
CUT_SHORT = " … (cut short: a cell holds no more)"

EVIDENCE_HEADER = (
    "Reference",
    "Standard",
    "Standard title",
    "Claim",
    "Reach",
    "Phase",
    "Happened on",
    "Kind",
    "Evidence",
    "What changed",
    "Details",
)
EVIDENCE_WIDTHS = (11, 11, 28, 44, 18, 12, 20, 22, 44, 36, 60)
DEMO_COLUMN = "Note"

_DANGEROUS = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n|%]")

Rows = Sequence[Sequence[str]]


def evidence_xlsx(report: EvidenceReport) -> bytes:
    """Write the report as an Excel workbook with one table on each sheet."""
    content = io.BytesIO()
    book = new_book(
        content, title=report.project_title, author=report.lead_name, is_demo=report.is_demo
    )
    pen = Pen(book, is_demo=report.is_demo)
    pen.sheet("Evidence", [EVIDENCE_HEADER, *_evidence_rows(report)], EVIDENCE_WIDTHS)
    pen.sheet("Coverage", _coverage_rows(report), (12, 44, *[14] * 6), whole_numbers=True)
    pen.sheet("Plan", [("Question", "In full", "Our answer"), *_plan_rows(report)], (16, 32, 90))
    pen.sheet("Measures", measure_rows(report), (36, 26, 90))
    pen.sheet("About", [("About", "This file"), *_about_rows(report)], (24, 90))
    book.close()
    return content.getvalue()


def evidence_csv(report: EvidenceReport) -> bytes:
    """Write the evidence as a CSV file, one row for each piece, with a byte order mark."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows: list[Sequence[str]] = [EVIDENCE_HEADER, *_evidence_rows(report)]
    if report.is_demo:
        notes = [DEMO_COLUMN, *[DEMO_NOTICE] * (len(rows) - 1)]
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
        if len(rows) == 1:
            rows.append((*[""] * len(EVIDENCE_HEADER), DEMO_NOTICE))
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
        self._head = book.add_format(
            {**wrapped, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0F5E63"}
        )

    def sheet(
        self, name: str, rows: Rows, widths: Sequence[float], *, whole_numbers: bool = False
    ) -> None:
        """Add a sheet: the first row is its header, which stays in view and filters the rest.

        With ``whole_numbers`` a cell of digits is a number.
        """
        sheet = self._book.add_worksheet(name)
        columns = len(rows[0])
        for column, width in enumerate(widths[:columns]):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if number == 0:
                    sheet.write_string(number, column, _cell(text), self._head)
                elif whole_numbers and text.isdecimal():
                    sheet.write_number(number, column, int(text), self._number)
                else:
                    sheet.write_string(number, column, _cell(text), self._text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows) - 1, 1), columns - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self._is_demo:
            sheet.set_header(f"&L{DEMO_NOTICE}")
        sheet.set_footer("&L&A&RPage &P of &N")


def _cell(text: str) -> str:
    kept = clean_xml(text)
    if kept.startswith("<r>"):
        # xlsxwriter would take such a text for its own markup and write it as it stands.
        kept = f" {kept}"
    return kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - len(CUT_SHORT)] + CUT_SHORT


def _evidence_rows(report: EvidenceReport) -> list[tuple[str, ...]]:
    return [
        (
            entry.ref,
            section.key,
            section.title,
            entry.claim,
            entry.reach_name,
            entry.phase_name,
            entry.happened_on,
            entry.kind_name,
            entry.headline,
            entry.what_changed,
            "\n".join(
                f"{as_label(label)} {words}"
                for label, words in (
                    *entry.details,
                    *((BEHIND, behind_words(thing)) for thing in entry.behind),
                )
            ),
        )
        for section in report.standards
        for entry in section.entries
    ]


def _coverage_rows(report: EvidenceReport) -> list[tuple[str, ...]]:
    phases, reaches = report.coverage_phase, report.coverage_reach
    if not phases or not reaches:
        return [("Standard",), (NOTHING_YET,)]
    return [(*by_phase, *by_reach[1:]) for by_phase, by_reach in zip(phases, reaches, strict=True)]


def _plan_rows(report: EvidenceReport) -> list[tuple[str, ...]]:
    return [
        (column.name, column.question, line)
        for column in report.plan
        for line in column.lines or (NOTHING_YET,)
    ]


def _about_rows(report: EvidenceReport) -> list[tuple[str, ...]]:
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
