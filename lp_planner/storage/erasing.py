"""Takes things out of every table for good; the trail keeps only that they were erased."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from lp_planner.domain.accounts.people import Person
from lp_planner.domain.cohort.sharing import HelpRequest, KeptBack, SharedOpening
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.portfolio.portfolio import ModeratorRating, Opening, Submission
from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityObservation
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.measures import PupilScore
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record, Stamped
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.storage.reader import Reader
from lp_planner.storage.store import Store
from lp_planner.storage.tables import HOLD_FILES, PARENTS, TABLES, S, linked_ids
from lp_planner.storage.unit_of_work import UnitOfWork

Things = Mapping[type[Stamped], Mapping[str, Stamped]]
HANGING = (
    EvidenceClaim,
    Attachment,
    InboxNote,
    PupilScore,
    FidelityObservation,
    KeptBack,
    BroughtIn,
)
"""What hangs on a record and goes with it."""
HOLDERS = ("record_id", "measure_id", "visit_id")
"""The columns that name the record something hangs on."""
NOTED = (HelpRequest, ModeratorRating)
"""What a note can stand beside; the note goes with it."""
_OPENINGS: tuple[type[Stamped], ...] = (SharedOpening, Opening)
KEPT_WITHOUT_THEM = frozenset({"leader_id"})
"""Columns that name a person to whom a thing does not belong: a cohort outlives its leader."""


def erase_project(uow: UnitOfWork, project_id: str) -> set[str]:
    """Take a project out of every table, with earlier versions, claims and everybody's drafts.

    The trail's older entries stay: they name fields and ids, never words. The answer names the
    content of files that may now belong to nothing.
    """
    own = _belonging(uow, Project, project_id)
    ids = {id_ for found in own.values() for id_ in found}
    _drop_drafts(uow, ids)
    uow.change_by_hand(
        "UPDATE project SET carries_on_from = NULL WHERE carries_on_from = :id", id=project_id
    )
    files = _erase(uow, own)
    uow.write_down(AuditAction.ERASED, ("project", project_id, 0, project_id))
    return files


def erase_person(uow: UnitOfWork, person_id: str) -> set[str]:
    """Take away all that is somebody's, and their name and role; files as for a project."""
    files: set[str] = set()
    for project in uow.find(Project, owner_id=person_id, include_removed=True):
        files |= erase_project(uow, project.id)
    own = _belonging(uow, Person, person_id)
    del own[Person]
    files |= _erase(uow, own)
    uow.change_by_hand("DELETE FROM draft WHERE owner_id = :id", id=person_id)
    uow.change_by_hand("DELETE FROM known_browser WHERE account_id NOT IN (SELECT id FROM account)")
    uow.change_by_hand(
        "UPDATE person SET name = '', job_title = '', version = version + 1 WHERE id = :id",
        id=person_id,
    )
    uow.write_down(AuditAction.ERASED, ("person", person_id, 0, None))
    return files


def overdue(
    reader: Reader,
    *,
    removed_before: dt.datetime | None,
    openings_before: dt.datetime | None,
    submissions: Collection[str] = (),
) -> Things:
    """What has been kept long enough, by table and id.

    A removed record waits as long as another one that stays names it; what hangs on a record goes
    with it. ``None`` finds nothing of its kind. All of each submission goes together.
    """
    found: dict[type[Stamped], dict[str, Stamped]] = {}
    if openings_before:
        for model in _OPENINGS:
            rows = reader.rows(
                f'SELECT id FROM "{TABLES[model]}" WHERE created_at < :before',  # noqa: S608
                before=openings_before,
            )
            for opening in reader.find(model, include_removed=True, id=[row[0] for row in rows]):
                found.setdefault(model, {})[opening.id] = opening
    for id_ in submissions:
        for model, things in _belonging(reader, Submission, id_).items():
            found.setdefault(model, {}).update(things)
    if removed_before:
        _add_removed(reader, removed_before, found)
    return found


def erase_overdue(uow: UnitOfWork, things: Things) -> set[str]:
    """Erase what :func:`overdue` found, with its drafts; the files as for a project."""
    ids = {id_ for found in things.values() for id_ in found}
    _drop_drafts(uow, ids)
    files = _erase(uow, things)
    for model in TABLES:
        for id_, thing in things.get(model, {}).items():
            project = getattr(thing, "project_id", None)
            uow.write_down(AuditAction.ERASED, (TABLES[model], id_, thing.version, project))
    return files


def with_hangers(reader: Reader, record_ids: Collection[str]) -> set[str]:
    """These records and what hangs on them: claims, files, scores, what a visit saw."""
    found = set(record_ids)
    for model in HANGING:
        column = next(name for name in HOLDERS if name in model.model_fields)
        things = reader.find(model, include_removed=True, **{column: sorted(record_ids)})
        found |= {thing.id for thing in things}
    return found


