"""The audit trail as a chain: each entry holds a hash of itself and of the entry before it.

Whoever changes, adds or takes away an entry breaks the chain from there on. Whoever could rewrite
the whole database could also rewrite the whole chain: the last link, noted down elsewhere, would
still tell.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lp_planner.domain.records.records import Stamped
from lp_planner.storage.engine import Connection, Engine
from lp_planner.storage.tables import table_of

Subject = tuple[str, str, int, str | None]
"""What an entry of the trail is about: table, id, version and project."""
STAMPS = frozenset(Stamped.model_fields)
FIRST = ""
A_STRETCH = 10_000
"""How many entries of the trail go through memory at a time."""
COLUMNS = (
    "id, occurred_at, actor_id, action, subject, subject_id, subject_version, project_id,"
    " changed_fields"
)


@dataclass
class Head:
    """How many entries the chain has and its last link."""

    entries: int
    link: str


@dataclass(frozen=True)
class Verified:
    """What a walk along the chain found; ``faults`` is empty when it is whole."""

    entries: int
    link: str
    faults: tuple[str, ...]


def subject_of(thing: Stamped) -> Subject:
    """What an entry about a thing names."""
    table = table_of(type(thing))
    project = thing.id if table == "project" else getattr(thing, "project_id", None)
    return table, thing.id, thing.version, project


def answers_in(row: Mapping[str, object]) -> list[str]:
    """The names of what somebody wrote, without the stamps."""
    return [name for name in row if name not in STAMPS]


def next_link(previous: str, entry: int, row: Sequence[object]) -> str:
    """The link of an entry; ``row`` holds ``COLUMNS`` in their order."""
    words = [_word(value) for value in row]
    text = json.dumps([previous, entry, *words], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _word(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value


def take_turn(engine: Engine, connection: Connection) -> None:
    """Wait until no other server writes, before anything is read.

    The chain has one end. On PostgreSQL a repeatable-read transaction sees the moment of its first
    query, and LOCK TABLE is no query; on DuckDB the store's own lock has done this.
    """
    if engine.name == "postgres":
        connection.execute("LOCK TABLE audit_head IN EXCLUSIVE MODE", {})


def read_head(connection: Connection) -> Head:
    """The end of the chain."""
    rows = connection.fetch("SELECT entries, link FROM audit_head WHERE id = 1", {})
    entries, link = rows[0]
    return Head(int(str(entries)), str(link))


def write_head(connection: Connection, head: Head) -> None:
    """Keep the end of the chain."""
    connection.execute(
        "UPDATE audit_head SET entries = :entries, link = :link WHERE id = 1",
        {"entries": head.entries, "link": head.link},
    )


def begin_chain(engine: Engine) -> None:
    """Chain what a trail from before held, once: the first start after the migration."""
    with engine.transaction(is_write=True) as connection:
        take_turn(engine, connection)
        if connection.fetch("SELECT 1 FROM audit_head", {}):
            return
        connection.execute("INSERT INTO audit_head (id, entries, link) VALUES (1, 0, '')", {})
        head = Head(0, FIRST)
        rows = connection.fetch(f"SELECT {COLUMNS} FROM audit_event ORDER BY occurred_at, id", {})  # noqa: S608
        for row in rows:
            head.entries += 1
            head.link = next_link(head.link, head.entries, row)
            connection.execute(
                "UPDATE audit_event SET entry = :entry, link = :link WHERE id = :id",
                {"entry": head.entries, "link": head.link, "id": row[0]},
            )
        write_head(connection, head)


def stretches(connection: Connection, columns: str) -> Iterator[list[tuple[object, ...]]]:
    """These columns of the chain in its order, a stretch at a time, ``entry`` being the first.

    Neither engine has to sort the whole trail for it: a stretch lies together on the disk.
    """
    after: object = None
    while True:
        is_further = "" if after is None else " WHERE entry > :after"
        ((begin,),) = connection.fetch(
            f"SELECT min(entry) FROM audit_event{is_further}",  # noqa: S608
            {} if after is None else {"after": after},
        )
        if begin is None:
            return
        after = int(str(begin)) + A_STRETCH - 1
        yield connection.fetch(
            f"SELECT entry, {columns} FROM audit_event"  # noqa: S608
            " WHERE entry BETWEEN :begin AND :after ORDER BY entry, id",
            {"begin": begin, "after": after},
        )


def verify_chain(engine: Engine) -> Verified:
    """Walk along the whole chain and say where it does not hold."""
    with engine.transaction(is_write=False) as connection:
        head = read_head(connection)
        faults, previous, expected, found = list[str](), FIRST, 0, 0
        for rows in stretches(connection, f"link, {COLUMNS}"):
            found += len(rows)
            for entry, link, *row in rows:
                expected += 1
                if int(str(entry)) != expected:
                    faults.append(f"entries are missing or doubled before number {entry}")
                    expected = int(str(entry))
                elif next_link(previous, expected, row) != link:
                    faults.append(f"entry {entry} of {_word(row[1])} is not what was written")
                previous = str(link)
        for (at,) in connection.fetch(
            "SELECT occurred_at FROM audit_event WHERE entry IS NULL", {}
        ):
            faults.append(f"an entry of {_word(at)} is not in the chain")
            found += 1
    if head.entries != found or (found and previous != head.link):
        faults.append(f"the trail ends with entry {found}, and {head.entries} were written")
    return Verified(head.entries, head.link, tuple(faults))
