"""Prepare: the people, the agreement, the practical things and the dates a change rests on."""

from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    ChoiceOf,
    Day,
    FieldKind,
    Line,
    LinkTo,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    NeededProse,
    Prose,
    YesNo,
)
from lp_planner.domain.records.records import Record


class TeamMember(Record):
    """Somebody who carries a part of the change."""

    kind: ClassVar[str] = "team_member"
    headline_field: ClassVar[str] = "who"

    who: NeededLine
    part: Line = ""
    decides_on: Line = ""
    hours_a_week: MaybeNumber = None


class Stakeholder(Record):
    """A group the change touches: what they think of it and how they take part."""

    kind: ClassVar[str] = "stakeholder"
    headline_field: ClassVar[str] = "group_described"

    group_described: NeededLine
    concern: Prose = ""
    felt_before: Prose = ""
    engagement: Annotated[str, ChoiceOf("engagement_kinds"), FieldKind.CHOICE] = ""
    how_involved: Prose = ""
    what_changed: Prose = ""
    """What was decided differently because of them, and how they feel about it now."""


class SharedUnderstanding(Record):
    """What is asked of people, what help they get and how their effort is recognised."""

    kind: ClassVar[str] = "shared_understanding"
    headline_field: ClassVar[str] = "expected"
    date_field: ClassVar[str | None] = "shared_on"

    whom: NeededLine
    expected: NeededProse
    supported: Prose = ""
    recognised: Prose = ""
    shared_on: MaybeDay = None
    agreed_with: Line = ""


class InfrastructureItem(Record):
    """Something that has to be in place before the change can begin."""

    kind: ClassVar[str] = "infrastructure_item"
    headline_field: ClassVar[str] = "what"
    date_field: ClassVar[str | None] = "needed_by"

    what: NeededLine
    infrastructure_kind: Annotated[str, ChoiceOf("infrastructure_kinds"), FieldKind.CHOICE]
    owner: Line = ""
    needed_by: MaybeDay = None
    is_ready: YesNo = False
    note: Prose = ""


class Resource(Record):
    """Something made for the change and refined with use; each change keeps its earlier version."""

    kind: ClassVar[str] = "resource"
    headline_field: ClassVar[str] = "name"
    date_field: ClassVar[str | None] = "tried_on"

    name: NeededLine
    where_kept: Line = ""
    when_needed: Line = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    tried_on: MaybeDay = None
    what_it_showed: Prose = ""
    changed_because: Prose = ""
    who_uses_it: Line = ""


class DevelopmentGoal(Record):
    """A goal the lead practitioner set for their own growth, and what came of it."""

    kind: ClassVar[str] = "development_goal"
    headline_field: ClassVar[str] = "goal"
    date_field: ClassVar[str | None] = "agreed_on"

    goal: NeededLine
    agreed_on: Day
    agreed_with: Line = ""
    due_on: MaybeDay = None
    outcome: Annotated[str, ChoiceOf("goal_outcomes"), FieldKind.CHOICE] = "open"
    result: Prose = ""
    looked_on: MaybeDay = None


class Risk(Record):
    """Something that could go wrong, how it would first show and what would be done."""

    kind: ClassVar[str] = "risk"
    headline_field: ClassVar[str] = "what"

    what: NeededLine
    early_sign: Line = ""
    response: Prose = ""
    owner: Line = ""


class Milestone(Record):
    """A date the project works towards."""

    kind: ClassVar[str] = "milestone"
    headline_field: ClassVar[str] = "what"
    date_field: ClassVar[str | None] = "due_on"

    what: NeededLine
    due_on: Day
    owner: Line = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    done_on: MaybeDay = None
    note: Prose = ""
