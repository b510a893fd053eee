"""PostgreSQL through psycopg 3: the same SQL, for a trust that outgrows one machine."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import conninfo, sql
from psycopg_pool import ConnectionPool, PoolTimeout

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import (
    AT_ONCE,
    DISK_FULL,
    Damaged,
    EngineName,
    bound,
    is_out_of_room,
    named,
    stem_of,
)

SERIALIZATION_FAILURES = frozenset({"40001", "40P01", "23505"})
"""A conflict that a second run settles; 23505 is two people making the same thing at once."""


OURS = "lp_planner-"
"""What the name of every planner's connections begins with."""


class PostgresConnection:
    """One transaction on a pooled connection."""

    def __init__(self, connection: psycopg.Connection) -> None:
        """Wrap a connection on which a transaction has begun."""
        self._connection = connection
        self._cursor = connection.cursor()

    def fetch(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        """Run a query and fetch everything."""
        return self._run(sql, values).fetchall()

    def execute(self, sql: str, values: Mapping[str, object]) -> int:
        """Run a change and say how many rows it touched."""
        return max(self._run(sql, values).rowcount, 0)

    def batches(self, sql: str) -> Iterator[list[tuple[object, ...]]]:
        """The rows of a query in parts; nothing else may be asked meanwhile."""
        with self._connection.cursor(name=f"part_{uuid4().hex}") as cursor:
            cursor.execute(sql.encode())
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

    def load(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Put many rows into a table at once.

        Raises:
            ValueError: for a value that PostgreSQL cannot keep, such as a NUL character.
        """
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        try:
            with self._cursor.copy(command) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.DataError as refused:
            raise ValueError(str(refused)) from refused

    def columns(self) -> tuple[str, ...]:
        """The column names of the last query."""
        return tuple(column.name for column in self._cursor.description or ())

    def _run(self, sql: str, values: Mapping[str, object]) -> psycopg.Cursor:
        # Our SQL is written in this package and takes values by name only.
        return self._cursor.execute(named(sql.replace("%", "%%"), "%({})s".format), bound(values))


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
        self.stem = stem_of(str(where.get("dbname") or "planner"))
        """What the names of its copies begin with."""
        # Of several servers only the one that writes is ours; after a failover that is another one.
        has_several = "," in str(where.get("host") or where.get("port") or "")
        if has_several:
            wanted = str(where.get("target_session_attrs") or "read-write")
            url = conninfo.make_conninfo(url, target_session_attrs=wanted)
        self._own_name = f"{OURS}{os.getpid()}-{uuid4().hex[:8]}"
        try:
            with psycopg.connect(url, connect_timeout=max(int(wait_seconds), 2)) as first:
                is_shared = _is_shared(first)
        except psycopg.Error as refused:
            raise _not_let_in(where) from refused
        self._pool = ConnectionPool(
            url,
            check=ConnectionPool.check_connection if has_several else None,
            min_size=1,
            max_size=10,
            open=False,
            timeout=wait_seconds,
            reconnect_timeout=wait_seconds,
            kwargs={
                "options": "-c timezone=UTC",
                "connect_timeout": max(int(wait_seconds), 2),
                "application_name": self._own_name,
                **({"prepare_threshold": None} if is_shared else {}),
            },
        )
        try:
            self._pool.open(wait=True, timeout=wait_seconds)
        except (psycopg.Error, PoolTimeout) as refused:
            self._pool.close()
            raise _not_let_in(where) from refused

    @contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[PostgresConnection]:
        """A repeatable-read transaction; commits at the end, rolls back on anything raised."""
        try:
            with self._pool.connection() as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                connection.read_only = not is_write
                with connection.transaction():
                    yield PostgresConnection(connection)
        except (psycopg.Error, PoolTimeout) as refused:
            if trouble := _trouble(refused):
                raise trouble from refused
            raise

    def is_conflict(self, error: BaseException) -> bool:
        """Whether two transactions met on one row."""
        return isinstance(error, psycopg.Error) and error.sqlstate in SERIALIZATION_FAILURES

    def others(self) -> int:
        """How many other planners are connected to this database."""
        with self._pool.connection() as connection:
            rows = connection.execute(
                "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
                " WHERE datname = current_database() AND starts_with(application_name, %s)"
                " AND application_name <> %s",
                (OURS, self._own_name),
            ).fetchall()
        return int(rows[0][0])

    def version(self) -> str:
        """PostgreSQL's version."""
        with self._pool.connection() as connection:
            number = connection.info.server_version
        return f"PostgreSQL {number // 10000}.{number % 10000}"

    def close(self) -> None:
        """Close the pool."""
        self._pool.close()


def _is_shared(connection: psycopg.Connection) -> bool:
    """Whether something in between (PgBouncer) hands each transaction to another server process.

    What is prepared in one is then unknown in the next, so nothing is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found = cursor.fetchone()
    return found is not None and found[0] != connection.info.backend_pid


def _not_let_in(where: Mapping[str, object]) -> StorageUnavailable:
    name = f"{where.get('host', 'localhost')}:{where.get('port', 5432)}"
    return StorageUnavailable(
        f"The PostgreSQL server at {name} did not let us in to the database "
        f"“{where.get('dbname', '')}”. Please check that it runs, and the name and "
        "password in LP_PLANNER_DATABASE. Nothing was changed."
    )


def _trouble(refused: Exception) -> StorageUnavailable | None:
    """What to say when the server or its disk failed; ``None`` for faults of another sort."""
    state = getattr(refused, "sqlstate", None) or ""
    if state == "53100" or is_out_of_room(str(refused)):
        return StorageUnavailable(DISK_FULL)
    if state in {"XX001", "XX002"}:
        message = (
            "PostgreSQL says that its data is damaged. Please keep it as it is, and bring your "
            "latest copy back (docs/how-to/back-up.md). Nothing was changed."
        )
        return Damaged(message)
    if (
        isinstance(refused, PoolTimeout)
        or state[:2] in {"08", "57"}
        or (isinstance(refused, psycopg.OperationalError) and not state)
    ):
        message = (
            "The PostgreSQL server does not answer just now. What was saved is safe. Please try "
            "again in a moment."
        )
        return StorageUnavailable(message)
    return None
