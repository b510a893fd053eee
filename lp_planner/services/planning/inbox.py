"""The inbox: what somebody jotted down, kept for them alone until it has a place.

A note becomes a record through the form of its kind, which begins with the note's words
(:func:`form_start`). The record takes the note's id, and :func:`settle` puts the note in its place
in the same transaction as the record.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.evidence.attachments import Attachment, EvidenceKind, PeopleInIt, Strength
from lp_planner.domain.planning.note_rules import NoteKind, Suggestion, suggestions
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.interchange.inspecting import inspect
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage import erasing
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import shortened

LABELS = {"words": "What happened?", "file_name": "The name of the file"}
KEPT_FOR = dt.timedelta(days=30)
"""So long a note that was thrown away can be brought back; after that it is erased."""
LONGEST_LINE = 200
A_PHOTO, A_FILE = "A photo", "A file"


@dataclass(frozen=True)
class NoteFile:
    """The file of a note on its way in or back to its owner."""

    name: str
    data: bytes
    media_type: str = ""


@dataclass(frozen=True)
class Jotted:
    """What was kept, and what was lost of its file that can be seen."""

    note: InboxNote
    notes: tuple[str, ...]


class Waiting(Frozen):
    """A note without a place, and the forms it may become."""

    note: InboxNote
    suggested: tuple[Suggestion, ...]


class FormStart(Frozen):
    """Where a note's form stands, and the answers it begins with."""

    phase: str
    step: str
    kind: str
    box: str
    answers: dict[str, str]


def jot(
    desk: Desk, *, words: str = "", file: NoteFile | None = None, form_id: str | None = None
) -> Jotted:
    """Keep a note for the actor alone; ``form_id`` makes a doubled tap harmless.

    A file passes the same door as an attachment: it is kept in a form that says no more than what
    can be seen or heard. A voice is kept here and nowhere else.

    Raises:
        BadFile: with one sentence, for a file that is not kept; nothing is changed.
        PermissionDenied: for a role that leads no projects.
        StorageUnavailable: when the file cannot be written.
        ValidationFailed: where there is nothing to keep, or too much.
    """
    check_can(desk.actor, Action.START_PROJECT)
    if not words.strip() and file is None:
        message = "There is nothing to keep yet. One line is enough, or a photo, a voice, a file."
        raise ValidationFailed({"words": message})
    kept = inspect(file.data, file.name, takes_voices=True) if file else None
    named = {"id": form_id} if form_id else {}

    def save(uow: UnitOfWork, about_file: Mapping[str, object]) -> InboxNote:
        added = uow.add(
            InboxNote, person_id=desk.actor.person_id, words=words, **about_file, **named
        )
        if added.person_id != desk.actor.person_id:
            raise NotFound
        return added

    with in_words(LABELS):
        note = desk.write_with_file(kept, save)
    _erase_old(desk)
    return Jotted(note, kept.notes if kept else ())


def inbox(desk: Desk) -> tuple[Waiting, ...]:
    """The actor's notes that wait for a place, the latest first."""
    with desk.read() as reader:
        notes = reader.find(InboxNote, person_id=desk.actor.person_id, record_id="")
    return tuple(Waiting(note=note, suggested=suggested(desk, note)) for note in reversed(notes))


def placed(desk: Desk) -> tuple[InboxNote, ...]:
    """The actor's notes that became records, the latest first."""
    with desk.read() as reader:
        notes = reader.find(InboxNote, person_id=desk.actor.person_id)
    found = [note for note in notes if not note.is_waiting]
    return tuple(sorted(found, key=lambda note: note.updated_at, reverse=True))


def note_of(desk: Desk, note_id: str) -> InboxNote:
    """One note of the actor's.

    Raises:
        NotFound: for one that is unknown, thrown away or somebody else's; all alike.
    """
    with desk.read() as reader:
        return _mine(reader, desk.actor, note_id)


def note_file(desk: Desk, note_id: str) -> NoteFile:
    """The file of a note of the actor's, compared with what was kept.

    Raises:
        NotFound: for a note without a file, and as :func:`note_of` does.
        StorageUnavailable: when the file is missing or damaged.
    """
    note = note_of(desk, note_id)
    if not note.is_file:
        raise NotFound
    data = desk.workspace.store.files.read(note.sha256)
    return NoteFile(note.file_name, data, note.media_type)


