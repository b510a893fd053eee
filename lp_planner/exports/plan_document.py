"""The plan on a page as a Word document, to be changed by hand where a school wants to."""

import io

from docx.shared import Pt

from lp_planner.exports import word_parts as word
from lp_planner.exports.document_text import (
    DEMO_NOTICE,
    on_one_line,
    who,
)
from lp_planner.exports.report import PlanReport
from lp_planner.exports.tables import plan_page
from lp_planner.wording import day_in_words, joined

MARGIN = 1.2
A3_WIDE, A4_WIDE = (42.0, 29.7), (29.7, 21.0)


def plan_docx_a4(report: PlanReport) -> bytes:
    """Write the plan as a Word document for A4 paper, landscape."""
    return _plan(report, A4_WIDE, 9)


def plan_docx_a3(report: PlanReport) -> bytes:
    """Write the plan as a Word document for A3 paper, landscape."""
    return _plan(report, A3_WIDE, 11)


def _plan(report: PlanReport, paper: tuple[float, float], size: float) -> bytes:
    document = word.new_document(paper=paper, margin=MARGIN)
    word.describe(
        document,
        title=report.project_title,
        subject="Plan on a page",
        made_on=report.made_on,
        is_demo=report.is_demo,
        author=report.lead_name,
    )
    if report.is_demo:
        word.add_lines(document.sections[0].header.paragraphs[0], DEMO_NOTICE, bold=True)
    document.add_heading(on_one_line(report.project_title), level=1)
    by = joined(who(report), report.school_name)
    made = f"{by} · {day_in_words(report.made_on)}" if by else day_in_words(report.made_on)
    word.quiet(word.add_lines(document.add_paragraph(), made))
    if report.columns:
        table = word.add_table(
            document,
            plan_page(report.columns),
            paper[0] - 2 * MARGIN,
        )
        for row in table.rows:
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(size)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
