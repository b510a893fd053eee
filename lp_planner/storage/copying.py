"""Whole copies of an installation, from either engine: a DuckDB file with its files beside it.

A copy has its name only when all of it is there and was compared. What is missing or damaged among
the attached files stops nothing; it stands on the label.
"""

import datetime as dt
import os
from pathlib import Path

from lp_planner import __version__
from lp_planner.storage.backup import compare, copy_as_it_is, in_words, unfinished_name
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.contents import Sums, carry_over, named_files
from lp_planner.storage.copy_label import (
    MANUAL,
    SCHEDULED,
    Label,
    WholeCopy,
    copies_in,
    label_file,
    write_label,
)
from lp_planner.storage.duck import DuckEngine, logs_of
from lp_planner.storage.engine import Engine
from lp_planner.storage.leftovers import folders_of, remove
from lp_planner.storage.migrate import migrate
from lp_planner.storage.private_files import private_folder, settle, tighten
from lp_planner.storage.store import Store


def make_copy(store: Store, *, at: dt.datetime, why: str = MANUAL, name: str = "") -> WholeCopy:
    """Copy the database and its attached files; people go on working meanwhile.

    Raises:
        StorageUnavailable: when there is no room, or the copy is not what was copied.
    """
    with store.copying, in_words(store.copies):
        folder = private_folder(store.copies)
        kept = _free_name(folder, f"{store.stem}-{name or f'{at:%Y-%m-%d-%H%M%S}'}")
        unfinished = unfinished_name(kept)
        try:
            sums, names = _copy_tables(store.engine, unfinished)
            files = store.files.copy_to(files_beside(str(unfinished)), names)
            label = Label(
                made_at=at,
                why=why,
                planner=__version__,
                engine=store.engine.version(),
                tables=dict(sums),
                files=files,
            )
            write_label(unfinished, label)
        except BaseException:
            _clear(unfinished)
            raise
        # The database is named last: where it has its name, all of the copy is there.
        if files_beside(str(unfinished)).exists():
            files_beside(str(unfinished)).replace(files_beside(str(kept)))
        label_file(unfinished).replace(label_file(kept))
        unfinished.replace(kept)
        settle(folder)
    return WholeCopy(path=kept, label=label)


def copies_of(store: Store) -> list[WholeCopy]:
    """The copies of a database, the newest first."""
    found = [copy for folder in folders_of(store) for copy in copies_in(folder, store.stem)]
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def rotate(store: Store, keep: int) -> list[Path]:
    """Delete what the schedule made before its newest ``keep`` copies; which they were.

    The newest copy that was proved stays in any case, and so does whatever a person made.
    """
    made = [c for c in copies_of(store) if c.label and c.label.why == SCHEDULED]
    proved = next((copy for copy in made if copy.is_proved), None)
    gone = [copy for copy in made[keep:] if copy != proved]
    for copy in gone:
        delete(copy.path)
    return [copy.path for copy in gone]


def delete(copy: Path) -> None:
    """Delete a copy: its database first, so that what is left of a crash is no copy any more."""
    copy.unlink(missing_ok=True)
    remove(files_beside(str(copy)))
    label_file(copy).unlink(missing_ok=True)


def _copy_tables(engine: Engine, unfinished: Path) -> tuple[Sums, set[str]]:
    if isinstance(engine, DuckEngine):
        return copy_as_it_is(engine, unfinished)
    copy = DuckEngine(str(unfinished))
    try:
        migrate(copy)
        with (
            engine.transaction(is_write=False) as source,
            copy.transaction(is_write=True) as target,
        ):
            sums, names = carry_over(source, target), named_files(source)
    finally:
        copy.close()
    compare(unfinished, sums)
    tighten([unfinished])
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    return sums, names


def _free_name(folder: Path, name: str) -> Path:
    """A name that nobody has, taken by its label, as several servers may share a folder."""
    number, kept = 1, folder / f"{name}.duckdb"
    while not _take(kept):
        number += 1
        kept = folder / f"{name}-{number}.duckdb"
    return kept


def _take(kept: Path) -> bool:
    label = label_file(unfinished_name(kept))
    try:
        label.touch(exist_ok=False)
    except FileExistsError:
        return False
    if kept.exists():
        label.unlink()
        return False
    return True


def _clear(unfinished: Path) -> None:
    for left in (unfinished, *logs_of(unfinished), label_file(unfinished)):
        left.unlink(missing_ok=True)
    remove(files_beside(str(unfinished)))
