"""Numbered migrations, forward only, each in one transaction with the row that records it.

A step is one file, ``0015_name.sql``, for both engines. What only one of them needs or can do
stands in a comment of its own, which the other never reads, within a line or over several:

    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,

The steps up to 14 are pairs, ``0001_name.duckdb.sql`` and ``0001_name.postgres.sql``, and stay so.
"""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.backup import copy_database
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.engine import Connection, Engine, EngineName, statements

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_NUMBER = 7_203_114
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

_FILE = re.compile(r"\d{4}_\w+(?:\.(\w+))?\.sql")
_ONLY = re.compile(rf"/\*\s*only ({'|'.join(ENGINES)}):(.*?)\*/", re.DOTALL)


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


def known_migrations(engine_name: EngineName, folder: Path = MIGRATIONS) -> list[Migration]:
    """The steps of this version for an engine, in order.

    Raises:
        StorageUnavailable: when a step is not there exactly once for each engine.
    """
    steps: dict[int, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.sql")):
        number, engine = _number_and_engine(path)
        for one in [engine] if engine else ENGINES:
            other = steps.setdefault(number, {}).setdefault(one, path)
            _need(other == path, f"both {other.name} and {path.name} are step {number} for {one}")
    for number, files in steps.items():
        for one in ENGINES:
            _need(one in files, f"step {number} is missing for {one}")
        _need(len(set(map(_name_of, files.values()))) == 1, f"step {number} has two names")
    return [
        Migration(number, _name_of(files[engine_name]), _sql_of(files[engine_name], engine_name))
        for number, files in sorted(steps.items())
    ]


def _number_and_engine(path: Path) -> tuple[int, str]:
    """The number of a step, and the engine it is for; "" for both."""
    named = _FILE.fullmatch(path.name)
    engine = (named and named[1]) or ""
    is_named = named and engine in {"", *ENGINES}
    _need(is_named, f"{path.name} is no name such as 0015_name.sql")
    return int(path.name[:4]), engine


def _name_of(path: Path) -> str:
    return path.name.split(".")[0][5:]


def _sql_of(path: Path, engine_name: EngineName) -> str:
    """What an engine is told: its own exceptions in their place, and none of another's."""
    text = path.read_text(encoding="utf-8")
    if _number_and_engine(path)[1]:
        return text
    told = _ONLY.sub(lambda found: found[2] if found[1] == engine_name else "", text)
    is_marked = "/*" not in told and "*/" not in told
    _need(is_marked, f"{path.name} has a comment that is no “/* only {ENGINES[0]}: … */”")
    return told


def _need(is_so: object, reason: str) -> None:
    if not is_so:
        message = (
            f"The steps of this planner’s database are not in order: {reason}. Nothing was changed."
        )
        raise StorageUnavailable(message)


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
