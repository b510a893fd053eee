"""The numbers that the reference notes publish come out of the functions."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from lp_planner.statistics.agreement import cohen_kappa
from lp_planner.statistics.distributions import normal_quantile, small_sample_factor
from lp_planner.statistics.effects import GroupSummary, hedges_g_from_summaries
from lp_planner.statistics.labels import PointLabel
from lp_planner.statistics.months import MonthsTable, months_of_progress
from lp_planner.statistics.number_series import FloatArray
from lp_planner.statistics.proportions import wilson_lower
from lp_planner.statistics.regression import expected_rise_of_lowest
from lp_planner.statistics.runs import analyse_runs
from lp_planner.statistics.xmr import XmrChart, analyse_xmr
from lp_planner.statistics.xmr_rules import fire

SERIES = 5_000


def within_simulation_error(found: float, published: float, series: int = SERIES) -> bool:
    """Four standard errors of both simulations, and the rounding of the published share."""
    spread = math.sqrt(published * (1 - published) / series)
    return abs(found - published) <= 4 * spread + 0.006


def share_signalling(points: int, seed: int, signals: Callable[[FloatArray], bool]) -> float:
    random = np.random.default_rng(seed)
    return sum(signals(random.normal(size=points)) for _ in range(SERIES)) / SERIES


def anhoej(series: FloatArray) -> bool:
    return bool(analyse_runs(series).signal)


def any_rule(series: FloatArray) -> bool:
    return set(analyse_xmr(series).labels) != {PointLabel.COMMON_CAUSE}


def has(chart: XmrChart, *labels: PointLabel) -> bool:
    return any(label in chart.labels for label in labels)


def shifted(series: FloatArray) -> bool:
    shift, _ = fire(series, float(series.mean()), None)
    return bool(shift.any())


def outside(series: FloatArray) -> bool:
    return has(analyse_xmr(series), PointLabel.ABOVE_LIMIT, PointLabel.BELOW_LIMIT)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "published"), [(12, 0.013), (20, 0.020), (24, 0.031), (36, 0.043)]
)
def test_run_charts_raise_the_published_number_of_false_alarms(
    points: int, published: float
) -> None:
    assert within_simulation_error(share_signalling(points, points, anhoej), published)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "published", "published_shift", "published_outside"),
    [
        *[(12, 0.073, 0.012, 0.056), (20, 0.144, 0.057, 0.080)],
        *[(24, 0.187, 0.084, 0.097), (36, 0.290, 0.164, 0.129)],
    ],
)
def test_xmr_charts_raise_the_published_number_of_false_alarms(
    points: int, published: float, published_shift: float, published_outside: float
) -> None:
    assert within_simulation_error(share_signalling(points, points, any_rule), published)
    assert within_simulation_error(share_signalling(points, points, outside), published_outside)
    assert within_simulation_error(share_signalling(points, points, shifted), published_shift)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "of_all", "frozen"),
    [
        (6, 6, (0.01, 0.06, 0.32), (0.04, 0.12, 0.25)),
        (8, 12, (0.02, 0.11, 0.50), (0.12, 0.47, 0.90)),
        (12, 12, (0.03, 0.16, 0.63), (0.08, 0.42, 0.89)),
        (12, 24, (0.04, 0.22, 0.73), (0.16, 0.67, 0.99)),
    ],
)
def test_run_charts_find_the_published_share_of_shifts(
    before: int, after: int, of_all: tuple[float, ...], frozen: tuple[float, ...]
) -> None:
    random = np.random.default_rng(before * 100 + after)
    series = 2_000
    for shift, published_all, published_frozen in zip((0, 1, 2), of_all, frozen, strict=True):
        made = random.normal(size=(series, before + after))
        made[:, before:] += shift
        found = sum(bool(analyse_runs(one).signal) for one in made) / series
        assert within_simulation_error(found, published_all, series)
        found = sum(bool(analyse_runs(one, baseline=before).signal) for one in made) / series
        assert within_simulation_error(found, published_frozen, series)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "published"), [(12, 12, (0.25, 0.68, 0.98)), (12, 24, (0.42, 0.88, 1.0))]
)
def test_frozen_xmr_charts_signal_as_often_as_published(
    before: int, after: int, published: tuple[float, ...]
) -> None:
    random = np.random.default_rng(before + after)
    series = 2_000
    for shift, expected in zip((0, 1, 2), published, strict=True):
        found = 0
        for _ in range(series):
            made = random.normal(size=before + after)
            made[before:] += shift
            chart = analyse_xmr(made, fix_after=before)
            segment = chart.segments[0]
            assert segment.upper is not None
            assert segment.lower is not None
            assert segment.mean is not None
            later = made[before:]
            beyond = bool(((later > segment.upper) | (later < segment.lower)).any())
            found += beyond or longest(later > segment.mean) >= 7
        assert within_simulation_error(found / series, expected, series)


def longest(sides: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> int:
    edges = np.flatnonzero(np.diff(sides)) + 1
    return int(np.diff(np.concatenate(([0], edges, [sides.size]))).max())


def test_the_shortcut_for_the_small_sample_factor_is_four_ten_thousandths_off_at_ten() -> None:
    assert abs(small_sample_factor(10) - (1 - 3 / (4 * 10 - 1))) == pytest.approx(4e-4, abs=1e-4)


@pytest.mark.parametrize(("n", "reach"), [(12, 0.80), (30, 0.51), (60, 0.36), (100, 0.28)])
def test_two_groups_of_so_many_can_tell_no_smaller_effect(n: int, reach: float) -> None:
    group = GroupSummary(n, 100.0, 15.0)
    interval = hedges_g_from_summaries(group, group).large_sample_interval
    assert interval is not None
    assert interval.high == pytest.approx(reach, abs=0.005)


def test_one_group_of_twelve_knows_its_change_to_about_a_third_of_a_standard_deviation() -> None:
    reach = normal_quantile(0.975) * math.sqrt(2 * (1 - 0.8) / 12)
    assert reach == pytest.approx(0.36, abs=0.005)


@pytest.mark.parametrize(("r", "rise"), [(0.8, 0.25), (0.7, 0.38)])
def test_the_lowest_quarter_rises_by_itself(r: float, rise: float) -> None:
    assert expected_rise_of_lowest(0.25, r) == pytest.approx(rise, abs=0.005)


def test_nine_tenths_agreement_can_go_with_a_kappa_below_zero() -> None:
    first = ["seen"] * 19 + ["not seen"]
    second = ["not seen"] + ["seen"] * 19
    found = cohen_kappa(first, second, categories=["seen", "not seen"])
    assert found.share_agreed == pytest.approx(0.9)
    assert found.kappa == pytest.approx(-0.05, abs=0.005)
    assert found.usable is False


@pytest.mark.parametrize(
    ("seen", "looks", "secure"),
    [
        (8, 8, True),
        (9, 10, True),
        (13, 15, True),
        (16, 20, True),
        (7, 8, False),
        (8, 10, False),
        (12, 15, False),
    ],
)
def test_the_published_examples_stand_on_their_side_of_the_gate(
    seen: int, looks: int, secure: bool
) -> None:
    lower = wilson_lower(seen, looks)
    assert lower is not None
    assert (seen / looks >= 0.8 and lower >= 0.6) is secure


TRIAL = [(0, 0.04), (1, 0.09), (2, 0.18), (3, 0.26), (4, 0.35), (5, 0.44), (6, 0.52), (7, 0.61)]
TRIAL += [(8, 0.69), (9, 0.78), (10, 0.87), (11, 0.95), (12, 1.00)]
TOOLKIT = [(0, 0.01), *TRIAL[1:]]


@pytest.mark.parametrize(("table", "rows"), [("trial reports", TRIAL), ("toolkit", TOOLKIT)])
def test_every_hundredth_has_the_months_of_its_table(
    table: str, rows: list[tuple[int, float]]
) -> None:
    for hundredths in range(101):
        size = hundredths / 100
        expected = next(months for months, upto in rows if size <= upto)
        assert months_of_progress(size, table=MonthsTable(table)).months == expected
        assert months_of_progress(-size, table=MonthsTable(table)).months == -expected


def test_an_effect_of_three_hundredths_is_no_month_in_a_trial_report_and_one_in_the_toolkit() -> (
    None
):
    assert months_of_progress(0.03).months == 0
    assert months_of_progress(0.03, table=MonthsTable.TOOLKIT).months == 1
