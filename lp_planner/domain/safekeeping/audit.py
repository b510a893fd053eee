"""What is written down about every change to the data."""

from enum import StrEnum

from pydantic import AwareDatetime

from lp_planner.domain.records.records import Frozen


class AuditAction(StrEnum):
    """What was done."""

    CREATED = "created"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    ERASED = "erased"
    """Gone for good; the entry names no word of it."""


class AuditEvent(Frozen):
    """One change: who, when, what, and which fields moved. Never the words themselves."""

    id: str
    occurred_at: AwareDatetime
    actor_id: str
    action: AuditAction
    subject: str
    """The table of the thing that changed."""
    subject_id: str
    subject_version: int
    project_id: str | None
    changed_fields: tuple[str, ...]
