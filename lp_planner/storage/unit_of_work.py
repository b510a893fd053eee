"""One user action: what it reads, what it changes, and the audit row for each change.

Everything in a unit of work happens together or not at all. Stored things are found by model;
ids are text (UUIDv7 made here, or a well-known one such as the local person's), so an id that
makes no sense simply does not exist.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence

from uuid6 import uuid7

from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.records import Stamped
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.storage.audit_chain import (
    Head,
    Subject,
    answers_in,
    next_link,
    read_head,
    subject_of,
    write_head,
)
from lp_planner.storage.engine import Connection, changed_table
from lp_planner.storage.read_cache import Base
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import PARENTS, S, columns_of, linked_ids, table_of, to_row

_MOST_VERSIONS = 2**31 - 1
"""What the column holds; PostgreSQL refuses a larger number before it looks for the row."""


class UnitOfWork(Reader):
    """Reads and changes within one transaction."""

    def __init__(self, connection: Connection, actor_id: str, at: dt.datetime) -> None:
        """Stamp every change with ``actor_id`` and ``at``."""
        super().__init__(connection, keeps=False)
        self.actor_id = actor_id
        self.at = at
        self.touched: set[Base] = set()
        """What has been changed so far, for whoever remembers what was read."""
        self._seen: set[tuple[str, str, str | None]] = set()
        """Parents and links that this transaction has found; nobody else can remove them now."""
        self._head: Head | None = None

    def find(self, model: type[S], *, include_removed: bool = False, **equals: object) -> list[S]:
        """As any reader does; what was found is there, for what is linked to it."""
        found = super().find(model, include_removed=include_removed, **equals)
        table = table_of(model)
        for thing in () if include_removed else found:
            self._seen |= {(table, thing.id, None), (table, thing.id, subject_of(thing)[3])}
        return found

    def add(self, model: type[S], **values: object) -> S:
        """Store a new thing at version 1.

        With an ``id`` that is already stored, nothing changes and the stored thing comes back, so
        that a doubled click is harmless.

        Raises:
            NotFound: when the project (or other parent) does not exist.
            ValidationFailed: when a link names nothing in the same project.
        """
        named = values.get("id")
        if named and (known := self.find(model, id=str(named), include_removed=True)):
            return known[0]
        thing = self._made(model, values)
        self._check_links(thing)
        row = to_row(thing)
        self.put_back(table_of(model), row)
        self._audit(AuditAction.CREATED, thing, answers_in(row))
        return thing

    def add_many(self, model: type[S], many: Sequence[Mapping[str, object]]) -> list[S]:
        """Store many new things with a handful of statements; each is checked and noted as ever.

        Raises:
            NotFound: when the project (or other parent) of one does not exist.
            ValidationFailed: when a link of one names nothing in the same project.
        """
        things = [self._made(model, values) for values in many]
        if not things:
            return []
        for column, parent in PARENTS.get(model, {}).items():
            named = {getattr(thing, column) for thing in things} - {None}
            self._look_up(parent, {str(id_) for id_ in named})
        for thing in things:
            self._check_links(thing)
        rows = [to_row(thing) for thing in things]
        self._put_many(table_of(model), rows)
        noted = [
            self._entry(AuditAction.CREATED, subject_of(thing), answers_in(row))
            for thing, row in zip(things, rows, strict=True)
        ]
        self._put_many("audit_event", noted)
        return things

    def _made(self, model: type[S], values: Mapping[str, object]) -> S:
        return model.model_validate(
            {
                **values,
                "id": str(values.get("id") or uuid7()),
                "created_at": self.at,
                "created_by": self.actor_id,
                "updated_at": self.at,
                "updated_by": self.actor_id,
            }
        )

    def _look_up(self, parent: type[Stamped], ids: set[str]) -> None:
        """Find out at once which of these are there, for the checks that follow."""
        table = table_of(parent)
        if not (unknown := sorted(id_ for id_ in ids if (table, id_, None) not in self._seen)):
            return
        marks = {f"id_{number}": id_ for number, id_ in enumerate(unknown)}
        found = self._connection.fetch(
            f'SELECT id FROM "{table}" WHERE deleted_at IS NULL'  # noqa: S608
            f" AND id IN ({', '.join(f':{mark}' for mark in marks)})",
            marks,
        )
        self._seen |= {(table, str(row[0]), None) for row in found}

    def _put_many(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        if len(rows) == 1:
            self.put_back(table, rows[0])
            return
        for row in rows:
            project = row.get("project_id")
            self.touched.add((table, None if project is None else str(project)))
        columns = list(rows[0])
        self._connection.load(table, columns, [tuple(row[c] for c in columns) for row in rows])

    def add_unnamed(
        self, model: type[S], about: Stamped, many: Sequence[Mapping[str, object]]
    ) -> None:
        """Store new things that nobody is to be found by: the trail names ``about`` in their place.

        An entry of its own would say in which order each came; so they lie in that of their ids.
        """
        things = sorted((self._made(model, values) for values in many), key=lambda one: one.id)
        if not things:
            return
        for thing in things:
            self._check_links(thing)
        self._put_many(table_of(model), [to_row(thing) for thing in things])
        subject = (table_of(model), *subject_of(about)[1:])
        noted = [self._entry(AuditAction.CREATED, subject, ()) for _ in things]
        self._put_many("audit_event", noted)

    def change(self, current: S, **values: object) -> S:
        """Save new values over the version that was read.

        Nothing is written when nothing differs.

        Raises:
            StaleRevision: when the thing was saved or removed since ``current`` was read.
        """
        wanted = type(current).model_validate({**dict(current), **values})
        changed = [
            n for n in columns_of(type(current)) if getattr(wanted, n) != getattr(current, n)
        ]
        if not changed:
            return current
        self._check_links(wanted)
        return self._update(current, wanted, AuditAction.CHANGED, changed)

    def touch(self, current: S) -> S:
        """Save a thing as a new version though nothing of its own differs: what hangs on it did.

        Raises:
            StaleRevision: when the thing was saved or removed since ``current`` was read.
        """
        return self._update(current, current, AuditAction.CHANGED, [])

    def remove(self, current: S) -> S:
        """Mark a thing as removed; it can be brought back."""
        self._seen.clear()
        gone = current.model_copy(update={"deleted_at": self.at})
        return self._update(current, gone, AuditAction.REMOVED, ["deleted_at"])

    def restore(self, current: S) -> S:
        """Bring back a removed thing."""
        back = current.model_copy(update={"deleted_at": None})
        return self._update(current, back, AuditAction.RESTORED, ["deleted_at"])

    def erase_all(self, model: type[S], **where: object) -> int:
        """Erase rows for good, with nothing kept of them but that it was done; how many."""
        self._seen.clear()
        gone = self.find(model, include_removed=True, **where)
        for thing in gone:
            self._touch(table_of(model), thing)
            self._connection.execute(
                f'DELETE FROM "{table_of(model)}" WHERE id = :id',  # noqa: S608
                {"id": thing.id},
            )
        if gone:
            self._audit(AuditAction.REMOVED, gone[0], ["erased"])
        return len(gone)

    def erase(self, current: Stamped) -> None:
        """Take a removed thing out of the database for good; only its audit rows stay.

        Raises:
            StaleRevision: when it is not removed, or was brought back since it was read.
        """
        self._touch(table_of(type(current)), current)
        count = self._connection.execute(
            f'DELETE FROM "{table_of(type(current))}"'  # noqa: S608
            " WHERE id = :id AND version = :version_read AND deleted_at IS NOT NULL",
            {"id": current.id, "version_read": current.version},
        )
        if count != 1:
            raise StaleRevision
        gone = current.model_copy(update={"version": current.version + 1})
        self._audit(AuditAction.REMOVED, gone, ["erased"])

    def put_back(self, table: str, row: Mapping[str, object]) -> None:
        """Store a row as it was in a copy, with its own stamps and without a note of it."""
        project = row.get("project_id")
        self.touched.add((table, None if project is None else str(project)))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f":{name}" for name in row)
        self._connection.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
            row,
        )

    def note_return(self, thing: Stamped) -> None:
        """Note that a copy of what belongs to ``thing`` was brought back."""
        self._audit(AuditAction.RESTORED, thing, [])

    def keep_draft(self, owner_id: str, key: str, answers: str) -> None:
        """Keep the owner's draft; drafts are private and autosaved, so they are not audited."""
        self.touched.add(("draft", owner_id))
        self._connection.execute(
            "INSERT INTO draft (owner_id, draft_key, answers, updated_at)"
            " VALUES (:owner, :key, :answers, :at)"
            " ON CONFLICT (owner_id, draft_key)"
            " DO UPDATE SET answers = excluded.answers, updated_at = excluded.updated_at",
            {"owner": owner_id, "key": key, "answers": answers, "at": self.at},
        )

    def drop_draft(self, owner_id: str, key: str) -> None:
        """Forget the owner's draft under ``key``."""
        self.touched.add(("draft", owner_id))
        self._connection.execute(
            "DELETE FROM draft WHERE owner_id = :owner AND draft_key = :key",
            {"owner": owner_id, "key": key},
        )

    def change_by_hand(self, sql: str, **values: object) -> None:
        """Run a change of ours that no model describes; :meth:`write_down` what it was."""
        self.touched.add((changed_table(sql), None))
        self._connection.execute(sql, values)

    def _update(self, current: S, wanted: S, action: AuditAction, changed: Iterable[str]) -> S:
        # The version and the row count are the lock: never RETURNING, which DuckDB runs as
        # delete and insert and then fails to notice a second writer.
        if current.version >= _MOST_VERSIONS:
            raise StaleRevision
        new = wanted.model_copy(
            update={
                "version": current.version + 1,
                "updated_at": self.at,
                "updated_by": self.actor_id,
            }
        )
        columns = [*dict.fromkeys([*changed, "version", "updated_at", "updated_by"])]
        row = to_row(new)
        sets = ", ".join(f'"{name}" = :{name}' for name in columns)
        self._touch(table_of(type(current)), current)
        self._touch(table_of(type(current)), new)
        state = "IS NOT NULL" if action is AuditAction.RESTORED else "IS NULL"
        count = self._connection.execute(
            f'UPDATE "{table_of(type(current))}" SET {sets}'  # noqa: S608
            f" WHERE id = :id AND version = :version_read AND deleted_at {state}",
            {
                **{name: row[name] for name in columns},
                "id": new.id,
                "version_read": current.version,
            },
        )
        if count != 1:
            raise StaleRevision
        if current.keeps_versions:
            self._keep_version(current)
        self._audit(action, new, changed)
        return new

    def _keep_version(self, replaced: Stamped) -> None:
        """Keep what a record said before, in the transaction that changes it."""
        self.touched.add(("earlier_version", None))
        self._connection.execute(
            "INSERT INTO earlier_version (subject, subject_id, version, project_id, answers,"
            " replaced_at, replaced_by) VALUES (:subject, :id, :version, :project, :answers,"
            " :at, :actor)",
            {
                "subject": table_of(type(replaced)),
                "id": replaced.id,
                "version": replaced.version,
                "project": getattr(replaced, "project_id", ""),
                "answers": replaced.model_dump_json(),
                "at": self.at,
                "actor": self.actor_id,
            },
        )

    def _touch(self, table: str, thing: Stamped) -> None:
        project = getattr(thing, "project_id", None)
        self.touched.add((table, None if project is None else str(project)))

    def _check_links(self, thing: Stamped) -> None:
        for column, parent in PARENTS.get(type(thing), {}).items():
            named = getattr(thing, column)
            if named is not None and not self._exists(table_of(parent), str(named)):
                raise NotFound
        project_id = getattr(thing, "project_id", None)
        if isinstance(thing, EvidenceClaim | Attachment) and not self._is_in_project(
            thing.record_kind, thing.record_id, thing.project_id
        ):
            raise NotFound
        if isinstance(thing, EvidenceClaim) and self._other_claim(thing):
            raise StaleRevision
        for spec in field_specs(type(thing)):
            if all(
                self._is_in_project(str(spec.links_to), linked, project_id)
                for linked in linked_ids(thing, spec)
            ):
                continue
            message = "What you chose here is no longer in this project. Please choose again."
            raise ValidationFailed({spec.name: message})

    def _is_in_project(self, kind: str, id_: str, project_id: str | None) -> bool:
        return kind in RECORD_KINDS and self._exists(kind, id_, project_id)

    def _exists(self, table: str, id_: str, project_id: str | None = None) -> bool:
        if (table, id_, project_id) in self._seen:
            return True
        within = "" if project_id is None else " AND project_id = :project"
        found = self._connection.fetch(
            f'SELECT 1 FROM "{table}" WHERE id = :id AND deleted_at IS NULL{within}',  # noqa: S608
            {"id": id_} if project_id is None else {"id": id_, "project": project_id},
        )
        if found:
            self._seen.add((table, id_, project_id))
        return bool(found)

    def _other_claim(self, claim: EvidenceClaim) -> bool:
        same = self.find(
            EvidenceClaim,
            record_kind=claim.record_kind,
            record_id=claim.record_id,
            standard=claim.standard,
        )
        return any(other.id != claim.id for other in same)

    def finish(self) -> Head | None:
        """Write the end of the audit chain, as the last thing of a transaction; what it is now."""
        if self._head is not None:
            write_head(self._connection, self._head)
        return self._head

    def _audit(self, action: AuditAction, thing: Stamped, changed: Iterable[str]) -> None:
        self.write_down(action, subject_of(thing), changed)

    def write_down(
        self,
        action: AuditAction,
        subject: Subject,
        changed: Iterable[str] = (),
    ) -> None:
        """Add an entry to the audit trail: table, id, version and project of the subject."""
        self.put_back("audit_event", self._entry(action, subject, changed))

    def _entry(
        self, action: AuditAction, subject: Subject, changed: Iterable[str]
    ) -> dict[str, object]:
        """The next link of the trail, as a row."""
        self._head = self._head or read_head(self._connection)
        row: dict[str, object] = {
            "id": str(uuid7()),
            "occurred_at": self.at,
            "actor_id": self.actor_id,
            "action": action.value,
            "subject": subject[0],
            "subject_id": subject[1],
            "subject_version": subject[2],
            "project_id": subject[3],
            "changed_fields": json.dumps(list(changed)),
        }
        self._head.entries += 1
        self._head.link = next_link(self._head.link, self._head.entries, list(row.values()))
        return {**row, "entry": self._head.entries, "link": self._head.link}