def suggested(desk: Desk, note: InboxNote) -> tuple[Suggestion, ...]:
    """The forms a note may become, by the words in it."""
    return suggestions(desk.library.note_rules, note.words)


def form_start(desk: Desk, note: InboxNote, rule: NoteKind) -> FormStart:
    """Where the form for a note stands, and what it begins with: its words, in the right box."""
    place = next(
        (phase.key, step.key)
        for phase in desk.library.pathway.phases
        for step in phase.steps
        if step.kind == rule.kind and phase.key == _phase(desk, rule)
    )
    answers = dict(rule.answers)
    spec = next(s for s in field_specs(record_model(rule.kind)) if s.name == rule.box)
    fits = note.words if spec.kind is FieldKind.PROSE else shortened(note.words, LONGEST_LINE)
    answers[rule.box] = fits
    return FormStart(phase=place[0], step=place[1], kind=rule.kind, box=rule.box, answers=answers)


def _phase(desk: Desk, rule: NoteKind) -> str:
    """The phase whose step a note's form stands at: that of the chosen term, or the first."""
    specs = {spec.name: spec for spec in field_specs(record_model(rule.kind))}
    for name, key in rule.answers.items():
        term = desk.library.vocabularies[str(specs[name].vocabulary)].by_key.get(key)
        if term is not None and term.phase:
            return term.phase
    return next(
        phase.key
        for phase in desk.library.pathway.phases
        if any(step.kind == rule.kind for step in phase.steps)
    )


def throw_away(desk: Desk, note_id: str) -> InboxNote:
    """Take a note out of the inbox; for thirty days it can be brought back."""
    thrown = desk.write(lambda uow: uow.remove(_mine(uow, desk.actor, note_id)))
    _erase_old(desk)
    return thrown


def bring_back(desk: Desk, note_id: str) -> InboxNote:
    """Put a note that was thrown away into the inbox again.

    Raises:
        NotFound: for one that is unknown, erased or somebody else's.
    """

    def save(uow: UnitOfWork) -> InboxNote:
        note = _mine(uow, desk.actor, note_id, include_removed=True)
        return note if note.deleted_at is None else uow.restore(note)

    return desk.write(save)


def settle(uow: UnitOfWork, actor: Actor, record: Record) -> None:
    """Put the note that a record was written from in its place; without one, do nothing.

    A photo or a file then hangs on the record, and until its owner has said whether somebody can be
    recognised in it, it goes into nothing that leaves. A voice stays with the note.
    """
    for note in uow.find(InboxNote, id=record.id, person_id=actor.person_id):
        if not note.is_waiting:
            continue
        uow.change(note, project_id=record.project_id, record_kind=record.kind, record_id=record.id)
        if note.is_file and not note.is_voice:
            uow.add(Attachment, **_hung(note, record))


def _hung(note: InboxNote, record: Record) -> dict[str, object]:
    what = A_PHOTO if note.media_type.startswith("image/") else A_FILE
    return {
        "project_id": record.project_id,
        "record_kind": record.kind,
        "record_id": record.id,
        "evidence_kind": EvidenceKind.FILE,
        "title": f"{what} from the inbox",
        "strength": Strength.ARTEFACT,
        "people_in_it": PeopleInIt.NOT_SURE,
        "file_name": note.file_name,
        "media_type": note.media_type,
        "size": note.size,
        "sha256": note.sha256,
    }


def _mine(
    reader: Reader, actor: Actor, note_id: str, *, include_removed: bool = False
) -> InboxNote:
    note = reader.get(InboxNote, note_id, include_removed=include_removed)
    if note.person_id != actor.person_id:
        raise NotFound
    return note


def _erase_old(desk: Desk) -> None:
    """Erase what the actor threw away more than thirty days ago."""
    before = desk.now() - KEPT_FOR

    def old(reader: Reader) -> list[InboxNote]:
        notes = reader.find(InboxNote, include_removed=True, person_id=desk.actor.person_id)
        return [n for n in notes if n.deleted_at is not None and n.deleted_at < before]

    def save(uow: UnitOfWork) -> set[str]:
        found = old(uow)
        for note in found:
            uow.erase(note)
        return {note.sha256 for note in found}

    with desk.read() as reader:
        is_due = bool(old(reader))
    if is_due:
        erasing.erase_files(desk.workspace.store, desk.write(save))
