"""An interrupted series: how far level and slope changed, neighbours and seasons allowed for.

Segmented regression by least squares. The interval is the wider one of Newey and West's (Bartlett
weights, small-sample factor) and that of least squares, widened for how alike neighbours are;
alone, the former leaves nought out far too often in so short a series (docs/adr/0070). statsmodels
works it out and is loaded when it is first asked.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.number_series import CONFIDENCE, FloatArray, Interval, Numbers

LEAST = 8
"""Readings on each side, below which a slope of its own on each side says nothing."""
LEVEL, SLOPE = 2, 3
"""The places of the step and of the bend among the columns."""
MOST_ALIKE = 0.9
Places = np.ndarray[tuple[int], np.dtype[np.int_]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, its error by Newey and West, and its 95 % interval."""

    value: float
    newey_west: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The change of level on the day of the change and the change of slope, for each week."""

    level: Estimate
    slope: Estimate
    lags: int
    has_seasons: bool


def lags_for(number: int) -> int:
    """How many neighbours a reading may resemble: Newey and West's rule of thumb, at least one."""
    return max(1, int(4 * (number / 100) ** (2 / 9)))


def interrupted(
    values: Numbers,
    weeks: Sequence[float],
    before: int,
    *,
    seasons: Sequence[int] = (),
    lags: int | None = None,
) -> Interrupted | None:
    """Answer how level and slope changed after the first ``before`` readings.

    For a project and its comparison group in one model, give the differences of both, day by day:
    least squares with a level, a slope, a step and a bend for each group gives the same numbers,
    and what shakes both groups on a day drops out. ``seasons`` says in which part of the year each
    reading was taken; it is allowed for where every part was read on both sides. ``None`` with
    fewer than eight readings on a side, or where the columns cannot be told apart.
    """
    y, t = np.asarray(values, float), np.asarray(weeks, float)
    if min(before, y.size - before) < LEAST:
        return None
    since = np.arange(y.size) >= before
    away = t - t[before]
    seasonal = _seasonal(np.asarray(seasons, int), since)
    design = np.column_stack([np.ones_like(t), away, since, since * away, *seasonal])
    if np.linalg.matrix_rank(design) < design.shape[1] or y.size <= design.shape[1]:
        return None
    return _fitted(
        y, design, lags_for(y.size) if lags is None else lags, has_seasons=bool(seasonal)
    )


def _seasonal(seasons: Places, since: Flags) -> list[FloatArray]:
    parts = sorted(set(seasons.tolist()))
    if any(since[seasons == part].all() or not since[seasons == part].any() for part in parts):
        return []
    return [(seasons == part).astype(float) for part in parts[1:]]


def _fitted(y: FloatArray, design: FloatArray, lags: int, *, has_seasons: bool) -> Interrupted:
    # Loaded late: most pages never ask for it.
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

    plain = OLS(y, design).fit()
    robust = plain.get_robustcov_results("HAC", maxlags=lags, use_correction=True)
    rest = plain.resid
    squares = float(rest @ rest)
    alike = float(rest[1:] @ rest[:-1]) / squares if squares > 0 else 0.0
    # Residuals of a fitted line are less alike than the readings, by about this much.
    alike += design.shape[1] * (1 + alike) / y.size
    alike = min(max(alike, 0.0), MOST_ALIKE)
    widened = math.sqrt((1 + alike) / (1 - alike))
    reach = t_quantile((1 + CONFIDENCE) / 2, y.size - design.shape[1])

    def estimate(place: int) -> Estimate:
        value, error = float(plain.params[place]), float(robust.bse[place])
        half = reach * max(error, widened * float(plain.bse[place]))
        return Estimate(value, error, Interval(value - half, value + half))

    return Interrupted(estimate(LEVEL), estimate(SLOPE), lags, has_seasons)
