"""The project itself: who leads it and what of it their cohort's leader may see."""

import datetime as dt
from enum import StrEnum

from lp_planner.domain.records.fields import NeededLine
from lp_planner.domain.records.records import Stamped


class Sharing(StrEnum):
    """What the lead practitioner lets their cohort's senior leader see; each level holds more."""

    PRIVATE = "private"
    PROGRESS = "progress"
    """Title, theme, phase, dates and counts of standards; never a word of what is written."""
    PLAN = "plan"
    """The plan on a page as well, and whether it is ready and in use."""
    PLAN_AND_EVIDENCE = "plan_and_evidence"
    """The evidence claims as well, each with its headline; never what was said in coaching."""

    def holds(self, level: "Sharing") -> bool:
        """Whether this level lets ``level`` be seen."""
        order = list(Sharing)
        return order.index(self) >= order.index(level)


class Project(Stamped):
    """One piece of school improvement, led by one person."""

    title: NeededLine
    owner_id: str
    school_id: str
    sharing: Sharing = Sharing.PRIVATE
    shared_on: dt.date | None = None
    """The day it was first shared after being private; sums over schools wait for a new month."""
    carries_on_from: str | None = None
    """An earlier project of the same person that this one builds on."""
