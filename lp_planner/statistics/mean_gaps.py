"""The mean of a group with its interval, and how far two groups are apart (Welch 1947)."""

import math
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    FloatArray,
    Interval,
    Numbers,
    as_readings,
    check_confidence,
    is_flat,
)

_LEAST_GROUP = 2


@dataclass(frozen=True, slots=True)
class MeanGap:
    """The mean of one group less that of another; no interval where there is no spread to tell."""

    difference: float | None
    interval: Interval | None
    n_first: int
    n_second: int


def mean_interval(values: Numbers, *, confidence: float = CONFIDENCE) -> Interval | None:
    """Answer Student's interval of a mean; ``None`` for fewer than two, or without any spread.

    Raises:
        ValueError: ``values`` is no flat list of numbers, or ``confidence`` not between 0 and 1.
    """
    check_confidence(confidence)
    known = _known(values)
    if known.size < _LEAST_GROUP:
        return None
    error = math.sqrt(float(known.var(ddof=1)) / known.size)
    if is_flat(error, float(np.abs(known).max())):
        return None
    reach = t_quantile((1 + confidence) / 2, known.size - 1) * error
    mean = float(known.mean())
    return Interval(mean - reach, mean + reach)


def mean_gap(first: Numbers, second: Numbers, *, confidence: float = CONFIDENCE) -> MeanGap:
    """Compare two groups' means without taking their spreads to be alike. Missing ones are left.

    Raises:
        ValueError: a list is not flat, or ``confidence`` is not between 0 and 1.
    """
    check_confidence(confidence)
    one, two = _known(first), _known(second)
    if not one.size or not two.size:
        return MeanGap(None, None, int(one.size), int(two.size))
    difference = float(one.mean() - two.mean())
    bare = MeanGap(difference, None, int(one.size), int(two.size))
    if min(one.size, two.size) < _LEAST_GROUP:
        return bare
    parts = [float(group.var(ddof=1)) / group.size for group in (one, two)]
    error = math.sqrt(sum(parts))
    if is_flat(error, float(np.abs(np.concatenate((one, two))).max())):
        return bare
    df = sum(parts) ** 2 / sum(
        part**2 / (group.size - 1) for part, group in zip(parts, (one, two), strict=True)
    )
    reach = t_quantile((1 + confidence) / 2, df) * error
    return MeanGap(
        difference,
        Interval(difference - reach, difference + reach),
        int(one.size),
        int(two.size),
    )


def _known(values: Numbers) -> FloatArray:
    readings = as_readings(values)
    return readings[np.isfinite(readings)]
