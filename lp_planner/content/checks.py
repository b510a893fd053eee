"""Checks across the content files: everything they name must exist."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import BaseModel

from lp_planner.content.countdown_checks import countdown_faults
from lp_planner.content.draft_checks import draft_faults
from lp_planner.content.library import Library
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim, Proposal
from lp_planner.domain.planning.calendar import SchoolPeriod
from lp_planner.domain.planning.note_rules import NoteKind, parts_of
from lp_planner.domain.planning.pathway import RecordText
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import ChoiceOf, FieldKind, field_specs
from lp_planner.domain.records.strategies import Segment

PATHWAY = "data/pathways/implementation.toml"
FRAMEWORK = "data/frameworks/ssat_lp.toml"
TOOLKIT = "data/toolkit/eef_toolkit.toml"
NOTE_RULES = "data/inbox/rules.toml"
MOST_FIRST = 7
"""So many answers stand open in a new form beside the needed ones; a longer form is not begun."""
WITHOUT_A_FORM = frozenset(k for k, model in RECORD_KINDS.items() if not model.has_form)


def cross_faults(library: Library) -> list[str]:
    """Every fault between the files and the models, as ``file: key: what is wrong``."""
    return [
        *_doubles(library),
        *_steps(library),
        *_items(library),
        *_records(library),
        *_vocabularies(library),
        *_proposals(library),
        *_same_acts(library),
        *_guides(library),
        *_mappings(library),
        *_note_rules(library),
        *draft_faults(library),
        *countdown_faults(library),
    ]


def _doubles(library: Library) -> Iterator[str]:
    steps = [s.key for p in library.pathway.phases for s in p.steps]
    groups: list[tuple[str, str, Iterable[str]]] = [
        (PATHWAY, "phases", [p.key for p in library.pathway.phases]),
        (PATHWAY, "items", [i.key for p in library.pathway.phases for i in p.items]),
        (PATHWAY, "steps", steps),
        (PATHWAY, "records", [r.kind for r in library.pathway.records]),
        (FRAMEWORK, "standards", [s.key for s in library.framework.standards]),
        (FRAMEWORK, "levels", [level.key for level in library.framework.levels]),
    ]
    groups.append((TOOLKIT, "strands", [s.key for s in library.toolkit.strands]))
    groups += [
        (f"data/vocabularies/{v.key}.toml", "terms", [t.key for t in v.terms])
        for v in library.vocabularies.values()
    ]
    for file, what, keys in groups:
        for key, number in Counter(keys).items():
            if number > 1:
                yield f"{file}: {what}: {key!r} stands there {number} times"


def _steps(library: Library) -> Iterator[str]:
    used = set()
    for phase in library.pathway.phases:
        for step in phase.steps:
            used.add(step.kind)
            if step.kind not in RECORD_KINDS:
                yield f"{PATHWAY}: step {step.key}: kind {step.kind!r} is not a kind of record"
    known = {step.key for phase in library.pathway.phases for step in phase.steps}
    for line in library.pathway.lens:
        for key in sorted(set(line.asked_at) - known):
            yield f"{PATHWAY}: lens {line.part}, {line.line}: there is no step {key!r}"
    for kind in sorted(RECORD_KINDS.keys() - used - WITHOUT_A_FORM):
        yield f"{PATHWAY}: steps: no step asks for {kind!r}"


def _items(library: Library) -> Iterator[str]:
    known = {step.key for phase in library.pathway.phases for step in phase.steps}
    for phase in library.pathway.phases:
        if not any(step.is_core for step in phase.steps):
            yield f"{PATHWAY}: phase {phase.key}: no step of it is in the core"
        for item in phase.items:
            if not item.steps and item.noted_at not in known:
                yield f"{PATHWAY}: item {item.key}: it has no step, and none is named in noted_at"


def _records(library: Library) -> Iterator[str]:
    texts = library.pathway.text_by_kind
    for kind in sorted(RECORD_KINDS.keys() - WITHOUT_A_FORM):
        if kind not in texts:
            yield f"{PATHWAY}: records: the words for {kind!r} are missing"
            continue
        wanted = [spec.name for spec in field_specs(RECORD_KINDS[kind])]
        yield from _fields(kind, wanted, [field.name for field in texts[kind].fields])
        yield from _form_and_row(texts[kind])
    if "segment" in texts:
        named = [field.name for field in texts["segment"].fields]
        yield from _fields("segment", list(Segment.model_fields), named)
    else:
        yield f"{PATHWAY}: records: the words for 'segment' are missing"
    for kind in sorted(texts.keys() - RECORD_KINDS.keys() - {"segment"}):
        yield f"{PATHWAY}: records: {kind!r} is not a kind of record"


def _fields(kind: str, wanted: list[str], named: list[str]) -> Iterator[str]:
    for name in wanted:
        if name not in named:
            yield f"{PATHWAY}: records.{kind}: the words for the field {name!r} are missing"
    for name in named:
        if name not in wanted:
            yield f"{PATHWAY}: records.{kind}: there is no field {name!r}"


def _form_and_row(text: RecordText) -> Iterator[str]:
    """What comes first in a form, and what a row says, names fields of the kind."""
    specs = {spec.name: spec for spec in field_specs(RECORD_KINDS[text.kind])}
    for what, names in (("first", text.first), ("row", text.row.names)):
        for name in names:
            if name not in specs:
                yield f"{PATHWAY}: records.{text.kind}: {what} names no field: {name!r}"
    for name in text.first:
        if name in specs and specs[name].required:
            yield f"{PATHWAY}: records.{text.kind}: first: {name!r} is needed and shown anyway"
    if len(text.first) > MOST_FIRST:
        yield f"{PATHWAY}: records.{text.kind}: first: at most {MOST_FIRST}; the others are folded"


def _vocabularies(library: Library) -> Iterator[str]:
    models: tuple[type[BaseModel], ...] = (
        *RECORD_KINDS.values(),
        Attachment,
        EvidenceClaim,
        Segment,
        SchoolPeriod,
    )
    for model in models:
        for name, info in model.model_fields.items():
            choice = next((mark for mark in info.metadata if isinstance(mark, ChoiceOf)), None)
            if choice is None or FieldKind.CHOICE not in info.metadata:
                continue
            file = f"data/vocabularies/{choice.vocabulary}.toml"
            vocabulary = library.vocabularies.get(choice.vocabulary)
            if vocabulary is None:
                yield f"{file}: the file is missing; {model.__name__}.{name} chooses from it"
                continue
            if isinstance(info.annotation, type) and issubclass(info.annotation, StrEnum):
                values = {member.value for member in info.annotation}
                if values != set(vocabulary.by_key):
                    yield f"{file}: terms: the keys must be exactly {', '.join(sorted(values))}"
    for term in (
        library.vocabularies["activity_types"].terms
        if ("activity_types" in library.vocabularies)
        else ()
    ):
        if term.phase not in library.pathway.phase_by_key:
            yield f"data/vocabularies/activity_types.toml: {term.key}: no phase {term.phase!r}"


def _proposals(library: Library) -> Iterator[str]:
    drafted = library.drafts.kinds
    places: list[tuple[str, tuple[Proposal, ...], bool]] = [
        (f"{PATHWAY}: records.{text.kind}", text.standards, text.kind in drafted)
        for text in library.pathway.records
    ]
    places += [
        (f"data/vocabularies/{vocabulary.key}.toml: {term.key}", term.standards, False)
        for vocabulary in library.vocabularies.values()
        for term in vocabulary.terms
    ]
    for place, proposals, is_drafted in places:
        for proposal in proposals:
            if proposal.standard not in library.framework.by_key:
                yield f"{place}: standard {proposal.standard!r} is not in {FRAMEWORK}"
            if is_drafted == bool(proposal.why):
                yield f"{place}: {proposal.standard}: why: said here, or drafted, and never both"


def _same_acts(library: Library) -> Iterator[str]:
    """Of a record, its kind and its chosen term together, at most one standard comes first."""
    first = {text.kind: _first(text.standards) for text in library.pathway.records}
    chosen = {
        f"{kind}:{term.key}": first[kind] + _first(term.standards)
        for kind, model in RECORD_KINDS.items()
        if kind in first
        for spec in field_specs(model)
        if spec.vocabulary and spec.vocabulary in library.vocabularies
        for term in library.vocabularies[spec.vocabulary].terms
    }
    for place, standards in [*first.items(), *chosen.items()]:
        if len(set(standards)) > 1:
            yield f"{PATHWAY}: {place}: two standards come first: {', '.join(standards)}"
    activities = library.vocabularies.get("activity_types")
    for term in activities.terms if activities else ():
        if term.same_as and _first(term.standards) != (first | chosen).get(term.same_as):
            yield (
                f"data/vocabularies/activity_types.toml: {term.key}: the same act is recorded as "
                f"{term.same_as!r}; please give both the same first standard"
            )


def _first(proposals: Iterable[Proposal]) -> list[str]:
    return [proposal.standard for proposal in proposals if proposal.is_primary]


def _guides(library: Library) -> Iterator[str]:
    for key, guide in library.guides.items():
        file = f"data/self_assessment/{key}.toml"
        framework = library.frameworks.get(key)
        if framework is None:
            yield f"{file}: framework: there is no data/frameworks/{key}.toml"
            continue
        levels = [level.key for level in framework.levels]
        wanted = [(s.key, level) for s in framework.standards for level in levels]
        there = [(s.standard, level.level) for s in guide.standards for level in s.levels]
        for standard, level in wanted:
            if there.count((standard, level)) != 1:
                yield f"{file}: standards: please describe {standard} at {level!r} once"
        for standard, level in there:
            if (standard, level) not in wanted:
                yield f"{file}: standards: there is no {standard} at {level!r}"
        for onward in guide.onward:
            if onward.level not in levels:
                yield f"{file}: onward: there is no level {onward.level!r}"


def _mappings(library: Library) -> Iterator[str]:
    for key, mapping in library.mappings.items():
        file = f"data/mappings/{key}.toml"
        framework = library.frameworks.get(key)
        if framework is None:
            yield f"{file}: framework: there is no data/frameworks/{key}.toml"
            continue
        for own, others in mapping.answers.items():
            if own not in library.framework.by_key:
                yield f"{file}: answers: {own!r} is not in {FRAMEWORK}"
            for other in others:
                if other not in framework.by_key:
                    yield f"{file}: answers.{own}: {other!r} is not in data/frameworks/{key}.toml"


def _note_rules(library: Library) -> Iterator[str]:
    """Each kind of note opens a form that there is, in a box for words, with answers it knows."""
    keys = Counter(rule.key for rule in library.note_rules.kinds)
    for rule in library.note_rules.kinds:
        place = f"{NOTE_RULES}: {rule.key}"
        if keys[rule.key] > 1:
            yield f"{place}: stands there {keys[rule.key]} times"
        if rule.kind not in library.pathway.text_by_kind or rule.kind not in RECORD_KINDS:
            yield f"{place}: kind: {rule.kind!r} has no form"
            continue
        specs = {spec.name: spec for spec in field_specs(RECORD_KINDS[rule.kind])}
        box = specs.get(rule.box)
        if box is None or box.kind not in {FieldKind.LINE, FieldKind.PROSE}:
            yield f"{place}: box: {rule.box!r} is no box for words in the form of {rule.kind!r}"
        for name, key in rule.answers.items():
            vocabulary = specs[name].vocabulary if name in specs else None
            terms = library.vocabularies.get(vocabulary or "")
            if terms is None or key not in terms.by_key:
                yield f"{place}: answers.{name}: {key!r} is no answer there"
        yield from _clues(place, rule)


def _clues(place: str, rule: NoteKind) -> Iterator[str]:
    for group in ("strong", "clear", "faint", "against"):
        clues: tuple[str, ...] = getattr(rule, group)
        for clue, number in Counter(clues).items():
            if number > 1:
                yield f"{place}: {group}: {clue!r} stands there {number} times"
            if not parts_of(clue):
                yield f"{place}: {group}: there is no word in {clue!r}"
