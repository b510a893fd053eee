"""An attack on the sums of a cohort: no combination of what is shown gives a small sum away."""

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.analytics.disclosure import ALL, chosen_sum, in_bands, protected_sums
from lp_planner.small_groups import LEAST

DIMENSIONS = ("school", "phase")
THREE = ("school", "theme", "phase")


@st.composite
def cohorts(draw: st.DrawFn) -> pd.DataFrame:
    """A small cohort by school and phase: few enough to try every distribution there could be."""
    places = draw(
        st.lists(
            st.tuples(st.sampled_from("AB"), st.sampled_from("XYZ")),
            min_size=1, max_size=5, unique=True,
        )
    )  # fmt: skip
    rows = []
    for place in places:
        group = draw(st.integers(1, 6))
        rows.append((*place, group, draw(st.integers(0, group))))
    return pd.DataFrame(rows, columns=[*DIMENSIONS, "group", "value"])


@st.composite
def projects(draw: st.DrawFn) -> pd.DataFrame:
    """A larger cohort by three filters, a row for each project."""
    rows = [
        (
            draw(st.sampled_from("ABC")),
            draw(st.sampled_from("KLMN")),
            draw(st.sampled_from("WXYZ")),
            1,
            draw(st.integers(0, 1)),
        )
        for _ in range(draw(st.integers(5, 40)))
    ]
    return pd.DataFrame(rows, columns=[*THREE, "group", "value"])


def reach(cells: pd.DataFrame, sums: pd.DataFrame, dimensions: tuple[str, ...]) -> np.ndarray:
    """For each sum, which cells it reaches over."""
    table = np.ones((len(sums), len(cells)), dtype=int)
    for name in dimensions:
        wanted = sums[name].to_numpy()[:, None]
        table &= ((wanted == ALL) | (wanted == cells[name].to_numpy()[None, :])).astype(int)
    return table


@settings(derandomize=True, deadline=None, max_examples=150)
@given(cells=cohorts())
def test_every_small_sum_could_be_another_one_for_whoever_tries_all_distributions(
    cells: pd.DataFrame,
) -> None:
    sums = protected_sums(cells, DIMENSIONS)
    reached = reach(cells, sums, DIMENSIONS)
    truth = reached @ cells["value"].to_numpy()
    is_shown = sums["shown"].notna().to_numpy()
    assert (sums["shown"][is_shown].to_numpy() == truth[is_shown]).all()
    possible = np.array(list(product(*(range(int(g) + 1) for g in cells["group"]))))
    outcomes = possible @ reached.T
    fits = (outcomes[:, is_shown] == truth[is_shown]).all(axis=1)
    for number, value in enumerate(truth):
        if value < LEAST:
            assert not is_shown[number]
            assert len(set(outcomes[fits][:, number])) > 1, sums.iloc[number].to_dict()


@settings(derandomize=True, deadline=None, max_examples=40)
@given(cells=projects())
def test_no_adding_and_taking_away_of_shown_sums_gives_a_small_sum(cells: pd.DataFrame) -> None:
    sums = protected_sums(cells, THREE)
    reached = reach(cells, sums, THREE)
    truth = reached @ cells["value"].to_numpy()
    is_shown = sums["shown"].notna().to_numpy()
    known = reached[is_shown].astype(float)
    rank = np.linalg.matrix_rank(known) if len(known) else 0
    for number in np.flatnonzero((truth < LEAST) & (truth > 0)):
        extended = np.vstack([known, reached[number].astype(float)])
        assert np.linalg.matrix_rank(extended) > rank, sums.iloc[number].to_dict()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(cells=projects(), day=st.integers(0, 39))
def test_two_days_side_by_side_show_whole_fives_only(cells: pd.DataFrame, day: int) -> None:
    later = cells.copy()
    later.loc[day % len(later), "value"] = 1
    for table in (cells, later):
        shown = in_bands(protected_sums(table, THREE))["shown"].dropna()
        assert (shown % LEAST == 0).all()
        assert (shown >= LEAST).all()


@settings(derandomize=True, deadline=None, max_examples=80)
@given(cells=projects())
def test_as_much_is_shown_as_the_plain_definition_allows(cells: pd.DataFrame) -> None:
    """The same as trying each sum in turn against each secret and each part, at its own pace."""
    sums = protected_sums(cells, THREE)
    reached = reach(cells, sums, THREE).astype(bool)
    has = cells["value"].to_numpy()
    free = cells["group"].to_numpy() - has
    groups = reached @ cells["group"].to_numpy()
    truth = reached @ has
    secrets = {tuple(r): r for r, value in zip(reached, truth, strict=True) if value < LEAST}
    told: dict[tuple[bool, ...], np.ndarray] = {}

    def is_open(secret: np.ndarray, shown: list[np.ndarray]) -> bool:
        for mark in set(zip(*shown, strict=True)):
            part = np.all([row == is_in for row, is_in in zip(shown, mark, strict=True)], axis=0)
            has_in, free_in = has[part & secret].sum(), free[part & secret].sum()
            has_out, free_out = has[part & ~secret].sum(), free[part & ~secret].sum()
            is_held = any(mark)
            if (not is_held and has_in + free_in) or (has_in and free_out) or (free_in and has_out):
                return True
        return False

    names = sums[list(THREE)].itertuples(index=False, name=None)
    asked = sorted(zip(names, reached, groups, truth, strict=True), key=lambda a: (-a[2], a[0]))
    for _, row, group, value in asked:
        shown = [*told.values(), row]
        if min(group, value) >= LEAST and all(is_open(s, shown) for s in secrets.values()):
            told[tuple(row)] = row
    assert [tuple(row) in told for row in reached] == sums["shown"].notna().to_list()


def test_a_group_under_five_is_never_summed_up() -> None:
    cells = pd.DataFrame(
        [("A", "X", 4, 4), ("B", "X", 9, 9)], columns=[*DIMENSIONS, "group", "value"]
    )
    sums = protected_sums(cells, DIMENSIONS)
    assert chosen_sum(sums, {"school": "A"}) is None


def test_a_total_and_all_but_one_of_its_parts_are_not_shown_together() -> None:
    rows = [("A", "X", 10, 7), ("B", "X", 10, 8), ("C", "X", 10, 2)]
    sums = protected_sums(pd.DataFrame(rows, columns=[*DIMENSIONS, "group", "value"]), DIMENSIONS)
    assert chosen_sum(sums, {}) == 17
    parts = [chosen_sum(sums, {"school": school}) for school in "ABC"]
    assert parts[2] is None
    assert parts.count(None) == 2


def test_where_every_sum_is_large_every_sum_is_shown() -> None:
    rows = [("A", "X", 10, 7), ("B", "X", 10, 8)]
    sums = protected_sums(pd.DataFrame(rows, columns=[*DIMENSIONS, "group", "value"]), DIMENSIONS)
    assert sums["shown"].notna().all()
    assert chosen_sum(in_bands(sums), {}) == 15
