"""Explore, second half: ways forward, how they fit, and the decision to adopt."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    HOURS,
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    Line,
    LinkTo,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    NeededProse,
    Prose,
    Scale,
)
from lp_planner.domain.records.records import Record

ENOUGH_OPTIONS = 2


class AdoptionChoice(StrEnum):
    """What was decided about taking a change on."""

    ADOPT = "adopt"
    ADOPT_WITH_CHANGES = "adopt_with_changes"
    NOT_NOW = "not_now"
    STOP = "stop"

    @property
    def goes_ahead(self) -> bool:
        """Whether preparing can begin."""
        return self in {AdoptionChoice.ADOPT, AdoptionChoice.ADOPT_WITH_CHANGES}


class Option(Record):
    """One way forward, with the evidence behind it and the doubts about it."""

    kind: ClassVar[str] = "option"
    headline_field: ClassVar[str] = "name"
    same_by: ClassVar[tuple[str, ...]] = ("name",)
    is_exploring: ClassVar[bool] = True

    name: NeededLine
    option_kind: Annotated[str, ChoiceOf("option_kinds"), FieldKind.CHOICE]
    strand: Annotated[str, ChoiceOf("toolkit_strands"), FieldKind.CHOICE] = ""
    """A strand of the toolkit table, for what is published about approaches of this sort."""
    evidence: Prose = ""
    evidence_source: Line = ""
    studied_with: Line = ""
    cost: Prose = ""
    doubts: Prose = ""
    raters_expected: Count = None
    """How many people will rate the fit; until then nobody sees the ratings of the others."""

    @classmethod
    def enough(cls, records: Sequence[Record]) -> tuple[bool, str]:
        """A choice needs an alternative."""
        if len(records) < ENOUGH_OPTIONS:
            return False, "A choice needs an alternative. What else could you do, or stop doing?"
        return True, f"{len(records)} options side by side"


FIT_DIMENSIONS = ("need", "fit", "capacity", "evidence_strength", "usability", "support")


class FitRating(Record):
    """One person's view of how an option fits here: six dimensions, 1 to 5, or not known yet."""

    kind: ClassVar[str] = "fit_rating"
    headline_field: ClassVar[str] = "rater"
    same_by: ClassVar[tuple[str, ...]] = ("option_id", "rater")
    is_exploring: ClassVar[bool] = True

    option_id: Annotated[str, LinkTo("option"), FieldKind.LINK]
    rater: NeededLine
    rated_on: Annotated[MaybeDay, DayRole.HAPPENED] = None
    need: Scale = None
    fit: Scale = None
    capacity: Scale = None
    evidence_strength: Scale = None
    usability: Scale = None
    support: Scale = None
    note: Prose = ""

    @property
    def weakest(self) -> tuple[str, ...]:
        """The dimensions with the lowest known rating; empty when nothing is known yet."""
        known = {d: v for d in FIT_DIMENSIONS if isinstance(v := getattr(self, d), int)}
        return tuple(d for d, v in known.items() if v == min(known.values()))


class AdoptionDecision(Record):
    """Who decided what, when and why. A later decision supersedes it; it is never rewritten."""

    kind: ClassVar[str] = "adoption_decision"
    headline_field: ClassVar[str] = "reasons"
    same_by: ClassVar[tuple[str, ...]] = ("decided_on", "decision", "option_id")
    is_superseded: ClassVar[bool] = True

    decision: Annotated[AdoptionChoice, ChoiceOf("adoption_decisions"), FieldKind.CHOICE]
    option_id: Annotated[str | None, LinkTo("option"), FieldKind.LINK] = None
    decided_by: NeededLine
    decided_on: Annotated[Day, DayRole.HAPPENED]
    reasons: NeededProse
    own_part: Prose = ""
    """What was the lead practitioner's own to decide, and what they answer for."""
    conditions: Prose = ""
    what_stops: Prose = ""
    hours_added: Annotated[MaybeNumber, HOURS] = None
    hours_freed: Annotated[MaybeNumber, HOURS] = None
    stop_rule: Prose = ""
