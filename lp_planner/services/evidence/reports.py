"""The evidence of a project, mapped to the standards, ready to leave the planner."""

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from lp_planner.analytics.coverage import coverage_by_phase, coverage_by_reach
from lp_planner.charts.as_svg import figure_svg
from lp_planner.charts.chart import Chart, stated
from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, RecordKey
from lp_planner.domain.evidence.privacy import why_it_stays
from lp_planner.domain.measures.finding_words import said
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.measures import Measure, Reading
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.reach import Reach
from lp_planner.exports.catalogue import EXPORTS, Export, file_name
from lp_planner.exports.report import (
    Behind,
    EvidenceEntry,
    EvidenceReport,
    MeasureLine,
    Picture,
    StandardSection,
    Table,
    TableColumn,
)
from lp_planner.services.desk.answers import link_names_unchecked, record_details
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence.claims import (
    claimed_records_unchecked,
    confirmed_claims_unchecked,
    evidence_lines_unchecked,
    refs_of,
)
from lp_planner.services.evidence.coverage import coverage_of, in_view_unchecked
from lp_planner.services.measures.pooled_results import pooled_results_unchecked
from lp_planner.services.measures.pupil_results import pupil_result_unchecked
from lp_planner.services.measures.reach import reach_unchecked
from lp_planner.services.measures.results import (
    MeasureResult,
    fidelity_unchecked,
    measure_result_unchecked,
    pupil_chart,
)
from lp_planner.services.measures.series import Series
from lp_planner.services.measures.surveys import surveys_unchecked
from lp_planner.services.planning.plan import plan_columns_unchecked
from lp_planner.services.voices.uptake import in_a_line, said_reach_unchecked
from lp_planner.statistics.display import Display
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words
from lp_planner.wording import number as in_figures


def evidence_report(desk: Desk, project_id: str) -> EvidenceReport:
    """Everything that an export of a project of the actor's says, already in words.

    What is private stays out (``domain/evidence/privacy.py``).

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        return report_unchecked(desk.workspace, reader, project)


def report_unchecked(
    workspace: Workspace, reader: Reader, project: Project, *, leave_out: Collection[str] = ()
) -> EvidenceReport:
    """The same for services that already read and have asked for permission.

    The records with the ids ``leave_out`` are not read at all, so that nothing of them can be
    anywhere in the report: not in the plan, a chart, or a link from another record.
    """
    library = workspace.library
    framework = library.framework
    lead = reader.get(Person, project.owner_id)
    school = reader.get(School, project.school_id)
    reader = reader.without(leave_out).as_it_leaves()
    priorities = reader.find(Priority, project_id=project.id)
    lines = evidence_lines_unchecked(reader, library, [project])
    results = [
        measure_result_unchecked(reader, measure)
        for measure in reader.find(Measure, project_id=project.id)
    ]
    told = _told_of(reader, library, project.id, lines)
    standards = [(key, framework.by_key[key].title) for key in told]
    phases = [(phase.key, phase.name) for phase in library.pathway.phases]
    reaches = [(term.key, term.label) for term in library.vocabularies["reaches"].terms]
    return EvidenceReport(
        project_title=project.title,
        lead_name=lead.name,
        job_title=lead.job_title,
        school_name=school.name,
        made_on=workspace.today(),
        is_demo=workspace.is_demonstration(project),
        framework_name=framework.name,
        disclaimer=framework.disclaimer,
        priority=priorities[-1].priority if priorities else "",
        plan=plan_columns_unchecked(reader, library, project.id),
        standards=_sections(reader, library, project, lines),
        coverage=(
            _coverage("phase", coverage_by_phase(lines, standards, phases), library),
            _coverage("reach", coverage_by_reach(lines, standards, reaches), library),
        ),
        measures=_measures(reader, library, results),
        pictures=_pictures(reader, library, project, lines, results),
        readings=_readings(reader, library, [result.measure for result in results]),
    )


def exports() -> tuple[Export[EvidenceReport], ...]:
    """The documents a project can leave as."""
    return EXPORTS


def export_name(desk: Desk, project_id: str, export: Export[EvidenceReport]) -> str:
    """The file name of one export of a project of the actor's."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    is_demo = desk.workspace.is_demonstration(project)
    return file_name(project.title, export, made_on=desk.today(), is_demo=is_demo)


