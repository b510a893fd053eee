"""How an option fits and how ready people are: the weakest part, never an average."""

from collections.abc import Sequence

from lp_planner.domain.records.options import FIT_DIMENSIONS, FitRating, Option
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Frozen

FAR_APART = 3
"""Ratings this far apart are worth a conversation before anything else (our design)."""
LOW = 2
READINESS_PARTS = ("motivation", "skill", "room")


class Spread(Frozen):
    """What several people think of one dimension; ``None`` where nobody knows yet."""

    dimension: str
    lowest: int | None
    highest: int | None
    unknown: int
    """How many raters said that they do not know yet."""

    @property
    def is_far_apart(self) -> bool:
        """Whether the raters see it very differently."""
        return (
            self.lowest is not None
            and self.highest is not None
            and self.highest - self.lowest >= FAR_APART
        )


class FitProfile(Frozen):
    """How one option fits, as several people see it.

    While fewer people have rated than are expected, ``spreads`` is empty: ratings stay blind, so
    that nobody is led by the first. Source: NIRN Hexagon (topics and the team conversation).
    """

    option_id: str
    raters: tuple[str, ...]
    expected: int
    spreads: tuple[Spread, ...] = ()

    @property
    def is_blind(self) -> bool:
        """Whether somebody has still to rate."""
        return len(self.raters) < self.expected

    @property
    def weakest(self) -> tuple[str, ...]:
        """The dimensions with the lowest rating of all; empty when nothing is known."""
        known = [s for s in self.spreads if s.lowest is not None]
        lowest = min((s.lowest for s in known if s.lowest is not None), default=None)
        return tuple(s.dimension for s in known if s.lowest == lowest)

    @property
    def to_find_out(self) -> tuple[str, ...]:
        """The dimensions that somebody does not know yet; each is a task."""
        return tuple(s.dimension for s in self.spreads if s.unknown)


def fit_profile(option: Option, ratings: Sequence[FitRating]) -> FitProfile:
    """What the raters of one option see together."""
    about = [rating for rating in ratings if rating.option_id == option.id]
    raters = tuple(rating.rater for rating in about)
    expected = option.raters_expected or 0
    if len(raters) < expected or not about:
        return FitProfile(option_id=option.id, raters=raters, expected=expected)
    return FitProfile(
        option_id=option.id,
        raters=raters,
        expected=expected,
        spreads=tuple(_spread(name, about) for name in FIT_DIMENSIONS),
    )


def _spread(dimension: str, ratings: Sequence[FitRating]) -> Spread:
    values = [getattr(rating, dimension) for rating in ratings]
    known = [value for value in values if value is not None]
    return Spread(
        dimension=dimension,
        lowest=min(known, default=None),
        highest=max(known, default=None),
        unknown=len(values) - len(known),
    )


class GroupReadiness(Frozen):
    """How ready one group is: wish, skill and room in the week.

    The three multiply: a group that wants it and can do it but has no room is not ready.
    Source: R = MC² (motivation, general capacity, specific capacity).
    """

    whose: str
    parts: tuple[tuple[str, int | None], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are nearly absent; one is enough to hold everything up."""
        return tuple(name for name, value in self.parts if value is not None and value < LOW)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The parts that nobody knows yet."""
        return tuple(name for name, value in self.parts if value is None)

    @property
    def weakest(self) -> tuple[str, ...]:
        """The lowest part or parts."""
        known = [value for _, value in self.parts if value is not None]
        return tuple(name for name, value in self.parts if known and value == min(known))


def readiness_by_group(ratings: Sequence[ReadinessRating]) -> tuple[GroupReadiness, ...]:
    """The latest rating of each group, in the order the groups were first asked."""
    latest: dict[str, ReadinessRating] = {}
    for rating in sorted(ratings, key=lambda r: (r.rated_on, r.created_at)):
        latest[rating.whose.casefold()] = rating
    return tuple(
        GroupReadiness(
            whose=rating.whose,
            parts=tuple((name, getattr(rating, name)) for name in READINESS_PARTS),
        )
        for rating in latest.values()
    )
