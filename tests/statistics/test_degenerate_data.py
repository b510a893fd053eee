"""Empty, single, constant, missing and absurd data: the documented fallback, never NaN."""

import dataclasses
import datetime as dt
import math
from collections.abc import Callable
from enum import Enum
from typing import Any

import numpy as np
import pytest

from lp_planner.statistics.agreement import cohen_kappa
from lp_planner.statistics.attributes import p_chart, p_prime_chart, u_chart
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.comparison import (
    PrePostSummary,
    adjusted_difference,
    baseline_gap,
    dppc2,
    dppc2_from_scores,
)
from lp_planner.statistics.distributions import small_sample_factor
from lp_planner.statistics.effects import (
    GroupSummary,
    hedges_g,
    hedges_g_from_summaries,
)
from lp_planner.statistics.judging import judge, moves_anyway
from lp_planner.statistics.labels import PointLabel, PointType
from lp_planner.statistics.number_series import Direction, as_readings
from lp_planner.statistics.ordering import in_date_order
from lp_planner.statistics.pooling import pool_effects
from lp_planner.statistics.proportions import wilson, wilson_lower
from lp_planner.statistics.runs import Stage, analyse_runs, stage_of
from lp_planner.statistics.xmr import (
    Assurance,
    Firmness,
    analyse_xmr,
    clipped_limits,
)

INFINITY = math.inf
POOR: dict[str, list[float | None]] = {
    "empty": [],
    "one": [3.0],
    "two": [3.0, 4.0],
    "all missing": [None, math.nan, None],
    "mostly missing": [None, 3.0, None, 4.0, None],
    "constant": [5.0] * 14,
    "constant but for rounding": [0.1 + 0.2, 0.3, None] * 10,
    "one jump": [*[60.0] * 6, *[80.0] * 6],
    "infinite": [INFINITY, 1.0, -INFINITY, 2.0],
    "huge": [1e308, -1e308, 1e100, -1e100, 1e99, 3.0],
    "tiny": [1e-308, 2e-308, 0.0, 5e-324],
    "wide": [1e-300, 1e99, 1.0, -1e99],
}
Analysis = Callable[[list[float | None]], Any]
ANALYSES: dict[str, Analysis] = {
    "xmr": analyse_xmr,
    "xmr, no screening": lambda y: analyse_xmr(y, screen=False, target=4),
    "xmr, frozen": lambda y: analyse_xmr(y, fix_after=12, improvement=Direction.INCREASE, target=4),
    "runs": analyse_runs,
    "runs, frozen": lambda y: analyse_runs(y, baseline=8),
    "runs, given": lambda y: analyse_runs(y, centre=4.0),
    "judged": lambda y: judge(y, range(len(y)), 8, improvement=Direction.INCREASE),
    "judged on one day": lambda y: judge(y, [0.0] * len(y), 8),
    "without a before": lambda y: moves_anyway(y, range(len(y))),
    "p": lambda y: p_chart(sizes(y), sizes(y)),
    "p'": lambda y: p_prime_chart(sizes(y), [None if x is None else 10 for x in sizes(y)]),
    "u": lambda y: u_chart(sizes(y), sizes(y)),
    "u, uneven": lambda y: u_chart(sizes(y), list(reversed(sizes(y)))),
    "g": lambda y: hedges_g(y, list(reversed(y))),
    "g against others": lambda y: hedges_g(y, [1.0, 2.0, 4.0]),
    "paired": lambda y: paired_change(y, list(reversed(y))),
    "paired with itself": lambda y: paired_change(y, y),
    "adjusted": lambda y: adjusted_difference(y, y, [1.0, 2.0, 3.0], [2.0, 2.0, 5.0]),
    "adjusted, nothing before": lambda y: adjusted_difference([1.0] * len(y), y, [1.0] * 2, [2, 3]),
    "dppc2": lambda y: dppc2_from_scores(y, y, [1.0, 2.0, 3.0], [2.0, 2.0, 5.0]),
    "gap": lambda y: baseline_gap(y, [1.0, 2.0, 3.0]),
    "pool": lambda y: pool_effects(y, [0.1] * len(y)),
    "pool, uneven": lambda y: pool_effects([0.1] * len(y), positive(y)),
    "ordered": lambda y: in_date_order([dt.date(2027, 1, 1)] * len(y), y),
}


