"""What waits: the records that could speak for a standard and were neither used nor turned down."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from lp_planner.domain.evidence.claims import ClaimStatus, Drafted, EvidenceClaim
from lp_planner.domain.evidence.evidence_lines import RecordKey
from lp_planner.domain.records.catalogue import RECORD_KINDS, record_model
from lp_planner.domain.records.fields import DayRole, field_specs
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.claims import claimed_records_unchecked
from lp_planner.services.evidence.coverage import in_view_unchecked
from lp_planner.services.evidence.drafting import Around, around_unchecked
from lp_planner.services.evidence.evidence import EvidenceOfRecord, evidence_found
from lp_planner.storage.reader import Reader

MOST_ALIKE = 3
"""So many records of one kind are offered for one standard, those it is used for among them."""


class Waiting(Frozen):
    """One record that could speak for one standard, drafted from its answers."""

    standard: str
    is_primary: bool
    says: str
    why: str
    record_kind: str
    record_id: str
    kind_name: str
    headline: str
    happened_on: dt.date
    phase: str
    step: str
    reach: Reach
    is_reach_said: bool
    what_changed: str
    used_for: tuple[str, ...]
    """The standards that the record is used for already."""

    @property
    def record(self) -> RecordKey:
        """The record it comes from."""
        return (self.record_kind, self.record_id)


WaitingBy = Mapping[str, Sequence[Waiting]]
"""What waits, by standard."""


class TurnedDown(Frozen):
    """A record of which its lead said that it is not evidence for a standard."""

    claim_id: str
    standard: str
    record_kind: str
    record_id: str
    headline: str
    kind_name: str


class Chip(Frozen):
    """What the row of a record says of its evidence."""

    used: tuple[str, ...]
    """The standards it is used for."""
    first: Drafted | None
    """What could be used with one tap: the likeliest standard that is still open."""
    others: int
    """How many other standards it could speak for."""
    reach: Reach
    what_changed: str


def waiting_for_standards(desk: Desk, project_id: str) -> Mapping[str, tuple[Waiting, ...]]:
    """What waits in a project of the actor's, by standard: those in view first.

    Within a standard what speaks for it first of all comes first, and one of each kind before a
    second one. What is still
    to happen does not wait, and a standard for which nothing waits is left out. Of one kind, a
    standard takes a few (``MOST_ALIKE``) with those it has already: a tenth short visit says no
    more than the third, and can still be used where it was noted.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        lines = _waiting(reader, desk, project_id)
        in_view = in_view_unchecked(reader, project_id)
        claims = reader.find(EvidenceClaim, project_id=project_id, status=ClaimStatus.CONFIRMED)
    used = Counter((claim.standard, claim.record_kind) for claim in claims)
    order = list(desk.library.framework.by_key)
    order.sort(key=lambda key: key not in in_view)
    found = {key: [line for line in lines if line.standard == key] for key in order}
    return {key: few for key, of_it in found.items() if (few := _few_alike(of_it, used))}


def _few_alike(lines: Sequence[Waiting], used: Counter[tuple[str, str]]) -> tuple[Waiting, ...]:
    """The first and latest of each kind, no more than a standard still takes of it.

    What speaks for it first of all comes first, and of that one of each kind before a second one:
    three different things show more than three alike.
    """
    have, few = Counter(used), []
    for line in sorted(lines, key=lambda w: (w.is_primary, w.happened_on), reverse=True):
        alike = (line.standard, line.record_kind)
        have[alike] += 1
        if have[alike] <= MOST_ALIKE:
            few.append(((not line.is_primary, bool(line.used_for), have[alike]), line))
    return tuple(line for _, line in sorted(few, key=lambda one: one[0]))


def of_view(found: WaitingBy, in_view: Collection[str]) -> WaitingBy:
    """What waits for the standards in view; all of it where a project has none in view."""
    return {key: lines for key, lines in found.items() if not in_view or key in in_view}


