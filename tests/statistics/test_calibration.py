"""The quick way of the calibration says of every series what the rule of the product says."""

import numpy as np
import pytest

from tests.calibration.many import claims
from tests.calibration.noises import NOISES
from tests.calibration.simulating import (
    claimed_by_weekly_looks,
    claimed_of_nothing,
    claimed_of_the_worst,
    found_within,
    is_claimed,
    judged,
)


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize(("before", "since"), [(8, 6), (12, 12), (12, 26)])
def test_many_series_at_once_are_read_as_one_by_one(noise: str, before: int, since: int) -> None:
    block = NOISES[noise](np.random.default_rng([before, since]), (40, before + since))
    scale = block.std()
    block[10:, before:] += 2.0 * scale
    block[30:, before:] += 0.3 * scale * np.arange(since)
    quick = claims(block, before, since)[:, -1]
    assert quick.tolist() == [is_claimed(judged(values, before)) for values in block]
    assert quick.any() or noise == "rubric 1 to 5"


def test_each_look_is_the_look_of_that_week() -> None:
    block = NOISES["normal"](np.random.default_rng(3), (20, 30))
    block[:, 12:] += 1.5
    quick = claims(block, 12)
    one_by_one = [
        [is_claimed(judged(values[: 12 + since], 12)) for since in range(4, 19)] for values in block
    ]
    assert quick.tolist() == one_by_one


def test_with_few_readings_before_nothing_is_claimed() -> None:
    assert not claims(np.zeros((3, 20)), 3).any()


@pytest.mark.parametrize("noise", ["normal", "autocorrelation 0.4", "rising 0.1 a week"])
def test_few_false_alarms_come_first(noise: str) -> None:
    """By the seeds of the page; other seeds move each by half a point."""
    assert claimed_by_weekly_looks(noise, 2000) <= 0.08
    assert claimed_of_the_worst(noise, 2000) <= 0.10
    for before, since in ((12, 8), (12, 12), (12, 24), (8, 12)):
        assert claimed_of_nothing(noise, before, since, 2000) <= 0.05


def test_what_is_there_is_still_found() -> None:
    two_within_10, two_within_16 = found_within(2.0, 12, (10, 16), 2000)
    (one_within_24,) = found_within(1.0, 12, (24,), 2000)
    assert two_within_10 >= 0.70
    assert two_within_16 >= 0.78
    assert one_within_24 >= 0.55
