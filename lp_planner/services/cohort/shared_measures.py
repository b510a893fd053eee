"""The charts of a project that shares its evidence: the very finding that its lead reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lp_planner.charts.chart import Chart
from lp_planner.domain.measures.finding_words import said
from lp_planner.domain.records.measures import Measure
from lp_planner.services.measures.main_measure import by_readings_unchecked
from lp_planner.services.measures.results import result_of
from lp_planner.services.measures.series import Series, series_unchecked
from lp_planner.small_groups import PEOPLE_BEHIND_A_FIGURE
from lp_planner.storage.reader import Reader

MARKED_AS: Mapping[str, str] = MappingProxyType(
    {
        "training": "Training",
        "adaptation_made": "An adaptation",
        "adaptation_held_back": "An adaptation held back",
    }
)
"""What stands at a day in a shared chart; what its lead wrote about it is not shared with it."""
KNOWN = "a cause that is known"


@dataclass(frozen=True)
class SharedMeasure:
    """One measure in the words that its lead reads, and its chart where enough people are in it."""

    name: str
    says: str
    chart: Chart | None = field(default=None, compare=False, repr=False)


def shared_measures_unchecked(
    whole: Reader, narrower: Reader, project_id: str
) -> tuple[SharedMeasure, ...]:
    """What the measures of a project say, that which is read most first.

    ``narrower`` sees less than ``whole``, because something is kept back. Where that would alter
    what is said, a measure is left out: nobody reads another finding than its lead does.
    """
    found = (
        _told(whole, narrower, measure) for measure in by_readings_unchecked(narrower, project_id)
    )
    return tuple(measure for measure in found if measure is not None)


def _told(whole: Reader, narrower: Reader, measure: Measure) -> SharedMeasure | None:
    series = series_unchecked(narrower, measure)
    says = said(series.finding)
    if says != said(series_unchecked(whole, measure).finding):
        return None
    is_about_few = PEOPLE_BEHIND_A_FIGURE in says
    chart = None if is_about_few else result_of(_without_words(series)).over_time
    return SharedMeasure(name=measure.name, says=says, chart=chart)


def _without_words(series: Series) -> Series:
    """The same readings and days, without the notes that stand beside them."""
    return replace(
        series,
        readings=series.readings.assign(note=""),
        marks=series.marks.assign(label=series.marks["mark_kind"].map(MARKED_AS)),
        rebases=tuple(r.model_copy(update={"reason": KNOWN}) for r in series.rebases),
    )
