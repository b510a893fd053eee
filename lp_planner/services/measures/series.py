"""A measure's readings in their order, the lines they are drawn with, and what is found in them.

Whoever says something about a series asks :func:`series_unchecked` (docs/adr/0025), and says what
its ``finding`` says (docs/adr/0040); limits are prompts to ask, never proof.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

import pandas as pd

from lp_planner.analytics.impact import BeforeAfter, before_and_after
from lp_planner.charts.lines import SeriesLines, Stretch
from lp_planner.charts.points import Point, points_of
from lp_planner.domain.measures.beginning import WITH_PEOPLE, change_begins_on
from lp_planner.domain.measures.finding import Finding
from lp_planner.domain.records.delivery import Adaptation
from lp_planner.domain.records.diagnosis import Baseline
from lp_planner.domain.records.measures import Measure, MeasureRebase, Reading
from lp_planner.domain.records.records import Stamped
from lp_planner.services.measures.findings import BETTER, finding_of, in_weeks, scale_of
from lp_planner.services.measures.frames import marks_frame_unchecked, readings_frame_unchecked
from lp_planner.statistics import judging, runs, xmr
from lp_planner.statistics.labels import PointLabel, PointType
from lp_planner.statistics.ordering import in_date_order
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, day_in_words, number

READ_FOR_A_SERIES: tuple[type[Stamped], ...] = (
    Measure,
    Reading,
    Baseline,
    MeasureRebase,
    Adaptation,
    *WITH_PEOPLE,
)
"""What a series is made from, to be read for many projects at once."""
OUTSIDE = {PointLabel.ABOVE_LIMIT, PointLabel.BELOW_LIMIT}
KINDS = {
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "high",
    PointType.NEUTRAL_LOW: "low",
}


@dataclass(frozen=True, eq=False)
class Series:
    """One measure with all that decides how its readings are read; what is said rests on this.

    ``readings`` and ``marks`` are as ``services.measures.frames`` makes them; ``began_on`` is the
    first day with colleagues, or that of the class or team it is about. ``days``, ``numbers`` and
    what follows are about the project's own readings, oldest first. Fewer than 6 are dots; from 6
    there is a middle line; limits stand from 12 readings, provisional below 20. A baseline of 8
    (middle) or 12 (limits) from before the change is frozen. A rebase begins a stretch of its own.
    """

    measure: Measure
    readings: pd.DataFrame
    marks: pd.DataFrame
    began_on: dt.date | None
    rebases: tuple[MeasureRebase, ...] = ()

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """When each of the project's own readings was taken."""
        return tuple(point.on for point in self._own)

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """What each of them said."""
        return tuple(point.value for point in self._own)

    @cached_property
    def before(self) -> int:
        """How many readings were taken before the change began; none while nothing has a day."""
        return sum(1 for day in self.days if self.began_on is not None and day < self.began_on)

    @cached_property
    def new_levels(self) -> tuple[MeasureRebase, ...]:
        """The rebases that have readings on both sides, by their days."""
        found = [r for r in self.rebases if 0 < self.place_of(r.from_on) < len(self.days)]
        return tuple(sorted(found, key=lambda r: r.from_on))

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The first reading of each stretch between rebases, and the first one after it."""
        starts = {0, *(self.place_of(r.from_on) for r in self.new_levels)}
        return tuple(pairwise(sorted({*starts, len(self.days)})))

    @cached_property
    def baseline(self) -> int:
        """How many readings the latest stretch is judged against: none after a rebase."""
        return 0 if self.new_levels else self.before

    @cached_property
    def judged_days(self) -> tuple[dt.date, ...]:
        """The days of the readings that are judged: since the change, or on the latest level."""
        return self.days[self.stretches[-1][0] + self.baseline :] if self.days else ()

    @cached_property
    def finding(self) -> Finding:
        """What may be said of this measure, for everybody who says something."""
        return finding_of(self)

    @cached_property
    def lines(self) -> SeriesLines:
        """What the readings are read against, as charts draw it, and all of it in words."""
        chart = xmr.analyse_xmr(
            self.numbers,
            improvement=BETTER[self.measure.direction],
            target=self.measure.target,
            fix_after=self.baseline if self.baseline >= xmr.PROVISIONAL_FROM else None,
            rebase_at=[first for first, _ in self.stretches[1:]],
        )
        stretches = _stretches(self, chart)
        return SeriesLines(
            stretches=stretches,
            kinds=_kinds(self, chart, stretches),
            gaps=judging.long_gaps(in_weeks(self.days)) if self.days else (),
            caption=_caption(self, stretches),
            for_statisticians=_for_statisticians(self, stretches),
        )

    @cached_property
    def scale(self) -> tuple[float | None, float | None]:
        """The lowest and the highest value that a reading can have, where there is one.

        What is counted cannot fall below nought: whole numbers without one below nought, and
        readings that say out of how many.
        """
        lowest, highest = scale_of(self.measure)
        is_counted = bool(self.readings["out_of"].notna().any())
        is_whole = all(value >= 0 and value == int(value) for value in self.numbers)
        return 0.0 if lowest is None and self.numbers and (
            is_counted or is_whole
        ) else lowest, highest

    @cached_property
    def before_after(self) -> BeforeAfter:
        """Which readings count as before and as latest, and their middle."""
        return before_and_after(self.readings, self.began_on)

    @cached_property
    def differences(self) -> tuple[tuple[dt.date, float], ...]:
        """The project less its comparison group, on each day with one reading of both."""
        own, others = _by_day(self.readings, is_own=True), _by_day(self.readings, is_own=False)
        return tuple(
            (day, own[day][0] - others[day][0])
            for day in sorted(own.keys() & others.keys())
            if len(own[day]) == len(others[day]) == 1
        )

    def place_of(self, day: dt.date) -> int:
        """How many readings were taken before a day."""
        return sum(1 for other in self.days if other < day)

    def level_of(self, day: dt.date) -> int:
        """How many new levels had begun by a day: readings of one stretch have the same number."""
        return sum(1 for level in self.new_levels if level.from_on <= day)

    @cached_property
    def _own(self) -> tuple[Point, ...]:
        return _own_points(self.readings)


def series_unchecked(reader: Reader, measure: Measure) -> Series:
    """The readings of a measure with its starting point, marks, rebases and the change's first day.

    For services that have asked who may see them.
    """
    project_id = measure.project_id
    with_people = [r for kind in WITH_PEOPLE for r in reader.find(kind, project_id=project_id)]
    return Series(
        measure=measure,
        readings=readings_frame_unchecked(reader, measure),
        marks=marks_frame_unchecked(reader, project_id),
        began_on=measure.began_on or change_begins_on(with_people),
        rebases=tuple(
            reader.find(MeasureRebase, project_id=measure.project_id, measure_id=measure.id)
        ),
    )


def latest_unchecked(reader: Reader, measure: Measure) -> float | None:
    """The project's own latest reading of a measure; ``None`` before the first."""
    own = _own_points(readings_frame_unchecked(reader, measure))
    return own[-1].value if own else None


