"""The four rules of an XmR chart, each over a whole stretch of readings at once."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lp_planner.statistics.labels import CODE, PointLabel
from lp_planner.statistics.number_series import ROUNDING, FloatArray

LIMIT_FACTOR = 2.66
"""Three standard deviations, in average moving ranges: 3 / 1.128, rounded as the NHS does."""
NEAR_FACTOR = LIMIT_FACTOR * 2 / 3
RUN_LENGTH = 7
"""How many points make a trend, and how many make a shift."""

_WINDOW = 3
_CLOSE_NEEDED = 2

Codes: TypeAlias = NDArray[np.int8]

_BEYOND = np.array([0, CODE[PointLabel.ABOVE_LIMIT], CODE[PointLabel.BELOW_LIMIT]], dtype=np.int8)
"""What is outside, by its sign: 0, 1 and, as Python counts, −1."""


def fire(part: FloatArray, mean: float | None, average_moving_range: float | None) -> list[Codes]:
    """Answer what each rule makes of each point, as label codes (0: nothing), the weakest first.

    Without a mean no rule applies; without an average moving range only trends and shifts do.
    """
    if mean is None:
        return []
    away = part - mean
    rounding = ROUNDING * max(abs(mean), float(np.fmax.reduce(np.abs(part))))
    side = _sign(away, rounding)
    steps = _sign(part[1:] - part[:-1], 0.0)
    shift = _runs(side, RUN_LENGTH, PointLabel.SHIFT_ABOVE, PointLabel.SHIFT_BELOW)
    trend = _runs(steps, RUN_LENGTH - 1, PointLabel.RISING, PointLabel.FALLING, also=1)
    if average_moving_range is None:
        return [shift, trend]
    outside = _sign(away, LIMIT_FACTOR * average_moving_range + rounding)
    near = _sign(away, NEAR_FACTOR * average_moving_range + rounding)
    return [shift, _two_in_three(side, near * (outside == 0)), trend, _BEYOND[outside]]


def _sign(numbers: FloatArray, slack: float) -> Codes:
    """Answer 1 above ``slack``, −1 below its negative and 0 between; missing numbers are 0."""
    return (numbers > slack).view(np.int8) - (numbers < -slack).view(np.int8)


def _runs(signs: Codes, needed: int, up: PointLabel, down: PointLabel, also: int = 0) -> Codes:
    """Mark each unbroken run of ``needed`` or more equal signs, and ``also`` entries after it."""
    marks = np.zeros(signs.size + also, dtype=np.int8)
    if signs.size < needed:
        return marks
    changes = (signs[1:] != signs[:-1]).nonzero()[0]
    edges = np.empty(changes.size + 2, dtype=np.int64)
    edges[0], edges[-1] = 0, signs.size
    np.add(changes, 1, out=edges[1:-1])
    long = (edges[1:] - edges[:-1] >= needed).nonzero()[0]
    # A turning point belongs to two trends; the later one is written over the earlier.
    for run in long.tolist():
        start, end = edges[run], edges[run + 1]
        if signs[start] == 0:
            continue
        marks[start : end + also] = CODE[up if signs[start] > 0 else down]
    return marks


def _two_in_three(side: Codes, close: Codes) -> Codes:
    """Mark close points of which two or more stand in three in a row on one side of the mean."""
    marks = np.zeros(side.size, dtype=np.int8)
    if np.count_nonzero(close) < _CLOSE_NEEDED or side.size < _WINDOW:
        return marks
    total = np.abs(close)
    together = (np.abs(side[:-2] + side[1:-1] + side[2:]) == _WINDOW) & (
        total[:-2] + total[1:-1] + total[2:] >= _CLOSE_NEEDED
    )
    part = np.zeros(side.size, dtype=np.bool_)
    part[:-2] |= together
    part[1:-1] |= together
    part[2:] |= together
    marks[part & (close > 0)] = CODE[PointLabel.NEAR_UPPER]
    marks[part & (close < 0)] = CODE[PointLabel.NEAR_LOWER]
    return marks