def sizes(values: list[float | None]) -> list[float | None]:
    return [None if x is None or math.isnan(x) else min(10.0, abs(x)) for x in values]


def positive(values: list[float | None]) -> list[float | None]:
    return [None if x is None else abs(x) or 1.0 for x in values]


def unusable(result: object, path: str = "result") -> list[str]:
    """Every place in a result that holds NaN or an infinity."""
    if isinstance(result, float):
        return [] if math.isfinite(result) else [path]
    if dataclasses.is_dataclass(result):
        return [
            place
            for field in dataclasses.fields(result)
            for place in unusable(getattr(result, field.name), f"{path}.{field.name}")
        ]
    if isinstance(result, tuple):
        return [place for n, item in enumerate(result) for place in unusable(item, f"{path}[{n}]")]
    plain = result is None or isinstance(result, bool | int | str | Enum | dt.date)
    return [] if plain else [f"{path} is a {type(result)}"]


@pytest.mark.parametrize("values", POOR.values(), ids=POOR.keys())
@pytest.mark.parametrize("analysis", ANALYSES.values(), ids=ANALYSES.keys())
def test_no_analysis_answers_nan_or_infinity_or_raises(
    analysis: Analysis, values: list[float | None]
) -> None:
    assert unusable(analysis(values)) == []


def test_no_readings_make_an_empty_chart_that_says_so() -> None:
    chart = analyse_xmr([])
    assert (chart.labels, chart.variation, chart.segments[0].mean) == ((), None, None)
    assert chart.note == "There are no readings yet."
    assert analyse_runs([]).note == "There are no readings yet."


def test_one_reading_has_a_mean_and_no_limits() -> None:
    chart = analyse_xmr([70])
    assert chart.segments[0].mean == 70
    assert chart.segments[0].upper is None
    assert chart.note
    assert chart.variation is PointType.COMMON_CAUSE


def test_readings_that_are_all_the_same_have_no_limits_and_no_signal() -> None:
    chart = analyse_xmr([92.0] * 30, target=90, improvement=Direction.INCREASE)
    assert chart.segments[0].upper is None
    assert set(chart.labels) == {PointLabel.COMMON_CAUSE}
    assert chart.assurance is None
    assert "same" in chart.note
    assert analyse_runs([92.0] * 30).signal is None


def test_rounding_noise_is_no_movement() -> None:
    assert analyse_xmr([0.1 + 0.2, 0.3] * 10).segments[0].upper is None


def test_a_series_that_only_jumps_falls_back_to_unscreened_limits_and_says_so() -> None:
    segment = analyse_xmr([60.0] * 6 + [80.0] * 6).segments[0]
    assert segment.average_moving_range == pytest.approx(20 / 11)
    assert not segment.reliable
    assert "unreliable" in segment.note


def test_a_shift_away_from_a_flat_baseline_is_still_a_shift() -> None:
    chart = analyse_xmr([90.0] * 12 + [92.0] * 7, fix_after=12)
    assert chart.segments[0].upper is None
    assert chart.labels[-7:] == (PointLabel.SHIFT_ABOVE,) * 7


@pytest.mark.parametrize(
    ("points", "firmness"),
    [
        (11, Firmness.TOO_FEW),
        (12, Firmness.PROVISIONAL),
        (19, Firmness.PROVISIONAL),
        (20, Firmness.FIRM),
    ],
)
def test_limits_are_provisional_from_twelve_readings_and_firm_from_twenty(
    points: int, firmness: Firmness
) -> None:
    values = [float(70 + n % 5) for n in range(points)]
    assert analyse_xmr([*values, None]).segments[0].firmness is firmness


