"""What may leave its owner's own pages: the one place where anything is taken out.

Whether an answer stays in is said on its field and on its kind (``records/fields.py``,
``records/records.py``). Whatever is made for somebody else, a file or a view, reads through
``Reader.as_it_leaves``, which asks :func:`as_it_leaves` about every single thing. One's own pages,
one's own copy and the workbook of one's own plan hold everything.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar, cast

from pydantic import BaseModel

from lp_planner.domain.evidence.attachments import Attachment, PeopleInIt
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import WORDS, FieldKind, field_specs
from lp_planner.domain.records.records import Record, Stamped

S = TypeVar("S", bound=Stamped)
B = TypeVar("B", bound=BaseModel)


def as_it_leaves(thing: S) -> S | None:
    """A stored thing as others may see it; ``None`` when all of it stays in.

    An answer that stays in reads as if it had been left empty. Of a claim on something private the
    sentence goes, which was written for others to read, and what changed for the people stays.
    """
    if not thing.may_leave or (isinstance(thing, Attachment) and why_it_stays(thing)):
        return None
    if isinstance(thing, EvidenceClaim) and is_private(thing.record_kind):
        return cast("S", thing.model_copy(update={"what_changed": ""}))
    return without_private_answers(thing)


def without_private_answers(thing: B) -> B:
    """The same with every answer that stays in left empty, in its parts as well."""
    blanks = dict(_blanks(type(thing)))
    for name in _parts(type(thing)):
        if name not in blanks:
            blanks[name] = tuple(without_private_answers(part) for part in getattr(thing, name))
    return thing.model_copy(update=blanks) if blanks else thing


def public_headline(kind: str, headline: str, kind_name: str) -> str:
    """The line that stands for a record outside its owner's own pages."""
    model = RECORD_KINDS.get(kind)
    may_leave = model is not None and model.headline_field not in _blanks(model)
    return headline if may_leave and headline else kind_name.capitalize()


def why_it_stays(attachment: Attachment) -> str:
    """Why a thing behind the evidence goes into no document and no pack; "" when it may go."""
    if is_private(attachment.record_kind):
        return RECORD_KINDS.get(attachment.record_kind, Record).stays_because
    if attachment.people_in_it is PeopleInIt.NOT_SURE:
        return "It is not settled whether somebody can be recognised in it."
    return ""


def is_private(kind: str) -> bool:
    """Whether the words of a kind stay in; those of a kind we do not know do."""
    model = RECORD_KINDS.get(kind)
    return model is None or model.is_private


def handed_over(records: Iterable[Record]) -> list[Record]:
    """What of a project's records goes to whoever takes it on, each as it leaves.

    What is private or personal stays, and so does what cannot be without an answer, or without
    another record, that stays.
    """
    going = {
        record.id: without_private_answers(record)
        for record in records
        if record.goes_with_the_project and not record.is_private
        if not any(s.required and s.stays_in for s in field_specs(type(record)))
    }
    while lost := {id_ for id_, record in going.items() if not _needed_by(record) <= going.keys()}:
        going = {id_: record for id_, record in going.items() if id_ not in lost}
    return list(going.values())


def _needed_by(record: Record) -> set[str]:
    """The ids of the records that this one cannot be without."""
    return {
        str(getattr(record, spec.name))
        for spec in field_specs(type(record))
        if spec.kind is FieldKind.LINK and spec.required
    }


@cache
def _blanks(model: type[BaseModel]) -> Mapping[str, object]:
    """The answers that stay in, by their field, and what is read instead.

    Raises:
        TypeError: for a needed answer that is no text, since nothing could be read instead.
    """
    blanks: dict[str, object] = {}
    for spec in field_specs(model):
        if not spec.stays_in:
            continue
        if spec.kind not in WORDS and spec.required:
            message = f"{model.__name__}.{spec.name} is needed and no text: it cannot stay in"
            raise TypeError(message)
        is_text = spec.kind in {FieldKind.LINE, FieldKind.PROSE}
        default = () if spec.required else model.model_fields[spec.name].get_default()
        blanks[spec.name] = "" if is_text else default
    return blanks


@cache
def _parts(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields whose answers are made of parts with answers of their own."""
    return tuple(s.name for s in field_specs(model) if s.kind is FieldKind.SEGMENTS)
