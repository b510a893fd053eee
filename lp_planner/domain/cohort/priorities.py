"""The school's own priorities, as its leaders enter them from the improvement plan."""

import datetime as dt

from lp_planner.domain.records.fields import Line, NeededLine
from lp_planner.domain.records.records import Stamped


class SchoolPriority(Stamped):
    """Something that a school has set out to improve, so that plans can attach themselves to it."""

    school_id: str
    title: NeededLine
    source: Line = ""
    """Where it stands, such as the page of the improvement plan."""
    owner: Line = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
