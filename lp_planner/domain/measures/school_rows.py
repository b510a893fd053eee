"""What a file of the school's own shows, in numbers about five pupils or more, and in words.

Nothing here holds a row of the file: only how many pupils, their middle and spread, and the gap of
each group that is large enough to be spoken of (docs/adr/0084).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner import small_groups
from lp_planner.wording import counted, listed, number, with_unit


@dataclass(frozen=True)
class Bar:
    """How many pupils have a value from ``low`` up to ``high``; ``None`` where it is held back."""

    low: float
    high: float
    pupils: int | None


@dataclass(frozen=True)
class Stretch:
    """A week, a month or a column of the file: its mean or how often, and about how many pupils."""

    label: str
    value: float | None
    pupils: int | None
    on: dt.date | None = None


@dataclass(frozen=True)
class GroupShown:
    """One group beside all other pupils of the file, with 95 % intervals."""

    name: str
    pupils: int
    mean: float
    interval: tuple[float, float] | None
    others: int
    others_mean: float
    between: tuple[float, float] | None
    """The group's mean less that of the others."""

    @property
    def gap(self) -> float:
        """How far the group is from the others."""
        return self.mean - self.others_mean

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval of the gap leaves out nought."""
        return self.between is not None and (self.between[0] > 0 or self.between[1] < 0)


@dataclass(frozen=True)
class Shown:
    """Everything that may be told of a file."""

    what: str
    unit: str
    pupils: int
    mean: float | None
    middle: tuple[float, float, float] | None
    """The lower quarter, the middle and the upper quarter."""
    bars: tuple[Bar, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    groups: tuple[GroupShown, ...] = ()
    by: str = ""
    held_back: tuple[str, ...] = ()
    is_log: bool = False
    """Whether its rows are things that happened, so that pupils without one are not in it."""
    last_on: dt.date | None = None

    @property
    def widest(self) -> GroupShown | None:
        """The gap that stands out most from chance, else the widest."""
        return max(
            self.groups, key=lambda g: (g.is_beyond_chance, abs(g.gap), g.name), default=None
        )

    @property
    def told_stretches(self) -> tuple[Stretch, ...]:
        """The stretches that may be told."""
        return tuple(part for part in self.stretches if part.value is not None)


LOG = (
    "Pupils without an entry are not in this file, so this is about those who are: it does not say "
    "how common it is."
)
ALIKE = (
    "Pupils of one class share much, so the truth may lie further out. A gap says where to look, "
    "and not why."
)


def in_words(shown: Shown) -> str:
    """How the values lie, in one or two sentences."""
    if shown.middle is None:
        return (
            f"The file is about {small_groups.FEWER} pupils, so that nothing of it is told. Could "
            "you look at each of them yourself?"
        )
    low, middle, high = (with_unit(value, shown.unit) for value in shown.middle)
    about = counted(shown.pupils, "pupil", "pupils")
    said = (
        f"{shown.what}: half of {about} are between {low} and {high}, the middle one at {middle}."
    )
    return f"{said} {LOG}" if shown.is_log else said


def trend_in_words(shown: Shown) -> str:
    """The first and the latest stretch that may be told."""
    told = shown.told_stretches
    if len(told) < 2:  # noqa: PLR2004 - from one to another
        return ""
    first, last = told[0], told[-1]
    unit = "" if shown.is_log else shown.unit
    one, other = (with_unit(round(part.value or 0.0, 1), unit) for part in (first, last))
    return f"It went from {one} ({first.label}) to {other} ({last.label})."


def gap_in_words(group: GroupShown, unit: str) -> str:
    """A group beside all others, and how sure that is."""
    mean, others = (with_unit(round(value, 1), unit) for value in (group.mean, group.others_mean))
    said = (
        f"{group.name} ({counted(group.pupils, 'pupil', 'pupils')}): {mean} on average, all others "
        f"({group.others}) {others}."
    )
    if group.between is None:
        return said
    low, high = (number(round(end, 1)) for end in group.between)
    points = " points" if unit == "%" else ""
    return f"{said} With 95% confidence the gap lies from {low} to {high}{points}." + (
        "" if group.is_beyond_chance else " That may be chance, either way."
    )


def held_back_in_words(names: Sequence[str]) -> str:
    """Which groups are not told, and why."""
    if not names:
        return ""
    return (
        f"{listed(list(names))}: {small_groups.HELD_BACK}. {small_groups.WHY_HELD_BACK} Could you "
        "look at each of these pupils yourself?"
    )
