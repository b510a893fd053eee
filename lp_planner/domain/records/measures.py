"""Prepare and Deliver: what will be measured, and the readings as they come in."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import (
    ChoiceOf,
    Count,
    CountedIn,
    Day,
    DayRole,
    FieldKind,
    InCalendar,
    Line,
    LinkTo,
    LookAgain,
    MaybeDay,
    MaybeNumber,
    NeededLine,
    NeededProse,
    Number,
    OnItsScale,
    OrInWords,
    Privacy,
    Prose,
    Within,
    YesNo,
)
from lp_planner.domain.records.records import Record, Records, Stamped

READ_WITHIN = dt.timedelta(days=14)
"""A reading up to this long before the day it was due counts as that reading (our design)."""
OutOf = Annotated[float | None, Field(gt=0, le=1_000_000, allow_inf_nan=False), FieldKind.NUMBER]


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
    same_by: ClassVar[tuple[str, ...]] = ("name",)
    is_in_a_plan: ClassVar[bool] = True

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
    target: Annotated[MaybeNumber, OnItsScale(), OrInWords("target_in_words")] = None
    target_in_words: Line = ""
    seen_soon: Line = ""
    seen_later: Line = ""
    seen_in_time: Line = ""
    """What one outcome should look like at each horizon, in words or numbers."""
    due_on: Annotated[
        MaybeDay, LookAgain("Add the reading that was planned"), InCalendar("Reading due")
    ] = None
    response_if_missed: Prose = ""
    comparison: Line = ""
    """Who it is compared with; empty means there is no comparison group."""
    chosen_for_low_scores: YesNo = False
    chosen_share: Annotated[MaybeNumber, Within("per cent", most=100)] = None
    """Per cent of the year group that were chosen, counted from the lowest score."""
    chosen_on: Annotated[str, ChoiceOf("choosing_tests"), FieldKind.CHOICE] = ""
    group_formed: Annotated[str, ChoiceOf("group_formings"), FieldKind.CHOICE] = ""
    classes: Count = None
    """In how many classes each group is; the smaller number where they differ."""
    marked_by: Annotated[str, ChoiceOf("marking_kinds"), FieldKind.CHOICE] = ""
    score_kind: Annotated[str, ChoiceOf("score_kinds"), FieldKind.CHOICE] = ""
    full_marks: Annotated[MaybeNumber, Within("full marks")] = None
    tests_differ: YesNo = False
    """Whether the test after is another one than the test before."""
    chosen_after: YesNo = False
    """Whether this measure was picked after somebody had looked at the results."""

    counts_sessions: YesNo = False
    """Whether its readings say how many sessions were held, out of how many planned."""
    began_on: MaybeDay = None
    """When those it is about began, where several classes or teams begin one after another."""

    def is_settled(self, others: Records, /) -> bool:
        """Whether the reading that was due is there."""
        due = self.due_on
        return due is not None and any(
            r.measure_id == self.id and r.taken_on >= due - READ_WITHIN
            for r in others.get(Reading.kind, ())
            if isinstance(r, Reading)
        )


class MeasureRebase(Record):
    """The day from which a measure is read against a new level, because a cause is known.

    Never set by the planner itself; the earlier stretch stays in the chart.
    """

    kind: ClassVar[str] = "measure_rebase"
    headline_field: ClassVar[str] = "reason"
    has_form: ClassVar[bool] = False

    measure_id: Annotated[str, LinkTo("measure"), FieldKind.LINK]
    from_on: Annotated[Day, DayRole.LISTED]
    reason: NeededProse


class SurveyRound(Record):
    """How many people answered one statement in each way, on one day; never who."""

    kind: ClassVar[str] = "survey_round"
    headline_field: ClassVar[str] = "statement"
    same_by: ClassVar[tuple[str, ...]] = ("asked_on", "statement", "whom")

    statement: NeededLine
    asked_on: Annotated[Day, DayRole.HAPPENED]
    whom: Line = ""
    is_reversed: YesNo = False
    """Whether disagreeing is the better answer."""
    invited: Count = None
    strongly_disagree: Annotated[Count, CountedIn("invited")] = None
    disagree: Annotated[Count, CountedIn("invited")] = None
    neither: Annotated[Count, CountedIn("invited")] = None
    agree: Annotated[Count, CountedIn("invited")] = None
    strongly_agree: Annotated[Count, CountedIn("invited")] = None
    measure_id: Annotated[str | None, LinkTo("measure"), FieldKind.LINK] = None

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """How many chose each answer, from "strongly disagree" to "strongly agree"."""
        return (
            self.strongly_disagree or 0,
            self.disagree or 0,
            self.neither or 0,
            self.agree or 0,
            self.strongly_agree or 0,
        )


class GroupCount(Record):
    """How many of a group of pupils, and of all others, were reached or got there; never who.

    The counts stay with their owner: pages and documents show what a small group lets them.
    """

    kind: ClassVar[str] = "group_count"
    headline_field: ClassVar[str] = "group_name"
    same_by: ClassVar[tuple[str, ...]] = ("group_name", "counted_on", "measure_id")

    group_name: NeededLine
    counted_on: Annotated[Day, DayRole.HAPPENED]
    measure_id: Annotated[str | None, LinkTo("measure"), FieldKind.LINK] = None
    """What they reached or got to; none means that the project reaches them."""
    in_group: Annotated[Count, Privacy.STAYS_IN] = None
    group_size: Annotated[Count, Privacy.STAYS_IN] = None
    among_others: Annotated[Count, Privacy.STAYS_IN] = None
    others_size: Annotated[Count, Privacy.STAYS_IN] = None

    @property
    def counts(self) -> tuple[int, int, int, int] | None:
        """Of the group, how many of how many; of the others, the same; ``None`` while one lacks."""
        found = (self.in_group, self.group_size, self.among_others, self.others_size)
        whole = tuple(number for number in found if number is not None)
        return whole if len(whole) == len(found) else None  # type: ignore[return-value]


class PupilScore(Stamped):
    """One pupil's score before and after, without anything that says which pupil it is."""

    counts_as_activity: ClassVar[bool] = True

    project_id: str
    measure_id: Annotated[str, LinkTo("measure"), FieldKind.LINK]
    reading_group: ReadingGroup
    before: float | None = None
    after: float | None = None


