"""Which counts that add up to a known sum are held back, so that no few can be worked out."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from lp_planner.small_groups import is_too_few

K = TypeVar("K")
MOST_BARS = 8
_ON_THE_EDGE = 1e-9


def held_back(counts: Mapping[K, int]) -> frozenset[K]:
    """The parts of a whole that are not told.

    A part of fewer than five is not told. Whoever knows the whole takes from it the parts that are
    told, so what is left must be five or more and more than one part: the next smallest part goes
    with it (complementary suppression).
    """
    in_order = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    hidden = [key for key in in_order if is_too_few(counts[key])]
    rest = in_order[len(hidden) :]
    while hidden and rest and (len(hidden) == 1 or is_too_few(sum(counts[k] for k in hidden))):
        hidden.append(rest.pop(0))
    return frozenset(hidden)


def bars_of(values: Sequence[float], most: int = MOST_BARS) -> list[tuple[float, float, int]]:
    """How many values lie in each of a few equal steps between round numbers.

    Whole numbers have steps of whole numbers, whose ends both belong to them: 1 to 1, 5 to 9.
    """
    if not values:
        return []
    is_whole = all(value == int(value) for value in values)
    low, high = min(values), max(values)
    step = _round_step((high - low) / most, 1 if is_whole else 0)
    start = step * (low // step)
    places = [int((value - start) / step + 1e-9) for value in values]
    if not is_whole and high > start and abs((high - start) / step - max(places)) < _ON_THE_EDGE:
        # The highest value, such as 100%, needs no step of its own.
        places = [min(place, max(places) - 1) for place in places]
    found = [0] * (max(places) + 1)
    for place in places:
        found[place] += 1
    return [
        (
            round(start + n * step, 6),
            round(start + (n + 1) * step - (1 if is_whole else 0), 6),
            count,
        )
        for n, count in enumerate(found)
    ]


def _round_step(least: float, lowest: float) -> float:
    """1, 2 or 5 times a power of ten, and no less than asked."""
    if least <= 0:
        return 1.0
    power = 1e-6
    while True:
        for times in (1, 2, 5):
            if times * power >= max(least, lowest) * (1 - 1e-9):
                return round(times * power, 6)
        power *= 10
