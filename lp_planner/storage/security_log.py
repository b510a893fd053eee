"""The security log's own table: noted with what happened, read by time, erased by age."""

import datetime as dt

from uuid6 import uuid7

from lp_planner.domain.accounts.security import SecurityEntry
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

COLUMNS = ("at", "event", "actor_id", "person_id", "network", "detail")


def add_entry(uow: UnitOfWork, entry: SecurityEntry) -> None:
    """Note one entry, in the transaction of what it is about."""
    uow.change_by_hand(
        "INSERT INTO security_event"
        " (id, occurred_at, event, actor_id, person_id, network, detail)"
        " VALUES (:id, :at, :event, :actor_id, :person_id, :network, :detail)",
        id=str(uuid7()),
        **{**dict(entry), "event": entry.event.value},
    )


def entries(
    reader: Reader, *, since: dt.datetime | None = None, most: int, skip: int = 0
) -> list[SecurityEntry]:
    """The entries, the newest first."""
    found = reader.rows(
        "SELECT occurred_at, event, actor_id, person_id, network, detail FROM security_event"
        " WHERE occurred_at >= :since ORDER BY occurred_at DESC, id DESC"
        " LIMIT :most OFFSET :skip",
        since=since or dt.datetime.min.replace(tzinfo=dt.UTC, year=1970),
        most=most,
        skip=skip,
    )
    return [SecurityEntry.model_validate(dict(zip(COLUMNS, row, strict=True))) for row in found]


def count_before(reader: Reader, before: dt.datetime) -> int:
    """How many entries are older."""
    sql = "SELECT count(*) FROM security_event WHERE occurred_at < :before"
    return int(str(reader.rows(sql, before=before)[0][0]))


def erase_before(uow: UnitOfWork, before: dt.datetime) -> None:
    """Erase the entries that are older."""
    uow.change_by_hand("DELETE FROM security_event WHERE occurred_at < :before", before=before)
