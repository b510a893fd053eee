"""Leaving single records out of what a project shares, whatever its level."""

from collections.abc import Sequence

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.cohort.guests import ProjectGrant
from lp_planner.domain.cohort.sharing import KeptBack
from lp_planner.domain.evidence.evidence_lines import headline_for_others
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.claims import (
    claimed_records_unchecked,
    confirmed_claims_unchecked,
)
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


class Shareable(Frozen):
    """One record that somebody is let see, and whether it is left out."""

    kind: str
    kind_name: str
    record_id: str
    headline: str
    is_kept_back: bool


def shareable_records(desk: Desk, project_id: str) -> tuple[Shareable, ...]:
    """What a project of the actor's shares with anybody, record by record.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        kept = kept_back_ids_unchecked(reader, [project.id])
        records = _records(reader.as_it_leaves(), project)
    names = {kind: text.name for kind, text in desk.library.pathway.text_by_kind.items()}
    return tuple(
        Shareable(
            kind=record.kind,
            kind_name=names[record.kind],
            record_id=record.id,
            headline=headline_for_others(record.kind, record.headline, names[record.kind]),
            is_kept_back=record.id in kept,
        )
        for record in records
    )


def keep_back(desk: Desk, project_id: str, *, kind: str, record_id: str, is_out: bool) -> None:
    """Leave a record out of what is shared, or let it be seen again; it works at once.

    Raises:
        NotFound: for a project that is not the actor's, and a record that it does not share.
    """

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        known = uow.find(KeptBack, project_id=project.id, record_id=record_id)
        if not is_out:
            for kept in known:
                uow.remove(kept)
            return
        if (kind, record_id) not in {(r.kind, r.id) for r in _records(uow, project)}:
            raise NotFound
        if not known:
            uow.add(KeptBack, project_id=project.id, record_kind=kind, record_id=record_id)

    desk.write(save)


def kept_back_ids_unchecked(reader: Reader, project_ids: Sequence[str]) -> set[str]:
    """The records that these projects leave out."""
    return {kept.record_id for kept in reader.find(KeptBack, project_id=list(project_ids))}


def as_shared(reader: Reader, project_ids: Sequence[str]) -> Reader:
    """A reader of the same state that sees neither what is left out here nor what is private."""
    return reader.without(kept_back_ids_unchecked(reader, project_ids)).as_it_leaves()


def _records(reader: Reader, project: Project) -> list[Record]:
    """Every record that the leader or a guest can see by their level, each once."""
    found: dict[str, Record] = {}
    grants = reader.find(ProjectGrant, project_id=project.id)
    levels = [
        *(shared.level for shared in shared_unchecked(reader, project_id=project.id)),
        *(grant.level for grant in grants if grant.ended_at is None),
    ]
    if any(level.holds(Sharing.PLAN) for level in levels):
        for model in (model for model in RECORD_KINDS.values() if model.is_in_a_plan):
            found.update({r.id: r for r in reader.find(model, project_id=project.id)})
    if any(level.holds(Sharing.PLAN_AND_EVIDENCE) for level in levels):
        claims = confirmed_claims_unchecked(reader, [project])
        found.update({r.id: r for r in claimed_records_unchecked(reader, claims).values()})
    return list(found.values())
