"""Every chart there is, by its key, for tests that walk over all of them."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from lp_planner.charts.chart import Chart
from lp_planner.charts.cohort_strips import cohort_strips_chart
from lp_planner.charts.counted import counted_chart
from lp_planner.charts.coverage import coverage_chart
from lp_planner.charts.fidelity import fidelity_chart
from lp_planner.charts.forest import forest_chart
from lp_planner.charts.impact import before_after_chart, impact_chart
from lp_planner.charts.logic_model import logic_model_chart
from lp_planner.charts.pupils import pupil_dots_chart, pupil_interval_chart
from lp_planner.charts.reach import reach_chart
from lp_planner.charts.school_rows import distribution_chart, gaps_chart, trend_chart
from lp_planner.charts.small_line import small_line
from lp_planner.charts.survey import survey_chart
from lp_planner.charts.timeline import timeline_chart

CHARTS: Mapping[str, Callable[..., Chart]] = MappingProxyType(
    {
        "coverage_by_phase": partial(coverage_chart, by="phase"),
        "coverage_by_reach": partial(coverage_chart, by="reach"),
        "impact": impact_chart,
        "counted": counted_chart,
        "before_after": before_after_chart,
        "fidelity": fidelity_chart,
        "logic_model": logic_model_chart,
        "reach": reach_chart,
        "survey": survey_chart,
        "forest": forest_chart,
        "pupil_dots": pupil_dots_chart,
        "pupil_interval": pupil_interval_chart,
        "school_distribution": distribution_chart,
        "school_trend": trend_chart,
        "school_gaps": gaps_chart,
        "small_line": small_line,
        "timeline": timeline_chart,
        "cohort_strips": cohort_strips_chart,
    }
)
