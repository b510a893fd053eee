"""How often ingredients were seen lately."""

import datetime as dt

from lp_planner.domain.quality_checks.fidelity_rules import share_lately
from lp_planner.domain.records.delivery import FidelityObservation, FidelityVisit
from lp_planner.domain.records.ingredients import ActiveIngredient
from tests.quality_checks.making import TODAY, a, plan_of, visits

INGREDIENT = a(ActiveIngredient)


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
