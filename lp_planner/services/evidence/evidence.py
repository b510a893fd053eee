"""From a record to evidence: what it may show, what the lead practitioner claims for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lp_planner.content.library import Library
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.claims import ClaimStatus, Drafted, EvidenceClaim
from lp_planner.domain.evidence.evidence_lines import RecordKey
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence.drafting import (
    Around,
    around_unchecked,
    drafted,
    reach_of,
    what_changed_of,
)
from lp_planner.services.planning.recording import record_of
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import listed


@dataclass(frozen=True)
class Use:
    """One record put forward for one standard, in the words of whoever does so."""

    record: RecordKey
    standard: str
    claim: str
    reach: str
    what_changed: str = ""


@dataclass(frozen=True)
class Answer:
    """What is saved of one record for one standard: ``first`` where nothing is yet."""

    record: RecordKey
    standard: str
    first: Mapping[str, object]
    change: Mapping[str, object]


LABELS = {"claim": "What it shows about you", "what_changed": "What changed", "reach": "Reach"}


class EvidenceOfRecord(Frozen):
    """What one record may show, and what has been said about it so far."""

    proposals: tuple[Drafted, ...]
    claims: tuple[EvidenceClaim, ...]
    reach: Reach
    """How far it reached, as far as that is known."""
    is_reach_said: bool
    """Whether somebody said so, so that it need not be asked again."""
    what_changed: str
    """What is already said of what changed."""

    @property
    def open_proposals(self) -> tuple[Drafted, ...]:
        """Proposals that are neither confirmed nor set aside, the likeliest first."""
        answered = {claim.standard for claim in self.claims}
        return tuple(p for p in self.proposals if p.standard not in answered)

    @property
    def confirmed(self) -> tuple[EvidenceClaim, ...]:
        """The claims that count."""
        return tuple(c for c in self.claims if c.status is ClaimStatus.CONFIRMED)


def evidence_of(desk: Desk, kind: str, record_id: str) -> EvidenceOfRecord:
    """The proposals for a record and the claims already made from it."""
    record = record_of(desk, kind, record_id)
    with desk.read() as reader:
        claims = reader.find(EvidenceClaim, record_kind=kind, record_id=record.id)
        around = around_unchecked(reader, record.project_id)
    return evidence_found(desk.library, record, claims, around)


def evidence_found(
    library: Library, record: Record, claims: Sequence[EvidenceClaim], around: Around
) -> EvidenceOfRecord:
    """What one record may show, for services that already read."""
    confirmed = [claim for claim in claims if claim.status is ClaimStatus.CONFIRMED]
    reach, is_said = reach_of(library, record, confirmed)
    return EvidenceOfRecord(
        proposals=drafted(library, record, around),
        claims=tuple(claims),
        reach=reach,
        is_reach_said=is_said,
        what_changed=what_changed_of(library, record, confirmed),
    )


def claim_evidence(
    desk: Desk,
    kind: str,
    record_id: str,
    *,
    claims: Mapping[str, str],
    reach: str,
    what_changed: str = "",
) -> tuple[EvidenceClaim, ...]:
    """Put a record forward for one or more standards, for each with a reason of its own.

    The reason is a line of reflection: what the record shows about its lead, by that standard.

    A standard that was set aside or confirmed before gets the new words. The LP may name any
    standard of the framework, proposed or not.

    Raises:
        NotFound: for a record that is not in a project of the actor's.
        ValidationFailed: without a standard or a reach, or where a standard has no reason, or
            only the one that another has.
    """
    chosen = _known(desk.workspace, tuple(claims))
    _told_apart(claims)
    said: dict[str, object] = {
        "reach": _reach(reach),
        "what_changed": what_changed,
        "status": ClaimStatus.CONFIRMED,
    }
    values = {standard: {"claim": claims[standard], **said} for standard in chosen}
    return _answer(
        desk, [Answer((kind, record_id), standard, v, v) for standard, v in values.items()]
    )


def set_aside(
    desk: Desk, kind: str, record_id: str, *, standards: Sequence[str]
) -> tuple[EvidenceClaim, ...]:
    """Say that a record is not evidence for these standards; it stops being proposed for them.

    A claim that was made before keeps its words and can be confirmed again.
    """
    chosen = _known(desk.workspace, standards)
    return _answer(desk, [_turned_down((kind, record_id), standard) for standard in chosen])


def use_several(desk: Desk, uses: Sequence[Use]) -> tuple[EvidenceClaim, ...]:
    """Put several records forward at once, or none of them: each for its standard, in its words.

    Raises:
        NotFound: where a record is not in a project of the actor's.
        ValidationFailed: without any, or where one lacks a standard, a reason or a reach, or two
            standards of one record have the same reason.
    """
    if not uses:
        raise ValidationFailed({"standards": "Please tick at least one line first."})
    answers = []
    for record in dict.fromkeys(use.record for use in uses):
        of_it = [use for use in uses if use.record == record]
        _known(desk.workspace, [use.standard for use in of_it])
        _told_apart({use.standard: use.claim for use in of_it})
    for use in uses:
        said: dict[str, object] = {
            "claim": use.claim,
            "reach": _reach(use.reach),
            "what_changed": use.what_changed,
            "status": ClaimStatus.CONFIRMED,
        }
        answers.append(Answer(use.record, use.standard, said, said))
    return _answer(desk, answers)


def turn_down_several(
    desk: Desk, lines: Sequence[tuple[RecordKey, str]]
) -> tuple[EvidenceClaim, ...]:
    """Say "not this one" of several records at once, each for one standard."""
    for _, standard in lines:
        _known(desk.workspace, [standard])
    return _answer(desk, [_turned_down(record, standard) for record, standard in lines])


def _turned_down(record: RecordKey, standard: str) -> Answer:
    status: dict[str, object] = {"status": ClaimStatus.SET_ASIDE}
    first = {"claim": "Set aside", "reach": Reach.OWN_PRACTICE, **status}
    return Answer(record, standard, first, status)


def withdraw_claim(desk: Desk, claim_id: str) -> None:
    """Take back a claim; the record stays, and the standard is proposed again."""

    def save(uow: UnitOfWork) -> None:
        claim = uow.get(EvidenceClaim, claim_id)
        project_for(uow, desk.actor, claim.project_id, Action.WRITE_PROJECT)
        uow.remove(claim)

    desk.write(save)


def _known(workspace: Workspace, standards: Sequence[str]) -> list[str]:
    if not standards:
        raise ValidationFailed({"standards": "Please choose at least one standard."})
    if unknown := [s for s in standards if s not in workspace.library.framework.by_key]:
        raise ValidationFailed({"standards": f"We do not know the standard {', '.join(unknown)}."})
    return list(dict.fromkeys(standards))


def _told_apart(claims: Mapping[str, str]) -> None:
    """Refuse one sentence for several standards, and a standard without one."""
    said = {standard: " ".join(words.split()) for standard, words in claims.items()}
    if mute := [standard for standard, words in said.items() if not words]:
        raise ValidationFailed({"claim": f"What does it show for {listed(mute)}? Please say why."})
    often = Counter(words.casefold() for words in said.values())
    if same := [standard for standard, words in said.items() if often[words.casefold()] > 1]:
        raise ValidationFailed(
            {"claim": f"{listed(same)} have the same reason. What does it show for each of them?"}
        )


def _reach(reach: str) -> Reach:
    try:
        return Reach(reach)
    except ValueError:
        raise ValidationFailed({"reach": "Please say how far it reached."}) from None


def _answer(desk: Desk, answers: Sequence[Answer]) -> tuple[EvidenceClaim, ...]:
    """Save all the answers or none of them."""

    def save(uow: UnitOfWork) -> tuple[EvidenceClaim, ...]:
        return tuple(_save_one(desk, uow, answer) for answer in answers)

    with in_words(LABELS):
        return desk.write(save)


def _save_one(desk: Desk, uow: UnitOfWork, answer: Answer) -> EvidenceClaim:
    kind, record_id = answer.record
    if kind not in desk.library.pathway.text_by_kind:
        raise NotFound
    record: Record = uow.get(record_model(kind), record_id)
    project_for(uow, desk.actor, record.project_id, Action.WRITE_PROJECT)
    of_record: dict[str, Any] = {
        "record_kind": kind,
        "record_id": record.id,
        "standard": answer.standard,
    }
    known = uow.find(EvidenceClaim, **of_record)
    if known:
        return uow.change(known[0], **answer.change)
    return uow.add(EvidenceClaim, project_id=record.project_id, **of_record, **answer.first)
