"""Readings counted out of a number, as a p, a u or a p′ chart: which one, and in what words."""

import datetime as dt

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.counted import Counted, counted_chart
from lp_planner.domain.records.measures import Direction, Measure, ReadingGroup
from lp_planner.statistics import attributes
from lp_planner.statistics.xmr import FIRM_FROM, PROVISIONAL_FROM
from lp_planner.wording import counted, day_in_words

PER_CENT = 100.0
LEAST = 2
SHARE = "%"


def counts_chart(
    measure: Measure,
    readings: pd.DataFrame,
    marks: pd.DataFrame,
    began_on: dt.date | None,
) -> Chart | None:
    """The project's counts of one measure with their limits; ``None`` with fewer than two.

    ``readings`` is as ``services.frames.readings_frame`` makes it. A measure in per cent has
    shares, any other one rates. Limits stand from 12 counts, provisional below 20; where 12 or
    more were made before the change began, they rest on those alone.
    """
    is_share = measure.unit.strip() == SHARE
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
    before = sum(1 for on, _, _ in rows if began_on is not None and on < began_on)
    baseline = before if before >= PROVISIONAL_FROM else None
    chart = attributes.chart_counts(
        [count for _, count, _ in rows],
        [out_of for _, _, out_of in rows],
        is_share=is_share,
        baseline=baseline,
    )
    has_limits = (baseline or len(rows)) >= PROVISIONAL_FROM
    factor = PER_CENT if is_share else 1.0
    counted = [
        Counted(
            on=on,
            count=count,
            out_of=out_of,
            value=(value or 0.0) * factor,
            lower=lower * factor if has_limits and lower is not None else None,
            upper=upper * factor if has_limits and upper is not None else None,
            kind=_kind(value, chart.centre, measure.direction)
            if has_limits and is_outside
            else "common",
        )
        for (on, count, out_of), value, lower, upper, is_outside in zip(
            rows, chart.values, chart.lower, chart.upper, chart.outside, strict=True
        )
    ]
    return counted_chart(
        counted,
        marks,
        measure_name=measure.name,
        is_share=is_share,
        centre=None if chart.centre is None else chart.centre * factor,
        caption=_caption(
            chart,
            [on for on, _, _ in rows],
            baseline,
            left_out=len(own) - len(rows),
            has_limits=has_limits,
        ),
        began_on=began_on,
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


def _caption(
    chart: attributes.AttributeChart,
    days: list[dt.date],
    baseline: int | None,
    *,
    left_out: int,
    has_limits: bool,
) -> str:
    """What the chart rests on, made from the values."""
    number = baseline or len(days)
    said = [f"{len(days)} counts from {day_in_words(days[0])} to {day_in_words(days[-1])}."]
    if not has_limits:
        said.append(f"Limits need {PROVISIONAL_FROM} counts.")
    else:
        firm = "provisional, " if number < FIRM_FROM else ""
        which = "before the change" if baseline else "in all"
        said.append(
            f"The limits are those of a {chart.kind.value} ({firm}three standard errors about the "
            f"level of the {number} counts {which}): a count beyond them is a prompt to ask, not "
            "proof."
        )
        if chart.kind is attributes.AttributeKind.P_PRIME and chart.extra_spread:
            said.append(
                f"The counts vary {chart.extra_spread:.1f} times as much as chance alone would "
                "make them, so the limits are widened by as much (Laney)."
            )
        if chart.note:
            said.append(chart.note)
    if left_out:
        said.append(
            f"{counted(left_out, 'reading does', 'readings do')} not say out of how "
            "many and cannot stand here."
        )
    return " ".join(said)