@pytest.mark.parametrize(
    ("readings", "stage"),
    [(0, Stage.DOTS), (5, Stage.DOTS), (6, Stage.MEDIAN), (9, Stage.MEDIAN), (10, Stage.RUN_CHART)],
)
def test_what_may_be_drawn_grows_with_the_readings(readings: int, stage: Stage) -> None:
    assert stage_of(readings) is stage
    assert analyse_runs([float(n) for n in range(readings)]).stage is stage


def test_fewer_than_ten_useful_readings_are_too_few_to_judge() -> None:
    nine = analyse_runs([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 5])
    assert nine.signal is None
    assert nine.note
    assert analyse_runs([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]).signal is True


def test_a_gap_is_not_bridged_by_any_xmr_rule() -> None:
    steady = [50.0, 52, 49, 51, 48, 53, 50, 47, 51, 50, 49, 52]
    rising = [60.0, 61, 62, 63, 64, 65, 66]
    assert PointLabel.RISING in analyse_xmr([*steady, *rising]).labels
    broken: list[float | None] = [*steady, *rising[:3], None, *rising[4:]]
    chart = analyse_xmr(broken)
    assert PointLabel.RISING not in chart.labels
    assert PointLabel.SHIFT_ABOVE not in chart.labels
    assert chart.labels[15] is PointLabel.MISSING


def test_the_variation_is_that_of_the_last_reading_that_is_not_missing() -> None:
    steady: list[float | None] = [50.0, 52, 49, 51, 48, 53, 50, 47, 51, 50, 49, 52, 90, None]
    chart = analyse_xmr(steady, improvement=Direction.INCREASE)
    assert chart.variation is PointType.IMPROVEMENT
    assert analyse_xmr([*steady[:13], None, None], rebase_at=[13]).variation is None


def test_a_reading_that_signals_both_ways_says_so() -> None:
    values = [50.0, 52, 49, 51, 48, 53, 50, 47, 51, 50, 49, 52, 58, 57.5, 57, 56.5, 56, 55.5, 55]
    chart = analyse_xmr(values, improvement=Direction.INCREASE, fix_after=12)
    assert chart.last_labels == (PointLabel.FALLING, PointLabel.SHIFT_ABOVE)
    assert chart.improvement_and_concern
    assert chart.variation is PointType.CONCERN


def test_limits_are_clipped_for_drawing_only() -> None:
    segment = analyse_xmr([98.0, 100, 96, 99, 100, 97] * 3).segments[0]
    assert segment.upper is not None
    assert segment.upper > 100
    assert clipped_limits(segment, 0, 100) == (segment.lower, 100)
    assert clipped_limits(analyse_xmr([]).segments[0], 0, 100) == (None, None)


def test_a_target_on_a_limit_is_hit_and_missed() -> None:
    values = [50.0, 52, 49, 51, 48, 53, 50, 47, 51, 50, 49, 52]
    limit = analyse_xmr(values).segments[0].upper
    chart = analyse_xmr(values, target=limit, improvement=Direction.INCREASE)
    assert chart.assurance is Assurance.INCONSISTENT


def test_readings_with_hardly_any_different_values_are_warned_of() -> None:
    assert "3 different values" in analyse_xmr([1.0, 2, 3, 2] * 5).note


@pytest.mark.parametrize("rebase_at", [[0], [4], [-1], [2, 2]])
def test_a_rebase_outside_the_series_or_named_twice_is_refused(rebase_at: list[int]) -> None:
    with pytest.raises(ValueError, match="rebase"):
        analyse_xmr([1.0, 2, 3, 4], rebase_at=rebase_at)


def test_limits_cannot_be_fixed_on_fewer_than_twelve_readings() -> None:
    with pytest.raises(ValueError, match="fixed after 12"):
        analyse_xmr([1.0, 2, 3], fix_after=11)
    with pytest.raises(ValueError, match="at least one reading"):
        analyse_runs([1.0], baseline=0)
    with pytest.raises(ValueError, match="at least one reading"):
        p_chart([1.0], [2.0], baseline=0)


