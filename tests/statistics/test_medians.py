"""The interval of the middle reading: exact, whatever the shape of the readings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.statistics.medians import LEAST, median_interval
from lp_planner.statistics.number_series import Interval


@pytest.mark.parametrize(
    ("number", "place"),
    [(6, 1), (7, 1), (8, 1), (9, 2), (10, 2), (12, 3), (15, 4), (20, 6), (25, 8), (40, 14)],
)
def test_the_interval_ends_at_the_readings_that_published_tables_of_the_sign_test_give(
    number: int, place: int
) -> None:
    values = list(range(1, number + 1))
    assert median_interval(values) == Interval(place, number + 1 - place)


def test_fewer_than_six_readings_have_no_interval() -> None:
    assert median_interval([float(n) for n in range(LEAST - 1)]) is None
    assert median_interval([]) is None
    assert median_interval([1.0, None, 2.0, float("nan"), 3.0, 4.0, 5.0]) is None


def test_it_holds_the_true_middle_as_often_as_it_says() -> None:
    chance = np.random.default_rng(3)
    held = 0
    for _ in range(2000):
        found = median_interval(chance.exponential(1.0, 12))
        assert found is not None
        held += found.low <= np.log(2) <= found.high
    assert held / 2000 >= 0.945


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.floats(-1e6, 1e6), min_size=LEAST, max_size=60))
def test_it_always_encloses_the_middle_of_the_readings_themselves(values: list[float]) -> None:
    found = median_interval(values)
    assert found is not None
    assert found.low <= np.median(values) <= found.high
