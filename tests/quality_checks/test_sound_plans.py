"""Sound plans are left alone, broken ones are found; and a plan that grows is not hurried."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.domain.quality_checks.catalogue import CHECKS, questions
from lp_planner.domain.quality_checks.plan import Plan
from tests.quality_checks.faults import FAULTS, Fault
from tests.quality_checks.sound_deliveries import SOUND_PLANS

FEWEST_FAULTS = 36
PLANS = [pytest.param(make, id=name) for name, make in SOUND_PLANS.items()]


def codes(plan: Plan) -> set[str]:
    return {advisory.code for advisory in questions(plan)}


def test_there_are_enough_plans_and_faults_and_every_check_has_one() -> None:
    assert len(SOUND_PLANS) >= 6
    assert len(FAULTS) >= FEWEST_FAULTS
    assert {fault.code for fault in FAULTS} == set(CHECKS)


@pytest.mark.parametrize("make", PLANS)
def test_a_sound_plan_raises_no_question(make: Callable[[], Plan]) -> None:
    assert [advisory.question for advisory in questions(make())] == []


@pytest.mark.parametrize("fault", [pytest.param(f, id=f"{f.code} {f.name}") for f in FAULTS])
def test_a_fault_raises_its_question(fault: Fault) -> None:
    assert fault.code in codes(fault.plan())


def test_at_least_nineteen_faults_in_twenty_are_found() -> None:
    found = [fault for fault in FAULTS if fault.code in codes(fault.plan())]
    assert len(found) >= 0.95 * len(FAULTS)


def test_at_most_one_question_in_twenty_is_a_false_alarm() -> None:
    asked = sum(len(questions(make())) for make in SOUND_PLANS.values())
    assert asked <= 0.05 * len(SOUND_PLANS) * len(CHECKS)


def test_one_fault_raises_few_questions_besides_its_own() -> None:
    besides = [len(codes(fault.plan()) - {fault.code}) for fault in FAULTS]
    assert sum(besides) / len(besides) <= 0.5


def as_it_stood(plan: Plan, day: dt.date) -> Plan:
    """The plan as it was written by the evening of a day."""
    records = {
        kind: kept
        for kind, records in plan.records.items()
        if (kept := tuple(r for r in records if r.created_at.date() <= day))
    }
    claims = tuple(claim for claim in plan.claims if claim.created_at.date() <= day)
    return plan.model_copy(update={"today": day, "records": records, "claims": claims})


def days_of(plan: Plan) -> list[dt.date]:
    return sorted({r.created_at.date() for records in plan.records.values() for r in records})


@pytest.mark.parametrize("make", PLANS)
def test_a_plan_that_grows_day_by_day_is_not_hurried(make: Callable[[], Plan]) -> None:
    plan = make()
    days = days_of(plan)
    asked = sum(len(questions(as_it_stood(plan, day))) for day in days)
    assert asked <= 0.05 * len(days) * len(CHECKS)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(SOUND_PLANS)))
def test_no_part_of_a_plan_is_too_odd_to_be_asked_about(data: st.DataObject, name: str) -> None:
    plan = SOUND_PLANS[name]()
    every = [record for records in plan.records.values() for record in records]
    kept = data.draw(st.sets(st.sampled_from(range(len(every)))))
    records = {
        kind: tuple(r for r in of_kind if every.index(r) in kept)
        for kind, of_kind in plan.records.items()
    }
    today = data.draw(st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)))
    part = plan.model_copy(update={"records": records, "today": today})
    raised = questions(part)
    assert raised == questions(part)
    assert all(advisory.question.endswith("?") for advisory in raised)
    assert len({(advisory.code, advisory.about_id) for advisory in raised}) == len(raised)
