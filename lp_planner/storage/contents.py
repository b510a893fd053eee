"""All that a database holds, on either engine: its tables, their checksums, carrying it over.

A checksum is made from the values, not from how an engine keeps them, so the same content has the
same checksum on both, in whatever order its rows lie.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.records import Frozen
from lp_planner.storage.engine import Connection
from lp_planner.storage.tables import HOLD_FILES, TABLES

STEPS = "schema_version"
"""The steps a database has taken: each engine keeps its own."""
_ROUND = 2**256


class Summed(Frozen):
    """What a table holds, without a word of it."""

    rows: int
    checksum: str


Sums = Mapping[str, Summed]


def tables_in(connection: Connection) -> dict[str, list[str]]:
    """The tables, each after those it points to, with their columns by name."""
    there: dict[str, list[str]] = {}
    for table, column in connection.fetch(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_catalog = current_database() AND table_schema = current_schema()",
        {},
    ):
        there.setdefault(str(table), []).append(str(column))
    there.pop(STEPS, None)
    known = [table for table in TABLES.values() if table in there]
    return {table: sorted(there[table]) for table in [*known, *sorted(there.keys() - {*known})]}


def has_steps(connection: Connection) -> bool:
    """Whether the tables are those of a planner."""
    return bool(
        connection.fetch(
            "SELECT 1 FROM information_schema.tables WHERE table_name = :steps"
            " AND table_catalog = current_database() AND table_schema = current_schema()",
            {"steps": STEPS},
        )
    )


def sums_of(connection: Connection) -> dict[str, Summed]:
    """The checksum of every table."""
    found = {}
    for table, columns in tables_in(connection).items():
        summing = _Summing()
        for rows in connection.batches(_everything(table, columns)):
            summing.add(rows)
        found[table] = summing.done()
    return found


def carry_over(source: Connection, target: Connection) -> dict[str, Summed]:
    """Replace all that ``target`` holds by what ``source`` holds, and compare the two.

    Both are open transactions of databases with the same tables. Nothing is committed here.

    Raises:
        StorageUnavailable: when the tables differ, a value does not fit, or it is not equal.
    """
    tables = tables_in(source)
    if tables != tables_in(target):
        message = "The two databases have different tables, so nothing was carried over."
        raise StorageUnavailable(message)
    for table in reversed(tables):
        target.execute(f'DELETE FROM "{table}"', {})  # noqa: S608
    sums = {}
    for table, columns in tables.items():
        summing = _Summing()
        for rows in source.batches(_everything(table, columns)):
            summing.add(rows)
            try:
                target.load(table, columns, rows)
            except (ValueError, UnicodeError) as refused:
                message = f"A value in the table {table} does not fit there. Nothing was changed."
                raise StorageUnavailable(message) from refused
        sums[table] = summing.done()
    if differing := unequal(sums, sums_of(target)):
        message = f"What arrived is not what was sent: {', '.join(differing)}. Nothing was changed."
        raise StorageUnavailable(message)
    return sums


def unequal(one: Sums, other: Sums) -> list[str]:
    """The tables that are not the same in both."""
    return [table for table in sorted({*one, *other}) if one.get(table) != other.get(table)]


def named_files(connection: Connection) -> set[str]:
    """The content of every kept file that a row names, also of removed rows.

    A database of an earlier version may lack some of the tables that name files.
    """
    there = tables_in(connection)
    return {
        str(name)
        for table in (TABLES[model] for model in HOLD_FILES)
        if table in there
        for (name,) in connection.fetch(
            f"SELECT DISTINCT sha256 FROM \"{table}\" WHERE sha256 <> ''",  # noqa: S608
            {},
        )
    }


def _everything(table: str, columns: Iterable[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'SELECT {names} FROM "{table}"'  # noqa: S608


class _Summing:
    """Adds up the hashes of rows, so that their order does not matter."""

    def __init__(self) -> None:
        self._rows, self._sum = 0, 0

    def add(self, rows: Iterable[tuple[object, ...]]) -> None:
        for row in rows:
            text = json.dumps(row, ensure_ascii=False, default=_word)
            self._sum += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
            self._rows += 1

    def done(self) -> Summed:
        return Summed(rows=self._rows, checksum=f"{self._sum % _ROUND:064x}")


def _word(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return str(value)
