"""Which standards the evidence of a project speaks to, by phase and by reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lp_planner.analytics.coverage import coverage_by_phase, coverage_by_reach
from lp_planner.charts.chart import Chart
from lp_planner.charts.coverage import coverage_chart
from lp_planner.content.library import Library
from lp_planner.domain.evidence.evidence_lines import EvidenceLine
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.services.desk.projects import my_projects, project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.claims import (
    counted_by_standard_unchecked,
    evidence_lines_unchecked,
)
from lp_planner.storage.reader import Reader


@dataclass(frozen=True)
class Coverage:
    """The evidence of a project and two pictures of it."""

    lines: tuple[EvidenceLine, ...]
    by_phase: Chart
    by_reach: Chart

    @cached_property
    def by_standard(self) -> Mapping[str, Sequence[EvidenceLine]]:
        """The evidence for each standard that has some, by day."""
        found: dict[str, list[EvidenceLine]] = {}
        for line in self.lines:
            found.setdefault(line.standard, []).append(line)
        return found


def project_coverage(desk: Desk, project_id: str) -> Coverage:
    """Which standards a project of the actor's evidences, by phase and by reach."""
    library = desk.library
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        lines = evidence_lines_unchecked(reader, library, [project])
        in_view = in_view_unchecked(reader, project.id)
    return coverage_of(library, lines, in_view)


def standards_in_view(desk: Desk, project_id: str) -> tuple[str, ...]:
    """The standards that a project of the actor's is meant to show."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return in_view_unchecked(reader, project_id)


def in_view_unchecked(reader: Reader, project_id: str) -> tuple[str, ...]:
    """The standards in view: those of the latest look at the focus."""
    looks = reader.find(FocusCheck, project_id=project_id)
    return looks[-1].standards_in_view if looks else ()


def coverage_of(
    library: Library, lines: tuple[EvidenceLine, ...], in_view: Sequence[str] = ()
) -> Coverage:
    """The same for services that already read.

    The pictures show the standards in view alone, or those with evidence where none is in view: one
    project is not meant to show them all.
    """
    titles = {s.key: s.title for s in library.framework.standards}
    there = {line.standard for line in lines}
    standards = [(key, titles[key]) for key in titles if key in (in_view or there)]
    phases = [(phase.key, phase.name) for phase in library.pathway.phases]
    reaches = [(term.key, term.label) for term in library.vocabularies["reaches"].terms]
    return Coverage(
        lines=lines,
        by_phase=coverage_chart(
            coverage_by_phase(lines, standards, phases),
            standard_titles=titles,
            by="phase",
            in_view=in_view,
        ),
        by_reach=coverage_chart(
            coverage_by_reach(lines, standards, reaches), standard_titles=titles, by="reach"
        ),
    )


def standards_over_all(desk: Desk) -> Mapping[str, int]:
    """How many pieces of evidence each standard has over all of the actor's own projects."""
    mine = my_projects(desk)
    with desk.read() as reader:
        return counted_by_standard_unchecked(reader, desk.library, mine)


def standards_shown(desk: Desk, project_id: str) -> Mapping[str, int]:
    """How many pieces of evidence each standard has; standards without any are left out."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        return counted_by_standard_unchecked(reader, desk.library, [project])
