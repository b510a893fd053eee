"""A project as a moderator's copy begins with it: why, the plan, what became of it.

What is said here is said in the words of its owner's own pages, from the same services.
"""

from collections.abc import Iterator, Sequence

from lp_planner.charts.as_svg import figure_svg
from lp_planner.charts.chart import Chart, stated
from lp_planner.content.library import Library
from lp_planner.domain.measures.finding_words import said
from lp_planner.domain.portfolio.portfolio_check import ORDER
from lp_planner.domain.portfolio.portfolio_copy import (
    OWN_WORD,
    CopyChange,
    CopyColumn,
    CopyEntry,
    CopyHeard,
    CopyMeasure,
    CopyPicture,
    CopyProject,
    CopyUse,
)
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures.main_measure import by_readings_unchecked
from lp_planner.services.measures.results import fidelity_unchecked, measure_result_unchecked
from lp_planner.services.measures.series import series_unchecked
from lp_planner.services.measures.surveys import surveys_unchecked
from lp_planner.services.measures.verdicts import standing_unchecked, use_unchecked
from lp_planner.services.planning.plan import plan_columns_unchecked
from lp_planner.services.voices.uptake import said_reach_unchecked
from lp_planner.storage.reader import Reader

MOST_CHARTS, MOST_CHANGES = 2, 6
"""Of charts of measures, and of what changed: whoever reads ten accounts looks closely at few."""


def project_story_unchecked(
    reader: Reader, workspace: Workspace, project: Project, entries: Sequence[CopyEntry]
) -> CopyProject:
    """The project behind some evidence, for a service that has asked who may know.

    Nothing that stays inside is read, whatever ``reader`` could see.
    """
    reader = reader.as_it_leaves()
    library = workspace.library
    why, *plan = plan_columns_unchecked(reader, library, project.id)
    use = use_unchecked(reader, project.id, workspace.today())
    read = by_readings_unchecked(reader, project.id)
    return CopyProject(
        title=project.title,
        problem=why.lines,
        plan=tuple(CopyColumn(name=c.name, question=c.question, lines=c.lines) for c in plan),
        standing=standing_unchecked(reader, read[0], use) if read else "",
        used=tuple(
            CopyUse(name=one.name, seen=one.figures, understood=one.understood)
            for one in use.ingredients
        ),
        measures=tuple(_measure(reader, library, measure) for measure in read),
        pictures=tuple(_pictures(reader, project.id, read)),
        changes=_changes(entries),
        heard=tuple(
            CopyHeard(
                practice=one.practice,
                who=one.who,
                how=one.source.how,
                said_on=one.said_on,
                reach_name=library.term_label("reaches", one.reach.value),
                use=one.use,
                changed=one.changed,
            )
            for one in said_reach_unchecked(reader, [project.id])
        ),
    )


def _measure(reader: Reader, library: Library, measure: Measure) -> CopyMeasure:
    return CopyMeasure(
        name=measure.name,
        construct_name=library.term_label("constructs", measure.outcome_construct),
        sentence=stated(said(series_unchecked(reader, measure).finding)),
    )


def _pictures(reader: Reader, project_id: str, read: Sequence[Measure]) -> Iterator[CopyPicture]:
    """The charts that carry the story: the measures most often read, use, and what people say.

    What a measure shows is said once, beside its name.
    """
    for measure in read[:MOST_CHARTS]:
        chart = measure_result_unchecked(reader, measure).over_time
        yield _picture(chart, "")
    for chart in (fidelity_unchecked(reader, project_id), surveys_unchecked(reader, project_id)):
        if not chart.table.empty:
            yield _picture(chart, chart.finding)


def _picture(chart: Chart, takeaway: str) -> CopyPicture:
    return CopyPicture(
        title=chart.title,
        takeaway=takeaway,
        alt=chart.alt,
        svg=figure_svg(chart.figure, alt=chart.alt),
    )


def _changes(entries: Sequence[CopyEntry]) -> tuple[CopyChange, ...]:
    """What changed and reached furthest, each sentence once; the rest stands with its standards.

    Of two that reached alike, the one in the words of others comes first.
    """
    found: dict[str, CopyEntry] = {}
    for entry in entries:
        if entry.what_changed:
            found.setdefault(entry.what_changed, entry)
    ordered = sorted(
        found.values(), key=lambda e: (ORDER.index(e.reach), e.said_by != OWN_WORD), reverse=True
    )
    return tuple(
        CopyChange(
            ref=entry.ref,
            what_changed=entry.what_changed,
            reach_name=entry.reach_name,
            said_by=entry.said_by,
        )
        for entry in ordered[:MOST_CHANGES]
    )
