"""The project itself: who leads it and who may see that it exists."""

from enum import StrEnum

from lp_planner.domain.fields import NeededLine
from lp_planner.domain.records import Stamped


class Sharing(StrEnum):
    """What the lead practitioner lets their cohort's senior leader see."""

    PRIVATE = "private"
    PROGRESS = "progress"
    """Title, phase, last activity and counts of standards; never a word of what is written."""


class Project(Stamped):
    """One piece of school improvement, led by one person."""

    title: NeededLine
    owner_id: str
    school_id: str
    sharing: Sharing = Sharing.PRIVATE
    carries_on_from: str | None = None
    """An earlier project of the same person that this one builds on."""
