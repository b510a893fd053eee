"""Prepare: the people, the agreement, the practical things and the dates a change rests on."""

from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    HOURS_A_WEEK,
    ChoiceOf,
    Day,
    DayRole,
    FieldKind,
    HasHappened,
    InCalendar,
    Line,
    LinkTo,
    LookAgain,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    NeededProse,
    NotBefore,
    Privacy,
    Prose,
    YesNo,
)
from lp_planner.domain.records.records import Record, Records


class TeamMember(Record):
    """Somebody who carries a part of the change."""

    kind: ClassVar[str] = "team_member"
    headline_field: ClassVar[str] = "who"
    same_by: ClassVar[tuple[str, ...]] = ("who",)

    who: NeededLine
    part: Line = ""
    decides_on: Line = ""
    hours_a_week: Annotated[MaybeNumber, HOURS_A_WEEK] = None


class Stakeholder(Record):
    """A group the change touches: what they think of it and how they take part."""

    kind: ClassVar[str] = "stakeholder"
    headline_field: ClassVar[str] = "group_described"
    same_by: ClassVar[tuple[str, ...]] = ("group_described",)
    is_in_a_plan: ClassVar[bool] = True

    group_described: NeededLine
    concern: Prose = ""
    felt_before: Prose = ""
    staff_group: Annotated[str, ChoiceOf("staff_groups"), FieldKind.CHOICE] = ""
    """From a list that all plans share, so that what they ask of the same people adds up."""
    hours_asked: Annotated[MaybeNumber, HOURS_A_WEEK] = None
    hours_freed: Annotated[MaybeNumber, HOURS_A_WEEK] = None
    asked_from: MaybeDay = None
    asked_to: Annotated[MaybeDay, NotBefore("asked_from", "It ends", "it begins")] = None
    engagement: Annotated[str, ChoiceOf("engagement_kinds"), FieldKind.CHOICE] = ""
    how_involved: Prose = ""
    what_changed: Prose = ""
    """What was decided differently because of them, and how they feel about it now."""


class SharedUnderstanding(Record):
    """What is asked of people, what help they get and how their effort is recognised."""

    kind: ClassVar[str] = "shared_understanding"
    headline_field: ClassVar[str] = "expected"
    same_by: ClassVar[tuple[str, ...]] = ("whom", "expected")

    whom: NeededLine
    expected: NeededProse
    vision: Prose = ""
    """What it is for: the vision, mission and values behind what is asked."""
    supported: Prose = ""
    recognised: Prose = ""
    shared_on: Annotated[MaybeDay, DayRole.LISTED, HasHappened()] = None
    agreed_with: Line = ""


class InfrastructureItem(Record):
    """Something that has to be in place before the change can begin."""

    kind: ClassVar[str] = "infrastructure_item"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("what",)

    what: NeededLine
    infrastructure_kind: Annotated[str, ChoiceOf("infrastructure_kinds"), FieldKind.CHOICE]
    owner: Line = ""
    needed_by: Annotated[
        MaybeDay,
        DayRole.LISTED,
        LookAgain("See whether this is in place"),
        InCalendar("To be in place"),
    ] = None
    is_ready: YesNo = False
    note: Prose = ""

    def is_settled(self, _: Records, /) -> bool:
        """Whether it is in place."""
        return self.is_ready


class Resource(Record):
    """Something made for the change and refined with use; each change keeps its earlier version."""

    kind: ClassVar[str] = "resource"
    headline_field: ClassVar[str] = "name"
    same_by: ClassVar[tuple[str, ...]] = ("name",)

    name: NeededLine
    where_kept: Line = ""
    when_needed: Line = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    tried_on: Annotated[MaybeDay, DayRole.LISTED, HasHappened()] = None
    what_it_showed: Prose = ""
    changed_because: Prose = ""
    who_uses_it: Line = ""


class DevelopmentGoal(Record):
    """A goal the lead practitioner set for their own growth, and what came of it."""

    kind: ClassVar[str] = "development_goal"
    headline_field: ClassVar[str] = "goal"
    same_by: ClassVar[tuple[str, ...]] = ("goal",)
    goes_with_the_project: ClassVar[bool] = False

    goal: NeededLine
    agreed_on: Annotated[Day, DayRole.HAPPENED]
    agreed_with: Annotated[Line, Privacy.STAYS_IN] = ""
    """Often whoever appraises them, which is nobody else's business."""
    due_on: Annotated[
        MaybeDay,
        NotBefore("agreed_on", "You look at it again", "it was agreed"),
        InCalendar("Look again at a goal of your own", is_silent=True),
    ] = None
    outcome: Annotated[str, ChoiceOf("goal_outcomes"), FieldKind.CHOICE] = "open"
    result: Prose = ""
    looked_on: Annotated[
        MaybeDay, HasHappened(), NotBefore("agreed_on", "You looked at it again", "it was agreed")
    ] = None


class Risk(Record):
    """Something that could go wrong, how it would first show and what would be done."""

    kind: ClassVar[str] = "risk"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("what",)

    what: NeededLine
    early_sign: Line = ""
    response: Prose = ""
    owner: Line = ""


class Milestone(Record):
    """A date the project works towards."""

    kind: ClassVar[str] = "milestone"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("what",)
    is_in_a_plan: ClassVar[bool] = True

    what: NeededLine
    due_on: Annotated[Day, DayRole.LISTED, LookAgain("Say whether this date was met"), InCalendar()]
    owner: Line = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    done_on: Annotated[MaybeDay, HasHappened()] = None
    progress: Annotated[str, ChoiceOf("progress_colours"), FieldKind.CHOICE] = ""
    reviewed_on: Annotated[MaybeDay, HasHappened()] = None
    note: Prose = ""

    def is_settled(self, _: Records, /) -> bool:
        """Whether it was met."""
        return self.done_on is not None
