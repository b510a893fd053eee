"""Opening, migrating and backing up: a clear sentence when it cannot be, and nothing changed."""

import datetime as dt
import os
import shutil
import threading
from pathlib import Path

import duckdb
import pytest

from lp_planner.domain.accounts.people import School
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.copying import make_copy
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.migrate import MIGRATIONS, known_migrations, migrate
from lp_planner.storage.postgres import PostgresEngine
from lp_planner.storage.registry import close_store, open_store
from tests.cast import CAST, THEN, move_in
from tests.factories import make_project
from tests.storage.columns import table_columns

NEXT = 1 + max(step.number for step in known_migrations("duckdb"))


def refused(address: str) -> str:
    with pytest.raises(StorageUnavailable) as why:
        open_store(address, wait_seconds=0)
    return why.value.message


def made(path: Path) -> Path:
    move_in(open_store(str(path)))
    close_store(str(path))
    return path


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "planner.duckdb"
    path.write_text("Dear diary, " * 500, encoding="utf-8")
    before = path.read_bytes()
    assert "not a database that this planner can read" in refused(str(path))
    assert path.read_bytes() == before


def test_a_damaged_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = made(tmp_path / "planner.duckdb")
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 512):
        content[place] ^= 0xFF
    path.write_bytes(content)
    said = refused(str(path))
    assert "backup" in said
    assert "Nothing was changed" in said
    assert path.read_bytes() == bytes(content)


def test_a_database_of_a_newer_planner_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "planner.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99, 'later', 'x', now())")
    assert "version 99" in refused(str(path))
    assert "update the planner" in refused(str(path))


def test_a_database_with_a_changed_step_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "planner.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE schema_version SET fingerprint = 'other'")
    assert "is not the one this planner knows" in refused(str(path))


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    assert "is a folder" in refused(str(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="Windows says this in other ways")
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    assert "cannot be made" in refused(str(tmp_path / "file" / "planner.duckdb"))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://somewhere/planner", "starts with mysql://"),
        ("postgresql://amina:secret@127.0.0.1:1/planner", "did not let us in"),
        ("postgresql://[nonsense", "not a PostgreSQL address"),
    ],
)
def test_an_address_that_leads_nowhere_gets_a_sentence_without_the_password(
    address: str, says: str
) -> None:
    said = refused(address)
    assert says in said
    assert "secret" not in said


def test_migrating_twice_changes_nothing(store: object, database: str) -> None:
    engine = open_store(database).engine
    assert migrate(engine) == 0


def test_the_two_engines_have_the_same_steps() -> None:
    duck, postgres = known_migrations("duckdb"), known_migrations("postgres")
    assert [(s.number, s.name) for s in duck] == [(s.number, s.name) for s in postgres]
    assert [step.number for step in duck] == list(range(1, len(duck) + 1))


@pytest.mark.parametrize("database", ["duckdb", "postgres"], indirect=True)
def test_a_step_that_fails_leaves_the_database_as_it_was(database: str, tmp_path: Path) -> None:
    open_store(database)
    close_store(database)
    steps = tmp_path / "steps"
    shutil.copytree(MIGRATIONS, steps)
    broken = "CREATE TABLE fresh (id INTEGER);\nCREATE TABLE project (id INTEGER);\n"
    (steps / f"{NEXT:04}_broken.sql").write_text(broken, encoding="utf-8")
    is_postgres = database.startswith("postgresql")
    engine = PostgresEngine(database) if is_postgres else DuckEngine(database)
    with pytest.raises(Exception, match="project"):
        migrate(engine, steps)
    with engine.transaction(is_write=False) as connection:
        assert table_columns(connection, "fresh") == []
        assert connection.fetch("SELECT max(version) FROM schema_version", {}) == [(NEXT - 1,)]
    engine.close()


def test_an_existing_file_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    path = made(tmp_path / "planner.duckdb")
    steps = tmp_path / "steps"
    shutil.copytree(MIGRATIONS, steps)
    (steps / f"{NEXT:04}_more.sql").write_text("CREATE TABLE more (id INTEGER);", encoding="utf-8")
    engine = DuckEngine(str(path))
    assert migrate(engine, steps) == 1
    engine.close()
    kept = tmp_path / "backups" / f"planner-before-migration-{NEXT:04}.duckdb"
    with duckdb.connect(str(kept)) as copy:
        assert copy.execute("SELECT max(version) FROM schema_version").fetchall() == [(NEXT - 1,)]
        assert copy.execute("SELECT count(*) FROM person").fetchall() == [(len(CAST),)]


def test_a_backup_taken_while_people_write_is_whole(planner: Workspace, tmp_path: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            make_project(planner)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        copies = [
            make_copy(planner.store, at=THEN + dt.timedelta(seconds=number)).path
            for number in range(3)
        ]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        store = open_store(str(copy))
        with store.read() as reader:
            assert len(reader.find(School)) == 2
            projects = len(reader.find(Project))
            audited = reader.rows("SELECT count(*) FROM audit_event WHERE subject = 'project'")
        close_store(str(copy))
        assert audited == [(projects,)]
    assert list(tmp_path.glob("backups/.*")) == []


def test_the_database_cannot_be_made_to_read_other_files(planner: Workspace) -> None:
    with planner.store.read() as reader, pytest.raises(duckdb.PermissionException):
        reader.rows("SELECT * FROM read_text('/etc/hostname')")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["what?/a.duckdb", "back\\slash.duckdb", "half\udcff.duckdb"])
def test_a_place_where_duckdb_would_look_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageUnavailable, match="choose another place"):
        open_store(str(tmp_path / name))


def test_a_planner_of_any_earlier_version_is_copied_and_taken_to_the_present(
    tmp_path: Path,
) -> None:
    newest = known_migrations("duckdb")[-1].number
    for number in range(1, newest):
        place = tmp_path / f"of-step-{number}"
        steps = place / "steps"
        steps.mkdir(parents=True)
        for step in MIGRATIONS.glob("*.sql"):
            if int(step.name[:4]) <= number:
                shutil.copy(step, steps)
        engine = DuckEngine(str(place / "planner.duckdb"))
        migrate(engine, steps)
        engine.close()
        store = open_store(str(place / "planner.duckdb"))
        with store.read() as reader:
            assert reader.find(Attachment) == []
        close_store(store.url)
        assert list((place / "backups").glob("*.duckdb")), f"a copy of step {number}"
