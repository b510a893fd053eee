"""Copies are whole: compared by content, named last, told what is missing, proved by restoring."""

import datetime as dt
import os
import stat
from pathlib import Path

import duckdb
import pytest

from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import erasure
from lp_planner.storage.backup import unfinished_name, write_afresh
from lp_planner.storage.blobs import BlobFolder, files_beside
from lp_planner.storage.contents import unequal
from lp_planner.storage.copy_label import SCHEDULED, label_file, read_label
from lp_planner.storage.copying import copies_of, make_copy, rotate
from lp_planner.storage.duck import DuckEngine, logs_of
from lp_planner.storage.leftovers import leftovers, note_erasing, still_holding
from lp_planner.storage.migrate import MIGRATIONS, migrate
from lp_planner.storage.private_files import KEEPS_RIGHTS
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.restoring import prove, rehearse
from lp_planner.storage.tables import to_row
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, THEN, move_in
from tests.factories import make_project
from tests.storage.whole import file_of, fill_all, held, held_by

NAMES = [
    "main.duckdb",
    "copied.duckdb",
    "temp.duckdb",
    "a.b.duckdb",
    "planner",
    'it\'s "it".duckdb',
    "what? 100%.duckdb",
]


@pytest.fixture
def here(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A planner on each engine, with copies beside it."""
    workspace.store.copies = tmp_path / "backups"
    return workspace


def test_a_copy_holds_all_of_either_engine_and_can_be_restored(here: Workspace) -> None:
    fill_all(here)
    store = here.store
    copy = make_copy(store, at=THEN)
    assert copy.label is not None
    assert unequal(held(store), held_by(copy.path)) == []
    assert unequal(held(store), copy.label.tables) == []
    names = sorted(store.files.names())
    assert names
    assert list(BlobFolder(files_beside(str(copy.path))).names()) == names
    assert prove(store, copy.path, at=THEN).faults == ()
    assert [c.is_proved for c in copies_of(store)] == [True]
    assert leftovers(store) == []


def test_a_damaged_and_a_missing_file_are_named_and_stop_nothing(here: Workspace) -> None:
    fill_all(here)
    store = here.store
    names = sorted(store.files.names())
    with store.read() as reader:
        known = reader.find(Attachment)[0]

    def hang_more(uow: UnitOfWork) -> None:
        for number in range(3):
            name = store.files.keep(f"minutes {number}".encode())
            names.append(name)
            more = known.model_copy(update={"id": f"more-{number}", "sha256": name})
            uow.put_back("attachment", to_row(more))

    store.write("amina", hang_more, at=THEN)
    damaged, missing = names[-3], names[-2]
    file_of(store, damaged).write_bytes(b"minute")
    file_of(store, missing).unlink()
    copy = make_copy(store, at=THEN)
    assert copy.label is not None
    assert copy.label.files.damaged == (damaged,)
    assert copy.label.files.missing == (missing,)
    kept = set(BlobFolder(files_beside(str(copy.path))).names())
    assert kept == set(names) - {damaged, missing}
    assert len(prove(store, copy.path, at=THEN).faults) == 2


def test_a_copy_whose_words_differ_though_it_has_as_many_rows_is_no_copy(here: Workspace) -> None:
    make_project(here)
    copy = make_copy(here.store, at=THEN).path
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE project SET title = 'Another'")
    with pytest.raises(StorageUnavailable, match="project"):
        rehearse(copy, copy.parent, here.store.stem)
    assert "project" in prove(here.store, copy, at=THEN).faults[0]


def test_a_file_that_is_lost_from_a_copy_is_found_by_its_proof(here: Workspace) -> None:
    fill_all(here)
    copy = make_copy(here.store, at=THEN).path
    folder = BlobFolder(files_beside(str(copy)))
    folder.erase(next(folder.names()))
    assert "missing or damaged" in prove(here.store, copy, at=THEN).faults[0]
    label = read_label(copy)
    assert label is not None
    assert label.proof is not None
    assert label.proof.faults


@pytest.mark.parametrize("name", NAMES)
def test_a_database_may_have_any_name(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and '"' in name:
        return
    path = str(tmp_path / name)
    store = open_store(path)
    move_in(store)
    before = held(store)
    copy = make_copy(store, at=THEN)
    assert unequal(before, held_by(copy.path)) == []
    write_afresh(store)
    assert unequal(before, held(store)) == []
    close_store(path)
    assert unequal(before, held(open_store(path))) == []
    close_store(path)


@pytest.mark.parametrize("name", ["planner.duckdb", "what? 100%.duckdb"])
def test_the_log_of_a_database_is_where_we_look_for_it(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and "?" in name:
        return
    path = tmp_path / name
    move_in(open_store(str(path)))
    logs = {p for p in tmp_path.iterdir() if ".wal" in p.name}
    assert logs
    assert logs <= {*logs_of(path)}
    close_store(str(path))


def test_two_servers_that_copy_into_one_folder_at_once_take_two_names(planner: Workspace) -> None:
    store = planner.store
    taken = label_file(unfinished_name(make_copy(store, at=THEN).path))
    taken = taken.with_name(taken.name.replace(".duckdb", "-2.duckdb"))
    taken.touch()  # by a server that is still at work
    assert make_copy(store, at=THEN).path.name.endswith("-3.duckdb")
    assert taken.exists()


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_database_of_any_name_is_migrated_with_a_copy(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    open_store(path)
    close_store(path)
    steps = tmp_path / "steps"
    steps.mkdir()
    for step in MIGRATIONS.glob("*.sql"):
        (steps / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    (steps / "9000_more.sql").write_text("CREATE TABLE more (id INTEGER);", encoding="utf-8")
    engine = DuckEngine(path)
    assert migrate(engine, steps) == 1
    engine.close()
    assert len([*tmp_path.glob("backups/*before-migration-9000.duckdb")]) == 1
    with duckdb.connect(path) as again:
        assert again.execute("SELECT count(*) FROM more").fetchall() == [(0,)]


def test_two_databases_in_one_folder_keep_their_copies_apart(tmp_path: Path) -> None:
    stores = [open_store(str(tmp_path / f"{name}.duckdb")) for name in ("one", "one-two")]
    kept = [make_copy(store, at=THEN).path for store in stores]
    assert [[c.path for c in copies_of(store)] for store in stores] == [[kept[0]], [kept[1]]]
    unfinished_name(kept[1]).write_bytes(b"half")
    assert leftovers(stores[0]) == []
    assert leftovers(stores[1]) == [unfinished_name(kept[1])]
    for store in stores:
        close_store(store.url)


def broken_off(folder: Path) -> list[Path]:
    """What crashes leave: of this planner, and of planners from before."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "planner-2025-11-05-153000.duckdb"
    files = folder / f"{name}.files" / "ab"
    files.mkdir(parents=True)
    (files / ".abc.1.unfinished").write_bytes(b"words")
    left = [
        folder / f".{name}.unfinished", folder / f".{name}.unfinished.wal",
        folder / "2025-11-05-153000.tmp", folder / "2025-11-05-153000.tmp.wal",
        folder / "written-afresh.duckdb", folder / f"{name}.json",
    ]  # fmt: skip
    for path in left:
        path.write_bytes(b"words")
    scratch = folder / ".planner-scratch-0123.unfinished"
    scratch.mkdir()
    return [*left, scratch, folder / f"{name}.files"]


def test_what_was_broken_off_is_listed_after_erasing_and_cleared_at_the_next_start(
    tmp_path: Path, planner: Workspace
) -> None:
    path = str(tmp_path / "planner.duckdb")
    move_in(open_store(path))
    workspace = Workspace(store=open_store(path), library=planner.library, clock=lambda: THEN)
    project = make_project(workspace)
    copy = make_copy(workspace.store, at=THEN + dt.timedelta(hours=1)).path
    left = broken_off(tmp_path / "backups")
    hidden = workspace.store.files.folder / "ab" / f".{'ab' * 32}.1.unfinished"
    hidden.parent.mkdir(parents=True)
    hidden.write_bytes(b"words")
    told = erasure.erase_project(
        workspace.desk(AMINA), project.id, typed_title=project.title
    ).backups
    assert set(told) == {*left, hidden, copy}
    close_store(path)
    open_store(path)
    assert [p for p in [*left, hidden] if p.exists()] == []
    assert copy.exists()
    assert still_holding(open_store(path)) == (copy,)
    close_store(path)


def test_an_erasing_that_was_broken_off_is_finished_at_the_next_start(tmp_path: Path) -> None:
    path = str(tmp_path / "planner.duckdb")
    store = open_store(path)
    name = store.files.keep(b"words that are to go")
    note = note_erasing(store, {name})
    close_store(path)
    store = open_store(path)
    assert not store.files.has(name)
    assert not note.exists()
    close_store(path)


def test_a_file_is_written_afresh_though_its_log_ends_in_a_broken_entry(tmp_path: Path) -> None:
    path = tmp_path / "planner.duckdb"
    store = open_store(str(path))
    move_in(store)
    before = held(store)
    store.engine.run("CHECKPOINT")  # type: ignore[attr-defined]
    whole = path.read_bytes()
    store.write("amina", lambda uow: uow.keep_draft("amina", "a|b", "{}"), at=THEN)
    broken = Path(f"{path}.wal").read_bytes()[:-1]
    close_store(str(path))
    path.write_bytes(whole)
    Path(f"{path}.wal").write_bytes(broken)
    store = open_store(str(path))
    write_afresh(store)
    assert unequal(before, held(store)) == []
    make_copy(store, at=THEN)
    close_store(str(path))
    assert unequal(before, held(open_store(str(path)))) == []
    close_store(str(path))


def test_the_oldest_copy_by_the_schedule_makes_room_and_no_other_does(planner: Workspace) -> None:
    store = planner.store
    by_hand = make_copy(store, at=THEN - dt.timedelta(days=9)).path
    made = [make_copy(store, at=THEN + dt.timedelta(days=n), why=SCHEDULED).path for n in range(5)]
    prove(store, made[0], at=THEN)
    gone = rotate(store, 2)
    assert set(gone) == set(made[1:3])
    assert {c.path for c in copies_of(store)} == {by_hand, made[0], *made[3:]}
    assert not any(label_file(path).exists() for path in gone)


@pytest.mark.skipif(not KEEPS_RIGHTS, reason="Windows keeps rights in another way")
def test_what_is_kept_is_for_its_own_account_alone(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    path = folder / "planner.duckdb"
    store = open_store(str(path))
    move_in(store)
    name = store.files.keep(b"minutes")
    copy = make_copy(store, at=THEN).path
    close_store(str(path))
    for one in (path, file_of(store, name), copy, label_file(copy)):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600, one
    for one in (folder, folder / "backups", store.files.folder, file_of(store, name).parent):
        assert stat.S_IMODE(one.stat().st_mode) == 0o700, one
    for one in (path, file_of(store, name), copy):
        one.chmod(0o644)
    open_store(str(path))
    for one in (path, file_of(store, name), copy):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600, one
    close_store(str(path))


def test_people_save_while_a_copy_is_made_and_proved(planner: Workspace) -> None:
    make_project(planner)
    with planner.store.copying:
        saved = make_project(planner, title="Meanwhile")
    with planner.store.read() as reader:
        assert reader.get(Project, saved.id).title == "Meanwhile"
