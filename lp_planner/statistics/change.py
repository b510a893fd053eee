"""One group before and after: how much its scores changed. Never a claim about why."""

import math
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.distributions import normal_quantile, small_sample_factor, t_quantile
from lp_planner.statistics.effects import standard_deviation
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    Interval,
    Numbers,
    as_pairs,
    check_confidence,
    is_flat,
)

_PAIRS_FOR_INTERVAL = 2
_PAIRS_FOR_STANDARDISED = 3


@dataclass(frozen=True, slots=True)
class PairedChange:
    """What changed between two tests of the same pupils; positive where the second is higher.

    ``mean_change`` and ``interval`` are in the test's units, the interval by Student's t.
    ``standardised`` is in standard deviations of the first test, which the project cannot have
    changed; its interval and ``standard_error`` are large-sample ones. ``left_out`` counts pupils
    without both scores.
    """

    pairs: int
    left_out: int
    mean_change: float | None
    interval: Interval | None
    standardised: float | None
    standardised_interval: Interval | None
    standard_error: float | None
    sd_before: float | None
    correlation: float | None
    note: str


def paired_change(
    before: Numbers, after: Numbers, *, confidence: float = CONFIDENCE
) -> PairedChange:
    """Compare the scores of the same pupils before and after, pupil by pupil.

    The standardised change is J(n − 1)·mean change/SD before with variance
    2(1 − r)/n + g²/(2n) (Becker 1988; “SMCR” in the R package metafor).

    Raises:
        ValueError: the lists differ in length or are not flat, or ``confidence`` is not between 0
            and 1.
    """
    check_confidence(confidence)
    first, second, left_out = as_pairs(before, after)
    pairs = int(first.size)
    if pairs == 0:
        note = "No pupil has a score both before and after."
        return PairedChange(0, left_out, None, None, None, None, None, None, None, note)
    changes = second - first
    mean = float(changes.mean())
    if pairs < _PAIRS_FOR_INTERVAL:
        note = "One pupil has both scores; an interval needs two or more."
        return PairedChange(1, left_out, mean, None, None, None, None, None, None, note)
    spread = float(changes.std(ddof=1))
    reach = t_quantile((1 + confidence) / 2, pairs - 1) * spread / math.sqrt(pairs)
    interval: Interval | None = Interval(mean - reach, mean + reach)
    note = ""
    if is_flat(spread, float(np.abs(first).max()), float(np.abs(second).max())):
        interval, note = None, "Every pupil's score changed by the same amount. "
    sd = standard_deviation(first)
    r = correlation(first - first.mean(), second - second.mean())
    standardised, error = None, None
    if pairs < _PAIRS_FOR_STANDARDISED:
        note += "A standardised change needs three pupils or more."
    elif not sd:
        note += "All scores before are the same, so the change cannot be standardised."
    else:
        standardised = small_sample_factor(pairs - 1) * mean / sd
        if r is None:
            note += "All scores after are the same, so the standardised change has no interval."
        else:
            error = math.sqrt(2 * (1 - r) / pairs + standardised**2 / (2 * pairs))
    return PairedChange(
        pairs=pairs,
        left_out=left_out,
        mean_change=mean,
        interval=interval,
        standardised=standardised,
        standardised_interval=_around(standardised, error, confidence),
        standard_error=error,
        sd_before=sd,
        correlation=r,
        note=note.strip(),
    )


def correlation(
    first: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    second: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> float | None:
    """Answer the correlation of two lists of deviations from their means, or ``None``."""
    norms = math.sqrt(float(first @ first)), math.sqrt(float(second @ second))
    if not min(norms) > 0:
        return None
    return min(1.0, max(-1.0, float(first / norms[0] @ (second / norms[1]))))


def _around(centre: float | None, error: float | None, confidence: float) -> Interval | None:
    if centre is None or not error:
        return None
    reach = normal_quantile((1 + confidence) / 2) * error
    return Interval(centre - reach, centre + reach)
