"""Staff surveys: scale scores, answers per level, response rates.

The rule of three answers in four is this product's own. The scales AIM, IAM and FIM (Weiner et al.
2017) have four items and no published pass mark; nothing here sets one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.display import LEAST_SHOWN
from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.effects import standard_deviation
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    Interval,
    Numbers,
    as_readings,
    check_confidence,
    check_whole,
    is_flat,
)

LEAST_ANSWERED = 0.75
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class ScaleScores:
    """Scores on one scale: one per person, ``None`` for people who answered too little.

    ``mean`` and its t interval are of the people scored; both are ``None``, and ``suppressed`` is
    true, below five of them. ``scores`` are for the next calculation and never to be shown one by
    one.
    """

    scores: tuple[float | None, ...]
    people: int
    scored: int
    mean: float | None
    interval: Interval | None
    suppressed: bool
    note: str


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each level was chosen for one item, lowest first; empty where suppressed."""

    counts: tuple[int, ...]
    answered: int
    share_agreeing: float | None
    suppressed: bool
    note: str


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many of those asked answered, from 0 to 1."""

    answered: int
    asked: int
    rate: float | None
    note: str


def scale_scores(
    answers: Sequence[Numbers], *, items: int = 4, confidence: float = CONFIDENCE
) -> ScaleScores:
    """Score each person as the mean of their answers where they gave three in four or more.

    Args:
        answers: one list per person with one answer per item, from 1 to 5; missing as ``None``.
        items: how many items the scale has.
        confidence: of the interval.

    Raises:
        ValueError: a person has another number of entries, an answer is off the scale, ``items``
            is below 1, or ``confidence`` is not between 0 and 1.
    """
    check_confidence(confidence)
    check_whole(items, "items")
    if items < 1:
        message = "A scale has at least one item."
        raise ValueError(message)
    needed = math.ceil(items * LEAST_ANSWERED)
    scores: list[float | None] = []
    for person in answers:
        given = as_readings(person, "answers")
        if given.size != items:
            message = f"Each person needs {items} entries, one per item; one has {given.size}."
            raise ValueError(message)
        given = given[np.isfinite(given)]
        if ((given < LOWEST) | (given > HIGHEST)).any():
            message = f"Answers lie between {LOWEST} and {HIGHEST}."
            raise ValueError(message)
        scores.append(float(given.mean()) if given.size >= needed else None)
    known = np.array([score for score in scores if score is not None])
    if known.size < LEAST_SHOWN:
        note = f"Fewer than {LEAST_SHOWN} people answered enough, so nothing is shown."
        return ScaleScores(tuple(scores), len(scores), known.size, None, None, True, note)
    mean, spread = float(known.mean()), standard_deviation(known) or 0.0
    if is_flat(spread, mean):
        note = "Everybody's score is the same, so there is no interval."
        return ScaleScores(tuple(scores), len(scores), known.size, mean, None, False, note)
    reach = t_quantile((1 + confidence) / 2, known.size - 1) * spread / math.sqrt(known.size)
    # A mean of answers cannot leave the scale, whatever Student's t allows.
    interval = Interval(max(LOWEST, mean - reach), min(HIGHEST, mean + reach))
    return ScaleScores(tuple(scores), len(scores), known.size, mean, interval, False, "")


def answer_counts(answers: Numbers) -> AnswerCounts:
    """Count one item's answers, from 1 to 5; 4 and 5 agree. Nothing is told below five people.

    Raises:
        ValueError: an answer is not a whole number on the scale, or the list is not flat.
    """
    given = as_readings(answers, "answers")
    given = given[np.isfinite(given)]
    if ((given < LOWEST) | (given > HIGHEST) | (given != np.rint(given))).any():
        message = f"Answers are whole numbers from {LOWEST} to {HIGHEST}."
        raise ValueError(message)
    if given.size < LEAST_SHOWN:
        note = f"Fewer than {LEAST_SHOWN} people answered, so nothing is shown."
        return AnswerCounts((), given.size, None, suppressed=True, note=note)
    counts = np.bincount(given.astype(np.int64), minlength=HIGHEST + 1)[LOWEST:]
    agreeing = float(counts[-2:].sum()) / given.size
    return AnswerCounts(tuple(counts.tolist()), given.size, agreeing, suppressed=False, note="")


def response_rate(answered: int, asked: int) -> ResponseRate:
    """Answer the share of people asked who answered.

    Raises:
        ValueError: a number is negative or not whole, or more answered than were asked.
    """
    check_whole(answered, "people who answered")
    check_whole(asked, "people asked")
    if answered > asked:
        message = f"{answered} people cannot have answered when {asked} were asked."
        raise ValueError(message)
    if asked == 0:
        return ResponseRate(0, 0, None, "Nobody has been asked yet.")
    return ResponseRate(answered, asked, answered / asked, "")
