"""DuckDB as an application store: one instance, a cursor per transaction, no foreign keys.

What the measurements in docs/adr/0002 found safe: fetch whole results, take the write lock before
BEGIN (the store does), never RETURNING, files of storage version 1.5 so that a rollback of DuckDB
stays possible.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import EngineName, bound, named

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0",
    "memory_limit": "1GB",
}
IN_MEMORY = ":memory:"


class DuckConnection:
    """One transaction on a cursor of its own, begun with the first statement.

    A page that finds everything it asks for in the read cache never opens one.
    """

    def __init__(self, root: duckdb.DuckDBPyConnection) -> None:
        """Stand ready beside the one connection of the process."""
        self._root = root
        self._cursor: duckdb.DuckDBPyConnection | None = None

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

    def end(self, word: str) -> None:
        """End the transaction, if one has begun, with COMMIT or ROLLBACK."""
        if self._cursor is None:
            return
        try:
            self._cursor.execute(word)
        finally:
            self._cursor.close()
            self._cursor = None

    def _run(self, sql: str, values: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        values = bound(values)
        if self._cursor is None:
            self._cursor = self._root.cursor()
            self._cursor.execute("BEGIN")
        return self._cursor.execute(named(sql, "${}".format), dict(values))


class DuckEngine:
    """One DuckDB file in this process."""

    name: EngineName = "duckdb"

    def __init__(self, path: str, *, wait_seconds: float = 5.0) -> None:
        """Open or create the file, waiting a little for a server that is just stopping."""
        self.path = path
        self._gate = threading.Condition(threading.RLock())
        self._busy = 0
        self._open(wait_seconds)

    def _open(self, wait_seconds: float) -> None:
        path = self.path
        self._root = _open(path, wait_seconds)
        self._root.execute("SET TimeZone = 'UTC'")
        self._root.execute("SET autoinstall_known_extensions = false")
        self._root.execute("SET autoload_known_extensions = false")
        if path != IN_MEMORY:
            folder = str(self.backups).replace("'", "''")
            self._root.execute(f"SET allowed_directories = ['{folder}/']")
        self._root.execute("SET enable_external_access = false")
        self._root.execute("SET lock_configuration = true")

    @property
    def backups(self) -> Path:
        """The folder for copies of this file."""
        return Path(self.path).resolve().parent / "backups"

    @contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[DuckConnection]:
        """A transaction on its own cursor; commits at the end, rolls back on anything raised."""
        with self._gate:
            self._busy += 1
            connection = DuckConnection(self._root)
        try:
            try:
                yield connection
            except BaseException:
                connection.end("ROLLBACK")
                raise
            connection.end("COMMIT" if is_write else "ROLLBACK")
        finally:
            with self._gate:
                self._busy -= 1
                self._gate.notify_all()

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
        """Go on with another file in the place of this one; for use while :meth:`alone`."""
        self._root.close()
        Path(f"{self.path}.wal").unlink(missing_ok=True)
        other.replace(self.path)
        self._open(5.0)

    def is_conflict(self, error: BaseException) -> bool:
        """Whether two transactions met on one row."""
        return isinstance(error, duckdb.TransactionException)

    def run(self, sql: str) -> None:
        """Run one administrative statement outside a transaction."""
        with self._root.cursor() as cursor:
            cursor.execute(sql)

    def close(self) -> None:
        """Close the file; the last words of the log are merged into it."""
        self._root.close()


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
            raise StorageUnavailable(_sentence(path, str(refused))) from refused


def _check_folder(path: str) -> None:
    if path == IN_MEMORY:
        return
    folder = Path(path).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        message = (
            f"The folder {folder} for the planner's database cannot be made ({refused.strerror}). "
            "Please set LP_PLANNER_DATABASE to a file in a folder you can write to."
        )
        raise StorageUnavailable(message) from refused
    if Path(path).is_dir():
        message = f"{path} is a folder. Please set LP_PLANNER_DATABASE to a file."
        raise StorageUnavailable(message)


def _sentence(path: str, reason: str) -> str:
    if "Could not set lock" in reason:
        holder = reason.partition("(PID ")[2].partition(")")[0]
        who = f" (process {holder} on this machine)" if holder else ""
        return (
            f"The database {path} is already open in another planner{who}. Please close that one "
            "first, or use a PostgreSQL server to run several. Nothing was changed."
        )
    if "WAL" in reason:
        return (
            f"The log beside {path} is damaged. Please keep both files as they are, and start from "
            "your latest backup (docs/how-to/back-up.md). Nothing was changed."
        )
    if "storage version" in reason or "newer version" in reason or "version number" in reason:
        return (
            f"The database {path} was written by a newer version of DuckDB than this planner has. "
            "Please update the planner. Nothing was changed."
        )
    if "Permission denied" in reason or "Read-only file system" in reason:
        return (
            f"The database {path} cannot be written to. Please check its permissions, or set "
            "LP_PLANNER_DATABASE to another file."
        )
    return (
        f"{path} is not a database that this planner can read, or it is damaged. Please keep the "
        "file, and start from a backup or set LP_PLANNER_DATABASE to another file. "
        "Nothing was changed."
    )
