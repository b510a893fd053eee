"""What the two engines have in common: run one statement, in one transaction, with named values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Literal, Protocol
from urllib.parse import urlsplit

from lp_planner.domain.records.errors import StorageUnavailable, UnwritableText

EngineName = Literal["duckdb", "postgres"]
_CHANGED = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE) "?([a-z_]+)"?')
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_NAMED = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


class AlreadyOpen(StorageUnavailable):
    """The database is open in another planner. Please close that one first."""


class Damaged(StorageUnavailable):
    """The database cannot be read: it is damaged, cut short or no database of ours."""


class Connection(Protocol):
    """One open transaction."""

    def fetch(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        """Run a query and fetch everything."""
        ...

    def execute(self, sql: str, values: Mapping[str, object]) -> int:
        """Run a change and say how many rows it touched."""
        ...

    def columns(self) -> tuple[str, ...]:
        """The column names of the last query."""
        ...

    def batches(self, sql: str) -> Iterator[list[tuple[object, ...]]]:
        """The rows of a query in parts, so that a large table need not fit into memory.

        Nothing else may be asked of this connection until they have been gone through.
        """
        ...

    def load(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Put many rows into a table at once."""
        ...


class Engine(Protocol):
    """A database that can be read and written in transactions."""

    name: EngineName

    @property
    def stem(self) -> str:
        """What the names of copies of this database begin with."""
        ...

    def transaction(self, *, is_write: bool) -> AbstractContextManager[Connection]:
        """A transaction that commits at the end of the block and rolls back on any error."""
        ...

    def is_conflict(self, error: BaseException) -> bool:
        """Whether running the whole work again may succeed."""
        ...

    def others(self) -> int:
        """How many other planners have this database open; a file can only be open once."""
        ...

    def version(self) -> str:
        """The name and version of the database, for the person who looks after it."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


@lru_cache(maxsize=2000)
def named(sql: str, write: Callable[[str], str]) -> str:
    """Replace ``:name`` by the engine's own way of naming a value."""
    return _NAMED.sub(lambda match: write(match.group(1)), sql)


def bound(values: Mapping[str, object]) -> Mapping[str, object]:
    """The values of a statement, none of which holds what no engine can keep.

    Raises:
        UnwritableText: for a NUL, or half of a pair that stands for one sign.
    """
    for value in values.values():
        if isinstance(value, str) and _UNWRITABLE.search(value):
            raise UnwritableText
    return values


def changed_table(sql: str) -> str:
    """The table that a change of ours is made to."""
    found = _CHANGED.match(sql)
    if found is None:
        message = f"no change that names its table first: {sql}"
        raise ValueError(message)
    return found[1]


def statements(script: str) -> Iterator[str]:
    """The statements of a migration; a line that starts with ``--`` is a comment."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            yield statement.strip()


AT_ONCE = 2000
"""How many rows go through memory at a time."""
NO_ROOM_LEFT = ("No space left on device", "Disk quota exceeded", "File too large", "disk full")
"""What engines and systems say of a disk, or of a limit on it, that is full."""
DISK_FULL = (
    "There is no room left on the planner’s disk, so this was not saved. Please free some space, "
    "then try again. What was saved before is safe."
)


def is_out_of_room(reason: str) -> bool:
    """Whether an error of an engine or of the system is about a full disk."""
    return any(words in reason for words in NO_ROOM_LEFT)


def is_postgres(url: str) -> bool:
    """Whether an address leads to a PostgreSQL server."""
    return url.startswith(("postgresql://", "postgres://"))


def stem_of(name: str) -> str:
    """What the names of copies begin with: a database's name, as a name of files.

    A question mark is written otherwise, because DuckDB keeps the log of such a file elsewhere.
    """
    for sign in "%/\\?":
        name = name.replace(sign, f"%{ord(sign):02X}")
    return name.removesuffix(".duckdb")


def without_password(url: str) -> str:
    """An address as it may be shown."""
    if not is_postgres(url):
        return url
    parts = urlsplit(url)
    name = f"{parts.username}@" if parts.username else ""
    servers = parts.netloc.rpartition("@")[2]  # there may be several: a:5432,b:5432
    return f"{parts.scheme}://{name}{servers}{parts.path}"