def things_in(found: WaitingBy) -> set[RecordKey]:
    """The records among what waits, each once."""
    return {line.record for lines in found.values() for line in lines}


def turned_down(desk: Desk, project_id: str) -> tuple[TurnedDown, ...]:
    """What the actor turned down in a project of theirs, as long as its record is there.

    It comes back with :func:`evidence.withdraw_claim`.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        claims = reader.find(EvidenceClaim, project_id=project_id, status=ClaimStatus.SET_ASIDE)
        records = claimed_records_unchecked(reader, claims)
    return tuple(
        TurnedDown(
            claim_id=claim.id,
            standard=claim.standard,
            record_kind=claim.record_kind,
            record_id=claim.record_id,
            headline=records[key].headline,
            kind_name=desk.library.pathway.text_by_kind[claim.record_kind].name,
        )
        for claim in claims
        if (key := (claim.record_kind, claim.record_id)) in records
        and claim.standard in desk.library.framework.by_key
    )


def chips_of(desk: Desk, project_id: str, kind: str) -> Mapping[str, Chip]:
    """What each row of a kind says of its evidence, by the record's id; all in one reading.

    Raises:
        NotFound: for a project that is not the actor's, and for a kind that is none.
    """
    record_model(kind)
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        around = around_unchecked(reader, project_id)
        found = {
            record.id: of_record
            for record, of_record in _of_kind(reader, desk, project_id, kind, around)
        }
    order = list(desk.library.framework.by_key)
    return {
        id_: Chip(
            used=tuple(sorted({c.standard for c in of_it.confirmed}, key=order.index)),
            first=next(iter(of_it.open_proposals), None),
            others=max(0, len(of_it.open_proposals) - 1),
            reach=of_it.reach,
            what_changed=of_it.what_changed,
        )
        for id_, of_it in found.items()
    }


def _waiting(reader: Reader, desk: Desk, project_id: str) -> list[Waiting]:
    around = around_unchecked(reader, project_id)
    lines = []
    for kind in RECORD_KINDS:
        if kind in desk.library.pathway.text_by_kind:
            for record, found in _of_kind(reader, desk, project_id, kind, around):
                if _has_happened(record, desk.today()):
                    lines += _lines(desk, record, found)
    return lines


def _of_kind(
    reader: Reader, desk: Desk, project_id: str, kind: str, around: Around
) -> list[tuple[Record, EvidenceOfRecord]]:
    records = reader.find(RECORD_KINDS[kind], project_id=project_id)
    if not records:
        return []
    claims: dict[str, list[EvidenceClaim]] = {}
    for claim in reader.find(EvidenceClaim, project_id=project_id, record_kind=kind):
        claims.setdefault(claim.record_id, []).append(claim)
    return [
        (record, evidence_found(desk.library, record, claims.get(record.id, ()), around))
        for record in records
    ]


def _lines(desk: Desk, record: Record, found: EvidenceOfRecord) -> list[Waiting]:
    phase, step = desk.library.place_of(record)
    return [
        Waiting(
            standard=proposal.standard,
            is_primary=proposal.is_primary,
            says=proposal.says,
            why=proposal.why,
            record_kind=record.kind,
            record_id=record.id,
            kind_name=desk.library.pathway.text_by_kind[record.kind].name,
            headline=record.headline,
            happened_on=record.happened_on,
            phase=phase,
            step=step.key,
            reach=found.reach,
            is_reach_said=found.is_reach_said,
            what_changed=found.what_changed,
            used_for=tuple(claim.standard for claim in found.confirmed),
        )
        for proposal in found.open_proposals
    ]


def _has_happened(record: Record, today: dt.date) -> bool:
    """Whether the day on which it happens has come; a record without such a day has happened."""
    days = [spec.name for spec in field_specs(type(record)) if spec.day_role is DayRole.HAPPENED]
    return all(day is None or day <= today for day in (getattr(record, name) for name in days))
