"""Every document a project can leave as, once."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from lp_planner.exports.document import evidence_docx
from lp_planner.exports.report import EvidenceReport
from lp_planner.exports.spreadsheet import evidence_csv, evidence_xlsx

LONGEST_NAME = 60


@dataclass(frozen=True)
class Export:
    """A way out: what the button says and what makes the file."""

    key: str
    label: str
    file_suffix: str
    mime: str
    make: Callable[[EvidenceReport], bytes]


EXPORTS: tuple[Export, ...] = (
    Export(
        key="document",
        label="Word document",
        file_suffix=".docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make=evidence_docx,
    ),
    Export(
        key="spreadsheet",
        label="Excel workbook",
        file_suffix=".xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        make=evidence_xlsx,
    ),
    Export(
        key="table",
        label="CSV table",
        file_suffix=".csv",
        mime="text/csv",
        make=evidence_csv,
    ),
)


def file_name(project_title: str, export: Export, *, made_on: dt.date, is_demo: bool) -> str:
    """A file name that every computer accepts: the title, "demo" where it is one, and the day."""
    plain = unicodedata.normalize("NFKD", project_title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:LONGEST_NAME].strip("-") or "project"
    demo = "-demo" if is_demo else ""
    return f"{slug}-evidence{demo}-{made_on.isoformat()}{export.file_suffix}"
