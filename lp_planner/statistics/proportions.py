"""Wilson intervals for a share, and for two: honest at the ends of the scale and with few cases."""

import math
from dataclasses import dataclass

from lp_planner.statistics.distributions import normal_quantile
from lp_planner.statistics.number_series import CONFIDENCE, Interval, check_confidence, check_whole


@dataclass(frozen=True, slots=True)
class Share:
    """``counted`` out of ``total`` with its Wilson interval, on the scale from 0 to 1."""

    counted: int
    total: int
    share: float | None
    interval: Interval | None
    note: str


def wilson(counted: int, total: int, *, confidence: float = CONFIDENCE) -> Share:
    """Answer a share with its two-sided Wilson score interval (Wilson 1927, no correction).

    Out of nothing there is no share: the answer then holds ``None`` and says so.

    Raises:
        ValueError: a number is negative or not whole, ``counted`` exceeds ``total``, or
            ``confidence`` is not between 0 and 1.
    """
    check_confidence(confidence)
    low, high = _bounds(counted, total, (1 + confidence) / 2)
    if total == 0:
        return Share(0, 0, None, None, "Nothing has been counted yet.")
    return Share(counted, total, counted / total, Interval(low, high), "")


def wilson_lower(counted: int, total: int, *, confidence: float = CONFIDENCE) -> float | None:
    """Answer the one-sided lower Wilson bound: the share is above it with this confidence.

    Raises:
        ValueError: as :func:`wilson`.
    """
    check_confidence(confidence)
    low, _ = _bounds(counted, total, confidence)
    return None if total == 0 else low


def difference(first: Share, second: Share) -> Interval | None:
    """The interval of the first share less the second: Newcombe's hybrid of both Wilson intervals.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; ``None`` where one is of
    nothing. The shares must have been counted in different people.
    """
    if first.interval is None or second.interval is None:
        return None
    one, other = first.share or 0.0, second.share or 0.0
    apart = one - other
    below = math.hypot(one - first.interval.low, second.interval.high - other)
    above = math.hypot(first.interval.high - one, other - second.interval.low)
    return Interval(apart - below, apart + above)


def _bounds(counted: int, total: int, probability: float) -> tuple[float, float]:
    check_whole(counted, "cases counted")
    check_whole(total, "cases in all")
    if counted > total:
        message = f"{counted} cannot be counted out of {total}."
        raise ValueError(message)
    if total == 0:
        return 0.0, 1.0
    z = normal_quantile(probability)
    share, square = counted / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = (
        z
        * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
        / (1 + square / total)
    )
    # At the ends of the scale the interval ends there exactly; rounding must not miss it.
    low = 0.0 if counted == 0 and z > 0 else middle - half
    high = 1.0 if counted == total and z > 0 else middle + half
    return max(0.0, low), min(1.0, high)
