"""Every check asks when it has reason to, and leaves a plan be when it has none."""

import datetime as dt
import re
import tomllib

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.quality_checks.advisory import Severity, excerpt, quoted
from lp_planner.domain.quality_checks.catalogue import CHECKS, WAITING, questions
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.options import AdoptionDecision, FitRating
from tests.quality_checks.examples import ALSO_ASKED, EXAMPLES, NOT_NOW, OPTION, PROBLEM
from tests.quality_checks.making import TODAY, a, plan_of

ALL_CODES = [f"Q{number:02}" for number in range(1, 45)]
UNKIND = re.compile(r"\b(must|errors?|fail\w*|wrong|invalid|should|incorrect)\b", re.IGNORECASE)
PATHWAY = tomllib.loads((ROOT / "data/pathways/implementation.toml").read_text(encoding="utf-8"))
STEPS = {
    step["key"]
    for phase in PATHWAY["phases"]
    for item in phase["items"]
    for step in item.get("steps", ())
} | {"evidence"}
ASKED = [(code, pair.asked) for code, pair in EXAMPLES.items()]
ASKED += [(code, plan) for code, _, plan in ALSO_ASKED]


def test_every_question_of_the_list_is_asked_or_waits_for_data() -> None:
    assert sorted([*CHECKS, *WAITING]) == ALL_CODES
    assert all(reason.endswith(".") for reason in WAITING.values())


def test_every_check_has_an_example_of_both_kinds() -> None:
    assert list(EXAMPLES) == list(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_asks_when_it_has_reason_to(code: str) -> None:
    found = list(CHECKS[code].function(EXAMPLES[code].asked))
    assert len(found) == 1
    assert {advisory.code for advisory in found} == {code}


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_leaves_a_plan_be_that_gives_no_reason(code: str) -> None:
    assert list(CHECKS[code].function(EXAMPLES[code].left)) == []


@pytest.mark.parametrize(
    ("code", "plan"), [pytest.param(c, p, id=f"{c} {name}") for c, name, p in ALSO_ASKED]
)
def test_a_check_asks_for_its_other_reasons_too(code: str, plan: Plan) -> None:
    assert list(CHECKS[code].function(plan))


@pytest.mark.parametrize(
    ("code", "plan"), [pytest.param(c, p, id=f"{c} {name}") for c, name, p in NOT_NOW]
)
def test_a_check_asks_only_when_its_moment_has_come(code: str, plan: Plan) -> None:
    assert list(CHECKS[code].function(plan)) == []


@pytest.mark.parametrize(("code", "plan"), ASKED)
def test_every_question_is_kind_and_says_why_and_where(code: str, plan: Plan) -> None:
    for advisory in CHECKS[code].function(plan):
        assert advisory.question.endswith("?")
        assert not UNKIND.search(advisory.question + advisory.reason)
        assert advisory.question[0].isupper() or advisory.question[0] == "“"
        assert advisory.reason.endswith(".")
        assert advisory.source
        assert advisory.step in STEPS
        assert bool(advisory.about_kind) == bool(advisory.about_id)


def test_a_new_project_raises_no_question() -> None:
    assert questions(Plan(today=TODAY)) == ()
    assert questions(plan_of()) == ()


def test_the_most_pressing_questions_come_first_then_the_earlier_phase() -> None:
    everything = [advisory for _, plan in ASKED for advisory in questions(plan)]
    assert {advisory.severity for advisory in everything} == set(Severity)
    for _, plan in ASKED:
        places = [
            (list(Severity).index(advisory.severity), list(CHECKS).index(advisory.code))
            for advisory in questions(plan)
        ]
        assert places == sorted(places)


def test_the_same_plan_raises_the_same_questions() -> None:
    for _, plan in ASKED:
        assert questions(plan) == questions(plan.model_copy(deep=True))


def test_a_check_asks_one_thing_at_a_time_about_a_record() -> None:
    ratings = [a(FitRating, option_id=OPTION.id, need=n, capacity=n) for n in (1, 5)]
    plan = plan_of(OPTION, *ratings)
    assert len(list(CHECKS["Q11"].function(plan))) == 2
    assert [advisory.code for advisory in questions(plan)].count("Q11") == 1


def test_after_a_decision_to_stop_nobody_is_asked_to_prepare() -> None:
    stopped = plan_of(PROBLEM, OPTION, a(AdoptionDecision, decision="not_now", what_stops=""))
    assert questions(stopped) == ()


def test_a_removed_record_counts_no_more() -> None:
    pair = EXAMPLES["Q26"]
    (agreement,) = pair.asked.records["shared_understanding"]
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    removed = plan_of(agreement.model_copy(update={"deleted_at": at}))
    assert questions(removed) == ()


def test_long_words_are_cut_between_two_of_them() -> None:
    long = "Children who fall behind in phonics " * 4
    assert excerpt(long, 30) == "Children who fall behind in …"
    assert quoted("One line.\nAnd more.") == "“One line. And more”"


def test_a_question_about_coaching_never_says_who_was_coached_or_what_was_agreed() -> None:
    for code, plan in ASKED:
        for advisory in CHECKS[code].function(plan):
            assert "Obi" not in advisory.question
            assert "Pause after asking" not in advisory.question