@pytest.mark.parametrize("values", [[[1.0, 2.0]], ["a"], 3.0, [10**400]])
def test_what_is_no_flat_list_of_numbers_is_refused(values: Any) -> None:
    with pytest.raises(ValueError, match="flat list"):
        as_readings(values)


def test_readings_are_copied_and_never_changed() -> None:
    given = np.array([1.0, np.inf, 3.0])
    analyse_xmr(given)
    assert given[1] == np.inf


def test_a_p_chart_takes_no_limits_from_nothing_and_says_when_it_is_unsuitable() -> None:
    chart = p_chart([8.0, None, 9, 0], [10.0, 10, 10, 0])
    assert chart.values == (0.8, None, 0.9, None)
    assert chart.lower[1] is None
    assert not chart.suitable
    assert p_chart([200.0, 190], [400.0, 400]).suitable
    assert p_chart([10.0, 10], [10.0, 10]).lower == (None, None)
    assert not p_chart([5.0, 4, 5], [9.0, 9, 9]).suitable
    scattered = p_prime_chart([5.0, None, 7], [10.0, 10, 10])
    assert scattered.lower == (None, None, None)
    assert "follow each other" in scattered.note


@pytest.mark.parametrize(
    ("counts", "out_of", "message"),
    [([5.0], [4.0], "exceed"), ([-1.0], [4.0], "negative"), ([1.0], [1.0, 2.0], "denominator")],
)
def test_impossible_counts_are_refused(
    counts: list[float], out_of: list[float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        p_chart(counts, out_of)


def test_groups_without_spread_have_no_effect_size() -> None:
    found = hedges_g([5.0] * 6, [4.0] * 6)
    assert (found.g, found.interval) == (None, None)
    assert "no spread" in found.note


def test_groups_far_apart_keep_their_exact_interval() -> None:
    for mean in (5.0, 50.0, 150.0):
        found = hedges_g_from_summaries(GroupSummary(3, mean, 1.0), GroupSummary(3, 0.0, 1.0))
        assert found.g is not None
        assert found.interval is not None
        assert 0 < found.interval.low < found.g < found.interval.high
    below = hedges_g_from_summaries(GroupSummary(2, -100.0, 1.0), GroupSummary(2, 0.0, 1.0))
    assert below.interval is not None
    assert below.interval.high < 0


def test_groups_of_one_have_no_effect_size() -> None:
    assert hedges_g([5.0], [4.0, 3.0]).note == "Each group needs two scores or more."


def test_groups_worlds_apart_have_an_effect_size_and_no_exact_interval() -> None:
    found = hedges_g_from_summaries(GroupSummary(12, 1e6, 1.0), GroupSummary(12, 0.0, 1.0))
    assert found.g is not None
    assert found.interval is None
    assert "check the data" in found.note


def test_impossible_summaries_are_refused() -> None:
    for make in (GroupSummary, lambda n, _, sd: PrePostSummary(n, 1.0, 1.0, sd)):
        with pytest.raises(ValueError, match="from 0 upwards"):
            make(-1, 1.0, 1.0)
        with pytest.raises(ValueError, match="cannot be negative"):
            make(5, 1.0, -1.0)
    with pytest.raises(ValueError, match="degrees of freedom"):
        small_sample_factor(1)


def test_variances_too_unequal_to_pool_are_pointed_out() -> None:
    found = pool_effects([1e90, -1e90, 0.0], [1e-150] * 3)
    assert found.estimate is None
    assert "too unequal" in found.note


def test_lists_of_pupils_must_be_equally_long() -> None:
    with pytest.raises(ValueError, match="one entry per pupil"):
        paired_change([1.0, 2.0], [1.0])


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, math.nan])
def test_a_confidence_is_between_nought_and_one(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        hedges_g([1.0, 2.0], [1.0, 2.0], confidence=confidence)


def test_pupils_without_both_scores_are_left_out_and_counted() -> None:
    found = paired_change([1.0, None, 3, 5, math.inf], [2.0, 4, None, 9, 3])
    assert (found.pairs, found.left_out) == (2, 3)
    assert found.mean_change == pytest.approx(2.5)
    assert found.standardised is None
    assert found.note


def test_a_change_from_scores_that_were_all_the_same_cannot_be_standardised() -> None:
    found = paired_change([5.0, 5, 5, 5], [6.0, 7, 8, 9])
    assert found.interval is not None
    assert found.standardised is None
    flat_after = paired_change([5.0, 6, 7, 8], [9.0, 9, 9, 9])
    assert flat_after.standardised is not None
    assert flat_after.standardised_interval is None


def test_scores_before_that_did_not_vary_cannot_be_adjusted_for() -> None:
    found = adjusted_difference([5.0] * 4, [6.0, 7, 8, 9], [5.0] * 4, [5.0, 6, 7, 8])
    assert found.slope is None
    assert found.df == 6
    assert found.difference == pytest.approx(1.0)
    assert "adjusted" in found.note


def test_changes_from_summaries_need_a_correlation_for_their_interval() -> None:
    one, two = PrePostSummary(12, 90, 96, 10), PrePostSummary(12, 91, 93, 10)
    unknown = dppc2(one, two, None)
    assert unknown.g == pytest.approx(small_sample_factor(22) * 0.4)
    assert unknown.interval is None
    assert dppc2(one, two, 0.8).interval is not None
    with pytest.raises(ValueError, match="between -1 and 1"):
        dppc2(one, two, 1.5)


@pytest.mark.parametrize(("x", "n"), [(-1, 5), (1, -5), (6, 5), (1.5, 5)])
def test_impossible_shares_are_refused(x: Any, n: int) -> None:
    with pytest.raises(ValueError, match=r"from 0 upwards|counted out of"):
        wilson(x, n)


def test_out_of_nothing_there_is_no_share() -> None:
    assert wilson(0, 0).share is None
    assert wilson(0, 0).note
    assert wilson_lower(0, 0) is None


def test_wilson_intervals_touch_the_ends_of_the_scale_exactly() -> None:
    none, everyone = wilson(0, 7).interval, wilson(7, 7).interval
    assert none is not None
    assert everyone is not None
    assert none.low == 0
    assert everyone.high == 1


def test_kappa_needs_ten_pairs_and_two_ratings_in_use() -> None:
    nine = cohen_kappa([1, 2] * 4 + [1], [1, 2] * 4 + [1], categories=[1, 2])
    assert (nine.kappa, nine.share_agreed) == (None, 1.0)
    alike = cohen_kappa([1] * 12, [1] * 12, categories=[1, 2])
    assert alike.kappa is None
    assert "cannot be told from chance" in alike.note
    assert cohen_kappa([None], [1], categories=[1]).left_out == 1


def test_ratings_off_the_scale_or_of_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="not one of the ratings"):
        cohen_kappa([3], [1], categories=[1, 2])
    with pytest.raises(ValueError, match="same things"):
        cohen_kappa([1], [1, 2], categories=[1, 2])
    with pytest.raises(ValueError, match="named once"):
        cohen_kappa([1], [1], categories=[1, 1])


def test_an_effect_needs_a_variance_above_nought() -> None:
    with pytest.raises(ValueError, match="above 0"):
        pool_effects([0.1, 0.2, 0.3], [0.1, 0, 0.1])


def test_readings_of_one_date_keep_their_order_and_are_pointed_out() -> None:
    first, second = dt.date(2027, 1, 4), dt.date(2027, 1, 11)
    found = in_date_order([second, first, None, second], [1.0, 2.0, 3.0, None])
    assert found.dates == (first, second, second)
    assert found.values == (2.0, 1.0, None)
    assert found.order == (1, 0, 3)
    assert found.note == (
        "1 reading without a date is left out. 1 date has more than one reading; "
        "they stand in the order in which they were entered."
    )
    with pytest.raises(ValueError, match="one date"):
        in_date_order([], [1.0])
