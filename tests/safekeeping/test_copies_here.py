"""Copies by button and by schedule, the health page and the monitor's answer: who may see what."""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.domain.safekeeping.copies import CopyRules
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import copies, health, schedule
from lp_planner.services.safekeeping.schedule import Schedule
from lp_planner.storage.copying import copies_of
from lp_planner.storage.private_files import write_whole
from lp_planner.storage.registry import close_all
from lp_planner.storage.restoring import prove
from lp_planner.storage.witness import Witness
from lp_planner.ui.front_door import http
from tests.accounts.school import Clock, account, as_school, enter
from tests.cast import AMINA, CAST, CHLOE, FIONA, THEN
from tests.factories import make_project, write
from tests.page_script import open_page, words
from tests.storage.whole import file_of, fill_all


@pytest.fixture
def school(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A school installation on each engine, with copies beside it every day."""
    workspace.store.copies = tmp_path / "backups"
    rules = CopyRules(every_hours=24, keep=2)
    return replace(as_school(workspace, Clock()), copying=rules)


@pytest.mark.parametrize("actor", [a for a in CAST if a is not FIONA], ids=lambda a: a.person_id)
def test_in_a_school_only_its_admin_makes_copies_and_sees_how_it_is(
    school: Workspace, actor: Actor
) -> None:
    for ask in (copies.copies_here, copies.copy_now, health.health, health.check_now):
        with pytest.raises(PermissionDenied):
            ask(school.desk(actor))
    assert copies_of(school.store) == []


def test_in_the_demo_school_nobody_does(demo: Workspace) -> None:
    for ask in (copies.copies_here, copies.copy_now, health.health, health.check_now):
        with pytest.raises(NotFound):
            ask(demo.desk(FIONA))


def test_an_admin_makes_a_copy_and_sees_that_it_was_proved(school: Workspace) -> None:
    make_project(school, AMINA)
    copy = copies.copy_now(school.desk(FIONA))
    assert copy.is_proved
    assert copies.in_words(copy) == ""
    seen = copies.copies_here(school.desk(FIONA))
    assert seen.copies == (copy,)
    assert seen.leftovers == ()


def test_one_who_has_the_planner_for_themselves_makes_copies(planner: Workspace) -> None:
    assert copies.copy_now(planner.desk(AMINA)).is_proved


def test_health_tells_of_room_copies_checks_sessions_and_errors_without_words(
    school: Workspace,
) -> None:
    fill_all(school)
    enter(school, account(school, "second@oakfield.example"))
    with pytest.raises(ValueError) as wrong:
        int("what Amina wrote")
    health.note_error("abcd1234", wrong.value)
    copies.copy_now(school.desk(FIONA))
    assert health.check_now(school.desk(FIONA)).faults == ()
    seen = health.health(school.desk(FIONA))
    assert seen.newest is not None
    assert seen.newest.is_proved
    assert seen.check is not None
    assert seen.check.entries > 0
    assert seen.sessions == 2
    assert all(disk.total > disk.free > 0 for disk in seen.disks)
    assert any("LP Planner" in version for version in seen.versions)
    assert seen.errors[0].reference == "abcd1234"
    assert "ValueError in test_copies_here.py" in seen.errors[0].what
    assert "Amina wrote" not in seen.model_dump_json()


def test_a_check_tells_of_a_damaged_file(school: Workspace) -> None:
    fill_all(school)
    name = next(school.store.files.names())
    file_of(school.store, name).write_bytes(b"damaged")
    assert any(name[:16] in f for f in health.check_now(school.desk(FIONA)).faults)
    seen = health.health(school.desk(FIONA))
    assert seen.check is not None
    assert seen.check.faults


def test_the_schedule_makes_a_copy_when_one_is_due_and_keeps_the_newest(school: Workspace) -> None:
    clock = Clock()
    planner = replace(school, clock=clock)
    make_project(planner, AMINA)
    by_hand = copies.copy_now(planner.desk(FIONA)).path
    making = Schedule(planner)
    for _day in range(4):
        assert making.is_due()
        making.make_if_due()
        assert not making.is_due()
        making.make_if_due()
        clock.forward(hours=24)
    assert making.trouble == ""
    kept = copies_of(planner.store)
    assert len(kept) == 3
    assert by_hand in {copy.path for copy in kept}
    assert all(copy.is_proved for copy in kept)


def test_a_copy_that_fails_is_told_and_tried_again_later(
    planner: Workspace, tmp_path: Path
) -> None:
    clock = Clock()
    planned = replace(planner, clock=clock, copying=CopyRules(every_hours=1))
    (tmp_path / "in the way").write_text("here", encoding="utf-8")
    planned.store.copies = tmp_path / "in the way" / "copies"
    making = Schedule(planned)
    making.make_if_due()
    assert "in the way" in making.trouble
    assert not making.is_due()
    clock.forward(minutes=16)
    assert making.is_due()


def test_a_server_makes_copies_by_itself_while_people_save(planner: Workspace) -> None:
    planned = replace(planner, copying=CopyRules(every_hours=1))
    make_project(planned)
    making = Schedule(planned, look_every=0.05)
    making.begin()
    give_up = threading.Event()
    for _ in range(400):
        make_project(planned, title="Meanwhile")
        if any(copy.is_proved for copy in copies_of(planned.store)):
            break
        give_up.wait(0.05)
    making.stop()
    assert [copy.is_proved for copy in copies_of(planned.store)] == [True]


def test_without_a_rule_no_copy_is_made_by_itself(planner: Workspace) -> None:
    making = schedule.begin_schedule(planner)
    assert not making.is_due()
    schedule.stop_schedules()
    assert copies_of(planner.store) == []


def test_a_monitor_learns_three_answers_and_no_more(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_all(school)
    seen = health.vitals(school)
    assert seen.database
    assert seen.copy_in_time is (THEN - health._began_at < dt.timedelta(hours=48))
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert not health.vitals(school).is_well
    assert set(seen.model_dump()) == {"database", "disk", "copy_in_time", "copy_age_hours"}


def test_a_late_copy_is_told_to_the_monitor(school: Workspace) -> None:
    clock = Clock()
    planned = replace(school, clock=clock)
    Schedule(planned).make_if_due()
    assert health.vitals(planned).is_well
    clock.forward(hours=30)
    assert health.vitals(planned).copy_age_hours == 30
    clock.forward(hours=30)
    assert not health.vitals(planned).is_well


def test_a_check_while_people_save_is_no_false_alarm(school: Workspace, tmp_path: Path) -> None:
    school.store.witness = Witness([tmp_path / "witness"])
    over = threading.Event()
    project = make_project(school)

    def keep_saving() -> None:
        while not over.is_set():
            write(school, project, "option", name="Meanwhile")

    saving = threading.Thread(target=keep_saving)
    saving.start()
    try:
        for _ in range(5):
            assert health.check_now(school.desk(FIONA)).faults == ()
            assert health.health(school.desk(FIONA)).early_word == ""
    finally:
        over.set()
        saving.join()


def test_a_copy_made_by_a_clock_that_was_wrong_keeps_none_waiting(school: Workspace) -> None:
    clock = Clock()
    planned = replace(school, clock=clock)
    clock.forward(hours=24 * 365)
    Schedule(planned).make_if_due()
    clock.forward(hours=-24 * 365)
    assert Schedule(planned).is_due()


def test_a_copy_that_could_not_be_restored_is_none_to_a_monitor(school: Workspace) -> None:
    clock = Clock()
    planned = replace(school, clock=clock)
    fill_all(planned)
    file_of(planned.store, next(planned.store.files.names())).unlink()
    Schedule(planned).make_if_due()  # all that was still there is in it
    clock.forward(hours=1)
    assert health.vitals(planned).copy_age_hours == 1
    (copy,) = copies_of(planned.store)
    with duckdb.connect(str(copy.path)) as connection:
        connection.execute("DELETE FROM draft")
    prove(planned.store, copy.path, at=clock())
    assert health.vitals(planned).copy_age_hours is None


def test_what_a_check_found_is_noted_in_a_folder_that_is_not_there_yet(
    planner: Workspace, tmp_path: Path
) -> None:
    write_whole(tmp_path / "not" / "there" / "checked.json", "{}")
    assert (tmp_path / "not" / "there" / "checked.json").read_text("utf-8") == "{}"
    assert health.check_now(planner.desk(AMINA)).faults == ()


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings of a planner for one in a folder of its own."""
    monkeypatch.setenv("LP_PLANNER_DATABASE", str(tmp_path / "own.duckdb"))
    monkeypatch.setenv("LP_PLANNER_DEMO_DATABASE", str(tmp_path / "demo.duckdb"))
    yield tmp_path
    st.cache_resource.clear()
    close_all()


@pytest.mark.parametrize("mode", ["alone", "school"])
def test_healthz_answers_without_sign_in(
    local: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("LP_PLANNER_MODE", mode)
    app = Starlette(routes=list(http.routes()), middleware=http.middleware())
    client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 5))
    answer = client.get("/healthz", headers={"accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.json() == {
        "is_well": True, "database": True, "disk": True, "copy_in_time": True,
        "copy_age_hours": None,
    }  # fmt: skip
    assert client.head("/healthz").status_code == 200
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert client.get("/healthz").status_code == 503
    st.cache_resource.clear()
    close_all()
    (local / "own.duckdb").write_bytes(b"no database" * 1000)
    assert client.get("/healthz").status_code == 503


def test_your_page_offers_a_copy_to_one_who_has_the_planner_for_themselves(
    local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, local / "demo.duckdb", local / "own.duckdb", "local", "you")
    assert "There is no copy yet" in words(app)
    app.button(key="copies|make").click().run()
    assert not app.exception
    assert "restored as a trial" in words(app)
    assert len(list(local.glob("backups/own-*.duckdb"))) == 1


def test_the_health_page_shows_how_the_planner_is(
    local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, local / "demo.duckdb", local / "own.duckdb", "local", "health")
    app.button(key="health|check").click().run()
    assert not app.exception
    said = words(app)
    assert "everything was whole" in said
    assert "GB free" in said
    assert CHLOE.name not in said
