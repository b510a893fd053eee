"""Moving a whole installation between the engines, there and back: every table equal."""

from pathlib import Path

import psycopg
import pytest

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.blobs import BlobFolder
from lp_planner.storage.contents import unequal
from lp_planner.storage.installation import Installation
from lp_planner.storage.integrity import orphans
from lp_planner.storage.moving import move
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.witness import Witness, witness_file
from tests.cast import THEN
from tests.factories import make_project
from tests.postgres import fresh_database
from tests.storage.whole import held


def test_a_whole_installation_goes_to_postgresql_and_back(
    whole_planner: Workspace, postgres_server: str, tmp_path: Path
) -> None:
    before, names = held(whole_planner.store), list(whole_planner.store.files.names())
    filled = {table for table, summed in before.items() if summed.rows}
    assert filled >= {
        "account", "sign_in", "draft", "earlier_version", "audit_event", "audit_head", "cohort",
        "membership", "submission", "attachment", "self_rating", "opening",
    }  # fmt: skip
    there = Installation(
        fresh_database(postgres_server),
        files=tmp_path / "there",
        witnesses=(witness_file("there.duckdb", tmp_path),),
    )
    moved = move(whole_planner.store, there, at=THEN)
    assert moved.rows == sum(summed.rows for summed in before.values())
    assert moved.files.whole == len(names)
    server = open_store(there.url, files=there.files)
    assert unequal(before, held(server)) == []
    assert list(server.files.names()) == names
    assert verify_chain(server.engine).faults == ()
    assert orphans(server) == []
    assert Witness(there.witnesses).faults(server.engine) == []
    back = Installation(str(tmp_path / "back" / "planner.duckdb"))
    move(server, back, at=THEN)
    close_store(there.url)
    again = open_store(back.url)
    assert unequal(before, held(again)) == []
    assert list(again.files.names()) == names
    close_store(back.url)


def test_a_database_that_is_not_empty_is_left_alone(
    planner: Workspace, postgres_server: str, tmp_path: Path
) -> None:
    url = fresh_database(postgres_server)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE somebody_elses (id INTEGER)")
    with pytest.raises(StorageUnavailable, match="not empty"):
        move(planner.store, Installation(url, files=tmp_path / "f"), at=THEN)
    used = Installation(fresh_database(postgres_server), files=tmp_path / "f")
    move(planner.store, used, at=THEN)
    with pytest.raises(StorageUnavailable, match="not empty"):
        move(planner.store, used, at=THEN)
    taken = tmp_path / "taken.duckdb"
    taken.write_bytes(b"mine")
    with pytest.raises(StorageUnavailable, match="there already"):
        move(planner.store, Installation(str(taken)), at=THEN)
    assert taken.read_bytes() == b"mine"


def test_an_empty_planner_s_tables_are_empty_enough(
    planner: Workspace, postgres_server: str, tmp_path: Path
) -> None:
    make_project(planner)
    there = Installation(fresh_database(postgres_server), files=tmp_path / "there")
    open_store(there.url, files=there.files)
    close_store(there.url)
    move(planner.store, there, at=THEN)
    assert unequal(held(planner.store), held(open_store(there.url))) == []
    close_store(there.url)


def test_a_character_that_postgresql_cannot_keep_is_told_and_nothing_is_moved(
    planner: Workspace, postgres_server: str, tmp_path: Path
) -> None:
    project = make_project(planner)
    with planner.store.engine.transaction(is_write=True) as connection:
        connection.execute(
            "UPDATE project SET title = 'a' || chr(0) WHERE id = :id", {"id": project.id}
        )
    there = Installation(fresh_database(postgres_server), files=tmp_path / "there")
    with pytest.raises(StorageUnavailable, match="project"):
        move(planner.store, there, at=THEN)
    assert held(open_store(there.url))["person"].rows == 0
    close_store(there.url)


def test_a_move_that_fails_leaves_nothing_behind(planner: Workspace, tmp_path: Path) -> None:
    with planner.store.engine.transaction(is_write=True) as connection:
        connection.execute("CREATE TABLE stranger (id INTEGER)", {})
    for place in (tmp_path / "there.duckdb", tmp_path / "desk.duckdb" / "there.duckdb"):
        with pytest.raises(StorageUnavailable):
            move(planner.store, Installation(str(place)), at=THEN)
    assert list(tmp_path.rglob("*there*")) == []


def test_a_move_begun_again_clears_away_what_the_first_left(
    whole_planner: Workspace, tmp_path: Path
) -> None:
    name = next(whole_planner.store.files.names())
    there = Installation(str(tmp_path / "there.duckdb"))
    left = BlobFolder(there.files_folder).folder / name[:2] / f".{name}.killed.unfinished"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half of the minut")
    move(whole_planner.store, there, at=THEN)
    assert BlobFolder(there.files_folder).unfinished() == []
    assert not left.exists()
