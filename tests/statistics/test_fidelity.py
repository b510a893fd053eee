"""The fidelity gate: per ingredient, understanding, the whole, and what to do next."""

import datetime as dt
import itertools

import pytest

from lp_planner.statistics.fidelity import (
    Fidelity,
    IngredientFidelity,
    Look,
    Seen,
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
    return judge_ingredient(seen, today=TODAY, delivering=6)


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
    assert judge_ingredient(alone, today=TODAY, delivering=6).verdict is Fidelity.NOT_ENOUGH
    assert judge_ingredient(alone, today=TODAY, delivering=1).verdict is Fidelity.SECURE
    assert judged("yyyyyyyyyyyy", staff=2).verdict is Fidelity.NOT_ENOUGH
    assert judged("yyyyyyyyyyyy", staff=3).verdict is Fidelity.SECURE


@pytest.mark.parametrize(("days", "verdict"), [(42, Fidelity.SECURE), (43, Fidelity.NOT_ENOUGH)])
def test_a_last_look_six_weeks_ago_still_counts(days: int, verdict: Fidelity) -> None:
    assert judged("yyyyyyyyyy", ending=TODAY - dt.timedelta(days=days)).verdict is verdict


def test_looks_outside_the_window_do_not_count() -> None:
    seen = looks("nnnnyyyyyyyy")
    found = judge_ingredient(
        seen, today=TODAY, delivering=6, window_start=TODAY - dt.timedelta(days=7)
    )
    assert (found.looks, found.verdict) == (8, Fidelity.SECURE)
    assert judge_ingredient(seen, today=TODAY - dt.timedelta(1), delivering=6).looks == 11


def test_the_order_in_which_looks_were_entered_does_not_matter_even_on_one_day() -> None:
    kinds = [Seen.AS_INTENDED] * 4 + [Seen.NOT_SEEN] * 2
    same_day = [Look(TODAY, f"teacher {n % 3}", kind) for n, kind in enumerate(kinds)]
    earlier = looks("yyyyyyyy", ending=TODAY - dt.timedelta(days=1))
    answers = {
        judge_ingredient([*order, *earlier], today=TODAY, delivering=6).verdict
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


def test_looks_on_one_or_two_days_are_not_enough_evidence_however_many() -> None:
    def crowded(days: int) -> Fidelity:
        seen = [
            Look(TODAY - dt.timedelta(days=n % days), f"teacher {n % 4}", Seen.AS_INTENDED)
            for n in range(12)
        ]
        return judge_ingredient(seen, today=TODAY).verdict

    assert [crowded(days) for days in (1, 2, 3)] == [
        Fidelity.NOT_ENOUGH, Fidelity.NOT_ENOUGH, Fidelity.SECURE,
    ]  # fmt: skip


def test_where_nobody_said_how_many_deliver_it_three_have_to_be_seen() -> None:
    for staff, verdict in ((2, Fidelity.NOT_ENOUGH), (3, Fidelity.SECURE)):
        seen = looks("yyyyyyyyyyyy", staff=staff)
        assert judge_ingredient(seen, today=TODAY).verdict is verdict
    assert judge_ingredient(looks("y" * 12, staff=2), today=TODAY, delivering=2).reasons != ()


def test_that_nobody_has_looked_lately_is_said_before_all_else() -> None:
    old = looks("yyyy", ending=TODAY - dt.timedelta(days=56))
    assert judge_ingredient(old, today=TODAY).reasons == ("Nobody has looked for 56 days.",)


def test_an_ingredient_is_understood_by_four_in_five_of_those_who_deliver_it() -> None:
    assert judge_understanding(4, 5, delivering=5).understood
    assert not judge_understanding(4, 4, delivering=6).understood
    assert judge_understanding(3, 5, delivering=5, coach_vouches=True).understood
    assert judge_understanding(9, 9, delivering=5).share == 1.0


def test_one_of_one_asked_is_not_everybody() -> None:
    assert not judge_understanding(1, 1, delivering=None).understood
    assert judge_understanding(1, 1, delivering=1).understood
    assert judge_understanding(3, 3, delivering=None).understood
    assert not judge_understanding(3, 3, delivering=None, places=5).understood
    assert not judge_understanding(0, 0, delivering=None).understood


def test_negative_numbers_of_people_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 upwards"):
        judge_ingredient([], today=TODAY, delivering=-1)
    with pytest.raises(ValueError, match="from 0 upwards"):
        judge_understanding(0, -1, delivering=None)