def was_noted(reader: Reader, subject: str, subject_id: str) -> bool:
    """Whether the trail has an entry about this."""
    return bool(
        reader.rows(
            "SELECT id FROM audit_event WHERE subject = :subject AND subject_id = :id",
            subject=subject,
            id=subject_id,
        )
    )


def _add_removed(
    reader: Reader, before: dt.datetime, found: dict[type[Stamped], dict[str, Stamped]]
) -> None:
    """Look only where something is due: what names a record or hangs on it is in its project."""
    models: list[type[Stamped]] = [*RECORD_KINDS.values(), *HANGING, HelpRequest]
    models = list(dict.fromkeys(models))
    asked = " UNION ".join(
        f'SELECT project_id FROM "{TABLES[model]}" WHERE deleted_at < :before'  # noqa: S608
        for model in models
    )
    projects = [row[0] for row in reader.rows(asked, before=before)]
    stay: dict[str, Stamped] = {}
    gone: dict[str, Stamped] = {}
    for model in models:
        for thing in _within(reader, model, projects):
            is_due = thing.deleted_at is not None and thing.deleted_at < before
            (gone if is_due else stay)[thing.id] = thing
    waiting = True
    while waiting:
        named = {
            linked
            for thing in stay.values()
            if not (isinstance(thing, HANGING) and _holder(thing) in gone)
            for spec in (field_specs(type(thing)) if isinstance(thing, Record) else ())
            for linked in linked_ids(thing, spec)
        }
        waiting = bool(kept := named & gone.keys())
        for id_ in kept:
            stay[id_] = gone.pop(id_)
    for thing in list(stay.values()):
        if isinstance(thing, HANGING) and _holder(thing) in gone:
            gone[thing.id] = thing
    for thing in gone.values():
        found.setdefault(type(thing), {})[thing.id] = thing


def _within(reader: Reader, model: type[S], projects: Sequence[object]) -> list[S]:
    """What is in these projects, and with them the notes that are in no project yet."""
    things = reader.find(model, include_removed=True, project_id=[p for p in projects if p])
    if projects and model is InboxNote:
        rows = reader.rows("SELECT id FROM inbox_note WHERE project_id IS NULL")
        things += reader.find(model, include_removed=True, id=[row[0] for row in rows])
    return things


def _holder(thing: Stamped) -> str:
    """The record that something hangs on."""
    return str(next((getattr(thing, name) for name in HOLDERS if hasattr(thing, name)), ""))


def _drop_drafts(uow: UnitOfWork, ids: Collection[str]) -> None:
    for owner, key in uow.rows("SELECT owner_id, draft_key FROM draft"):
        if set(ids) & set(str(key).split("|")):
            uow.drop_draft(str(owner), str(key))


def _belonging(
    reader: Reader, model: type[Stamped], id_: str
) -> dict[type[Stamped], dict[str, Stamped]]:
    """The thing and all that belongs to it, by table; a table comes after those it points to."""
    found: dict[type[Stamped], dict[str, Stamped]] = {
        model: {thing.id: thing for thing in reader.find(model, id=id_, include_removed=True)}
    }
    for child in TABLES:
        for column, parent in PARENTS.get(child, {}).items():
            if column not in KEPT_WITHOUT_THEM and found.get(parent):
                things = reader.find(child, include_removed=True, **{column: sorted(found[parent])})
                found.setdefault(child, {}).update({thing.id: thing for thing in things})
    return found


def _erase(uow: UnitOfWork, things: Things) -> set[str]:
    files: set[str] = set()
    for model in reversed(TABLES):
        table = TABLES[model]
        for id_, thing in things.get(model, {}).items():
            values = {"subject": table, "id": id_}
            uow.change_by_hand(
                "DELETE FROM earlier_version WHERE subject = :subject AND subject_id = :id",
                **values,
            )
            if model in NOTED:
                uow.change_by_hand(
                    "DELETE FROM note_beside WHERE subject = :subject AND subject_id = :id",
                    **values,
                )
            uow.change_by_hand(f'DELETE FROM "{table}" WHERE id = :id', id=id_)  # noqa: S608
            if isinstance(thing, HOLD_FILES):
                files.add(thing.sha256)
    return files


def erase_files(store: Store, fingerprints: set[str]) -> None:
    """Erase the files that no row names any more, while no writer of this process can add one."""
    wanted = sorted(fingerprints - {""})
    with store.writers_paused(), store.read() as reader:
        named = {
            thing.sha256
            for model in HOLD_FILES
            for thing in reader.find(model, include_removed=True, sha256=wanted)
        }
        for fingerprint in wanted:
            if fingerprint not in named:
                store.files.erase(fingerprint)
