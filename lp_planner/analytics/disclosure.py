"""Sums that can be shown without giving away a small group.

A sum is shown when its group has at least five members, when it comes to at least five, and when,
together with everything else that is shown, it leaves every small sum open: for each sum below
five (zero included) some other distribution must fit all that is shown. Sums that would close that
gap are held back as well; this is complementary suppression for any lattice of filters at once.

Cells that every shown sum treats alike make up a part, and the parts are refined as sums are told:
each step touches only the parts that the new sum cuts (partition refinement, Paige and Tarjan,
1987), so that the work grows with the cuts and not with every sum times every cell
(docs/adr/0097-sums-by-refinement.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from lp_planner.small_groups import BAND, is_too_few

ALL = ""
"""The value of a dimension over which a sum reaches."""
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Sum:
    """One sum that somebody could ask for: its filters and the numbers of its cells."""

    filters: tuple[str, ...]
    cells: tuple[int, ...]
    group: int
    value: int

    @property
    def is_small(self) -> bool:
        return is_too_few(self.value)


def protected_sums(cells: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """Every sum over any combination of filters, with those held back that must be.

    ``cells`` has a row for each combination of ``dimensions`` that occurs, with ``group`` (how many
    belong to it; this is not secret) and ``value`` (how many of them have it; this is). The answer
    has the dimensions (``ALL`` where a sum reaches over all), ``group`` and ``shown``, which is
    missing where the sum is held back. Equal sets of cells are told alike.
    """
    rows = _added_up(cells, dimensions)
    groups = [group for group, _ in rows.values()]
    values = [value for _, value in rows.values()]
    asked = list(_asked(list(rows), groups, values))
    secrets = list({s.cells: s for s in asked if s.is_small})
    told: set[tuple[int, ...]] = set()
    parts = _Parts(secrets, np.array(groups, dtype=np.int64), np.array(values, dtype=np.int64))
    # From the widest group to the narrowest; the order rests on what is public only.
    for wanted in sorted(asked, key=lambda s: (-s.group, s.filters)):
        if wanted.is_small or is_too_few(wanted.group) or wanted.cells in told:
            continue
        if parts.tell(wanted.cells):
            told.add(wanted.cells)
    table = [(*s.filters, s.group, s.value if s.cells in told else None) for s in asked]
    answer = pd.DataFrame(table, columns=[*dimensions, "group", "shown"])
    return answer.astype({"shown": "Int64"})


def in_bands(sums: pd.DataFrame) -> pd.DataFrame:
    """The same with each shown sum rounded down to a multiple of five.

    Exact sums of two days could be compared; rounded ones hardly ever tell who made the difference.
    """
    return sums.assign(shown=sums["shown"] // BAND * BAND)


def chosen_sum(sums: pd.DataFrame, filters: Mapping[str, str]) -> int | None:
    """The shown sum for these filters (``ALL`` or left out: over all); ``None`` if held back."""
    dimensions = [name for name in sums.columns if name not in {"group", "shown"}]
    wanted = tuple(filters.get(name, ALL) for name in dimensions)
    for *names, shown in zip(*(sums[name] for name in dimensions), sums["shown"], strict=True):
        if tuple(names) == wanted:
            return None if pd.isna(shown) else int(shown)
    return None


def _added_up(
    cells: pd.DataFrame, dimensions: Sequence[str]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Group and value of each cell, in the order of the cells' names."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    columns = [cells[name].astype(str) for name in dimensions]
    for *names, group, value in zip(*columns, cells["group"], cells["value"], strict=True):
        before = found.get(tuple(names), (0, 0))
        found[tuple(names)] = (before[0] + int(group), before[1] + int(value))
    return dict(sorted(found.items()))


def _asked(cells: Sequence[tuple[str, ...]], groups: list[int], values: list[int]) -> list[_Sum]:
    """Every sum that reaches over at least one cell, by its filters."""
    reached: dict[tuple[str, ...], list[int]] = {}
    for number, names in enumerate(cells):
        for filters in product(*((ALL, name) for name in names)):
            reached.setdefault(filters, []).append(number)
    return [
        _Sum(
            filters=filters,
            cells=tuple(numbers),
            group=sum(groups[number] for number in numbers),
            value=sum(values[number] for number in numbers),
        )
        for filters, numbers in sorted(reached.items())
    ]


@dataclass(frozen=True)
class _Part:
    """Cells that every shown sum treats alike, and what each secret has of them."""

    cells: Whole
    is_held: bool
    """Whether any shown sum reaches over them."""
    near: Whole
    """The secrets that have something of it."""
    has: Whole
    """By secret near: how many within both have it."""
    free: Whole
    """By secret near: how many within both do not."""
    opens: npt.NDArray[np.bool_]
    """By secret near: whether this part leaves it open."""


class _Parts:
    """The parts that the sums told so far make, and how many of them leave each secret open.

    Within a part, one can be moved from a cell to another without changing any shown sum; in a
    part that no shown sum holds, one can be added or taken away. A secret is open while another
    distribution, reached in such a way, gives it another value.
    """

    def __init__(self, secrets: Sequence[tuple[int, ...]], groups: Whole, values: Whole) -> None:
        """Begin with one part, of which nothing is told."""
        self._secrets = len(secrets)
        self._has, self._free = values, groups - values
        pairs = [(cell, number) for number, cells in enumerate(secrets) for cell in cells]
        pairs.sort()
        self._of_cell = np.array([number for _, number in pairs], dtype=np.int64)
        counts = np.bincount([cell for cell, _ in pairs], minlength=len(values))
        self._from = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        everything = np.arange(len(values), dtype=np.int64)
        whole = self._part(everything, *self._within(everything), is_held=False)
        self._parts = [whole]
        self._in_part = np.zeros(len(values), dtype=np.int64)
        self._ways = np.zeros(len(secrets), dtype=np.int64)
        self._ways[whole.near] += whole.opens

    def tell(self, cells: tuple[int, ...]) -> bool:
        """Tell the sum over these cells, unless some secret would no longer be open."""
        reached = np.array(cells, dtype=np.int64)
        ways = self._ways.copy()
        new: list[tuple[int, list[_Part]]] = []
        by_part = reached[np.argsort(self._in_part[reached], kind="stable")]
        for inside in np.split(by_part, np.flatnonzero(np.diff(self._in_part[by_part])) + 1):
            number = int(self._in_part[inside[0]])
            part = self._parts[number]
            if len(inside) == len(part.cells) and part.is_held:
                continue
            pieces = self._cut(part, inside)
            ways[part.near] -= part.opens
            for piece in pieces:
                ways[piece.near] += piece.opens
            new.append((number, pieces))
        if not ways.all():
            return False
        self._ways = ways
        for number, pieces in new:
            # The first piece keeps the number; the other, if there is one, is inside the sum.
            self._parts[number] = pieces[0]
            for piece in pieces[1:]:
                self._in_part[piece.cells] = len(self._parts)
                self._parts.append(piece)
        return True

    def _cut(self, part: _Part, inside: Whole) -> list[_Part]:
        """A part in the pieces that a sum over ``inside`` makes of it; the last is inside."""
        if len(inside) == len(part.cells):
            return [self._part(inside, part.near, part.has, part.free, is_held=True)]
        outside = np.setdiff1d(part.cells, inside, assume_unique=True)
        is_inside_less = len(inside) <= len(outside)
        lesser, rest = (inside, outside) if is_inside_less else (outside, inside)
        near, has, free = self._within(lesser)
        pieces = [
            self._part(lesser, near, has, free, is_held=part.is_held or is_inside_less),
            self._part(
                rest,
                *_without(part, near, has, free),
                is_held=part.is_held or not is_inside_less,
            ),
        ]
        return pieces[::-1] if is_inside_less else pieces

    def _within(self, cells: Whole) -> tuple[Whole, Whole, Whole]:
        """The secrets that have something of these cells, and how many have it and do not."""
        lengths = self._from[cells + 1] - self._from[cells]
        starts = np.repeat(self._from[cells] - np.cumsum(lengths) + lengths, lengths)
        secrets = self._of_cell[starts + np.arange(len(starts))]
        near, where = np.unique(secrets, return_inverse=True)
        has, free = (
            np.bincount(where, np.repeat(room[cells], lengths), minlength=len(near))
            for room in (self._has, self._free)
        )
        return near, has.astype(np.int64), free.astype(np.int64)

    def _part(self, cells: Whole, near: Whole, has: Whole, free: Whole, *, is_held: bool) -> _Part:
        if is_held:
            has_out = self._has[cells].sum() - has
            free_out = self._free[cells].sum() - free
            opens = ((has > 0) & (free_out > 0)) | ((free > 0) & (has_out > 0))
        else:
            opens = has + free > 0
        return _Part(cells, is_held, near, has, free, opens)


def _without(part: _Part, near: Whole, has: Whole, free: Whole) -> tuple[Whole, Whole, Whole]:
    """What is left by secret of a part when some of its cells are taken away."""
    where = np.searchsorted(part.near, near)
    left_has, left_free = part.has.copy(), part.free.copy()
    left_has[where] -= has
    left_free[where] -= free
    is_left = left_has + left_free > 0
    return part.near[is_left], left_has[is_left], left_free[is_left]
