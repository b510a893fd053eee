"""Sustain: what becomes of the change, who carries it on and what spreading it would need."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    HOURS,
    ChoiceOf,
    Day,
    DayRole,
    FieldKind,
    InCalendar,
    Line,
    LookAgain,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    NeededProse,
    NotBefore,
    Prose,
    YesNo,
)
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record, Records


class SustainChoice(StrEnum):
    """What is decided about a change that has been tried; each is a good ending or a beginning."""

    CONTINUE = "continue"
    SCALE = "scale"
    HAND_OVER = "hand_over"
    PAUSE = "pause"
    STOP = "stop"


class SustainDecision(Record):
    """Who decided to continue, spread, hand over, pause or stop; when and why.

    A later decision supersedes it; it is never rewritten.
    """

    kind: ClassVar[str] = "sustain_decision"
    headline_field: ClassVar[str] = "reasons"
    same_by: ClassVar[tuple[str, ...]] = ("decided_on", "decision")
    is_superseded: ClassVar[bool] = True

    decision: Annotated[SustainChoice, ChoiceOf("sustain_decisions"), FieldKind.CHOICE]
    decided_on: Annotated[Day, DayRole.HAPPENED]
    decided_by: NeededLine
    reasons: NeededProse
    stable_use: Prose = ""
    """What shows that it has been in steady use, and for how long."""
    who_could_follow: Prose = ""
    """Who elsewhere, near or far, could follow the example, and what they would need."""
    review_on: Annotated[
        MaybeDay,
        NotBefore("decided_on", "You look at it again", "it was decided"),
        LookAgain("Look again at what was decided"),
        InCalendar("Look again at what was decided", is_silent=True),
    ] = None

    def is_settled(self, others: Records, /) -> bool:
        """Whether a later decision has taken its place."""
        return any(r.happened_on > self.happened_on for r in others.get(self.kind, ()))


class HandoverPlan(Record):
    """How the change lives on without the lead practitioner."""

    kind: ClassVar[str] = "handover_plan"
    headline_field: ClassVar[str] = "successor"
    is_once: ClassVar[bool] = True

    successor: NeededLine
    handover_on: Annotated[MaybeDay, InCalendar("Handover", is_silent=True)] = None
    induction_route: Prose = ""
    budget_home: Line = ""
    policy_home: Line = ""
    if_people_leave: Prose = ""
    what_must_stay: Prose = ""


class ScalingPlan(Record):
    """Taking it to one more team or school, and what that needs before it begins."""

    kind: ClassVar[str] = "scaling_plan"
    headline_field: ClassVar[str] = "to_whom"
    same_by: ClassVar[tuple[str, ...]] = ("to_whom",)

    to_whom: NeededLine
    their_need: Prose = ""
    who_leads: Line = ""
    resource_needed: Prose = ""
    hours_needed: Annotated[MaybeNumber, HOURS] = None
    same_ingredients: YesNo = False
    ready_when: Prose = ""
    begins_on: Annotated[MaybeDay, DayRole.LISTED] = None


class ReachStep(Record):
    """A practice that reached one more circle of people, on a day and with a witness.

    ``witness`` is a role, never a name. ``pupils_there`` are those of the colleagues who took it
    up, not one's own.
    """

    kind: ClassVar[str] = "reach_step"
    headline_field: ClassVar[str] = "practice"
    same_by: ClassVar[tuple[str, ...]] = ("practice", "rung", "reached_on")

    practice: NeededLine
    rung: Annotated[Reach, ChoiceOf("reaches"), FieldKind.CHOICE]
    reached_on: Annotated[Day, DayRole.HAPPENED]
    witness: NeededLine
    what_happened: NeededProse
    who_used_it: Prose = ""
    pupils_there: Prose = ""
