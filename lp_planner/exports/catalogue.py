"""Every document the planner can make, once."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lp_planner.exports.calendar_file import calendar_ics
from lp_planner.exports.cohort_workbook import cohort_xlsx
from lp_planner.exports.document import evidence_docx
from lp_planner.exports.pdf_documents import (
    cohort_pdf,
    evidence_pdf,
    plan_pdf_a3,
    plan_pdf_a4,
    summary_pdf,
    written_pdf,
)
from lp_planner.exports.plan_document import plan_docx_a3, plan_docx_a4
from lp_planner.exports.report import (
    CalendarReport,
    CohortReport,
    EvidenceReport,
    PlanReport,
    SummaryReport,
    WrittenReport,
)
from lp_planner.exports.spreadsheet import evidence_csv, evidence_xlsx
from lp_planner.exports.summary_document import summary_docx
from lp_planner.exports.written_document import written_docx

LONGEST_NAME = 60
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"

R = TypeVar("R")


@dataclass(frozen=True)
class Export(Generic[R]):
    """A way out: what the button says and what makes the file."""

    key: str
    label: str
    file_suffix: str
    mime: str
    make: Callable[[R], bytes]
    what: str = "evidence"
    """What the file is, as its name says it."""


EXPORTS: tuple[Export[EvidenceReport], ...] = (
    Export("document", "Word document", ".docx", DOCX, evidence_docx),
    Export("pdf", "PDF", ".pdf", PDF, evidence_pdf),
    Export("spreadsheet", "Excel workbook", ".xlsx", XLSX, evidence_xlsx),
    Export("table", "CSV table", ".csv", "text/csv", evidence_csv),
)
PLAN_EXPORTS: tuple[Export[PlanReport], ...] = (
    Export("plan_a4", "PDF, A4", "-a4.pdf", PDF, plan_pdf_a4, "plan"),
    Export("plan_a3", "PDF, A3", "-a3.pdf", PDF, plan_pdf_a3, "plan"),
    Export("plan_word_a4", "Word, A4", "-a4.docx", DOCX, plan_docx_a4, "plan"),
    Export("plan_word_a3", "Word, A3", "-a3.docx", DOCX, plan_docx_a3, "plan"),
)
COHORT_EXPORTS: tuple[Export[CohortReport], ...] = (
    Export("cohort_workbook", "Excel workbook", ".xlsx", XLSX, cohort_xlsx, "progress"),
    Export("cohort_pdf", "PDF", ".pdf", PDF, cohort_pdf, "progress"),
)
SUMMARY_EXPORTS: tuple[Export[SummaryReport], ...] = (
    Export("summary_pdf", "One page, PDF", ".pdf", PDF, summary_pdf, "summary"),
    Export("summary_word", "One page, Word", ".docx", DOCX, summary_docx, "summary"),
)
MEETING_EXPORTS: tuple[Export[SummaryReport], ...] = (
    Export("meeting_pdf", "One page, PDF", ".pdf", PDF, summary_pdf, "meeting"),
    Export("meeting_word", "One page, Word", ".docx", DOCX, summary_docx, "meeting"),
)
WRITTEN_EXPORTS: tuple[Export[WrittenReport], ...] = (
    Export("written_word", "Word document", ".docx", DOCX, written_docx, "text"),
    Export("written_pdf", "PDF", ".pdf", PDF, written_pdf, "text"),
)
CALENDAR_EXPORTS: tuple[Export[CalendarReport], ...] = (
    Export("calendar", "Calendar", ".ics", "text/calendar", calendar_ics, "dates"),
)


def file_name(title: str, export: Export[R], *, made_on: dt.date, is_demo: bool) -> str:
    """A file name that every computer accepts: the title, "demo" where it is one, and the day."""
    return named_file(title, export.what, export.file_suffix, made_on=made_on, is_demo=is_demo)


def named_file(title: str, what: str, suffix: str, *, made_on: dt.date, is_demo: bool) -> str:
    """The same for a file that is not in this catalogue."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:LONGEST_NAME].strip("-") or "project"
    demo = "-demo" if is_demo else ""
    return f"{slug}-{what}{demo}-{made_on.isoformat()}{suffix}"
