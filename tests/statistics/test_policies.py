"""The rules around numbers: months, warnings, what may be shown, pooled, rebased."""

import math

import numpy as np
import pytest

from lp_planner.statistics.cautions import StudyFacts, cautions_for, share_at
from lp_planner.statistics.comparison import StartingGap, baseline_gap
from lp_planner.statistics.display import Display, display_for
from lp_planner.statistics.months import StudyDesign, months_of_progress, months_range
from lp_planner.statistics.number_series import Direction, Interval
from lp_planner.statistics.pooling import check_pooling, pool_effects
from lp_planner.statistics.rebasing import check_rebase
from lp_planner.statistics.regression import (
    expected_rise,
    expected_rise_of_lowest,
    spread_of_everyone,
)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        (0, Display.NOTHING),
        (4, Display.NOTHING),
        (5, Display.DOTS),
        (9, Display.DOTS),
        (10, Display.WITH_CAUTION),
        (29, Display.WITH_CAUTION),
        (30, Display.NORMAL),
    ],
)
def test_how_much_is_shown_depends_on_how_many_there_are(people: int, shown: Display) -> None:
    assert display_for(people) is shown


def test_effects_are_rounded_half_up_before_they_become_months() -> None:
    assert months_of_progress(0.045).months == 1
    assert months_of_progress(0.0449).months == 0
    assert months_of_progress(0.095).months == 2


def test_an_effect_beyond_the_table_is_twelve_months_or_more() -> None:
    assert months_of_progress(1.004).phrase == "12 months of additional progress"
    beyond = months_of_progress(1.3)
    assert (beyond.months, beyond.beyond_table) == (12, True)
    assert months_of_progress(-2).phrase == "12+ months less progress than the comparison pupils"
    assert months_of_progress(1e99).months == 12
    assert months_of_progress(math.nan).months is None


def test_months_are_a_range_from_the_interval_where_there_are_thirty_in_each_group() -> None:
    fair = months_range(
        Interval(-0.22, 0.75), design=StudyDesign.PRE_POST_COMPARISON, smallest_group=30
    )
    assert fair.phrase == "between −3 and +9 months"


@pytest.mark.parametrize(
    ("design", "n", "comparable"),
    [
        (StudyDesign.PRE_POST_ONLY, 100, True),
        (StudyDesign.ONE_POINT, 100, True),
        (StudyDesign.PRE_POST_COMPARISON, 29, True),
        (StudyDesign.POST_COMPARISON, 100, False),
    ],
)
def test_months_are_hidden_with_a_reason_where_they_would_mislead(
    design: StudyDesign, n: int, comparable: bool
) -> None:
    found = months_range(
        Interval(0.1, 0.2), design=design, smallest_group=n, comparable_groups=comparable
    )
    assert found.phrase is None
    assert found.note


def test_scores_after_alone_give_months_where_groups_are_known_to_be_alike() -> None:
    found = months_range(
        Interval(0.1, 1.2),
        design=StudyDesign.POST_COMPARISON,
        smallest_group=40,
        comparable_groups=True,
    )
    assert found.phrase == "between +2 and +12 or more months"
    assert "check the data" in found.note
    nothing = months_range(None, design=StudyDesign.PRE_POST_COMPARISON, smallest_group=40)
    assert nothing.note == "There is no interval to convert."


def test_a_study_without_blemish_raises_no_warning() -> None:
    assert cautions_for(StudyFacts(smallest_group=30)) == ()


def test_every_warning_has_its_code_and_its_sentence() -> None:
    facts = StudyFacts(
        comparison_group=False,
        smallest_group=12,
        chosen_for_low_scores=True,
        expected_rise=0.2542,
        share_at_top=0.15,
        share_at_bottom=0.2,
        missing_first=0.2,
        missing_second=0.1,
        whole_classes=True,
        different_tests=True,
        marked_by_team=True,
        chosen_after_seeing=True,
        raw_scores=True,
        starting_gap=-0.3,
        outcomes_looked_at=3,
    )
    found = {caution.code: caution.sentence for caution in cautions_for(facts)}
    assert list(found) == [f"W{number}" for number in range(1, 13)]
    assert all(sentence.endswith(".") for sentence in found.values())
    assert "by about 0.3 points here" in found["W3"]
    assert "20%" in found["W5"]
    assert "No effect size and no months" in found["W6"]
    assert "3 outcomes" in found["W12"]


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        (0.15, 0.15, False),
        (0.16, None, True),
        (0.02, 0.08, True),
        (0.15, 0.1, False),
        (0.07, 0.12, False),
        (None, None, False),
        (0.0, 0.2, True),
    ],
)
def test_missing_scores_are_warned_of_when_many_or_uneven(
    first: float | None, second: float | None, warned: bool
) -> None:
    facts = StudyFacts(missing_first=first, missing_second=second)
    assert bool(cautions_for(facts)) is warned


@pytest.mark.parametrize(("share", "warned"), [(0.15, True), (0.149, False)])
def test_a_test_too_easy_or_too_hard_for_three_pupils_in_twenty_is_warned_of(
    share: float, warned: bool
) -> None:
    assert bool(cautions_for(StudyFacts(share_at_top=share))) is warned
    assert bool(cautions_for(StudyFacts(share_at_bottom=share))) is warned


