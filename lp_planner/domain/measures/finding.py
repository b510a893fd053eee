"""What may be said of one measure: the one object that every page, chart and document words.

It holds facts, worked out once by the services; the words are in ``finding_words``. Nobody else
decides whether a measure has moved (docs/adr/0040).
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from lp_planner.domain.records.measures import Direction


class Stage(StrEnum):
    """How far the readings of a measure carry; one of these, never two."""

    NO_READINGS = "no readings yet"
    NO_DAY = "no day on which the change began"
    NOTHING_SINCE = "no reading since the change began"
    NOTHING_BEFORE = "no reading from before the change"
    MOVES = "moving, and we cannot say since when"
    DESCRIBED = "described, not judged"
    NOT_JUDGED = "shown, not judged"
    EARLY = "too early to tell"
    POSSIBLE = "a possible change"
    BETTER = "an improvement"
    WORSE = "a change for the worse"
    MOVED = "a change"
    UNDER_WAY = "no more than was under way"
    FELL_BACK = "a change that has gone again"
    HALTED = "a slide that has stopped"
    NOT_SEEN = "no change seen, though one would have shown"
    HOLDING = "holding the new level"
    LEFT = "no longer on the new level"


JUDGED = frozenset(Stage) - {
    Stage.NO_READINGS, Stage.NO_DAY, Stage.NOTHING_SINCE, Stage.NOTHING_BEFORE, Stage.MOVES,
    Stage.DESCRIBED, Stage.NOT_JUDGED,
}  # fmt: skip
"""The stages in which the rules hold, so that single readings may be pointed out."""


@dataclass(frozen=True)
class Side:
    """The readings of one group on one side of the change, and the one in their middle."""

    value: float | None = None
    first_on: dt.date | None = None
    last_on: dt.date | None = None
    count: int = 0
    people: int | None = None
    values: tuple[float, ...] = ()


class Compared(StrEnum):
    """What the comparison group adds."""

    NONE = "there is none"
    ONE_SIDED = "it has readings on one side only"
    FEW = "too few readings of both on the same days to tell the two apart"
    ALIKE = "the two are not told apart"
    AHEAD = "the project moved further the hoped-for way"
    BEHIND = "the project moved less far, or the other way"
    APART = "the two moved differently"


@dataclass(frozen=True)
class Chance:
    """How often so many readings find a true change, of one usual spread and of two."""

    before: int
    since: int
    one: float
    two: float


@dataclass(frozen=True)
class Finding:
    """One measure as far as it may be spoken of.

    ``before`` are all readings from before the change, ``latest`` the latest third of those since.
    ``goes_up`` is where the readings since lie, where that matters; ``goes_on`` that it was going
    that way before. ``needed`` is how many readings on each side a judgement asks for; ``until`` a
    day by which the next of them should be there. ``chances`` say beforehand what could be found;
    ``power`` is the share of true changes of one
    usual spread that would have shown by now.
    """

    stage: Stage
    direction: Direction
    unit: str
    began_on: dt.date | None
    before: Side = field(default_factory=Side)
    latest: Side = field(default_factory=Side)
    number_before: int = 0
    number_since: int = 0
    goes_up: bool | None = None
    goes_on: bool = False
    obstacles: tuple[str, ...] = ()
    new_level_on: dt.date | None = None
    until: dt.date | None = None
    power: float | None = None
    chances: tuple[Chance, ...] = ()
    needed_before: int = 0
    needed_since: int = 0
    step: float | None = None
    step_between: tuple[float, float] | None = None
    comparison: Compared = Compared.NONE
    comparison_before: Side = field(default_factory=Side)
    comparison_latest: Side = field(default_factory=Side)
    chosen_for_low_scores: bool = False

    @property
    def is_judged(self) -> bool:
        """Whether the rules about chance hold for these readings."""
        return self.stage in JUDGED

    @property
    def is_hoped_for(self) -> bool | None:
        """Whether it goes the way that is better; ``None`` where there is no better or no way."""
        if self.goes_up is None or self.direction is Direction.NEITHER:
            return None
        return self.goes_up == (self.direction is Direction.UP)

    @property
    def change(self) -> float | None:
        """The middle of the latest readings less the middle of those before."""
        if self.before.value is None or self.latest.value is None:
            return None
        return self.latest.value - self.before.value

    @property
    def fewest_people(self) -> int | None:
        """The smallest number of people behind a figure, where known."""
        sides = (self.before, self.latest, self.comparison_before, self.comparison_latest)
        return min((s.people for s in sides if s.people is not None), default=None)
