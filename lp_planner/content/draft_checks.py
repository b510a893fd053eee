"""Checks of what is drafted: nothing may rest on an answer that is not there, or that stays in."""

from collections.abc import Iterator

from lp_planner.content.library import HOME, Library
from lp_planner.domain.evidence.drafts import BESIDE, Draft, DraftsOfKind, named_in
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import WORDS, FieldSpec, field_specs
from lp_planner.domain.records.reach import Reach

DRAFTS = "data/pathways/drafts/implementation.toml"


def draft_faults(library: Library) -> Iterator[str]:
    """Every fault in the drafts, as ``file: key: what is wrong``."""
    book = library.drafts
    for key in library.frameworks[HOME].by_key:
        if key not in book.lenses:
            yield f"{DRAFTS}: lenses: {key!r} is missing"
    proposed = {text.kind: {p.standard for p in text.standards} for text in library.pathway.records}
    for kind, standards in proposed.items():
        if kind not in book.kinds:
            continue  # its own line is its sentence, and its reason stands with the form
        for standard in sorted(standards - book.of(kind).standards.keys()):
            yield f"{DRAFTS}: kinds.{kind}: nothing is drafted for {standard}"
    for kind, drafts in book.kinds.items():
        if kind not in RECORD_KINDS:
            yield f"{DRAFTS}: kinds: {kind!r} is not a kind of record"
            continue
        for standard in sorted(drafts.standards.keys() - proposed.get(kind, set())):
            yield f"{DRAFTS}: kinds.{kind}: the form does not propose {standard}"
        yield from _of_kind(kind, drafts)


def _of_kind(kind: str, drafts: DraftsOfKind) -> Iterator[str]:
    specs = {spec.name: spec for spec in field_specs(RECORD_KINDS[kind])}
    place = f"{DRAFTS}: kinds.{kind}"
    changed = specs.get(drafts.what_changed)
    if drafts.what_changed and (changed is None or changed.stays_in):
        yield f"{place}: what_changed: {drafts.what_changed!r} is no answer that may leave"
    if drafts.reach and drafts.reach not in {*specs, *Reach}:
        yield f"{place}: reach: {drafts.reach!r} is neither an answer nor a reach"
    for standard, draft in drafts.standards.items():
        for fault in _of_draft(kind, draft, specs):
            yield f"{place}.{standard}: {fault}"


def _of_draft(kind: str, draft: Draft, specs: dict[str, FieldSpec]) -> Iterator[str]:
    always = {name for name, spec in specs.items() if spec.required}
    for needs, words in draft.clauses():
        tied = set(needs.split("+")) if needs else set()
        for name in sorted(tied - specs.keys() - BESIDE.get(kind, frozenset())):
            yield f"{needs}: there is no answer {name!r}"
        for name in sorted(named_in(words)):
            spec = specs.get(name)
            if name not in tied | always:
                yield f"{words!r} rests on {name!r}, which may be empty"
            if spec is not None and spec.stays_in and spec.kind in WORDS:
                yield f"{words!r} puts in {name!r}, which stays in"
