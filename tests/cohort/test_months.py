"""An attack on sums over time: months of joins, withdrawals and claims, seen by who knows the rest.

The attacker leads the cohort. They know by name which projects were counted in each month that they
were told of, which of them changed in between, and how sums are rounded and held back. What they do
not know is which standards a project evidences; of nobody may that become certain.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from lp_planner.analytics.monthly import Counted, Picture, may_move, shown_sum
from lp_planner.small_groups import LEAST

STANDARDS = ("LP1", "LP2")
PEOPLE = 14


def counted(*standards: str) -> Counted:
    return Counted(frozenset(standards))


def published(
    months: Iterable[Picture], rule: Callable[[list[Picture], Picture], bool] = may_move
) -> list[Picture]:
    """The pictures whose sums are told, month by month, each new one once."""
    told: list[Picture] = []
    for now in months:
        if rule(told, now):
            told.append(now)
    return told


def certain(told: Sequence[Picture], standard: str) -> list[tuple[str, int]]:
    """Whose evidence for a standard is certain from these sums, in which of the views."""
    names = [(view, id_) for view, picture in enumerate(told) for id_ in sorted(picture)]
    place = {name: number for number, name in enumerate(names)}
    rows, low, high = [], [], []
    for view, picture in enumerate(told):
        row = np.zeros(len(names))
        row[[place[view, id_] for id_ in picture]] = 1
        value = sum(standard in one.standards for one in picture.values())
        shown = shown_sum(value, len(picture)) or 0
        fits = [n for n in range(len(picture) + 1) if (shown_sum(n, len(picture)) or 0) == shown]
        rows.append(row)
        low.append(fits[0])
        high.append(fits[-1])
    for (view, before), now in zip(enumerate(told), told[1:], strict=False):
        for id_ in before.keys() & now.keys():
            if before[id_] == now[id_]:
                row = np.zeros(len(names))
                row[place[view, id_]], row[place[view + 1, id_]] = 1, -1
                rows.append(row)
                low.append(0)
                high.append(0)
    fits_all = LinearConstraint(np.array(rows), low, high)

    def can_be(number: int, value: int) -> bool:
        least, most = np.zeros(len(names)), np.ones(len(names))
        least[number] = most[number] = value
        bounds, whole = Bounds(least, most), np.ones(len(names), dtype=np.int64)
        found = milp(np.zeros(len(names)), constraints=fits_all, bounds=bounds, integrality=whole)
        return bool(found.success)

    return [
        (id_, view)
        for (view, id_), number in place.items()
        if not (can_be(number, 0) and can_be(number, 1))
    ]


@st.composite
def months(draw: st.DrawFn) -> list[Picture]:
    """A cohort over months: people join, withdraw, claim and set aside, few or many at once."""
    people = [f"p{n}" for n in range(PEOPLE)]
    part = st.sets(st.sampled_from(STANDARDS)).map(lambda found: Counted(frozenset(found)))
    now = draw(st.dictionaries(st.sampled_from(people), part, min_size=LEAST))
    found: list[Picture] = [dict(now)]
    for _ in range(draw(st.integers(1, 3))):
        changes = st.dictionaries(st.sampled_from(people), st.none() | part, min_size=1)
        for id_, change in draw(changes).items():
            if change is None:
                now.pop(id_, None)
            else:
                now[id_] = change
        found.append(dict(now))
    return found


@settings(derandomize=True, deadline=None, max_examples=120)
@given(months())
def test_no_two_consecutive_views_make_anybodys_standards_certain(cohort: list[Picture]) -> None:
    told = published(cohort)
    for views in pairwise(told):
        for standard in STANDARDS:
            assert certain(views, standard) == []


@settings(derandomize=True, deadline=None, max_examples=60)
@given(months())
def test_nor_does_any_one_view_by_itself(cohort: list[Picture]) -> None:
    for picture in published(cohort):
        for standard in STANDARDS:
            assert certain([picture], standard) == []


@settings(derandomize=True, deadline=None, max_examples=100)
@given(months())
def test_fewer_than_five_changes_are_never_told_beside_any_earlier_view(
    cohort: list[Picture],
) -> None:
    told = published(cohort)
    for number, now in enumerate(told):
        for before in told[:number]:
            differ = [
                id_
                for id_ in before.keys() | now.keys()
                if before.get(id_, counted()).standards != now.get(id_, counted()).standards
            ]
            assert not differ or len(differ) >= LEAST


def withdrawing_one_by_one() -> list[Picture]:
    """The attack that named seven of twelve: each month one project fewer."""
    everybody = {f"p{n}": counted(*STANDARDS[: n % 3]) for n in range(12)}
    return [dict(list(everybody.items())[n:]) for n in range(9)]


def test_withdrawing_one_at_a_time_names_nobody() -> None:
    told = published(withdrawing_one_by_one())
    assert [len(picture) for picture in told] == [12, 4]
    assert all(certain(views, s) == [] for views in pairwise(told) for s in STANDARDS)


def test_the_same_attack_succeeds_where_sums_follow_every_month() -> None:
    """What the rule is for: taken away, the attacker is certain of somebody."""
    told = published(withdrawing_one_by_one(), lambda _told, _now: True)
    assert any(certain(views, s) for views in pairwise(told) for s in STANDARDS)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param(
            {f"p{n}": counted("LP1") for n in range(9)} | {"q": counted()},
            {f"p{n}": counted("LP1") for n in range(9)} | {"q": counted(), "r": counted("LP1")},
            id="one joins",
        ),
        pytest.param(
            {f"p{n}": counted("LP1") if n < 9 else counted() for n in range(12)},
            {f"p{n}": counted("LP1") if n < 9 else counted() for n in range(12)}
            | {f"q{n}": counted("LP1") for n in range(6)},
            id="all that join must have it",
        ),
        pytest.param(
            {f"p{n}": counted() for n in range(12)},
            {f"p{n}": Counted(frozenset(() if n else {"LP1"}), phase="new") for n in range(12)},
            id="twelve move on and one of them claims",
        ),
    ],
)
def test_sums_stay_where_moving_would_tell(before: Picture, now: Picture) -> None:
    assert may_move([], before)
    assert not may_move([before], now)


def test_back_to_what_was_told_with_one_exception_stays_untold() -> None:
    everybody = {f"p{n}": counted("LP1") if n % 2 else counted() for n in range(12)}
    others = {f"q{n}": counted("LP1" if n % 3 else "LP2") for n in range(6)}
    assert may_move([everybody], everybody | others)
    assert not may_move([everybody, everybody | others], everybody | {"p0": counted("LP1")})


def test_five_changes_that_could_be_anybodys_do_move() -> None:
    before = {f"p{n}": counted("LP1") if n % 2 else counted() for n in range(12)}
    now = before | {f"q{n}": counted("LP1" if n % 2 else "LP2") for n in range(6)}
    assert may_move([before], now)
    assert not may_move([before], before)
    assert not may_move([], {f"p{n}": counted("LP1") for n in range(4)})


def test_five_that_leave_and_five_that_come_move_beside_one_that_stays() -> None:
    before = {f"p{n}": counted("LP1") if n else counted() for n in range(6)}
    came = {f"q{n}": counted() if n == 3 else counted("LP1") for n in range(5)}
    assert may_move([before], {"p5": before["p5"]} | came)
