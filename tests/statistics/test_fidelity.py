"""The fidelity gate: per ingredient, understanding, the whole, and what to do next."""

import datetime as dt
import itertools

import pytest

from lp_planner.statistics.decision import NextStep, Signal, advise
from lp_planner.statistics.fidelity import (
    Fidelity,
    IngredientFidelity,
    Look,
    Seen,
    TightIngredient,
    judge_gate,
    judge_ingredient,
    judge_understanding,
)

TODAY = dt.date(2027, 3, 1)
LETTERS = {
    "y": Seen.AS_INTENDED,
    "p": Seen.PARTLY,
    "n": Seen.NOT_SEEN,
    "-": Seen.NOT_APPLICABLE,
}


def looks(pattern: str, *, staff: int = 4, ending: dt.date = TODAY) -> list[Look]:
    """One look a day, the last on ``ending``: y as intended, p partly, n not seen, - no matter."""
    first = ending - dt.timedelta(days=len(pattern) - 1)
    return [
        Look(first + dt.timedelta(days=day), f"teacher {day % staff}", LETTERS[letter])
        for day, letter in enumerate(pattern)
    ]


def judged(pattern: str, *, staff: int = 4, ending: dt.date = TODAY) -> IngredientFidelity:
    seen = looks(pattern, staff=staff, ending=ending)
    return judge_ingredient(seen, today=TODAY, delivering_staff=6)


@pytest.mark.parametrize(
    ("pattern", "verdict"),
    [
        ("yyyyyyyy", Fidelity.SECURE),
        ("nyyyyyyyyy", Fidelity.SECURE),
        ("nnyyyyyyyyyyyyy", Fidelity.SECURE),
        ("nnnnyyyyyyyyyyyyyyyy", Fidelity.SECURE),
        ("nyyyyyyy", Fidelity.DEVELOPING),
        ("nnyyyyyyyy", Fidelity.DEVELOPING),
        ("nnnyyyyyyyyyyyy", Fidelity.DEVELOPING),
        ("yyyyyyyyyyyyyyyyyyyynn", Fidelity.DEVELOPING),
        ("nnnnnnnn", Fidelity.NOT_SECURE),
        ("ynnynnynnn", Fidelity.NOT_SECURE),
        ("ynynnynnyn", Fidelity.DEVELOPING),
        ("yyyyyyy", Fidelity.NOT_ENOUGH),
        ("", Fidelity.NOT_ENOUGH),
    ],
)
def test_an_ingredient_is_judged_by_how_often_how_surely_and_how_lately(
    pattern: str, verdict: Fidelity
) -> None:
    assert judged(pattern).verdict is verdict
    assert judged(pattern).reasons


def test_partly_seen_is_not_as_intended_but_counts_as_a_look() -> None:
    found = judged("ppyyyyyyyy")
    assert (found.looks, found.as_intended, found.partly) == (10, 8, 2)
    assert found.verdict is Fidelity.DEVELOPING


def test_what_does_not_apply_is_no_look() -> None:
    assert judged("-yyyyyyyy---").looks == 8


def test_one_teacher_alone_is_not_enough_evidence_unless_there_is_only_one() -> None:
    alone = looks("yyyyyyyyyyyy", staff=1)
    assert judge_ingredient(alone, today=TODAY, delivering_staff=6).verdict is Fidelity.NOT_ENOUGH
    assert judge_ingredient(alone, today=TODAY, delivering_staff=1).verdict is Fidelity.SECURE
    assert judged("yyyyyyyyyyyy", staff=2).verdict is Fidelity.NOT_ENOUGH
    assert judged("yyyyyyyyyyyy", staff=3).verdict is Fidelity.SECURE


@pytest.mark.parametrize(("days", "verdict"), [(42, Fidelity.SECURE), (43, Fidelity.NOT_ENOUGH)])
def test_a_last_look_six_weeks_ago_still_counts(days: int, verdict: Fidelity) -> None:
    assert judged("yyyyyyyyyy", ending=TODAY - dt.timedelta(days=days)).verdict is verdict


def test_looks_outside_the_window_do_not_count() -> None:
    seen = looks("nnnnyyyyyyyy")
    found = judge_ingredient(
        seen, today=TODAY, delivering_staff=6, window_start=TODAY - dt.timedelta(days=7)
    )
    assert (found.looks, found.verdict) == (8, Fidelity.SECURE)
    assert judge_ingredient(seen, today=TODAY - dt.timedelta(1), delivering_staff=6).looks == 11


