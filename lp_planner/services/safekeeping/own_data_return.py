"""A copy of somebody's own data back into an empty planner, whole or not at all."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.cohort.guests import ProjectGrant
from lp_planner.domain.cohort.sharing import KeptBack
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.portfolio.portfolio import Narrative
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.records.fields import field_specs, in_todays_names
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record, Stamped
from lp_planner.domain.safekeeping.audit import AuditEvent
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import VOICE, types_of
from lp_planner.interchange.zips import BadZip, Limits, unzipped
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.safekeeping.own_data import (
    BESIDE,
    DATA,
    FORMAT,
    ME,
    ONCE_FOR_A_PERSON,
    PEOPLE,
    VERSION,
)
from lp_planner.storage import own_copy
from lp_planner.storage.blobs import fingerprint
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import linked_ids, table_of, to_row
from lp_planner.storage.unit_of_work import UnitOfWork

LARGEST = 50_000_000
NOT_OURS = "This is not a copy of somebody’s own data from this planner. Nothing was changed."
WITHOUT_FILES = (
    "Files belong to this copy that are not in it. Please bring the whole ZIP as it was taken. "
    "Nothing was changed."
)
WHOLE_COPY = Limits(parts=20_000, unpacked=500_000_000, times=50)
MOST_VALUES = 500_000
"""Answers of a copy; a lead practitioner of ten years has a tenth of them."""
LINKS = ("access_link", "personal_link")
"""The tables of the links that others were given."""
AT_ONCE = 20_000_000
"""Bytes of files that are looked through together."""
DAMAGED = "The copy is not whole, so nothing was brought in: "


def bring_in_own_data(desk: Desk, data: bytes) -> int:
    """Bring a copy back, whole or not at all; the number of records it held.

    Raises:
        InvalidTransition: when the actor has a project here already.
        PermissionDenied: for a role that does not lead projects.
        ValidationFailed: with one sentence for a file that is no copy, or not a whole one.
    """
    check_can(desk.actor, Action.START_PROJECT)
    text, files = _unpacked(data)
    said = _read(text)
    try:
        copy = _Copy(desk, said)
    except (ValidationError, KeyError, TypeError, ValueError, AttributeError) as refused:
        raise ValidationFailed({"file": f"{DAMAGED}a part of it cannot be read."}) from refused

    def save(uow: UnitOfWork) -> int:
        if uow.find(Project, owner_id=desk.actor.person_id, include_removed=True):
            message = (
                "A copy can only come into a planner in which you have no project yet. Nothing "
                "was changed."
            )
            raise InvalidTransition(message)
        if any(
            copy.beside.get(model) and uow.find(model, person_id=desk.actor.person_id)
            for model in ONCE_FOR_A_PERSON
        ):
            message = (
                "A copy with a portfolio or a self-assessment can only come into a planner in "
                "which you have none yet. Nothing was changed."
            )
            raise InvalidTransition(message)
        copy.check_is_new(uow)
        number = copy.save(uow)
        # A copy also holds a page to read and how somebody signs in; only what hangs is a file.
        for content in {thing.sha256: files[thing.sha256] for thing in copy.hanging}.values():
            desk.workspace.store.files.keep(content)
        return number

    copy.check_files(files)
    return desk.write(save)


class _Copy:
    """A copy that has been read and looked through."""

    def __init__(self, desk: Desk, said: Mapping[str, Any]) -> None:
        self._desk = desk
        self.me = {name: str(said["me"][name]) for name in ("name", "job_title", "school")}
        Person.model_validate({**_NEW, "role": desk.actor.role, "school_id": "", **self._named()})
        School.model_validate({**_NEW, "name": self.me["school"]})
        is_from_demo = {"is_from_demo": bool(said.get("note"))}
        self.projects = [
            Project.model_validate({**is_from_demo, **_without_levels(self._in(row))})
            for row in said["projects"]
        ]
        self.records = {
            kind: [_record(RECORD_KINDS[kind], self._in(row)) for row in rows]
            for kind, rows in said["records"].items()
        }
        self.claims = [EvidenceClaim.model_validate(self._in(row)) for row in said["claims"]]
        self.beside = {
            BESIDE[table]: [
                BESIDE[table].model_validate(
                    {**(is_from_demo if BESIDE[table] is Narrative else {}), **self._in(row)}
                )
                for row in rows
            ]
            for table, rows in said.get("beside", {}).items()
        }
        self.drafts = [self._in(row) for row in said["drafts"]]
        self.versions = [self._in(row) for row in said["earlier_versions"]]
        self.versions += [self._in(row) for row in said.get("versions_beside", [])]
        self.history = [self._in(row) for row in said["history"]]
        self._check()

    def _named(self) -> dict[str, str]:
        return {"name": self.me["name"], "job_title": self.me["job_title"]}

    def _in(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with the person who brings it in where it says "me"."""
        found: dict[str, Any] = {
            name: self._desk.actor.person_id if name in PEOPLE and value == ME else value
            for name, value in row.items()
        }
        if "school_id" in found:
            found["school_id"] = self._desk.actor.school_id
        answers = found.get("answers")
        if isinstance(answers, dict):
            found["answers"] = self._in(answers)
        return found

    def _check(self) -> None:
        """Everything belongs to the projects of the copy, and every answer is one we know."""
        mine = {project.id for project in self.projects}
        ids = {kind: {(r.id, r.project_id) for r in found} for kind, found in self.records.items()}
        for project in self.projects:
            self._need(
                project.owner_id == self._desk.actor.person_id, "a project is somebody else’s"
            )
            earlier = project.carries_on_from
            self._need(earlier is None or earlier in mine, "an earlier project is missing")
        for record in self._all_records():
            self._need(record.project_id in mine, "a record has no project")
            self._check_record(record, ids)
        standards = self._desk.library.framework.by_key
        for claim in self.claims:
            known = ids.get(claim.record_kind, set())
            self._need((claim.record_id, claim.project_id) in known, "a claim has no record")
            self._need(claim.standard in standards, f"we do not know {claim.standard}")
        for model, things in self.beside.items():
            ids[table_of(model)] = {(thing.id, "") for thing in things}
        self._check_beside(mine, ids)
        for row in self.versions:
            self._need(set(row) == set(own_copy.VERSION), "an earlier version is not complete")
            known = ids.get(row["subject"], set())
            is_ours = (row["subject_id"], row["project_id"]) in known
            self._need(is_ours, "an earlier version has no record")
            self._need(isinstance(row["answers"], dict), "an earlier version is not complete")
            row["version"] = int(row["version"])
            row["replaced_at"] = dt.datetime.fromisoformat(row["replaced_at"])
        for row in self.history:
            event = AuditEvent.model_validate(row)
            self._need(event.project_id in mine, "the history is about something else")
            row["occurred_at"] = event.occurred_at
        for row in self.drafts:
            self._need(set(row) == set(own_copy.DRAFT), "a draft is not complete")
            json.loads(row["answers"])
            row["updated_at"] = dt.datetime.fromisoformat(row["updated_at"])

    def _check_beside(self, mine: set[str], ids: Mapping[str, set[tuple[str, str]]]) -> None:
        """What stands beside the records is about them, or about this person."""
        for thing in (t for things in self.beside.values() for t in things):
            for name, known in (
                ("project_id", mine),
                ("person_id", {self._desk.actor.person_id}),
                ("submission_id", {id_ for id_, _ in ids.get("submission", set())}),
                ("link_id", {id_ for kind in LINKS for id_, _ in ids.get(kind, set())}),
                ("round_id", {id_ for id_, _ in ids.get("ask_round", set())}),
                ("measure_id", {id_ for id_, _ in ids.get("measure", set())}),
            ):
                value = getattr(thing, name, None)
                self._need(value is None or value in known, "something is about nobody here")
            is_waiting = isinstance(thing, InboxNote) and thing.is_waiting
            if isinstance(thing, KeptBack | Attachment | InboxNote) and not is_waiting:
                known_records = ids.get(thing.record_kind, set())
                is_known = (thing.record_id, thing.project_id) in known_records
                self._need(is_known, "what something hangs on is missing")
            subject = getattr(thing, "subject", None)
            if subject is not None:
                about = (getattr(thing, "subject_id", ""), "")
                self._need(about in ids.get(subject, set()), "a note is about nothing")

    def _check_record(self, record: Record, ids: Mapping[str, set[tuple[str, str]]]) -> None:
        for spec in field_specs(type(record)):
            for linked in linked_ids(record, spec):
                known = (linked, record.project_id) in ids.get(str(spec.links_to), set())
                self._need(known, "a record is linked to one that is missing")
        answers = {spec.name: getattr(record, spec.name) for spec in field_specs(type(record))}
        checked(self._desk.library, type(record), answers)

    def _all_records(self) -> Iterator[Record]:
        for found in self.records.values():
            yield from found

    @staticmethod
    def _need(is_right: object, fault: str) -> None:
        if not is_right:
            raise ValidationFailed({"file": f"{DAMAGED}{fault}."})

    @property
    def hanging(self) -> list[Attachment | InboxNote]:
        """What names a file."""
        return [
            thing
            for model in (Attachment, InboxNote)
            for thing in self.beside.get(model, [])
            if isinstance(thing, Attachment | InboxNote) and thing.is_file
        ]

    def check_files(self, files: Mapping[str, bytes]) -> None:
        """Every file that hangs somewhere is there, is what was kept, and may be kept."""
        kept = self.hanging
        if any(thing.sha256 not in files for thing in kept):
            raise ValidationFailed({"file": WITHOUT_FILES})
        for some in _batches(kept, files):
            try:
                kinds = types_of(
                    [(files[t.sha256], t.file_name) for t in some],
                    takes_voices=any(isinstance(t, InboxNote) for t in some),
                )
            except BadFile as refused:
                fault = f"{DAMAGED}{refused.message}"
                raise ValidationFailed({"file": fault}) from refused
            for thing, kind in zip(some, kinds, strict=True):
                is_right = (kind, len(files[thing.sha256])) == (thing.media_type, thing.size)
                is_kept = isinstance(thing, InboxNote) or kind != VOICE
                self._need(is_right and is_kept, f"“{thing.file_name}” is another kind of file")

    def check_is_new(self, reader: Reader) -> None:
        """Nothing of the copy is in this planner, whoever it belongs to here."""
        groups: list[Sequence[Stamped]] = [
            self.projects, self.claims, *self.records.values(), *self.beside.values(),
        ]  # fmt: skip
        for things in groups:
            for at in range(0, len(things), own_copy.AT_ONCE):
                some = things[at : at + own_copy.AT_ONCE]
                found = reader.find(
                    type(some[0]), id=[thing.id for thing in some], include_removed=True
                )
                self._need(not found, "a part of it is in this planner already")
        known = own_copy.known_history(reader, [str(row["id"]) for row in self.history])
        self._need(not known, "a part of it is in this planner already")

    def save(self, uow: UnitOfWork) -> int:
        """Store everything as it was, and note that it came back."""
        person = uow.get(Person, self._desk.actor.person_id)
        school = uow.get(School, person.school_id)
        if not school.name:
            uow.change(school, name=self.me["school"])
        person = uow.change(person, **self._named())
        records = list(self._all_records())
        beside = [thing for model in BESIDE.values() for thing in self.beside.get(model, [])]
        for thing in [*self.projects, *records, *self.claims, *beside]:
            uow.put_back(table_of(type(thing)), to_row(thing))
        # Whom somebody let in was let into another planner, or before all was erased here.
        mine = [project.id for project in self.projects]
        for entry in uow.find(GalleryEntry, project_id=mine):
            if entry.withdrawn_at is None:
                uow.change(entry, withdrawn_at=self._desk.now())
        for grant in uow.find(ProjectGrant, project_id=mine):
            if not grant.has_ended(self._desk.now()):
                uow.change(grant, ended_at=self._desk.now())
        for row in self.versions:
            own_copy.put_back_version(uow, row)
        for row in self.history:
            own_copy.put_back_history(uow, row)
        for row in self.drafts:
            uow.drop_draft(self._desk.actor.person_id, str(row["draft_key"]))
            uow.put_back("draft", {**row, "owner_id": self._desk.actor.person_id})
        uow.note_return(person)
        return len(records)


