"""Whether ingredients were seen often lately: about ingredients and never about people.

As in the charts, "partly" does not count and a visit where an ingredient could not have been seen
is left out. Whether one is *securely* in use needs more than a share: that is judged in one place
(``services.measures.looks``) and handed to a plan as a fact.
"""

import datetime as dt

from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import (
    FidelityObservation,
    FidelityRating,
    FidelityVisit,
)

SEEN_OFTEN = 0.8
"""Our own threshold, after the common 80 % convention; no source gives one for schools."""
LATELY = dt.timedelta(weeks=6)


def share_lately(plan: Plan, until: dt.date) -> float | None:
    """The share seen in the last weeks that hold a visit; ``None`` where nobody has looked."""
    days = {visit.id: visit.visited_on for visit in plan.of(FidelityVisit)}
    found = [
        (days[seen.visit_id], seen.rating is FidelityRating.SEEN)
        for seen in plan.of(FidelityObservation)
        if seen.visit_id in days and seen.rating is not FidelityRating.NOT_APPLICABLE
    ]
    until_then = [day for day, _ in found if day <= until]
    if not until_then:
        return None
    last = max(until_then)
    lately = [seen for day, seen in found if last - LATELY < day <= until]
    return sum(lately) / len(lately)
