"""Readings counted out of a number, as a p, a u or a p′ chart: which one, and in what words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.counted import Counted, counted_chart
from lp_planner.charts.lines import Stretch
from lp_planner.domain.records.measures import Direction, ReadingGroup
from lp_planner.domain.records.measures import is_share as unit_is_share
from lp_planner.services.measures.series import Series, level_sentences
from lp_planner.statistics import attributes
from lp_planner.statistics.xmr import FIRM_FROM, PROVISIONAL_FROM
from lp_planner.wording import counted, day_in_words

PER_CENT = 100.0
LEAST = 2
Row = tuple[dt.date, float, float]


def counts_chart(series: Series) -> Chart | None:
    """The project's counts of one measure with their limits; ``None`` with fewer than two.

    A measure in per cent has shares, any other one rates. Limits stand from 12 counts, provisional
    below 20; where 12 or more were made before the change began, they rest on those alone. Each
    stretch between rebases has limits of its own.
    """
    measure = series.measure
    is_share = unit_is_share(measure.unit)
    readings = series.readings
    own = readings[readings["reading_group"] == ReadingGroup.PROJECT.value]
    rows = [
        (on, float(count), float(out_of))
        for on, count, out_of in zip(
            own["taken_on"].tolist(),
            own["counted"].tolist(),
            own["out_of"].tolist(),
            strict=True,
        )
        if _is_usable(count, out_of, is_share=is_share)
    ]
    if len(rows) < LEAST:
        return None
    parts = [
        _Part(series, list(part), is_share=is_share)
        for _, part in groupby(rows, key=lambda row: series.level_of(row[0]))
    ]
    return counted_chart(
        [count for part in parts for count in part.counts],
        series.marks,
        measure_name=measure.name,
        is_share=is_share,
        stretches=[part.stretch for part in parts if part.stretch is not None],
        caption=_caption(series, parts, left_out=len(own) - len(rows)),
        began_on=series.began_on,
    )


class _Part:
    """The counts of one stretch, judged by themselves."""

    def __init__(self, series: Series, rows: list[Row], *, is_share: bool) -> None:
        self.days = [on for on, _, _ in rows]
        began = series.began_on if not series.new_levels else None
        before = sum(1 for on in self.days if began is not None and on < began)
        self.baseline = before if before >= PROVISIONAL_FROM else None
        self.chart = attributes.chart_counts(
            [count for _, count, _ in rows],
            [out_of for _, _, out_of in rows],
            is_share=is_share,
            baseline=self.baseline,
        )
        self.has_limits = (self.baseline or len(rows)) >= PROVISIONAL_FROM
        self._rows = rows
        self._factor = PER_CENT if is_share else 1.0
        self._direction = series.measure.direction
        self._points_out = self.has_limits and series.finding.is_judged

    @property
    def stretch(self) -> Stretch | None:
        """What the counts come to together; ``None`` where they come to nothing."""
        if self.chart.centre is None:
            return None
        middle = self.chart.centre * self._factor
        return Stretch(self.days[0], self.days[-1], middle, middle_name="together")

    @property
    def counts(self) -> Iterator[Counted]:
        """Each count with its limits, where there are enough for limits."""
        chart, factor = self.chart, self._factor
        for (on, count, out_of), value, lower, upper, is_outside in zip(
            self._rows, chart.values, chart.lower, chart.upper, chart.outside, strict=True
        ):
            yield Counted(
                on=on,
                count=count,
                out_of=out_of,
                value=(value or 0.0) * factor,
                lower=lower * factor if self.has_limits and lower is not None else None,
                upper=upper * factor if self.has_limits and upper is not None else None,
                kind=_kind(value, chart.centre, self._direction)
                if self._points_out and is_outside
                else "common",
            )


def _is_usable(count: float | None, out_of: float | None, *, is_share: bool) -> bool:
    if count is None or out_of is None or pd.isna(count) or pd.isna(out_of):
        return False
    return count >= 0 and out_of > 0 and (count <= out_of or not is_share)


def _kind(value: float | None, centre: float | None, direction: Direction) -> str:
    is_high = (value or 0.0) > (centre or 0.0)
    if direction is Direction.NEITHER:
        return "high" if is_high else "low"
    return "improvement" if is_high == (direction is Direction.UP) else "concern"


def _caption(series: Series, parts: Sequence[_Part], *, left_out: int) -> str:
    """What the chart rests on, made from the values; about limits, what the latest rest on."""
    days = [day for part in parts for day in part.days]
    latest = parts[-1]
    chart, number = latest.chart, latest.baseline or len(latest.days)
    said = [f"{len(days)} counts from {day_in_words(days[0])} to {day_in_words(days[-1])}."]
    if all(level is None for level in chart.upper):
        said.append(chart.note)
    elif not latest.has_limits:
        said.append(f"Limits need {PROVISIONAL_FROM} counts.")
    else:
        few = "; they rest on few counts" if number < FIRM_FROM else ""
        which = "before the change" if latest.baseline else "in all"
        if len(parts) > 1:
            which = "on the new level"
        said.append(
            f"The stepped lines are limits about the level of the {number} counts {which}{few}: a "
            "count beyond them is a prompt to ask, not proof."
        )
        if chart.kind is attributes.AttributeKind.P_PRIME and chart.extra_spread:
            said.append(
                f"The counts vary {chart.extra_spread:.1f} times as much as chance alone would "
                "make them, so the limits are wider by as much."
            )
        said.append(chart.note)
        if not series.finding.is_judged:
            said.append("No count is pointed out, because these readings are not judged.")
    said += level_sentences(series)
    if left_out:
        said.append(
            f"{counted(left_out, 'reading does', 'readings do')} not say out of how "
            "many and cannot stand here."
        )
    return " ".join(part for part in said if part)
