"""Prepare: are people willing, able and given room?"""

from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    NeededLine,
    Prose,
    Scale,
)
from lp_planner.domain.records.records import Record


class ReadinessRating(Record):
    """How ready one group is: motivation, skill and room in the week, 1 to 5."""

    kind: ClassVar[str] = "readiness_rating"
    headline_field: ClassVar[str] = "whose"
    same_by: ClassVar[tuple[str, ...]] = ("rated_on", "whose")

    whose: NeededLine
    rated_on: Annotated[Day, DayRole.HAPPENED]
    people: Count = None
    motivation: Scale = None
    skill: Scale = None
    room: Scale = None
    verdict: Annotated[str, ChoiceOf("readiness_verdicts"), FieldKind.CHOICE]
    gap: Prose = ""
    action: Prose = ""