def make_export(desk: Desk, project_id: str, export: Export[EvidenceReport]) -> tuple[str, bytes]:
    """The file name and the bytes of one export of a project of the actor's."""
    name = export_name(desk, project_id, export)
    return name, export.make(evidence_report(desk, project_id))


def _sections(
    reader: Reader, library: Library, project: Project, lines: Sequence[EvidenceLine]
) -> tuple[StandardSection, ...]:
    records = claimed_records_unchecked(reader, confirmed_claims_unchecked(reader, [project]))
    links = link_names_unchecked(reader, project.id)
    behind = behind_by_record_unchecked(reader, library, project.id)
    entries: dict[str, list[EvidenceEntry]] = {}
    refs = refs_of(_all_of_its_lead(reader, library, project))
    said = in_a_line(library, said_reach_unchecked(reader, [project.id]))
    for line in lines:
        entry = EvidenceEntry(
            ref=refs[line.record_key],
            line=line.for_export(),
            details=record_details(library, records[line.record_key], links),
            behind=behind.get(line.record_key, ()),
        )
        entries.setdefault(line.standard, []).append(entry)
    in_view = in_view_unchecked(reader, project.id)
    category = {
        standard.key: part.name
        for part in library.framework.categories
        for standard in part.standards
    }
    return tuple(
        StandardSection(
            key=standard.key,
            title=standard.title,
            category=category[standard.key],
            in_a_line=standard.in_a_line,
            reach_shown=_furthest(library, [x.reach for x in lines if x.standard == standard.key]),
            reach_said=said if standard.key in entries else "",
            entries=tuple(entries.get(standard.key, ())),
            is_in_view=not in_view or standard.key in in_view,
        )
        for standard in map(
            library.framework.by_key.__getitem__, _told_of(reader, library, project.id, lines)
        )
    )


def _all_of_its_lead(
    reader: Reader, library: Library, project: Project
) -> tuple[EvidenceLine, ...]:
    """The evidence of all projects of its lead, so that a piece has one name everywhere."""
    mine = reader.find(Project, owner_id=project.owner_id)
    return evidence_lines_unchecked(reader, library, mine)


def _told_of(
    reader: Reader, library: Library, project_id: str, lines: Sequence[EvidenceLine]
) -> tuple[str, ...]:
    """The standards a document speaks of: those in view, then those with evidence besides."""
    in_view = in_view_unchecked(reader, project_id)
    there = {line.standard for line in lines}
    wanted = [key for key in library.framework.by_key if key in there or key in in_view]
    return tuple(sorted(wanted, key=lambda key: key not in in_view))


def _furthest(library: Library, reaches: Sequence[Reach]) -> str:
    """The furthest of some reaches in words; "" where there is none."""
    found = max(reaches, key=list(Reach).index, default=None)
    return library.term_label("reaches", found.value) if found else ""


def behind_by_record_unchecked(
    reader: Reader, library: Library, project_id: str
) -> dict[RecordKey, tuple[Behind, ...]]:
    """What lies behind each record, by its kind and id, as far as it may go into a document."""
    found: dict[RecordKey, tuple[Behind, ...]] = {}
    for attachment in reader.find(Attachment, project_id=project_id):
        if not why_it_stays(attachment):
            key = (attachment.record_kind, attachment.record_id)
            found[key] = (*found.get(key, ()), _behind(library, attachment))
    return found


def _behind(library: Library, attachment: Attachment) -> Behind:
    kind = library.term_label("evidence_kinds", attachment.evidence_kind.value)
    rests_on = library.term_label("strengths", attachment.strength.value).lower()
    said_by = f" ({attachment.said_by})" if attachment.said_by else ""
    return Behind(
        key=attachment.id,
        title=attachment.title,
        what=f"{kind}; rests on {rests_on}",
        words=f"“{attachment.words}”{said_by}" if attachment.words else "",
        link=attachment.link,
        file=attachment.file_name,
    )


