"""Everything the content files say, checked and ready to use."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lp_planner.domain.evidence.claims import Offer
from lp_planner.domain.evidence.drafts import DraftBook
from lp_planner.domain.evidence.mappings import FrameworkMapping
from lp_planner.domain.evidence.standards import Framework
from lp_planner.domain.planning.calendar import UsualYears
from lp_planner.domain.planning.countdown import CountdownBook, CountdownLine
from lp_planner.domain.planning.note_rules import NoteRules
from lp_planner.domain.planning.pathway import Pathway, Step, Term, Vocabulary
from lp_planner.domain.planning.toolkit import Toolkit
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.records import Record
from lp_planner.domain.self_assessment.coaching_guide import Guide
from lp_planner.domain.voices.words import VoiceWords

FALLBACK_PHASE = "deliver"
HOME = "ssat_lp"
"""The framework that the pathway and the vocabularies speak of."""


@dataclass(frozen=True)
class Library:
    """The pathway, the vocabularies, the framework of standards and the tables beside them."""

    pathway: Pathway
    vocabularies: Mapping[str, Vocabulary]
    framework: Framework
    toolkit: Toolkit
    calendar: UsualYears
    note_rules: NoteRules
    drafts: DraftBook
    countdown: CountdownBook
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    """Every framework there is by its key; ``framework`` is the one that projects work with."""
    guides: Mapping[str, Guide] = field(default_factory=dict)
    """The coaching beside a framework, by the framework's key."""
    mappings: Mapping[str, FrameworkMapping] = field(default_factory=dict)
    """How other frameworks answer to our own, by their key."""
    voices: Mapping[str, VoiceWords] = field(default_factory=dict)
    """What those read who answer through a link, by language."""
    leading: frozenset[str] = frozenset()
    """The standards of leading, which build on evidence for the others."""

    def working_with(self, key: str) -> "Library":
        """The same content with another framework for projects, evidence and the portfolio.

        What our forms propose is said in the standards of our own framework; a mapping, where
        there is one, says it in those of the other. One without levels takes our four.

        Raises:
            KeyError: for a framework that is not there.
        """
        chosen = self.frameworks[key]
        if chosen is self.framework:
            return self
        if not chosen.levels:
            chosen = chosen.model_copy(update={"levels": self.framework.levels})
        found = replace(self, framework=chosen)
        leading = (s for own in self.leading for s in found.standing_for(own))
        return replace(found, leading=frozenset(leading))

    def standing_for(self, standard: str) -> tuple[str, ...]:
        """The standards at work here that ask for what one of our own framework asks for."""
        if self.framework.key == HOME:
            return (standard,)
        mapping = self.mappings.get(self.framework.key)
        return mapping.answers.get(standard, ()) if mapping else ()

    def countdown_for(self, standards: Collection[str]) -> tuple[tuple[str, CountdownLine], ...]:
        """What has to have begun for these standards, each line with the one it stands for."""
        return tuple(
            (standard, line)
            for line in self.countdown.lines
            for standard in self.standing_for(line.standard)
            if standard in standards
        )

    def phase_of(self, record: Record) -> str:
        """The key of the phase a record belongs to.

        A chosen term that has a phase of its own (a kind of activity) decides; otherwise the
        first step that asks for this kind of record.
        """
        for term in self._chosen_terms(record):
            if term.phase:
                return term.phase
        return next(
            (p.key for p in self.pathway.phases for s in p.steps if s.kind == record.kind),
            FALLBACK_PHASE,
        )

    def place_of(self, record: Record) -> tuple[str, Step]:
        """The key of the record's phase, and the step there that asks for its kind."""
        phase = self.pathway.phase_by_key[self.phase_of(record)]
        return phase.key, next((s for s in phase.steps if s.kind == record.kind), phase.steps[-1])

    def proposals(self, record: Record) -> tuple[Offer, ...]:
        """The standards a record may evidence: those of its kind and of the terms it chose.

        Primary ones first, each standard once, in the order of the framework.
        """
        text = self.pathway.text_by_kind.get(record.kind)
        found: dict[str, Offer] = {}
        offered = [(p, "") for p in (text.standards if text else ())]
        offered += [(p, term.label) for term in self._chosen_terms(record) for p in term.standards]
        for own, chosen in offered:
            for standard in self.standing_for(own.standard):
                told = {**dict(own), "standard": standard, "own": own.standard, "chosen": chosen}
                known = found.get(standard)
                if known is None or (own.is_primary and not known.is_primary):
                    found[standard] = Offer.model_validate(told)
        order = list(self.framework.by_key)
        return tuple(
            sorted(found.values(), key=lambda p: (not p.is_primary, order.index(p.standard)))
        )

    def steps_for(self, standard: str, phase: str) -> tuple[Step, ...]:
        """The steps of a phase where something could be written that speaks for a standard."""
        own = {s for s in self.frameworks[HOME].by_key if standard in self.standing_for(s)}
        steps = self.pathway.phase_by_key[phase].steps
        return tuple(s for s in steps if own & self._offered_by(s.kind, phase))

    def _offered_by(self, kind: str, phase: str) -> set[str]:
        """The standards that a form proposes, by itself or with one of its answers."""
        text = self.pathway.text_by_kind.get(kind)
        chosen = (s.vocabulary for s in field_specs(RECORD_KINDS[kind]) if s.vocabulary)
        terms = (t for v in chosen for t in self.vocabularies[v].terms if t.phase in {"", phase})
        offered = [*(text.standards if text else ()), *(p for t in terms for p in t.standards)]
        return {proposal.standard for proposal in offered}

    def term_label(self, vocabulary: str, key: str) -> str:
        """The words for a term."""
        return self.vocabularies[vocabulary].label(key)

    def _chosen_terms(self, record: Record) -> Iterator[Term]:
        for spec in field_specs(type(record)):
            value = getattr(record, spec.name)
            if spec.kind is FieldKind.SEGMENTS:
                for segment in value:
                    yield from self._term("segment_kinds", segment.segment_kind)
            elif spec.vocabulary:
                yield from self._term(spec.vocabulary, str(value))

    def _term(self, vocabulary: str, key: str) -> Iterator[Term]:
        term = self.vocabularies[vocabulary].by_key.get(key)
        if term is not None:
            yield term
