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
HALF_TERM_SPREAD = 0.5
YEAR = 39
"""Weeks of school in a year."""
READ, TWICE = 0.6, 0.35
"""The share of weeks in which something is read, and of those with a second reading."""


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


def heavy_tails(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Mostly near the middle, now and then far off (Student's t with 3 degrees of freedom)."""
    found: Block = random.standard_t(3, shape) / np.sqrt(3)
    return found


def to_five(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Per cent with a spread of eight, rounded to fives."""
    found: Block = 5 * np.rint((60 + 8 * random.normal(size=shape)) / 5)
    return found


def own_levels(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Each half-term a little higher or lower: by half a spread, as chance will have it."""
    first = random.integers(0, HALF_TERM, shape[0])[:, None]
    half_term = (np.arange(shape[1]) + first) // HALF_TERM
    levels = random.normal(size=(shape[0], int(half_term.max()) + 1)) * HALF_TERM_SPREAD
    found: Block = random.normal(size=shape) + np.take_along_axis(levels, half_term, axis=1)
    return found


def yearly(random: np.random.Generator, shape: tuple[int, int], height: float = 0.5) -> Block:
    """Up and down over the school year, by half a spread each way."""
    start = random.uniform(0, 2 * np.pi, (shape[0], 1))
    found: Block = random.normal(size=shape) + height * np.sin(
        2 * np.pi * np.arange(shape[1]) / YEAR + start
    )
    return found


def strong_year(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """The same by a whole spread each way."""
    return yearly(random, shape, 1.0)


def other_test(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """The way of measuring changes on any one day, and with it the level, by one spread."""
    day = random.integers(2, shape[1] - 2, (shape[0], 1))
    found: Block = random.normal(size=shape) + random.choice([-1.0, 1.0], (shape[0], 1)) * (
        np.arange(shape[1]) >= day
    )
    return found


def few_events(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Counts of something rare: six a week on average."""
    return random.poisson(6, shape).astype(np.float64)


def rare_events(random: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Counts of something rarer: two a week."""
    return random.poisson(2, shape).astype(np.float64)


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

OTHERS: Mapping[str, Callable[[np.random.Generator, tuple[int, int]], Block]] = MappingProxyType(
    {
        "heavy tails": heavy_tails,
        "rounded to fives": to_five,
        "half-terms of their own level": own_levels,
        "a year's season, half a spread": yearly,
        "a year's season, a whole spread": strong_year,
        "another test from any one day": other_test,
        "six events a week": few_events,
        "two events a week": rare_events,
        "weeks missing": normal,
        "two readings in some weeks": normal,
    }
)
"""What was not tuned for; two of them are read on other days than once a week."""


def days_of(noise: str, random: np.random.Generator, shape: tuple[int, int]) -> Block | None:
    """The week of each reading; ``None`` where they are a week apart."""
    if noise == "weeks missing":
        apart = random.geometric(READ, shape)
        found: Block = np.cumsum(apart, axis=1).astype(np.float64)
        return found
    if noise == "two readings in some weeks":
        second = random.random(shape) < TWICE
        second[:, 1:] &= ~second[:, :-1]
        return np.cumsum(np.where(second, 0.4, np.where(np.roll(second, 1, axis=1), 0.6, 1.0)), 1)
    return None
