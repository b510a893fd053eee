"""Before and after: the right readings count, and the words claim no more than they may."""

import datetime as dt
import re

import pandas as pd
import pytest

from lp_planner.analytics.impact import BeforeAfter, Verdict, before_and_after

BEGAN = dt.date(2026, 3, 1)
CLAIMING = re.compile(r"impact|effect|caused|months|proven|significant|improved", re.IGNORECASE)

Row = tuple[dt.date, float, int | None, str]


def day(month: int, number: int = 10) -> dt.date:
    return dt.date(2026, month, number)


def readings(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(
        [(*row, "") for row in rows],
        columns=["taken_on", "value", "people", "reading_group", "note"],
    )


def project(*values: tuple[int, float], people: int | None = 30) -> list[Row]:
    return [(day(month), value, people, "project") for month, value in values]


def comparison(*values: tuple[int, float], people: int | None = 30) -> list[Row]:
    return [(day(month), value, people, "comparison") for month, value in values]


def compared(*rows: Row, unit: str = "%", direction: str = "up", low: bool = False) -> BeforeAfter:
    return before_and_after(
        readings(*rows), BEGAN, direction=direction, unit=unit, chosen_for_low_scores=low
    )


def test_without_readings_a_first_one_is_asked_for() -> None:
    result = before_and_after(readings(), None)
    assert result.verdict is Verdict.NO_BASELINE
    assert "before the change begins" in result.sentence
    assert before_and_after(readings(), BEGAN).verdict is Verdict.NO_BASELINE


def test_readings_without_a_beginning_are_too_early() -> None:
    result = before_and_after(readings(*project((1, 50.0))), None, unit="%")
    assert result.verdict is Verdict.TOO_EARLY
    assert result.before_value == 50.0
    assert "which day the change began" in result.sentence


def test_a_missing_after_is_too_early_and_says_so() -> None:
    result = compared(*project((1, 50.0), (2, 54.0)))
    assert result.verdict is Verdict.TOO_EARLY
    assert "from after the change began on 1 March 2026 is missing" in result.sentence
    assert result.change is None


def test_a_missing_before_is_no_baseline_and_says_so() -> None:
    result = compared(*project((4, 60.0)))
    assert result.verdict is Verdict.NO_BASELINE
    assert "from before the change began on 1 March 2026 is missing" in result.sentence
    assert "60%" in result.sentence


def test_before_is_the_median_of_all_and_after_the_median_of_the_latest_third() -> None:
    result = compared(
        *project((1, 40.0), (2, 50.0)),
        *project((4, 10.0), (5, 20.0), (6, 55.0), (7, 60.0), (8, 70.0), (9, 80.0)),
    )
    assert (result.before_value, result.before_count) == (45.0, 2)
    assert (result.after_value, result.after_count) == (75.0, 2)
    assert (result.after_on_from, result.after_on_to) == (day(8), day(9))
    assert result.change == 30.0


def test_a_reading_on_the_day_the_change_began_is_an_after() -> None:
    result = compared(*project((1, 40.0)), (BEGAN, 50.0, 30, "project"))
    assert result.after_on_from == BEGAN


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = project((7, 70.0), (1, 40.0), (5, 50.0))
    assert compared(*rows).after_value == 70.0


def test_without_a_comparison_group_change_is_shown_and_no_cause() -> None:
    sentence = compared(*project((1, 50.0), (2, 50.0), (4, 64.0))).sentence
    assert "There is no comparison group, so this shows change, not its cause." in sentence
    assert "higher by 14 percentage points, the way you hoped for" in sentence


@pytest.mark.parametrize("direction", ["up", "down", "neither"])
@pytest.mark.parametrize("after", [30.0, 50.0, 70.0])
@pytest.mark.parametrize("people", [None, 3, 8, 30])
@pytest.mark.parametrize("low", [True, False])
def test_no_sentence_without_a_comparison_group_claims_a_cause(
    direction: str, after: float, people: int | None, *, low: bool
) -> None:
    rows = project((1, 50.0), (4, after), people=people)
    sentence = compared(*rows, direction=direction, low=low).sentence
    assert not CLAIMING.search(sentence)
    assert "consistent with" not in sentence
    assert "this shows change, not its cause" in sentence
    assert "nan" not in sentence.lower()


def test_half_a_comparison_group_is_no_comparison_group() -> None:
    sentence = compared(*project((1, 50.0), (4, 64.0)), *comparison((1, 50.0))).sentence
    assert "no reading from after the change began" in sentence
    assert "not its cause" in sentence


def test_with_a_comparison_group_both_changes_stand_side_by_side() -> None:
    result = compared(
        *project((1, 50.0), (4, 64.0)), *comparison((1, 50.0), (4, 53.0)), direction="up"
    )
    assert (result.comparison_before, result.comparison_after) == (50.0, 53.0)
    assert "from 50% to 53%: higher by 3 percentage points" in result.sentence
    assert "consistent with the change having helped" in result.sentence
    assert "other differences" in result.sentence


def test_a_comparison_group_that_moved_as_far_does_not_point_to_the_change() -> None:
    sentence = compared(*project((1, 50.0), (4, 64.0)), *comparison((1, 50.0), (4, 70.0))).sentence
    assert "do not point to the change" in sentence
    assert "consistent with" not in sentence


def test_where_lower_is_better_a_fall_is_hoped_for() -> None:
    sentence = compared(*project((1, 20.0), (4, 12.0)), unit="minutes", direction="down").sentence
    assert "lower by 8 minutes, the way you hoped for" in sentence


def test_a_move_the_other_way_is_a_question_and_not_a_verdict() -> None:
    sentence = compared(*project((1, 50.0), (4, 40.0))).sentence
    assert "not the way you hoped for. What could lie behind that?" in sentence


def test_where_neither_way_is_better_no_hope_is_named() -> None:
    assert "hoped" not in compared(*project((1, 50.0), (4, 40.0)), direction="neither").sentence


def test_the_same_value_is_called_the_same_so_far() -> None:
    assert "the same so far" in compared(*project((1, 50.0), (4, 50.0))).sentence


def test_a_small_group_is_named_as_too_small_to_be_sure() -> None:
    small = compared(*project((1, 50.0), (4, 60.0), people=9))
    assert "too small to be sure" in small.sentence
    assert "too small" not in compared(*project((1, 50.0), (4, 60.0), people=10)).sentence


def test_figures_of_fewer_than_five_people_stay_out_of_the_sentence() -> None:
    result = compared(*project((1, 51.0), (4, 67.0), people=4))
    assert result.verdict is Verdict.SHOWN
    assert "51" not in result.sentence
    assert "67" not in result.sentence
    assert "Fewer than five people" in result.sentence
    both = compared(*project((1, 51.0), (4, 67.0)), *comparison((1, 52.0), (4, 53.0), people=3))
    assert not re.search(r"5[123]|67", both.sentence)


def test_a_group_chosen_for_low_scores_is_expected_to_rise_anyway() -> None:
    sentence = compared(*project((1, 50.0), (4, 60.0)), low=True).sentence
    assert "some rise is expected anyway (regression to the mean)" in sentence


def test_a_single_reading_is_said_to_be_one() -> None:
    sentence = compared(*project((1, 50.0), (2, 52.0), (4, 60.0))).sentence
    assert "A single reading can be high or low by chance." in sentence


def test_people_are_the_fewest_behind_a_figure_and_unknown_stays_unknown() -> None:
    rows = [(day(1), 50.0, 20, "project"), (day(2), 50.0, None, "project")]
    result = compared(*rows, *project((4, 60.0), people=None))
    assert result.before_people == 20
    assert result.after_people is None
