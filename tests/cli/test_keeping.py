"""Copies, restoring, moving and checking from the command line: one sentence, an exit code."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from lp_planner.config import ROOT
from lp_planner.storage.private_files import KEEPS_RIGHTS
from lp_planner.storage.registry import close_store, open_store
from tests.cli.preloaded import start
from tests.cli.test_start import get, refused
from tests.demo_copy import copy_database
from tests.postgres import fresh_database
from tests.server import running
from tests.storage.whole import file_of, held


@pytest.fixture
def filled(whole_file: Path, tmp_path: Path) -> Path:
    """A planner with something of everything, closed: its file."""
    path = tmp_path / "planner.duckdb"
    copy_database(whole_file, path)
    return path


def ask(tmp_path: Path, *arguments: str, **environment: str) -> str:
    done = start(tmp_path, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_copy_is_made_proved_tried_and_brought_back(filled: Path, tmp_path: Path) -> None:
    said = ask(tmp_path, "back-up")
    (copy,) = tmp_path.glob("backups/planner-*.duckdb")
    assert str(copy) in said
    assert "everything was there" in said
    tried = ask(tmp_path, "restore", str(copy), "--check")
    assert "Nothing was changed" in tried
    assert "It is back" in ask(tmp_path, "restore", str(copy))
    assert len(list(tmp_path.glob("backups/planner-before-restore-*.duckdb"))) == 1
    assert "is whole" in ask(tmp_path, "verify")


def test_a_damaged_file_is_named_with_exit_code_1_and_the_copy_is_kept(
    filled: Path, tmp_path: Path
) -> None:
    store = open_store(str(filled))
    name = next(store.files.names())
    damaged = file_of(store, name)
    close_store(str(filled))
    damaged.write_bytes(b"damaged")
    said = refused(start(tmp_path, "back-up"))
    assert "Backed up to" in said
    assert name[:16] in said
    assert len(list(tmp_path.glob("backups/planner-*.duckdb"))) == 1
    assert f"{name[:16]} … is damaged" in refused(start(tmp_path, "verify"))
    damaged.unlink()
    assert f"{name[:16]} … is missing" in refused(start(tmp_path, "verify"))


def test_a_row_that_is_no_record_is_found(filled: Path, tmp_path: Path) -> None:
    store = open_store(str(filled))
    with store.engine.transaction(is_write=True) as connection:
        connection.execute("UPDATE draft SET answers = '{half'", {})
        connection.execute("UPDATE project SET title = ''", {})
    close_store(str(filled))
    said = refused(start(tmp_path, "verify"))
    assert "draft: " in said
    assert "project: " in said
    assert "not what the planner writes" in said


def test_whatever_is_missing_is_told(filled: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(filled)) as connection:
        connection.execute("DROP TABLE draft")
        connection.execute("ALTER TABLE earlier_version DROP COLUMN answers")
        connection.execute("UPDATE attachment SET record_kind = 'nonsense'")
    said = refused(start(tmp_path, "verify"))
    assert "the table draft is missing" in said
    assert "the table earlier_version lacks answers" in said
    assert "record_kind leads to no kind of record" in said


def test_an_address_that_we_do_not_know_is_no_file(filled: Path, tmp_path: Path) -> None:
    said = refused(start(tmp_path, "move", "--to", "mysql://planner:secret@host/planner"))
    assert "starts with mysql://" in said
    assert not Path("mysql:").exists()


@pytest.mark.parametrize("part", [0.3, 0.9])
@pytest.mark.parametrize(
    "command", [["run", "--no-browser"], ["verify"], ["back-up"], ["tidy"], ["move", "--to", "x"]]
)
def test_a_database_that_is_cut_short_is_a_sentence_for_every_command(
    filled: Path, tmp_path: Path, command: list[str], part: float
) -> None:
    os.truncate(filled, int(filled.stat().st_size * part))
    said = refused(start(tmp_path, *command))
    assert "cut short" in said or "damaged" in said


def test_a_copy_takes_the_place_of_a_database_that_is_cut_short(
    filled: Path, tmp_path: Path
) -> None:
    ask(tmp_path, "back-up")
    (copy,) = tmp_path.glob("backups/planner-*.duckdb")
    os.truncate(filled, filled.stat().st_size // 3)
    assert "It is back" in ask(tmp_path, "restore", str(copy))
    assert "is whole" in ask(tmp_path, "verify")


def test_a_planner_that_is_open_is_told_apart_from_a_full_or_damaged_one(
    filled: Path, tmp_path: Path
) -> None:
    ask(tmp_path, "back-up")
    (copy,) = tmp_path.glob("backups/planner-*.duckdb")
    open_store(str(filled))
    for command in (["restore", str(copy)], ["restore", str(copy), "--check"], ["verify"]):
        assert "already open in another planner" in refused(start(tmp_path, *command))
    close_store(str(filled))


def test_an_installation_is_moved_to_postgresql_and_back(
    filled: Path, tmp_path: Path, postgres_server: str
) -> None:
    before = held(open_store(str(filled)))
    close_store(str(filled))
    url = fresh_database(postgres_server).replace("planner@", "planner:secret@")
    files = {"LP_PLANNER_FILES": str(tmp_path / "planner.duckdb.files")}
    said = ask(tmp_path, "move", "--to", url, **files)
    assert "equal to what was here" in said
    assert "secret" not in said
    assert "not empty" in refused(start(tmp_path, "move", "--to", url, **files))
    back = tmp_path / "back.duckdb"
    ask(tmp_path, "move", "--to", str(back), LP_PLANNER_DATABASE=url, **files)
    assert held(open_store(str(back))) == before
    close_store(str(back))


@pytest.mark.skipif(not KEEPS_RIGHTS, reason="Windows keeps rights in another way")
def test_what_a_planner_makes_is_for_its_own_account_alone(tmp_path: Path) -> None:
    ask(tmp_path, "back-up")
    made = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}, made


def test_a_running_server_copies_by_itself_and_tells_a_monitor(tmp_path: Path) -> None:
    with running("run", tmp_path, LP_PLANNER_COPY_EVERY="1", LP_PLANNER_COPY_KEEP="2") as base:
        give_up_at = time.monotonic() + 60
        while '"proof":{' not in "".join(labels(tmp_path)) and time.monotonic() < give_up_at:
            time.sleep(0.2)
        assert len(labels(tmp_path)) == 1
        assert '"faults":[]' in labels(tmp_path)[0]
        status, said = get(f"{base}/healthz", accept="text/html")
        assert status == 200
        assert '"copy_age_hours":0' in said


def labels(folder: Path) -> list[str]:
    """What stands on the copies, without spaces."""
    return [
        "".join(label.read_text(encoding="utf-8").split())
        for label in folder.glob("backups/planner-*.duckdb.json")
    ]


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.storage.registry import open_store, close_store
from tests.cast import THEN, move_in
from lp_planner.storage.copying import make_copy
from pathlib import Path
path = sys.argv[1]
store = open_store(path)
move_in(store)
def save():
    return store.write("amina", lambda uow: uow.add(
        Project, title="x" * 190, owner_id="amina", school_id="oakfield").id, at=THEN)
saved = [save() for _ in range(20)]
store.engine.run("CHECKPOINT")
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY))
for what in (save, lambda: store.files.keep(b"x" * 100_000), lambda: make_copy(store, at=THEN)):
    try:
        for _ in range(200):
            saved.append(what())
        print("went well")
    except StorageUnavailable as no:
        print(no.message)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
saved.append(save())
with store.read() as reader:
    there = {p.id for p in reader.find(Project)}
print("lost", len({s for s in saved if isinstance(s, str) and len(s) == 36} - there))
print("left", sorted(p.name for p in Path(path).parent.rglob("*unfinished*")))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_full_disk_is_told_as_one_and_life_goes_on_when_there_is_room(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "planner.duckdb")],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    saved, kept, copied, lost, left = done.stdout.splitlines()
    assert "no room left" in saved
    assert "disk is full" in kept
    assert "no room left" in copied
    assert (lost, left) == ("lost 0", "left []")


def test_a_folder_for_copies_that_cannot_be_written_is_named(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("here", encoding="utf-8")
    said = refused(start(tmp_path, "back-up", LP_PLANNER_COPIES=str(tmp_path / "in the way" / "x")))
    assert "in the way" in said
