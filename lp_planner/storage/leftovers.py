"""What a crash leaves half done: it is found, told, and cleared away at the next start.

Everything unfinished carries the name of its database and ends in ``.unfinished``, so nobody
clears away what another planner is just making in the same folder.
"""

import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from lp_planner.config import LOCAL_DATA
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage import erasing
from lp_planner.storage.backup import AFRESH, UNFINISHED, write_afresh
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.copy_label import NAME, copies_in, is_copy_of, label_file
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.private_files import (
    private_folder,
    tighten,
    tighten_all,
    write_whole,
)
from lp_planner.storage.store import Store

ERASING = "erasing-"
AN_HOUR = 3600.0


def tidy_after_crash(store: Store) -> None:
    """Clear away what was left unfinished, bring an erasing to its end, and close it to others."""
    with suppress(OSError):
        for path in leftovers(store):
            if isinstance(store.engine, DuckEngine) or _is_old(path):
                remove(path)
    with suppress(StorageUnavailable):  # the note stays, and the next start tries again
        finish_erasing(store, *store.files.folder.glob(f"{ERASING}*.json"))
    _tighten(store)


def leftovers(store: Store) -> list[Path]:
    """What was broken off: copies, proofs, files; each may hold what people wrote."""
    found: set[Path] = set()
    for folder in folders_of(store):
        found |= {*_unfinished_in(folder, store.stem)}
    return [*sorted(found), *store.files.unfinished()]


def folders_of(store: Store) -> list[Path]:
    """Where copies of a database may lie."""
    engine = store.engine
    beside = [engine.backups] if isinstance(engine, DuckEngine) else []
    return [*dict.fromkeys([store.copies.resolve(), *beside])]


def still_holding(store: Store) -> tuple[Path, ...]:
    """Everything outside the database that may hold what was written in it: copies, leftovers."""
    stem = store.stem
    copies = [copy.path for folder in folders_of(store) for copy in copies_in(folder, stem)]
    return (*sorted(copies), *leftovers(store))


def note_erasing(store: Store, files: Iterable[str]) -> Path:
    """Note which files are to go, before the rows that name them do, so no crash can keep them."""
    note = private_folder(store.files.folder) / f"{ERASING}{uuid4().hex}.json"
    write_whole(note, json.dumps(sorted({*files} - {""})))
    return note


def finish_erasing(store: Store, *notes: Path) -> None:
    """Erase the files that were noted, unless a row names them, and write the database afresh.

    Raises:
        StorageUnavailable: when that is not possible now; the next start does it.
    """
    names: set[str] = set()
    for note in notes:
        with suppress(OSError, ValueError):
            names |= {*json.loads(note.read_text(encoding="utf-8"))}
    if notes:
        erasing.erase_files(store, names)
        write_afresh(store)
    for note in notes:
        note.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Take away a file or folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _unfinished_in(folder: Path, stem: str) -> Iterator[Path]:
    begun = re.compile(
        rf"\.{re.escape(stem)}-({NAME}|{AFRESH}|restored|scratch-[0-9a-f]+)\b.*"
        rf"{re.escape(UNFINISHED)}.*"
    )
    for path in folder.glob(".*"):
        if begun.fullmatch(path.name):
            yield path
    for pattern in ("*.tmp", "*.tmp.wal", "written-afresh.duckdb"):  # of planners from before
        yield from folder.glob(pattern)
    for beside in (*folder.glob("*.duckdb.files"), *folder.glob("*.duckdb.json")):
        copy = beside.with_suffix("")
        if copy.name.startswith(f"{stem}-") and is_copy_of(stem, copy) and not copy.exists():
            yield beside


def _is_old(path: Path) -> bool:
    """Whether another server, which may share the folder, can hardly be at work on it still."""
    return time.time() - path.stat().st_mtime > AN_HOUR


def _tighten(store: Store) -> None:
    stem = store.stem
    if store.files.folder.exists():
        tighten_all(store.files.folder)
    for folder in folders_of(store):
        for copy in copies_in(folder, stem):
            tighten([copy.path, label_file(copy.path)])
            if files_beside(str(copy.path)).exists():
                tighten_all(files_beside(str(copy.path)))
    if isinstance(store.engine, DuckEngine):
        tighten([store.engine.backups])
    if LOCAL_DATA in {store.copies.parent, Path(store.url).resolve().parent}:
        tighten([LOCAL_DATA])