def _record(model: type[Record], row: Mapping[str, Any]) -> Record:
    return model.model_validate(in_todays_names(model, row))


def _without_levels(row: Mapping[str, Any]) -> dict[str, Any]:
    """A project as it comes back: private, whatever an older copy says that was shared."""
    return {name: value for name, value in row.items() if name not in {"sharing", "shared_on"}}


_NEW: dict[str, object] = {
    "id": "new",
    "created_at": "2000-01-01T00:00:00Z",
    "created_by": "new",
    "updated_at": "2000-01-01T00:00:00Z",
    "updated_by": "new",
}


def _batches(
    kept: Sequence[Attachment | InboxNote], files: Mapping[str, bytes]
) -> Iterator[Sequence[Attachment | InboxNote]]:
    """The files of a copy in groups that one process can look through."""
    some: list[Attachment | InboxNote] = []
    size = 0
    for thing in kept:
        some.append(thing)
        size += len(files[thing.sha256])
        if size > AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _unpacked(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The text of a copy and its files by their fingerprint; a text alone has no files."""
    if not data.startswith(b"PK"):
        return data, {}
    try:
        parts = unzipped(data, WHOLE_COPY)
    except BadZip as refused:
        raise ValidationFailed({"file": NOT_OURS}) from refused
    files = {fingerprint(content): content for name, content in parts.items() if name != DATA}
    return parts.get(DATA, b""), files


def _read(data: bytes) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        message = "The file is larger than a copy can be. Nothing was changed."
        raise ValidationFailed({"file": message})
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        message = "There is more in the file than in a copy of a person’s own. Nothing was changed."
        raise ValidationFailed({"file": message})
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise ValidationFailed({"file": NOT_OURS}) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ValidationFailed({"file": NOT_OURS})
    if said.get("version") != VERSION:
        message = "The copy is from another version of the planner. Nothing was changed."
        raise ValidationFailed({"file": message})
    return said
