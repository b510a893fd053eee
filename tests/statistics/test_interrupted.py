"""Level and slope of an interrupted series: known answers, written out, and what is too little."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from lp_planner.config import ROOT
from lp_planner.statistics.interrupted import LEAST, Interrupted, interrupted, lags_for

CALIFORNIA = [
    123, 121, 123.5, 124.4, 126.7, 127.1, 128, 126.4, 126.1, 121.9, 120.2, 118.6, 115.4, 110.8,
    104.8, 102.8, 99.7, 97.5, 90.1, 82.4, 77.8, 68.7, 67.5, 63.4, 58.6, 56.4, 54.5, 53.8, 52.3,
    47.2, 41.6,
]  # fmt: skip
"""Packs of cigarettes a head, 1970 to 2000; Proposition 99 began in 1989 (Abadie and others)."""


def found(*args: object, **more: object) -> Interrupted:
    answer = interrupted(*args, **more)  # type: ignore[arg-type]
    assert answer is not None
    return answer


def test_a_published_example_comes_out_as_published() -> None:
    # Linden (2015), Stata Journal 15(2): newey with one lag.
    answer = found(CALIFORNIA, range(31), 19, lags=1)
    assert answer.level.value == pytest.approx(-20.0581, abs=5e-5)
    assert answer.level.newey_west == pytest.approx(4.7244, abs=5e-5)
    assert answer.slope.value == pytest.approx(-1.49465, abs=5e-6)
    assert answer.slope.newey_west == pytest.approx(0.43682, abs=5e-6)


def written_out(y: np.ndarray, x: np.ndarray, lags: int) -> np.ndarray:
    """Newey and West (1987) by the formula, with the factor n / (n - k)."""
    bread = np.linalg.inv(x.T @ x)
    scores = x * (y - x @ (bread @ x.T @ y))[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    found: np.ndarray = np.sqrt(np.diag(bread @ meat @ bread) * len(y) / (len(y) - x.shape[1]))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_the_error_is_that_of_the_formula(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 3, 30)
    weeks, since = np.arange(30.0), np.arange(30) >= 14
    y = 50 + noise + np.roll(noise, 1)
    answer = found(y, weeks, 14)
    design = np.column_stack([np.ones(30), weeks - 14, since, since * (weeks - 14)])
    errors = written_out(y, design, lags_for(30))
    assert answer.level.newey_west == pytest.approx(errors[2])
    assert answer.slope.newey_west == pytest.approx(errors[3])
    for one in (answer.level, answer.slope):
        assert one.interval.high - one.value >= 2.05 * one.newey_west


def test_a_known_step_bend_and_season_are_found_beneath_small_noise() -> None:
    weeks = np.arange(60.0)
    seasons = [int(week // 6) % 5 for week in weeks]
    usual = np.array([0.0, 3.0, -2.0, 1.0, 4.0])[seasons]
    noise = np.random.default_rng(5).normal(0, 0.01, 60)
    y = 40 + 0.2 * weeks + 5 * (weeks >= 30) + 0.3 * (weeks - 30) * (weeks >= 30) + usual + noise
    answer = found(y, weeks, 30, seasons=seasons)
    assert answer.has_seasons
    assert answer.level.value == pytest.approx(5, abs=0.05)
    assert answer.slope.value == pytest.approx(0.3, abs=0.005)
    # A part of the year on one side only cannot be told from the change itself.
    assert not found(y, weeks, 30, seasons=[week // 10 for week in range(60)]).has_seasons


def test_both_groups_in_one_model_are_the_differences_of_both() -> None:
    noise = np.random.default_rng(2).normal(0, 2, (2, 24))
    weeks, since = np.arange(24.0), np.arange(24) >= 12
    own, other = 50 + 6 * since + noise[0], 40 + 2 * since + noise[1]
    part = np.column_stack([np.ones(24), weeks - 12, since, since * (weeks - 12)])
    stacked = np.block([[part, part], [part, np.zeros((24, 4))]])
    both = np.linalg.lstsq(stacked, np.concatenate([own, other]), rcond=None)[0]
    answer = found(own - other, weeks, 12)
    assert (answer.level.value, answer.slope.value) == pytest.approx((both[6], both[7]))


@pytest.mark.parametrize(("alike", "most"), [(0.0, 0.05), (0.4, 0.06)])
def test_nothing_is_seldom_called_something(alike: float, most: float) -> None:
    noise = np.random.default_rng(8).normal(size=(300, 60))
    for before, now in pairwise(range(60)):
        noise[:, now] += alike * noise[:, before]
    ends = [found(row[-24:], range(24), 12).level.interval for row in noise]
    assert sum(end.low > 0 or end.high < 0 for end in ends) / len(ends) <= most


def test_too_few_readings_or_one_day_are_no_series() -> None:
    assert interrupted(range(20), range(20), LEAST - 1) is None
    assert interrupted(range(20), range(20), 20 - LEAST + 1) is None
    assert interrupted(range(20), [0.0] * 20, 10) is None


def test_statsmodels_is_loaded_when_it_is_first_asked() -> None:
    code = (
        "import sys; import lp_planner.ui.measures.impact_page; assert 'statsmodels' not in "
        "sys.modules; from lp_planner.statistics.interrupted import interrupted; "
        "interrupted(range(20), range(20), 10); assert 'statsmodels' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
