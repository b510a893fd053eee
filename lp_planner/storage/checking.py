"""Reads everything once, to say what cannot be read: tables, rows, attached files."""

import json
from collections.abc import Iterator

from pydantic import AwareDatetime, ValidationError

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.records import Frozen
from lp_planner.storage.audit_chain import read_head
from lp_planner.storage.contents import tables_in
from lp_planner.storage.duck import IN_MEMORY, DuckEngine
from lp_planner.storage.engine import Connection
from lp_planner.storage.migrate import migrate
from lp_planner.storage.private_files import write_whole
from lp_planner.storage.store import Store
from lp_planner.storage.tables import HOLD_FILES, TABLES, columns_of, from_row
from lp_planner.storage.witness import beside
from lp_planner.wording import listed

CHECKED = "checked.json"
JSON_COLUMNS = {
    "draft": ("answers",),
    "earlier_version": ("answers",),
    "audit_event": ("changed_fields",),
}
"""Columns outside the models that hold JSON."""


def unreadable(store: Store) -> list[str]:
    """A sentence for each table or attached file that cannot be read; empty when all is well."""
    found: list[str] = []
    with store.engine.transaction(is_write=False) as connection:
        there = tables_in(connection)
        keyed = _keyed(connection) if store.engine_name == "duckdb" else set[str]()
    for table, columns in _tables_of_this_version().items():
        if table not in there:
            found.append(f"the table {table} is missing")
        elif lacking := {*columns} - {*there[table]}:
            found.append(f"the table {table} lacks {listed(sorted(lacking))}")
    for table, columns in there.items():
        try:
            # A row that somebody replaces just now would look as if its key were missing.
            with store.writers_paused(), store.engine.transaction(is_write=False) as connection:
                invalid = _invalid_rows(connection, table, columns)
                lost = 0 if table not in keyed else _unknown_to_its_index(connection, table)
        except StorageUnavailable as refused:
            found.append(f"the table {table} cannot be read: {refused.message}")
            continue
        if invalid:
            found.append(f"{table}: {invalid} row(s) are not what the planner writes")
        if lost:
            found.append(f"{table}: {lost} row(s) are missing from its index")
    return [*found, *_files(store)]


def _tables_of_this_version() -> dict[str, list[str]]:
    """The tables that every planner of this version has, on either engine."""
    engine = DuckEngine(IN_MEMORY)
    try:
        migrate(engine)
        with engine.transaction(is_write=False) as connection:
            return tables_in(connection)
    finally:
        engine.close()


def _invalid_rows(connection: Connection, table: str, columns: list[str]) -> int:
    model = next((model for model, name in TABLES.items() if name == table), None)
    wanted = columns_of(model) if model else (JSON_COLUMNS.get(table) or tuple(columns))
    if not {*wanted} <= {*columns}:
        return _count(connection, table)
    invalid = 0
    names = ", ".join(f'"{name}"' for name in wanted)
    for rows in connection.batches(f'SELECT {names} FROM "{table}"'):  # noqa: S608
        for row in rows:
            try:
                if model:
                    from_row(model, row)
                elif table in JSON_COLUMNS:
                    for value in row:
                        json.loads(str(value))
            except (ValidationError, ValueError):
                invalid += 1
    return invalid


def _keyed(connection: Connection) -> set[str]:
    """The tables with a key, which DuckDB keeps an index of."""
    rows = connection.fetch(
        "SELECT DISTINCT table_name FROM duckdb_constraints() WHERE constraint_type IN"
        " ('PRIMARY KEY', 'UNIQUE') AND database_name = current_database()",
        {},
    )
    return {str(table) for (table,) in rows}


def _unknown_to_its_index(connection: Connection, table: str) -> int:
    """How many rows could be put in a second time, in a transaction that is taken back.

    Only this reads the index as a save does: no query of rows meets a damaged part of it.
    """
    return connection.execute(
        f'INSERT INTO "{table}" SELECT * FROM "{table}" ON CONFLICT DO NOTHING',  # noqa: S608
        {},
    )


def _count(connection: Connection, table: str) -> int:
    ((number,),) = connection.fetch(f'SELECT count(*) FROM "{table}"', {})  # noqa: S608
    return int(str(number))


def _files(store: Store) -> Iterator[str]:
    """Every attached file that a row names: there, and still what it was."""
    with store.read() as reader:
        try:
            attached = [t for m in HOLD_FILES for t in reader.find(m, include_removed=True)]
        except ValidationError:
            return
    for name in sorted({one.sha256 for one in attached} - {""}):
        if store.files.is_whole(name):
            continue
        state = "damaged" if store.files.has(name) else "missing"
        yield f"the attached file {name[:16]} … is {state}"


def answers(store: Store) -> bool:
    """Whether the database can be asked something just now."""
    try:
        with store.engine.transaction(is_write=False) as connection:
            read_head(connection)
    except StorageUnavailable:
        return False
    return True


class LastCheck(Frozen):
    """When everything was last checked, and what was wrong then, without a word of content."""

    at: AwareDatetime
    entries: int
    trail: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    """What leads nowhere."""
    unreadable: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """All that was wrong."""
        return (*self.trail, *self.loose, *self.unreadable)


def note_check(store: Store, check: LastCheck) -> None:
    """Keep the result of a check beside the database, for the person who looks after it."""
    write_whole(beside(store.url, CHECKED), check.model_dump_json())


def last_check(store: Store) -> LastCheck | None:
    """The result of the last check, if there was one."""
    try:
        return LastCheck.model_validate_json(beside(store.url, CHECKED).read_text("utf-8"))
    except (OSError, ValidationError):
        return None
