"""Which counts of groups of pupils may be told beside each other, so that differences tell nobody.

Groups overlap in ways nobody wrote down: one may lie in another, several may make up a third.
So the worst is assumed. A count is told only where at least five were reached and at least five
were not, and where the same is true of whatever is left when counts that are told are taken away
from another one, in any way in which they could lie in it (docs/adr/0071).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lp_planner.small_groups import is_too_few

MOST = 8
"""More groups than this are not told beside each other: the ways they could overlap explode."""


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """So many pupils reached, and so many not."""

    reached: int
    missed: int

    def __sub__(self, other: "Counted") -> "Counted":
        """What is left of these when others are taken away."""
        return Counted(self.reached - other.reached, self.missed - other.missed)

    def __add__(self, other: "Counted") -> "Counted":
        """Both together."""
        return Counted(self.reached + other.reached, self.missed + other.missed)

    @property
    def is_nobody(self) -> bool:
        """Whether there is nobody in it."""
        return self == Counted(0, 0)

    @property
    def gives_away(self) -> bool:
        """Whether so few were, or were not, reached that it could point to somebody."""
        return not self.is_nobody and (is_too_few(self.reached) or is_too_few(self.missed))

    @property
    def is_possible(self) -> bool:
        """Whether there can be such a count at all."""
        return self.reached >= 0 and self.missed >= 0


@dataclass(frozen=True, slots=True)
class _Told:
    """A count that is told: a group, all others beside it, or both together."""

    record: int
    is_group: bool
    is_others: bool
    count: Counted

    def may_hold(self, other: "_Told") -> bool:
        """Whether the pupils of another count could all be among these."""
        is_whole = self.is_group and self.is_others
        return is_whole or self.record != other.record


def tellable(pairs: Sequence[tuple[Counted, Counted]]) -> list[bool]:
    """For each group with all others beside it, whether its counts may be told.

    The widest are told first, so that a count that would give a smaller one away waits for it.
    """
    told: list[_Told] = []
    answer = [False] * len(pairs)
    in_order = sorted(range(len(pairs)), key=lambda n: (-_least(pairs[n]), pairs[n]))
    for number in in_order[:MOST]:
        group, others = pairs[number]
        more = [
            *told,
            _Told(number, True, False, group),
            _Told(number, False, True, others),
            _Told(number, True, True, group + others),
        ]
        if not _gives_away(more):
            told, answer[number] = more, True
    return answer


def _least(pair: tuple[Counted, Counted]) -> int:
    return min(count for one in pair for count in (one.reached, one.missed))


def _gives_away(told: Sequence[_Told]) -> bool:
    return any(
        left.gives_away
        for whole in told
        for left in _left(
            whole.count, [one for one in told if one != whole and whole.may_hold(one)]
        )
    )


def _left(whole: Counted, parts: Sequence[_Told]) -> Iterable[Counted]:
    """What is left of a count by each set of parts that could lie in it, none included."""
    yield whole
    for number, part in enumerate(parts):
        left = whole - part.count
        if left.is_possible and not left.is_nobody:
            yield from _left(left, parts[number + 1 :])
