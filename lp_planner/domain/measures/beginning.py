"""When a change begins: one rule for charts, verdicts, documents and questions."""

import datetime as dt
from collections.abc import Iterable

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityVisit
from lp_planner.domain.records.records import Record

WITH_PEOPLE = tuple(model for model in RECORD_KINDS.values() if model.is_with_people)
"""What happens with colleagues: from the first of these on, things may have changed."""


def change_begins_on(records: Iterable[Record]) -> dt.date | None:
    """The first day with colleagues, past or to come; ``None`` where none is written down.

    Visits look at what is there, often to have something to compare with: they begin a change only
    where nothing else is written down. Records of other kinds and removed ones say nothing.
    """
    found = [r for r in records if isinstance(r, WITH_PEOPLE) and r.deleted_at is None]
    changing = [r.happened_on for r in found if not isinstance(r, FidelityVisit)]
    return min(changing or (r.happened_on for r in found), default=None)
