"""The confirmed claims of a project, each as one line with the record behind it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lp_planner.content.library import Library
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, PublicLine, RecordKey
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader


def evidence_lines_unchecked(
    reader: Reader, library: Library, projects: Sequence[Project]
) -> tuple[EvidenceLine, ...]:
    """Every confirmed claim of these projects whose record is still there, by day.

    A claim for a standard that the framework does not have is left out.
    """
    titles = {project.id: project.title for project in projects}
    lines = [
        _line(library, claim, record, titles[claim.project_id])
        for claim, record in _with_records(reader, library, projects)
    ]
    return tuple(sorted(lines, key=lambda line: (line.happened_on, line.claim_id)))


def counted_by_standard_unchecked(
    reader: Reader, library: Library, projects: Sequence[Project]
) -> Counter[str]:
    """How many of those lines each standard has, without making them."""
    return Counter(claim.standard for claim, _ in _with_records(reader, library, projects))


def _with_records(
    reader: Reader, library: Library, projects: Sequence[Project]
) -> Iterator[tuple[EvidenceClaim, Record]]:
    claims = confirmed_claims_unchecked(reader, projects)
    records = claimed_records_unchecked(reader, claims)
    for claim in claims:
        record = records.get((claim.record_kind, claim.record_id))
        if record is not None and claim.standard in library.framework.by_key:
            yield claim, record


def _line(library: Library, claim: EvidenceClaim, record: Record, project: str) -> EvidenceLine:
    phase, step = library.place_of(record)
    return EvidenceLine(
        claim_id=claim.id,
        project_id=claim.project_id,
        project=project,
        standard=claim.standard,
        standard_title=library.framework.by_key[claim.standard].title,
        record_kind=claim.record_kind,
        record_id=claim.record_id,
        kind_name=library.pathway.text_by_kind[claim.record_kind].name,
        headline=record.headline,
        happened_on=record.happened_on,
        phase=phase,
        phase_name=library.pathway.phase_by_key[phase].name,
        step=step.key,
        reach=claim.reach,
        reach_name=library.term_label("reaches", claim.reach.value),
        claim=claim.claim,
        what_changed=claim.what_changed,
    )


A_FEW = 3
"""So many projects are somebody's own; more are a cohort's."""


def confirmed_claims_unchecked(
    reader: Reader, projects: Sequence[Project]
) -> Sequence[EvidenceClaim]:
    """The claims of these projects that count, in the order they were made."""
    ids = [project.id for project in projects]
    return reader.find(EvidenceClaim, project_id=ids, status=ClaimStatus.CONFIRMED)


def claimed_records_unchecked(
    reader: Reader, claims: Sequence[EvidenceClaim]
) -> dict[RecordKey, Record]:
    """The records behind the claims, by kind and id; removed records are left out."""
    wanted: dict[str, set[str]] = {}
    for claim in claims:
        wanted.setdefault(claim.record_kind, set()).add(claim.record_id)
    projects = sorted({claim.project_id for claim in claims})
    # Somebody's own project is read as a whole anyway; of many, only what is asked for.
    is_own = len(projects) <= A_FEW
    found = {}
    for kind, ids in wanted.items():
        column, wanted_of_it = ("project_id", projects) if is_own else ("id", sorted(ids))
        for record in reader.find_by(record_model(kind), column, wanted_of_it):
            if record.id in ids:
                found[kind, record.id] = record
    return found


def own_lines(reader: Reader, desk: Desk) -> tuple[EvidenceLine, ...]:
    """The evidence of all of the actor's own projects."""
    mine = reader.find(Project, owner_id=desk.actor.person_id)
    return evidence_lines_unchecked(reader, desk.library, mine)


def refs_of(lines: Iterable[EvidenceLine | PublicLine]) -> dict[RecordKey, str]:
    """What each record is called in every document: "E1" for the first that happened.

    A record has one name, however many standards it is put forward for.
    """
    keys = dict.fromkeys(line.record_key for line in lines)
    return {key: f"E{number}" for number, key in enumerate(keys, start=1)}
