"""An interrupted series: how far level and slope changed, neighbours and seasons allowed for.

Segmented regression by least squares. The interval is the wider one of Newey and West's (Bartlett
weights, small-sample factor) and the one that follows exactly from how alike neighbours are; alone,
the former leaves nought out far too often in so short a series (docs/adr/0070, 0077). statsmodels
works the former out and is loaded when it is first asked.
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
ALIKE = np.arange(0.0, 0.96, 0.05)
"""How alike neighbours may be; the steps in which it is looked for."""
UNSURE = 0.75
"""Over the root of the number of readings: how far above what is seen it may well lie."""
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
    errors, freedom = _alike_errors(plain.resid, design)
    reach = t_quantile((1 + CONFIDENCE) / 2, freedom)

    def estimate(place: int) -> Estimate:
        value, error = float(plain.params[place]), float(robust.bse[place])
        half = reach * max(error, float(errors[place]))
        return Estimate(value, error, Interval(value - half, value + half))

    return Interrupted(estimate(LEVEL), estimate(SLOPE), lags, has_seasons)


def _alike_errors(rest: FloatArray, design: FloatArray) -> tuple[FloatArray, float]:
    """The errors of least squares, and their degrees of freedom, where neighbours are alike.

    What is left of a fitted line looks less alike than the readings were. So for each likeness it
    is worked out how alike the rest would look beneath this very line, and the first one that
    would look as it does, and a little more to be sure, counts. Error and degrees of freedom
    (Satterthwaite 1946) then follow for that likeness without an approximation.
    """
    number = rest.size
    squares = float(rest @ rest)
    seen = float(rest[1:] @ rest[:-1]) / squares if squares > 0 else 0.0
    seen += UNSURE / math.sqrt(number)
    bread = np.linalg.inv(design.T @ design)
    left = np.eye(number) - design @ bread @ design.T
    apart = np.abs(np.subtract.outer(np.arange(number), np.arange(number)))
    for alike in ALIKE:
        together = alike**apart
        part = left @ together
        total = float(np.trace(part))
        under = part @ left
        if float(np.trace(under, offset=1)) >= seen * total:
            break
    meat = bread @ design.T @ together @ design @ bread
    freedom = total**2 / float(np.sum(part * part.T))
    return np.sqrt(np.diag(meat) * squares / total), max(freedom, 1.0)
