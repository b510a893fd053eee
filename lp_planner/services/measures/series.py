"""A measure's readings in their order: what they are read against, and what that says.

The primary reading is Anhøj's run rules against the median of the readings before the change,
which stays where it was; limits are prompts to ask, never proof (docs/reference/statistics.md).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lp_planner.charts.lines import SeriesLines, Stretch
from lp_planner.charts.points import points_of
from lp_planner.domain.records.measures import Direction, MeasureRebase
from lp_planner.statistics import runs, xmr
from lp_planner.statistics.labels import PointType
from lp_planner.statistics.number_series import Direction as Better
from lp_planner.wording import day_in_words

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


@dataclass(frozen=True)
class SeriesReading:
    """A project's readings and how they may be read."""

    days: tuple[dt.date, ...]
    values: tuple[float, ...]
    before: int
    """How many readings were taken before the change began."""
    change: runs.ChangeReading
    lines: SeriesLines


def read_series(
    readings: pd.DataFrame,
    began_on: dt.date | None,
    *,
    direction: Direction,
    target: float | None = None,
    rebases: Sequence[MeasureRebase] = (),
) -> SeriesReading:
    """Read the project's own readings of one measure, oldest first.

    Fewer than 6 readings are dots; from 6 there is a median; from 10 run rules are asked; limits
    stand from 12 readings, provisional below 20. A baseline of 8 (median) or 12 (limits) from
    before the change is frozen. A rebase begins a stretch of its own.
    """
    own = [point for point in points_of(readings) if point.is_own]
    days = tuple(point.on for point in own)
    values = tuple(point.value for point in own)
    before = sum(1 for day in days if began_on is None or day < began_on)
    if began_on is None:
        before = 0
    starts = sorted({_first_from(days, r.from_on) for r in rebases} - {0, len(days)})
    last = starts[-1] if starts else 0
    change = _judged(values[last:], 0 if starts else before, direction)
    chart = _xmr(values, before, starts, direction, target)
    return SeriesReading(
        days=days,
        values=values,
        before=before,
        change=change,
        lines=SeriesLines(
            stretches=_stretches(days, values, before, starts, chart),
            kinds=tuple(KINDS.get(kind, "common") for kind in chart.types)
            if _has_limits(chart)
            else (),
            caption=_caption(days, values, before, change, chart, rebases),
        ),
    )


def _judged(values: Sequence[float], before: int, direction: Direction) -> runs.ChangeReading:
    """The latest stretch judged against what was before; without a before, only described."""
    if 0 < before <= len(values):
        return runs.judge_change(values, before, improvement=BETTER[direction])
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


def _first_from(days: Sequence[dt.date], day: dt.date) -> int:
    return sum(1 for other in days if other < day)


def _xmr(
    values: Sequence[float],
    before: int,
    starts: Sequence[int],
    direction: Direction,
    target: float | None,
) -> xmr.XmrChart:
    is_frozen = before >= xmr.PROVISIONAL_FROM and not starts
    return xmr.analyse_xmr(
        values,
        improvement=BETTER[direction],
        target=target,
        fix_after=before if is_frozen else None,
        rebase_at=starts,
    )


def _has_limits(chart: xmr.XmrChart) -> bool:
    return any(
        segment.firmness is not xmr.Firmness.TOO_FEW and segment.lower is not None
        for segment in chart.segments
    )


def _stretches(
    days: Sequence[dt.date],
    values: Sequence[float],
    before: int,
    starts: Sequence[int],
    chart: xmr.XmrChart,
) -> tuple[Stretch, ...]:
    if len(values) < runs.LINE_FROM:
        return ()
    found = []
    for start, end, segment in zip([0, *starts], [*starts, len(days)], chart.segments, strict=True):
        part = values[start:end]
        frozen = before if not starts and before >= runs.MEDIAN_BASELINE else 0
        run_chart = runs.analyse_runs(part, baseline=frozen or None)
        if run_chart.centre is None:
            continue
        has_limits = segment.firmness is not xmr.Firmness.TOO_FEW
        found.append(
            Stretch(
                first=days[start],
                last=days[end - 1],
                middle=run_chart.centre,
                middle_name="median before" if frozen else "median",
                lower=segment.lower if has_limits else None,
                upper=segment.upper if has_limits else None,
                is_provisional=segment.firmness is xmr.Firmness.PROVISIONAL,
            )
        )
    return tuple(found)


def _caption(
    days: Sequence[dt.date],
    values: Sequence[float],
    before: int,
    change: runs.ChangeReading,
    chart: xmr.XmrChart,
    rebases: Sequence[MeasureRebase],
) -> str:
    """All that the chart rests on, in words made from the values."""
    number = len(values)
    if number < runs.LINE_FROM:
        return ""
    said = [f"{number} readings from {day_in_words(days[0])} to {day_in_words(days[-1])}."]
    if before >= runs.MEDIAN_BASELINE and not rebases:
        said.append(f"The middle line is the median of the {before} readings before the change.")
    else:
        said.append("Half of the readings lie above the median, half below.")
    run_chart = change.chart
    if number < runs.RULES_FROM or run_chart.signal is None:
        said.append("With fewer than 10 readings off the line it is too early for a signal.")
    else:
        said.append(
            f"The longest run on one side is {run_chart.longest_run} "
            f"({run_chart.longest_allowed} would be usual at most); the line is crossed "
            f"{run_chart.crossings} times (at least {run_chart.crossings_expected} is usual)."
        )
    segment = chart.segments[-1]
    if segment.firmness is not xmr.Firmness.TOO_FEW and segment.lower is not None:
        firm = "provisional, " if segment.firmness is xmr.Firmness.PROVISIONAL else ""
        said.append(
            f"The outer lines are limits ({firm}from {segment.baseline_points} readings; shifts "
            "and trends count from 7): a reading marked with a shape is a prompt to ask, not proof."
        )
        if not segment.reliable:
            said.append("They rest on readings that hardly differ, so do not lean on them.")
    said += [
        f"Read against a new level from {day_in_words(r.from_on)}: {r.reason}" for r in rebases
    ]
    return " ".join(said)
