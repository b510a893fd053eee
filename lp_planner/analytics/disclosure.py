"""Sums that can be shown without giving away a small group.

A sum is shown when its group has at least five members, when it comes to at least five, and when,
together with everything else that is shown, it leaves every small sum open: for each sum below
five (zero included) some other distribution must fit all that is shown. Sums that would close that
gap are held back as well; this is complementary suppression for any lattice of filters at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from lp_planner.small_groups import BAND, is_too_few

ALL = ""
"""The value of a dimension over which a sum reaches."""


@dataclass(frozen=True)
class _Sum:
    """One sum that somebody could ask for: its filters and the cells it reaches over, as bits."""

    filters: tuple[str, ...]
    cells: int
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
    secret = {s.cells: s for s in asked if s.is_small}
    told: set[int] = set()
    # From the widest group to the narrowest; the order rests on what is public only.
    for wanted in sorted(asked, key=lambda s: (-s.group, s.filters)):
        if wanted.is_small or is_too_few(wanted.group) or wanted.cells in told:
            continue
        parts = _parts([*told, wanted.cells], len(groups))
        if all(_is_open(s.cells, parts, groups, values) for s in secret.values()):
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


def _asked(
    cells: Sequence[tuple[str, ...]], groups: list[int], values: list[int]
) -> Iterator[_Sum]:
    """Every sum that reaches over at least one cell."""
    everything = (1 << len(cells)) - 1
    reaches: list[dict[str, int]] = []
    for column in zip(*cells, strict=True):
        reach = {ALL: everything, **dict.fromkeys(sorted(set(column)), 0)}
        for number, name in enumerate(column):
            reach[name] |= 1 << number
        reaches.append(reach)
    for filters in product(*reaches):
        reached = everything
        for reach, name in zip(reaches, filters, strict=True):
            reached &= reach[name]
        if reached:
            numbers = [number for number in range(len(cells)) if reached >> number & 1]
            yield _Sum(
                filters=filters,
                cells=reached,
                group=sum(groups[number] for number in numbers),
                value=sum(values[number] for number in numbers),
            )


def _parts(told: Sequence[int], cells: int) -> list[tuple[int, bool]]:
    """Cells that every shown sum treats alike, as bits, and whether any shown sum holds them."""
    alike: dict[tuple[bool, ...], int] = {}
    for number in range(cells):
        mark = tuple(bool(shown >> number & 1) for shown in told)
        alike[mark] = alike.get(mark, 0) | 1 << number
    return [(part, any(mark)) for mark, part in alike.items()]


def _is_open(
    secret: int, parts: Sequence[tuple[int, bool]], groups: list[int], values: list[int]
) -> bool:
    """Whether another distribution fits all that is shown and gives ``secret`` another value.

    Within a part, one can be moved from a cell to another without changing any shown sum; in a
    part that no shown sum holds, one can be added or taken away.
    """

    def room(bits: int) -> tuple[int, int]:
        numbers = [n for n in range(len(groups)) if bits >> n & 1]
        has = sum(values[n] for n in numbers)
        return has, sum(groups[n] for n in numbers) - has

    for part, is_held in parts:
        has_in, free_in = room(part & secret)
        if not has_in + free_in:
            continue
        if not is_held:
            return True
        has_out, free_out = room(part & ~secret)
        if (has_in and free_out) or (free_in and has_out):
            return True
    return False
