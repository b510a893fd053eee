"""A step of the database is one file for both engines, with what only one of them does marked."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.engine import Engine
from lp_planner.storage.migrate import ENGINES, MIGRATIONS, known_migrations, migrate
from lp_planner.storage.postgres import PostgresEngine
from tests.postgres import fresh_database
from tests.storage.columns import table_columns

PEOPLE = """-- Somebody, and what belongs to them.
CREATE TABLE "somebody" ("id" TEXT PRIMARY KEY);
CREATE TABLE "thing" (
    "id" TEXT PRIMARY KEY,
    "owner_id" TEXT NOT NULL /* only postgres: REFERENCES "somebody" (id) */
);
/* only postgres:
CREATE INDEX thing_by_owner ON "thing" (owner_id);
-- A comment among them; it ends with the line.
CREATE TABLE "only_there" ("id" TEXT);
*/
/* only duckdb: CREATE TABLE "only_here" ("id" TEXT); */
"""
PAIR = {
    "0001_one.duckdb.sql": 'CREATE TABLE "one" ("id" TEXT);',
    "0001_one.postgres.sql": 'CREATE TABLE "one" ("id" TEXT, "also" TEXT);',
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database on each engine in turn."""
    made: DuckEngine | PostgresEngine
    if request.param == "duckdb":
        made = DuckEngine(str(tmp_path / "planner.duckdb"))
    else:
        made = PostgresEngine(fresh_database(request.getfixturevalue("postgres_server")))
    yield made
    made.close()


def steps(folder: Path, **files: str) -> Path:
    (folder / "steps").mkdir()
    for name, text in files.items():
        (folder / "steps" / name).write_text(text, encoding="utf-8")
    return folder / "steps"


def columns(engine: Engine, table: str) -> list[str]:
    with engine.transaction(is_write=False) as connection:
        return table_columns(connection, table)


def insert_a_thing_of_nobody(engine: Engine) -> None:
    with engine.transaction(is_write=True) as connection:
        connection.execute("INSERT INTO thing VALUES ('t1', 'nobody')", {})


def test_one_file_makes_the_same_tables_with_the_exceptions_of_each_engine(
    engine: Engine, tmp_path: Path
) -> None:
    folder = steps(tmp_path, **PAIR, **{"0002_people.sql": PEOPLE})
    assert migrate(engine, folder) == 2
    assert migrate(engine, folder) == 0
    assert columns(engine, "thing") == ["id", "owner_id"]
    is_postgres = engine.name == "postgres"
    assert columns(engine, "one") == (["id", "also"] if is_postgres else ["id"])
    assert columns(engine, "only_there") == (["id"] if is_postgres else [])
    assert columns(engine, "only_here") == ([] if is_postgres else ["id"])
    if is_postgres:
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            insert_a_thing_of_nobody(engine)
    else:
        insert_a_thing_of_nobody(engine)


def test_a_published_file_may_not_change_for_an_engine_that_took_it(
    engine: Engine, tmp_path: Path
) -> None:
    folder = steps(tmp_path, **{"0001_people.sql": PEOPLE})
    migrate(engine, folder)
    changed = PEOPLE.replace('"only_here" ("id" TEXT)', '"only_here" ("id" INTEGER)')
    (folder / "0001_people.sql").write_text(changed, encoding="utf-8")
    if engine.name == "postgres":
        assert migrate(engine, folder) == 0, "nothing that it was told is different"
    else:
        with pytest.raises(StorageUnavailable, match="not the one this planner knows"):
            migrate(engine, folder)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"0001_one.duckdb.sql": ""}, "step 1 is missing for postgres"),
        ({"0001_one.postgres.sql": ""}, "step 1 is missing for duckdb"),
        ({**PAIR, "0001_one.sql": ""}, "both 0001_one.duckdb.sql and 0001_one.sql are step 1"),
        ({"0001_one.sql": "", "0001_two.sql": ""}, "both 0001_one.sql and 0001_two.sql"),
        ({"0001_one.duckdb.sql": "", "0001_two.postgres.sql": ""}, "step 1 has two names"),
        ({"0001_one.mysql.sql": ""}, "0001_one.mysql.sql is no name"),
        ({"1_one.sql": ""}, "1_one.sql is no name"),
        ({"0001_one.sql": "/* only postgresql: SELECT 1; */"}, "comment that is no"),
        ({"0001_one.sql": "/* only duckdb: SELECT 1;"}, "comment that is no"),
    ],
)
def test_a_step_that_is_not_there_once_for_each_engine_is_told_in_a_sentence(
    tmp_path: Path, files: dict[str, str], says: str
) -> None:
    folder = steps(tmp_path, **files)
    for engine in ENGINES:
        with pytest.raises(StorageUnavailable, match="Nothing was changed") as refused:
            known_migrations(engine, folder)
        assert says in refused.value.message


def test_steps_that_are_not_in_order_stop_before_anything_is_changed(
    engine: Engine, tmp_path: Path
) -> None:
    folder = steps(tmp_path, **PAIR, **{"0002_two.duckdb.sql": ""})
    with pytest.raises(StorageUnavailable, match="step 2 is missing for postgres"):
        migrate(engine, folder)
    assert columns(engine, "schema_version") == []


def test_the_pairs_that_were_published_are_read_as_they_stand() -> None:
    for engine in ENGINES:
        for step in known_migrations(engine):
            for path in MIGRATIONS.glob(f"{step.number:04}_*.{engine}.sql"):
                assert step.sql == path.read_text(encoding="utf-8")
