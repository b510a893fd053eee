"""XmR charts (single values, moving ranges), as NHS England's “Making Data Count” draws them.

The rules and constants are those of the R package NHSRplotthedots (MIT); the code is our own.
Trends and shifts need seven points. That is a constant and no setting: to choose the rule after
seeing the data makes false alarms likelier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lp_planner.statistics.labels import CODE, LABELS, TYPES, PointLabel, PointType, type_of
from lp_planner.statistics.number_series import (
    ROUNDING,
    Direction,
    FloatArray,
    Numbers,
    as_readings,
    in_one_note,
    known_number,
)
from lp_planner.statistics.xmr_rules import LIMIT_FACTOR, NEAR_FACTOR, Codes, fire

SCREEN_FACTOR = 3.267
"""D4 for two values: a moving range this many times the average one is itself an outlier."""
PROVISIONAL_FROM = 12
FIRM_FROM = 20
FEW_DISTINCT = 5


class Assurance(StrEnum):
    """Whether the process, as it runs now, can be relied on to meet its target."""

    PASS = "will meet the target"  # noqa: S105 - no password
    FAIL = "will miss the target"
    INCONSISTENT = "will hit and miss the target"


class Firmness(StrEnum):
    """How far limits may be trusted, by the number of readings they rest on."""

    TOO_FEW = "too few readings for limits"
    PROVISIONAL = "provisional limits"
    FIRM = "firm limits"


@dataclass(frozen=True, slots=True)
class XmrSegment:
    """The lines of one stretch between rebases: readings ``start`` up to, not including, ``end``.

    All lines are in the units of the readings and are not clipped to any scale. They are ``None``
    where they cannot be drawn; ``note`` then says why. ``reliable`` is false where the limits exist
    but rest on a fallback.
    """

    start: int
    end: int
    baseline_points: int
    mean: float | None
    average_moving_range: float | None
    lower: float | None
    near_lower: float | None
    near_upper: float | None
    upper: float | None
    firmness: Firmness
    reliable: bool
    note: str


@dataclass(frozen=True, slots=True)
class XmrChart:
    """One analysed series: a label and a type for each reading, and what the last one says.

    ``last_labels`` holds every rule that fires on the last reading, not only the first; it is empty
    where none does. ``improvement_and_concern`` tells that these rules point both ways.
    """

    segments: tuple[XmrSegment, ...]
    labels: tuple[PointLabel, ...]
    types: tuple[PointType, ...]
    variation: PointType | None
    assurance: Assurance | None
    last_labels: tuple[PointLabel, ...]
    improvement_and_concern: bool
    note: str


def analyse_xmr(
    values: Numbers,
    *,
    improvement: Direction = Direction.NEITHER,
    target: float | None = None,
    fix_after: int | None = None,
    rebase_at: Sequence[int] = (),
    screen: bool = True,
) -> XmrChart:
    """Analyse readings in date order as an XmR chart.

    Labels are given however few readings there are; each segment's ``firmness`` tells whether its
    limits should be shown at all.

    Args:
        values: one reading per point in time, oldest first; ``None`` or NaN where one is missing.
            A missing reading breaks moving ranges, trends, shifts and “two in three”.
        improvement: which way is better.
        target: the level aimed at, in the units of the readings.
        fix_after: take each segment's lines from its first so many entries only (12 or more).
        rebase_at: indices at which a new segment begins. No rule reaches across.
        screen: leave moving ranges of 3.267 times the average or more out of the limits, once
            (Nelson 1982), as NHSRplotthedots does; its Excel counterpart does not.

    Raises:
        ValueError: ``values`` is no flat list of numbers, ``fix_after`` is below 12, or an index in
            ``rebase_at`` is outside the series or given twice.
    """
    readings = as_readings(values)
    if fix_after is not None and fix_after < PROVISIONAL_FROM:
        message = f"Limits can be fixed after {PROVISIONAL_FROM} readings or more, not {fix_after}."
        raise ValueError(message)
    bounds = _bounds(readings.size, rebase_at)
    codes = np.zeros(readings.size, dtype=np.int8)
    segments = []
    fired: list[Codes] = []
    for start, end in bounds:
        part = readings[start:end]
        segment = _segment(part, start, fix_after, screen=screen)
        fired = fire(part, segment.mean, segment.average_moving_range)
        # The last written wins, so the rule with the highest priority comes last.
        view = codes[start:end]
        for layer in fired:
            np.copyto(view, layer, where=layer != 0)
        segments.append(segment)
    missing = np.isnan(readings)
    codes[missing] = CODE[PointLabel.MISSING]
    types = tuple(TYPES[improvement][codes].tolist())
    last = _last_known(missing, bounds[-1][0])
    at_last = () if last is None else _labels_at(fired, last - bounds[-1][0])
    meanings = {type_of(label, improvement) for label in at_last}
    return XmrChart(
        segments=tuple(segments),
        labels=tuple(LABELS[codes].tolist()),
        types=types,
        variation=None if last is None else types[last],
        assurance=_assurance(segments[-1], known_number(target), improvement),
        last_labels=at_last,
        improvement_and_concern=meanings == {PointType.IMPROVEMENT, PointType.CONCERN},
        note=segments[-1].note,
    )


def clipped_limits(
    segment: XmrSegment, lowest: float, highest: float
) -> tuple[float | None, float | None]:
    """Answer the segment's lower and upper limit as they may be drawn on a scale with ends.

    Only the drawing is clipped, to 0 and 100 for percentages; the rules use the limits as they are.
    """
    if segment.lower is None or segment.upper is None:
        return None, None
    return min(max(segment.lower, lowest), highest), max(min(segment.upper, highest), lowest)


def firmness_of(baseline_points: int) -> Firmness:
    """Tell how far limits resting on so many readings may be trusted."""
    if baseline_points < PROVISIONAL_FROM:
        return Firmness.TOO_FEW
    return Firmness.PROVISIONAL if baseline_points < FIRM_FROM else Firmness.FIRM


def _bounds(size: int, rebase_at: Sequence[int]) -> list[tuple[int, int]]:
    starts = sorted(rebase_at)
    if any(not 0 < start < size for start in starts) or len(set(starts)) < len(starts):
        message = "Each rebase must begin at a different reading after the first."
        raise ValueError(message)
    edges = [0, *starts, size]
    return list(pairwise(edges))


def _segment(part: FloatArray, start: int, fix_after: int | None, *, screen: bool) -> XmrSegment:
    end = start + part.size
    base = part if fix_after is None else part[:fix_after]
    missing = np.isnan(base)
    known = base[~missing] if missing.any() else base
    points = known.size
    firmness = firmness_of(points)
    if points == 0:
        return XmrSegment(
            start, end, 0, None, None, None, None, None, None, firmness, reliable=False,
            note="There are no readings yet.",
        )  # fmt: skip
    mean = float(known.sum()) / points
    ranges = np.abs(base[1:] - base[:-1])
    if points < base.size:
        ranges = ranges[~np.isnan(ranges)]
    rounding = ROUNDING * float(np.abs(known).max())
    width, note = _width(ranges, rounding, screen=screen)
    if width is None:
        return XmrSegment(
            start, end, points, mean, None, None, None, None, None, firmness, reliable=False,
            note=note,
        )  # fmt: skip
    reliable = not note
    if points >= PROVISIONAL_FROM:
        note = in_one_note(note, _few_values(known))
    else:
        note = in_one_note(
            note,
            f"The limits rest on {points} readings; {PROVISIONAL_FROM} are needed to show them.",
        )
    limit, near = LIMIT_FACTOR * width, NEAR_FACTOR * width
    return XmrSegment(
        start, end, points, mean, width, mean - limit, mean - near, mean + near, mean + limit,
        firmness, reliable, note,
    )  # fmt: skip


def _width(ranges: FloatArray, rounding: float, *, screen: bool) -> tuple[float | None, str]:
    """Answer the average moving range after screening, and a note where it is a fallback."""
    if ranges.size == 0:
        return None, "Limits need two readings that follow each other without a gap."
    everything = float(ranges.sum()) / ranges.size
    if everything <= rounding:
        return None, "All readings the limits would rest on are the same, so there are none."
    if not screen:
        return everything, ""
    kept = ranges[ranges < SCREEN_FACTOR * everything]  # never empty: the least is below average
    # A series that stands still and jumps once loses its only movement to the screening; its
    # limits would then lie on the mean and call every reading a signal.
    screened = float(kept.sum()) / kept.size
    if screened <= rounding:
        return everything, (
            "The limits are unreliable: the readings hardly move apart from a jump or two."
        )
    return screened, ""


def _few_values(known: FloatArray) -> str:
    if not float(known[0]).is_integer():
        return ""
    distinct = len(set(known.tolist()))
    if distinct >= FEW_DISTINCT or bool((known != np.rint(known)).any()):
        return ""
    return f"The readings take only {distinct} different values, so the limits are rough."


def _last_known(missing: NDArray[np.bool_], start: int) -> int | None:
    """Answer the index of the last reading from ``start`` on that is not missing."""
    last = missing.size - 1
    while last >= start and missing[last]:
        last -= 1
    return last if last >= start else None


def _labels_at(fired: list[Codes], position: int) -> tuple[PointLabel, ...]:
    codes = [int(layer[position]) for layer in reversed(fired)]
    return tuple(LABELS[code] for code in codes if code)


def _assurance(
    segment: XmrSegment, target: float | None, improvement: Direction
) -> Assurance | None:
    if target is None or improvement is Direction.NEITHER:
        return None
    if segment.upper is None or segment.lower is None:
        return None
    if segment.lower <= target <= segment.upper:
        return Assurance.INCONSISTENT
    beyond_reach = (target > segment.upper) == (improvement is Direction.INCREASE)
    return Assurance.FAIL if beyond_reach else Assurance.PASS
