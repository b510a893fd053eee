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

LEAST = 5
"""Groups under five are not shown (the issue's own rule, and usual in school statistics)."""
ALL = ""
"""The value of a dimension over which a sum reaches."""
BAND = 5


@dataclass(frozen=True)
class _Sum:
    """One sum that somebody could ask for: its filters and the cells it reaches over, as bits."""

    filters: tuple[str, ...]
    cells: int
    group: int
    value: int

    @property
    def is_small(self) -> bool:
        return self.value < LEAST


def protected_sums(cells: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """Every sum over any combination of filters, with those held back that must be.

    ``cells`` has a row for each combination of ``dimensions`` that occurs, with ``group`` (how many
    belong to it; this is not secret) and ``value`` (how many of them have it; this is). The answer
    has the dimensions (``ALL`` where a sum reaches over all), ``group`` and ``shown``, which is
    missing where the sum is held back. Equal sets of cells are told alike.
    """
    rows = cells.groupby(list(dimensions), sort=True)[["group", "value"]].sum().reset_index()
    groups = [int(n) for n in rows["group"]]
    values = [int(n) for n in rows["value"]]
    asked = list(_asked(rows, dimensions, groups, values))
    secret = {s.cells: s for s in asked if s.is_small}
    told: set[int] = set()
    # From the widest group to the narrowest; the order rests on what is public only.
    for wanted in sorted(asked, key=lambda s: (-s.group, s.filters)):
        if wanted.is_small or wanted.group < LEAST or wanted.cells in told:
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
    rows = sums
    for name in dimensions:
        rows = rows[rows[name] == filters.get(name, ALL)]
    found = rows["shown"].dropna()
    return int(found.iloc[0]) if len(found) else None


def _asked(
    rows: pd.DataFrame, dimensions: Sequence[str], groups: list[int], values: list[int]
) -> Iterator[_Sum]:
    """Every sum that reaches over at least one cell."""
    columns = [list(rows[name].astype(str)) for name in dimensions]
    for filters in product(*([ALL, *sorted(set(column))] for column in columns)):
        reached = [
            number
            for number in range(len(rows))
            if all(f in {ALL, c[number]} for f, c in zip(filters, columns, strict=True))
        ]
        if reached:
            yield _Sum(
                filters=filters,
                cells=sum(1 << number for number in reached),
                group=sum(groups[number] for number in reached),
                value=sum(values[number] for number in reached),
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
