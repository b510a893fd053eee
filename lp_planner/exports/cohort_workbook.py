"""A cohort's shared progress as an Excel workbook: counts and dates, never a word of the work."""

import io

from lp_planner.exports.document_text import NOTHING_YET
from lp_planner.exports.report import CohortReport
from lp_planner.exports.spreadsheet import Pen, new_book
from lp_planner.wording import day_in_words

PROGRESS_WIDTHS = (40, 24, 24, 28, 12, 18, 14)


def cohort_xlsx(report: CohortReport) -> bytes:
    """Write a cohort's progress as a workbook: what it shows, the phases, the projects."""
    content = io.BytesIO()
    book = new_book(content, title=report.name, author="", is_demo=report.is_demo)
    pen = Pen(book, is_demo=report.is_demo)
    about = [
        ("Cohort", report.name),
        ("Made on", day_in_words(report.made_on)),
        *(("In short", line) for line in report.summary),
        *(("How to read this", line) for line in report.notes),
    ]
    pen.sheet("About", [("About", "This file"), *about], (20, 90))
    counts = report.phases if len(report.phases) > 1 else (("Phase", "Projects"), (NOTHING_YET, ""))
    pen.sheet("Phases", counts, (24, 14), whole_numbers=True)
    rows = report.rows if len(report.rows) > 1 else (*report.rows, (NOTHING_YET,))
    pen.sheet("Projects", rows, PROGRESS_WIDTHS, whole_numbers=True)
    book.close()
    return content.getvalue()
