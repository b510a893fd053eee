"""What was looked at in pictures, kept: lines over grids, headings over numbers, room to read."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from docx.table import Table as WordTable
from openpyxl import load_workbook
from pypdf import PdfReader

from lp_planner.charts import svg_parts, theme
from lp_planner.exports.cohort_workbook import cohort_xlsx
from lp_planner.exports.document import evidence_docx
from lp_planner.exports.plan_document import plan_docx_a4
from lp_planner.exports.spreadsheet import evidence_xlsx
from lp_planner.exports.summary_document import summary_docx
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import reports
from lp_planner.services.portfolio import submission_packs, submissions
from lp_planner.wording import day_in_words
from tests.exports.test_columns import COHORT, EVIDENCE, PLAN, SUMMARY

EMU_IN_A_POINT = 12700


def test_a_portfolio_of_the_fullest_demo_project_is_short_and_comes_to_the_standards_early(
    demo: Workspace,
) -> None:
    desk = demo.desk(people.actor_for(demo, "marcia"))
    (sent,) = submissions.my_submissions(desk)
    pack = submission_packs.build_submission_pack(desk, sent.submission.id).pack
    reader = PdfReader(io.BytesIO(pack_file(pack.content, "portfolio.pdf")))
    assert len(reader.pages) <= 12
    heads = [
        number
        for number, page in enumerate(reader.pages, start=1)
        if number > 1 and re.search(r"^LP\d+ \w", page.extract_text(), re.MULTILINE)
    ]
    assert heads[0] <= 3


def pack_file(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return pack.read(next(n for n in pack.namelist() if n.endswith(name)))


@pytest.mark.parametrize("who", ["marcia", "daniel"])
def test_a_target_on_a_grid_line_lies_above_it(demo: Workspace, who: str) -> None:
    desk = demo.desk(people.actor_for(demo, who))
    report = reports.evidence_report(desk, projects.my_projects(desk)[0].id)
    drawn = [picture.svg for picture in report.pictures if ">target " in picture.svg]
    assert drawn
    for svg in drawn:
        lines = list(re.finditer(r"<line [^>]*>", svg))
        levels = [m for m in lines if "stroke-dasharray" in m.group() and _is_level(m.group())]
        grid = [m for m in lines if theme.GRID in m.group()]
        assert levels
        assert min(m.start() for m in levels) > max((m.start() for m in grid), default=0)


def _ends(line: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r'\b([xy][12])="([\d.-]+)"', line)}


def _is_level(line: str) -> bool:
    at = _ends(line)
    return at["y1"] == at["y2"]


def workbooks() -> Iterator[tuple[str, bytes]]:
    yield "cohort", cohort_xlsx(COHORT)
    yield "evidence", evidence_xlsx(EVIDENCE)


def test_numbers_in_a_workbook_stand_under_their_headings() -> None:
    seen = 0
    for name, content in workbooks():
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            for column in range(1, sheet.max_column + 1):
                cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
                if any(isinstance(cell.value, int | float) for cell in cells):
                    seen += 1
                    head = sheet.cell(1, column)
                    assert head.alignment.horizontal == "right", (name, sheet.title, head.value)
    assert seen


def test_every_row_of_a_workbook_is_tall_enough_for_its_words() -> None:
    for name, content in workbooks():
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            for row in range(1, sheet.max_row + 1):
                needed = max(
                    lines_of(in_words(sheet.cell(row, column).value), width_of(sheet, column))
                    for column in range(1, sheet.max_column + 1)
                )
                height = sheet.row_dimensions[row].height or 15
                assert height >= min(needed * 12, 400), (name, sheet.title, row)


def in_words(value: object) -> str:
    return day_in_words(value.date()) if isinstance(value, dt.datetime) else str(value or "")


def width_of(sheet: Any, column: int) -> float:
    """The width of a column; a file tells those of neighbours that are alike once."""
    return next(
        float(told.width)
        for told in sheet.column_dimensions.values()
        if told.min <= column <= told.max
    )


def lines_of(text: str, width: float) -> int:
    return sum(max(1, -(-len(part) // max(int(width), 1))) for part in text.split("\n"))


def tables_of(content: bytes) -> Iterator[tuple[float, WordTable]]:
    """Each table of a Word document with the room between its margins, in points."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    for table in document.tables:
        yield room / EMU_IN_A_POINT, table


@pytest.mark.parametrize(
    "content",
    [evidence_docx(EVIDENCE), plan_docx_a4(PLAN), summary_docx(SUMMARY)],
    ids=["evidence", "plan", "summary"],
)
def test_a_table_in_word_is_no_wider_than_its_page_and_holds_its_longest_word(
    content: bytes,
) -> None:
    for room, table in tables_of(content):
        widths = [cell.width / EMU_IN_A_POINT for cell in table.rows[0].cells if cell.width]
        assert sum(widths) <= room + 1
        for row in table.rows:
            for cell in row.cells:
                size = 9.0
                longest = max((svg_parts.width(w, size) for w in cell.text.split()), default=0)
                assert cell.width is None or longest <= cell.width / EMU_IN_A_POINT, cell.text


def test_the_contents_in_word_name_the_standards_and_not_each_record() -> None:
    document = Document(io.BytesIO(evidence_docx(EVIDENCE)))
    recorded = [
        p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 3"
    ]
    links = [
        "".join(t.text or "" for t in link.iter(f"{{{link.nsmap['w']}}}t"))
        for link in document.element.body.iter(f"{{{document.element.nsmap['w']}}}hyperlink")
    ]
    assert recorded
    assert any(link.startswith("LP") for link in links)
    assert not set(links) & set(recorded)
