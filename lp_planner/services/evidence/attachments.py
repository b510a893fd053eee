"""What hangs on a record: adding it, reading it, taking it away and erasing it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.attachments import Attachment, EvidenceKind, faults
from lp_planner.domain.portfolio.names import names_in, names_in_file_name
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.records import Record
from lp_planner.interchange.inspecting import TEXT, Inspected, inspect
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.recording import record_of
from lp_planner.storage import erasing
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {
    "evidence_kind": "What is it?",
    "title": "What it is called",
    "words": "The words themselves",
    "said_by": "Whose words are they?",
    "link": "The link",
    "strength": "What does it rest on?",
    "people_in_it": "Can somebody be recognised in it?",
    "consent_note": "Who agreed, and where is that kept?",
    "anonymity_note": "What did you do so that nobody can be recognised?",
}
KEPT_FOR = dt.timedelta(days=30)
"""So long a removed attachment can be brought back; after that it is erased."""
LONGEST_READ = 100_000


@dataclass(frozen=True)
class GivenFile:
    """A file as somebody hands it over."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Attached:
    """What was kept, and what its writer might look at again."""

    attachment: Attachment
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ServedFile:
    """A file on its way back to its owner."""

    name: str
    media_type: str
    data: bytes


def attach(
    desk: Desk,
    kind: str,
    record_id: str,
    values: Mapping[str, object],
    *,
    file: GivenFile | None = None,
    form_id: str | None = None,
) -> Attached:
    """Hang a file, a link or words on a record of a project of the actor's.

    The file is kept in a form that says no more than what can be seen; ``form_id`` makes a doubled
    click harmless. Where something looks like the name of a person, a note says so; it never
    blocks.

    Raises:
        BadFile: with one sentence, for a file that is not kept; nothing is changed.
        NotFound: for a record that is not in a project of the actor's.
        StorageUnavailable: when the file cannot be written.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    record = _writable(desk, kind, record_id)
    answers = {name: values.get(name, "") or "" for name in LABELS}
    _check(answers, has_file=file is not None)
    kept = inspect(file.data, file.name) if file else None

    def save(uow: UnitOfWork, about_file: Mapping[str, object]) -> Attachment:
        project_for(uow, desk.actor, record.project_id, Action.WRITE_PROJECT)
        named = {"id": form_id} if form_id else {}
        return uow.add(
            Attachment,
            project_id=record.project_id,
            record_kind=kind,
            record_id=record.id,
            **answers,
            **about_file,
            **named,
        )

    with in_words(LABELS):
        attachment = desk.write_with_file(kept, save)
    _erase_old(desk, record.project_id)
    return Attached(attachment, _notes(desk.actor, attachment, kept))


def attachments_of(desk: Desk, kind: str, record_id: str) -> tuple[Attachment, ...]:
    """What hangs on a record of the actor's, the oldest first."""
    record = record_of(desk, kind, record_id)
    with desk.read() as reader:
        return tuple(reader.find(Attachment, record_kind=kind, record_id=record.id))


def removed_attachments_of(desk: Desk, kind: str, record_id: str) -> tuple[Attachment, ...]:
    """What was taken off a record of the actor's and can still be brought back."""
    record = record_of(desk, kind, record_id)
    with desk.read() as reader:
        found = reader.find(Attachment, include_removed=True, record_kind=kind, record_id=record.id)
    return tuple(a for a in found if a.deleted_at is not None)


