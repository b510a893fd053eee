"""Many writers at once, several processes, and a server that dies: nothing acknowledged is lost."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.errors import StaleRevision, StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.fifo import FifoLock
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.store import Store
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import THEN, move_in
from tests.factories import make_project

THREADS = 8
EDITS = 25
KILLS = 10


def add_one(store: Store, project_id: str) -> None:
    """Read, then save under the version that was read; try again when somebody was quicker."""
    while True:
        with store.read() as reader:
            seen = reader.get(Project, project_id)

        def save(uow: UnitOfWork, seen: Project = seen) -> None:
            uow.change(seen, title=str(int(seen.title) + 1))

        try:
            store.write("amina", save, at=THEN)
        except StaleRevision:
            continue
        return


def at_once(work: Callable[[], None], threads: int) -> None:
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as failure:  # noqa: BLE001 - handed to the test's own thread
            failures.append(failure)

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert failures == []


def test_no_update_is_lost_when_eight_people_edit_one_row(workspace: Workspace) -> None:
    project = make_project(workspace, title="0")

    def edit() -> None:
        for _ in range(EDITS):
            add_one(workspace.store, project.id)

    at_once(edit, THREADS)
    with workspace.store.read() as reader:
        final = reader.get(Project, project.id)
    assert int(final.title) == THREADS * EDITS
    assert final.version == THREADS * EDITS + 1


def test_opening_one_file_twice_gives_one_store_with_one_lock(tmp_path: Path) -> None:
    path = tmp_path / "planner.duckdb"
    first = open_store(str(path))
    (tmp_path / "folder").mkdir()
    second = open_store(str(tmp_path / "folder" / ".." / "planner.duckdb"))
    assert first is second
    close_store(str(path))


def test_writers_are_served_in_the_order_they_came(subtests: pytest.Subtests) -> None:
    lock, order, waiting = FifoLock(), list[int](), list[threading.Thread]()

    def wait_for_turn(number: int) -> None:
        with lock.held(10):
            order.append(number)

    with lock.held(1):
        for number in range(6):
            thread = threading.Thread(target=wait_for_turn, args=(number,))
            thread.start()
            waiting.append(thread)
            while len(lock._waiting) <= number:
                time.sleep(0.001)
    for thread in waiting:
        thread.join()
    with subtests.test("in order"):
        assert order == sorted(order)
    with subtests.test("and the lock is free again"), lock.held(0.1):
        pass


def test_waiting_too_long_gives_a_sentence_and_leaves_the_lock_sound() -> None:
    lock = FifoLock()
    with lock.held(1):
        done: list[str] = []

        def impatient() -> None:
            try:
                with lock.held(0.05):
                    pass
            except StorageUnavailable as refused:
                done.append(refused.message)

        thread = threading.Thread(target=impatient)
        thread.start()
        thread.join()
    assert "try again" in done[0]
    with lock.held(0.1):
        pass


WRITER = """
import sys
from lp_planner.domain.records.project import Project
from lp_planner.storage.registry import open_store
from tests.cast import THEN
store = open_store(sys.argv[1])
def both(uow):
    project = uow.get(Project, "p")
    uow.change(project, title=str(int(project.title) + 1))
    uow.add(Project, title="trace", owner_id="amina", school_id="oakfield")
while True:
    store.write("amina", both, at=THEN)
    print("done", flush=True)
"""


def test_killing_the_server_loses_nothing_acknowledged_and_tears_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "planner.duckdb")
    store = open_store(path)
    move_in(store)
    store.write(
        "amina",
        lambda u: u.add(Project, id="p", title="0", owner_id="amina", school_id="oakfield"),
        at=THEN,
    )
    close_store(path)
    acknowledged, chance = 0, random.Random(7)  # noqa: S311 - where to cut, not a secret
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert writer.stdout is not None
        for _ in range(chance.randint(3, 12)):
            acknowledged += writer.stdout.readline() == "done\n"
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.read().count("done\n")
        writer.wait()
        writer.stdout.close()
        store = open_store(path)
        with store.read() as reader:
            counter = int(reader.get(Project, "p").title)
            traces = len(reader.find(Project, title="trace"))
            audited = reader.rows("SELECT count(*) FROM audit_event WHERE subject = 'project'")
        close_store(path)
        assert counter >= acknowledged
        assert traces == counter
        assert audited == [(2 * counter + 1,)]
    assert acknowledged > KILLS


def test_a_second_planner_on_one_file_is_told_who_has_it(tmp_path: Path) -> None:
    path = str(tmp_path / "planner.duckdb")
    open_store(path)
    other = (
        "import sys\nfrom lp_planner.storage.registry import open_store\n"
        "from lp_planner.domain.records.errors import PlannerError\n"
        "try:\n    open_store(sys.argv[1], wait_seconds=0)\n"
        "except PlannerError as refused:\n    print(refused.message)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", other, path], capture_output=True, text=True, cwd=ROOT, check=True
    )
    close_store(path)
    assert "already open in another planner" in said.stdout
    assert "process" in said.stdout
    assert said.stdout.count("\n") == 1


EDITOR = """
import json, sys, threading
from lp_planner.storage.registry import open_store
from tests.storage.test_concurrency import add_one
store = open_store(sys.argv[1])
threads = [
    threading.Thread(target=lambda: [add_one(store, sys.argv[2]) for _ in range(10)])
    for _ in range(2)
]
[t.start() for t in threads]
[t.join() for t in threads]
print(json.dumps("done"))
"""


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_two_servers_on_one_postgresql_lose_no_update(workspace: Workspace) -> None:
    project = make_project(workspace, title="0")
    command = [sys.executable, "-c", EDITOR, workspace.store.url, project.id]
    editors = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)
    ]
    for editor in editors:
        assert json.loads(editor.communicate(timeout=120)[0]) == "done"
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id).title == "40"
