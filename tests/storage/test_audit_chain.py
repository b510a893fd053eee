"""The audit trail holds together: whoever alters it is found out."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lp_planner.config import read_settings
from lp_planner.domain.accounts.people import Cohort
from lp_planner.domain.records.errors import NotWhole
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping.upkeep import verify_workspace
from lp_planner.storage.audit_chain import COLUMNS, begin_chain, next_link, verify_chain
from lp_planner.storage.postgres import PostgresEngine
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.store import Store
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import THEN, move_in
from tests.factories import make_project, write

MOMENT = "2025-11-05T15:30:00.000000+00:00"
MIDDLE = "(SELECT min(entry) + 3 FROM audit_event)"


def tamper(workspace: Workspace, *statements: str) -> tuple[str, ...]:
    with workspace.store.engine.transaction(is_write=True) as connection:
        for statement in statements:
            connection.execute(statement, {})
    return verify_chain(workspace.store.engine).faults


def busy(workspace: Workspace) -> None:
    project = make_project(workspace)
    for _ in range(3):
        write(workspace, project, "option")


def test_a_trail_that_nobody_touched_is_whole(workspace: Workspace) -> None:
    busy(workspace)
    found = verify_chain(workspace.store.engine)
    assert found.faults == ()
    assert found.entries > 4
    assert len(found.link) == 64


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            f"UPDATE audit_event SET actor_id = 'efua' WHERE entry = {MIDDLE}",
            "not what was written",
        ),
        (f"UPDATE audit_event SET changed_fields = '[]' WHERE entry = {MIDDLE}", "not what"),
        (f"DELETE FROM audit_event WHERE entry = {MIDDLE}", "missing"),
        ("DELETE FROM audit_event WHERE entry = (SELECT max(entry) FROM audit_event)", "ends with"),
        ("UPDATE audit_event SET entry = NULL WHERE entry = 1", "not in the chain"),
        ("DELETE FROM audit_event", "ends with entry 0"),
    ],
)
def test_whoever_alters_the_trail_is_found_out(
    workspace: Workspace, statement: str, says: str
) -> None:
    busy(workspace)
    assert says in " ".join(tamper(workspace, statement))


def test_whoever_alters_an_entry_and_its_link_is_found_out_by_the_entry_after(
    workspace: Workspace,
) -> None:
    busy(workspace)
    with workspace.store.engine.transaction(is_write=True) as connection:
        before, altered = connection.fetch(
            f"SELECT link, entry, {COLUMNS} FROM audit_event WHERE entry IN (3, 4) ORDER BY entry",
            {},
        )
        _, entry, *row = altered
        row[COLUMNS.split(", ").index("actor_id")] = "efua"
        connection.execute(
            "UPDATE audit_event SET actor_id = 'efua', link = :link WHERE entry = 4",
            {"link": next_link(str(before[0]), int(str(entry)), row)},
        )
    (fault,) = verify_chain(workspace.store.engine).faults
    assert fault.startswith("entry 5 ")


def test_what_is_wrong_is_said_with_its_number_and_its_moment(workspace: Workspace) -> None:
    busy(workspace)
    assert tamper(
        workspace,
        "UPDATE audit_event SET entry = NULL WHERE entry = 2",
        "UPDATE audit_event SET action = 'removed' WHERE entry = 4",
    )[:3] == (
        "entries are missing or doubled before number 3",
        f"entry 4 of {MOMENT} is not what was written",
        f"an entry of {MOMENT} is not in the chain",
    )  # fmt: skip


def test_a_link_that_an_earlier_version_wrote_is_still_the_same() -> None:
    row = ("e1", THEN, "amina", "created", "option", "o1", 1, None, '["name", "größe"]')
    in_london = dt.datetime(2025, 7, 1, 16, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    first = next_link("", 1, row)
    assert first == "2384940cb3e6981608041b745d959578f0e858f38443aac47153265f2dd77506"
    assert (
        next_link(first, 2, ("e2", in_london, *row[2:]))
        == "b53ca49377425506567ec0ca5a0430067fcdfd55af4e080decda6ca8f142b475"
    )


def test_a_trail_from_before_is_chained_once_and_only_once(workspace: Workspace) -> None:
    busy(workspace)
    engine = workspace.store.engine
    assert tamper(
        workspace, "UPDATE audit_event SET entry = NULL, link = NULL", "DELETE FROM audit_head",
        "INSERT INTO audit_head VALUES (1, 0, '')",
    )  # fmt: skip
    begin_chain(engine)
    assert verify_chain(engine).faults
    with engine.transaction(is_write=True) as connection:
        connection.execute("DELETE FROM audit_head", {})
    begin_chain(engine)
    assert verify_chain(engine).faults == ()


def test_the_command_says_that_it_is_whole_or_where_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "planner.duckdb"
    settings = read_settings({"LP_PLANNER_DATABASE": str(path)})
    move_in(open_store(str(path)))
    assert "The audit trail is whole" in verify_workspace(settings)
    with open_store(str(path)).engine.transaction(is_write=True) as connection:
        connection.execute("UPDATE audit_event SET action = 'removed' WHERE entry = 2", {})
    with pytest.raises(NotWhole, match="entry 2"):
        verify_workspace(settings)
    close_store(str(path))


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_a_second_server_waits_for_its_turn_and_does_its_work_once(store: Store) -> None:
    here, there = store, Store(store.url, PostgresEngine(store.url), store.files.folder)
    is_begun, may_end = threading.Event(), threading.Event()
    done: list[str] = []

    def slow(uow: UnitOfWork) -> None:
        done.append("first")
        uow.add(Cohort, name="First", leader_id="chloe")
        is_begun.set()
        may_end.wait(30)

    def quick(uow: UnitOfWork) -> None:
        done.append("second")
        uow.add(Cohort, name="Second", leader_id="chloe")
        may_end.set()

    with ThreadPoolExecutor() as pool:
        first = pool.submit(here.write, "fiona", slow, at=THEN)
        assert is_begun.wait(30)
        second = pool.submit(there.write, "fiona", quick, at=THEN)
        may_end.wait(0.5)
        may_end.set()
        first.result(30)
        second.result(30)
    there.close()
    assert done == ["first", "second"]
    assert verify_chain(store.engine).faults == ()