def attachments_by_record(
    desk: Desk, project_id: str
) -> dict[tuple[str, str], tuple[Attachment, ...]]:
    """What hangs on each record of a project of the actor's, by kind and id of the record."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        found: dict[tuple[str, str], tuple[Attachment, ...]] = {}
        for attachment in reader.find(Attachment, project_id=project_id):
            key = (attachment.record_kind, attachment.record_id)
            found[key] = (*found.get(key, ()), attachment)
    return found


def file_of(desk: Desk, attachment_id: str) -> ServedFile:
    """The file of one attachment, compared with what was kept.

    Raises:
        NotFound: for one that is unknown, removed, without a file or somebody else's; all alike.
        StorageUnavailable: when the file is missing or damaged.
    """
    with desk.read() as reader:
        attachment = _mine(reader, desk.actor, attachment_id, Action.READ_PROJECT)
        reader.get(record_model(attachment.record_kind), attachment.record_id)
    if not attachment.is_file:
        raise NotFound
    data = desk.workspace.store.files.read(attachment.sha256)
    return ServedFile(attachment.file_name, attachment.media_type, data)


def remove_attachment(desk: Desk, attachment_id: str) -> Attachment:
    """Take an attachment off its record; for thirty days it can be brought back."""

    def save(uow: UnitOfWork) -> Attachment:
        return uow.remove(_mine(uow, desk.actor, attachment_id, Action.WRITE_PROJECT))

    removed = desk.write(save)
    _erase_old(desk, removed.project_id)
    return removed


def bring_back_attachment(desk: Desk, attachment_id: str) -> Attachment:
    """Hang a removed attachment on its record again.

    Raises:
        NotFound: for one that is unknown, erased or somebody else's.
    """

    def save(uow: UnitOfWork) -> Attachment:
        removed = uow.get(Attachment, attachment_id, include_removed=True)
        project_for(uow, desk.actor, removed.project_id, Action.WRITE_PROJECT)
        return removed if removed.deleted_at is None else uow.restore(removed)

    return desk.write(save)


def erase_attachment(desk: Desk, attachment_id: str) -> None:
    """Erase an attachment for good, with its file when nothing else has the same content.

    Only the fact that it was there stays in the audit; copies in earlier backups are not touched.
    """

    def save(uow: UnitOfWork) -> Attachment:
        found = uow.get(Attachment, attachment_id, include_removed=True)
        project_for(uow, desk.actor, found.project_id, Action.WRITE_PROJECT)
        uow.erase(found if found.deleted_at else uow.remove(found))
        return found

    erased = desk.write(save)
    erasing.erase_files(desk.workspace.store, {erased.sha256})


def names_to_look_at(actor: Actor, attachment: Attachment) -> tuple[str, ...]:
    """What in an attachment looks like the full name of somebody other than its writer."""
    known = (actor.name,)
    texts = (attachment.title, attachment.words, attachment.said_by, attachment.anonymity_note)
    found = [name for text in texts for name in names_in(text, known)]
    found += names_in_file_name(attachment.file_name, known)
    return tuple(dict.fromkeys(found))


def _writable(desk: Desk, kind: str, record_id: str) -> Record:
    if kind not in desk.library.pathway.text_by_kind:
        raise NotFound
    with desk.read() as reader:
        record: Record = reader.get(record_model(kind), record_id)
        project_for(reader, desk.actor, record.project_id, Action.WRITE_PROJECT)
    return record


def _mine(reader: Reader, actor: Actor, attachment_id: str, action: Action) -> Attachment:
    attachment = reader.get(Attachment, attachment_id)
    project_for(reader, actor, attachment.project_id, action)
    return attachment


def _check(answers: Mapping[str, object], *, has_file: bool) -> None:
    """Return when the answers fit together; every fault is told at once."""
    errors = {
        name: f"“{LABELS[name]}” is still empty."
        for name in ("evidence_kind", "title", "strength", "people_in_it")
        if not str(answers[name]).strip()
    }
    texts = {name: str(answers[name]).strip() for name in ("link", "words", "said_by")}
    if answers["evidence_kind"] in set(EvidenceKind):
        kind = EvidenceKind(str(answers["evidence_kind"]))
        errors |= faults(kind, has_file=has_file, **texts)
    if answers["people_in_it"] == "agreed" and not str(answers["consent_note"]).strip():
        errors["consent_note"] = "Please say who agreed, by role, and where that is kept."
    if errors:
        raise ValidationFailed(errors)


def _notes(actor: Actor, attachment: Attachment, kept: Inspected | None) -> tuple[str, ...]:
    names = names_to_look_at(actor, attachment)
    notes = list(kept.notes) if kept else []
    if kept and kept.media_type.startswith(TEXT.partition("/")[0]):
        inside = names_in(kept.data[:LONGEST_READ].decode("utf-8", "ignore"), (actor.name,))
        names = tuple(dict.fromkeys((*names, *inside)))
    if names:
        shown = ", ".join(f"“{name}”" for name in names)
        notes.append(
            f"Does {shown} name somebody? A role or an initial says enough, and for pupils it is "
            "the only safe way."
        )
    return tuple(notes)


def _erase_old(desk: Desk, project_id: str) -> None:
    """Erase what was removed from a project more than thirty days ago."""
    before = desk.now() - KEPT_FOR

    def save(uow: UnitOfWork) -> set[str]:
        old = [
            a
            for a in uow.find(Attachment, include_removed=True, project_id=project_id)
            if a.deleted_at is not None and a.deleted_at < before
        ]
        for attachment in old:
            uow.erase(attachment)
        return {a.sha256 for a in old}

    with desk.read() as reader:
        removed = reader.find(Attachment, include_removed=True, project_id=project_id)
    if any(a.deleted_at is not None and a.deleted_at < before for a in removed):
        erasing.erase_files(desk.workspace.store, desk.write(save))
