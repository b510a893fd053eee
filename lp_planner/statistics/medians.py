"""An interval for the middle reading, from the order of the readings alone."""

import math

import numpy as np

from lp_planner.statistics.number_series import (
    CONFIDENCE,
    Interval,
    Numbers,
    as_readings,
    check_confidence,
)

LEAST = 6
"""Readings; with fewer not even the lowest and the highest enclose the middle with 95 %."""


def median_interval(values: Numbers, *, confidence: float = CONFIDENCE) -> Interval | None:
    """Answer the readings between which the median they come from lies, at least so surely.

    It is the exact interval of the sign test: no shape is assumed, only that readings are
    independent of each other. ``None`` where the readings are too few. Missing ones are left out.

    Raises:
        ValueError: ``values`` is no flat list of numbers, or ``confidence`` is not between 0 and 1.
    """
    check_confidence(confidence)
    readings = as_readings(values)
    known = np.sort(readings[~np.isnan(readings)]).tolist()
    number = len(known)
    # Whole numbers, so that nothing is lost to rounding: twice the lower tail beside 2 ** number.
    tail, place = 0, 0
    while 2 * (tail + math.comb(number, place)) <= (1 - confidence) * 2**number:
        tail += math.comb(number, place)
        place += 1
    if place == 0:
        return None
    return Interval(known[place - 1], known[number - place])
