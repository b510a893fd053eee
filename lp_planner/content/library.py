"""The content as the rest of the planner asks for it: phases, words, standards and proposals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lp_planner.domain.delivery import FidelityObservation, FidelityVisit
from lp_planner.domain.evidence import Proposal
from lp_planner.domain.fields import FieldKind, field_specs
from lp_planner.domain.pathway import Pathway, Step, Term, Vocabulary
from lp_planner.domain.records import Frozen, Record
from lp_planner.domain.standards import Framework

ACTIVITY_TYPES = "activity_types"
"""The vocabulary whose terms say in which phase a record belongs."""

BELONGS_WITH: Mapping[str, str] = {FidelityObservation.kind: FidelityVisit.kind}
"""Kinds without a form or step of their own, and the kind whose form they are written in."""


@dataclass(frozen=True)
class Library:
    """All content, read once and checked."""

    pathway: Pathway
    vocabularies: Mapping[str, Vocabulary]
    framework: Framework

    def phase_of(self, record: Record) -> str:
        """The key of the phase a record belongs to.

        A record that names an activity type belongs to the phase of that type; any other belongs
        to the phase of the first step that asks for its kind.
        """
        for spec in field_specs(type(record)):
            if spec.vocabulary == ACTIVITY_TYPES:
                term = self._term(ACTIVITY_TYPES, getattr(record, spec.name))
                if term is not None and term.phase:
                    return term.phase
        kind = BELONGS_WITH.get(record.kind, record.kind)
        return next(
            phase.key
            for phase in self.pathway.phases
            if any(step.kind == kind for step in phase.steps)
        )

    def step_of(self, record: Record) -> Step:
        """The step, within the record's phase, that asks for its kind."""
        kind = BELONGS_WITH.get(record.kind, record.kind)
        phase = self.pathway.phase_by_key[self.phase_of(record)]
        return next(step for step in phase.steps if step.kind == kind)

    def proposals(self, record: Record) -> tuple[Proposal, ...]:
        """The standards a record may evidence: primary first, each standard once.

        They come from the record's kind and from every term chosen in it. Where both name one
        standard, a primary link wins over another, and the kind's reason over a term's.
        """
        text = self.pathway.text_by_kind.get(record.kind)
        found = list(text.standards) if text else []
        for term in self._chosen_terms(record):
            found.extend(term.standards)
        best: dict[str, Proposal] = {}
        for proposal in found:
            earlier = best.get(proposal.standard)
            if earlier is None or (proposal.is_primary and not earlier.is_primary):
                best[proposal.standard] = proposal
        return tuple(self._in_order(best.values()))

    def term_label(self, vocabulary: str, key: str) -> str:
        """The words for a key; the key itself where the list or the term is not known."""
        words = self.vocabularies.get(vocabulary)
        return words.label(key) if words else key

    def _in_order(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        order = {standard.key: n for n, standard in enumerate(self.framework.standards)}
        return sorted(
            proposals, key=lambda p: (not p.is_primary, order.get(p.standard, len(order)))
        )

    def _chosen_terms(self, holder: Frozen) -> Iterator[Term]:
        for spec in field_specs(type(holder)):
            value = getattr(holder, spec.name)
            if spec.kind is FieldKind.SEGMENTS:
                for segment in value:
                    yield from self._chosen_terms(segment)
            elif spec.vocabulary and value is not None:
                term = self._term(spec.vocabulary, value)
                if term is not None:
                    yield term

    def _term(self, vocabulary: str, key: str) -> Term | None:
        words = self.vocabularies.get(vocabulary)
        return words.by_key.get(str(key)) if words else None
