"""Deliver: coaching, visits, adaptations and reviews; and anything else worth recording."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    A_LENGTH,
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    InCalendar,
    Line,
    LinkTo,
    LookAgain,
    MaybeDay,
    NeededLine,
    NeededProse,
    NotBefore,
    PartOf,
    Prose,
    YesNo,
)
from lp_planner.domain.records.records import Record, Records


class FidelityRating(StrEnum):
    """Whether an ingredient was seen in one visit."""

    SEEN = "seen"
    PARTLY = "partly"
    NOT_SEEN = "not_seen"
    NOT_APPLICABLE = "not_applicable"


class AdaptationOutcome(StrEnum):
    """What became of a suggested change."""

    MADE = "made"
    HELD_BACK = "held_back"


class CoachingSession(Record):
    """One coaching conversation; what is said stays between the two people."""

    kind: ClassVar[str] = "coaching_session"
    headline_field: ClassVar[str] = "action_step"
    same_by: ClassVar[tuple[str, ...]] = ("held_on", "coachee")
    is_private: ClassVar[bool] = True
    stays_because: ClassVar[str] = "What belongs to coaching stays between the two people."
    is_with_people: ClassVar[bool] = True

    held_on: Annotated[Day, DayRole.HAPPENED]
    coachee: NeededLine
    coach: Line = ""
    """Who coached; empty means the lead practitioner."""
    goal: Line = ""
    coaching_method: Annotated[str, ChoiceOf("coaching_methods"), FieldKind.CHOICE] = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    evidence_seen: Prose = ""
    question_asked: Prose = ""
    what_was_heard: Prose = ""
    action_step: NeededLine
    rehearsed: YesNo = False
    check_back_on: Annotated[
        MaybeDay,
        NotBefore("held_on", "You look again", "you met"),
        LookAgain("Look again at the step you agreed"),
        InCalendar("Coaching: look again at the step agreed"),
    ] = None
    outcome: Annotated[str, ChoiceOf("coaching_outcomes"), FieldKind.CHOICE] = "open"
    how_it_went: Prose = ""
    coachee_agrees: YesNo = False
    now_coaches_others: YesNo = False
    minutes: Annotated[Count, A_LENGTH] = None

    def is_settled(self, _: Records, /) -> bool:
        """Whether the step has an outcome."""
        return self.outcome != "open"


class FidelityVisit(Record):
    """A short, low-stakes visit to see which ingredients are in use; never part of appraisal."""

    kind: ClassVar[str] = "fidelity_visit"
    headline_field: ClassVar[str] = "place"
    same_by: ClassVar[tuple[str, ...]] = ("visited_on", "place", "visitor")
    is_with_people: ClassVar[bool] = True

    visited_on: Annotated[Day, DayRole.HAPPENED]
    place: NeededLine
    visitor: Line = ""
    note: Prose = ""


class FidelityObservation(Record):
    """What one visit saw of one ingredient."""

    kind: ClassVar[str] = "fidelity_observation"
    headline_field: ClassVar[str] = "rating"
    has_form: ClassVar[bool] = False

    visit_id: Annotated[str, LinkTo("fidelity_visit"), FieldKind.LINK]
    ingredient_id: Annotated[str, LinkTo("active_ingredient"), FieldKind.LINK]
    rating: Annotated[FidelityRating, ChoiceOf("fidelity_ratings"), FieldKind.CHOICE]


class UnderstandingCheck(Record):
    """Whether the people who do it can say why an ingredient matters: asked, or a coach's view."""

    kind: ClassVar[str] = "understanding_check"
    headline_field: ClassVar[str] = "how"
    same_by: ClassVar[tuple[str, ...]] = ("ingredient_id", "checked_on", "how")

    ingredient_id: Annotated[str, LinkTo("active_ingredient"), FieldKind.LINK]
    checked_on: Annotated[Day, DayRole.HAPPENED]
    how: NeededLine
    people_asked: Count = None
    could_say_why: Annotated[Count, PartOf("people_asked", "could say why", "were asked")] = None
    coach_vouches: YesNo = False
    note: Prose = ""


class Adaptation(Record):
    """A change to the plan that somebody asked for: made, or held back, with its reasons."""

    kind: ClassVar[str] = "adaptation"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("what", "ingredient_id", "decided_on")

    what: NeededProse
    ingredient_id: Annotated[str, LinkTo("active_ingredient"), FieldKind.LINK]
    outcome: Annotated[AdaptationOutcome, ChoiceOf("adaptation_outcomes"), FieldKind.CHOICE]
    decided_on: Annotated[Day, DayRole.HAPPENED]
    why: NeededProse
    data_used: Prose = ""
    understood: Prose = ""
    """How the school knows that colleagues understand the ingredient it touches."""
    decided_by: Line = ""
    review_on: Annotated[
        MaybeDay,
        NotBefore("decided_on", "You look at it again", "it was decided"),
        LookAgain("Look at what the adaptation did"),
        InCalendar("Look at what the adaptation did"),
    ] = None
    effect: Prose = ""
    override_reason: Prose = ""
    """Why a tight, not yet secure ingredient was changed all the same; kept for good."""

    def is_settled(self, _: Records, /) -> bool:
        """Whether somebody wrote what it did."""
        return bool(self.effect)


class ReviewMeeting(Record):
    """A meeting that looked at the data together and ended with a decision."""

    kind: ClassVar[str] = "review_meeting"
    headline_field: ClassVar[str] = "looked_at"
    same_by: ClassVar[tuple[str, ...]] = ("held_on", "looked_at")

    held_on: Annotated[Day, DayRole.HAPPENED, InCalendar("Review")]
    looked_at: NeededProse
    decision: Annotated[str, ChoiceOf("review_decisions"), FieldKind.CHOICE]
    next_step: Prose = ""
    owner: Line = ""


class Activity(Record):
    """Something done that has no form of its own: a talk, a visit, a handover, a thank you."""

    kind: ClassVar[str] = "activity"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("happened_on_day", "activity_type", "what")

    activity_type: Annotated[str, ChoiceOf("activity_types"), FieldKind.CHOICE]
    happened_on_day: Annotated[Day, DayRole.HAPPENED]
    what: NeededProse
    ingredient_ids: Annotated[tuple[str, ...], LinkTo("active_ingredient"), FieldKind.LINKS] = ()
    audience: Line = ""
    what_changed: Prose = ""
