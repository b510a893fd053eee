"""The one neutral shape every standards framework takes on its way in or out.

Identifiers and codes are text for good: "1.0" is not "1" and "1.10" is not "1.1". All texts are
plain: no markup is meant, no control characters but newline and tab are inside.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from lp_planner.domain.records.records import Frozen
from lp_planner.interchange.plain_text import clean_line, clean_text

ScaleKind = Literal["", "influence", "status", "proficiency"]


def _plain(value: str) -> str:
    if clean_text(value) != value:
        message = "holds characters that no text should hold"
        raise ValueError(message)
    return value


def _one_line(value: str) -> str:
    if clean_line(value) != value:
        message = "is not one line without spaces at its ends"
        raise ValueError(message)
    return value


Text = Annotated[str, AfterValidator(_plain)]
Token = Annotated[str, AfterValidator(_one_line)]
Name = Annotated[Token, Field(min_length=1)]


class Detail(Frozen):
    """Something a format says beside the main fields, kept under the format's own name."""

    name: Name
    values: tuple[Text, ...] = Field(min_length=1)


Details = tuple[Detail, ...]


class FrameworkItem(Frozen):
    """One standard or group of standards; ``parent`` is ``None`` at the top.

    ``position`` counts from 1 among the items with the same parent. ``code`` may be empty or
    stand twice: only ``identifier`` is one of a kind.
    """

    identifier: Name
    code: Token = ""
    title: Text = ""
    text: Text = ""
    parent: str | None = None
    position: int = Field(ge=1)
    kind: Token = ""
    details: Details = ()


class ScaleStep(Frozen):
    """One step of the scale that goes with the framework, lowest first."""

    identifier: Name
    name: Text
    text: Text = ""
    details: Details = ()


class LinkEnd(Frozen):
    """One end of a link; an end outside the framework keeps what its file said of it."""

    identifier: Token = ""
    uri: Token = ""
    title: Text = ""


class FrameworkLink(Frozen):
    """A relation beside the tree: to another item, or to something in another framework."""

    kind: Name
    origin: LinkEnd
    destination: LinkEnd
    identifier: Token = ""
    position: int | None = None
    note: Text = ""


class FrameworkDraft(Frozen):
    """A framework as read, before anything is stored.

    Items stand in reading order: every item before its children, brothers by ``position``.
    ``scale_kind`` says what the scale measures; only ``influence`` are levels of influence.
    """

    identifier: Name
    title: Text = Field(min_length=1)
    edition: Token = ""
    description: Text = ""
    language: Token = ""
    source: Text = ""
    items: tuple[FrameworkItem, ...] = ()
    scale_kind: ScaleKind = ""
    scale: tuple[ScaleStep, ...] = ()
    links: tuple[FrameworkLink, ...] = ()
    details: Details = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Refuse a draft whose items are not one of a kind, or not in reading order."""
        known = {self.identifier}
        path: list[str] = []
        counts: dict[str | None, int] = {}
        for item in self.items:
            if item.identifier in known:
                message = f"the identifier {item.identifier!r} stands there twice"
                raise ValueError(message)
            known.add(item.identifier)
            while path and path[-1] != item.parent:
                path.pop()
            if item.parent is not None and not path:
                message = f"{item.identifier!r} does not stand below its parent"
                raise ValueError(message)
            path.append(item.identifier)
            counts[item.parent] = counts.get(item.parent, 0) + 1
            if item.position != counts[item.parent]:
                message = f"{item.identifier!r} does not have the position it stands at"
                raise ValueError(message)
        if bool(self.scale) != bool(self.scale_kind):
            message = "a scale needs its kind, and a kind its scale"
            raise ValueError(message)
        return self


def details_from(found: Mapping[str, Iterable[str]]) -> Details:
    """Details in the order every draft keeps them: by name, without the empty ones."""
    pairs = ((name, tuple(values)) for name, values in sorted(found.items()))
    return tuple(Detail(name=name, values=values) for name, values in pairs if values)


def detail(details: Details, name: str) -> tuple[str, ...]:
    """The values kept under ``name``, or none."""
    return next((kept.values for kept in details if kept.name == name), ())


def first_detail(details: Details, name: str) -> str:
    """The first value kept under ``name``, or an empty text."""
    return next(iter(detail(details, name)), "")
