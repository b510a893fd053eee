"""An attack on the sums over schools: alone, beside the cohort's, and one day beside the next."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.analytics.disclosure import ALL, in_bands, protected_sums
from lp_planner.small_groups import BAND, LEAST

SCHOOLS, PHASES = ("A", "B"), ("X", "Y")
NOBODY_KNOWS = 1_000_000
MOST = 14
"""So many projects a place may hold in the attacker's world; sums beyond it are all shown."""


def table(
    dimensions: tuple[str, ...], grid: Sequence[tuple[str, ...]], values: object
) -> pd.DataFrame:
    rows = [
        (*place, NOBODY_KNOWS, int(value))
        for place, value in zip(grid, np.asarray(values), strict=True)
    ]
    cells = pd.DataFrame(rows, columns=[*dimensions, "group", "value"])
    return in_bands(protected_sums(cells, dimensions))


def reach(
    sums: pd.DataFrame, grid: Sequence[tuple[str, ...]], dimensions: tuple[str, ...]
) -> np.ndarray:
    wanted = sums[list(dimensions)].to_numpy()
    return np.array(
        [
            [all(w in {ALL, p} for w, p in zip(row, place, strict=True)) for place in grid]
            for row in wanted
        ]
    ).astype(int)


GRID = list(product(SCHOOLS, PHASES))
WORLDS = np.array(list(product(range(MOST + 1), repeat=len(GRID))))


def left_open(worlds: np.ndarray, sums: pd.DataFrame, reached: np.ndarray) -> np.ndarray:
    """Which worlds fit everything that is shown in bands."""
    fits = np.ones(len(worlds), dtype=bool)
    for number, shown in enumerate(sums["shown"]):
        if not pd.isna(shown):
            outcome = worlds @ reached[number]
            fits &= (outcome >= int(shown)) & (outcome < int(shown) + BAND)
    return fits


@settings(derandomize=True, deadline=None, max_examples=40)
@given(values=st.tuples(*(st.integers(0, 9),) * len(GRID)))
def test_no_small_place_is_pinned_down_by_what_is_shown_of_projects(
    values: tuple[int, ...],
) -> None:
    sums = table(("school", "phase"), GRID, values)
    reached = reach(sums, GRID, ("school", "phase"))
    fits = left_open(WORLDS, sums, reached)
    assert fits[np.all(np.equal(WORLDS, values), axis=1)].all()
    for row in reached:
        if row @ np.array(values) < LEAST:
            assert len(set(WORLDS[fits] @ row)) > 1


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    mine=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    others=st.tuples(st.integers(0, 4), st.integers(0, 4)),
)
def test_the_cohorts_sums_beside_the_trusts_pin_down_no_small_rest(
    mine: tuple[int, int], others: tuple[int, int]
) -> None:
    """A cohort's evidence by school beside that of all: the rest stays open where it is small."""
    grid = [(school,) for school in SCHOOLS]
    cohort = table(("school",), grid, mine)
    trust = table(("school",), grid, np.array(mine) + np.array(others))
    own = reach(cohort, grid, ("school",))
    worlds = WORLDS  # two places of the cohort, then two of the others
    fits = np.ones(len(worlds), dtype=bool)
    for number in range(len(own)):
        of_mine = worlds[:, :2] @ own[number]
        of_all = of_mine + worlds[:, 2:] @ own[number]
        for shown, outcome in (
            (cohort["shown"][number], of_mine),
            (trust["shown"][number], of_all),
        ):
            if not pd.isna(shown):
                fits &= (outcome >= int(shown)) & (outcome < int(shown) + BAND)
    for row in own:
        assert len(set(worlds[fits][:, 2:] @ row)) > 1


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    projects=st.tuples(*(st.integers(0, 9),) * 2),
    without=st.tuples(*(st.integers(0, 9),) * 2),
)
def test_projects_and_evidence_beside_each_other_pin_down_no_small_number(
    projects: tuple[int, int], without: tuple[int, int]
) -> None:
    """By school: how many projects there are, and how many of them have evidence."""
    grid = [(school,) for school in SCHOOLS]
    counts = np.array(projects)
    evidence = np.minimum(counts, np.array(without))
    both = [table(("school",), grid, values) for values in (counts, evidence)]
    reached = reach(both[0], grid, ("school",))
    worlds = WORLDS[(WORLDS[:, 2] <= WORLDS[:, 0]) & (WORLDS[:, 3] <= WORLDS[:, 1])]
    fits = left_open(worlds[:, :2], both[0], reached) & left_open(worlds[:, 2:], both[1], reached)
    for row in reached:
        for values, part in ((counts, worlds[fits][:, :2]), (evidence, worlds[fits][:, 2:])):
            if values @ row < LEAST:
                assert len(set(part @ row)) > 1
