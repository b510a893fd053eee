"""Fidelity: shares count "seen" only, and secure means two reviews running."""

import datetime as dt

import pandas as pd
import pytest

from lp_planner.analytics.fidelity import fidelity_by_week, is_secure

MONDAY = dt.date(2026, 3, 2)
REVIEWS = [dt.date(2026, 3, 31), dt.date(2026, 4, 30)]


def visits(*rows: tuple[dt.date, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(day, key, f"Label of {key}", rating) for day, key, rating in rows],
        columns=["visited_on", "ingredient_id", "ingredient", "rating"],
    )


def seen(day: dt.date, share_of_ten: int) -> list[tuple[dt.date, str, str]]:
    return [(day, "a", "seen" if n < share_of_ten else "not_seen") for n in range(10)]


def test_a_week_begins_on_its_monday_and_ends_on_its_sunday() -> None:
    sunday, next_monday = dt.date(2026, 3, 8), dt.date(2026, 3, 9)
    weeks = fidelity_by_week(
        visits((MONDAY, "a", "seen"), (sunday, "a", "seen"), (next_monday, "a", "seen"))
    )
    assert weeks["week_beginning"].tolist() == [MONDAY, next_monday]
    assert weeks["visits"].tolist() == [2, 1]


def test_partly_stands_beside_the_share_and_does_not_count_towards_it() -> None:
    weeks = fidelity_by_week(
        visits((MONDAY, "a", "seen"), (MONDAY, "a", "partly"), (MONDAY, "a", "not_seen"))
    )
    row = weeks.iloc[0]
    assert (row["visits"], row["seen"], row["partly"]) == (3, 1, 1)
    assert row["share"] == pytest.approx(1 / 3)


def test_a_visit_where_the_ingredient_did_not_apply_is_left_out() -> None:
    assert fidelity_by_week(visits((MONDAY, "a", "not_applicable"))).empty


def test_no_visits_give_an_empty_table_with_its_columns() -> None:
    weeks = fidelity_by_week(visits())
    assert weeks.empty
    assert list(weeks.columns) == [
        "week_beginning",
        "ingredient_id",
        "ingredient",
        "visits",
        "seen",
        "partly",
        "share",
    ]


def test_secure_needs_four_in_five_at_both_of_the_latest_reviews() -> None:
    rows = visits(*seen(dt.date(2026, 3, 10), 8), *seen(dt.date(2026, 4, 10), 8))
    assert is_secure(rows, "a", REVIEWS)


@pytest.mark.parametrize(("first", "second"), [(7, 10), (10, 7)])
def test_one_weak_review_is_not_secure(first: int, second: int) -> None:
    rows = visits(*seen(dt.date(2026, 3, 10), first), *seen(dt.date(2026, 4, 10), second))
    assert not is_secure(rows, "a", REVIEWS)


def test_an_early_weak_period_is_forgotten_after_two_strong_ones() -> None:
    rows = visits(
        *seen(dt.date(2026, 2, 10), 1),
        *seen(dt.date(2026, 3, 10), 9),
        *seen(dt.date(2026, 4, 10), 9),
    )
    assert is_secure(rows, "a", [dt.date(2026, 2, 28), *reversed(REVIEWS)])


def test_a_visit_on_the_day_of_a_review_belongs_to_that_review() -> None:
    rows = visits(*seen(REVIEWS[0], 10), *seen(REVIEWS[1], 10))
    assert is_secure(rows, "a", REVIEWS)


def test_fewer_than_two_reviews_are_never_secure() -> None:
    rows = visits(*seen(MONDAY, 10))
    assert not is_secure(rows, "a", [])
    assert not is_secure(rows, "a", [REVIEWS[0], REVIEWS[0]])


def test_a_period_in_which_nobody_looked_is_not_secure() -> None:
    rows = visits(*seen(dt.date(2026, 3, 10), 10))
    assert not is_secure(rows, "a", REVIEWS)
    assert not is_secure(visits(), "a", REVIEWS)


def test_other_ingredients_do_not_lend_their_share() -> None:
    rows = visits(*seen(dt.date(2026, 3, 10), 10), *seen(dt.date(2026, 4, 10), 10))
    assert not is_secure(rows, "b", REVIEWS)
