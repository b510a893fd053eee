"""The difference between two groups, standardised as Hedges' g.

Positive numbers mean that the first group, the one taught differently, scored higher.
"""

import math
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.distributions import (
    noncentral_t_interval,
    normal_quantile,
    small_sample_factor,
)
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    FloatArray,
    Interval,
    Numbers,
    as_readings,
    check_confidence,
    check_whole,
    is_flat,
    known_number,
)

_LEAST_GROUP = 2


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """One group's scores in three numbers: how many, their mean, their standard deviation."""

    n: int
    mean: float | None
    sd: float | None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: ``n`` is negative or not whole, or ``sd`` is negative.
        """
        check_whole(self.n, "pupils in a group")
        if self.sd is not None and self.sd < 0:
            message = f"A standard deviation cannot be negative; it is {self.sd}."
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class EffectSize:
    """A standardised difference: in pooled standard deviations, positive for the first group.

    ``interval`` comes from the non-central t distribution and is the one to show;
    ``large_sample_interval`` is the textbook g ± z·SE, for comparison with other tools.
    """

    g: float | None
    d: float | None
    standard_error: float | None
    interval: Interval | None
    large_sample_interval: Interval | None
    pooled_sd: float | None
    n_first: int
    n_second: int
    note: str


def summarise(scores: Numbers) -> GroupSummary:
    """Summarise a group's scores; missing ones are left out.

    Raises:
        ValueError: ``scores`` is no flat list of numbers.
    """
    known = as_readings(scores, "scores")
    known = known[np.isfinite(known)]
    mean = float(known.mean()) if known.size else None
    return GroupSummary(int(known.size), mean, standard_deviation(known))


def standard_deviation(known: FloatArray) -> float | None:
    """Answer the sample standard deviation; 0 for rounding alone; ``None`` for one number."""
    if known.size < _LEAST_GROUP:
        return None
    spread = float(known.std(ddof=1))
    return 0.0 if is_flat(spread, float(np.abs(known).max())) else spread


def hedges_g(first: Numbers, second: Numbers, *, confidence: float = CONFIDENCE) -> EffectSize:
    """Answer the standardised difference between two groups' scores; missing ones are left out.

    Raises:
        ValueError: a list is not flat, or ``confidence`` is not between 0 and 1.
    """
    return hedges_g_from_summaries(summarise(first), summarise(second), confidence=confidence)


def hedges_g_from_summaries(
    first: GroupSummary, second: GroupSummary, *, confidence: float = CONFIDENCE
) -> EffectSize:
    """Answer the standardised difference between two groups of which only summaries are known.

    g = J(df)·(mean₁ − mean₂)/s with the pooled s and df = n₁ + n₂ − 2 (Hedges 1981). The variance
    for the large-sample interval is 1/n₁ + 1/n₂ + g²/(2(n₁ + n₂)).

    Raises:
        ValueError: ``confidence`` is not between 0 and 1.
    """
    check_confidence(confidence)
    one, two = first.n, second.n
    mean_one, mean_two = known_number(first.mean), known_number(second.mean)
    pooled = pooled_sd((one, known_number(first.sd)), (two, known_number(second.sd)))
    if mean_one is None or mean_two is None or pooled is None:
        note = "Each group needs two scores or more."
        return EffectSize(None, None, None, None, None, None, one, two, note)
    if is_flat(pooled, mean_one, mean_two):
        note = "All scores in each group are the same, so there is no spread to compare with."
        return EffectSize(None, None, None, None, None, 0.0, one, two, note)
    df = one + two - 2
    factor = small_sample_factor(df)
    d = (mean_one - mean_two) / pooled
    g = factor * d
    unit = math.sqrt(1 / one + 1 / two)
    error = math.sqrt(unit * unit + g * g / (2 * (one + two)))
    around = noncentral_t_interval(d / unit, df, confidence)
    reach = normal_quantile((1 + confidence) / 2) * error
    return EffectSize(
        g=g,
        d=d,
        standard_error=error,
        interval=None
        if around is None
        else Interval(factor * around.low * unit, factor * around.high * unit),
        large_sample_interval=Interval(g - reach, g + reach),
        pooled_sd=pooled,
        n_first=one,
        n_second=two,
        note=""
        if around is not None
        else "The groups lie too far apart for the exact interval; check the data.",
    )


def pooled_sd(*groups: tuple[int, float | None]) -> float | None:
    """Pool standard deviations, each given as (n, sd); ``None`` where a group has none."""
    squares, df = 0.0, 0
    for n, sd in groups:
        if sd is None or n < _LEAST_GROUP:
            return None
        squares += (n - 1) * sd * sd
        df += n - 1
    return math.sqrt(squares / df)
