"""One address that names several servers: what is said of it, and what lies beside it."""

from pathlib import Path

import pytest

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import without_password
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.witness import beside
from tests.postgres import drop_database, fresh_database

TWO = "postgresql://planner:secret@db1:5432,db2:5433/planner"


def test_an_address_of_two_servers_is_said_whole_and_without_its_password() -> None:
    assert without_password(TWO) == "postgresql://planner@db1:5432,db2:5433/planner"
    assert without_password("postgresql://planner:secret@db1/planner") == (
        "postgresql://planner@db1/planner"
    )


def test_a_witness_of_two_servers_is_another_one_than_that_of_either(tmp_path: Path) -> None:
    both = beside(TWO, "witness", tmp_path)
    assert both.name == "db1-5432-db2-5433-planner.witness"
    assert beside("postgresql://planner@db1:5432/planner", "witness", tmp_path) != both


def test_of_two_servers_the_one_that_is_there_is_found(
    postgres_server: str, cast_on_postgres: str
) -> None:
    database = fresh_database(postgres_server, cast_on_postgres)
    head, _, rest = database.partition("@")
    server, _, name = rest.partition("/")
    several = f"{head}@127.0.0.1:1,{server}/{name}"
    store = open_store(several)
    with store.read() as reader:
        assert reader.rows("SELECT count(*) FROM person")
    close_store(several)
    drop_database(database)


def test_where_neither_answers_one_sentence_names_both() -> None:
    with pytest.raises(StorageUnavailable) as refused:
        open_store("postgresql://planner@127.0.0.1:1,127.0.0.1:2/planner")
    assert "127.0.0.1,127.0.0.1:1,2 did not let us in" in refused.value.message
