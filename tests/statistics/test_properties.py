"""What holds for any data: shifted, scaled, mirrored or reordered, it answers accordingly."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.statistics.agreement import cohen_kappa
from lp_planner.statistics.attributes import p_chart
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.comparison import adjusted_difference
from lp_planner.statistics.effects import hedges_g
from lp_planner.statistics.labels import PointLabel
from lp_planner.statistics.months import MonthsTable, months_of_progress
from lp_planner.statistics.number_series import Interval
from lp_planner.statistics.pooling import pool_effects
from lp_planner.statistics.proportions import wilson, wilson_lower
from lp_planner.statistics.runs import analyse_runs
from lp_planner.statistics.xmr import analyse_xmr
from tests.statistics.test_degenerate_data import ANALYSES, unusable

settings.register_profile("statistics", derandomize=True, max_examples=60, deadline=None)
calmly = settings(settings.get_profile("statistics"))

# Whole numbers shift and double without rounding, so that ties stay ties.
MARKS = st.integers(0, 40)
SERIES = st.lists(st.one_of(MARKS, MARKS, MARKS, st.none()), max_size=45)
SCORES = st.lists(MARKS, min_size=3, max_size=25)
ANYTHING = st.lists(
    st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.none(), MARKS), max_size=25
)
MIRRORED = {
    PointLabel.ABOVE_LIMIT: PointLabel.BELOW_LIMIT,
    PointLabel.RISING: PointLabel.FALLING,
    PointLabel.NEAR_UPPER: PointLabel.NEAR_LOWER,
    PointLabel.SHIFT_ABOVE: PointLabel.SHIFT_BELOW,
}
MIRRORED |= {after: before for before, after in MIRRORED.items()}


def moved(values: Sequence[float | None], factor: float = 1, by: float = 0) -> list[float | None]:
    return [None if value is None else factor * value + by for value in values]


def same(one: Interval | None, two: Interval | None, factor: float = 1) -> bool:
    if one is None or two is None:
        return one is two
    found, expected = (one.low, one.high), (two.low * factor, two.high * factor)
    return found == pytest.approx(tuple(sorted(expected)), rel=1e-7, abs=1e-9)


@calmly
@given(SERIES, st.sampled_from([-1024, 8, 4096]), st.sampled_from([0.25, 1, 4]))
def test_the_labels_of_an_xmr_chart_do_not_depend_on_zero_or_unit(
    values: list[float | None], by: int, factor: float
) -> None:
    assert analyse_xmr(moved(values, factor, by)).labels == analyse_xmr(values).labels


@calmly
@given(SERIES)
def test_a_mirrored_xmr_chart_has_mirrored_labels(values: list[float | None]) -> None:
    labels = analyse_xmr(values).labels
    mirrored = tuple(MIRRORED.get(label, label) for label in labels)
    assert analyse_xmr(moved(values, -1)).labels == mirrored


@calmly
@given(SERIES, SERIES)
def test_a_rebase_keeps_the_two_sides_apart(
    before: list[float | None], after: list[float | None]
) -> None:
    if not before or not after:
        return
    chart = analyse_xmr([*before, *after], rebase_at=[len(before)])
    assert chart.labels == analyse_xmr(before).labels + analyse_xmr(after).labels


@calmly
@given(SERIES)
def test_frozen_lines_do_not_change_with_later_readings(values: list[float | None]) -> None:
    first = analyse_xmr(values[:15], fix_after=12).segments[0]
    later = analyse_xmr(values, fix_after=12).segments[0]
    assert (first.mean, first.upper, first.lower) == (later.mean, later.upper, later.lower)


@calmly
@given(SERIES, st.sampled_from([-1, 2, -0.5]), st.integers(-50, 50))
def test_a_run_chart_does_not_depend_on_zero_unit_or_direction(
    values: list[float | None], factor: float, by: int
) -> None:
    one, two = analyse_runs(values), analyse_runs(moved(values, factor, by))
    assert (one.useful, one.longest_run, one.crossings, one.signal) == (
        *(two.useful, two.longest_run, two.crossings),
        two.signal,
    )


@calmly
@given(SERIES)
def test_a_run_chart_read_backwards_is_the_same(values: list[float | None]) -> None:
    one, two = analyse_runs(values), analyse_runs(values[::-1])
    assert (one.longest_run, one.crossings) == (two.longest_run, two.crossings)


@calmly
@given(SERIES)
def test_the_longest_run_is_where_it_is_said_to_be(values: list[float | None]) -> None:
    chart = analyse_runs(values)
    if chart.longest_from is None or chart.longest_to is None or chart.centre is None:
        return
    inside = values[chart.longest_from : chart.longest_to + 1]
    sides = [value > chart.centre for value in inside if value not in (None, chart.centre)]
    assert len(sides) == chart.longest_run
    assert len(set(sides)) == 1


@calmly
@given(SCORES, SCORES, st.randoms(use_true_random=False))
def test_an_effect_size_does_not_depend_on_the_order_of_pupils(
    first: list[int], second: list[int], random: "np.random.Generator"
) -> None:
    one = hedges_g(first, second)
    shuffled = sorted(first, key=lambda _: random.random())
    two = hedges_g(shuffled, second[::-1])
    assert (one.g is None) == (two.g is None)
    assert same(one.interval, two.interval)


@calmly
@given(SCORES, SCORES, st.integers(-100, 100), st.sampled_from([0.5, 3, 10]))
def test_an_effect_size_does_not_depend_on_the_tests_scale(
    first: list[int], second: list[int], by: int, factor: float
) -> None:
    one = hedges_g(first, second)
    two = hedges_g(moved(first, factor, by), moved(second, factor, by))
    if one.g is None:
        assert two.g is None
    else:
        assert two.g == pytest.approx(one.g, rel=1e-7, abs=1e-9)
    assert same(one.interval, two.interval)


@calmly
@given(SCORES, SCORES)
def test_swapping_the_groups_turns_an_effect_size_round(
    first: list[int], second: list[int]
) -> None:
    one, two = hedges_g(first, second), hedges_g(second, first)
    assert one.g is None or two.g == pytest.approx(-one.g)
    assert same(one.interval, two.interval, -1)
    assert one.interval is None or one.g is None or one.interval.low <= one.g <= one.interval.high


@calmly
@given(st.lists(st.tuples(MARKS, MARKS), min_size=3, max_size=20), st.integers(-20, 20))
def test_a_change_by_so_many_more_marks_is_so_many_more(
    pairs: list[tuple[int, int]], more: int
) -> None:
    before, after = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    one, two = paired_change(before, after), paired_change(before, moved(after, by=more))
    assert one.mean_change is not None
    assert two.mean_change == pytest.approx(one.mean_change + more)
    assert paired_change(before[::-1], after[::-1]).mean_change == pytest.approx(one.mean_change)


@calmly
@given(
    st.lists(st.tuples(MARKS, MARKS), min_size=3, max_size=15),
    st.lists(st.tuples(MARKS, MARKS), min_size=3, max_size=15),
)
def test_an_adjusted_difference_is_that_of_plain_least_squares(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    x1, y1 = np.array(first, dtype=float).T
    x2, y2 = np.array(second, dtype=float).T
    found = adjusted_difference(x1, y1, x2, y2)
    group = np.repeat([1.0, 0.0], [len(first), len(second)])
    design = np.column_stack([np.ones(group.size), group, np.concatenate([x1, x2])])
    if found.slope is None:
        return
    solved, *_ = np.linalg.lstsq(design, np.concatenate([y1, y2]), rcond=None)
    assert found.difference == pytest.approx(solved[1], abs=1e-7)
    assert found.slope == pytest.approx(solved[2], abs=1e-7)


@calmly
@given(st.integers(1, 200), st.data())
def test_a_wilson_interval_holds_its_share_and_its_one_sided_bound(
    total: int, data: st.DataObject
) -> None:
    counted = data.draw(st.integers(0, total))
    found, bound = wilson(counted, total), wilson_lower(counted, total)
    assert found.interval is not None
    assert found.share is not None
    assert bound is not None
    assert 0 <= found.interval.low <= bound <= found.share <= found.interval.high <= 1
    other = wilson(total - counted, total).interval
    assert same(other, Interval(1 - found.interval.high, 1 - found.interval.low))


@calmly
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=10, max_size=60))
def test_kappa_does_not_depend_on_who_rated_first_or_what_the_levels_are_called(
    pairs: list[tuple[int, int]],
) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    one = cohen_kappa(first, second, categories=[1, 2, 3]).kappa
    two = cohen_kappa(
        ["abc"[b - 1] for b in second], ["abc"[a - 1] for a in first], categories=list("abc")
    ).kappa
    assert (one is None) == (two is None)
    assert one is None or (two == pytest.approx(one) and -1 <= one <= 1)


@calmly
@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.01, 1)), min_size=3, max_size=12),
    st.floats(-1, 1),
)
def test_pooled_effects_shift_together_and_do_not_depend_on_their_order(
    studies: list[tuple[float, float]], by: float
) -> None:
    y, v = [a for a, _ in studies], [b for _, b in studies]
    one, moved_on = pool_effects(y, v), pool_effects(moved(y, by=by), v)
    backwards = pool_effects(y[::-1], v[::-1])
    assert one.estimate is not None
    assert one.interval is not None
    assert one.prediction is not None
    assert one.prediction.low <= one.interval.low <= one.estimate <= one.interval.high
    assert moved_on.estimate == pytest.approx(one.estimate + by, abs=1e-6)
    assert backwards.estimate == pytest.approx(one.estimate, abs=1e-6)
    assert math.fsum(one.weights) == pytest.approx(1)
    assert one.tau_squared is not None
    assert one.tau_squared >= 0


@calmly
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=30))
def test_the_limits_of_a_p_chart_stay_between_nought_and_one(pairs: list[tuple[int, int]]) -> None:
    chart = p_chart([min(x, n) for x, n in pairs], [n for _, n in pairs])
    for low, high in zip(chart.lower, chart.upper, strict=True):
        if low is not None and high is not None and chart.centre is not None:
            assert 0 <= low <= chart.centre <= high <= 1


@calmly
@given(st.floats(0, 3), st.floats(0, 3), st.sampled_from(MonthsTable))
def test_a_larger_effect_is_never_fewer_months(one: float, two: float, table: MonthsTable) -> None:
    low, high = sorted((one, two))
    fewer, more = (months_of_progress(size, table=table).months for size in (low, high))
    assert fewer is not None
    assert more is not None
    assert fewer <= more


@settings(calmly, max_examples=100)
@given(ANYTHING)
def test_whatever_is_given_nothing_answers_nan_or_infinity(values: list[float | None]) -> None:
    for analysis in ANALYSES.values():
        assert unusable(analysis(values)) == []
