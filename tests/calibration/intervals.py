"""How often the interval of an interrupted series leaves nought out where nothing happens."""

from collections.abc import Callable
from functools import partial

import numpy as np

from lp_planner.statistics.interrupted import interrupted
from tests.calibration.simulating import random_for, share

DESIGNS = ((8, 8), (12, 12), (12, 24), (24, 24))
LIKENESSES = (0.0, 0.4)
RUN_IN = 20


def leaves_out_nought(
    alike: float, before: int, since: int, series: int
) -> tuple[float, float, float]:
    """The shares for level and slope, and the middle reach of the level in usual spreads."""
    number = before + since
    noise = random_for("interval", alike, before, since).normal(size=(series, RUN_IN + number))
    for week in range(1, RUN_IN + number):
        noise[:, week] = alike * noise[:, week - 1] + np.sqrt(1 - alike**2) * noise[:, week]
    found = [interrupted(row[RUN_IN:], range(number), before) for row in noise]
    levels = [one.level.interval for one in found if one]
    slopes = [one.slope.interval for one in found if one]
    level, slope = (share(not end.low < 0 < end.high for end in ends) for ends in (levels, slopes))
    return level, slope, float(np.median([(end.high - end.low) / 2 for end in levels]))


def interval_questions(series: int) -> dict[str, Callable[[], tuple[float, float, float]]]:
    """Every number about intervals, by its name."""
    return {
        f"interval|{before}+{since}|{alike}": partial(
            leaves_out_nought, alike, before, since, series
        )
        for before, since in DESIGNS
        for alike in LIKENESSES
    }
