"""Bringing a copy back, and proving beforehand that it could be.

All is done on a scratch copy of the copy, which is never changed. What was here goes aside as a
copy of its own before anything takes its place, in one transaction.
"""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.storage.audit_chain import Head, begin_chain, read_head
from lp_planner.storage.backup import UNFINISHED, in_words, sums_in, unfinished_name
from lp_planner.storage.blobs import BlobFolder, FilesCopied, files_beside
from lp_planner.storage.contents import Sums, carry_over, has_steps, named_files, sums_of, unequal
from lp_planner.storage.copy_label import BEFORE_RESTORE, Label, Proof, read_label, write_label
from lp_planner.storage.copying import make_copy
from lp_planner.storage.duck import DuckEngine, logs_of, reading
from lp_planner.storage.engine import AlreadyOpen, Connection, Damaged, Engine, is_postgres
from lp_planner.storage.installation import Installation
from lp_planner.storage.leftovers import finish_erasing, note_erasing, remove
from lp_planner.storage.migrate import migrate
from lp_planner.storage.private_files import private_folder, settle, tighten
from lp_planner.storage.registry import close_store, open_engine, open_store
from lp_planner.storage.store import Store
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.storage.witness import RESTORED, Witness

RESTORING = "restoring"
"""Who the trail names for a restore, and its subject."""


@dataclass(frozen=True)
class Restored:
    """What a copy holds; ``aside`` is where the state before went, when it was brought back."""

    rows: int
    files: FilesCopied
    head: Head
    label: Label | None
    aside: Path | None = None


def prove(store: Store, copy: Path, *, at: dt.datetime) -> Proof:
    """Restore a copy into a scratch place, compare all of it, and write the result on its label."""
    faults: list[str] = []
    label = read_label(copy)
    with store.copying:
        try:
            found = rehearse(copy, copy.parent, store.stem)
        except StorageUnavailable as refused:
            faults.append(refused.message)
        else:
            lost = (*found.files.missing, *found.files.damaged)
            faults += [f"the attached file {name} is missing or damaged" for name in lost]
        if label is None:
            faults.append("there is no label to compare it with")
        proof = Proof(at=at, faults=tuple(faults))
        if label:
            write_label(copy, label.model_copy(update={"proof": proof}))
    return proof


def rehearse(copy: Path, folder: Path, stem: str) -> Restored:
    """Restore a copy into a scratch place in ``folder`` that is gone afterwards.

    Raises:
        StorageUnavailable: when the copy cannot be read or is not what its label says.
    """
    with in_words(folder), _scratch(copy, folder, stem) as engine, _said_of(copy):
        scratch = Path(engine.path).parent
        with _new_database(scratch / "restored.duckdb") as target:
            sums, names, head = _carry(engine, target)
            with target.transaction(is_write=False) as restored:
                _check_equal(sums, sums_of(restored))
        files = BlobFolder(files_beside(str(copy))).copy_to(scratch / "files", names)
    return Restored(rows_of(sums), files, head, read_label(copy))


def restore(copy: Path, here: Installation, *, at: dt.datetime) -> Restored:
    """Bring a copy back in the place of what is here, which goes aside as a copy first.

    Raises:
        StorageUnavailable: when the copy cannot be used, or a planner has the database open;
            nothing was changed.
    """
    with in_words(here.copies_folder), _scratch(copy, here.copies_folder, here.stem) as source:
        try:
            return _over(source, copy, here, at=at)
        except Damaged:
            if is_postgres(here.url):
                raise
            with _said_of(copy):
                return _instead(source, copy, here, at=at)
        finally:
            close_store(here.url)


def check_closed(here: Installation) -> None:
    """Return when no planner has a database open; a file stays as it is, to the byte.

    Raises:
        AlreadyOpen: when one has.
    """
    if is_postgres(here.url):
        engine = open_engine(here.url)
        try:
            check_alone(engine)
        finally:
            engine.close()
    elif Path(here.url).is_file():
        with suppress(Damaged), reading(Path(here.url)):
            pass


def check_alone(engine: Engine) -> None:
    """Return when no other planner is connected.

    Raises:
        AlreadyOpen: when one is.
    """
    if others := engine.others():
        message = (
            f"{others} other planner(s) have this database open. Please stop them first. "
            "Nothing was changed."
        )
        raise AlreadyOpen(message)


def _over(source: DuckEngine, copy: Path, here: Installation, *, at: dt.datetime) -> Restored:
    """Replace all that is in a sound database, in one transaction."""
    store = open_store(here.url, files=here.files, copies=here.copies, witnesses=here.witnesses)
    check_alone(store.engine)
    aside = make_copy(store, at=at, why=BEFORE_RESTORE, name=_aside_name(at)).path
    with source.transaction(is_write=False) as reader:
        names = named_files(reader)
    files = _bring_files(copy, store.files, names)
    # What went aside leaves the folder of files, unless it is one that others may use as well.
    went = set() if _is_chosen(here) else {*BlobFolder(files_beside(str(aside))).names()} - names
    with store.rewriting() as into, source.transaction(is_write=False) as reader:
        sums = carry_over(reader, into)
        head = _write_down(into, copy, at)
        if store.witness:
            store.witness.begin_anew(RESTORED, head, at=at, why=copy.name)
        note = note_erasing(store, went)
    finish_erasing(store, note)
    return Restored(rows_of(sums), files, head, read_label(copy), aside)


