"""DuckDB as an application store: one instance, a cursor per transaction, no foreign keys.

What the measurements in docs/adr/0002 found safe: fetch whole results, take the write lock before
BEGIN (the store does), never RETURNING, files of storage version 1.5 so that a rollback of DuckDB
stays possible.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

import duckdb

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.duck_troubles import refusal_of, trouble_of
from lp_planner.storage.engine import AT_ONCE, EngineName, bound, named, stem_of
from lp_planner.storage.private_files import private_folder, tighten

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0",
    "memory_limit": "1GB",
}
IN_MEMORY = ":memory:"
LOGS = (".wal", ".wal.checkpoint", ".wal.recovery")


class DuckConnection:
    """One transaction on a cursor of its own, begun with the first statement.

    A page that finds everything it asks for in the read cache never opens one.
    """

    def __init__(self, root: duckdb.DuckDBPyConnection) -> None:
        """Stand ready beside the one connection of the process."""
        self._root = root
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._types: dict[tuple[str, str], str] = {}

    def fetch(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        """Run a query and fetch everything."""
        return self._run(sql, values).fetchall()

    def execute(self, sql: str, values: Mapping[str, object]) -> int:
        """Run a change and say how many rows it touched."""
        row = self._run(sql, values).fetchone()
        return int(row[0]) if row else 0

    def columns(self) -> tuple[str, ...]:
        """The column names of the last query."""
        described = self._cursor.description if self._cursor else None
        return tuple(str(column[0]) for column in described or ())

    def batches(self, sql: str) -> Iterator[list[tuple[object, ...]]]:
        """The rows of a query in parts; nothing else may be asked meanwhile."""
        cursor = self._run(sql, {})
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows

    def load(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Put many rows into a table at once, a list for each column."""
        if not self._types:
            self._types = {
                (str(known), str(name)): str(kind)
                for known, name, kind in self.fetch(
                    "SELECT table_name, column_name, data_type FROM information_schema.columns"
                    " WHERE table_catalog = current_database()",
                    {},
                )
            }
        names = ", ".join(f'"{name}"' for name in columns)
        lists = ", ".join(
            f"unnest(CAST(:c{number} AS {self._types[table, name]}[]))"
            for number, name in enumerate(columns)
        )
        values = {f"c{number}": list(part) for number, part in enumerate(zip(*rows, strict=True))}
        self.execute(f'INSERT INTO "{table}" ({names}) SELECT {lists}', values)

    def end(self, word: str) -> None:
        """End the transaction, if one has begun, with COMMIT or ROLLBACK."""
        if self._cursor is None:
            return
        try:
            self._cursor.execute(_parsed(word))
        finally:
            self._cursor.close()
            self._cursor = None

    def _run(self, sql: str, values: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        if self._cursor is None:
            self._cursor = self._root.cursor()
            self._cursor.execute(_parsed("BEGIN"))
        return self._cursor.execute(_parsed(named(sql, "${}".format)), dict(bound(values)))


@lru_cache(maxsize=2000)
def _parsed(sql: str) -> duckdb.Statement | str:
    """A statement as DuckDB reads it, kept: reading one costs as much as answering it.

    It knows nothing of a connection or a table, so that every file can be asked it.
    """
    statements = duckdb.extract_statements(sql)
    return statements[0] if len(statements) == 1 else sql


class DuckEngine:
    """One DuckDB file in this process."""

    name: EngineName = "duckdb"

    def __init__(self, path: str, *, copies: Path | None = None, wait_seconds: float = 5.0) -> None:
        """Open or create the file, waiting a little for a server that is just stopping.

        Copies go into the folder ``copies``, or into ``backups`` beside the file.
        """
        self.path = path
        self.copies = copies.resolve() if copies else self.backups
        self._gate = threading.Condition(threading.RLock())
        self._busy = 0
        self._is_stuck = False
        """Whether the file has to be opened afresh, after a trouble that DuckDB stops at."""
        self._open(wait_seconds)

    def _open(self, wait_seconds: float) -> None:
        path = self.path
        self._root = _open(path, wait_seconds)
        self._root.execute("SET TimeZone = 'UTC'")
        self._root.execute("SET autoinstall_known_extensions = false")
        self._root.execute("SET autoload_known_extensions = false")
        if path != IN_MEMORY:
            tighten([Path(path), *logs_of(path)])
            folders = _listed(f"{folder}/" for folder in (self.backups, self.copies))
            self._root.execute(f"SET allowed_directories = {folders}")
            self._root.execute(f"SET allowed_paths = {_listed(map(str, logs_of(path)))}")
        self._root.execute("SET enable_external_access = false")
        self._root.execute("SET lock_configuration = true")

    @property
    def backups(self) -> Path:
        """The folder beside this file for what is made from it, on the same disk."""
        return Path(self.path).resolve().parent / "backups"

    @property
    def stem(self) -> str:
        """What the names of its copies begin with."""
        return stem_of(Path(self.path).name)

    @contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[DuckConnection]:
        """A transaction on its own cursor; commits at the end, rolls back on anything raised."""
        with self._gate:
            self._unstick()
            self._busy += 1
            connection = DuckConnection(self._root)
        try:
            try:
                yield connection
            except BaseException:
                with suppress(duckdb.Error):  # a stuck database has nothing to roll back
                    connection.end("ROLLBACK")
                raise
            connection.end("COMMIT" if is_write else "ROLLBACK")
        except duckdb.Error as refused:
            self._is_stuck |= isinstance(refused, duckdb.FatalException)
            if trouble := trouble_of(self.path, refused):
                raise trouble from refused
            raise
        finally:
            with self._gate:
                self._busy -= 1
                self._gate.notify_all()

    def _unstick(self) -> None:
        """Open the file afresh where DuckDB asked for it, as soon as nobody is at work."""
        if self._is_stuck and self._busy == 0:
            self._root.close()
            self._open(5.0)
            self._is_stuck = False

    @contextmanager
    def alone(self, wait_seconds: float) -> Iterator[None]:
        """Wait until nobody reads or writes, and let nobody in meanwhile.

        Raises:
            StorageUnavailable: when somebody stays.
        """
        with self._gate:
            if not self._gate.wait_for(lambda: self._busy == 0, wait_seconds):
                message = "The database is busy just now. Please try again in a moment."
                raise StorageUnavailable(message)
            yield

    def take_over(self, other: Path) -> None:
        """Go on with another file in the place of this one; for use while :meth:`alone`.

        The log is merged into this one first, so that the file alone holds all that was saved until
        the other has taken its place. What then remains of the log is an entry that a crash broke
        off: DuckDB neither reads nor removes it.
        """
        self.run("CHECKPOINT")
        self._root.close()
        try:
            for log in logs_of(self.path):
                log.unlink(missing_ok=True)
            other.replace(self.path)
        finally:
            self._open(5.0)

    def is_conflict(self, error: BaseException) -> bool:
        """Whether two transactions met on one row."""
        return isinstance(error, duckdb.TransactionException)

    def others(self) -> int:
        """None: DuckDB lets no second process open the file."""
        return 0

    def version(self) -> str:
        """DuckDB's version."""
        return f"DuckDB {duckdb.__version__}"

    def run(self, sql: str) -> None:
        """Run one administrative statement outside a transaction."""
        try:
            with self._root.cursor() as cursor:
                cursor.execute(sql)
        except duckdb.Error as refused:
            self._is_stuck |= isinstance(refused, duckdb.FatalException)
            if trouble := trouble_of(self.path, refused):
                raise trouble from refused
            raise

    def close(self) -> None:
        """Close the file; the last words of the log are merged into it."""
        self._root.close()


def _listed(paths: Iterable[str]) -> str:
    """Paths as DuckDB reads a list of them."""
    quoted = ("'{}'".format(path.replace("'", "''")) for path in dict.fromkeys(paths))
    return f"[{', '.join(quoted)}]"


def logs_of(path: str | Path) -> list[Path]:
    """Where DuckDB keeps the log of a file, and those of a checkpoint that was broken off.

    Their names end before a question mark, as those of an address do.
    """
    file = Path(path)
    name, mark, rest = file.name.partition("?")
    return [file.with_name(f"{name}{log}{mark}{rest}") for log in LOGS]


@contextmanager
def reading(file: Path) -> Iterator[DuckConnection]:
    """Read a file that nobody has open, without changing a byte of it.

    Raises:
        StorageUnavailable: when it is open elsewhere, damaged or no database of ours.
    """
    try:
        with duckdb.connect(str(file), read_only=True, config=CONFIG) as root:
            connection = DuckConnection(root)
            try:
                yield connection
            finally:
                with suppress(duckdb.Error):
                    connection.end("ROLLBACK")
    except duckdb.Error as refused:
        raise trouble_of(str(file), refused) or refusal_of(str(file), str(refused)) from refused


def _open(path: str, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    _check_folder(path)
    give_up_at = time.monotonic() + wait_seconds
    while True:
        try:
            return duckdb.connect(path, config=CONFIG)
        except duckdb.Error as refused:
            is_locked = "Could not set lock" in str(refused)
            if is_locked and time.monotonic() < give_up_at:
                time.sleep(0.2)
                continue
            raise refusal_of(path, str(refused)) from refused


def _check_folder(path: str) -> None:
    if path == IN_MEMORY:
        return
    folder = Path(path).resolve().parent
    try:
        private_folder(folder)
    except OSError as refused:
        message = (
            f"The folder {folder} for the planner's database cannot be made ({refused.strerror}). "
            "Please set LP_PLANNER_DATABASE to a file in a folder you can write to."
        )
        raise StorageUnavailable(message) from refused
    _check_name(Path(path).resolve())
    if Path(path).is_dir():
        message = f"{path} is a folder. Please set LP_PLANNER_DATABASE to a file."
        raise StorageUnavailable(message)


def _check_name(path: Path) -> None:
    """Return when DuckDB finds a file of this name where we would."""
    shown = str(path).encode("utf-8", "replace").decode()
    has_backslash = os.sep == "/" and "\\" in shown
    if shown != str(path) or has_backslash or "?" in str(path.parent):
        message = (
            f"DuckDB cannot keep a database at {shown}: it takes neither a “?” in the name of a "
            "folder, nor a “\\”, nor a character that cannot be written. Please choose another "
            "place. Nothing was changed."
        )
        raise StorageUnavailable(message)
