"""One measure over time with the changes marked on it, and its before and after."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts import marks as time_marks
from lp_planner.charts.chart import Chart
from lp_planner.charts.impact_figures import MEDIAN_FROM, NO_LINES, Ends, course, dumbbells
from lp_planner.charts.lines import SeriesLines
from lp_planner.charts.points import Point, points_of
from lp_planner.domain.measures.finding import Finding
from lp_planner.domain.measures.finding_words import in_a_few_words, said, stage_in_words
from lp_planner.domain.records.measures import Direction, ReadingGroup

MOST_IN_ALT = 24
NAME_LENGTH = 60
_BETTER = {
    Direction.UP.value: "Higher is better.",
    Direction.DOWN.value: "Lower is better.",
    Direction.NEITHER.value: "",
}
_GROUPS = {ReadingGroup.PROJECT.value: "Project", ReadingGroup.COMPARISON.value: "Comparison"}


def impact_chart(
    readings: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    measure_name: str,
    unit: str,
    direction: str,
    target: float | None,
    finding: Finding,
    lines: SeriesLines = NO_LINES,
) -> Chart:
    """Draw a measure over time.

    ``readings`` has ``taken_on``, ``value``, ``people``, ``reading_group`` and ``note``; ``marks``
    has ``happened_on``, ``label`` and ``mark_kind``. ``direction`` is "up", "down" or "neither";
    ``finding`` is what may be said of it; ``lines`` are what the readings are read against.
    """
    points = points_of(readings)
    found = time_marks.numbered(marks)
    project = [point for point in points if point.is_own]
    name = figure_text.fitted(measure_name, NAME_LENGTH)
    title = f"{name}: no readings yet"
    if project:
        title = f"{name}: {wording.with_unit(project[-1].value, unit)} at the latest reading"
        title += f", target {figure_text.in_title(target, unit)}" if target is not None else ""
        title += f"; {in_a_few_words(finding)}"
    return Chart(
        key="impact",
        title=title,
        figure=(
            course(points, found, unit, target, finding.began_on, lines)
            if points
            else theme.empty_figure("No readings yet")
        ),
        takeaway=said(finding),
        how_to_read=_how_to_read(len(project), found, direction, finding.began_on, lines)
        if points
        else "",
        alt=_alt(points, found, name, unit, target, stage_in_words(finding)),
        table=_course_table(points, found, unit),
    )


def before_after_chart(
    finding: Finding,
    *,
    measure_name: str,
    before_interval: Ends | None = None,
    after_interval: Ends | None = None,
) -> Chart:
    """Draw a measure before the change and in its latest readings, beside a comparison group.

    The intervals are those of the project's middle readings, where there are enough for one.
    """
    intervals = (before_interval, after_interval)
    unit = finding.unit
    name = figure_text.fitted(measure_name, NAME_LENGTH)
    sides = [
        ("Project", finding.before.value, finding.latest.value),
        ("Comparison", finding.comparison_before.value, finding.comparison_latest.value),
    ]
    sides = [side for side in sides if side[1:] != (None, None)]
    return Chart(
        key="before_after",
        title=_before_after_title(finding, name, unit),
        figure=dumbbells(sides, unit, intervals)
        if sides
        else theme.empty_figure("Nothing to compare yet"),
        takeaway=said(finding),
        how_to_read=(
            "The hollow circle is before the change, the filled one the latest readings; where a "
            f"side has several readings, the one in the middle counts. {_sure(intervals, unit)}"
            if sides
            else ""
        ),
        alt=figure_text.within_limit(
            " ".join(
                part
                for part in (
                    f"Before and after for {name}.",
                    *(_side_in_words(*side, unit) for side in sides),
                    _between(intervals, unit),
                    said(finding),
                )
                if part
            )
        ),
        table=_before_after_table(finding, unit, intervals),
    )


def _between(intervals: Sequence[Ends | None], unit: str) -> str:
    """The intervals in words; empty where there is none."""
    said = [
        f"{side} from {wording.with_unit(ends[0], unit)} to {wording.with_unit(ends[1], unit)}"
        for side, ends in zip(("before", "after"), intervals, strict=True)
        if ends is not None
    ]
    return f"With 95% confidence the middle lies {wording.listed(said)}." if said else ""


def _sure(intervals: Sequence[Ends | None], unit: str) -> str:
    said = _between(intervals, unit)
    if all(intervals):
        return f"The bars show how sure that is. {said}"
    few = "A side with fewer than six readings has no interval."
    return f"{said} {few}".strip()


def _how_to_read(
    own_readings: int,
    marks: Sequence[time_marks.Mark],
    direction: str,
    began_on: dt.date | None,
    lines: SeriesLines,
) -> str:
    parts = ["Each point is one reading.", _BETTER[direction]]
    if began_on:
        parts.append(
            f"The shaded part is before the change began on {wording.day_in_words(began_on)}."
        )
    more = MEDIAN_FROM - own_readings
    if lines.caption:
        parts.append(lines.caption)
    elif more > 0:
        needed = wording.counted(more, "more reading", "more readings")
        parts.append(f"With {needed} a middle line can be drawn.")
    else:
        parts.append("Half of the readings lie above the middle line, half below.")
    parts.append(time_marks.explained(marks))
    return " ".join(part for part in parts if part)


def _alt(
    points: Sequence[Point],
    marks: Sequence[time_marks.Mark],
    name: str,
    unit: str,
    target: float | None,
    stage: str,
) -> str:
    if not points:
        return f"No chart yet: {name} has no readings."
    parts = [f"Line chart of {name} over time.", stage]
    for group, label in _GROUPS.items():
        mine = [point for point in points if point.group == group]
        if not mine:
            continue
        said = [
            f"{wording.day_in_words(point.on)} {wording.with_unit(point.value, unit)}"
            for point in (mine if len(mine) <= MOST_IN_ALT else (mine[0], mine[-1]))
        ]
        if len(mine) > MOST_IN_ALT:
            values = [point.value for point in mine]
            lowest = wording.with_unit(min(values), unit)
            highest = wording.with_unit(max(values), unit)
            said = [
                f"{len(mine)} readings from {said[0]} to {said[-1]}, between {lowest} and {highest}"
            ]
        parts.append(f"{label}: {'; '.join(said)}.")
    if target is not None:
        parts.append(f"Target {wording.with_unit(target, unit)}.")
    parts.append(time_marks.explained(marks))
    return figure_text.within_limit(" ".join(part for part in parts if part))


def _course_table(
    points: Sequence[Point], marks: Sequence[time_marks.Mark], unit: str
) -> pd.DataFrame:
    found: list[tuple[dt.date, tuple[str, ...]]] = [
        (
            point.on,
            (
                wording.day_in_words(point.on),
                _GROUPS.get(point.group, ""),
                wording.with_unit(point.value, unit),
                "" if point.people is None else str(point.people),
                point.note,
            ),
        )
        for point in points
    ]
    found += [
        (
            mark.on,
            (wording.day_in_words(mark.on), f"{mark.number} {mark.kind_name}", "", "", mark.label),
        )
        for mark in marks
    ]
    ordered = [cells for _, cells in sorted(found, key=lambda pair: pair[0])]
    columns = ("Day", "What", "Value", "People", "Note")
    by_column = zip(*ordered, strict=True) if ordered else ((),) * len(columns)
    return pd.DataFrame(
        {name: list(cells) for name, cells in zip(columns, by_column, strict=True)}, dtype="str"
    )


def _before_after_title(facts: Finding, name: str, unit: str) -> str:
    before, after = facts.before.value, facts.latest.value
    if before is not None and after is not None:
        return (
            f"{name}: {figure_text.in_title(before, unit)} before, "
            f"{figure_text.in_title(after, unit)} after"
        )
    if before is not None:
        return f"{name}: {figure_text.in_title(before, unit)} so far, too early to compare"
    if after is not None:
        return f"{name}: {figure_text.in_title(after, unit)} now, with no reading from before"
    return f"{name}: nothing to compare yet"


def _side_in_words(name: str, before: float | None, after: float | None, unit: str) -> str:
    parts = [
        f"{wording.with_unit(value, unit)} {word}"
        for value, word in ((before, "before"), (after, "after"))
        if value is not None
    ]
    return f"{name}: {', '.join(parts)}."


def _before_after_table(
    facts: Finding, unit: str, intervals: Sequence[Ends | None]
) -> pd.DataFrame:
    sure = "; ".join(
        f"{side} {wording.with_unit(ends[0], unit)} to {wording.with_unit(ends[1], unit)}"
        for side, ends in zip(("before", "after"), intervals, strict=True)
        if ends is not None
    )
    rows = [
        (
            "Project",
            _or_blank(facts.before.value, unit),
            _or_blank(facts.latest.value, unit),
            "" if facts.change is None else wording.difference(facts.change, unit),
            f"{facts.before.count} before, {facts.latest.count} after",
            sure,
        )
    ]
    before, after = facts.comparison_before.value, facts.comparison_latest.value
    if (before, after) != (None, None):
        moved = "" if before is None or after is None else wording.difference(after - before, unit)
        rows.append(("Comparison", _or_blank(before, unit), _or_blank(after, unit), moved, "", ""))
    return pd.DataFrame(
        rows,
        columns=["Group", "Before", "After", "Change", "Readings used", "Middle, 95% confidence"],
        dtype="str",
    )


def _or_blank(value: float | None, unit: str) -> str:
    return "" if value is None else wording.with_unit(value, unit)
