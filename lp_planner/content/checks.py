"""Whether the content files agree with each other and with the records they describe.

Every check reads the files as they stand, so that one fault never hides another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from lp_planner.content.entries import Entry, listed
from lp_planner.content.library import ACTIVITY_TYPES, BELONGS_WITH
from lp_planner.domain.catalogue import RECORD_KINDS
from lp_planner.domain.delivery import Activity
from lp_planner.domain.evidence import EvidenceClaim, Reach
from lp_planner.domain.fields import field_specs
from lp_planner.domain.strategies import Segment

SEGMENT = "segment"
FORMS: Mapping[str, type[BaseModel]] = {
    **{kind: model for kind, model in RECORD_KINDS.items() if kind not in BELONGS_WITH},
    SEGMENT: Segment,
}
"""What the content must give words for."""


@dataclass(frozen=True)
class Files:
    """What could be read: ``None`` or a missing vocabulary means the file itself has a fault."""

    pathway: Entry | None
    framework: Entry | None
    vocabularies: Mapping[str, Entry]


def all_checks(files: Files) -> Iterator[str]:
    """Every fault between the files, in the order of the files."""
    if files.pathway:
        yield from _records(files.pathway)
        yield from _steps(files.pathway)
    for name, vocabulary in files.vocabularies.items():
        yield from _vocabulary(name, vocabulary)
    yield from _choices(files)
    yield from _phases_named(files)
    if files.framework:
        yield from _framework(files.framework)
    yield from _standards_named(files)


def vocabularies_needed() -> tuple[str, ...]:
    """The vocabularies that some record chooses from, in alphabetical order."""
    return tuple(sorted({vocabulary for _, _, vocabulary in _choice_fields()}))


def _repeated(entries: Iterable[Entry], key: str) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for entry in entries:
        value = entry.text(key)
        seen[value] += 1
        if value and seen[value] > 1:
            yield entry.fault(key, f'"{value}" is already used above; please give each its own')


def _records(pathway: Entry) -> Iterator[str]:
    records = pathway.entries("records")
    yield from _repeated(records, "kind")
    for record in records:
        kind = record.text("kind")
        if kind in FORMS:
            yield from _fields(record, FORMS[kind])
        elif kind:
            yield record.fault("kind", f'"{kind}" is not a kind; expected one of {listed(FORMS)}')
    written = {record.text("kind") for record in records}
    for kind in FORMS:
        if kind not in written:
            yield pathway.fault("records", f'please add the words for "{kind}"')


def _fields(record: Entry, model: type[BaseModel]) -> Iterator[str]:
    fields = record.entries("fields")
    yield from _repeated(fields, "name")
    expected = [spec.name for spec in field_specs(model)] if model is not Segment else []
    expected = expected or list(model.model_fields)
    found = [field.text("name") for field in fields]
    missing = [name for name in expected if name not in found]
    if missing:
        yield record.fault("fields", f"please add {listed(missing)}")
    for field in fields:
        name = field.text("name")
        if name and name not in expected:
            yield field.fault("name", f'"{name}" is not a field; expected {listed(expected)}')
    if sorted(found) == sorted(expected) and found != expected:
        yield record.fault("fields", f"please keep this order: {listed(expected)}")


def _steps(pathway: Entry) -> Iterator[str]:
    phases = pathway.entries("phases")
    steps = [step for phase in phases for step in phase.entries("steps")]
    yield from _repeated(phases, "key")
    yield from _repeated(steps, "key")
    askable = [kind for kind in RECORD_KINDS if kind not in BELONGS_WITH]
    for step in steps:
        kind = step.text("kind")
        if kind and kind not in askable:
            yield step.fault("kind", f'"{kind}" is not a kind; expected one of {listed(askable)}')
    for phase in phases:
        yield from _repeated(phase.entries("steps"), "kind")
    asked = {step.text("kind") for step in steps}
    for kind in askable:
        if kind not in asked:
            yield pathway.fault("phases", f'please add a step whose kind is "{kind}"')


def _vocabulary(name: str, vocabulary: Entry) -> Iterator[str]:
    key = vocabulary.text("key")
    if key and key != name:
        yield vocabulary.fault("key", f'expected "{name}", the name of the file; found "{key}"')
    yield from _repeated(vocabulary.entries("terms"), "key")


def _choice_fields() -> Iterator[tuple[type[BaseModel], str, str]]:
    for model in (*RECORD_KINDS.values(), Segment, EvidenceClaim):
        for spec in field_specs(model):
            if spec.vocabulary:
                yield model, spec.name, spec.vocabulary


def _choices(files: Files) -> Iterator[str]:
    for model, name, needed in _choice_fields():
        vocabulary = files.vocabularies.get(needed)
        if vocabulary is None:
            continue
        keys = [term.text("key") for term in vocabulary.entries("terms")]
        info = model.model_fields[name]
        values = _enum_values(info.annotation)
        for key in keys:
            if values and key and key not in values:
                yield vocabulary.fault(
                    "terms", f'"{key}" cannot be used; expected exactly {listed(values)}'
                )
        for value in values:
            if value not in keys:
                yield vocabulary.fault("terms", f'please add a term whose key is "{value}"')
        if not values and isinstance(info.default, str) and info.default not in keys:
            yield vocabulary.fault(
                "terms", f'please add a term whose key is "{info.default}": forms begin with it'
            )


def _enum_values(annotation: object) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(annotation)
    return ()


def _phases_named(files: Files) -> Iterator[str]:
    if files.pathway is None:
        return
    phases = files.pathway.entries("phases")
    keys = [phase.text("key") for phase in phases]
    with_activities = {
        phase.text("key")
        for phase in phases
        if any(step.text("kind") == Activity.kind for step in phase.entries("steps"))
    }
    for name, vocabulary in files.vocabularies.items():
        for term in vocabulary.entries("terms"):
            phase = term.text("phase")
            if phase and phase not in keys:
                yield term.fault("phase", f'"{phase}" is not a phase; expected {listed(keys)}')
            elif name == ACTIVITY_TYPES and not phase:
                yield term.fault("phase", f"please add a phase: one of {listed(keys)}")
            elif name == ACTIVITY_TYPES and phase not in with_activities:
                yield term.fault("phase", f'"{phase}" has no step whose kind is "{Activity.kind}"')


def _framework(framework: Entry) -> Iterator[str]:
    levels = framework.entries("levels")
    categories = framework.entries("categories")
    standards = [s for category in categories for s in category.entries("standards")]
    yield from _repeated(levels, "key")
    yield from _repeated(levels, "reach")
    yield from _repeated(categories, "key")
    yield from _repeated(standards, "key")
    for reach in Reach:
        if reach.value not in {level.text("reach") for level in levels}:
            yield framework.fault("levels", f'please add the level whose reach is "{reach}"')


def _standards_named(files: Files) -> Iterator[str]:
    known: list[str] = []
    if files.framework:
        categories = files.framework.entries("categories")
        known = [s.text("key") for c in categories for s in c.entries("standards")]
    holders = [*files.pathway.entries("records")] if files.pathway else []
    for vocabulary in files.vocabularies.values():
        holders.extend(vocabulary.entries("terms"))
    for holder in holders:
        links = holder.entries("standards")
        yield from _repeated(links, "standard")
        for link in links:
            standard = link.text("standard")
            if known and standard and standard not in known:
                yield link.fault(
                    "standard", f'"{standard}" is not a standard; expected one of {listed(known)}'
                )
