"""A cohort's shared progress as documents: dates and counts only, already in words."""

import datetime as dt
from collections import Counter

from lp_planner.exports.catalogue import COHORT_EXPORTS, Export, file_name
from lp_planner.exports.report import CohortReport
from lp_planner.services.cohort.cohorts import cohort_progress
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.wording import day_in_words

COLUMNS = {
    "project": "Project",
    "lead": "Led by",
    "role": "Role",
    "school": "School",
    "theme": "Broad area",
    "phase": "Phase",
    "next_milestone": "Next date",
    "last_activity": "Last activity",
    "standards_evidenced": "Standards with evidence",
}


def cohort_report(desk: Desk) -> CohortReport:
    """The progress of the actor's cohort, already in words: counts and dates only.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    cohort = cohort_progress(desk)
    shown = cohort.progress[list(COLUMNS)]
    rows = [tuple(_word(cell) for cell in row) for row in shown.itertuples(index=False)]
    counts = Counter(cohort.progress["phase"])
    known = [phase.name for phase in desk.library.pathway.phases]
    ordered = [*(n for n in known if n in counts), *(n for n in counts if n not in known)]
    return CohortReport(
        name=cohort.name,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        summary=(
            f"{cohort.sharing} of {cohort.members} lead practitioners share their progress.",
            f"Made on {day_in_words(desk.today())}.",
        ),
        phases=(("Phase", "Projects"), *((name, str(counts[name])) for name in ordered)),
        rows=(tuple(COLUMNS.values()), *rows),
        notes=(
            "Counts and dates only: what lead practitioners write stays with them.",
            "By school and title. There is no ranking and no score.",
            "A project is here because its lead practitioner chose to share its progress.",
        ),
    )


def _word(cell: object) -> str:
    if cell is None:
        return ""
    return day_in_words(cell) if isinstance(cell, dt.date) else str(cell)


def cohort_exports() -> tuple[Export[CohortReport], ...]:
    """The documents that a cohort's progress can leave as."""
    return COHORT_EXPORTS


def make_cohort_export(desk: Desk, export: Export[CohortReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the progress of the actor's cohort.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        NotTypeset: when a PDF cannot be made just now.
    """
    report = cohort_report(desk)
    return cohort_file_name(desk.workspace, report.name, export), export.make(report)


def cohort_file_name(workspace: Workspace, name: str, export: Export[CohortReport]) -> str:
    """The file name of the report on a cohort."""
    return file_name(name or "cohort", export, made_on=workspace.today(), is_demo=workspace.is_demo)
