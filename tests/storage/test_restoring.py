"""Restoring: a rehearsal changes nothing, the present goes aside, nobody else is at work."""

import datetime as dt
import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.checking import unreadable
from lp_planner.storage.contents import unequal
from lp_planner.storage.copying import make_copy
from lp_planner.storage.engine import AlreadyOpen
from lp_planner.storage.installation import Installation
from lp_planner.storage.integrity import orphans
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.restoring import check_closed, rehearse, restore
from lp_planner.storage.witness import Witness, witness_file
from tests.cast import THEN
from tests.factories import make_project
from tests.storage.whole import file_of, fill_all, held, held_by

LATER = THEN + dt.timedelta(hours=1)
TRAIL = {"audit_event", "audit_head"}
BLOCK = 262_144


@pytest.fixture
def place(database: str, tmp_path: Path) -> Installation:
    """Where the planner of ``workspace`` is, on each engine."""
    return Installation(
        database,
        files=tmp_path / "attached",
        copies=tmp_path / "backups",
        witnesses=(witness_file(database, tmp_path),),
    )


@pytest.fixture
def filled(workspace: Workspace, place: Installation) -> Workspace:
    """That planner, with something of everything in it, and a witness."""
    workspace.store.copies = place.copies_folder
    workspace.store.witness = Witness(place.witnesses)
    fill_all(workspace)
    return workspace


