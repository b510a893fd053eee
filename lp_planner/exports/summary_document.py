"""A one-page summary as a Word document."""

import io

from docx.document import Document as WordDocument
from docx.shared import Pt

from lp_planner.exports import word_parts as word
from lp_planner.exports.document_text import DEMO_NOTICE, on_one_line
from lp_planner.exports.report import SummaryReport
from lp_planner.exports.tables import counted_table
from lp_planner.wording import day_in_words

MARGIN = 1.8
SIZE = 9
TEXT_WIDTH = word.A4[0] - 2 * MARGIN


def summary_docx(report: SummaryReport) -> bytes:
    """Write the summary as a Word document for one A4 page."""
    document = word.new_document(margin=MARGIN)
    word.describe(
        document,
        title=report.name,
        subject=report.subject,
        made_on=report.made_on,
        is_demo=report.is_demo,
    )
    if report.is_demo:
        word.add_lines(document.sections[0].header.paragraphs[0], DEMO_NOTICE, bold=True)
    document.add_heading(on_one_line(report.name), level=1)
    word.add_lines(document.add_paragraph(), f"{report.intro} {day_in_words(report.made_on)}.")
    for section in report.sections:
        document.add_heading(on_one_line(section.title), level=2)
        if section.said:
            word.add_lines(document.add_paragraph(), section.said)
        if section.counted:
            word.add_table(document, counted_table(section), TEXT_WIDTH)
        for line in section.lines:
            word.add_lines(document.add_paragraph(style="List Bullet"), line)
    document.add_heading(report.limits_title, level=2)
    for line in report.limits:
        word.add_lines(document.add_paragraph(style="List Bullet"), line)
    _on_one_page(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _on_one_page(document: WordDocument) -> None:
    """Set the text small enough and close enough for one page."""
    cells = [c for table in document.tables for row in table.rows for c in row.cells]
    for paragraph in [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
        paragraph.paragraph_format.space_after = Pt(1)
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading"):
            paragraph.paragraph_format.space_before = Pt(6)
            continue
        paragraph.paragraph_format.space_before = Pt(0)
        for run in paragraph.runs:
            run.font.size = Pt(SIZE)
