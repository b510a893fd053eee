"""What kinds of answer a record can hold; the form and the store both read this.

A record's field is annotated with a :class:`FieldKind` (and, for a choice or a link, with what it
chooses from). Adding a kind means adding a member here; mypy then names every place that must
learn it. What else is true of one answer is a mark beside it: whether it may leave
(:class:`Privacy`), what its day is for (:class:`DayRole`, :class:`LookAgain`,
:class:`InCalendar`), and what it has to fit (:class:`HasHappened`, :class:`NotBefore`,
:class:`PartOf`, :class:`CountedIn`, :class:`Within`, :class:`OnItsScale`; ``oddities.py`` reads
these), and how a file may say it (:class:`OrInWords`).
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints
from pydantic.fields import FieldInfo

from lp_planner.wording import in_sight

M = TypeVar("M")


class FieldKind(StrEnum):
    """The closed list of answer kinds."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SCALE = "scale"
    LINK = "link"
    LINKS = "links"
    STANDARDS = "standards"
    SEGMENTS = "segments"


WORDS = frozenset({FieldKind.LINE, FieldKind.PROSE, FieldKind.SEGMENTS})
"""The kinds of answer that are written freely; those of a private kind of record stay in."""


class Privacy(Enum):
    """Whether an answer may leave its owner's own pages; without this mark its kind decides."""

    STAYS_IN = "stays_in"
    MAY_LEAVE = "may_leave"


class DayRole(Enum):
    """The day that stands for a record: lists, charts and exports go by it."""

    HAPPENED = "happened"
    """It happened on this day, so a new form begins with today."""
    LISTED = "listed"
    """It may lie ahead or be unknown, so a new form leaves it open."""


@dataclass(frozen=True)
class LookAgain:
    """From this day on (or a while after it) the record asks to be looked at again.

    ``what`` says what to do, as the beginning of a sentence. Whether it has been done, the record
    says itself (``Record.is_settled``).
    """

    what: str
    after: dt.timedelta = dt.timedelta()


@dataclass(frozen=True)
class InCalendar:
    """The day goes into the project's calendar with these words, and the headline after them.

    A calendar is seen by many: what is personal is ``is_silent`` and leaves its headline out.
    """

    words: str = ""
    is_silent: bool = False


@dataclass(frozen=True)
class HasHappened:
    """What is said to be done on this day is done, so the day cannot well lie ahead."""


@dataclass(frozen=True)
class NotBefore:
    """The day cannot well lie before the day of another answer.

    ``this`` and ``that`` begin the two halves of the sentence: "It was solved", "it came up".
    """

    other: str
    this: str
    that: str


@dataclass(frozen=True)
class PartOf:
    """The count is a part of another one, so it cannot be more: kept promises of those made.

    The words follow the two counts: "could say why", "were asked".
    """

    whole: str
    this: str
    that: str


@dataclass(frozen=True)
class CountedIn:
    """The answer is one of several counts that together cannot well be more than another answer."""

    whole: str


@dataclass(frozen=True)
class Within:
    """The ends of what a figure can be, and how far it usually goes at most.

    ``of`` is the noun that the figure counts: "hours in a week".
    """

    of: str
    least: float = 0
    most: float | None = None
    usual: float | None = None


@dataclass(frozen=True)
class OnItsScale:
    """The value is one of a measure: where its scale has ends, it lies between them."""


@dataclass(frozen=True)
class Formerly:
    """What the answer was called in copies and workbooks of an earlier planner."""

    name: str


@dataclass(frozen=True)
class OrInWords:
    """Plans often say it in words, “all departments”: in a file, those go into this answer."""

    other: str


@dataclass(frozen=True)
class AboutAny:
    """The answer is the id of a record of any kind in the same project."""


@dataclass(frozen=True)
class ChoiceOf:
    """The answer is the key of a term in this vocabulary."""

    vocabulary: str


@dataclass(frozen=True)
class LinkTo:
    """The answer is the id of a record of this kind in the same project.

    ``is_usual`` marks a link that a new record nearly always has: the form starts with the latest
    record of that kind instead of with nothing.
    """

    kind: str
    is_usual: bool = False


@dataclass(frozen=True)
class SaidBy:
    """The records of this kind in the same project say it as well: it is not asked twice."""

    kind: str


