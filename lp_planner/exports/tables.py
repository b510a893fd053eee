"""The tables of the reports, each once: its columns, and what stands in a cell.

Every format is written from these, so a column that is added here is in all of them.
"""

from collections.abc import Callable, Sequence

from lp_planner.domain.portfolio.portfolio_copy import CopyColumn, CopyProject
from lp_planner.exports.document_text import BEHIND, as_label, behind_words
from lp_planner.exports.report import (
    NOTHING_YET,
    EvidenceEntry,
    EvidenceReport,
    PlanColumn,
    StandardSection,
    SummarySection,
    Table,
    TableColumn,
)
from lp_planner.wording import day_in_words

Cell = Callable[[StandardSection, EvidenceEntry], str]


def _all_answers(entry: EvidenceEntry) -> str:
    behind = ((BEHIND, behind_words(thing)) for thing in entry.behind)
    said = (*entry.details, *behind)
    return "\n".join(f"{as_label(label)} {words}" for label, words in said)


EVIDENCE: tuple[tuple[TableColumn, Cell], ...] = (
    (TableColumn("Reference", 11), lambda _, entry: entry.ref),
    (TableColumn("Standard", 11), lambda section, _: section.key),
    (TableColumn("Standard title", 28), lambda section, _: section.title),
    (TableColumn("Claim", 44), lambda _, entry: entry.line.claim),
    (TableColumn("Reach", 18), lambda _, entry: entry.line.reach_name),
    (TableColumn("Phase", 12), lambda _, entry: entry.line.phase_name),
    (
        TableColumn("Happened on", 20, is_day=True),
        lambda _, entry: day_in_words(entry.line.happened_on),
    ),
    (TableColumn("Kind", 22), lambda _, entry: entry.line.kind_name),
    (TableColumn("Evidence", 44), lambda _, entry: entry.line.headline),
    (TableColumn("What changed", 36), lambda _, entry: entry.line.what_changed),
    (TableColumn("Details", 60), lambda _, entry: _all_answers(entry)),
)


def evidence_table(report: EvidenceReport) -> Table:
    """Every piece of evidence as one row."""
    return Table(
        title="Evidence",
        caption="Every piece of evidence",
        columns=tuple(column for column, _ in EVIDENCE),
        rows=tuple(
            tuple(cell(section, entry) for _, cell in EVIDENCE)
            for section in report.standards
            for entry in section.entries
        ),
    )


def plan_table(columns: Sequence[PlanColumn]) -> Table:
    """The plan with one row for each of its questions."""
    return Table(
        title="Plan",
        caption="The plan in five questions",
        columns=(
            TableColumn("Question", 22),
            TableColumn("In full", 36),
            TableColumn("Our answer", 90),
        ),
        rows=tuple((c.name, c.question, "\n".join(c.lines) or NOTHING_YET) for c in columns),
        has_row_heads=True,
    )


def plan_page(columns: Sequence[PlanColumn | CopyColumn]) -> Table:
    """The plan on one page: its questions beside each other, the answers below them."""
    return Table(
        title="Plan",
        caption="The plan in five questions",
        columns=tuple(TableColumn(f"{c.name}\n{c.question}", 1) for c in columns),
        rows=(tuple("\n".join(c.lines) or NOTHING_YET for c in columns),),
    )


def measure_table(report: EvidenceReport) -> Table:
    """What the measures show, one row for each."""
    return Table(
        title="Measures",
        caption="What the measures show",
        columns=(
            TableColumn("Measure", 36),
            TableColumn("What kind", 28),
            TableColumn("What the readings show", 80),
        ),
        rows=tuple((m.name, m.construct_name, m.sentence) for m in report.measures),
        has_row_heads=True,
        nothing="No measure named yet.",
    )


def counted_table(section: SummarySection) -> Table:
    """What a section of a summary counts, two pairs abreast so that it fits on a page."""
    pairs = section.counted
    half = (len(pairs) + 1) // 2
    right = (*pairs[half:], ("", ""))[:half]
    one = (TableColumn("What", 40), TableColumn("Projects", 20))
    return Table(
        title=section.title,
        caption=section.title,
        columns=(*one, *one),
        rows=tuple((*a, *b) for a, b in zip(pairs[:half], right, strict=True)),
    )


def used_table(project: CopyProject) -> Table:
    """How far each active ingredient was in use and understood."""
    return Table(
        title="In use and understood",
        caption="What was used and understood",
        columns=(
            TableColumn("Active ingredient", 36),
            TableColumn("Seen in use", 44),
            TableColumn("Understood", 36),
        ),
        rows=tuple((use.name, use.seen, use.understood) for use in project.used),
        has_row_heads=True,
    )


def found_table(project: CopyProject) -> Table:
    """What the measures of a project show, one row for each."""
    return Table(
        title="Measures",
        caption="What the measures show",
        columns=(
            TableColumn("Measure", 32),
            TableColumn("What kind", 26),
            TableColumn("What the readings show", 70),
        ),
        rows=tuple((m.name, m.construct_name, m.sentence) for m in project.measures),
        has_row_heads=True,
        nothing="No measure was read.",
    )


def heard_table(project: CopyProject) -> Table:
    """Who says themselves that they use it, from where and in which way they said so."""
    return Table(
        title="Reach said by others",
        caption="Who says themselves that they use it",
        columns=(
            TableColumn("From where", 22),
            TableColumn("Who, and how they said so", 30),
            TableColumn("What they use", 44),
            TableColumn("What changed", 44),
        ),
        rows=tuple(
            (one.reach_name, f"{one.who} ({one.how})", f"{one.practice}: {one.use}", one.changed)
            for one in project.heard
        ),
        nothing="Nobody was asked.",
    )


def change_table(project: CopyProject) -> Table:
    """What changed, for whom, and who says so."""
    return Table(
        title="What changed",
        caption="What changed, for whom, and who says so",
        columns=(
            TableColumn("Piece", 8),
            TableColumn("What changed", 66),
            TableColumn("How far it reached", 24),
            TableColumn("Who says so", 32),
        ),
        rows=tuple((c.ref, c.what_changed, c.reach_name, c.said_by) for c in project.changes),
        nothing="No piece of evidence says what changed.",
    )
