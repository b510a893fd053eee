"""Evidence: a record, the standard it speaks to, a sentence of claim and how far it reached."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import ChoiceOf, FieldKind, Line, NeededLine
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen, Stamped


class ClaimStatus(StrEnum):
    """What the lead practitioner said to a proposed link."""

    CONFIRMED = "confirmed"
    SET_ASIDE = "set_aside"


class Proposal(Frozen):
    """A standard that a record may evidence, and where that comes from."""

    standard: str
    is_primary: bool
    why: str = ""
    """What is usual of a chosen answer; a kind's own reason is drafted from its answers."""
    source: str


class Offer(Proposal):
    """A proposal for one record, before anything is drafted from its answers."""

    own: str
    """The standard of our own framework that it stands for."""
    chosen: str = ""
    """The chosen answer that offers it; empty where the kind itself does."""


class Drafted(Proposal):
    """A proposal with a sentence and a reason from the answers of one record."""

    says: str


class EvidenceClaim(Stamped):
    """One record put forward for one standard, or set aside for it, by the person who leads."""

    counts_as_activity: ClassVar[bool] = True

    project_id: str
    record_kind: str
    record_id: str
    standard: str
    status: ClaimStatus = ClaimStatus.CONFIRMED
    claim: NeededLine
    reach: Annotated[Reach, ChoiceOf("reaches"), FieldKind.CHOICE]
    what_changed: Line = ""
