"""The numbers of the calibration, each a share of series simulated with a seed of its own."""

from collections.abc import Iterable

import numpy as np

from lp_planner.services.measures.findings import would_have_shown
from lp_planner.statistics.judging import LEAST_SINCE, Judgement, Outcome, judge
from lp_planner.statistics.number_series import Direction
from lp_planner.statistics.power import ENOUGH, share_found
from tests.calibration.many import claims
from tests.calibration.noises import NOISES, OTHERS, Block, days_of, normal

DESIGNS = ((12, 8), (12, 12), (12, 24), (8, 12), (3, 17), (1, 19))
OTHER_DESIGNS = ((8, 12), (12, 12), (12, 24), (20, 20))
LOOKS = 24
MEASURES = 8
BEFORE = 12


def random_for(*names: object) -> np.random.Generator:
    """The same numbers for the same question, whatever else is asked."""
    return np.random.default_rng([ord(letter) for letter in repr(names)])


def judged(values: Block, before: int) -> Judgement:
    """One measure read once a week, more being better."""
    return judge(values, range(values.size), before, improvement=Direction.INCREASE)


def is_claimed(found: Judgement) -> bool:
    """Whether it is called an improvement, and the advice is to sustain it."""
    return found.outcome is Outcome.CONFIRMED and found.direction is Direction.INCREASE


def is_asked_to_stop(found: Judgement) -> bool:
    """Whether the advice is “adapt or stop?”."""
    return found.outcome is Outcome.NO_SIGNAL and would_have_shown(found)


def share(answers: Iterable[bool]) -> float:
    """How many of the answers are yes."""
    return float(np.mean(list(answers)))


def claimed_of_nothing(noise: str, before: int, since: int, series: int) -> float:
    """The share of flat measures that are called an improvement."""
    block, weeks = measured(noise, random_for(noise, before, since), (series, before + since))
    return share(claims(block, before, since, weeks)[:, -1].tolist())


def claimed_by_weekly_looks(noise: str, series: int) -> float:
    """The share called an improvement at least once when looked at after each of 24 readings."""
    block, weeks = measured(noise, random_for(noise, "weekly"), (series, BEFORE + LOOKS))
    return share(np.atleast_1d(claims(block, BEFORE, weeks=weeks).any(axis=1)).tolist())


def claimed_of_the_worst(noise: str, series: int) -> float:
    """The share called an improvement where the lowest of eight measures was picked to work on."""
    every, weeks = measured(noise, random_for(noise, "worst"), (series * MEASURES, 2 * BEFORE))
    block = every.reshape(series, MEASURES, -1)
    lowest = block[:, :, :BEFORE].mean(axis=2).argmin(axis=1)
    picked = np.arange(series) * MEASURES + lowest
    weeks = None if weeks is None else weeks[picked]
    return share(claims(every[picked], BEFORE, BEFORE, weeks)[:, -1].tolist())


def measured(
    noise: str, random: np.random.Generator, shape: tuple[int, int]
) -> tuple[Block, Block | None]:
    """Flat measures of this kind, and the weeks in which they were read."""
    block = {**NOISES, **OTHERS}[noise](random, shape)
    return block, days_of(noise, random, shape)


def found_within(
    spreads: float, before: int, counts: tuple[int, ...], series: int
) -> tuple[float, ...]:
    """The share of true changes found by so many readings since, looked at after each one."""
    block = normal(random_for("power", spreads, before), (series, before + max(counts)))
    block[:, before:] += spreads
    found = claims(block, before)
    return tuple(
        share(np.atleast_1d(found[:, : count - LEAST_SINCE + 1].any(axis=1)).tolist())
        for count in counts
    )


def asked_to_stop_within(spreads: float, before: int, since: int, series: int) -> float:
    """The share of true changes that are at any time met with “adapt or stop?”."""
    block = normal(random_for("stop", spreads, before, since), (series, before + since))
    block[:, before:] += spreads
    return share(
        any(
            is_asked_to_stop(judged(values[: before + n], before))
            for n in range(LEAST_SINCE, since + 1)
            if share_found(before, n) >= ENOUGH
        )
        for values in block
    )
