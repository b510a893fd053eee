"""Before and after: the right readings count."""

import datetime as dt

import pandas as pd

from lp_planner.analytics.impact import BeforeAfter, before_and_after

BEGAN = dt.date(2026, 3, 1)

Row = tuple[dt.date, float, int | None, str]


def day(month: int, number: int = 10) -> dt.date:
    return dt.date(2026, month, number)


def project(*values: tuple[int, float], people: int | None = 30) -> list[Row]:
    return [(day(month), value, people, "project") for month, value in values]


def compared(*rows: Row, began_on: dt.date | None = BEGAN) -> BeforeAfter:
    frame = pd.DataFrame(
        [(*row, "") for row in rows],
        columns=["taken_on", "value", "people", "reading_group", "note"],
    )
    return before_and_after(frame, began_on)


def test_without_readings_there_are_no_sides() -> None:
    assert compared() == compared(began_on=None) == BeforeAfter()


def test_readings_without_a_beginning_are_all_before() -> None:
    result = compared(*project((1, 50.0)), began_on=None)
    assert (result.before.value, result.latest.count) == (50.0, 0)


def test_before_is_the_median_of_all_and_after_the_median_of_the_latest_third() -> None:
    result = compared(
        *project((1, 40.0), (2, 50.0)),
        *project((4, 10.0), (5, 20.0), (6, 55.0), (7, 60.0), (8, 70.0), (9, 80.0)),
    )
    assert (result.before.value, result.before.count) == (45.0, 2)
    assert (result.latest.value, result.latest.count) == (75.0, 2)
    assert (result.latest.first_on, result.latest.last_on) == (day(8), day(9))


def test_a_reading_on_the_day_the_change_began_is_an_after() -> None:
    result = compared(*project((1, 40.0)), (BEGAN, 50.0, 30, "project"))
    assert result.latest.first_on == BEGAN


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert compared(*project((7, 70.0), (1, 40.0), (5, 50.0))).latest.value == 70.0


def test_the_comparison_group_stands_beside_and_never_among_the_readings() -> None:
    others = [(day(1), 10.0, 30, "comparison"), (day(4), 13.0, 30, "comparison")]
    result = compared(*project((1, 50.0), (4, 64.0)), *others)
    assert (result.comparison_before.value, result.comparison_latest.value) == (10.0, 13.0)
    assert (result.before.value, result.latest.value) == (50.0, 64.0)


def test_people_are_the_fewest_behind_a_figure_and_unknown_stays_unknown() -> None:
    rows: list[Row] = [(day(1), 50.0, 20, "project"), (day(2), 50.0, None, "project")]
    result = compared(*rows, *project((4, 60.0), people=None))
    assert (result.before.people, result.latest.people) == (20, None)
