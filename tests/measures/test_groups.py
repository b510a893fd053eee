"""Groups of pupils beside all others: the gap, and that no difference tells of anybody."""

import datetime as dt
import itertools
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner import small_groups
from lp_planner.analytics.group_counts import Counted, tellable
from lp_planner.domain.measures.group_words import Gap, gap_in_words, held_back_in_words
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import groups
from lp_planner.services.planning import questions
from lp_planner.statistics.proportions import difference, wilson
from tests.cast import AMINA
from tests.factories import DAY, make_project, write
from tests.page_script import Opener, words

Pupils = frozenset[int]


@st.composite
def schools(draw: st.DrawFn) -> tuple[Pupils, Pupils, list[Pupils]]:
    """A year group, who of it is reached, and groups that overlap, nest and make it up."""
    size = draw(st.integers(12, 60))
    everybody = frozenset(range(size))
    reached = draw(st.sets(st.sampled_from(sorted(everybody))))
    cuts = sorted(draw(st.sets(st.integers(1, size - 1), max_size=3)))
    classes = [frozenset(range(a, b)) for a, b in itertools.pairwise([0, *cuts, size])]
    others = draw(st.lists(st.sets(st.sampled_from(sorted(everybody)), min_size=1), max_size=3))
    nested = [group | {min(everybody - group)} for group in classes if everybody - group]
    found = [*classes, *map(frozenset, others), *nested]
    return everybody, frozenset(reached), draw(st.permutations(found))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(school=schools())
def test_no_difference_of_what_is_told_recovers_anybody(
    school: tuple[Pupils, Pupils, list[Pupils]],
) -> None:
    everybody, reached, found = school
    pairs = [
        tuple(Counted(len(one & reached), len(one - reached)) for one in (group, everybody - group))
        for group in found
    ]
    is_told = tellable(pairs)  # type: ignore[arg-type]
    told = [group for group, so in zip(found, is_told, strict=True) if so]
    told = list(dict.fromkeys([*told, *(everybody - group for group in told)]))
    if told:
        told.append(everybody)
    # Whoever knows the lists can take away what lies in a group, and is left with these.
    for whole in told:
        inside = [group for group in told if group < whole][:9]
        for number in range(len(inside) + 1):
            for parts in itertools.combinations(inside, number):
                if sum(map(len, parts)) != len(frozenset().union(*parts)):
                    continue
                left = reduce(frozenset.difference, parts, whole)
                few = (len(left & reached), len(left - reached))
                assert not left or min(few) >= small_groups.LEAST


def test_what_is_told_of_two_large_groups_is_told() -> None:
    pair = (Counted(20, 30), Counted(80, 70))
    assert tellable([pair]) == [True]
    assert tellable([pair, (Counted(40, 25), Counted(60, 75))]) == [True, True]


@pytest.mark.parametrize(
    "pair",
    [
        (Counted(4, 20), Counted(30, 30)),
        (Counted(20, 4), Counted(30, 30)),
        (Counted(0, 20), Counted(30, 30)),
        (Counted(20, 20), Counted(30, 0)),
        (Counted(5, 2), Counted(30, 30)),
    ],
)
def test_few_who_were_or_were_not_reached_are_held_back(pair: tuple[Counted, Counted]) -> None:
    assert tellable([pair]) == [False]


def test_a_count_that_would_tell_a_small_one_by_difference_waits_for_it() -> None:
    year = (Counted(20, 20), Counted(40, 40))
    year_but_three = (Counted(18, 19), Counted(42, 41))
    assert tellable([year_but_three, year]) == [False, True]
    # One pupil has come to the school since: the totals differ by one.
    assert tellable([year, (Counted(15, 15), Counted(46, 45))]).count(True) == 1


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe (1998), table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_the_interval_of_a_gap_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = difference(wilson(*first), wilson(*second))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert difference(wilson(0, 0), wilson(*second)) is None


def test_a_gap_is_said_with_how_sure_it_is() -> None:
    gap = Gap("SEND", "", DAY)
    behind = gap.told((10, 25), (45, 60), (-0.55, -0.13))
    assert behind.is_behind
    assert gap_in_words(behind) == (
        "SEND: 10 of 25 (40%), all others 45 of 60 (75%), on 5 November 2025. 35 in 100 fewer; "
        "with 95% confidence anything from -55 to -13 in 100. What keeps them away, and what would "
        "bring them in?"
    )
    assert "may be chance" in gap_in_words(gap.told((10, 25), (30, 60), (-0.3, 0.1)))
    ahead = gap_in_words(gap.told((20, 25), (30, 60), (0.1, 0.5)))
    assert "30 in 100 more" in ahead
    assert not ahead.endswith("?")
    assert not gap.is_told
    assert held_back_in_words([gap, Gap("EAL", "", DAY)]).startswith("SEND and EAL: held back. ")


def test_the_latest_count_of_a_group_is_told_and_asked_about(planner: Workspace) -> None:
    project = make_project(planner)
    desk = planner.desk(AMINA)

    def count(days_ago: int, name: str, *counts: int | None) -> None:
        reached, size, others, others_size = counts
        write(planner, project, "group_count", group_name=name,
              counted_on=DAY - dt.timedelta(days=days_ago), in_group=reached, group_size=size,
              among_others=others, others_size=others_size)  # fmt: skip

    def asked() -> list[str]:
        found = questions.questions_about(desk, project.id)
        return [q.question for q in found.open if q.code == "Q38"]

    assert groups.project_gaps(desk, project.id) == ()
    count(30, "Disadvantaged pupils", 10, 30, 50, 60)
    (gap,) = groups.project_gaps(desk, project.id)
    assert (gap.ours, gap.others, gap.is_behind) == ((10, 30), (50, 60), True)
    assert len(asked()) == 1
    count(20, "EAL", 3, 12, 50, 60)
    count(10, "disadvantaged  pupils", 24, 30, 50, 60)
    count(5, "Disadvantaged pupils", None, 30, 50, 60)
    gaps = {gap.group: gap for gap in groups.project_gaps(desk, project.id)}
    assert gaps["disadvantaged  pupils"].ours == (24, 30)
    assert gaps["EAL"].ours is None
    assert asked() == []


def test_more_pupils_than_there_are_is_refused(planner: Workspace) -> None:
    project = make_project(planner)
    with pytest.raises(ValidationFailed, match="cannot be counted out of"):
        write(planner, project, "group_count", group_name="SEND", in_group=9, group_size=8)


@pytest.mark.parametrize("phase", ["explore", "prepare", "deliver"])
def test_each_phase_asks_about_those_who_need_it_most(planner: Workspace, phase: str) -> None:
    steps = next(p for p in planner.library.pathway.phases if p.key == phase).steps
    asked = " ".join(question for step in steps for question in step.questions)
    assert any(
        word in asked for word in ("disadvantaged", "the pupils who need it most", "need it most")
    )


def test_the_page_has_a_place_for_those_who_need_it_most(opened: Opener) -> None:
    app = opened("demo:rosa", "impact", tab="Whom does it reach?")
    assert not app.exception
    assert "No group of pupils has been counted" in words(app)
    app = opened("demo:marcia", "impact", tab="Whom does it reach?")
    assert "Pupil premium: 9 of 15" in words(app)
    assert any("each group’s average" in link.proto.label for link in app.get("page_link"))
