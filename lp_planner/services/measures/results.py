"""What the records add up to: coverage of the standards, impact of the change, use in practice."""

from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.analytics.fidelity import fidelity_by_week
from lp_planner.charts.chart import Chart
from lp_planner.charts.fidelity import fidelity_chart
from lp_planner.charts.impact import before_after_chart, impact_chart
from lp_planner.charts.pupils import pupil_dots_chart, pupil_interval_chart
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.counted_series import counts_chart
from lp_planner.services.measures.frames import (
    fidelity_frame_unchecked,
    ingredient_labels_unchecked,
    marks_frame_unchecked,
)
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.pupil_results import PupilResult
from lp_planner.services.measures.series import Series, series_unchecked
from lp_planner.statistics.display import Display
from lp_planner.statistics.medians import median_interval
from lp_planner.storage.frames import changes_of
from lp_planner.storage.reader import Reader


@dataclass(frozen=True)
class MeasureResult:
    """One measure: its course over time and its before and after."""

    series: Series
    over_time: Chart
    change: Chart
    counted: Chart | None = None
    """The counts behind it with limits of their own, where readings say out of how many."""

    @property
    def measure(self) -> Measure:
        """Which measure it is."""
        return self.series.measure


def measures_of(desk: Desk, project_id: str) -> list[Measure]:
    """The measures of a project of the actor's, as they were written."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return reader.find(Measure, project_id=project_id)


def measure_result(desk: Desk, project_id: str, measure_id: str) -> MeasureResult:
    """The readings of one measure, with the changes marked and the before and after beside it.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        return measure_result_unchecked(reader, measure)


def measure_result_unchecked(reader: Reader, measure: Measure) -> MeasureResult:
    """The same for services that already read."""
    return result_of(series_unchecked(reader, measure))


def result_of(series: Series) -> MeasureResult:
    """The charts of a series, worded from its finding."""
    measure = series.measure
    return MeasureResult(
        series=series,
        over_time=impact_chart(
            series.readings,
            series.marks,
            measure_name=measure.name,
            unit=measure.unit,
            direction=measure.direction.value,
            target=measure.target,
            finding=series.finding,
            lines=series.lines,
        ),
        change=before_after_chart(
            series.finding,
            measure_name=measure.name,
            before_interval=_interval(series.finding.before.values),
            after_interval=_interval(series.finding.latest.values),
        ),
        counted=counts_chart(series),
    )


def _interval(values: Sequence[float]) -> tuple[float, float] | None:
    found = median_interval(values)
    return None if found is None else (found.low, found.high)


def pupil_chart(found: PupilResult, measure: Measure) -> Chart | None:
    """A picture of pupils' scores as far as they may be shown; ``None`` below five pupils."""
    if found.may_show is Display.NOTHING:
        return None
    if found.difference is None or found.low is None or found.high is None:
        return pupil_dots_chart(found.dots, unit=measure.unit, sentence=found.sentence)
    return pupil_interval_chart(
        found.difference,
        found.low,
        found.high,
        unit=measure.unit,
        sentence=found.sentence,
        is_compared=found.has_comparison,
    )


def project_fidelity(desk: Desk, project_id: str) -> Chart:
    """Week by week, in how many visits each active ingredient was seen."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return fidelity_unchecked(reader, project_id)


def fidelity_unchecked(reader: Reader, project_id: str) -> Chart:
    """The same for services that already read."""
    observations = fidelity_frame_unchecked(reader, project_id)
    marks = marks_frame_unchecked(reader, project_id)
    seen = set(observations["ingredient_id"])
    labels = {
        id_: label
        for id_, label in ingredient_labels_unchecked(reader, project_id).items()
        if id_ in seen or not seen
    }
    return fidelity_chart(
        fidelity_by_week(observations),
        marks[marks["mark_kind"].isin(["adaptation_made", "adaptation_held_back"])],
        labels,
    )


def revision(desk: Desk, project_id: str) -> int:
    """A number that goes up with every change to a project of the actor's."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return changes_of(reader, project_id)
