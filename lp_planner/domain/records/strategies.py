"""Prepare: the package of strategies that helps people change, and the training within it."""

import datetime as dt
from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    ChoiceOf,
    Count,
    Day,
    DayRole,
    FieldKind,
    Formerly,
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
    OrInWords,
    PartOf,
    Prose,
    Within,
)
from lp_planner.domain.records.records import Frozen, Record, Records

MARKS = Within("marks")
POUNDS = Within("pounds")
A_TERM = dt.timedelta(weeks=13)
"""How long after a review the next one is due."""
DONE = "done"


class Strategy(Record):
    """One thing done to help people, and the ingredient or barrier it serves."""

    kind: ClassVar[str] = "strategy"
    headline_field: ClassVar[str] = "what"
    same_by: ClassVar[tuple[str, ...]] = ("what",)
    is_in_a_plan: ClassVar[bool] = True

    strategy_kind: Annotated[str, ChoiceOf("strategy_kinds"), FieldKind.CHOICE]
    what: NeededProse
    ingredient_ids: Annotated[
        tuple[str, ...],
        LinkTo("active_ingredient"),
        FieldKind.LINKS,
        Formerly("ingredient_id"),
    ] = ()
    barrier: Line = ""
    group_served: Line = ""
    owner: Line = ""
    from_on: Annotated[MaybeDay, DayRole.LISTED] = None
    to_on: Annotated[MaybeDay, NotBefore("from_on", "It ends", "it begins")] = None
    cost: Annotated[MaybeNumber, POUNDS, OrInWords("cost_in_words")] = None
    cost_in_words: Line = ""
    progress: Annotated[str, ChoiceOf("progress_colours"), FieldKind.CHOICE] = ""
    reviewed_on: Annotated[
        MaybeDay, HasHappened(), LookAgain("Say again how it stands", after=A_TERM)
    ] = None
    review: Prose = ""

    def is_settled(self, _: Records, /) -> bool:
        """Whether nothing more will come of it."""
        return self.progress == DONE


class Segment(Frozen):
    """One timed part of a training session, with the reason it is there."""

    segment_kind: Annotated[str, ChoiceOf("segment_kinds"), FieldKind.CHOICE]
    minutes: Count = None
    what: Prose = ""
    why: Prose = ""


class TrainingSession(Record):
    """A session that introduces or revisits the change, and why it runs the way it does."""

    kind: ClassVar[str] = "training_session"
    headline_field: ClassVar[str] = "title"
    same_by: ClassVar[tuple[str, ...]] = ("held_on", "title")
    is_in_a_plan: ClassVar[bool] = True
    is_with_people: ClassVar[bool] = True

    title: NeededLine
    held_on: Annotated[Day, DayRole.HAPPENED, InCalendar("Training session")]
    ingredient_ids: Annotated[tuple[str, ...], LinkTo("active_ingredient"), FieldKind.LINKS] = ()
    audience: Line = ""
    people: Count = None
    segments: Annotated[tuple[Segment, ...], FieldKind.SEGMENTS] = ()
    why_this_way: Prose = ""
    source_used: Line = ""
    what_transfers: Prose = ""
    quiz_before: Annotated[MaybeNumber, MARKS] = None
    quiz_after: Annotated[MaybeNumber, MARKS] = None
    promises_made: Count = None
    promises_kept: Annotated[Count, PartOf("promises_made", "had tried it", "promised to")] = None
    follow_up_on: Annotated[
        MaybeDay,
        NotBefore("held_on", "You ask again", "the session is"),
        LookAgain("Ask what became of the promises people made"),
        InCalendar("Ask what became of the promises"),
    ] = None

    @property
    def minutes(self) -> int:
        """The length of the session, from its segments."""
        return sum(segment.minutes or 0 for segment in self.segments)

    def is_settled(self, _: Records, /) -> bool:
        """Whether somebody counted the promises that were kept."""
        return self.promises_kept is not None
