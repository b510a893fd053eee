"""PostgreSQL through psycopg 3: the same SQL, for a trust that outgrows one machine."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import EngineName, bound, named

SERIALIZATION_FAILURES = frozenset({"40001", "40P01", "23505"})
"""A conflict that a second run settles; 23505 is two people making the same thing at once."""


class PostgresConnection:
    """One transaction on a pooled connection."""

    def __init__(self, connection: psycopg.Connection) -> None:
        """Wrap a connection on which a transaction has begun."""
        self._cursor = connection.cursor()

    def fetch(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        """Run a query and fetch everything."""
        return self._run(sql, values).fetchall()

    def execute(self, sql: str, values: Mapping[str, object]) -> int:
        """Run a change and say how many rows it touched."""
        return max(self._run(sql, values).rowcount, 0)

    def columns(self) -> tuple[str, ...]:
        """The column names of the last query."""
        return tuple(column.name for column in self._cursor.description or ())

    def _run(self, sql: str, values: Mapping[str, object]) -> psycopg.Cursor:
        values = bound(values)
        # Our SQL is written in this package and takes values by name only.
        return self._cursor.execute(named(sql.replace("%", "%%"), "%({})s".format), values)


class PostgresEngine:
    """A pool of connections to one database."""

    name: EngineName = "postgres"

    def __init__(self, url: str, *, wait_seconds: float = 5.0) -> None:
        """Connect, or say in one sentence why that failed; a password is never repeated."""
        try:
            where = conninfo.conninfo_to_dict(url)
        except psycopg.ProgrammingError as refused:
            message = (
                "LP_PLANNER_DATABASE is not a PostgreSQL address that we can read. It looks like "
                "postgresql://name:password@host:5432/database."
            )
            raise StorageUnavailable(message) from refused
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=10,
            open=False,
            timeout=wait_seconds,
            reconnect_timeout=wait_seconds,
            kwargs={"options": "-c timezone=UTC", "connect_timeout": max(int(wait_seconds), 2)},
        )
        try:
            with psycopg.connect(url, connect_timeout=max(int(wait_seconds), 2)):
                pass
            self._pool.open(wait=True, timeout=wait_seconds)
        except (psycopg.Error, PoolTimeout) as refused:
            self._pool.close()
            name = f"{where.get('host', 'localhost')}:{where.get('port', 5432)}"
            message = (
                f"The PostgreSQL server at {name} did not let us in to the database "
                f"“{where.get('dbname', '')}”. Please check that it runs, and the name and "
                "password in LP_PLANNER_DATABASE. Nothing was changed."
            )
            raise StorageUnavailable(message) from refused

    @contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[PostgresConnection]:
        """A repeatable-read transaction; commits at the end, rolls back on anything raised."""
        with self._pool.connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = not is_write
            with connection.transaction():
                yield PostgresConnection(connection)

    def is_conflict(self, error: BaseException) -> bool:
        """Whether two transactions met on one row."""
        return isinstance(error, psycopg.Error) and error.sqlstate in SERIALIZATION_FAILURES

    def close(self) -> None:
        """Close the pool."""
        self._pool.close()
