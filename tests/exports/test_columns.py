"""Every format of a document has the same tables: the same columns, and every row's every value."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from lp_planner.domain.records.project import Sharing
from lp_planner.exports import catalogue
from lp_planner.exports.report import (
    CohortReport,
    PlanColumn,
    PlanReport,
    SummaryReport,
    SummarySection,
    Table,
    TableColumn,
    WrittenReport,
    WrittenSection,
)
from lp_planner.exports.tables import (
    counted_table,
    evidence_table,
    measure_table,
    plan_page,
    plan_table,
)
from lp_planner.exports.web_page import index_page
from lp_planner.services.cohort import cohort_reports
from lp_planner.services.cohort.cohort_reports import COLUMNS, STAY_ON_SCREEN
from lp_planner.services.desk.workspace import Workspace
from tests.cast import CHLOE
from tests.exports.read_tables import Rows, squeezed, tables_of, words_of
from tests.exports.test_exports_report import ENTRY, LINE, REPORT
from tests.factories import make_project

DAY = REPORT.made_on
LONG = "Words that go on and on, so that a cell needs several lines of its own. " * 3
SECOND = replace(
    ENTRY,
    ref="E2",
    line=LINE.model_copy(update={"claim": LONG, "headline": "2025", "what_changed": "A\nB"}),
)
EVIDENCE = replace(
    REPORT, standards=(replace(REPORT.standards[0], entries=(ENTRY, SECOND)), REPORT.standards[1])
)
PLAN = PlanReport(
    project_title="Calm starts",
    lead_name="Amina",
    job_title="TA",
    school_name="Oakfield",
    made_on=DAY,
    is_demo=False,
    columns=(
        *(PlanColumn(f"{what}?", f"About {what}", (what, LONG)) for what in ("Why", "What", "How")),
        PlanColumn("And so?", "Final outcomes", ()),
    ),
)
COHORT = CohortReport(
    name="Oakfield cohort",
    made_on=DAY,
    is_demo=False,
    summary=("2 of 3 share.",),
    phases=Table(
        "Phases",
        "By phase",
        (TableColumn("Phase", 24), TableColumn("Projects", 14, is_count=True)),
        (("Prepare", "2"), ("Deliver", "11")),
    ),
    projects=Table(
        "Projects",
        "Progress",
        tuple(column for name, column in COLUMNS.items() if name not in STAY_ON_SCREEN),
        (
            ("2025", "Amina Diallo", "TA", "Oakfield", "Reading", "Prepare", "", "5 May 2026", "2"),
            (LONG, "Ben", "", "Oakfield", "Maths", "Deliver", "6 May 2026", "7 May 2026", "0"),
        ),
    ),
    notes=("There is no ranking.",),
)
SUMMARY = SummaryReport(
    name="Our schools",
    subject="Summary",
    made_on=DAY,
    is_demo=False,
    intro="As they stood.",
    sections=(
        SummarySection("Odd", "", tuple((f"Place {n}", f"at least {5 * n}") for n in range(1, 6))),
        SummarySection("One", "Said", (("All", "held back"),)),
        SummarySection("None", "Only said"),
    ),
    limits=("Rounded.",),
)
WRITTEN = WrittenReport(
    name="Case study",
    subject="Impact",
    author="Amina Diallo",
    by="Amina Diallo, TA",
    intro="Accredited",
    made_on=DAY,
    is_demo=False,
    sections=(
        WrittenSection("The theme", ("Doors",)),
        WrittenSection(
            "The standards",
            table=Table(
                "The standards",
                "By standard",
                (TableColumn("Standard", 34), TableColumn("Impact", 66)),
                (("LP5 Research", LONG), ("LP6 Learning", "")),
            ),
        ),
    ),
    notes=("The headings are ours.",),
)
HELD: dict[str, tuple[Any, list[Table]]] = {
    "EXPORTS": (
        EVIDENCE,
        [
            evidence_table(EVIDENCE),
            *EVIDENCE.coverage,
            plan_table(EVIDENCE.plan),
            measure_table(EVIDENCE),
        ],
    ),
    "PLAN_EXPORTS": (PLAN, [plan_page(PLAN.columns)]),
    "COHORT_EXPORTS": (COHORT, [COHORT.phases, COHORT.projects]),
    "WRITTEN_EXPORTS": (WRITTEN, [s.table for s in WRITTEN.sections if s.table]),
    "SUMMARY_EXPORTS": (SUMMARY, [counted_table(s) for s in SUMMARY.sections if s.counted]),
    "MEETING_EXPORTS": (SUMMARY, [counted_table(s) for s in SUMMARY.sections if s.counted]),
}
"""Each catalogue with a report for it, and the tables that the report has."""
IN_PROSE = {"document": {"Evidence"}, "pdf": {"Evidence"}, "page": {"Evidence"}}
"""Tables that a format tells as headings and paragraphs, with every value all the same."""
ALONE = {"table": {"Evidence"}}
"""Formats that hold one table and no other."""
FORMATS = [
    pytest.param(name, export.key, export.make, f".{export.file_suffix.rpartition('.')[2]}",
                 id=f"{name}-{export.key}")
    for name in HELD for export in getattr(catalogue, name)
] + [
    pytest.param("EXPORTS", "page", lambda report: index_page(report, ()).encode(), ".html",
                 id="EXPORTS-page")
]  # fmt: skip


def as_rows(table: Table) -> Rows:
    return [[squeezed(cell) for cell in row] for row in (table.headings, *table.rows)]


@pytest.mark.parametrize(("name", "key", "make", "suffix"), FORMATS)
def test_every_format_has_the_same_columns_and_every_value(
    name: str, key: str, make: Callable[[Any], bytes], suffix: str
) -> None:
    report, tables = HELD[name]
    content = make(report)
    found = tables_of(content, suffix)
    for table in tables:
        if table.title in IN_PROSE.get(key, set()):
            said = words_of(content, suffix)
            for row in table.rows:
                assert [cell for cell in row if not all_said(cell, said)] == []
        elif table.title in ALONE.get(key, {table.title}):
            assert found.count(as_rows(table)) == 1, table.title


def all_said(cell: str, said: str) -> bool:
    return all(squeezed(line) in said for line in cell.splitlines())


def test_every_catalogue_with_several_formats_is_read_here() -> None:
    several = {
        name
        for name, exports in vars(catalogue).items()
        if name.endswith("EXPORTS") and isinstance(exports, Sequence) and len(exports) > 1
    }
    assert several == set(HELD)


def test_a_row_that_would_slide_into_other_columns_is_refused() -> None:
    nine = tuple(TableColumn(f"C{n}", 10) for n in range(9))
    with pytest.raises(ValueError, match="cells"):
        Table("Projects", "", nine[:7], (("x",) * 9,))


def test_the_files_of_a_cohort_have_the_columns_of_the_screen_but_for_judgements(
    workspace: Workspace,
) -> None:
    make_project(workspace, sharing=Sharing.PLAN)
    report = cohort_reports.cohort_report(workspace.desk(CHLOE))
    on_screen = [column.heading for column in COLUMNS.values()]
    assert [h for h in on_screen if h not in report.projects.headings] == [
        "Submitted",
        "Quiet since",
        "Readiness",
        "In use",
        "What readings say",
    ]
    assert list(report.projects.headings) == [h for h in on_screen if h in report.projects.headings]
    assert len(report.projects.rows) == 1


def test_a_number_in_a_title_stays_a_title_and_a_count_is_a_number() -> None:
    make = next(e.make for e in catalogue.COHORT_EXPORTS if e.file_suffix == ".xlsx")
    sheet = load_workbook(io.BytesIO(make(COHORT)))["Projects"]
    assert (sheet["A2"].value, sheet["I2"].value) == ("2025", 2)
