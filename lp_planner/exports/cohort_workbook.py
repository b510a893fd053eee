"""A cohort's shared progress as an Excel workbook: counts and dates, never a word of the work."""

import io

from lp_planner.exports.report import CohortReport
from lp_planner.exports.spreadsheet import Pen, new_book
from lp_planner.wording import day_in_words


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
    pen.about(about)
    pen.sheet(report.phases)
    pen.sheet(report.projects)
    book.close()
    return content.getvalue()
