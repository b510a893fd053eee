"""Prepare: the active ingredients, as behaviour somebody could see."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    ChoiceOf,
    Count,
    FieldKind,
    Line,
    LinkTo,
    NeededSentence,
    Prose,
)
from lp_planner.domain.records.records import Record


class Fixedness(StrEnum):
    """Whether an ingredient must hold (tight) or may vary within limits (loose).

    Plans seldom say it at first, so it may stay open until it is decided.
    """

    UNDECIDED = "undecided"
    TIGHT = "tight"
    LOOSE = "loose"


class ActiveIngredient(Record):
    """Something people will be seen doing when the change is working."""

    kind: ClassVar[str] = "active_ingredient"
    headline_field: ClassVar[str] = "behaviour"
    same_by: ClassVar[tuple[str, ...]] = ("behaviour",)
    is_in_a_plan: ClassVar[bool] = True

    behaviour: NeededSentence
    problem_id: Annotated[
        str | None, LinkTo("problem_statement", is_usual=True), FieldKind.LINK
    ] = None
    fixedness: Annotated[Fixedness, ChoiceOf("fixedness"), FieldKind.CHOICE] = Fixedness.UNDECIDED
    who: Line = ""
    people_delivering: Count = None
    """How many people deliver it; a number is enough."""
    how_often: Line = ""
    looks_like: Prose = ""
    is_not: Prose = ""
    why_it_matters: Prose = ""
    limits: Prose = ""
    """What may vary, and how far; a loose ingredient without limits is a question, not a fault."""

    @classmethod
    def enough(cls, records: Sequence[Record]) -> tuple[bool, str]:
        """At least one of them has to hold."""
        tight = [r for r in records if isinstance(r, cls) and r.fixedness is Fixedness.TIGHT]
        if not records:
            return False, "What will you see people doing when it is working?"
        if not tight:
            return False, "Nothing is marked tight yet. Which part must hold for it to work?"
        return True, f"{len(records)} named, {len(tight)} of them tight"
