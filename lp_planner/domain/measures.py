"""Prepare and Deliver: what will be measured, and the readings as they come in."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.fields import (
    ChoiceOf,
    Count,
    Day,
    FieldKind,
    Line,
    LinkTo,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    Number,
    Prose,
    YesNo,
)
from lp_planner.domain.records import Record


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class ReadingGroup(StrEnum):
    """Whom a reading is about."""

    PROJECT = "project"
    COMPARISON = "comparison"


class Measure(Record):
    """How the school will know: an implementation outcome or a final outcome, and its measure."""

    kind: ClassVar[str] = "measure"
    headline_field: ClassVar[str] = "name"

    name: NeededLine
    outcome_construct: Annotated[str, ChoiceOf("constructs"), FieldKind.CHOICE]
    horizon: Annotated[str, ChoiceOf("horizons"), FieldKind.CHOICE] = "medium"
    direction: Annotated[Direction, ChoiceOf("directions"), FieldKind.CHOICE] = Direction.UP
    unit: Line = ""
    instrument: Line = ""
    collector: Line = ""
    group_described: Line = ""
    ingredient_id: Annotated[str | None, LinkTo("active_ingredient"), FieldKind.LINK] = None
    problem_id: Annotated[str | None, LinkTo("problem_statement"), FieldKind.LINK] = None
    baseline_id: Annotated[str | None, LinkTo("baseline"), FieldKind.LINK] = None
    target: MaybeNumber = None
    due_on: MaybeDay = None
    response_if_missed: Prose = ""
    comparison: Line = ""
    """Who it is compared with; empty means there is no comparison group."""
    chosen_for_low_scores: YesNo = False


class Reading(Record):
    """One value of one measure on one day."""

    kind: ClassVar[str] = "reading"
    headline_field: ClassVar[str] = "value"
    date_field: ClassVar[str | None] = "taken_on"

    measure_id: Annotated[str, LinkTo("measure"), FieldKind.LINK]
    taken_on: Day
    value: Number
    people: Count = None
    reading_group: Annotated[ReadingGroup, ChoiceOf("reading_groups"), FieldKind.CHOICE] = (
        ReadingGroup.PROJECT
    )
    note: Line = ""

    @property
    def headline(self) -> str:
        """The value as people write it: no trailing zeros."""
        return f"{self.value:g}"
