"""What stands where in a finished file: columns under headings, days to sort by, no word cut."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pypdf import PdfReader

from lp_planner.exports.calendar_file import once_a_day
from lp_planner.exports.cohort_workbook import cohort_xlsx
from lp_planner.exports.pdf_documents import cohort_pdf, evidence_pdf, plan_pdf_a4, summary_pdf
from lp_planner.exports.report import CalendarEntry, Table
from lp_planner.exports.spreadsheet import evidence_xlsx
from tests.exports.test_columns import COHORT, EVIDENCE, PLAN, SUMMARY

Placed = list[tuple[str, float, float]]


def placed(content: bytes) -> Iterator[tuple[float, Placed]]:
    """Each page of a PDF: its width, and every run of words with its place."""
    for page in PdfReader(io.BytesIO(content)).pages:
        found: Placed = []

        def note(
            text: str, cm: Any, tm: Any, _font: Any, _size: Any, found: Placed = found
        ) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found.append((text.strip(), x, y))

        page.extract_text(visitor_text=note)
        yield float(page.mediabox.width), found


def first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.split() else ""


def places_of(table: Table, pages: list[tuple[float, Placed]]) -> list[set[int]]:
    """For each column, how far its cells stand from the left edge, in whole points."""
    lefts: list[set[int]] = []
    for column, heading in enumerate(table.headings):
        wanted = {first_word(heading)} | {first_word(row[column]) for row in table.rows}
        lefts.append(
            {
                round(x)
                for _, words in pages
                for text, x, _ in words
                if first_word(text) in wanted - {""}
            }
        )
    return lefts


def test_each_column_of_a_cohort_stands_under_its_heading() -> None:
    pages = list(placed(cohort_pdf(COHORT)))
    heads = [
        [x for _, words in pages for text, x, _ in words if text.startswith(first_word(heading))]
        for heading in COHORT.projects.headings
    ]
    assert all(heads)
    for column, lefts in enumerate(places_of(COHORT.projects, pages)):
        assert lefts & {round(x) for x in heads[column]}, COHORT.projects.headings[column]
    first = [min(xs) for xs in heads[1:]]
    assert len({round(x) for x in first}) == len(first)


def test_nothing_in_a_pdf_begins_outside_its_page() -> None:
    for made in (
        cohort_pdf(COHORT),
        evidence_pdf(EVIDENCE),
        plan_pdf_a4(PLAN),
        summary_pdf(SUMMARY),
    ):
        for width, words in placed(made):
            assert words
            assert [text for text, x, y in words if not (0 < x < width and y > 0)] == []


def test_days_in_a_workbook_are_days_to_sort_by() -> None:
    projects = load_workbook(io.BytesIO(cohort_xlsx(COHORT)))["Projects"]
    headings = [cell.value for cell in projects[1]]
    activity = headings.index("Last activity") + 1
    assert [projects.cell(row, activity).value for row in (2, 3)] == [
        dt.datetime(2026, 5, 5),  # noqa: DTZ001 - a cell has no zone
        dt.datetime(2026, 5, 7),  # noqa: DTZ001 - a cell has no zone
    ]
    evidence = load_workbook(io.BytesIO(evidence_xlsx(EVIDENCE)))["Evidence"]
    happened = [cell.value for cell in evidence[1]].index("Happened on") + 1
    assert isinstance(evidence.cell(2, happened).value, dt.datetime)


def test_no_word_in_a_workbook_is_wider_than_its_column() -> None:
    for book in (cohort_xlsx(COHORT), evidence_xlsx(EVIDENCE)):
        for sheet in load_workbook(io.BytesIO(book)).worksheets:
            for column in range(1, sheet.max_column + 1):
                width = sheet.column_dimensions[get_column_letter(column)].width
                words = [
                    word
                    for row in sheet.iter_rows(min_col=column, max_col=column, values_only=True)
                    for word in str(row[0] or "").split()
                ]
                assert max(map(len, words), default=0) <= width, (sheet.title, column)


def test_lines_of_a_calendar_that_read_alike_are_told_once_a_day_and_only_those_to_come() -> None:
    made = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    entries = [
        CalendarEntry(key, dt.date(2026, 5, day), what, 0, made)
        for key, day, what in (
            ("a", 1, "Look again"),
            ("b", 9, "Look again"),
            ("c", 9, "Look again"),
            ("d", 2, "Handover"),
        )
    ]
    told = once_a_day(entries, dt.date(2026, 5, 5))
    assert [(e.key, e.what) for e in told] == [("b", "Look again (2)"), ("d", "Handover")]
