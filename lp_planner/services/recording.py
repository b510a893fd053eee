"""Writing things down once, where they belong: every kind of record passes through here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from lp_planner.analytics.fidelity import is_secure
from lp_planner.content.library import Library
from lp_planner.domain.catalogue import record_model
from lp_planner.domain.delivery import (
    Adaptation,
    FidelityObservation,
    FidelityRating,
    FidelityVisit,
    ReviewMeeting,
)
from lp_planner.domain.errors import NotFound, ValidationFailed
from lp_planner.domain.evidence import Proposal
from lp_planner.domain.fields import FieldKind, field_specs
from lp_planner.domain.ingredients import ActiveIngredient
from lp_planner.domain.measures import Measure, Reading, check_count
from lp_planner.domain.people import Actor
from lp_planner.domain.permissions import Action
from lp_planner.domain.policies import check_adaptation, check_may_revise
from lp_planner.domain.records import Record
from lp_planner.domain.strategies import Segment
from lp_planner.services.frames import fidelity_frame
from lp_planner.services.projects import project_for
from lp_planner.services.refusals import sentences
from lp_planner.services.workspace import Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Saved:
    """What was saved, and the standards it may evidence."""

    record: Record
    proposals: tuple[Proposal, ...]


def write_record(
    workspace: Workspace,
    actor: Actor,
    project_id: str,
    kind: str,
    values: Mapping[str, object],
    *,
    form_id: str | None = None,
) -> Saved:
    """Write down one thing in a project and say which standards it may evidence.

    ``form_id`` makes a doubled click harmless: the same id gives the same record.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    model = record_model(kind)
    answers = checked(workspace.library, model, values)
    if form_id:
        answers["id"] = form_id

    def save(uow: UnitOfWork) -> Record:
        project_for(uow, actor, project_id, Action.WRITE_PROJECT)
        record = uow.add(model, project_id=project_id, **answers)
        _apply_policies(uow, record)
        return record

    record = workspace.store.write(actor.person_id, save, at=workspace.now())
    return Saved(record, workspace.library.proposals(record))


def revise_record(
    workspace: Workspace,
    actor: Actor,
    kind: str,
    record_id: str,
    values: Mapping[str, object],
    *,
    version: int,
) -> Saved:
    """Change a record that was read at ``version``.

    Raises:
        InvalidTransition: for a decision, which is superseded instead.
        NotFound: for a record that is not in a project of the actor's.
        StaleRevision: when it was saved by someone (or in another tab) since ``version``.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    model = record_model(kind)
    check_may_revise(kind)
    answers = checked(workspace.library, model, values)

    def save(uow: UnitOfWork) -> Record:
        current = _mine(uow, actor, model, record_id, Action.WRITE_PROJECT)
        read = current.model_copy(update={"version": version})
        record = uow.change(read, **answers)
        _apply_policies(uow, record)
        return record

    record = workspace.store.write(actor.person_id, save, at=workspace.now())
    return Saved(record, workspace.library.proposals(record))


def log_fidelity_visit(
    workspace: Workspace,
    actor: Actor,
    project_id: str,
    values: Mapping[str, object],
    ratings: Mapping[str, FidelityRating],
    *,
    form_id: str | None = None,
) -> Saved:
    """Write down a visit and what it saw of each ingredient, all or nothing.

    ``ratings`` maps an ingredient's id to what was seen; at least one is needed.

    Raises:
        ValidationFailed: when no ingredient is rated or an answer of the visit is refused.
    """
    answers = checked(workspace.library, FidelityVisit, values)
    if not ratings:
        raise ValidationFailed({"ratings": "Please say what you saw of at least one ingredient."})
    if form_id:
        answers["id"] = form_id

    def save(uow: UnitOfWork) -> FidelityVisit:
        project_for(uow, actor, project_id, Action.WRITE_PROJECT)
        visit = uow.add(FidelityVisit, project_id=project_id, **answers)
        if not uow.find(FidelityObservation, visit_id=visit.id):
            for ingredient_id, rating in ratings.items():
                uow.add(
                    FidelityObservation,
                    project_id=project_id,
                    visit_id=visit.id,
                    ingredient_id=ingredient_id,
                    rating=rating,
                )
        return visit

    visit = workspace.store.write(actor.person_id, save, at=workspace.now())
    return Saved(visit, workspace.library.proposals(visit))


def remove_record(
    workspace: Workspace, actor: Actor, kind: str, record_id: str, *, version: int
) -> Record:
    """Take a record out of the project; it can be brought back with :func:`restore_record`."""

    def save(uow: UnitOfWork) -> Record:
        current = _mine(uow, actor, record_model(kind), record_id, Action.WRITE_PROJECT)
        return uow.remove(current.model_copy(update={"version": version}))

    return workspace.store.write(actor.person_id, save, at=workspace.now())


def restore_record(workspace: Workspace, actor: Actor, kind: str, record_id: str) -> Record:
    """Bring back a record that was removed."""

    def save(uow: UnitOfWork) -> Record:
        removed = uow.get(record_model(kind), record_id, include_removed=True)
        project_for(uow, actor, removed.project_id, Action.WRITE_PROJECT)
        return removed if removed.deleted_at is None else uow.restore(removed)

    return workspace.store.write(actor.person_id, save, at=workspace.now())


def records_of(workspace: Workspace, actor: Actor, project_id: str, kind: str) -> Sequence[Record]:
    """The records of one kind in a project of the actor's, latest day first."""
    with workspace.store.read() as reader:
        project_for(reader, actor, project_id)
        found = reader.find(record_model(kind), project_id=project_id)
    return sorted(found, key=lambda record: (record.happened_on, record.created_at), reverse=True)


