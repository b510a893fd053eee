"""Results of several projects side by side: kept apart by design, pooled only where it is fair."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.forest import CHANGED, COMPARED, forest_chart
from lp_planner.domain.records.measures import Measure, PupilScore
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.main_measure import few_words_unchecked
from lp_planner.services.measures.pupil_results import pupil_result_unchecked
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.display import Display
from lp_planner.statistics.pooling import check_pooling, pool_effects
from lp_planner.storage.reader import Reader

Z_95 = 1.959964
COLUMNS = ("label", "design", "people", "estimate", "low", "high", "said")
Namer = Callable[[Project, Measure], str]


def own_name(project: Project, measure: Measure) -> str:
    """The project's title and the measure's name, for whoever may read both."""
    return f"{project.title}: {measure.name}"


def my_results(desk: Desk) -> Chart:
    """The results of all the actor's own projects that rest on pupils' scores."""
    projects = my_projects(desk)
    with desk.read() as reader:
        return pooled_results_unchecked(reader, projects)


def pooled_results_unchecked(
    reader: Reader,
    projects: Sequence[Project],
    *,
    names: Namer = own_name,
    whole: Reader | None = None,
) -> Chart:
    """The same for services that already read; ``whole`` also sees what is kept back."""
    found = [
        result
        for project in projects
        for result in results_of_project_unchecked(reader, project, names, whole)
    ]
    frame = pd.DataFrame([r.row for r in found], columns=list(COLUMNS))
    compared = [result for result in found if result.row[1] == COMPARED]
    check = check_pooling(
        projects=len({r.project.id for r in compared}),
        smallest_group=min((r.people for r in compared), default=0),
        same_outcome=len({r.outcome for r in compared}) == 1,
        same_phase=len(whom := {r.whom for r in compared}) == 1 and "" not in whom,
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
        f" With 95% confidence a next project would lie from {ahead.low:+.2f} to {ahead.high:+.2f}."
        if ahead
        else ""
    )
    return forest_chart(frame, pooled=pooled, note=f"The diamond is what they say together.{said}")


@dataclass(frozen=True)
class PooledResult:
    """One result of a project, with what decides whether it may be put beside others."""

    project: Project
    outcome: tuple[str, str, str]
    whom: str
    """Which pupils, as the measure says: one school has many phases, two may share one."""
    people: int
    row: tuple[object, ...]


def results_of_project_unchecked(
    reader: Reader, project: Project, names: Namer, whole: Reader | None = None
) -> Iterator[PooledResult]:
    """What pupils' scores say where enough stand behind it; permission was asked before.

    Beside it stands what the readings of the same measure say, in the words of its finding.
    Pupils chosen for low scores rise by themselves, so their change stands beside no other.
    """
    for measure in reader.find(Measure, project_id=project.id):
        result = pupil_result_unchecked(reader, measure)
        if result is None or result.may_show in {Display.NOTHING, Display.DOTS}:
            continue
        label = names(project, measure)
        said = few_words_unchecked(whole or reader, measure, reader)
        outcome = (
            measure.outcome_construct,
            measure.instrument.casefold(),
            measure.unit.casefold(),
        )
        whom = measure.group_described.strip().casefold()
        if result.has_comparison:
            if None not in (result.g, result.g_low, result.g_high):
                people = min(result.pupils, result.compared_with)
                row = (label, COMPARED, people, result.g, result.g_low, result.g_high, said)
                yield PooledResult(project, outcome, whom, people, row)
            continue
        if measure.chosen_for_low_scores:
            continue
        scores = reader.find(PupilScore, project_id=project.id, measure_id=measure.id)
        change = paired_change([s.before for s in scores], [s.after for s in scores])
        interval = change.standardised_interval
        if change.standardised is not None and interval is not None:
            yield PooledResult(
                project,
                outcome,
                whom,
                change.pairs,
                (
                    label,
                    CHANGED,
                    change.pairs,
                    change.standardised,
                    interval.low,
                    interval.high,
                    said,
                ),
            )
