"""What kinds of answer a record can hold; the form and the store both read this.

A record's field is annotated with a :class:`FieldKind` (and, for a choice or a link, with what it
chooses from). Adding a kind means adding a member here; mypy then names every place that must
learn it.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints


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
class FieldSpec:
    """One field of a record as the form and the store need it."""

    name: str
    kind: FieldKind
    required: bool
    vocabulary: str | None = None
    links_to: str | None = None
    links_usually: bool = False
    may_be_empty: bool = False
    """Whether an empty text is an answer: a choice that need not be made."""


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _writable(value: object) -> object:
    """Text without the characters that no keyboard types and not every database can hold."""
    if not isinstance(value, str):
        return value
    return _UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


_Writable = BeforeValidator(_writable)
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), _Writable, FieldKind.LINE
]
Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=5000), _Writable, FieldKind.PROSE
]
LongProse = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=20_000), _Writable, FieldKind.PROSE
]
NeededLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    _Writable,
    FieldKind.LINE,
]
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
Standards = Annotated[tuple[str, ...], FieldKind.STANDARDS]


@cache
def field_specs(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of ``model`` that carry a :class:`FieldKind`, in the order they are declared."""
    specs = []
    for name, info in model.model_fields.items():
        marks: list[Any] = list(info.metadata)
        kind = next((mark for mark in marks if isinstance(mark, FieldKind)), None)
        if kind is None:
            continue
        choice = next((mark for mark in marks if isinstance(mark, ChoiceOf)), None)
        link = next((mark for mark in marks if isinstance(mark, LinkTo)), None)
        specs.append(
            FieldSpec(
                name=name,
                kind=kind,
                required=info.is_required(),
                vocabulary=choice.vocabulary if choice else None,
                links_to=link.kind if link else None,
                links_usually=bool(link and link.is_usual),
                may_be_empty=info.get_default() == "",
            )
        )
    return tuple(specs)