def _own_points(readings: pd.DataFrame) -> tuple[Point, ...]:
    """The project's own readings, oldest first, without the comparison group's."""
    return tuple(point for point in points_of(readings) if point.is_own)


def _by_day(readings: pd.DataFrame, *, is_own: bool) -> dict[dt.date, list[float]]:
    found: dict[dt.date, list[float]] = {}
    for point in points_of(readings):
        if point.is_own == is_own:
            found.setdefault(point.on, []).append(point.value)
    return found


def _limits(series: Series, segment: xmr.XmrSegment, middle: float) -> tuple[float, float] | None:
    """Limits about the same readings as the middle line, inside the scale; else none.

    With 8 to 11 readings from before, the line rests on those and limits would rest on others; a
    fallback, or limits that the line lies outside of, would only mislead.
    """
    is_frozen = series.baseline >= runs.MEDIAN_BASELINE
    if segment.firmness is xmr.Firmness.TOO_FEW or not segment.reliable:
        return None
    if is_frozen and series.baseline < xmr.PROVISIONAL_FROM:
        return None
    low, high = series.scale
    lower, upper = xmr.clipped_limits(
        segment,
        -math.inf if low is None else low,
        math.inf if high is None else high,
    )
    if lower is None or upper is None or not lower < middle < upper:
        return None
    return lower, upper