def record_of(workspace: Workspace, actor: Actor, kind: str, record_id: str) -> Record:
    """One record, when it is in a project of the actor's; otherwise as if it did not exist."""
    with workspace.store.read() as reader:
        return _mine(reader, actor, record_model(kind), record_id, Action.READ_PROJECT)


def earlier_versions(
    workspace: Workspace, actor: Actor, kind: str, record_id: str
) -> Sequence[Record]:
    """What a record of the actor's said before each change, the latest first."""
    with workspace.store.read() as reader:
        record = _mine(reader, actor, record_model(kind), record_id, Action.READ_PROJECT)
        return list(reversed(reader.earlier(type(record), record.id)))


def ratings_of_visit(
    workspace: Workspace, actor: Actor, visit_id: str
) -> Mapping[str, FidelityRating]:
    """What a visit saw, by the ingredient's id."""
    with workspace.store.read() as reader:
        visit = _mine(reader, actor, FidelityVisit, visit_id, Action.READ_PROJECT)
        seen = reader.find(FidelityObservation, visit_id=visit.id)
    return {observation.ingredient_id: observation.rating for observation in seen}


def checked(
    library: Library, model: type[Record], values: Mapping[str, object]
) -> dict[str, object]:
    """The answers of a form as the model takes them; empty answers fall back to its defaults.

    Raises:
        ValidationFailed: with every refused field at once, named as the form names it.
    """
    specs = {spec.name: spec for spec in field_specs(model)}
    text = library.pathway.text_by_kind.get(model.kind)
    labels = {field.name: field.label for field in text.fields} if text else {}
    answers = {
        name: value
        for name, value in values.items()
        if value is not None and not (value == "" and specs.get(name) and specs[name].required)
    }
    errors: dict[str, str] = {}
    try:
        model.model_validate({**_STAMPS, **answers})
    except ValidationError as refused:
        errors |= sentences(refused, labels)
    for name, spec in specs.items():
        if spec.vocabulary and answers.get(name):
            key = str(answers[name])
            if key not in library.vocabularies[spec.vocabulary].by_key:
                errors.setdefault(name, f"“{labels.get(name, name)}” has an answer we do not know.")
        if spec.kind is FieldKind.STANDARDS:
            unknown = set(_texts(answers.get(name))) - set(library.framework.by_key)
            if unknown:
                errors.setdefault(
                    name, f"We do not know the standard {', '.join(sorted(unknown))}."
                )
        if spec.kind is FieldKind.SEGMENTS:
            errors |= _segment_faults(library, name, answers.get(name))
    if errors:
        ordered = [name for name in specs if name in errors]
        rest = [name for name in errors if name not in specs]
        raise ValidationFailed({name: errors[name] for name in ordered + rest})
    return {name: answers.get(name, _default(model, name)) for name in specs}


_STAMPS: dict[str, object] = {
    "id": "new",
    "project_id": "new",
    "created_at": "2000-01-01T00:00:00Z",
    "created_by": "new",
    "updated_at": "2000-01-01T00:00:00Z",
    "updated_by": "new",
}


def _default(model: type[Record], name: str) -> object:
    return model.model_fields[name].get_default(call_default_factory=True)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _segment_faults(library: Library, name: str, value: object) -> dict[str, str]:
    if not isinstance(value, list | tuple):
        return {}
    known = library.vocabularies["segment_kinds"].by_key
    for number, part in enumerate(value, start=1):
        key = part.segment_kind if isinstance(part, Segment) else dict(part).get("segment_kind")
        if key not in known:
            return {name: f"Part {number} of the session needs a kind, such as “Retrieval quiz”."}
    return {}


def _mine(reader: Reader, actor: Actor, model: type[R], record_id: str, action: Action) -> R:
    record = reader.get(model, record_id)
    project_for(reader, actor, record.project_id, action)
    return record


def _apply_policies(uow: UnitOfWork, record: Record) -> None:
    if isinstance(record, Reading):
        check_count(record.value, record.out_of, uow.get(Measure, record.measure_id).unit)
    if isinstance(record, Adaptation):
        ingredient = uow.get(ActiveIngredient, record.ingredient_id)
        if ingredient.project_id != record.project_id:
            raise NotFound
        check_adaptation(record, ingredient, is_secure=_secure(uow, record))


def _secure(uow: UnitOfWork, adaptation: Adaptation) -> bool:
    project_id = adaptation.project_id
    reviews = [
        review.held_on
        for review in uow.find(ReviewMeeting, project_id=project_id)
        if review.held_on <= adaptation.decided_on
    ]
    return is_secure(fidelity_frame(uow, project_id), adaptation.ingredient_id, sorted(reviews))
