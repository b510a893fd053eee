"""How long a time without readings is one to ask about."""

import datetime as dt
from collections.abc import Sequence
from statistics import median

HOLIDAY = dt.timedelta(days=49)
"""The longest holiday, with some days on each side of it."""
RHYTHM = 4
"""From so many steps between days there is a rhythm that a gap can break."""
TIMES = 3


def long_gap(steps: Sequence[dt.timedelta]) -> dt.timedelta:
    """What a gap must be longer than: a holiday, and a few of the usual steps."""
    if len(steps) < RHYTHM:
        return dt.timedelta.max
    return max(HOLIDAY, dt.timedelta(days=TIMES * median(step.days for step in steps)))
