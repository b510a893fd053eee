"""The witness outside the database: a lost log is told, a restore is no alarm for ever."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from lp_planner.config import Settings, read_settings
from lp_planner.domain.records.errors import NotWhole
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.safekeeping import copies, upkeep
from lp_planner.storage import witness
from lp_planner.storage.audit_chain import Head
from lp_planner.storage.registry import close_all
from lp_planner.storage.witness import Witness, binding, sightings, witness_file
from tests.cast import THEN, move_in
from tests.factories import make_project


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A planner of one's own, with its witness beside it and in another folder."""
    yield read_settings(
        {
            "LP_PLANNER_DATABASE": str(tmp_path / "planner.duckdb"),
            "LP_PLANNER_WITNESS": str(tmp_path / "elsewhere"),
        }
    )
    close_all()


def begin(settings: Settings) -> Workspace:
    workspace = open_workspace(settings)
    move_in(workspace.store)
    return workspace


def lose_the_log(workspace: Workspace, tmp_path: Path) -> None:
    """What a full disk, a sync tool or a clumsy hand does: the log beside the file is gone."""
    early = tmp_path / "early"
    workspace.store.engine.run("CHECKPOINT")  # type: ignore[attr-defined]
    shutil.copy(workspace.store.url, early)
    for _ in range(5):
        make_project(workspace)
    close_all()
    shutil.copy(early, workspace.store.url)


def test_a_lost_log_is_told_by_verify_and_at_the_start(settings: Settings, tmp_path: Path) -> None:
    lose_the_log(begin(settings), tmp_path)
    with pytest.raises(NotWhole, match="5 changes that were saved are gone"):
        upkeep.verify_workspace(settings)
    assert "5 changes" in upkeep.early_word(open_workspace(settings))
    (tmp_path / "planner.duckdb.witness").unlink()
    close_all()
    with pytest.raises(NotWhole, match="5 changes"):
        upkeep.verify_workspace(settings)


def test_it_is_told_still_when_as_much_was_saved_again(settings: Settings, tmp_path: Path) -> None:
    lose_the_log(begin(settings), tmp_path)
    again = open_workspace(settings)
    for _ in range(9):
        make_project(again)
    assert upkeep.early_word(again) == ""
    with pytest.raises(NotWhole, match="another one than the witness"):
        upkeep.verify_workspace(settings)


def test_a_person_can_accept_what_is_there(settings: Settings, tmp_path: Path) -> None:
    lose_the_log(begin(settings), tmp_path)
    assert "Accepted" in upkeep.accept_what_is_here(settings)
    assert "accepted: by hand" in upkeep.verify_workspace(settings)
    make_project(open_workspace(settings))
    assert "whole" in upkeep.verify_workspace(settings)


def test_a_restore_is_told_and_no_alarm(settings: Settings, tmp_path: Path) -> None:
    workspace = begin(settings)
    copy = copies.proved_copy(workspace).path
    for _ in range(5):
        make_project(workspace)
    close_all()
    assert "It is back" in upkeep.restore_workspace(settings, copy, is_rehearsal=False)
    said = upkeep.verify_workspace(settings)
    assert "restored" in said
    assert copy.name in said


def test_a_trail_that_was_written_anew_is_told_though_its_own_chain_holds(
    settings: Settings, tmp_path: Path
) -> None:
    workspace = begin(settings)
    make_project(workspace)
    close_all()
    with duckdb.connect(workspace.store.url) as connection:
        connection.execute("DELETE FROM audit_head")
        connection.execute("UPDATE audit_event SET actor_id = 'ben' WHERE subject = 'project'")
        connection.execute("UPDATE audit_event SET entry = NULL, link = NULL")
    with pytest.raises(NotWhole, match="another one than the witness"):
        upkeep.verify_workspace(settings)


def test_a_restore_that_did_not_happen_after_all_excuses_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    workspace = begin(settings)
    seen = workspace.store.witness
    assert seen is not None
    seen.begin_anew(witness.RESTORED, Head(2, "e" * 64), at=THEN, why="broken off")
    assert "whole" in upkeep.verify_workspace(settings)
    lose_the_log(workspace, tmp_path)
    assert "5 changes" in upkeep.early_word(open_workspace(settings))


def test_a_line_that_was_broken_off_is_none_and_the_next_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "planner.witness"
    Witness([file]).saw(Head(1, "a" * 64))
    with file.open("a") as more:
        more.write("saw 2 bbb")
    Witness([file]).saw(Head(3, "c" * 64))
    assert [seen.head.entries for seen in binding(sightings(file), {})] == [1, 3]


def test_a_long_witness_is_shortened_and_keeps_the_last_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "LARGEST", 1000)
    monkeypatch.setattr(witness, "LINES_KEPT", 5)
    file = tmp_path / "planner.witness"
    long = Witness([file])
    long.begin_anew(witness.RESTORED, Head(1, "a" * 64), at=THEN, why="copy.duckdb")
    for number in range(2, 40):
        long.saw(Head(number, "a" * 64))
    Witness([file])
    assert [seen.head.entries for seen in binding(sightings(file), {1: "a" * 64})] == [
        1,
        35,
        36,
        37,
        38,
        39,
    ]


def test_a_save_does_not_fail_when_the_witness_cannot_write(
    planner: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("here", encoding="utf-8")
    planner.store.witness = Witness([tmp_path / "in the way" / "planner.witness"])
    make_project(planner)
    assert planner.store.witness.is_blind


def test_two_servers_of_one_name_have_two_witnesses() -> None:
    one, other = (witness_file(f"postgresql://p@{host}/planner") for host in ("a", "b"))
    assert one != other