def _instead(source: DuckEngine, copy: Path, here: Installation, *, at: dt.datetime) -> Restored:
    """Put a new database in the place of a damaged one, which is kept as it is."""
    close_store(here.url)
    damaged = Path(here.url).resolve()
    folder = private_folder(damaged.parent / "backups")
    aside = folder / f"{here.stem}-{_aside_name(at)}.duckdb"
    fresh = unfinished_name(folder / f"{here.stem}-restored.duckdb")
    for left in (fresh, *logs_of(fresh)):
        left.unlink(missing_ok=True)
    with _new_database(fresh) as target:
        sums, names, _ = _carry(source, target)
        with target.transaction(is_write=True) as into:
            head = _write_down(into, copy, at)
    files = _bring_files(copy, BlobFolder(here.files_folder), names)
    kept = [aside, *logs_of(aside)]
    for path, beside in zip([damaged, *logs_of(damaged)], kept, strict=True):
        if path.exists():
            _keep_as(path, beside)
    tighten([*kept, fresh])
    if here.witnesses:
        Witness(here.witnesses).begin_anew(RESTORED, head, at=at, why=copy.name)
    # The new database may not meet the old log; a crash in between leaves what is kept aside.
    for log in logs_of(damaged):
        log.unlink(missing_ok=True)
    fresh.replace(damaged)
    settle(damaged.parent)
    _put_aside(here, names, aside)
    return Restored(rows_of(sums), files, head, read_label(copy), aside)


def _keep_as(path: Path, name: Path) -> None:
    """Give a file a second name, or copy it where the disk has no such thing."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)


@contextmanager
def _scratch(copy: Path, folder: Path, stem: str) -> Iterator[DuckEngine]:
    """A copy of the copy, compared with its label and brought to this version."""
    if not copy.is_file():
        message = f"There is no copy at {copy}. Nothing was changed."
        raise StorageUnavailable(message)
    scratch = private_folder(folder) / f".{stem}-scratch-{uuid4().hex[:12]}{UNFINISHED}"
    try:
        private_folder(scratch)
        with ExitStack() as stack:
            with _said_of(copy):
                file = _copied(copy, scratch)
                _check_ours(file)
                if label := read_label(copy):
                    _check_equal(label.tables, sums_in(file))
                engine = DuckEngine(str(file))
                stack.callback(engine.close)
                migrate(engine)
                begin_chain(engine)
            yield engine
    finally:
        remove(scratch)


def _check_ours(file: Path) -> None:
    with reading(file) as connection:
        if not has_steps(connection):
            raise Damaged


def _copied(copy: Path, scratch: Path) -> Path:
    file = scratch / "copy.duckdb"
    for source, target in zip([copy, *logs_of(copy)], [file, *logs_of(file)], strict=True):
        if source.exists():
            shutil.copyfile(source, target)
    return file


@contextmanager
def _said_of(copy: Path) -> Iterator[None]:
    """Say of a copy what was found in its stand-in, and never of what is to be replaced."""
    try:
        yield
    except PermissionError as refused:
        message = f"{copy} may not be read ({refused.strerror}). Nothing was changed."
        raise StorageUnavailable(message) from refused
    except Damaged as refused:
        message = (
            f"The copy {copy} cannot be used: it is damaged, cut short or no copy of a planner. "
            "Please take another one. Nothing was changed."
        )
        raise StorageUnavailable(message) from refused


@contextmanager
def _new_database(path: Path) -> Iterator[DuckEngine]:
    engine = DuckEngine(str(path))
    try:
        migrate(engine)
        yield engine
    finally:
        engine.close()


def _carry(source: Engine, target: Engine) -> tuple[Sums, set[str], Head]:
    with source.transaction(is_write=False) as reader, target.transaction(is_write=True) as into:
        sums = carry_over(reader, into)
        return sums, named_files(reader), read_head(reader)


def _write_down(connection: Connection, copy: Path, at: dt.datetime) -> Head:
    """Have the trail itself tell that a copy was brought back."""
    uow = UnitOfWork(connection, RESTORING, at)
    uow.write_down(AuditAction.RESTORED, (RESTORING, copy.name, 0, None))
    return uow.finish() or read_head(connection)


def _bring_files(copy: Path, files: BlobFolder, names: set[str]) -> FilesCopied:
    """Bring the files of a copy back, before a row names them; what is here already will do."""
    brought = BlobFolder(files_beside(str(copy))).copy_to(files.folder, names)
    return FilesCopied(
        whole=sum(files.is_whole(name) for name in names),
        missing=tuple(name for name in brought.missing if not files.has(name)),
        damaged=tuple(
            name
            for name in (*brought.missing, *brought.damaged)
            if files.has(name) and not files.is_whole(name)
        ),
    )


def _put_aside(here: Installation, names: set[str], aside: Path) -> None:
    """Move the files that no row names any more to the damaged database, which may name them."""
    if _is_chosen(here):
        return
    files, beside = BlobFolder(here.files_folder), BlobFolder(files_beside(str(aside)))
    for name in {*files.names()} - names:
        if files.is_whole(name):
            beside.keep(files.read(name))
        files.erase(name)


def _is_chosen(here: Installation) -> bool:
    """Whether the folder for files may serve another planner, too; nothing is taken out of it."""
    return bool(here.files) or is_postgres(here.url)


def _check_equal(sums: Sums, found: Sums) -> None:
    if differing := unequal(sums, found):
        message = (
            f"The copy is not what was copied: {', '.join(differing)}. Please take another one. "
            "Nothing was changed."
        )
        raise StorageUnavailable(message)


def _aside_name(at: dt.datetime) -> str:
    return f"before-restore-{at:%Y-%m-%d-%H%M%S}"


def rows_of(sums: Sums) -> int:
    """How many rows all tables have together."""
    return sum(table.rows for table in sums.values())
