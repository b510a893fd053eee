"""What the points of an XmR chart are called, and what that means where one way is better."""

from enum import StrEnum

import numpy as np

from lp_planner.statistics.number_series import Direction


class PointLabel(StrEnum):
    """What is remarkable about one point; where several rules fire, the first of them here."""

    COMMON_CAUSE = "common cause"
    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "part of a rising trend"
    FALLING = "part of a falling trend"
    NEAR_UPPER = "two in three near the upper limit"
    NEAR_LOWER = "two in three near the lower limit"
    SHIFT_ABOVE = "part of a shift above the mean"
    SHIFT_BELOW = "part of a shift below the mean"
    MISSING = "missing"


class PointType(StrEnum):
    """What a point's label means, given the direction that counts as better."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral, high"
    NEUTRAL_LOW = "neutral, low"
    MISSING = "missing"


LABELS = np.array(list(PointLabel), dtype=object)
"""Every label at its code, so that a whole chart is labelled in one step."""
CODE = {label: code for code, label in enumerate(PointLabel)}
_HIGH = {
    PointLabel.ABOVE_LIMIT,
    PointLabel.RISING,
    PointLabel.NEAR_UPPER,
    PointLabel.SHIFT_ABOVE,
}


def type_of(label: PointLabel, improvement: Direction) -> PointType:
    """Answer what ``label`` means where ``improvement`` is better."""
    if label is PointLabel.COMMON_CAUSE:
        return PointType.COMMON_CAUSE
    if label is PointLabel.MISSING:
        return PointType.MISSING
    high = label in _HIGH
    if improvement is Direction.NEITHER:
        return PointType.NEUTRAL_HIGH if high else PointType.NEUTRAL_LOW
    better = high == (improvement is Direction.INCREASE)
    return PointType.IMPROVEMENT if better else PointType.CONCERN


TYPES = {
    direction: np.array([type_of(label, direction) for label in PointLabel], dtype=object)
    for direction in Direction
}
