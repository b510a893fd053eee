"""Whether ingredients are seen in use: shares of "seen", about ingredients and never about people.

The rule is the one that the charts draw: "partly" does not count, a visit where an ingredient could
not have been seen is left out, and secure means often enough in two review periods running.
"""

import datetime as dt

from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import (
    FidelityObservation,
    FidelityRating,
    FidelityVisit,
    ReviewMeeting,
)

SECURE_SHARE = 0.8
"""Our own threshold, after the common 80 % convention; no source gives one for schools."""
PERIODS_NEEDED = 2
LATELY = dt.timedelta(weeks=6)


def sightings(plan: Plan, ingredient_id: str | None = None) -> list[tuple[dt.date, bool]]:
    """Each time an ingredient could have been seen: the day, and whether it was."""
    days = {visit.id: visit.visited_on for visit in plan.of(FidelityVisit)}
    return [
        (days[seen.visit_id], seen.rating is FidelityRating.SEEN)
        for seen in plan.of(FidelityObservation)
        if seen.visit_id in days and seen.rating is not FidelityRating.NOT_APPLICABLE
        if ingredient_id is None or seen.ingredient_id == ingredient_id
    ]


def share_lately(plan: Plan, until: dt.date, ingredient_id: str | None = None) -> float | None:
    """The share seen in the last weeks that hold a visit; ``None`` where nobody has looked."""
    found = [(day, seen) for day, seen in sightings(plan, ingredient_id) if day <= until]
    if not found:
        return None
    last = max(day for day, _ in found)
    return _share([seen for day, seen in found if day > last - LATELY])


def is_secure(plan: Plan, ingredient_id: str, on: dt.date) -> bool:
    """Whether an ingredient was seen often enough in the two review periods before ``on``."""
    ends = sorted({r.held_on for r in plan.of(ReviewMeeting) if r.held_on <= on})
    if len(ends) < PERIODS_NEEDED:
        return False
    found = sightings(plan, ingredient_id)
    periods = list(zip([dt.date.min, *ends], ends, strict=False))[-PERIODS_NEEDED:]
    return all(
        _share([seen for day, seen in found if start < day <= end]) >= SECURE_SHARE
        for start, end in periods
    )


def _share(seen: list[bool]) -> float:
    return sum(seen) / len(seen) if seen else 0.0
