"""The words about a group of pupils beside all others: the gap, and how sure it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lp_planner import small_groups
from lp_planner.wording import day_in_words, listed

PER_CENT = 100


@dataclass(frozen=True)
class Gap:
    """One group on one day; without counts where they are held back."""

    group: str
    measure: str
    """By what they got there; none means that the project reaches them."""
    on: dt.date
    count_id: str = ""
    ours: tuple[int, int] | None = None
    others: tuple[int, int] | None = None
    between: tuple[float, float] | None = None
    """The 95 % interval of the share of the group less that of the others."""

    def told(
        self, ours: tuple[int, int], others: tuple[int, int], between: tuple[float, float] | None
    ) -> "Gap":
        """The same with its counts."""
        return replace(self, ours=ours, others=others, between=between)

    @property
    def is_told(self) -> bool:
        """Whether its counts may be shown."""
        return self.between is not None

    @property
    def is_behind(self) -> bool:
        """Whether the group is reached less, by more than chance."""
        return self.between is not None and self.between[1] < 0


def held_back_in_words(gaps: Sequence[Gap]) -> str:
    """Which groups have counts that are not told, and why."""
    return (
        f"{listed([gap.group for gap in gaps])}: {small_groups.HELD_BACK}. "
        f"{small_groups.WHY_HELD_BACK} Could you look at each of these pupils yourself?"
    )


def gap_in_words(gap: Gap) -> str:
    """What may be said of a group whose counts are told, and what it asks."""
    if gap.ours is None or gap.others is None or gap.between is None:
        return held_back_in_words([gap])
    (reached, size), (rest, others) = gap.ours, gap.others
    one, other = (round(PER_CENT * part) for part in (reached / size, rest / others))
    said = (
        f"{gap.group}: {reached} of {size} ({one}%), all others {rest} of {others} ({other}%), on "
        f"{day_in_words(gap.on)}. {_size(gap.between, one - other)}"
    )
    if gap.is_behind:
        return f"{said} What keeps them away, and what would bring them in?"
    if gap.between[0] <= 0 <= gap.between[1]:
        return f"{said} With so few pupils that may be chance, either way."
    return said


def _size(between: tuple[float, float], points: int) -> str:
    way = "fewer" if points < 0 else "more"
    low, high = (round(PER_CENT * end) for end in between)
    gap = "The shares are alike" if not points else f"{abs(points)} in 100 {way}"
    return f"{gap}; with 95% confidence anything from {low:+d} to {high:+d} in 100."
