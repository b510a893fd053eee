"""Results of several projects side by side: kept apart by design, pooled only where it is fair."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.forest import CHANGED, COMPARED, forest_chart
from lp_planner.domain.measures import Measure, PupilScore
from lp_planner.domain.people import Actor
from lp_planner.domain.permissions import Action, check_can
from lp_planner.domain.project import Project, Sharing
from lp_planner.services.keeping_back import as_shared
from lp_planner.services.projects import my_projects
from lp_planner.services.pupils import result_of
from lp_planner.services.sharing import led_members
from lp_planner.services.workspace import Workspace
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.display import Display
from lp_planner.statistics.pooling import check_pooling, pool_effects
from lp_planner.storage.reader import Reader

Z_95 = 1.959964
COLUMNS = ("label", "design", "people", "estimate", "low", "high")
Namer = Callable[[Project, Measure], str]


def own_name(project: Project, measure: Measure) -> str:
    """The project's title and the measure's name, for whoever may read both."""
    return f"{project.title}: {measure.name}"


def my_results(workspace: Workspace, actor: Actor) -> Chart:
    """The results of all the actor's own projects that rest on pupils' scores."""
    return results_chart(workspace, my_projects(workspace, actor))


def shared_results(workspace: Workspace, actor: Actor) -> Chart:
    """The results of the projects that share their evidence with the actor, without their words.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """

    def named(project: Project, measure: Measure) -> str:
        return f"{project.title}: {_construct(workspace, measure)}"

    projects = _shared_evidence(workspace, actor)
    return results_chart(workspace, projects, names=named, is_shared=True)


def shared_comparisons(workspace: Workspace, actor: Actor) -> pd.DataFrame:
    """The same results where there is a comparison group: ``COLUMNS``, without a project's title.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    projects = _shared_evidence(workspace, actor)
    with workspace.store.read() as reader:
        found = [
            result.row
            for project in projects
            for result in _results(
                as_shared(reader, [project.id]), project, lambda _, m: _construct(workspace, m)
            )
        ]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame[frame["design"] == COMPARED].sort_values("label", ignore_index=True)


def _shared_evidence(workspace: Workspace, actor: Actor) -> list[Project]:
    check_can(actor, Action.READ_COHORT)
    with workspace.store.read() as reader:
        return reader.find(
            Project, owner_id=led_members(reader, actor), sharing=Sharing.PLAN_AND_EVIDENCE
        )


def _construct(workspace: Workspace, measure: Measure) -> str:
    """What a measure is about, as the vocabulary says it."""
    return workspace.library.term_label("constructs", measure.outcome_construct).partition(":")[0]


def results_chart(
    workspace: Workspace,
    projects: Sequence[Project],
    *,
    names: Namer = own_name,
    is_shared: bool = False,
) -> Chart:
    """The results of these projects; who may see them is decided by the caller's service.

    With ``is_shared``, without the measures that their leads leave out.
    """
    with workspace.store.read() as opened:
        reader = as_shared(opened, [p.id for p in projects]) if is_shared else opened
        return results_in(reader, projects, names=names)


def results_in(reader: Reader, projects: Sequence[Project], *, names: Namer = own_name) -> Chart:
    """The same for services that already read."""
    found = [result for project in projects for result in _results(reader, project, names)]
    frame = pd.DataFrame([r.row for r in found], columns=list(COLUMNS))
    compared = [result for result in found if result.row[1] == COMPARED]
    check = check_pooling(
        projects=len({r.project.id for r in compared}),
        smallest_group=min((r.people for r in compared), default=0),
        same_outcome=len({r.outcome for r in compared}) == 1,
        same_phase=len({r.project.school_id for r in compared}) == 1,
        same_design=True,
        separate_pupils=len({r.project.id for r in compared}) == len(compared),
        missing_projects=len(projects) - len({r.project.id for r in compared}),
    )
    if not check.allowed:
        return forest_chart(frame, note="They are not put together: " + " ".join(check.reasons))
    rows = frame[frame["design"] == COMPARED]
    error = (rows["high"] - rows["low"]) / (2 * Z_95)
    together = pool_effects(list(rows["estimate"]), list(error**2))
    if together.estimate is None or together.interval is None:
        return forest_chart(frame, note=together.note)
    row = (COMPARED, together.estimate, together.interval.low, together.interval.high)
    pooled = pd.DataFrame([row], columns=["design", "estimate", "low", "high"])
    ahead = together.prediction
    said = (
        f" A next project might see anything from {ahead.low:+.2f} to {ahead.high:+.2f}."
        if ahead
        else ""
    )
    return forest_chart(frame, pooled=pooled, note=f"The diamond is what they say together.{said}")


@dataclass(frozen=True)
class _Result:
    project: Project
    outcome: tuple[str, str, str]
    people: int
    row: tuple[object, ...]


def _results(reader: Reader, project: Project, names: Namer) -> Iterator[_Result]:
    for measure in reader.find(Measure, project_id=project.id):
        result = result_of(reader, measure)
        if result is None or result.may_show in {Display.NOTHING, Display.DOTS}:
            continue
        label = names(project, measure)
        outcome = (
            measure.outcome_construct,
            measure.instrument.casefold(),
            measure.unit.casefold(),
        )
        if result.has_comparison:
            if None not in (result.g, result.g_low, result.g_high):
                people = min(result.pupils, result.compared_with)
                row = (label, COMPARED, people, result.g, result.g_low, result.g_high)
                yield _Result(project, outcome, people, row)
            continue
        scores = reader.find(PupilScore, project_id=project.id, measure_id=measure.id)
        change = paired_change([s.before for s in scores], [s.after for s in scores])
        interval = change.standardised_interval
        if change.standardised is not None and interval is not None:
            yield _Result(
                project,
                outcome,
                change.pairs,
                (label, CHANGED, change.pairs, change.standardised, interval.low, interval.high),
            )
