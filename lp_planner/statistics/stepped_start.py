"""A stepped start: several classes or teams that began one after another, read in one model.

What a class that has begun would have shown is taken from its own level before and from those that
have not begun yet in the same week; nobody is compared with classes that began earlier, whose gain
may still grow (Borusyak, Jaravel and Spiess 2024). Readings of one class follow each other, so the
interval comes from leaving out one class after the other and has as few degrees of freedom as there
are classes (docs/adr/0079).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.number_series import CONFIDENCE, FloatArray, Interval

Places = NDArray[np.int_]

LEAST_CLASSES = 4
"""With fewer, one class that is unlike the others cannot be told from the change."""
LEAST_STARTS = 3
"""On two days only, two halves are compared, and what else differs between them counts as gain."""
LEAST_WEEKS = 4
"""Of each class, on each side of its first day."""
_CLOSE_ENOUGH = 1e-8


@dataclass(frozen=True, slots=True)
class ClassReadings:
    """The readings of one class: the week of each, and the week from which it had begun."""

    weeks: Sequence[int]
    values: Sequence[float]
    began: int

    @property
    def is_read_on_both_sides(self) -> bool:
        """Whether it was read in enough weeks before it began and since."""
        weeks = set(self.weeks)
        since = sum(week >= self.began for week in weeks)
        return min(since, len(weeks) - since) >= LEAST_WEEKS


@dataclass(frozen=True, slots=True)
class SteppedStart:
    """How much higher classes lie that had begun than they would have, on average."""

    difference: float
    interval: Interval
    classes: int


def stepped_start(classes: Sequence[ClassReadings]) -> SteppedStart | None:
    """Answer how far the classes that had begun lie from those that had not.

    ``None`` with fewer than four classes that were read on both sides, with fewer than three first
    weeks, where they were not read in the same weeks, and where nothing varies.
    """
    used = [one for one in classes if one.is_read_on_both_sides]
    if len(used) < LEAST_CLASSES or len({one.began for one in used}) < LEAST_STARTS:
        return None
    whole = _difference(used)
    parts = [_difference([*used[:n], *used[n + 1 :]]) for n in range(len(used))]
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return None
    number = len(known)
    error = math.sqrt((number - 1) / number * sum((part - whole) ** 2 for part in known))
    largest = max(abs(value) for one in used for value in one.values)
    if error <= _CLOSE_ENOUGH * largest:
        return None
    reach = t_quantile((1 + CONFIDENCE) / 2, number - 1) * error
    return SteppedStart(whole, Interval(whole - reach, whole + reach), number)


def _difference(classes: Sequence[ClassReadings]) -> float | None:
    """The mean of what classes that had begun lie above their expected level; ``None`` unknown."""
    weeks = np.concatenate([np.asarray(one.weeks, int) for one in classes])
    values = np.concatenate([np.asarray(one.values, float) for one in classes])
    which = np.repeat(np.arange(len(classes)), [len(one.weeks) for one in classes])
    since = np.concatenate([np.asarray(one.weeks, int) >= one.began for one in classes])
    design = _columns(which, weeks)
    expected, known = design[~since], set(weeks[~since].tolist())
    compared = since & np.asarray([week in known for week in weeks.tolist()])
    if not compared.any():
        return None
    mean = design[compared].mean(axis=0)
    share = mean @ np.linalg.pinv(expected)
    if not np.allclose(share @ expected, mean, atol=_CLOSE_ENOUGH):
        return None
    return float(values[compared].mean() - share @ values[~since])


def _columns(which: Places, weeks: Places) -> FloatArray:
    """A level for each class and one for each week."""
    columns = [which == one for one in np.unique(which)]
    columns += [weeks == one for one in np.unique(weeks)]
    return np.column_stack(columns).astype(float)
