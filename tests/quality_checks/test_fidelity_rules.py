"""The questions and the charts agree on when an ingredient is securely in use."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.analytics import fidelity as charts
from lp_planner.domain.quality_checks.fidelity_rules import SECURE_SHARE, is_secure, share_lately
from lp_planner.domain.records.delivery import FidelityObservation, FidelityVisit, ReviewMeeting
from lp_planner.domain.records.ingredients import ActiveIngredient
from tests.quality_checks.making import TODAY, a, plan_of, visits

INGREDIENT = a(ActiveIngredient)
RATINGS = ["seen", "partly", "not_seen", "not_applicable"]
DAYS = st.dates(TODAY - dt.timedelta(days=60), TODAY)


def test_the_threshold_is_the_one_of_the_charts() -> None:
    assert SECURE_SHARE == charts.SECURE_SHARE


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    seen=st.lists(st.tuples(DAYS, st.sampled_from(RATINGS[:1] * 4 + RATINGS)), max_size=12),
    reviews=st.lists(DAYS, max_size=3),
)
def test_secure_means_the_same_here_and_in_the_charts(
    seen: list[tuple[dt.date, str]], reviews: list[dt.date]
) -> None:
    looks = [record for day, rating in seen for record in visits(day, INGREDIENT, rating)]
    plan = plan_of(INGREDIENT, *looks, *(a(ReviewMeeting, held_on=day) for day in reviews))
    frame = pd.DataFrame(
        [(day, INGREDIENT.id, "words", rating) for day, rating in seen],
        columns=["visited_on", "ingredient_id", "ingredient", "rating"],
    )
    assert is_secure(plan, INGREDIENT.id, TODAY) == charts.is_secure(frame, INGREDIENT.id, reviews)


def test_lately_means_the_last_six_weeks_that_hold_a_visit() -> None:
    old = visits(TODAY - dt.timedelta(days=100), INGREDIENT, "not_seen")
    new = visits(TODAY - dt.timedelta(days=30), INGREDIENT, "seen", "partly")
    assert share_lately(plan_of(*old, *new), TODAY) == 0.5
    assert share_lately(plan_of(*old, *new), TODAY - dt.timedelta(days=31)) == 0
    assert share_lately(plan_of(*new), TODAY - dt.timedelta(days=31)) is None


def test_an_observation_whose_visit_is_gone_is_left_out() -> None:
    visit = a(FidelityVisit)
    seen = a(FidelityObservation, visit_id=visit.id, ingredient_id=INGREDIENT.id)
    assert share_lately(plan_of(visit, seen), TODAY) == 1
    assert share_lately(plan_of(seen), TODAY) is None