def test_the_order_in_which_looks_were_entered_does_not_matter_even_on_one_day() -> None:
    kinds = [Seen.AS_INTENDED] * 4 + [Seen.NOT_SEEN] * 2
    same_day = [Look(TODAY, f"teacher {n % 3}", kind) for n, kind in enumerate(kinds)]
    earlier = looks("yyyyyyyy", ending=TODAY - dt.timedelta(days=1))
    answers = {
        judge_ingredient([*order, *earlier], today=TODAY, delivering_staff=6).verdict
        for order in itertools.islice(itertools.permutations(same_day), 0, 720, 37)
    }
    assert answers == {Fidelity.DEVELOPING}


def test_the_chance_of_being_called_secure_is_the_published_one() -> None:
    published = {(10, 0.6): 0.05, (10, 0.8): 0.38, (10, 0.9): 0.74}
    published |= {(12, 0.6): 0.07, (20, 0.6): 0.04, (20, 0.8): 0.54, (20, 0.9): 0.89}
    for (n, share), expected in published.items():
        assert chance_of_secure(n, share) == pytest.approx(expected, abs=0.006)


def chance_of_secure(n: int, share: float) -> float:
    """Add up the chances of all outcomes: how many of the last five, and of those before."""
    total = 0.0
    for recent, earlier in itertools.product(range(6), range(n - 4)):
        pattern = "y" * earlier + "n" * (n - 5 - earlier) + "n" * (5 - recent) + "y" * recent
        if judged(pattern).verdict is Fidelity.SECURE:
            total += binomial(5, recent, share) * binomial(n - 5, earlier, share)
    return total


def binomial(n: int, k: int, share: float) -> float:
    ways = len(list(itertools.combinations(range(n), k)))
    return ways * share**k * (1 - share) ** (n - k)


def test_an_ingredient_is_understood_where_four_in_five_state_it_or_a_coach_vouches() -> None:
    assert judge_understanding(4, 5).understood
    assert not judge_understanding(3, 4).understood
    assert judge_understanding(3, 5, coach_vouches=True).understood
    assert not judge_understanding(0, 0).understood
    with pytest.raises(ValueError, match="counted out of"):
        judge_understanding(6, 5)


def test_the_gate_opens_when_every_tight_ingredient_is_secure_and_understood() -> None:
    modelling = TightIngredient("Modelling", Fidelity.SECURE, understood=True)
    talk = TightIngredient("Partner talk", Fidelity.DEVELOPING, understood=False)
    assert judge_gate([modelling]).open
    shut = judge_gate([modelling, talk])
    assert (shut.open, shut.secure, shut.tight, shut.holding) == (False, 1, 2, ("Partner talk",))
    assert shut.reasons == ("Partner talk: developing and not yet understood.",)


def test_a_gate_with_nothing_to_keep_stays_shut_and_says_why() -> None:
    assert not judge_gate([]).open
    assert judge_gate([]).reasons


@pytest.mark.parametrize(
    ("gate", "signal", "points", "step"),
    [
        *((False, signal, 20, NextStep.SUPPORT_DELIVERY) for signal in Signal),
        (True, Signal.IMPROVEMENT, 4, NextStep.SUSTAIN),
        (True, Signal.NONE, 9, NextStep.KEEP_GOING),
        (True, Signal.NONE, 10, NextStep.REVIEW),
        (True, Signal.CONCERN, 4, NextStep.ASK),
    ],
)
def test_the_advice_follows_the_gate_first_and_the_signal_second(
    gate: bool, signal: Signal, points: int, step: NextStep
) -> None:
    advice = advise(gate_open=gate, signal=signal, points_since=points)
    assert advice.step is step
    assert advice.sentence
    assert advice.reason


def test_keeping_going_names_the_date_where_it_is_known() -> None:
    advice = advise(gate_open=True, signal=Signal.NONE, points_since=3, until=dt.date(2027, 5, 7))
    assert advice.sentence == "Keep going until 7 May 2027."


def test_negative_numbers_of_readings_or_staff_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 upwards"):
        advise(gate_open=True, signal=Signal.NONE, points_since=-1)
    with pytest.raises(ValueError, match="from 0 upwards"):
        judge_ingredient([], today=TODAY, delivering_staff=-1)
