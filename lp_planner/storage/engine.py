"""What the two engines have in common: run one statement, in one transaction, with named values."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from lp_planner.domain.records.errors import UnwritableText

EngineName = Literal["duckdb", "postgres"]
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_NAMED = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


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


class Engine(Protocol):
    """A database that can be read and written in transactions."""

    name: EngineName

    def transaction(self, *, is_write: bool) -> AbstractContextManager[Connection]:
        """A transaction that commits at the end of the block and rolls back on any error."""
        ...

    def is_conflict(self, error: BaseException) -> bool:
        """Whether running the whole work again may succeed."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


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


def statements(script: str) -> Iterator[str]:
    """The statements of a migration; a line that starts with ``--`` is a comment."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            yield statement.strip()


def is_postgres(url: str) -> bool:
    """Whether an address leads to a PostgreSQL server."""
    return url.startswith(("postgresql://", "postgres://"))
