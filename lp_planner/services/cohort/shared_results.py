"""Results that projects share with their cohort's leader, side by side and without their words."""

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.forest import COMPARED
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import KeptBack
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.services.cohort.cohorts import NO_FILTER, CohortFilter
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.shared_progress import progress_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.measures.pooled_results import (
    COLUMNS,
    pooled_results_unchecked,
    results_of_project_unchecked,
)
from lp_planner.services.measures.series import READ_FOR_A_SERIES


def shared_results(desk: Desk, wanted: CohortFilter = NO_FILTER) -> Chart:
    """The results of the projects that share their evidence with the actor, without their words.

    Only of those that ``wanted`` lets through, as everything else by name on the page.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """

    def named(project: Project, measure: Measure) -> str:
        return f"{project.title}: {_construct(desk.workspace, measure)}"

    shared = _shared_evidence(desk)
    with desk.read() as reader:
        projects = shared
        if wanted != NO_FILTER:
            facts = progress_unchecked(desk.workspace, reader, shared)
            projects = [p for p in shared if wanted.lets_through(facts[p.id])]
        ids = [p.id for p in projects]
        reader.gather(ids, READ_FOR_A_SERIES)
        narrower = as_shared(reader, ids)
        return pooled_results_unchecked(narrower, projects, names=named, whole=reader)


def shared_comparisons(desk: Desk) -> pd.DataFrame:
    """The same results where there is a comparison group: ``COLUMNS``, without a project's title.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    projects = _shared_evidence(desk)
    with desk.read() as reader:
        reader.gather([p.id for p in projects], [Measure, KeptBack])
        found = [
            result.row
            for project in projects
            for result in results_of_project_unchecked(
                as_shared(reader, [project.id]), project, lambda _, m: _construct(desk.workspace, m)
            )
        ]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame[frame["design"] == COMPARED].sort_values("label", ignore_index=True)


def _shared_evidence(desk: Desk) -> list[SharedProject]:
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        return [
            project
            for project in shared_unchecked(reader, leader_id=desk.actor.person_id)
            if project.level.holds(Sharing.PLAN_AND_EVIDENCE)
        ]


def _construct(workspace: Workspace, measure: Measure) -> str:
    """What a measure is about, as the vocabulary says it."""
    return workspace.library.term_label("constructs", measure.outcome_construct).partition(":")[0]
