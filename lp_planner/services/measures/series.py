"""A measure's readings in their order: what they are read against, and what that says.

The primary reading is Anhøj's run rules against the median of the readings before the change,
which stays where it was; limits are prompts to ask, never proof (docs/reference/statistics.md).
Whoever says something about a series asks :func:`series_unchecked` (docs/adr/0025).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from lp_planner.analytics.impact import BeforeAfter, before_and_after
from lp_planner.charts.lines import SeriesLines, Stretch
from lp_planner.charts.points import Point, points_of
from lp_planner.domain.measures.beginning import WITH_PEOPLE, change_begins_on
from lp_planner.domain.measures.gaps import long_gap
from lp_planner.domain.records.measures import Direction, Measure, MeasureRebase, is_share
from lp_planner.services.measures.frames import marks_frame_unchecked, readings_frame_unchecked
from lp_planner.statistics import runs, xmr
from lp_planner.statistics.labels import PointType
from lp_planner.statistics.number_series import Direction as Better
from lp_planner.statistics.ordering import in_date_order
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words

WHOLE = 100.0
"""Per cent."""
BETTER = {
    Direction.UP: Better.INCREASE,
    Direction.DOWN: Better.DECREASE,
    Direction.NEITHER: Better.NEITHER,
}
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
    first day with colleagues. ``days``, ``numbers`` and what follows are about the project's own
    readings, oldest first. Fewer than 6 are dots; from 6 there is a median; from 10 run rules are
    asked; limits stand from 12 readings, provisional below 20. A baseline of 8 (median) or 12
    (limits) from before the change is frozen. A rebase begins a stretch of its own.
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
    def change(self) -> runs.ChangeReading:
        """The latest stretch judged against what was before; without a before, only described."""
        values = self.numbers[self.stretches[-1][0] :] if self.numbers else ()
        if 0 < self.baseline <= len(values):
            return runs.judge_change(
                values, self.baseline, improvement=BETTER[self.measure.direction]
            )
        chart = runs.analyse_runs(values)
        is_told = chart.signal is not None
        return runs.ChangeReading(
            verdict=runs.ChangeVerdict.NO_SIGNAL if is_told else runs.ChangeVerdict.TOO_EARLY,
            direction=None,
            improvement=None,
            points_since=len(values),
            chart=chart,
            note=chart.note,
        )

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
        has_kinds = any(_has_limits(segment) for segment in chart.segments)
        return SeriesLines(
            stretches=_stretches(self, chart),
            kinds=tuple(KINDS.get(kind, "common") for kind in chart.types) if has_kinds else (),
            caption=_caption(self, chart),
        )

    @cached_property
    def before_after(self) -> BeforeAfter:
        """Before and after, in the measure's own direction and unit."""
        return before_and_after(
            self.readings,
            self.began_on,
            direction=self.measure.direction.value,
            unit=self.measure.unit,
            chosen_for_low_scores=self.measure.chosen_for_low_scores,
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
        began_on=change_begins_on(with_people),
        rebases=tuple(reader.find(MeasureRebase, measure_id=measure.id)),
    )


def latest_unchecked(reader: Reader, measure: Measure) -> float | None:
    """The project's own latest reading of a measure; ``None`` before the first."""
    own = _own_points(readings_frame_unchecked(reader, measure))
    return own[-1].value if own else None


def _own_points(readings: pd.DataFrame) -> tuple[Point, ...]:
    """The project's own readings, oldest first, without the comparison group's."""
    return tuple(point for point in points_of(readings) if point.is_own)


def _has_limits(segment: xmr.XmrSegment) -> bool:
    return segment.firmness is not xmr.Firmness.TOO_FEW and segment.lower is not None


def _stretches(series: Series, chart: xmr.XmrChart) -> tuple[Stretch, ...]:
    if len(series.numbers) < runs.LINE_FROM:
        return ()
    found = []
    frozen = series.baseline if series.baseline >= runs.MEDIAN_BASELINE else 0
    for (start, end), segment in zip(series.stretches, chart.segments, strict=True):
        run_chart = runs.analyse_runs(series.numbers[start:end], baseline=frozen or None)
        if run_chart.centre is None:
            continue
        has_limits = segment.firmness is not xmr.Firmness.TOO_FEW
        lower, upper = _drawn_limits(series.measure, segment)
        found.append(
            Stretch(
                first=series.days[start],
                last=series.days[end - 1],
                middle=run_chart.centre,
                middle_name="median before" if frozen else "median",
                lower=lower if has_limits else None,
                upper=upper if has_limits else None,
                is_provisional=segment.firmness is xmr.Firmness.PROVISIONAL,
            )
        )
    return tuple(found)


def _drawn_limits(measure: Measure, segment: xmr.XmrSegment) -> tuple[float | None, float | None]:
    """The limits of a stretch within what the measure can be."""
    if is_share(measure.unit):
        return xmr.clipped_limits(segment, 0, WHOLE)
    if measure.full_marks is not None:
        return xmr.clipped_limits(segment, 0, measure.full_marks)
    return segment.lower, segment.upper


def _caption(series: Series, chart: xmr.XmrChart) -> str:
    """All that the chart rests on, in words made from the values."""
    number, days = len(series.numbers), series.days
    if number < runs.LINE_FROM:
        return ""
    said = [f"{number} readings from {day_in_words(days[0])} to {day_in_words(days[-1])}."]
    if repeated := in_date_order(days, series.numbers).note:
        said.append(repeated)
    said += _gap_sentences(days)
    if series.baseline >= runs.MEDIAN_BASELINE:
        said.append(
            f"The middle line is the median of the {series.baseline} readings before the change."
        )
    else:
        said.append("Half of the readings lie above the median, half below.")
    run_chart = series.change.chart
    if number < runs.RULES_FROM or run_chart.signal is None:
        said.append("With fewer than 10 readings off the line it is too early for a signal.")
    else:
        said.append(
            f"The longest run on one side is {run_chart.longest_run} "
            f"({run_chart.longest_allowed} would be usual at most); the line is crossed "
            f"{run_chart.crossings} times (at least {run_chart.crossings_expected} is usual)."
        )
    segment = chart.segments[-1]
    if _has_limits(segment):
        firm = "provisional, " if segment.firmness is xmr.Firmness.PROVISIONAL else ""
        said.append(
            f"The outer lines are limits ({firm}from {segment.baseline_points} readings; shifts "
            "and trends count from 7): a reading marked with a shape is a prompt to ask, not proof."
        )
        if not segment.reliable:
            said.append("They rest on readings that hardly differ, so do not lean on them.")
    return " ".join([*said, *level_sentences(series)])


def _gap_sentences(days: Sequence[dt.date]) -> list[str]:
    """A sentence for the longest gap, where it is longer than a holiday and than the rhythm."""
    steps = [(later - earlier, earlier, later) for earlier, later in pairwise(days)]
    gap, earlier, later = max(steps)
    if gap <= long_gap([step for step, _, _ in steps]):
        return []
    between = f"{day_in_words(earlier)} and {day_in_words(later)}"
    return [f"There is no reading between {between}: the line only joins what stands around it."]


def level_sentences(series: Series) -> list[str]:
    """A sentence for each new level, with the reason that people gave."""
    return [
        f"Read against a new level from {day_in_words(level.from_on)}: {level.reason}"
        for level in series.new_levels
    ]
