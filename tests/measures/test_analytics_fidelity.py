"""Fidelity, week by week: shares count "seen" only."""

import datetime as dt

import pandas as pd
import pytest

from lp_planner.analytics.fidelity import fidelity_by_week

MONDAY = dt.date(2026, 3, 2)


def visits(*rows: tuple[dt.date, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(day, key, f"Label of {key}", rating) for day, key, rating in rows],
        columns=["visited_on", "ingredient_id", "ingredient", "rating"],
    )


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
