"""Somebody who may look at one project: a coach, a critical friend, or an admin in an emergency."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime

from lp_planner.domain.records.fields import FieldKind, Prose
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.domain.records.records import Stamped

EMERGENCY_LASTS = dt.timedelta(hours=24)
"""Long enough for one working day's question; another day needs another reason (our design)."""
SHORTEST_REASON = 20
"""Characters; "because" is no reason that somebody can be shown."""


class GuestKind(StrEnum):
    """Why somebody may look at a project that is not theirs."""

    COACH = "coach"
    CRITICAL_FRIEND = "critical_friend"
    EMERGENCY = "emergency"
    """An admin who wrote a reason; it ends by itself and its lead can always read of it."""


INVITED = (GuestKind.COACH, GuestKind.CRITICAL_FRIEND)


class ProjectGrant(Stamped):
    """One person's leave to look at one project, at a level of its own, until it ends."""

    project_id: str
    guest_id: str
    guest_kind: Annotated[GuestKind, FieldKind.CHOICE]
    level: Sharing
    reason: Prose = ""
    accepted_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    """The moment at which it ends by itself; ``None`` for as long as both want it."""
    ended_at: AwareDatetime | None = None

    def has_ended(self, now: dt.datetime) -> bool:
        """Whether it was ended, or has ended by itself."""
        return self.ended_at is not None or (self.ends_at is not None and now >= self.ends_at)

    def is_open(self, now: dt.datetime) -> bool:
        """Whether the guest may look now."""
        return self.accepted_at is not None and not self.has_ended(now)

    def as_seen(self, project: Project) -> SharedProject:
        """The project as shared at this grant's level, whatever a leader sees of it."""
        return SharedProject.of(project, self.level)