def _kinds(series: Series, chart: xmr.XmrChart, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """What each reading outside the limits is; nothing is pointed out where nothing is judged."""
    if not series.finding.is_judged or all(stretch.lower is None for stretch in stretches):
        return ()
    return tuple(
        KINDS.get(kind, "common") if label in OUTSIDE else "common"
        for kind, label in zip(chart.types, chart.labels, strict=True)
    )


def _stretches(series: Series, chart: xmr.XmrChart) -> tuple[Stretch, ...]:
    if len(series.numbers) < runs.LINE_FROM:
        return ()
    found = []
    frozen = series.baseline if series.baseline >= runs.MEDIAN_BASELINE else 0
    for (start, end), segment in zip(series.stretches, chart.segments, strict=True):
        middle = median(series.numbers[start : frozen or end])
        limits = _limits(series, segment, middle)
        found.append(
            Stretch(
                first=series.days[start],
                last=series.days[end - 1],
                middle=middle,
                middle_name="middle before" if frozen else "middle",
                lower=limits[0] if limits else None,
                upper=limits[1] if limits else None,
                is_provisional=segment.firmness is xmr.Firmness.PROVISIONAL,
                number=segment.baseline_points,
            )
        )
    return tuple(found)


def _caption(series: Series, stretches: Sequence[Stretch]) -> str:
    """What the lines of the chart are, in words made from the values."""
    if not stretches:
        return ""
    number, days = len(series.numbers), series.days
    said = [f"{number} readings from {day_in_words(days[0])} to {day_in_words(days[-1])}."]
    if repeated := in_date_order(days, series.numbers).note:
        said.append(repeated)
    if series.baseline >= runs.MEDIAN_BASELINE:
        said.append(
            f"The middle line is the middle of the {series.baseline} readings before the change."
        )
    else:
        said.append("Half of the readings lie above the middle line, half below.")
    latest = stretches[-1]
    if latest.lower is not None:
        few = "; they rest on few readings" if latest.is_provisional else ""
        said.append(f"The outer lines enclose the usual ups and downs{few}.")
        if series.finding.is_judged:
            said.append("A reading marked with a shape lies outside: a prompt to ask, not proof.")
    if judging.long_gaps(in_weeks(days)):
        said.append("Where the line is broken there was a long time without readings.")
    return " ".join([*said, *level_sentences(series)])


def _for_statisticians(series: Series, stretches: Sequence[Stretch]) -> str:
    """How it was judged, in the words of the trade; one click away."""
    if not stretches:
        return ""
    found, unit = series.finding, series.measure.unit
    frozen = series.baseline >= runs.MEDIAN_BASELINE
    start = series.stretches[-1][0]
    chart = runs.analyse_runs(series.numbers[start:], baseline=series.baseline if frozen else None)
    line = f"median{' of the baseline' if frozen else ''} {number(stretches[-1].middle)}"
    run = f"longest run {chart.longest_run} (at most {chart.longest_allowed} usual)"
    crossed = counted(chart.crossings, "crossing", "crossings")
    expected = f"at least {chart.crossings_expected} usual"
    said = [f"Run chart against the {line}: {run}, {crossed} ({expected})."]
    latest = stretches[-1]
    if latest.lower is not None and latest.upper is not None:
        said.append(
            f"XmR limits {number(latest.lower)} to {number(latest.upper)} (mean ± 2.66 average "
            f"moving ranges of {latest.number} readings, inside the scale)."
        )
    if found.step is not None and found.step_between is not None:
        low, high = found.step_between
        said.append(
            f"Interrupted series, a common slope allowed for: step {number(found.step)} {unit}, "
            f"95% interval {number(low)} to {number(high)}, widened for autocorrelation."
        )
    if found.power and found.is_judged:
        said.append(f"Power for a step of one standard deviation by now: about {found.power:.0%}.")
    return " ".join(said)


def level_sentences(series: Series) -> list[str]:
    """A sentence for each new level, with the reason that people gave."""
    return [
        f"Read against a new level from {day_in_words(level.from_on)}: {level.reason}"
        for level in series.new_levels
    ]
