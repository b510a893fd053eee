"""A cohort's shared progress as documents: dates and counts only, already in words."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from lp_planner.exports.catalogue import COHORT_EXPORTS, Export, file_name
from lp_planner.exports.report import CohortReport, Table, TableColumn
from lp_planner.services.cohort.cohorts import NO_FILTER, CohortFilter, cohort_progress
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.wording import day_in_words

COLUMNS: Mapping[str, TableColumn] = MappingProxyType(
    {
        "project": TableColumn("Project", 34),
        "lead": TableColumn("Led by", 22),
        "role": TableColumn("Role", 22),
        "school": TableColumn("School", 24),
        "theme": TableColumn("Broad area", 22),
        "phase": TableColumn("Phase", 16),
        "submitted_on": TableColumn("Submitted", 21, is_day=True),
        "next_milestone": TableColumn("Next date", 21, is_day=True),
        "last_activity": TableColumn("Last activity", 21, is_day=True),
        "quiet_since": TableColumn("Quiet since", 21, is_day=True),
        "standards_evidenced": TableColumn("Standards with evidence", 18, is_count=True),
        "readiness": TableColumn("Readiness", 22),
        "use": TableColumn("In use", 22),
        "moved": TableColumn("What readings say", 26),
    }
)
"""The table of a cohort, on the screen and in every file, by what it says of a project."""
STAY_ON_SCREEN = frozenset({"submitted_on", "quiet_since", "readiness", "use", "moved"})
"""Where a project stands by somebody's judgement: read where each look is noted, never in a file
that can be passed on."""


def cohort_report(desk: Desk, wanted: CohortFilter = NO_FILTER) -> CohortReport:
    """The progress of the actor's cohort, already in words: counts and dates only.

    It lists what ``wanted`` lets through and says what it is narrowed to.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    cohort = cohort_progress(desk, wanted)
    counts = Counter(cohort.progress["phase"])
    known = [phase.name for phase in desk.library.pathway.phases]
    ordered = [*(n for n in known if n in counts), *(n for n in counts if n not in known)]
    return CohortReport(
        name=cohort.name,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        summary=(
            f"{cohort.sharing} of {cohort.members} lead practitioners share their progress.",
            *((f"Narrowed to: {', '.join(wanted.words)}.",) if wanted.words else ()),
            f"Made on {day_in_words(desk.today())}.",
        ),
        phases=Table(
            title="Phases",
            caption="How many of the shared projects are in each phase",
            columns=(TableColumn("Phase", 24), TableColumn("Projects", 14, is_count=True)),
            rows=tuple((name, str(counts[name])) for name in ordered),
        ),
        projects=_projects(cohort.progress),
        notes=(
            "Counts and dates only: what lead practitioners write stays with them.",
            "By school and title. There is no ranking and no score.",
            "A project is here because its lead practitioner chose to share its progress.",
        ),
    )


def _projects(progress: pd.DataFrame) -> Table:
    going = {name: column for name, column in COLUMNS.items() if name not in STAY_ON_SCREEN}
    return Table(
        title="Projects",
        caption="Progress of each shared project",
        columns=tuple(going.values()),
        rows=tuple(
            tuple(fact_in_words(cell) for cell in row)
            for row in progress[list(going)].itertuples(index=False)
        ),
    )


def fact_in_words(fact: object) -> str:
    """One fact about a project as the table and the shared view say it; "" where there is none."""
    if fact is None:
        return ""
    return day_in_words(fact) if isinstance(fact, dt.date) else str(fact)


def cohort_exports() -> tuple[Export[CohortReport], ...]:
    """The documents that a cohort's progress can leave as."""
    return COHORT_EXPORTS


def make_cohort_export(
    desk: Desk, export: Export[CohortReport], wanted: CohortFilter = NO_FILTER
) -> tuple[str, bytes]:
    """The file name and the bytes of the progress of the actor's cohort, as narrowed by ``wanted``.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        NotTypeset: when a PDF cannot be made just now.
    """
    report = cohort_report(desk, wanted)
    return cohort_file_name(desk.workspace, report.name, export), export.make(report)


def cohort_file_name(workspace: Workspace, name: str, export: Export[CohortReport]) -> str:
    """The file name of the report on a cohort."""
    return file_name(name or "cohort", export, made_on=workspace.today(), is_demo=workspace.is_demo)
