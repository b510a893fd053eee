"""Measures in which nothing happens, each in its own way; and a change put into them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float64]
PUPILS = 30
ALIKE = 0.4
DRIFT = 0.1
HALF_TERM, DIP = 7, 1.5


def normal(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Independent, bell-shaped, one usual spread wide."""
    return random.normal(size=shape)


def binomial(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """The per cent of 30 pupils, six in ten of whom can."""
    return random.binomial(PUPILS, 0.6, shape).astype(np.float64) * (100.0 / PUPILS)


def whole(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Whole numbers with a spread of three."""
    return np.rint(12 + 3 * random.normal(size=shape))


def rubric(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Marks from 1 to 5."""
    marks: Block = np.rint(3 + 0.9 * random.normal(size=shape)).clip(1, 5)
    return marks


def half_terms(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """A dip of one and a half spreads every seventh week."""
    first = random.integers(0, HALF_TERM, shape[0])[:, None]
    week = (np.arange(shape[1]) + first) % HALF_TERM
    found: Block = random.normal(size=shape) - DIP * (week == 0)
    return found


def alike(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Each reading like the one before: an autocorrelation of 0.4."""
    steps = random.normal(size=shape)
    found = np.empty(shape)
    found[:, 0] = steps[:, 0]
    for week in range(1, shape[1]):
        found[:, week] = ALIKE * found[:, week - 1] + np.sqrt(1 - ALIKE**2) * steps[:, week]
    return found


def drifting(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Rising by a tenth of the spread a week, before and after alike."""
    return random.normal(size=shape) + DRIFT * np.arange(shape[1])


NOISES: Mapping[str, Callable[[np.random.Generator, tuple[int, int]], Block]] = MappingProxyType(
    {
        "normal": normal,
        "per cent of 30": binomial,
        "whole numbers": whole,
        "rubric 1 to 5": rubric,
        "half-term dips": half_terms,
        "autocorrelation 0.4": alike,
        "rising 0.1 a week": drifting,
    }
)
