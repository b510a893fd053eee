"""The rows beside the records that belong to a person: drafts, earlier versions, the history."""

import json
from collections.abc import Iterator, Mapping, Sequence

from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

Row = dict[str, object]
DRAFT = ("owner_id", "draft_key", "answers", "updated_at")
VERSION = (
    "subject", "subject_id", "version", "project_id", "answers", "replaced_at", "replaced_by",
)  # fmt: skip
HISTORY = (
    "id", "occurred_at", "actor_id", "action", "subject", "subject_id", "subject_version",
    "project_id", "changed_fields",
)  # fmt: skip
AT_ONCE = 500
"""How many ids one question may name."""


def drafts_of(reader: Reader, owner_id: str) -> list[Row]:
    """The owner's drafts, by key."""
    sql = f"SELECT {', '.join(DRAFT)} FROM draft WHERE owner_id = :owner ORDER BY draft_key"  # noqa: S608
    return [dict(zip(DRAFT, row, strict=True)) for row in reader.rows(sql, owner=owner_id)]


def versions_in(reader: Reader, project_ids: Sequence[str]) -> list[Row]:
    """What the records of these projects said before each change."""
    return [
        {**row, "answers": json.loads(str(row["answers"]))}
        for row in _in_projects(
            reader, "earlier_version", VERSION, project_ids, "subject, subject_id, version"
        )
    ]


def versions_of(reader: Reader, subject: str, ids: Sequence[str]) -> list[Row]:
    """What things that belong to no project said before each change."""
    found = []
    for id_ in ids:
        rows = reader.rows(
            f"SELECT {', '.join(VERSION)} FROM earlier_version WHERE subject = :subject"  # noqa: S608
            " AND subject_id = :id ORDER BY version",
            subject=subject,
            id=id_,
        )
        found += [dict(zip(VERSION, row, strict=True)) for row in rows]
    return [{**row, "answers": json.loads(str(row["answers"]))} for row in found]


def history_in(reader: Reader, project_ids: Sequence[str]) -> list[Row]:
    """Who changed what in these projects, and when."""
    return [
        {**row, "changed_fields": json.loads(str(row["changed_fields"]))}
        for row in _in_projects(reader, "audit_event", HISTORY, project_ids, "occurred_at, id")
    ]


def known_history(reader: Reader, ids: Sequence[str]) -> bool:
    """Whether a note with one of these ids is here already."""
    for some in _some(ids):
        names = {f"id_{n}": id_ for n, id_ in enumerate(some)}
        marks = ", ".join(f":{name}" for name in names)
        if reader.rows(f"SELECT id FROM audit_event WHERE id IN ({marks})", **names):  # noqa: S608
            return True
    return False


def put_back_version(uow: UnitOfWork, row: Mapping[str, object]) -> None:
    """Store an earlier version as it was in a copy."""
    answers = json.dumps(row["answers"], ensure_ascii=False, separators=(",", ":"))
    uow.put_back("earlier_version", {**row, "answers": answers})


def put_back_history(uow: UnitOfWork, row: Mapping[str, object]) -> None:
    """Store a note of the history as it was in a copy."""
    uow.put_back("audit_event", {**row, "changed_fields": json.dumps(row["changed_fields"])})


def _in_projects(
    reader: Reader, table: str, columns: Sequence[str], project_ids: Sequence[str], order: str
) -> Iterator[Row]:
    for project_id in project_ids:
        rows = reader.rows(
            f"SELECT {', '.join(columns)} FROM {table} WHERE project_id = :id ORDER BY {order}",  # noqa: S608
            id=project_id,
        )
        yield from (dict(zip(columns, row, strict=True)) for row in rows)


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
