"""Sums over shared projects as they were told for a month; who is behind them is not in it."""

import datetime as dt
from collections.abc import Mapping

from lp_planner.domain.records.fields import NeededLine
from lp_planner.domain.records.records import Frozen, Stamped

TOGETHER = ""
"""The place of all schools with too few of their own, and of a leader's cohorts."""


class PlaceSums(Frozen):
    """The sums of one place: a school of a trust, or a leader's cohorts together."""

    place: str
    """The school's id, or ``TOGETHER``."""
    as_of: dt.date
    """The first of the month whose state this is; an older one where too little has changed."""
    projects: int
    phases: Mapping[str, int]
    areas: tuple[str, ...]
    """The broad areas that at least one of the projects serves, by key."""
    standards: Mapping[str, int]
    """In how many of the projects each standard has evidence."""


class MonthSums(Stamped):
    """What one reader of sums is told throughout a month.

    It is written when it is first asked for and then stays, whatever comes, goes or is erased in
    the meantime; before it is shown, small numbers are held back.
    """

    scope: NeededLine
    """Whose: a leader's id, or the trust's."""
    month: dt.date
    places: tuple[PlaceSums, ...]

    def of(self, place: str = TOGETHER) -> PlaceSums | None:
        """The sums of a place; ``None`` while fewer than enough are counted there."""
        return next((sums for sums in self.places if sums.place == place), None)
