"""The rule of ``judging`` for whole blocks of series at once, so that a calibration takes a minute.

Only “is it called an improvement?” is answered, for more being better;
tests/statistics/test_calibration.py holds every answer to the rule of the product.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lp_planner.statistics import judging
from tests.calibration.noises import Block

Flags = NDArray[np.bool_]


def claims(
    block: Block, before: int, least: int = judging.LEAST_SINCE, weeks: Block | None = None
) -> Flags:
    """For each series, whether it is claimed after ``least`` readings since, and after each more.

    ``weeks`` says when each was read; without, a week apart. The last column is the claim from all
    the readings.
    """
    counts = range(least, block.shape[1] - before + 1)
    if before < judging.LEAST_BEFORE:
        return np.zeros((block.shape[0], len(counts)), dtype=bool)
    if weeks is None:
        weeks = np.broadcast_to(np.arange(block.shape[1], dtype=np.float64), block.shape)
    found = []
    earlier = _signals(block, weeks, before, least - 1) if least > judging.LEAST_SINCE else None
    for count in counts:
        now = _signals(block, weeks, before, count)
        stood = np.zeros_like(now) if earlier is None else earlier
        end = before + count
        found.append(now & stood & ~_in_the_way(block[:, :end], weeks[:, :end], before))
        earlier = now
    return np.column_stack(found)


@dataclass(frozen=True)
class _Line:
    """One stretch of every series: what is left of it about its mean, and its own slope."""

    rest: Block
    away: Block
    middle: Block
    squares: Block
    along: Block
    slope: Block


def _line(part: Block, weeks: Block) -> _Line:
    middle = weeks.mean(axis=1)
    away = weeks - middle[:, None]
    rest = part - part.mean(axis=1, keepdims=True)
    squares, along = (away**2).sum(axis=1), (rest * away).sum(axis=1)
    return _Line(rest, away, middle, squares, along, along / squares)


def _signals(block: Block, weeks: Block, before: int, since: int) -> Flags:
    """``_Fit.is_signal`` upwards for every series after so many readings since."""
    number = before + since
    early, late = block[:, :before], block[:, before:number]
    first, second = _line(early, weeks[:, :before]), _line(late, weeks[:, before:number])
    tiny = (1e-9 * np.ptp(block[:, :number], axis=1).clip(1e-300)) ** 2
    total = (first.rest**2).sum(axis=1) + (second.rest**2).sum(axis=1)
    squares = first.squares + second.squares
    slope = (first.along + second.along) / squares
    lag, unit = second.middle - first.middle, 1 / before + 1 / since
    moved = late.mean(axis=1) - early.mean(axis=1)
    plain = np.sqrt(np.maximum(total / (number - 2), tiny))
    sloped = np.sqrt(np.maximum((total - slope**2 * squares) / (number - 3), tiny))
    bent = first.slope * first.along + second.slope * second.along
    bending = np.sqrt(np.maximum((total - bent) / (number - 4), tiny))
    flat = np.hstack((first.rest, second.rest))
    left = np.hstack([line.rest - line.slope[:, None] * line.away for line in (first, second)])
    alike = np.where((left**2).sum(axis=1) > number * tiny, _alike(left), 0.0)
    follows = alike > judging.FOLLOWS_CLOSELY / np.sqrt(number)
    chance = moved / (plain * np.sqrt(unit)) / _widened(_alike(flat), number)
    apart = (moved - slope * lag) / (sloped * np.sqrt(unit + lag**2 / squares))
    drifting = slope * np.sqrt(squares) / sloped
    bend = (second.slope - first.slope) / (
        bending * np.sqrt(1 / first.squares + 1 / second.squares)
    )
    of_early = (first.rest**2).sum(axis=1) - first.slope * first.along
    spread = np.sqrt(np.maximum(of_early / (before - 2), tiny))
    trend = first.slope * np.sqrt(first.squares) / spread
    latest = late[:, -judging.LATEST :] > np.median(early, axis=1)[:, None]
    beyond = (latest.sum(axis=1) >= judging.LATEST - 1) & (chance > judging.BEYOND_CHANCE)
    later = min(max((since - judging.EARLY) / (judging.LATER - judging.EARLY), 0.0), 1.0)
    bar = judging.BEYOND_DRIFT + (judging.BEYOND_DRIFT_LATER - judging.BEYOND_DRIFT) * later
    tenth = judging.DRIFT_A_WEEK * lag / np.sqrt(unit)
    is_step = (drifting < judging.DRIFT_SEEN) & (
        (apart > bar) | (chance - tenth > judging.BEYOND_A_TENTH)
    )
    is_bend = (bend > judging.BENDS) & (trend < 1)
    found: Flags = beyond & ~follows & (is_step | is_bend | (apart > judging.CLEAR_OF_ANY_DRIFT))
    asked = found & ~is_bend
    if asked.any():
        elsewhere = _elsewhere(block[asked, :number], weeks[asked, :number], before)
        more = judging.ELSEWHERE + (judging.ELSEWHERE_LATER - judging.ELSEWHERE) * later
        found[asked] = elsewhere <= apart[asked] + more
    return found


def _elsewhere(block: Block, weeks: Block, before: int) -> Block:
    """How far a step stands out on the day, away from that of the change, on which it does most."""
    number = block.shape[1]
    most = np.zeros(block.shape[0])
    for place in range(judging.LEAST_SINCE, number - judging.LEAST_SINCE + 1):
        if abs(place - before) <= judging.NEAR:
            continue
        first = _line(block[:, :place], weeks[:, :place])
        second = _line(block[:, place:], weeks[:, place:])
        total = (first.rest**2).sum(axis=1) + (second.rest**2).sum(axis=1)
        squares = first.squares + second.squares
        slope = (first.along + second.along) / squares
        lag = second.middle - first.middle
        moved = block[:, place:].mean(axis=1) - block[:, :place].mean(axis=1)
        spread = np.sqrt(np.maximum((total - slope**2 * squares) / (number - 3), 1e-300))
        error = spread * np.sqrt(1 / place + 1 / (number - place) + lag**2 / squares)
        most = np.maximum(most, np.abs(moved - slope * lag) / error)
    return most


def _alike(rest: Block) -> Block:
    squares = (rest**2).sum(axis=1)
    alike: Block = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / np.where(squares > 0, squares, 1.0)
    return alike


def _widened(alike: Block, number: int) -> Block:
    true = (alike + (1 + 3 * alike) / number).clip(0.0, 0.9)
    widened: Block = np.sqrt((1 + true) / (1 - true))
    return widened


def _in_the_way(block: Block, weeks: Block, before: int) -> Flags:
    """Few different values, many readings alike on one side, or a long time without any."""
    levels = 1 + (np.diff(np.sort(block, axis=1), axis=1) > 0).sum(axis=1)
    steps = np.diff(weeks, axis=1)
    long = np.maximum(judging.LONG_GAP * np.median(steps, axis=1), judging.LONG_GAP_WEEKS)
    found: Flags = (levels <= judging.FEW_LEVELS) | (steps >= long[:, None]).any(axis=1)
    for part in (block[:, :before], block[:, before:]):
        most = _most_alike(part)
        found |= (most > 1) & (most >= judging.TIED_SHARE * part.shape[1])
    return found


def _most_alike(part: Block) -> NDArray[np.int_]:
    ordered = np.sort(part, axis=1)
    run = np.ones(part.shape[0], dtype=np.int_)
    most = run.copy()
    for place in range(1, part.shape[1]):
        run = np.where(ordered[:, place] == ordered[:, place - 1], run + 1, 1)
        most = np.maximum(most, run)
    return most
