"""Prepare: the active ingredients, as behaviour somebody could see."""

from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import ChoiceOf, FieldKind, Line, LinkTo, NeededLine, Prose
from lp_planner.domain.records.records import Record


class Fixedness(StrEnum):
    """Whether an ingredient must hold (tight) or may vary within limits (loose)."""

    TIGHT = "tight"
    LOOSE = "loose"


class ActiveIngredient(Record):
    """Something people will be seen doing when the change is working."""

    kind: ClassVar[str] = "active_ingredient"
    headline_field: ClassVar[str] = "behaviour"

    behaviour: NeededLine
    problem_id: Annotated[
        str | None, LinkTo("problem_statement", is_usual=True), FieldKind.LINK
    ] = None
    fixedness: Annotated[Fixedness, ChoiceOf("fixedness"), FieldKind.CHOICE]
    who: Line = ""
    how_often: Line = ""
    looks_like: Prose = ""
    is_not: Prose = ""
    why_it_matters: Prose = ""
    limits: Prose = ""
    """What may vary, and how far; a loose ingredient without limits is a question, not a fault."""
