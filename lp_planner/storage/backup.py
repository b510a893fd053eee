"""Copies of a DuckDB file that are whole: taken online, checked, then given their name."""

import datetime as dt
import os
from pathlib import Path

import duckdb

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.store import WAIT_SECONDS, Store


def back_up(store: Store, *, at: dt.datetime) -> Path:
    """Copy the database and its attached files into the folder ``backups`` beside it.

    People go on working meanwhile. The files stand beside the copy as they stand beside the
    original, in a folder named after it.

    Raises:
        StorageUnavailable: on PostgreSQL, whose own tool does this better; or when an attached
            file is damaged, after the database itself was copied.
    """
    engine = store.engine
    if not isinstance(engine, DuckEngine):
        message = "This planner uses PostgreSQL: please back it up with pg_dump."
        raise StorageUnavailable(message)
    kept = copy_database(engine, engine.backups, f"{at:%Y-%m-%d-%H%M%S}")
    store.files.copy_to(files_beside(str(kept)))
    return kept


def write_afresh(store: Store) -> tuple[Path, ...]:
    """Write a DuckDB file anew with what is in it now, so that what was erased is not in it.

    A database marks deleted rows and keeps their bytes; only a new file is without them. The
    answer names the backups, which were made before and still hold what was erased. On PostgreSQL
    nothing is done here: its own VACUUM and the retention of its backups decide.
    """
    engine = store.engine
    if not isinstance(engine, DuckEngine):
        return ()
    with store.writers_paused(), engine.alone(WAIT_SECONDS):
        engine.take_over(copy_database(engine, engine.backups, "written-afresh"))
    return tuple(sorted(engine.backups.glob("*.duckdb")))


def copy_database(engine: DuckEngine, folder: Path, name: str) -> Path:
    """Copy a database as ``folder/name.duckdb``, compare the row counts, and keep it."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.tmp"
    unfinished.unlink(missing_ok=True)
    quoted = str(unfinished).replace("'", "''")
    source = Path(engine.path).stem.replace('"', '""')
    # The copy and the count share one transaction, so both see the same moment.
    engine.run(f"ATTACH '{quoted}' AS copied")
    try:
        with engine.transaction(is_write=True) as connection:
            connection.execute(f'COPY FROM DATABASE "{source}" TO copied', {})
            rows = connection.fetch(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_catalog = :source ORDER BY 1",
                {"source": Path(engine.path).stem},
            )
            counts = {
                str(table): connection.fetch(f'SELECT count(*) FROM "{source}"."{table}"', {})  # noqa: S608
                for (table,) in rows
            }
    finally:
        engine.run("DETACH copied")
    _check(unfinished, counts)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    kept = folder / f"{name}.duckdb"
    unfinished.replace(kept)
    return kept


def _check(copy: Path, counts: dict[str, list[tuple[object, ...]]]) -> None:
    with duckdb.connect(str(copy), read_only=True) as connection:
        for table, expected in counts.items():
            found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()  # noqa: S608
            if found != expected:
                message = f"The copy of {table} is not whole, so this backup was not kept."
                raise StorageUnavailable(message)
