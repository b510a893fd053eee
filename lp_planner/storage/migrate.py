"""Numbered migrations, forward only, each in one transaction with the row that records it."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.backup import copy_database
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.engine import Connection, Engine, statements

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_NUMBER = 7_203_114


@dataclass(frozen=True)
class Migration:
    """One step: its number, its name and its SQL for one engine."""

    number: int
    name: str
    sql: str

    @property
    def fingerprint(self) -> str:
        """A hash of the step, so that a published step is never changed afterwards."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def known_migrations(engine_name: str, folder: Path = MIGRATIONS) -> list[Migration]:
    """The steps of this version for an engine, in order."""
    return [
        Migration(
            number=int(path.name[:4]),
            name=path.name.split(".")[0][5:],
            sql=path.read_text(encoding="utf-8"),
        )
        for path in sorted(folder.glob(f"*.{engine_name}.sql"))
    ]


def migrate(engine: Engine, folder: Path = MIGRATIONS) -> int:
    """Bring a database to this version and say how many steps that took.

    An existing DuckDB file is copied to ``backups/`` before its first step.

    Raises:
        StorageUnavailable: for a database of a newer version, or one with a changed step.
    """
    steps = known_migrations(engine.name, folder)
    with engine.transaction(is_write=True) as connection:
        _prepare(engine, connection)
    with engine.transaction(is_write=False) as connection:
        applied = _applied(connection)
    _check(steps, applied)
    to_do = [step for step in steps if step.number not in applied]
    if to_do and applied and isinstance(engine, DuckEngine):
        copy_database(engine, engine.backups, f"before-migration-{to_do[0].number:04d}")
    for step in to_do:
        with engine.transaction(is_write=True) as connection:
            if engine.name == "postgres":
                connection.fetch("SELECT pg_advisory_xact_lock(:n)", {"n": LOCK_NUMBER})
                if step.number in _applied(connection):
                    continue
            for statement in statements(step.sql):
                connection.execute(statement, {})
            connection.execute(
                "INSERT INTO schema_version (version, name, fingerprint, applied_at)"
                " VALUES (:number, :name, :fingerprint, :at)",
                {
                    "number": step.number,
                    "name": step.name,
                    "fingerprint": step.fingerprint,
                    "at": dt.datetime.now(dt.UTC),
                },
            )
    return len(to_do)


def _prepare(engine: Engine, connection: Connection) -> None:
    if engine.name == "postgres":
        connection.fetch("SELECT pg_advisory_xact_lock(:n)", {"n": LOCK_NUMBER})
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT"
        " NOT NULL, fingerprint TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL)",
        {},
    )


def _applied(connection: Connection) -> dict[int, str]:
    rows = connection.fetch("SELECT version, fingerprint FROM schema_version", {})
    return {int(str(version)): str(fingerprint) for version, fingerprint in rows}


def _check(steps: list[Migration], applied: dict[int, str]) -> None:
    newest = max((step.number for step in steps), default=0)
    if max(applied, default=0) > newest:
        message = (
            f"This database is at version {max(applied)}, and this planner knows versions up to "
            f"{newest}. Please update the planner. Nothing was changed."
        )
        raise StorageUnavailable(message)
    for step in steps:
        if step.number in applied and applied[step.number] != step.fingerprint:
            message = (
                f"Step {step.number} ({step.name}) of this database is not the one this planner "
                "knows. Please use the planner it was made with, or a backup. Nothing was changed."
            )
            raise StorageUnavailable(message)
