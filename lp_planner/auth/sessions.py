"""How long a signed-in browser stays signed in."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

SIGHTINGS_APART = dt.timedelta(seconds=60)
"""How often a session that is in use is noted as seen."""


@dataclass(frozen=True)
class SessionRules:
    """``idle`` is the longest pause; ``longest`` counts from signing in, however busy one is."""

    idle: dt.timedelta = dt.timedelta(minutes=30)
    longest: dt.timedelta = dt.timedelta(hours=12)


class Freshness(StrEnum):
    """What the clock says of a session that nobody has ended."""

    FRESH = "fresh"
    LATE = "late"
    """Just run out one way: too long a pause, or the end of the day. See docs/adr/0014."""
    OVER = "over"


def freshness(
    rules: SessionRules, *, last_seen: dt.datetime, expires: dt.datetime, now: dt.datetime
) -> Freshness:
    """Whether a session may go on at ``now``."""
    too_long_a_pause = now - last_seen > rules.idle
    day_is_over = now >= expires
    if too_long_a_pause and day_is_over:
        return Freshness.OVER
    return Freshness.LATE if too_long_a_pause or day_is_over else Freshness.FRESH