def alter(file: Path, block: int) -> None:
    """Change one byte in the middle of a block."""
    data = bytearray(file.read_bytes())
    data[3 * 4096 + block * BLOCK + BLOCK // 2] ^= 1
    file.write_bytes(data)


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_copy_comes_back_and_what_was_here_goes_aside(
    filled: Workspace, place: Installation
) -> None:
    before = held(filled.store)
    copy = make_copy(filled.store, at=THEN)
    gone = next(filled.store.files.names())
    make_project(filled, title="Written after the copy")
    after = held(filled.store)
    file_of(filled.store, gone).write_bytes(b"damaged since")
    close_store(place.url)
    found = restore(copy.path, place, at=LATER)
    assert found.aside is not None
    assert unequal(after, held_by(found.aside)) == []
    store = open_store(place.url, files=place.files, copies=place.copies)
    assert set(unequal(before, held(store))) == TRAIL, "only that it was restored is new"
    assert store.files.is_whole(gone)
    assert verify_chain(store.engine).faults == ()
    assert orphans(store) == []
    with store.read() as reader:
        told = reader.rows("SELECT action, subject_id FROM audit_event WHERE subject = 'restoring'")
    assert told == [("restored", copy.path.name)]
    assert Witness(place.witnesses).faults(store.engine) == []
    make_project(replace(filled, store=store), title="Life goes on")
    assert Witness(place.witnesses).faults(store.engine) == []


def test_a_rehearsal_changes_not_a_byte(whole_planner: Workspace, tmp_path: Path) -> None:
    copy = make_copy(whole_planner.store, at=THEN).path
    place = Installation(whole_planner.store.url)
    close_store(place.url)
    before = tree(tmp_path)
    check_closed(place)
    found = rehearse(copy, copy.parent, place.stem)
    assert tree(tmp_path) == before
    assert found.rows > 100
    assert found.files.whole == 1


def test_nothing_comes_back_while_a_planner_is_open(filled: Workspace, place: Installation) -> None:
    copy = make_copy(filled.store, at=THEN).path
    code = (
        "import sys; from lp_planner.storage.restoring import restore, check_closed;"
        "from lp_planner.storage.installation import Installation; from pathlib import Path;"
        "import datetime as d\n"
        "from lp_planner.domain.records.errors import StorageUnavailable\n"
        "place = Installation(sys.argv[2], files=Path(sys.argv[3]),"
        " copies=Path(sys.argv[1]).parent)\n"
        "for what in (lambda: check_closed(place),"
        " lambda: restore(Path(sys.argv[1]), place, at=d.datetime.now(d.UTC))):\n"
        "    try: what(); print('done')\n"
        "    except StorageUnavailable as no: print(no.message)\n"
    )
    before = held(filled.store)
    done = subprocess.run(
        [sys.executable, "-c", code, copy, place.url, place.files_folder],
        capture_output=True, text=True, cwd=ROOT, check=True, timeout=120,
    )  # fmt: skip
    said = done.stdout.splitlines()
    assert len(said) == 2
    assert all("open" in line for line in said), said
    assert unequal(before, held(filled.store)) == []


def test_a_damaged_database_is_kept_and_the_copy_takes_its_place(
    whole_planner: Workspace, tmp_path: Path
) -> None:
    before = held(whole_planner.store)
    copy = make_copy(whole_planner.store, at=THEN).path
    place = Installation(whole_planner.store.url)
    close_store(place.url)
    damaged = Path(place.url)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])
    found = restore(copy, place, at=LATER)
    assert found.aside is not None
    assert found.aside.read_bytes() == whole[: len(whole) // 2]
    store = open_store(place.url)
    assert set(unequal(before, held(store))) == TRAIL
    assert orphans(store) == []
    close_store(place.url)


@pytest.mark.parametrize("part", [0.25, 0.5, 0.75])
def test_a_database_with_one_altered_byte_is_told_and_a_copy_takes_its_place(
    whole_planner: Workspace, part: float
) -> None:
    before = held(whole_planner.store)
    copy = make_copy(whole_planner.store, at=THEN).path
    place = Installation(whole_planner.store.url)
    close_store(place.url)
    alter(Path(place.url), int(Path(place.url).stat().st_size / BLOCK * part))
    assert restore(copy, place, at=LATER).aside is not None
    assert set(unequal(held(open_store(place.url)), before)) <= TRAIL
    for block in range(0, int(copy.stat().st_size / BLOCK), 5):
        alter(copy, block)
    with pytest.raises(StorageUnavailable, match=re.escape(copy.name)):
        rehearse(copy, copy.parent, "desk")


def test_damage_that_no_question_about_rows_meets_is_found_by_a_check(
    whole_planner: Workspace,
) -> None:
    copy = make_copy(whole_planner.store, at=THEN).path
    hidden = copy.with_name("altered.duckdb")
    for block in range(int(copy.stat().st_size / BLOCK)):
        shutil.copy(copy, hidden)
        alter(hidden, block)
        try:
            held_by(hidden)
            store = open_store(str(hidden), files=whole_planner.store.files.folder)
        except StorageUnavailable:
            continue
        found = unreadable(store)
        close_store(str(hidden))
        if found:
            assert "is damaged: a part of it is not what was written" in found[0]
            return
    pytest.fail("there was no such block")


def test_a_file_that_is_no_copy_or_not_there_changes_nothing(
    planner: Workspace, tmp_path: Path
) -> None:
    make_project(planner)
    place = Installation(planner.store.url)
    close_store(place.url)
    before = tree(tmp_path)
    strange = tmp_path.parent / f"{tmp_path.name}-diary.duckdb"
    strange.write_bytes(b"Dear diary, " * 500)
    for file in (strange, tmp_path / "nowhere.duckdb"):
        with pytest.raises(StorageUnavailable):
            restore(file, place, at=LATER)
    assert tree(tmp_path) == before
    strange.unlink()


def test_a_copy_without_its_files_takes_those_that_are_here(whole_planner: Workspace) -> None:
    copy = make_copy(whole_planner.store, at=THEN).path

    shutil.rmtree(files_beside(str(copy)))
    place = Installation(whole_planner.store.url)
    close_store(place.url)
    found = restore(copy, place, at=LATER)
    assert found.files.missing == ()
    assert orphans(open_store(place.url)) == []
    close_store(place.url)


def test_a_second_planner_is_seen_on_postgresql(postgres_server: str) -> None:
    from lp_planner.storage.postgres import PostgresEngine
    from tests.postgres import fresh_database

    url = fresh_database(postgres_server)
    engine = PostgresEngine(url)
    with pytest.raises(AlreadyOpen):
        check_closed(Installation(url))
    engine.close()
    check_closed(Installation(url))
