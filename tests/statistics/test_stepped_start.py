"""A stepped start: known answers, what is too little, and how often nothing is called something."""

from collections.abc import Sequence

import numpy as np
import pytest

from lp_planner.statistics.stepped_start import ClassReadings, SteppedStart, stepped_start

WEEKS = 24
STARTS = (6, 10, 14, 18)


def school(
    seed: int, starts: Sequence[int] = STARTS, *, gain: float = 0.0, grows: float = 0.0,
    alike: float = 0.4,
) -> list[ClassReadings]:  # fmt: skip
    """Classes of a level of their own, shaken alike each week; each reading like the one before."""
    random = np.random.default_rng(seed)
    shaken = random.normal(size=WEEKS)
    classes = []
    for began in starts:
        noise = random.normal(size=WEEKS)
        for week in range(1, WEEKS):
            noise[week] = alike * noise[week - 1] + (1 - alike**2) ** 0.5 * noise[week]
        since = np.maximum(np.arange(WEEKS) - began + 1, 0)
        values = 50 + 3 * random.normal() + shaken + noise + gain * (since > 0) + grows * since
        classes.append(ClassReadings(range(WEEKS), values.tolist(), began))
    return classes


def found(classes: Sequence[ClassReadings]) -> SteppedStart:
    answer = stepped_start(classes)
    assert answer is not None
    return answer


def test_without_noise_the_gain_is_what_was_put_in() -> None:
    classes = []
    for level, began in zip((40.0, 50.0, 60.0, 70.0), STARTS, strict=True):
        values = [level + week % 7 + 5 * (week >= began) for week in range(WEEKS)]
        values[2] += level / 99
        classes.append(ClassReadings(range(WEEKS), values, began))
    answer = found(classes)
    assert answer.difference == pytest.approx(5, abs=0.1)
    assert answer.interval.low < 5 < answer.interval.high
    assert answer.classes == 4


@pytest.mark.parametrize("starts", [STARTS, (8, 8, 12, 16), (6, 9, 12, 15, 18, 20)])
def test_of_nothing_a_difference_is_claimed_in_six_of_a_hundred_at_most(
    starts: tuple[int, ...],
) -> None:
    answers = [found(school(seed, starts)) for seed in range(300)]
    claimed = [not one.interval.low < 0 < one.interval.high for one in answers]
    assert np.mean(claimed) <= 0.06
    assert abs(np.mean([one.difference for one in answers])) < 0.15


def test_the_interval_holds_what_is_true_and_finds_what_is_large() -> None:
    answers = [found(school(seed, (4, 6, 8, 12, 16, 18, 20), gain=2.5)) for seed in range(200)]
    assert np.mean([one.interval.low < 2.5 < one.interval.high for one in answers]) >= 0.92
    assert np.mean([one.interval.low > 0 for one in answers]) >= 0.8


def test_a_gain_that_grows_is_not_taken_off_by_those_that_began_earlier() -> None:
    """Set beside classes that began earlier, a gain that grows would seem to be none at all."""
    answers = [found(school(seed, grows=0.5)).difference for seed in range(100)]
    assert np.mean(answers) > 1.5


def test_three_classes_two_days_other_weeks_and_readings_that_stand_still_are_too_little() -> None:
    assert stepped_start(school(1)[:3]) is None
    assert stepped_start(school(1, (8, 8, 14, 14))) is None
    late = [*school(1)[:3], ClassReadings(range(WEEKS), [1.0] * WEEKS, WEEKS - 2)]
    assert stepped_start(late) is None
    apart = [
        ClassReadings(range(100 * n, 100 * n + WEEKS), one.values, 100 * n + one.began)
        for n, one in enumerate(school(1))
    ]
    assert stepped_start(apart) is None
    still = [ClassReadings(range(WEEKS), [5.0] * WEEKS, began) for began in STARTS]
    assert stepped_start(still) is None
