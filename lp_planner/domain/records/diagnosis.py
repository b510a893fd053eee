"""Explore, first half: the priority, what the school looked at, the problem and its size."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    HOURS_A_WEEK,
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    Line,
    MaybeNumber,
    NeededLine,
    NeededProse,
    Number,
    OnItsScale,
    Prose,
    SaidBy,
    Standards,
)
from lp_planner.domain.records.records import Record

ENOUGH_SOURCES = 2


class FocusVerdict(StrEnum):
    """The Goldilocks question: is the focus the right size?"""

    TOO_BIG = "too_big"
    JUST_RIGHT = "just_right"
    TOO_SMALL = "too_small"


class Priority(Record):
    """The improvement priority, its place in the school's plan, and why this person and place."""

    kind: ClassVar[str] = "priority"
    headline_field: ClassVar[str] = "priority"
    is_once: ClassVar[bool] = True
    is_in_a_plan: ClassVar[bool] = True
    is_exploring: ClassVar[bool] = True

    priority: NeededLine
    theme: Annotated[str, ChoiceOf("priority_themes"), FieldKind.CHOICE] = ""
    """The broad area it belongs to: the only part of a priority that shared progress shows."""
    school_priority_id: str = ""
    """Which of the school's own priorities it serves, by id; chosen beside the form."""
    improvement_plan_link: Line = ""
    why_here: Prose = ""
    why_me: Prose = ""
    benefit_pupils: Prose = ""
    benefit_colleagues: Prose = ""
    benefit_community: Prose = ""
    sponsor: Line = ""


class DiagnosisSource(Record):
    """One thing the school looked at or listened to, and how far it can be trusted."""

    kind: ClassVar[str] = "diagnosis_source"
    headline_field: ClassVar[str] = "says"
    same_by: ClassVar[tuple[str, ...]] = ("gathered_on", "source_kind", "says")
    is_exploring: ClassVar[bool] = True

    source_kind: Annotated[str, ChoiceOf("diagnosis_kinds"), FieldKind.CHOICE]
    gathered_on: Annotated[Day, DayRole.HAPPENED]
    says: NeededProse
    size: Line = ""
    trust: Prose = ""

    @classmethod
    def enough(cls, records: Sequence[Record]) -> tuple[bool, str]:
        """A problem is looked at from two sides at least."""
        kinds = {r.source_kind for r in records if isinstance(r, cls)}
        if len(records) < ENOUGH_SOURCES:
            return False, "Who or what else could tell you whether this is the problem?"
        if len(kinds) < ENOUGH_SOURCES:
            return False, "Your sources are all of one kind. Could you look from another side?"
        return True, f"{len(records)} sources of {len(kinds)} kinds"


class ProblemStatement(Record):
    """The problem, without naming a solution: what each group does, and what pupils miss out on.

    One part is enough to begin with; what is thin is a question (Q02), not a refusal.
    """

    kind: ClassVar[str] = "problem_statement"
    headline_field: ClassVar[str] = "pupil_outcome"
    needs_one_of: ClassVar[tuple[str, ...]] = (
        "staff_behaviour", "pupil_behaviour", "pupil_outcome", "families", "services",
    )  # fmt: skip
    is_once: ClassVar[bool] = True
    is_in_a_plan: ClassVar[bool] = True
    is_exploring: ClassVar[bool] = True

    staff_behaviour: Prose = ""
    pupil_behaviour: Prose = ""
    pupil_outcome: Prose = ""
    families: Prose = ""
    services: Prose = ""
    other_explanations: Annotated[Prose, SaidBy("rival_explanation")] = ""

    @property
    def headline(self) -> str:
        """The part that says most: what pupils miss out on, or the first that is there."""
        order = ("pupil_outcome", *self.needs_one_of)
        return next((words for name in order if (words := getattr(self, name))), "")


class RivalExplanation(Record):
    """Something else that could explain the problem, and what became of the thought."""

    kind: ClassVar[str] = "rival_explanation"
    headline_field: ClassVar[str] = "explanation"
    same_by: ClassVar[tuple[str, ...]] = ("explanation",)
    is_exploring: ClassVar[bool] = True

    explanation: NeededProse
    ruling: Annotated[str, ChoiceOf("rulings"), FieldKind.CHOICE] = "open"
    because: Prose = ""


class Baseline(Record):
    """One value from before anything changed; a measure can take it as its first reading."""

    kind: ClassVar[str] = "baseline"
    headline_field: ClassVar[str] = "name"
    same_by: ClassVar[tuple[str, ...]] = ("taken_on", "name")
    is_exploring: ClassVar[bool] = True

    name: NeededLine
    taken_on: Annotated[Day, DayRole.HAPPENED]
    value: Annotated[Number, OnItsScale()]
    unit: Line = ""
    people: Count = None
    group_described: Line = ""
    instrument: Line = ""


class FocusCheck(Record):
    """Whether the focus is too big, too small or just right, and what is left for another day."""

    kind: ClassVar[str] = "focus_check"
    headline_field: ClassVar[str] = "reason"
    is_once: ClassVar[bool] = True
    is_exploring: ClassVar[bool] = True

    verdict: Annotated[FocusVerdict, ChoiceOf("focus_verdicts"), FieldKind.CHOICE]
    reason: NeededProse
    right_here_now: Prose = ""
    """Why it is the right focus for this school, at this time."""
    in_scope: Prose = ""
    out_of_scope: Prose = ""
    people_affected: Count = None
    hours_a_week: Annotated[MaybeNumber, HOURS_A_WEEK] = None
    standards_in_view: Standards = ()