@dataclass(frozen=True)
class FieldSpec:
    """One field of a record as the form and the store need it."""

    name: str
    kind: FieldKind
    required: bool
    vocabulary: str | None = None
    links_to: str | None = None
    links_usually: bool = False
    said_by: str | None = None
    may_be_empty: bool = False
    """Whether an empty text is an answer: a choice that need not be made."""
    stays_in: bool = False
    """Whether the answer never leaves its owner's own pages."""
    is_about_any: bool = False
    day_role: DayRole | None = None
    look_again: LookAgain | None = None
    in_calendar: InCalendar | None = None
    has_happened: bool = False
    not_before: NotBefore | None = None
    part_of: PartOf | None = None
    counted_in: CountedIn | None = None
    within: Within | None = None
    is_on_its_scale: bool = False
    or_in_words: str = ""
    """The answer that takes what a file says in words where a figure is asked for."""
    formerly: str = ""
    most: int | None = None
    """How many characters fit."""


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _writable(value: object) -> object:
    """Text without the characters that nobody sees or that not every database can hold."""
    if not isinstance(value, str):
        return value
    return _UNWRITABLE.sub("", in_sight(value).replace("\r\n", "\n").replace("\r", "\n"))


_Writable = BeforeValidator(_writable)
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), _Writable, FieldKind.LINE
]
Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=5000), _Writable, FieldKind.PROSE
]
LONGEST_PROSE = 20_000
LongProse = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_PROSE),
    _Writable,
    FieldKind.PROSE,
]
NeededLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    _Writable,
    FieldKind.LINE,
]
NeededSentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=600),
    _Writable,
    FieldKind.LINE,
]
"""A line as schools write it in their plans, which may be three of ours."""
NeededProse = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5000),
    _Writable,
    FieldKind.PROSE,
]
Day = Annotated[dt.date, FieldKind.DAY]
MaybeDay = Annotated[dt.date | None, FieldKind.DAY]
Count = Annotated[int | None, Field(ge=0, le=100_000), FieldKind.WHOLE]
Number = Annotated[float, Field(allow_inf_nan=False), FieldKind.NUMBER]
MaybeNumber = Annotated[float | None, Field(allow_inf_nan=False), FieldKind.NUMBER]
YesNo = Annotated[bool, FieldKind.YES_NO]
Scale = Annotated[int | None, Field(ge=1, le=5), FieldKind.SCALE]
"""1 (low) to 5 (high); ``None`` means "don't know yet", which is an answer."""
A_LENGTH = Within("minutes", usual=480)
"""How long a meeting takes."""
HOURS_A_WEEK = Within("hours in a week", most=168, usual=60)
HOURS = Within("hours")
Standards = Annotated[tuple[str, ...], FieldKind.STANDARDS]


@cache
def field_specs(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of ``model`` that carry a :class:`FieldKind`, in the order they are declared."""
    specs = []
    is_private = getattr(model, "is_private", False)
    for name, info in model.model_fields.items():
        kind = _mark(info, FieldKind)
        if kind is None:
            continue
        choice, link = _mark(info, ChoiceOf), _mark(info, LinkTo)
        said = _mark(info, SaidBy)
        privacy = _mark(info, Privacy)
        specs.append(
            FieldSpec(
                name=name,
                kind=kind,
                required=info.is_required(),
                vocabulary=choice.vocabulary if choice else None,
                links_to=link.kind if link else None,
                links_usually=bool(link and link.is_usual),
                said_by=said.kind if said else None,
                may_be_empty=info.get_default() == "",
                stays_in=privacy is Privacy.STAYS_IN
                or (privacy is None and is_private and kind in WORDS),
                is_about_any=_mark(info, AboutAny) is not None,
                day_role=_mark(info, DayRole),
                look_again=_mark(info, LookAgain),
                in_calendar=_mark(info, InCalendar),
                has_happened=_mark(info, HasHappened) is not None,
                not_before=_mark(info, NotBefore),
                part_of=_mark(info, PartOf),
                counted_in=_mark(info, CountedIn),
                within=_mark(info, Within),
                is_on_its_scale=_mark(info, OnItsScale) is not None,
                formerly=former.name if (former := _mark(info, Formerly)) else "",
                or_in_words=words.other if (words := _mark(info, OrInWords)) else "",
                most=limit.max_length if (limit := _mark(info, StringConstraints)) else None,
            )
        )
    return tuple(specs)


def in_todays_names(model: type[BaseModel], answers: Mapping[str, object]) -> dict[str, object]:
    """Answers of an earlier planner under the names they have today; one link may be several."""
    found = dict(answers)
    for spec in field_specs(model):
        if spec.formerly in found:
            value = found.pop(spec.formerly)
            is_many = spec.kind is FieldKind.LINKS and not isinstance(value, list | tuple)
            found.setdefault(spec.name, ((value,) if value else ()) if is_many else value)
    return found


def _mark(info: FieldInfo, wanted: type[M]) -> M | None:
    """The latest mark of this class: one that is added to a named answer outweighs its own."""
    return next((mark for mark in reversed(info.metadata) if isinstance(mark, wanted)), None)