def _pictures(
    reader: Reader,
    library: Library,
    project: Project,
    lines: tuple[EvidenceLine, ...],
    results: Sequence[MeasureResult],
) -> tuple[Picture, ...]:
    """The charts of the evidence, every measure, reach, answers and use, as they are on screen."""
    coverage = coverage_of(library, lines, in_view_unchecked(reader, project.id))
    charts = [coverage.by_phase, coverage.by_reach] if lines else []
    named = [(chart.key, chart) for chart in charts]
    for number, result in enumerate(results):
        named += [(f"{chart.key}_{number}", chart) for chart in _of_measure(reader, result)]
    shared = [
        pooled_results_unchecked(reader, [project]),
        reach_unchecked(reader, project.id),
        surveys_unchecked(reader, project.id),
        fidelity_unchecked(reader, project.id),
    ]
    named += [(chart.key, chart) for chart in shared if not chart.table.empty]
    return tuple(_picture(key, chart) for key, chart in named)


def _of_measure(reader: Reader, result: MeasureResult) -> Iterator[Chart]:
    """The charts of a measure that leave the planner.

    Lines of single pupils stay on screen: whoever reads a document may know which five they are.
    """
    if not result.over_time.table.empty:
        yield result.over_time
    if result.series.finding.change is not None:
        yield result.change
    if result.counted is not None:
        yield result.counted
    pupils = pupil_result_unchecked(reader, result.measure)
    if pupils is not None and pupils.may_show not in {Display.NOTHING, Display.DOTS}:
        chart = pupil_chart(pupils, result.measure)
        if chart is not None:
            yield chart


def _picture(key: str, chart: Chart) -> Picture:
    return Picture(
        key=key,
        title=chart.title,
        takeaway=chart.finding,
        alt=chart.alt,
        svg=figure_svg(chart.figure, alt=chart.alt),
        how_to_read=chart.how_to_read,
    )


def _measures(
    reader: Reader, library: Library, results: Sequence[MeasureResult]
) -> tuple[MeasureLine, ...]:
    return tuple(
        MeasureLine(
            name=result.measure.name,
            construct_name=library.term_label("constructs", result.measure.outcome_construct),
            sentence=_said(reader, result.series),
        )
        for result in results
    )


def _readings(reader: Reader, library: Library, measures: Sequence[Measure]) -> Table:
    """Every reading of every measure, by measure and by day."""
    groups = {t.key: t.label for t in library.vocabularies["reading_groups"].terms}
    return Table(
        title="Readings",
        caption="What was read of each measure",
        columns=(
            TableColumn("Measure", 40),
            TableColumn("Taken on", 20, is_day=True),
            TableColumn("Value", 12, is_count=True),
            TableColumn("Out of", 12, is_count=True),
            TableColumn("Unit", 18),
            TableColumn("About", 24),
        ),
        rows=tuple(
            (
                measure.name,
                day_in_words(reading.taken_on),
                in_figures(reading.value),
                in_figures(reading.out_of) if reading.out_of is not None else "",
                measure.unit,
                groups[reading.reading_group.value],
            )
            for measure in measures
            for reading in sorted(
                reader.find(Reading, project_id=measure.project_id, measure_id=measure.id),
                key=lambda reading: (reading.taken_on, reading.created_at),
            )
        ),
        nothing="Nothing was read yet.",
    )


def _said(reader: Reader, series: Series) -> str:
    """The words of the measure's charts: what may be said, and what it rests on."""
    found = pupil_result_unchecked(reader, series.measure)
    parts = [
        said(series.finding),
        series.lines.caption,
        found.sentence if found else "",
        *(words for _, words in (found.cautions if found else ())),
    ]
    return stated(" ".join(part for part in parts if part))


def _coverage(by: str, counts: pd.DataFrame, library: Library) -> Table:
    names = [str(name) for name in counts.columns]
    return Table(
        title=f"By {by}",
        caption=f"Pieces of evidence for each standard, by {by}",
        columns=(
            TableColumn("Standard", 36),
            *(TableColumn(name, 14, is_count=True) for name in names),
        ),
        rows=tuple(
            (library.framework.label(str(key)), *(str(value) for value in row))
            for key, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
        ),
        has_row_heads=True,
        picture=f"coverage_by_{by}",
    )
