"""Pooling several projects: random effects by Paule and Mandel, intervals by Hartung and Knapp."""

import math
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    FloatArray,
    Interval,
    Numbers,
    as_pairs,
    check_confidence,
    check_whole,
)

LEAST_PROJECTS = 3
STABLE_FROM = 5
LEAST_PER_GROUP = 10
_BISECTIONS = 2000


@dataclass(frozen=True, slots=True)
class Pooled:
    """What several effects say together, in their own units; variances are squares of those.

    ``prediction`` is where a next project like these may be expected. ``tau_squared`` is the
    variance between projects, ``i_squared`` (0 to 1) the part of Q beyond chance. ``weights`` add
    up to 1 and follow the effects used, in the order given.
    """

    projects: int
    left_out: int
    estimate: float | None
    interval: Interval | None
    prediction: Interval | None
    standard_error: float | None
    tau_squared: float | None
    q: float | None
    i_squared: float | None
    weights: tuple[float, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PoolingCheck:
    """Whether results may be pooled at all; ``reasons`` says what speaks against it."""

    allowed: bool
    reasons: tuple[str, ...]


def pool_effects(effects: Numbers, variances: Numbers, *, confidence: float = CONFIDENCE) -> Pooled:
    """Pool three effects or more, each with its sampling variance.

    The variance between projects solves Paule and Mandel's equation (1982). The standard error is
    Hartung and Knapp's, never smaller than the plain one. The interval is Student's t with k − 1
    degrees of freedom, the prediction interval the same with the variance between added.
    Effects without a variance are left out and counted.

    Raises:
        ValueError: the lists differ in length, a variance is not above 0, or ``confidence`` is
            not between 0 and 1.
    """
    check_confidence(confidence)
    y, v, left_out = as_pairs(effects, variances, "effects")
    if (v <= 0).any():
        message = "Each effect needs a variance above 0."
        raise ValueError(message)
    k = int(y.size)
    if k < LEAST_PROJECTS:
        note = f"Pooling needs {LEAST_PROJECTS} projects; there are {k}."
        return Pooled(k, left_out, None, None, None, None, None, None, None, (), note)
    # In units of the typical variance nothing overflows, however small or large the numbers are.
    unit = float(np.exp(np.log(v).mean()))
    scaled_y, scaled_v = y / math.sqrt(unit), v / unit
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        q = _generalised_q(scaled_y, scaled_v, 0.0)
        tau2 = _paule_mandel(scaled_y, scaled_v, q)
        weights = 1 / (scaled_v + tau2)
        total = float(weights.sum())
        mean = float(weights @ scaled_y) / total
        inflation = max(1.0, _generalised_q(scaled_y, scaled_v, tau2) / (k - 1))
    if not all(math.isfinite(number) for number in (q, tau2, total, mean, inflation)):
        note = "The variances are too unequal to pool; check the data."
        return Pooled(k, left_out, None, None, None, None, None, None, None, (), note)
    error = math.sqrt(inflation / total)
    t = t_quantile((1 + confidence) / 2, k - 1)
    scale = math.sqrt(unit)
    return Pooled(
        projects=k,
        left_out=left_out,
        estimate=mean * scale,
        interval=_around(mean, t * error, scale),
        prediction=_around(mean, t * math.sqrt(tau2 + error * error), scale),
        standard_error=error * scale,
        tau_squared=tau2 * unit,
        q=q,
        i_squared=max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0,
        weights=tuple((weights / total).tolist()),
        note=f"From {k} projects only, so unstable." if k < STABLE_FROM else "",
    )


def check_pooling(
    *,
    projects: int,
    smallest_group: int,
    same_outcome: bool,
    same_phase: bool,
    same_design: bool,
    separate_pupils: bool,
    missing_projects: int,
) -> PoolingCheck:
    """Tell whether all conditions for pooling hold, and which do not.

    ``missing_projects`` counts registered projects without a submitted result: leaving them out
    would favour the ones that went well.

    Raises:
        ValueError: a number is negative or not whole.
    """
    check_whole(projects, "projects")
    check_whole(smallest_group, "pupils in the smallest group")
    check_whole(missing_projects, "missing projects")
    conditions = (
        (
            projects >= LEAST_PROJECTS,
            f"There are {projects} projects; {LEAST_PROJECTS} are needed.",
        ),
        (same_outcome, "The projects measure different outcomes."),
        (
            same_phase,
            "The pupils are of different age phases, or nobody has written down whom it is about.",
        ),
        (same_design, "Comparisons and before-and-after changes cannot be pooled together."),
        (separate_pupils, "Some pupils are in more than one project."),
        (
            smallest_group >= LEAST_PER_GROUP,
            f"A group has {smallest_group} pupils; {LEAST_PER_GROUP} are needed in each.",
        ),
        (missing_projects == 0, f"{missing_projects} registered projects have no result yet."),
    )
    reasons = tuple(reason for met, reason in conditions if not met)
    return PoolingCheck(not reasons, reasons)


def _generalised_q(y: FloatArray, v: FloatArray, tau2: float) -> float:
    weights = 1 / (v + tau2)
    away = y - float(weights @ y) / float(weights.sum())
    return float(weights @ (away * away))


def _paule_mandel(y: FloatArray, v: FloatArray, q: float) -> float:
    """Find the variance between projects that brings Q down to its expected value, k − 1."""
    expected = y.size - 1
    if not q > expected or math.isinf(q):
        return 0.0
    low, high = 0.0, 1.0
    while _generalised_q(y, v, high) > expected:
        low, high = high, high * 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _generalised_q(y, v, middle) > expected:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _around(centre: float, reach: float, scale: float) -> Interval:
    return Interval((centre - reach) * scale, (centre + reach) * scale)
