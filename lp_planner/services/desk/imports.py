"""What an import made: noted with what its columns meant, and undone as a whole."""

from collections.abc import Collection
from dataclasses import dataclass

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.bringing_in import BroughtIn, Replaced
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityObservation, FidelityVisit
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.sorting_rows import Sorting
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import counted

WITH_THEM = {FidelityVisit.kind: (FidelityObservation.kind,)}
"""Kinds that an import makes together with the rows' own."""


def last_import_unchecked(
    reader: Reader, project_id: str, record_kind: str, measure_id: str | None = None
) -> BroughtIn | None:
    """The last import of one sort, undone or not: its headings are remembered."""
    known = reader.find(
        BroughtIn, project_id=project_id, record_kind=record_kind, include_removed=True
    )
    same = [one for one in known if one.measure_id == measure_id]
    return max(same, key=lambda one: one.created_at, default=None)


def note_import(
    uow: UnitOfWork,
    found: Sorting,
    project_id: str,
    record_kind: str,
    *,
    measure_id: str | None = None,
    made: Collection[str] = (),
    replaced: Collection[Replaced] = (),
) -> BroughtIn:
    """Write down what an import made and what its columns meant."""
    columns, told = found.meanings()
    return uow.add(
        BroughtIn,
        project_id=project_id,
        record_kind=record_kind,
        measure_id=measure_id,
        columns=columns,
        told=told,
        made=tuple(made),
        replaced=tuple(replaced),
    )


def imports_of(
    desk: Desk, project_id: str, record_kind: str, measure_id: str | None = None
) -> tuple[BroughtIn, ...]:
    """The imports of one sort that stand, the latest first; ``made`` counts the rows' own records.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        known = reader.find(BroughtIn, project_id=project_id, record_kind=record_kind)
        if record_kind in WITH_THEM:
            here = {r.id for r in reader.find(RECORD_KINDS[record_kind], project_id=project_id)}
            known = [
                one.model_copy(update={"made": tuple(id_ for id_ in one.made if id_ in here)})
                for one in known
            ]
    same = [one for one in known if measure_id in {None, one.measure_id}]
    return tuple(sorted(same, key=lambda one: one.created_at, reverse=True))


@dataclass(frozen=True)
class Undone:
    """What became of an import that was undone."""

    removed: int
    put_back: int
    stays: int
    """Records that somebody changed since: they are not touched."""

    @property
    def sentence(self) -> str:
        """The same in words."""
        said_ = f"Undone: {counted(self.removed, 'row is', 'rows are')} taken out"
        if self.put_back:
            said_ += f", {counted(self.put_back, 'value is', 'values are')} as before"
        if self.stays:
            return f"{said_}. Changed since and left as they are: {self.stays}."
        return f"{said_}."


def _put_back(uow: UnitOfWork, record: Record, version: int) -> None:
    """Give a record the answers it had at an earlier version."""
    before = next(old for old in uow.earlier(type(record), record.id) if old.version == version)
    specs = field_specs(type(record))
    uow.change(record, **{spec.name: getattr(before, spec.name) for spec in specs})


def undo_import(desk: Desk, project_id: str, import_id: str) -> Undone:
    """Take out what an import made and put back what it replaced, all in one.

    What somebody changed or removed since stays as it is.

    Raises:
        NotFound: for an import that is not in this project of the actor's, or is undone.
    """

    def save(uow: UnitOfWork) -> Undone:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        done = uow.get(BroughtIn, import_id)
        if done.project_id != project_id:
            raise NotFound
        removed = put_back = stays = 0
        for kind in [done.record_kind, *WITH_THEM.get(done.record_kind, ())]:
            standing = {r.id: r for r in uow.find(RECORD_KINDS[kind], project_id=project_id)}
            for id_ in done.made:
                record = standing.get(id_)
                if record is not None and record.version == 1:
                    uow.remove(record)
                    removed += kind == done.record_kind
                else:
                    stays += record is not None
            for old in done.replaced:
                record = standing.get(old.record_id)
                if record is None or record.version != old.version + 1:
                    stays += record is not None
                    continue
                _put_back(uow, record, old.version)
                put_back += 1
        uow.remove(done)
        return Undone(removed, put_back, stays)

    return desk.write(save)
