"""The confirmed claims of a project, as rows and with the records behind them."""

from collections.abc import Sequence

import pandas as pd

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.storage.reader import Reader

EVIDENCE_COLUMNS = (
    "claim_id",
    "standard",
    "standard_title",
    "phase",
    "phase_name",
    "step",
    "reach",
    "reach_name",
    "kind",
    "kind_name",
    "record_id",
    "headline",
    "happened_on",
    "claim",
    "what_changed",
)


def evidence_frame_unchecked(reader: Reader, library: Library, project_id: str) -> pd.DataFrame:
    """One row for each confirmed claim whose record is still there; ``EVIDENCE_COLUMNS``."""
    claims = reader.find(EvidenceClaim, project_id=project_id, status=ClaimStatus.CONFIRMED)
    records = claimed_records_unchecked(reader, claims)
    rows = []
    for claim in claims:
        record = records.get((claim.record_kind, claim.record_id))
        if record is None:
            continue
        phase = library.phase_of(record)
        rows.append(
            (
                claim.id,
                claim.standard,
                library.framework.by_key[claim.standard].title,
                phase,
                library.pathway.phase_by_key[phase].name,
                library.step_of(record).key,
                claim.reach.value,
                library.term_label("reaches", claim.reach.value),
                claim.record_kind,
                library.pathway.text_by_kind[claim.record_kind].name,
                claim.record_id,
                record.headline,
                record.happened_on,
                claim.claim,
                claim.what_changed,
            )
        )
    return pd.DataFrame(rows, columns=list(EVIDENCE_COLUMNS))


def claimed_records_unchecked(
    reader: Reader, claims: Sequence[EvidenceClaim]
) -> dict[tuple[str, str], Record]:
    """The records behind the claims, by kind and id; removed records are left out."""
    wanted: dict[str, list[str]] = {}
    for claim in claims:
        wanted.setdefault(claim.record_kind, []).append(claim.record_id)
    return {
        (kind, record.id): record
        for kind, ids in wanted.items()
        for record in reader.find(record_model(kind), id=ids)
    }


def own_claims(reader: Reader, actor: Actor) -> Sequence[EvidenceClaim]:
    """The confirmed claims of all of the actor's own projects."""
    mine = [p.id for p in reader.find(Project, owner_id=actor.person_id)]
    return reader.find(EvidenceClaim, project_id=mine, status=ClaimStatus.CONFIRMED)
