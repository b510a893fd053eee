"""Whether a measure has moved: what is told apart from chance, from drift, and from no answer."""

import numpy as np
import pytest

from lp_planner.statistics import power
from lp_planner.statistics.judging import Judgement, Obstacle, Outcome, judge, moves_anyway
from lp_planner.statistics.number_series import Direction
from tests.calibration.noises import NOISES
from tests.calibration.simulating import DESIGNS, claimed_of_nothing, found_within

UP, DOWN = Direction.INCREASE, Direction.DECREASE
WOBBLE = [0.3, -1.1, 0.8, -0.2, 1.3, -0.7, 0.1, 0.9, -1.4, 0.5, -0.4, 0.2, 1.0, -0.9, 0.6, -0.1]


def wobbling(*levels: float) -> list[float]:
    """One reading a week at each of these levels, with the same ups and downs every time."""
    return [level + WOBBLE[n % len(WOBBLE)] for n, level in enumerate(levels)]


def judged(
    values: list[float], before: int = 12, *, improvement: Direction = UP, weeks: object = None
) -> Judgement:
    days = weeks if isinstance(weeks, list) else list(range(len(values)))
    return judge(values, days, before, improvement=improvement)


def test_a_clear_step_is_first_possible_and_with_the_next_reading_a_change() -> None:
    values = wobbling(*[50.0] * 12, *[55.0] * 12)
    found = [judged(values[: 12 + since]).outcome for since in range(13)]
    assert found[:4] == [Outcome.EARLY] * 4
    assert found[4] is Outcome.POSSIBLE
    assert set(found[5:]) == {Outcome.CONFIRMED}
    assert judged(values).direction is UP
    down = judged([-value for value in values])
    assert (down.outcome, down.direction) == (Outcome.CONFIRMED, DOWN)


@pytest.mark.parametrize("before", range(8))
def test_with_fewer_than_eight_before_nothing_is_judged(before: int) -> None:
    values = [50.0, *([50.0] * 7), *([60.0] * 12)][8 - before :]
    assert judged(wobbling(*values), before).outcome is Outcome.FEW_BEFORE


@pytest.mark.parametrize("slope", [0.3, 1.0, 5.0])
def test_what_rises_alike_before_and_after_is_no_change(slope: float) -> None:
    values = wobbling(*(40 + slope * week for week in range(26)))
    assert judged(values, 13).outcome in {Outcome.UNDER_WAY, Outcome.NO_SIGNAL, Outcome.POSSIBLE}
    steep = judged([40.0 + slope * week for week in range(26)], 13)
    assert (steep.outcome, steep.drift) == (Outcome.UNDER_WAY, UP)


def test_a_slide_that_stops_is_neither_a_change_nor_a_concern() -> None:
    values = wobbling(*(60.0 - week for week in range(12)), *[48.0] * 12)
    found = judged(values)
    assert (found.outcome, found.drift) == (Outcome.HALTED, DOWN)
    going_on = judged(wobbling(*(60.0 - week for week in range(24))))
    assert (going_on.outcome, going_on.direction) == (Outcome.UNDER_WAY, DOWN)


def test_what_moved_and_went_back_has_fallen_back() -> None:
    values = wobbling(*[50.0] * 12, *[56.0] * 10, *[49.0] * 6)
    assert judged(values[:22]).outcome is Outcome.CONFIRMED
    found = judged(values)
    assert (found.outcome, found.direction) == (Outcome.FELL_BACK, UP)


def test_a_drift_before_and_one_reading_since_say_nothing() -> None:
    assert judged(wobbling(*(40.0 + week for week in range(13)))).outcome is Outcome.EARLY


def test_the_latest_readings_have_to_be_there_still() -> None:
    values = wobbling(*[50.0] * 12, *[56.0] * 10)
    assert judged([*values, 49.0]).outcome is Outcome.CONFIRMED
    assert judged([*values, 49.0, 48.5]).outcome is Outcome.FELL_BACK


@pytest.mark.parametrize(
    ("values", "weeks", "obstacle"),
    [
        (wobbling(*[50.0] * 24), [*range(12), 12, 12, *range(13, 23)], Obstacle.SAME_DAY),
        (wobbling(*[50.0] * 24), [*range(12), *range(18, 30)], Obstacle.LONG_GAP),
        ([60.0] * 7 + [80.0] * 17, None, Obstacle.FEW_LEVELS),
        ([1.0 + n % 5 for n in range(24)], None, Obstacle.FEW_LEVELS),
        ([*wobbling(*[50.0] * 12), *([61.0] * 12)], None, Obstacle.TIES),
    ],
    ids=lambda value: str(value) if isinstance(value, Obstacle) else "",
)
def test_where_the_rules_do_not_hold_nothing_is_judged_and_the_reason_named(
    values: list[float], weeks: object, obstacle: Obstacle
) -> None:
    found = judged(values, weeks=weeks)
    assert found.outcome is Outcome.NOT_JUDGED
    assert obstacle in found.obstacles
    assert not found.is_judged


