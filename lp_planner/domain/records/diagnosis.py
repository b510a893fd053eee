"""Explore, first half: the priority, what the school looked at, the problem and its size."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    ChoiceOf,
    Count,
    Day,
    FieldKind,
    Line,
    MaybeNumber,
    NeededLine,
    NeededProse,
    Number,
    Prose,
    Standards,
)
from lp_planner.domain.records.records import Record


class FocusVerdict(StrEnum):
    """The Goldilocks question: is the focus the right size?"""

    TOO_BIG = "too_big"
    JUST_RIGHT = "just_right"
    TOO_SMALL = "too_small"


class Priority(Record):
    """The improvement priority, its place in the school's plan, and why this person and place."""

    kind: ClassVar[str] = "priority"
    headline_field: ClassVar[str] = "priority"

    priority: NeededLine
    theme: Annotated[str, ChoiceOf("priority_themes"), FieldKind.CHOICE] = ""
    """The broad area it belongs to: the only part of a priority that shared progress shows."""
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
    date_field: ClassVar[str | None] = "gathered_on"

    source_kind: Annotated[str, ChoiceOf("diagnosis_kinds"), FieldKind.CHOICE]
    gathered_on: Day
    says: NeededProse
    size: Line = ""
    trust: Prose = ""


class ProblemStatement(Record):
    """The problem in three parts, without naming a solution."""

    kind: ClassVar[str] = "problem_statement"
    headline_field: ClassVar[str] = "pupil_outcome"

    staff_behaviour: NeededProse
    pupil_behaviour: NeededProse
    pupil_outcome: NeededProse
    other_explanations: Prose = ""


class RivalExplanation(Record):
    """Something else that could explain the problem, and what became of the thought."""

    kind: ClassVar[str] = "rival_explanation"
    headline_field: ClassVar[str] = "explanation"

    explanation: NeededProse
    ruling: Annotated[str, ChoiceOf("rulings"), FieldKind.CHOICE] = "open"
    because: Prose = ""


class Baseline(Record):
    """One value from before anything changed; a measure can take it as its first reading."""

    kind: ClassVar[str] = "baseline"
    headline_field: ClassVar[str] = "name"
    date_field: ClassVar[str | None] = "taken_on"

    name: NeededLine
    taken_on: Day
    value: Number
    unit: Line = ""
    people: Count = None
    group_described: Line = ""
    instrument: Line = ""


class FocusCheck(Record):
    """Whether the focus is too big, too small or just right, and what is left for another day."""

    kind: ClassVar[str] = "focus_check"
    headline_field: ClassVar[str] = "reason"

    verdict: Annotated[FocusVerdict, ChoiceOf("focus_verdicts"), FieldKind.CHOICE]
    reason: NeededProse
    in_scope: Prose = ""
    out_of_scope: Prose = ""
    people_affected: Count = None
    hours_a_week: MaybeNumber = None
    standards_in_view: Standards = ()
