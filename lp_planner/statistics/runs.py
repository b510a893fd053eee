"""Run charts read by Anhøj's two rules: an unusually long run, or unusually few crossings.

Anhøj and Olesen, PLoS ONE 9(11):e113825 (2014). There is no rule about trends: their simulations
found it next to useless.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from lp_planner.statistics.number_series import (
    ROUNDING,
    FloatArray,
    Numbers,
    as_readings,
    in_one_note,
    known_number,
)

LINE_FROM = 6
"""With fewer readings than this there is not even a middle line."""
RULES_FROM = 10
"""With fewer useful readings than this the rules can hardly fire, so they are not asked."""
MEDIAN_BASELINE = 8
"""How many readings from before the change make a median worth freezing."""
_CROSSING_TAIL = 20
_RUN_ALLOWANCE = 3


class Stage(StrEnum):
    """What a series of so many readings may show."""

    DOTS = "dots only"
    MEDIAN = "dots and a median"
    RUN_CHART = "run chart"


@dataclass(frozen=True, slots=True)
class RunChart:
    """One series read against its middle line.

    ``useful`` counts the readings off the line. A run is unusually long when it is longer than
    ``longest_allowed``; crossings are unusually few below ``crossings_expected``. ``longest_from``
    and ``longest_to`` are the indices, in the series given, of the first and last reading of the
    longest run (the earliest of equals). With fewer than ten useful readings ``signal`` and both
    rules are ``None``: nobody asked them.
    """

    centre: float | None
    useful: int
    longest_run: int
    longest_allowed: int
    longest_from: int | None
    longest_to: int | None
    crossings: int
    crossings_expected: int
    unusually_long_run: bool | None
    unusually_few_crossings: bool | None
    signal: bool | None
    stage: Stage
    note: str


def stage_of(readings: int) -> Stage:
    """Tell what may be drawn from so many readings that are not missing."""
    if readings < LINE_FROM:
        return Stage.DOTS
    return Stage.MEDIAN if readings < RULES_FROM else Stage.RUN_CHART


@lru_cache(maxsize=4096)
def longest_run_allowed(useful: int) -> int:
    """Answer the longest run that ``useful`` readings may have without a signal."""
    return round(math.log2(useful)) + _RUN_ALLOWANCE if useful > 0 else 0


@lru_cache(maxsize=4096)
def crossings_expected(useful: int) -> int:
    """Answer how many crossings there must be at least: the 5 % point of Binomial(useful − 1, ½).

    Counted in whole numbers: the smallest k for which twenty times the first k + 1 binomial
    coefficients reach two to the power of useful − 1.
    """
    if useful <= 1:
        return 0
    trials = useful - 1
    term, total, crossings = 1, 1, 0
    while total * _CROSSING_TAIL < 1 << trials:
        term = term * (trials - crossings) // (crossings + 1)
        crossings += 1
        total += term
    return crossings


def analyse_runs(
    values: Numbers, *, baseline: int | None = None, centre: float | None = None
) -> RunChart:
    """Read a series in date order against its median.

    Args:
        values: one reading per point in time, oldest first; missing ones are passed over.
        baseline: freeze the median on the first so many entries.
        centre: use this middle line, whatever the readings; ``baseline`` is then ignored.

    Raises:
        ValueError: ``values`` is no flat list of numbers, or ``baseline`` is below 1.
    """
    readings = as_readings(values)
    if baseline is not None and baseline < 1:
        message = f"A baseline needs at least one reading, not {baseline}."
        raise ValueError(message)
    positions = np.isfinite(readings).nonzero()[0]
    known = readings[positions]
    middle = known_number(centre)
    note = ""
    if middle is None:
        base = known if baseline is None else known[: np.searchsorted(positions, baseline)]
        middle = _median(base)
        if baseline is not None and 0 < base.size < MEDIAN_BASELINE:
            note = (
                f"The middle line rests on {base.size} readings from before the change; "
                f"with fewer than {MEDIAN_BASELINE} it raises false alarms."
            )
    stage = stage_of(known.size)
    if middle is None:
        return RunChart(
            None, 0, 0, 0, None, None, 0, 0, None, None, None, stage,
            "There are no readings yet." if known.size == 0 else
            "There are no readings in the baseline, so there is no middle line.",
        )  # fmt: skip
    away = known - middle
    slack = ROUNDING * abs(middle)
    above = away > slack
    off = above | (away < -slack)
    useful = int(np.count_nonzero(off))
    if useful < known.size:
        above, positions = above[off], positions[off]
    longest, first, crossings = _longest_run(above)
    allowed, expected = longest_run_allowed(useful), crossings_expected(useful)
    judged = useful >= RULES_FROM
    if not judged:
        note = in_one_note(note, _too_few(known.size, useful))
    return RunChart(
        centre=middle,
        useful=useful,
        longest_run=longest,
        longest_allowed=allowed,
        longest_from=int(positions[first]) if useful else None,
        longest_to=int(positions[first + longest - 1]) if useful else None,
        crossings=crossings,
        crossings_expected=expected,
        unusually_long_run=longest > allowed if judged else None,
        unusually_few_crossings=crossings < expected if judged else None,
        signal=(longest > allowed or crossings < expected) if judged else None,
        stage=stage,
        note=note,
    )


def _median(known: FloatArray) -> float | None:
    if known.size == 0:
        return None
    ordered = np.sort(known)
    half = ordered.size // 2
    if ordered.size % 2:
        return float(ordered[half])
    return float(ordered[half - 1] + ordered[half]) / 2


def _longest_run(above: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, int, int]:
    """Answer the longest run's length and first position, and how often the side changes."""
    if above.size == 0:
        return 0, 0, 0
    changes = (above[1:] != above[:-1]).nonzero()[0]
    edges = np.empty(changes.size + 2, dtype=np.int64)
    edges[0] = 0
    edges[1:-1] = changes + 1
    edges[-1] = above.size
    lengths = edges[1:] - edges[:-1]
    longest = int(lengths.argmax())
    return int(lengths[longest]), int(edges[longest]), int(changes.size)


def _too_few(known: int, useful: int) -> str:
    if known < LINE_FROM:
        return f"There are {known} readings; a middle line needs {LINE_FROM}."
    if useful == 0:
        return "All readings lie on the middle line, so there is nothing to judge."
    if useful < known and known >= RULES_FROM:
        return f"Only {useful} readings lie off the middle line: too few to judge."
    return f"Fewer than {RULES_FROM} readings: too few to judge."