def test_pupils_chosen_for_low_scores_are_warned_of_even_without_a_figure() -> None:
    (caution,) = cautions_for(StudyFacts(chosen_for_low_scores=True))
    assert caution.code == "W3"
    assert caution.sentence.endswith("rise by themselves.")


def test_classes_and_an_unstated_choice_are_each_named_for_what_they_are() -> None:
    one, four, unstated = (
        cautions_for(StudyFacts(**facts))[0].sentence
        for facts in (
            {"whole_classes": True},
            {"whole_classes": True, "classes": 4},
            {"forming_stated": False},
        )
    )
    assert "One class is set beside one other" in one
    assert "whole classes, 4 in each: the interval is widened" in four
    assert "Nobody has said how the groups came about" in unstated


def test_the_spread_of_a_year_group_is_told_from_its_lowest_share() -> None:
    random = np.random.default_rng(3)
    everyone = np.sort(random.normal(100, 15, 200_000))
    for share in (0.1, 0.25, 0.5):
        lowest = everyone[: int(share * everyone.size)]
        found = spread_of_everyone(share, float(lowest.std(ddof=1)))
        assert found == pytest.approx(15, rel=0.02)


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        StudyFacts(share_at_top=1.5)
    with pytest.raises(ValueError, match="from 0 upwards"):
        StudyFacts(smallest_group=-1)


def test_the_share_at_the_end_of_a_scale_leaves_missing_scores_out() -> None:
    assert share_at([20, 20, 15, None], 20) == pytest.approx(2 / 3)
    assert share_at([None], 20) is None


def test_groups_are_told_apart_by_where_they_started() -> None:
    start = [90.0, 95, 100, 105, 110]
    assert baseline_gap(start, start).verdict is StartingGap.ALIKE
    assert baseline_gap([x + 1 for x in start], start).verdict is StartingGap.ADJUST
    assert baseline_gap(start, [x + 5 for x in start]).verdict is StartingGap.TOO_FAR
    assert baseline_gap([], start).verdict is StartingGap.UNKNOWN


def test_the_rise_to_expect_is_given_in_marks_and_in_standard_deviations() -> None:
    rise = expected_rise(0.8, everyone_mean=100, selected_mean=85, everyone_sd=15)
    assert rise.units == pytest.approx(3.0)
    assert rise.standard_deviations == pytest.approx(0.2)
    unknown = expected_rise(0.8, everyone_mean=None, selected_mean=85)
    assert (unknown.units, unknown.standard_deviations) == (None, None)
    assert expected_rise(0.5, everyone_mean=10, selected_mean=8).standard_deviations is None
    assert expected_rise_of_lowest(1, 0.5) == 0
    with pytest.raises(ValueError, match="cannot be negative"):
        expected_rise(0.8, everyone_mean=1, selected_mean=1, everyone_sd=-1)
    with pytest.raises(ValueError, match="between -1 and 1"):
        expected_rise(1.2, everyone_mean=1, selected_mean=1)
    with pytest.raises(ValueError, match="share selected"):
        expected_rise_of_lowest(0, 0.5)


def test_pooling_is_allowed_only_where_every_condition_holds() -> None:
    fair = {"same_outcome": True, "same_phase": True, "same_design": True, "separate_pupils": True}
    good = check_pooling(projects=3, smallest_group=10, missing_projects=0, **fair)
    assert (good.allowed, good.reasons) == (True, ())
    unfair = dict.fromkeys(fair, False)
    bad = check_pooling(projects=2, smallest_group=9, missing_projects=1, **unfair)
    assert not bad.allowed
    assert len(bad.reasons) == 7


def test_two_projects_are_not_pooled_and_four_are_called_unstable() -> None:
    assert pool_effects([0.1, 0.2], [0.1, 0.1]).estimate is None
    assert "unstable" in pool_effects([0.1, 0.2, 0.3, 0.4], [0.1] * 4).note
    assert pool_effects([0.1, 0.2, 0.3, 0.4, 0.1], [0.1] * 5).note == ""


def test_projects_that_agree_closely_pool_without_negative_variance() -> None:
    found = pool_effects([0.20, 0.23, 0.25], [0.07, 0.08, 0.06])
    assert found.tau_squared == 0
    assert found.i_squared == 0
    assert found.estimate == pytest.approx(0.226, abs=0.002)


def test_a_chart_is_rebased_only_for_a_known_cause_and_a_better_level_that_held() -> None:
    better = [70.0, 71, 69, 70, 72, 68, 70, 71, 80, 81, 79, 82, 80, 81, 83]
    up = Direction.INCREASE
    assert check_rebase(better, 8, improvement=up, known_cause=True).allowed
    assert not check_rebase(better, 8, improvement=up, known_cause=False).allowed
    assert not check_rebase(better[:-1], 8, improvement=up, known_cause=True).allowed
    assert not check_rebase([*better, 60], 8, improvement=up, known_cause=True).allowed
    assert not check_rebase(better, 8, improvement=Direction.DECREASE, known_cause=True).allowed
    assert not check_rebase(better, 8, improvement=Direction.NEITHER, known_cause=True).allowed
    without = check_rebase([None, *better], 1, improvement=up, known_cause=True)
    assert without.reasons == ("There are no readings from before to compare with.",)
    with pytest.raises(ValueError, match="after the first reading"):
        check_rebase(better, 0, improvement=up, known_cause=True)
