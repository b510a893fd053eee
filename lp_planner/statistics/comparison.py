"""Two groups, each before and after: dppc2, the ANCOVA-adjusted g, and how far apart they began.

Positive numbers mean that the first group, the one taught differently, did better.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lp_planner.statistics.change import correlation
from lp_planner.statistics.distributions import normal_quantile, small_sample_factor, t_quantile
from lp_planner.statistics.effects import hedges_g, pooled_sd, standard_deviation
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    FloatArray,
    Interval,
    Numbers,
    as_pairs,
    check_confidence,
    check_whole,
    is_flat,
    known_number,
)

GAP_TO_ADJUST = 0.05
GAP_TOO_WIDE = 0.25
_LEAST_GROUP = 2


class StartingGap(StrEnum):
    """How alike two groups were at the start (after What Works Clearinghouse)."""

    ALIKE = "started alike"
    ADJUST = "started a little apart: adjust for it"
    TOO_FAR = "started too far apart: comparison not safe"
    UNKNOWN = "starting points unknown"


@dataclass(frozen=True, slots=True)
class PrePostSummary:
    """One group in four numbers: pupils, mean before, mean after, standard deviation before."""

    n: int
    mean_before: float | None
    mean_after: float | None
    sd_before: float | None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: ``n`` is negative or not whole, or ``sd_before`` is negative.
        """
        check_whole(self.n, "pupils in a group")
        if self.sd_before is not None and self.sd_before < 0:
            message = f"A standard deviation cannot be negative; it is {self.sd_before}."
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Dppc2:
    """Morris's difference of changes, in pooled standard deviations of the first test."""

    g: float | None
    standard_error: float | None
    interval: Interval | None
    pooled_sd_before: float | None
    correlation: float | None
    n_first: int
    n_second: int
    note: str


@dataclass(frozen=True, slots=True)
class AdjustedDifference:
    """The difference after, adjusted for scores before: in the test's units, and standardised.

    ``slope`` is what one point before was worth after; ``None`` where scores before did not vary
    and so could not be adjusted for. The interval of ``g`` treats the standard deviation as known.
    """

    difference: float | None
    interval: Interval | None
    standard_error: float | None
    df: int | None
    g: float | None
    g_interval: Interval | None
    slope: float | None
    pooled_sd_after: float | None
    n_first: int
    n_second: int
    left_out: int
    note: str


@dataclass(frozen=True, slots=True)
class BaselineGap:
    """How far apart two groups began, in pooled standard deviations, and what to make of it."""

    g: float | None
    verdict: StartingGap
    note: str


def dppc2(
    first: PrePostSummary,
    second: PrePostSummary,
    correlation: float | None,
    *,
    confidence: float = CONFIDENCE,
) -> Dppc2:
    """Compare two groups' changes where only summaries are known (Morris 2008, d_ppc2).

    J(df)·(change₁ − change₂)/s with s pooled over the scores before and df = n₁ + n₂ − 2. The
    variance 2(1 − r)(1/n₁ + 1/n₂) + g²/(2(n₁ + n₂)) needs the correlation r of scores before and
    after; without it there is no interval.

    Raises:
        ValueError: ``correlation`` is not between −1 and 1, or ``confidence`` not between 0 and 1.
    """
    check_confidence(confidence)
    one, two = first.n, second.n
    r = known_number(correlation)
    if r is not None and abs(r) > 1:
        message = f"A correlation lies between -1 and 1; it is {r}."
        raise ValueError(message)
    levels = [
        known_number(level)
        for group in (first, second)
        for level in (group.mean_after, group.mean_before)
    ]
    means = [level for level in levels if level is not None]
    sd = pooled_sd((one, known_number(first.sd_before)), (two, known_number(second.sd_before)))
    if sd is None or len(means) < len(levels):
        note = "Each group needs two pupils or more with scores before and after."
        return Dppc2(None, None, None, None, r, one, two, note)
    if is_flat(sd, *means):
        note = "All scores before are the same, so the changes cannot be standardised."
        return Dppc2(None, None, None, 0.0, r, one, two, note)
    gain = (means[0] - means[1]) - (means[2] - means[3])
    g = small_sample_factor(one + two - 2) * gain / sd
    if r is None:
        note = "The interval needs the correlation of scores before and after."
        return Dppc2(g, None, None, sd, None, one, two, note)
    error = math.sqrt(2 * (1 - r) * (1 / one + 1 / two) + g * g / (2 * (one + two)))
    reach = normal_quantile((1 + confidence) / 2) * error
    interval = Interval(g - reach, g + reach) if error > 0 else None
    note = "" if interval else "The groups' scores leave no spread to take an interval from."
    return Dppc2(g, error, interval, sd, r, one, two, note)


