"""Deliver: leading people through their first attempts, and learning with peers and others."""

import datetime as dt
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    A_LENGTH,
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    HasHappened,
    Line,
    LinkTo,
    LookAgain,
    MaybeDay,
    NeededLine,
    NeededProse,
    NotBefore,
    Prose,
    YesNo,
)
from lp_planner.domain.records.records import Record, Records

FORTNIGHT = dt.timedelta(days=14)


class PeerSession(Record):
    """Colleagues working on the change together, with a purpose and a next step."""

    kind: ClassVar[str] = "peer_session"
    headline_field: ClassVar[str] = "purpose"
    same_by: ClassVar[tuple[str, ...]] = ("held_on", "who")
    is_with_people: ClassVar[bool] = True

    held_on: Annotated[Day, DayRole.HAPPENED]
    who: NeededLine
    purpose: NeededLine
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    what_was_tried: Prose = ""
    what_changed: Prose = ""
    next_step: Line = ""
    minutes: Annotated[Count, A_LENGTH] = None


class LeadershipNote(Record):
    """A small act of leadership: a success shared, a thank you, an obstacle taken away."""

    kind: ClassVar[str] = "leadership_note"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("noted_on", "what")

    noted_on: Annotated[Day, DayRole.HAPPENED]
    leadership_kind: Annotated[str, ChoiceOf("leadership_kinds"), FieldKind.CHOICE]
    what: NeededProse
    for_whom: Line = ""


class DeliveryProblem(Record):
    """Something that got in the way, who took it on and what came of it."""

    kind: ClassVar[str] = "delivery_problem"
    headline_field: ClassVar[str] = "problem"
    same_by: ClassVar[tuple[str, ...]] = ("problem",)

    raised_on: Annotated[
        Day, DayRole.HAPPENED, LookAgain("See what became of this problem", after=FORTNIGHT)
    ]
    problem: NeededProse
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    route: Annotated[str, ChoiceOf("problem_routes"), FieldKind.CHOICE] = ""
    action: Prose = ""
    owner: Line = ""
    solved_on: Annotated[
        MaybeDay, HasHappened(), NotBefore("raised_on", "It was solved", "it came up")
    ] = None
    result: Prose = ""

    def is_settled(self, _: Records, /) -> bool:
        """Whether it was solved."""
        return self.solved_on is not None


class NetworkContact(Record):
    """What another school or network did, what was learned and the decision it changed."""

    kind: ClassVar[str] = "network_contact"
    headline_field: ClassVar[str] = "whom"
    same_by: ClassVar[tuple[str, ...]] = ("contact_on", "whom")

    whom: NeededLine
    contact_on: Annotated[Day, DayRole.HAPPENED]
    same_trust: YesNo = False
    what_they_did: NeededProse
    what_we_learned: Prose = ""
    decision_changed: Prose = ""
    what_we_offered: Prose = ""
    would_like_help_with: Prose = ""
