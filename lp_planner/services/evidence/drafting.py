"""Drafts from a record's answers: the sentence, the reason, the reach and what changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lp_planner.content.library import Library
from lp_planner.domain.evidence.claims import Drafted, EvidenceClaim, Offer
from lp_planner.domain.evidence.drafts import reason_of, seen_through, sentence_of
from lp_planner.domain.evidence.evidence_lines import headline_for_others
from lp_planner.domain.records.delivery import FidelityObservation
from lp_planner.domain.records.diagnosis import ProblemStatement, RivalExplanation
from lp_planner.domain.records.fields import WORDS, FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.measures import SurveyRound
from lp_planner.domain.records.options import AdoptionDecision, Option
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.answers import answer_in_words, link_names_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.wording import shortened

LONGEST_CHANGE = 200
A_PART = "a part of the plan"
"""What a link is called whose record is not there any more."""


@dataclass(frozen=True)
class Around:
    """What stands beside a record in its project, as far as a draft may rest on it."""

    links: Mapping[str, str] = field(default_factory=dict)
    """The words for the ids of linked records."""
    has_rivals: bool = False
    """Whether other explanations were written down as records of their own."""
    options: int = 0
    seen: Collection[str] = ()
    """The ids of the visits that noted what was seen of an ingredient."""


def around_unchecked(reader: Reader, project_id: str) -> Around:
    """What the drafts of a project's records may rest on besides their own answers."""
    observations = reader.find(FidelityObservation, project_id=project_id)
    return Around(
        links=link_names_unchecked(reader, project_id),
        has_rivals=bool(reader.find(RivalExplanation, project_id=project_id)),
        options=len(reader.find(Option, project_id=project_id)),
        seen={o.visit_id for o in observations},
    )


def drafted(library: Library, record: Record, around: Around) -> tuple[Drafted, ...]:
    """The standards that a record could speak for, each with a sentence and a reason of its own.

    The sentence is made to be read by others: no words that stay in are in it. Two standards of
    another framework that ask for the same get the same sentence with their own title before it.
    """
    answers = answers_of(library, record, around)
    found: list[Drafted] = []
    said: set[str] = set()
    for offer in library.proposals(record):
        says, why = _words(library, record, offer, answers)
        if says in said:
            says = seen_through(library.framework.by_key[offer.standard].title, says)
        said.add(says)
        found.append(
            Drafted(
                standard=offer.standard, is_primary=offer.is_primary, says=says, why=why,
                source=offer.source,
            )
        )  # fmt: skip
    return tuple(found)


def _words(
    library: Library, record: Record, offer: Offer, answers: Mapping[str, str]
) -> tuple[str, str]:
    draft = library.drafts.draft(record.kind, offer.own)
    says = sentence_of(draft, answers) if draft else _by_its_line(library, record, offer)
    if offer.chosen:
        return says, f"You chose “{offer.chosen}”. What that often shows: {offer.why}"
    return says, reason_of(draft, answers) if draft else offer.why


def _by_its_line(library: Library, record: Record, offer: Offer) -> str:
    name = library.pathway.text_by_kind[record.kind].name
    line = headline_for_others(record.kind, record.headline, name)
    return seen_through(library.drafts.lenses[offer.own], line)


def answers_of(library: Library, record: Record, around: Around) -> dict[str, str]:
    """The words of every answer that is there; those that stay in are only known to be there.

    An answer left at what the form began with says nothing, and is not there.
    """
    found: dict[str, str] = {}
    for spec in field_specs(type(record)):
        value = getattr(record, spec.name)
        if not _is_given(record, spec, value):
            continue
        words = answer_in_words(library, spec, value, around.links)
        if spec.kind in {FieldKind.LINK, FieldKind.LINKS}:
            words = words or (A_PART if spec.required else "")
            if not words:
                continue
        found[spec.name] = "" if spec.stays_in and spec.kind in WORDS else words
    return found | dict.fromkeys(_beside(record, around), "")


def _is_given(record: Record, spec: FieldSpec, value: object) -> bool:
    if value is None or value in ("", ()) or value is False:
        return False
    if spec.kind is FieldKind.CHOICE and not spec.required:
        return bool(value != type(record).model_fields[spec.name].get_default())
    return True


def _beside(record: Record, around: Around) -> set[str]:
    """What the record can rest on though it is written elsewhere."""
    found = set()
    if isinstance(record, ProblemStatement) and around.has_rivals:
        found.add("other_explanations")
    if isinstance(record, Option | AdoptionDecision) and around.options > 1:
        found.add("other_options")
    if record.id in around.seen:
        found.add("seen")
    if isinstance(record, SurveyRound) and any(record.counts):
        found.add("answers")
    return found


def reach_of(
    library: Library, record: Record, claims: Sequence[EvidenceClaim]
) -> tuple[Reach, bool]:
    """How far a record reached, and whether somebody said so.

    What was said of it in an earlier claim counts first, then its own answer; else the least that
    such a record reaches.
    """
    if claims:
        return claims[-1].reach, True
    said = library.drafts.of(record.kind).reach
    if said in set(Reach):
        return Reach(said), False
    answer = getattr(record, said) if said else None
    return (Reach(answer), True) if answer else (_least(record), False)


def _least(record: Record) -> Reach:
    return Reach.OWN_TEAM if record.is_with_people else Reach.OWN_PRACTICE


def what_changed_of(library: Library, record: Record, claims: Sequence[EvidenceClaim]) -> str:
    """What is already said of what changed: in an earlier claim, or in the record itself."""
    if told := next((c.what_changed for c in reversed(claims) if c.what_changed), ""):
        return told
    name = library.drafts.of(record.kind).what_changed
    return shortened(str(getattr(record, name)), LONGEST_CHANGE) if name else ""
