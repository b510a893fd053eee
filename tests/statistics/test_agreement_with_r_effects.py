"""Effect sizes, changes, Wilson intervals, kappas and pooling agree with R's packages."""

import math
from typing import Any

import pytest

from lp_planner.statistics.agreement import Weights, cohen_kappa
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.comparison import adjusted_difference, baseline_gap, dppc2_from_scores
from lp_planner.statistics.distributions import small_sample_factor
from lp_planner.statistics.effects import hedges_g
from lp_planner.statistics.number_series import Interval
from lp_planner.statistics.pooling import pool_effects
from lp_planner.statistics.proportions import wilson, wilson_lower
from tests.statistics.cases import cases, names

HEDGES = cases("effects", "hedges")
PAIRED = cases("effects", "paired")
COMPARISONS = cases("effects", "comparisons")
KAPPAS = cases("effects", "kappas")
POOLS = cases("pooling", "sets")
NEAR = 1e-6


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


@pytest.mark.parametrize("case", HEDGES, ids=names(HEDGES))
def test_hedges_g_is_that_of_metafor_and_effectsize(case: dict[str, Any]) -> None:
    effect = hedges_g(case["first"], case["second"])
    assert effect.g == pytest.approx(case["g"], abs=NEAR)
    assert effect.g == pytest.approx(case["g_effectsize"], abs=NEAR)
    assert effect.standard_error == pytest.approx(math.sqrt(case["variance"]), abs=NEAR)
    assert ends(effect.interval) == pytest.approx((case["low"], case["high"]), abs=NEAR)
    # effectsize stops searching at about four decimals; the line above holds it to R's own pt().
    rough = case["low_effectsize"], case["high_effectsize"]
    assert ends(effect.interval) == pytest.approx(rough, abs=2e-4)


@pytest.mark.parametrize("case", PAIRED, ids=names(PAIRED))
def test_a_change_of_one_group_is_that_of_metafor_and_the_paired_t_test(
    case: dict[str, Any],
) -> None:
    found = paired_change(case["before"], case["after"])
    assert found.mean_change == pytest.approx(case["change"], abs=NEAR)
    assert ends(found.interval) == pytest.approx((case["low"], case["high"]), abs=NEAR)
    assert found.standardised == pytest.approx(case["g"], abs=NEAR)
    assert found.correlation == pytest.approx(case["r"], abs=NEAR)
    error = math.sqrt(case["variance"])
    assert found.standard_error == pytest.approx(error, abs=NEAR)
    limits = case["g"] - 1.959963984540054 * error, case["g"] + 1.959963984540054 * error
    assert ends(found.standardised_interval) == pytest.approx(limits, abs=NEAR)


@pytest.mark.parametrize("case", COMPARISONS, ids=names(COMPARISONS))
def test_an_adjusted_difference_is_that_of_lm(case: dict[str, Any]) -> None:
    found = adjusted_difference(case["x1"], case["y1"], case["x2"], case["y2"])
    assert found.difference == pytest.approx(case["b"], abs=NEAR)
    assert found.slope == pytest.approx(case["slope"], abs=NEAR)
    assert found.standard_error == pytest.approx(case["se"], abs=NEAR)
    assert ends(found.interval) == pytest.approx((case["low"], case["high"]), abs=NEAR)
    assert found.pooled_sd_after == pytest.approx(case["sd_after"], abs=NEAR)
    assert found.g == pytest.approx(case["g"], abs=NEAR)


@pytest.mark.parametrize("case", COMPARISONS, ids=names(COMPARISONS))
def test_a_difference_of_changes_is_morriss(case: dict[str, Any]) -> None:
    found = dppc2_from_scores(case["x1"], case["y1"], case["x2"], case["y2"])
    assert found.g == pytest.approx(case["dppc2"], abs=NEAR)
    assert found.correlation == pytest.approx(case["r"], abs=NEAR)
    assert found.standard_error == pytest.approx(math.sqrt(case["dppc2_variance"]), abs=NEAR)
    assert baseline_gap(case["x1"], case["x2"]).g == pytest.approx(case["gap"], abs=NEAR)


def test_wilson_intervals_are_those_of_prop_test() -> None:
    for case in cases("effects", "wilson"):
        x, n = case["x"], case["n"]
        assert ends(wilson(x, n).interval) == pytest.approx((case["low"], case["high"]), abs=1e-9)
        narrow = ends(wilson(x, n, confidence=0.9).interval)
        assert narrow == pytest.approx((case["low90"], case["high90"]), abs=1e-9)
        assert wilson_lower(x, n) == pytest.approx(case["one_sided"], abs=1e-9)


def test_the_small_sample_factor_is_that_of_metafor() -> None:
    for case in cases("effects", "small_sample_factor"):
        assert small_sample_factor(case["df"]) == pytest.approx(case["J"], abs=1e-12)


@pytest.mark.parametrize("case", KAPPAS, ids=names(KAPPAS))
def test_kappa_is_that_of_psych_plain_and_weighted(case: dict[str, Any]) -> None:
    plain = cohen_kappa(case["a"], case["b"], categories=[1, 2, 3])
    weighted = cohen_kappa(case["a"], case["b"], categories=[1, 2, 3], weights=Weights.QUADRATIC)
    assert plain.kappa == pytest.approx(case["kappa"], abs=NEAR)
    assert weighted.kappa == pytest.approx(case["weighted"], abs=NEAR)
    assert plain.share_agreed == weighted.share_agreed == pytest.approx(case["agreed"])


@pytest.mark.parametrize("case", POOLS, ids=names(POOLS))
def test_pooling_is_that_of_metafor(case: dict[str, Any]) -> None:
    found = pool_effects(case["y"], case["v"])
    assert found.estimate == pytest.approx(case["estimate"], abs=NEAR)
    assert found.standard_error == pytest.approx(case["se"], abs=NEAR)
    assert ends(found.interval) == pytest.approx((case["low"], case["high"]), abs=NEAR)
    limits = case["prediction_low"], case["prediction_high"]
    assert ends(found.prediction) == pytest.approx(limits, abs=NEAR)
    assert found.tau_squared == pytest.approx(case["tau2"], abs=NEAR)
    assert found.q == pytest.approx(case["q"], abs=NEAR)
    assert found.i_squared == pytest.approx(case["i2"], abs=NEAR)
    assert found.weights == pytest.approx(tuple(case["weights"]), abs=NEAR)
