"""The answers of a form against the model of its kind: every refusal at once, in words."""

from collections.abc import Mapping

from pydantic import ValidationError

from lp_planner.content.library import Library
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Segment
from lp_planner.services.desk.refusals import sentences


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
    if model.needs_one_of and not any(answers.get(name) for name in model.needs_one_of):
        first = model.needs_one_of[0]
        errors.setdefault(first, "Please answer at least one of the parts.")
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
