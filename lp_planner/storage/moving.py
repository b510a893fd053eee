"""Moving a whole installation from one database to another, whichever engines they are.

The one that is left behind stays as it is, so nothing can be lost on the way: a move that is broken
off is begun again.
"""

import datetime as dt
from pathlib import Path

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.audit_chain import read_head
from lp_planner.storage.backup import in_words, unfinished_name
from lp_planner.storage.blobs import BlobFolder
from lp_planner.storage.contents import carry_over, has_steps, named_files, tables_in
from lp_planner.storage.duck import logs_of
from lp_planner.storage.engine import Engine, is_postgres
from lp_planner.storage.installation import Installation
from lp_planner.storage.leftovers import remove
from lp_planner.storage.migrate import migrate
from lp_planner.storage.private_files import private_folder, settle, tighten
from lp_planner.storage.registry import check_address, open_engine
from lp_planner.storage.restoring import Restored, check_alone, rows_of
from lp_planner.storage.store import Store
from lp_planner.storage.witness import RESTORED, Witness

BEGUN = "audit_head"
"""The one table that has a row in a database nobody has used yet."""


def move(store: Store, to: Installation, *, at: dt.datetime) -> Restored:
    """Carry all that ``store`` holds over to an empty place, with its attached files.

    Raises:
        StorageUnavailable: when the place is not empty, or a planner is at work at either end; both
            are as they were.
    """
    check_address(to.url)
    check_alone(store.engine)
    return _to_server(store, to, at) if is_postgres(to.url) else _to_file(store, to, at)


def _to_file(store: Store, to: Installation, at: dt.datetime) -> Restored:
    place = Path(to.url).resolve()
    if any(path.exists() for path in (place, *logs_of(place))):
        message = f"{place} is there already. Please name a file that is not there yet."
        raise StorageUnavailable(message)
    with in_words(place.parent):
        private_folder(place.parent)
        unfinished = unfinished_name(place)
        _clear(unfinished)
        for left in BlobFolder(to.files_folder).unfinished():  # of a move that was broken off
            remove(left)
        try:
            moved = _into(unfinished, store, to, at)
        except BaseException:
            _clear(unfinished)
            raise
        unfinished.replace(place)
        settle(place.parent)
    return moved


def _into(file: Path, store: Store, to: Installation, at: dt.datetime) -> Restored:
    engine = open_engine(str(file))
    try:
        migrate(engine)
        moved = _carry(store, engine, to, at)
    finally:
        engine.close()
    tighten([file])
    return moved


def _clear(unfinished: Path) -> None:
    for left in (unfinished, *logs_of(unfinished)):
        remove(left)


def _to_server(store: Store, to: Installation, at: dt.datetime) -> Restored:
    engine = open_engine(to.url)
    try:
        check_alone(engine)
        _check_empty(engine)
        migrate(engine)
        return _carry(store, engine, to, at)
    finally:
        engine.close()


def _check_empty(engine: Engine) -> None:
    """Return when there is nothing but perhaps the empty tables of a planner."""
    with engine.transaction(is_write=False) as connection:
        tables = tables_in(connection)
        filled = [
            table
            for table in tables
            if table != BEGUN and connection.fetch(f'SELECT 1 FROM "{table}" LIMIT 1', {})  # noqa: S608
        ]
        strangers = tables and not has_steps(connection)
    if filled or strangers:
        message = (
            "The database there is not empty, so nothing was moved. Please name an empty one "
            "(docs/how-to/run-on-postgresql.md)."
        )
        raise StorageUnavailable(message)


def _carry(store: Store, engine: Engine, to: Installation, at: dt.datetime) -> Restored:
    """Bring the files first, so that no row is there before its file."""
    with store.engine.transaction(is_write=False) as source:
        names = named_files(source)
        files = store.files.copy_to(to.files_folder, names)
        with engine.transaction(is_write=True) as target:
            sums, head = carry_over(source, target), read_head(source)
            if to.witnesses:
                Witness(to.witnesses).begin_anew(RESTORED, head, at=at, why="moved here")
        return Restored(rows_of(sums), files, head, None)
