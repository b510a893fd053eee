"""What every module here shares: reading numbers in, intervals, the direction that is better."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = Sequence[float | None] | NDArray[np.float64] | NDArray[np.int64]
"""One number per entry; ``None``, NaN and infinities stand for “missing”."""

LARGEST_NUMBER = 1e100
"""Beyond this nothing is a measurement, and squares would overflow: such numbers are missing."""

ROUNDING = 1e-12
"""Differences this small beside the numbers themselves are rounding, not information."""

CONFIDENCE = 0.95


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends of an interval, in the units of the number it belongs to."""

    low: float
    high: float


def as_readings(values: Numbers, what: str = "readings") -> FloatArray:
    """Read a sequence of numbers into a new one-dimensional array with NaN where one is missing.

    Raises:
        ValueError: ``values`` is not one flat list of numbers.
    """
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        message = f"The {what} must be one flat list of numbers."
        raise ValueError(message) from error
    if array.ndim != 1:
        message = f"The {what} must be one flat list of numbers."
        raise ValueError(message)
    array[~(np.abs(array) <= LARGEST_NUMBER)] = np.nan
    return array


def as_pairs(
    first: Numbers, second: Numbers, what: str = "scores"
) -> tuple[FloatArray, FloatArray, int]:
    """Keep the entries for which both lists hold a number, and count those left out.

    Raises:
        ValueError: the lists differ in length, or are not flat lists of numbers.
    """
    one, two = as_readings(first, what), as_readings(second, what)
    if one.size != two.size:
        message = (
            f"The two lists of {what} must be equally long, one entry per pupil: "
            f"they have {one.size} and {two.size}."
        )
        raise ValueError(message)
    complete = ~(np.isnan(one) | np.isnan(two))
    return one[complete], two[complete], int(one.size - np.count_nonzero(complete))


def known_number(value: float | None) -> float | None:
    """Answer ``value`` as a float, or ``None`` where it is missing, infinite or absurdly large."""
    if value is None:
        return None
    number = float(value)
    return number if abs(number) <= LARGEST_NUMBER else None


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is not strictly between 0 and 1.

    Raises:
        ValueError: it is not.
    """
    if not 0 < confidence < 1:
        message = f"The confidence must be between 0 and 1, such as 0.95; it is {confidence}."
        raise ValueError(message)


def check_whole(number: int, what: str) -> None:
    """Refuse a count that is negative or not a whole number.

    Raises:
        ValueError: it is.
    """
    if not number >= 0 or number != int(number):
        message = f"The number of {what} must be a whole number from 0 upwards; it is {number}."
        raise ValueError(message)


def is_flat(spread: float, *levels: float) -> bool:
    """Tell whether ``spread`` is nothing but rounding beside the numbers it was taken from."""
    return not spread > ROUNDING * max((abs(level) for level in levels), default=0.0)


def in_one_note(*notes: str) -> str:
    """Put the notes that say something one after the other."""
    return " ".join(note for note in notes if note)
