"""Counts the statements that a database is asked, on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lp_planner.storage.duck import DuckConnection
from lp_planner.storage.postgres import PostgresConnection


@contextmanager
def statements_asked() -> Iterator[list[str]]:
    """The statements that run inside the block, in their order; they run as ever."""
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for connection in (DuckConnection, PostgresConnection):
            run = connection._run

            def counted(self, sql, values, run=run):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
                asked.append(sql)
                return run(self, sql, values)

            patch.setattr(connection, "_run", counted)
        yield asked