def test_readings_that_follow_each_other_closely_are_not_judged() -> None:
    random = np.random.default_rng(1)
    walk = np.cumsum(random.normal(size=40)).tolist()
    assert judged(walk, 20).obstacles == (Obstacle.FOLLOW,)


def test_at_the_better_end_of_the_scale_there_is_nothing_to_find() -> None:
    values = [*([100.0] * 5), *wobbling(*[96.0] * 7), *wobbling(*[97.0] * 12)]
    for better, is_in_the_way in ((UP, True), (DOWN, False)):
        found = judge(values, range(24), 12, improvement=better, scale=(0.0, 100.0))
        assert (Obstacle.AT_THE_END in found.obstacles) == is_in_the_way


@pytest.mark.parametrize(("ends", "is_in_the_way"), [(3, False), (4, True)])
def test_a_third_of_the_readings_at_the_end_of_the_scale_is_in_the_way(
    ends: int, *, is_in_the_way: bool
) -> None:
    values = [*([100.0] * ends), *wobbling(*[94.0] * (12 - ends)), *wobbling(*[95.0] * 12)]
    found = judge(values, range(24), 12, improvement=UP, scale=(0.0, 100.0))
    assert (Obstacle.AT_THE_END in found.obstacles) == is_in_the_way


def test_a_summer_without_readings_is_a_long_gap_and_a_half_term_is_none() -> None:
    for away, is_long in ((2, False), (3, False), (7, True)):
        weeks = [*range(12), *range(11 + away, 23 + away)]
        found = judged(wobbling(*[50.0] * 24), weeks=weeks)
        assert (Obstacle.LONG_GAP in found.obstacles) == is_long


def test_without_a_before_a_plain_rise_is_seen_and_a_flat_series_is_none() -> None:
    rising = wobbling(*(40.0 + week for week in range(20)))
    assert moves_anyway(rising, range(20)) is UP
    assert moves_anyway([-value for value in rising], range(20)) is DOWN
    assert moves_anyway(wobbling(*[40.0] * 20), range(20)) is None
    assert moves_anyway(rising[:7], range(7)) is None


def test_the_step_and_its_interval_are_those_of_least_squares() -> None:
    random = np.random.default_rng(4)
    weeks = np.arange(30.0)
    step = (weeks >= 14).astype(float)
    values = 50 + 0.2 * weeks + 4 * step + random.normal(size=30)
    design = np.column_stack([np.ones(30), weeks, step])
    solved, *_ = np.linalg.lstsq(design, values, rcond=None)
    found = judged(values.tolist(), 14)
    assert found.step == pytest.approx(solved[2])
    assert found.interval is not None
    assert found.interval.low < solved[2] < found.interval.high


def test_direction_and_scale_mirror_each_other() -> None:
    random = np.random.default_rng(8)
    for _ in range(200):
        values = random.normal(size=26).cumsum() * 0.3 + random.normal(size=26)
        up, down = judged(values.tolist(), 12), judged((-values).tolist(), 12, improvement=DOWN)
        assert up.outcome is down.outcome
        assert (up.direction, down.direction) in {(UP, DOWN), (DOWN, UP), (None, None)}


def test_missing_readings_are_passed_over() -> None:
    values: list[float | None] = list(wobbling(*[50.0] * 12, *[55.0] * 12))
    values[3], values[20] = None, float("nan")
    found = judge(values, range(24), 12, improvement=UP)
    assert (found.before, found.since, found.outcome) == (11, 11, Outcome.CONFIRMED)


def test_readings_without_their_times_are_refused() -> None:
    with pytest.raises(ValueError, match="24 readings and 23 times"):
        judge([1.0] * 24, range(23), 12)


def test_the_table_of_what_is_found_is_that_of_the_rule() -> None:
    for spreads, before, since in ((1.0, 12, 24), (2.0, 12, 10), (2.0, 20, 6)):
        found = found_within(spreads, before, (since,), 250)[0]
        told = power.share_found(before, since, spreads=spreads)
        assert found == pytest.approx(told, abs=0.1)


def test_between_two_entries_of_the_table_the_lower_counts_and_below_it_nothing() -> None:
    assert power.share_found(15, 23) == power.share_found(12, 20)
    assert power.share_found(99, 99) == power.share_found(30, 40)
    assert power.share_found(7, 40) == power.share_found(12, 3) == 0.0
    assert power.needed_since(8) == power.needed_since(12) == 40
    assert power.share_found(30, power.needed_since(30)) >= power.ENOUGH


@pytest.mark.parametrize("noise", NOISES)
def test_nothing_is_hardly_ever_called_an_improvement(noise: str) -> None:
    for before, since in DESIGNS:
        assert claimed_of_nothing(noise, before, since, 150) <= 0.05 + 0.05