def dppc2_from_scores(
    first_before: Numbers,
    first_after: Numbers,
    second_before: Numbers,
    second_after: Numbers,
    *,
    confidence: float = CONFIDENCE,
) -> Dppc2:
    """Compare two groups' changes from pupils' scores; r is the correlation within groups.

    Pupils without both scores are left out.

    Raises:
        ValueError: a group's two lists differ in length or are not flat, or ``confidence`` is not
            between 0 and 1.
    """
    groups = [as_pairs(first_before, first_after), as_pairs(second_before, second_after)]
    within = None
    if all(before.size for before, _, _ in groups):
        within = correlation(
            np.concatenate([before - before.mean() for before, _, _ in groups]),
            np.concatenate([after - after.mean() for _, after, _ in groups]),
        )
    one, two = (
        PrePostSummary(
            int(before.size),
            float(before.mean()) if before.size else None,
            float(after.mean()) if after.size else None,
            standard_deviation(before),
        )
        for before, after, _ in groups
    )
    return dppc2(one, two, within, confidence=confidence)


def adjusted_difference(
    first_before: Numbers,
    first_after: Numbers,
    second_before: Numbers,
    second_after: Numbers,
    *,
    between_classes: float = 0.0,
    confidence: float = CONFIDENCE,
) -> AdjustedDifference:
    """Compare two groups after, allowing for each pupil's score before (analysis of covariance).

    Least squares of “after” on group and “before”, one slope for both groups; Student's t with
    n − 3 degrees of freedom. g is J(n − 2)·difference/s with s pooled over the scores after as
    they are. Pupils without both scores are left out and counted. ``between_classes`` is what
    whole classes add to the variance of the difference, in variances of the scores after within
    classes: ICC/(1 − ICC) times the sum of one over each group's number of classes.

    Raises:
        ValueError: a group's two lists differ in length or are not flat, or ``confidence`` is not
            between 0 and 1.
    """
    check_confidence(confidence)
    x1, y1, out1 = as_pairs(first_before, first_after)
    x2, y2, out2 = as_pairs(second_before, second_after)
    one, two, left_out = int(x1.size), int(x2.size), out1 + out2
    if min(one, two) < _LEAST_GROUP:
        note = "Each group needs two pupils or more with scores before and after."
        return AdjustedDifference(
            None, None, None, None, None, None, None, None, one, two, left_out, note
        )
    # With one slope and a level for each group, least squares can be solved on the deviations
    # from each group's means; nothing is lost to rounding as in sums of raw squares.
    x, y = _within(x1, x2), _within(y1, y2)
    squares = float(x @ x)
    apart = float(x1.mean() - x2.mean())
    note, slope, df = "", None, one + two - 2
    difference = float(y1.mean() - y2.mean())
    unit = 1 / one + 1 / two
    residuals = y
    if is_flat(math.sqrt(squares), float(np.abs(x1).max()), float(np.abs(x2).max())):
        note = "All scores before are the same within each group, so nothing could be adjusted. "
    else:
        slope = float(x @ y) / squares
        difference -= slope * apart
        unit += apart * apart / squares
        residuals = y - slope * x
        df -= 1
    highest = float(np.abs(np.concatenate((y1, y2))).max())
    variance = float(y @ y) / (one + two - 2)
    error = math.sqrt(float(residuals @ residuals) / df * unit + variance * between_classes)
    interval = None
    if is_flat(error, highest):
        note += "The scores leave no spread to take an interval from. "
    else:
        reach = t_quantile((1 + confidence) / 2, df) * error
        interval = Interval(difference - reach, difference + reach)
    sd = math.sqrt(variance)
    g, g_interval = None, None
    if is_flat(sd, highest):
        note += "All scores after are the same within each group, so there is no effect size."
    else:
        scale = small_sample_factor(one + two - 2) / sd
        g = scale * difference
        g_interval = interval and Interval(scale * interval.low, scale * interval.high)
    return AdjustedDifference(
        difference=difference,
        interval=interval,
        standard_error=error if interval else None,
        df=df,
        g=g,
        g_interval=g_interval,
        slope=slope,
        pooled_sd_after=sd if g is not None else 0.0,
        n_first=one,
        n_second=two,
        left_out=left_out,
        note=note.strip(),
    )


def baseline_gap(first_before: Numbers, second_before: Numbers) -> BaselineGap:
    """Tell how far apart two groups began: below 0.05, up to 0.25, or beyond it (Hedges' g).

    Raises:
        ValueError: a list is not flat.
    """
    effect = hedges_g(first_before, second_before)
    if effect.g is None:
        return BaselineGap(None, StartingGap.UNKNOWN, effect.note)
    gap = abs(effect.g)
    if gap > GAP_TOO_WIDE:
        return BaselineGap(effect.g, StartingGap.TOO_FAR, "")
    return BaselineGap(
        effect.g, StartingGap.ALIKE if gap < GAP_TO_ADJUST else StartingGap.ADJUST, ""
    )


def _within(one: FloatArray, two: FloatArray) -> FloatArray:
    return np.concatenate((one - one.mean(), two - two.mean()))
