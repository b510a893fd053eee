"""Copies of a DuckDB file as it is, taken while people work, and the same file written anew."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.contents import Sums, named_files, sums_of, unequal
from lp_planner.storage.duck import DuckEngine, logs_of, reading
from lp_planner.storage.engine import DISK_FULL, is_out_of_room
from lp_planner.storage.private_files import private_folder, settle, tighten
from lp_planner.storage.store import WAIT_SECONDS, Store

UNFINISHED = ".unfinished"
AFRESH = "written-afresh"


def copy_database(engine: DuckEngine, folder: Path, name: str) -> Path:
    """Copy a database as ``folder/<its name>-name.duckdb``, compare all of it, and keep it."""
    kept = folder / f"{engine.stem}-{name}.duckdb"
    unfinished = unfinished_name(kept)
    copy_as_it_is(engine, unfinished)
    unfinished.replace(kept)
    settle(folder)
    return kept


def write_afresh(store: Store) -> None:
    """Write a DuckDB file anew with what is in it now, so that what was erased is not in it.

    A database marks deleted rows and keeps their bytes; only a new file is without them. On
    PostgreSQL nothing is done here: its own VACUUM decides.
    """
    engine = store.engine
    if not isinstance(engine, DuckEngine):
        return
    with store.writers_paused(), engine.alone(WAIT_SECONDS):
        unfinished = unfinished_name(engine.backups / f"{engine.stem}-{AFRESH}.duckdb")
        copy_as_it_is(engine, unfinished)
        engine.take_over(unfinished)


def unfinished_name(kept: Path) -> Path:
    """What a copy is called until it is whole."""
    return kept.with_name(f".{kept.name}{UNFINISHED}")


def copy_as_it_is(engine: DuckEngine, unfinished: Path) -> tuple[Sums, set[str]]:
    """Copy a database, compare every table, and force it to the disk.

    The answer is what the copied moment held: the checksum of each table, and the fingerprints of
    the attached files.

    Raises:
        StorageUnavailable: when there is no room, or the copy is not what was copied.
    """
    with in_words(unfinished.parent):
        private_folder(unfinished.parent)
        for left in (unfinished, *logs_of(unfinished)):
            left.unlink(missing_ok=True)
        # What DuckDB says of a folder it cannot write to reads as if the database were at fault.
        unfinished.touch()
        unfinished.unlink()
    quoted = str(unfinished).replace("'", "''")
    alias = f"copy_{uuid4().hex}"
    # The copy and its checksums share one transaction, so both see the same moment.
    engine.run(f"ATTACH '{quoted}' AS {alias}")
    try:
        with engine.transaction(is_write=True) as connection:
            ((source,),) = connection.fetch("SELECT current_database()", {})
            quoted_source = str(source).replace('"', '""')
            connection.execute(f'COPY FROM DATABASE "{quoted_source}" TO {alias}', {})
            sums, files = sums_of(connection), named_files(connection)
    finally:
        engine.run(f"DETACH {alias}")
    compare(unfinished, sums)
    tighten([unfinished])
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    return sums, files


def compare(copy: Path, sums: Sums) -> None:
    """Return when a file holds what these checksums say.

    Raises:
        StorageUnavailable: naming the tables that differ.
    """
    if differing := unequal(sums, sums_in(copy)):
        message = f"The copy of {', '.join(differing)} is not whole, so it was not kept."
        raise StorageUnavailable(message)


def sums_in(file: Path) -> Sums:
    """The checksums of a DuckDB file that nobody has open; the file stays as it is.

    Raises:
        StorageUnavailable: when it cannot be read.
    """
    with reading(file) as connection:
        return sums_of(connection)


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Say in a sentence what the system refused while something was written into a folder.

    Raises:
        StorageUnavailable: with that sentence.
    """
    try:
        yield
    except OSError as refused:
        if is_out_of_room(str(refused)):
            raise StorageUnavailable(DISK_FULL) from refused
        message = (
            f"Nothing could be written into {folder} ({refused.strerror}). Please check that the "
            "folder is there and can be written to. Nothing was changed."
        )
        raise StorageUnavailable(message) from refused