class Reading(Record):
    """One value of one measure on one day."""

    kind: ClassVar[str] = "reading"
    headline_field: ClassVar[str] = "value"
    same_by: ClassVar[tuple[str, ...]] = ("taken_on", "measure_id", "reading_group")

    measure_id: Annotated[str, LinkTo("measure"), FieldKind.LINK]
    taken_on: Annotated[Day, DayRole.HAPPENED]
    value: Annotated[Number, OnItsScale()]
    people: Count = None
    reading_group: Annotated[ReadingGroup, ChoiceOf("reading_groups"), FieldKind.CHOICE] = (
        ReadingGroup.PROJECT
    )
    note: Line = ""
    out_of: OutOf = None
    """What the value was counted out of: people asked, books looked at, lessons taught."""

    @property
    def headline(self) -> str:
        """The value as people write it: no trailing zeros."""
        return f"{self.value:g}" if self.out_of is None else f"{self.value:g} of {self.out_of:g}"

    def in_unit(self, unit: str) -> float:
        """The value in the unit of its measure: a count as a percentage, or for each one."""
        if self.out_of is None:
            return self.value
        return self.value / self.out_of * (100 if is_share(unit) else 1)


_SHARE = re.compile(r"(?:%|per ?cents?\b|percentage\b|pct\b|pc\b)", re.IGNORECASE)


def is_share(unit: str) -> bool:
    """Whether a unit is a share of a hundred, in a sign or in words: "% of pupils", "per cent"."""
    return bool(_SHARE.match(unit.strip()) or unit.strip().endswith("%")) and not _POINTS.search(
        unit
    )


_POINTS = re.compile(r"\bpoints?\b", re.IGNORECASE)
"""A percentage point is a difference of shares and no share."""


def check_group(found: GroupCount) -> None:
    """Refuse more pupils than there are in a group.

    Raises:
        ValidationFailed: with a sentence for the count.
    """
    for name, count, size in (
        ("in_group", found.in_group, found.group_size),
        ("among_others", found.among_others, found.others_size),
    ):
        if count is not None and size is not None and count > size:
            raise ValidationFailed(
                {name: f"{count} cannot be counted out of {size}. Please swap or mend them."}
            )


def check_count(value: float, out_of: float | None, unit: str) -> None:
    """Refuse a count that cannot be: below nought, or as a share more than it is out of.

    Raises:
        ValidationFailed: with a sentence for the value.
    """
    if out_of is None:
        return
    if value < 0:
        raise ValidationFailed({"value": "A count cannot be below nought."})
    if is_share(unit) and value > out_of:
        raise ValidationFailed(
            {"value": f"{value:g} cannot be counted out of {out_of:g}. Please swap or mend them."}
        )
