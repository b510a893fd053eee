"""For an hour a round is open on the network: with its code, by itself alone, and then no more."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import streamlit as st

from lp_planner.domain.voices.rounds import GivenAnswer, RoundKind
from lp_planner.ui.voices import answer_routes, room_hour
from lp_planner.ui.voices.room_hour import AN_HOUR, Hour
from tests.cast import THEN
from tests.voices.served import AS_PAGE, HOSTILE, alone, ask_in_every_way, left_alone, open_form

ELSEWHERE = (
    "/welcome", "/home", "/explore", "/healthz", "/_stcore/health", "/_stcore/stream", "/file/1",
    "/moderation", "/static/x.js", "/assets/x.css", "/ask", "/ask/",
)  # fmt: skip


class Room:
    """A round that is open on the network, the others of its project, and a clock to turn."""

    def __init__(self, folder: Path) -> None:
        rounds = ask_in_every_way(folder)
        self.folder, self.now = folder, THEN
        self.round_id = rounds[RoundKind.READINESS].id
        self.secret = rounds[RoundKind.READINESS].secret
        self.others = [one.secret for one in rounds.values() if one.secret != self.secret]
        self.hour: Hour = room_hour.open_for_an_hour(
            self.secret, answer_routes.routes(), self.clock
        )

    def clock(self) -> dt.datetime:
        return self.now

    def phone(self) -> httpx2.Client:
        return httpx2.Client(
            base_url=self.hour.address, headers=AS_PAGE, timeout=30, follow_redirects=True
        )


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("LP_PLANNER_DATABASE", str(tmp_path / "planner.duckdb"))
    # A machine of tests may be on no network; what is served is served all the same.
    monkeypatch.setattr(room_hour, "own_address", lambda: "127.0.0.1")
    yield Room(tmp_path)
    room_hour.close_now()
    st.cache_resource.clear()
    left_alone(tmp_path)


def test_the_code_leads_to_the_page_and_an_answer_by_it_is_kept(room: Room) -> None:
    with room.phone() as phone:
        door = phone.get("/")
        assert "The code on the wall" in door.text
        assert room.secret not in door.text
        assert "Kod ze ściany" in phone.get("/?in=pl").text
        shown = phone.get(f"/?code={room.hour.code.lower()}")
        assert shown.url.path == f"/ask/{room.secret}"
        _, hidden = open_form(phone, shown.url.path)
        said = {**hidden, "motivation": "4"}
        assert "Your answer is kept" in phone.post(shown.url.path, data=said).text
    with alone(room.folder).store.read() as reader:
        assert len(reader.find(GivenAnswer, round_id=room.round_id)) == 1


def test_nothing_else_of_the_planner_is_reached_with_the_code_or_without(room: Room) -> None:
    with room.phone() as phone:
        for path in (f"/ask/{room.secret}", "/card/x"):
            assert phone.get(path).url.path == "/"
        phone.get(f"/?code={room.hour.code}")
        closed = [*ELSEWHERE, *(f"/ask/{secret}" for secret in room.others if secret)]
        closed += [f"/ask/{room.secret}/wall", f"/ask/{room.secret}/paper"]
        for path in closed:
            answer = phone.get(path)
            assert (answer.status_code, answer.text) == (404, "There is nothing here."), path


def test_it_closes_by_itself_after_an_hour_and_by_a_button_at_once(room: Room) -> None:
    with room.phone() as phone:
        phone.get(f"/?code={room.hour.code}")
        room.now += AN_HOUR
        assert phone.get(f"/ask/{room.secret}").status_code == 404
        assert phone.get(f"/?code={room.hour.code}").status_code == 404
        assert room_hour.open_now() is None
        room.now = THEN
        assert room_hour.open_now(room.secret) is room.hour
    room_hour.close_now()
    room_hour.close_now()
    assert room_hour.open_now() is None
    for _ in range(50):
        try:
            httpx2.get(room.hour.address, timeout=1)
        except httpx2.TransportError:
            return
        time.sleep(0.1)
    pytest.fail("It is still open.")


def test_whoever_guesses_codes_reads_the_same_sentence_even_for_the_right_one(room: Room) -> None:
    with room.phone() as phone:
        wrong = phone.get("/?code=AAAAAA").text
        assert "This code opens nothing now" in wrong
        assert "<script>" not in phone.get("/", params={"code": HOSTILE}).text
        for number in range(60):
            phone.get(f"/?code=GUESS{number}")
        assert phone.get(f"/?code={room.hour.code}").text == wrong


def test_opening_another_round_closes_the_one_before(room: Room) -> None:
    before = room.hour
    other = next(secret for secret in room.others if secret)
    after = room_hour.open_for_an_hour(other, answer_routes.routes(), room.clock)
    assert room_hour.open_now() is after
    assert room_hour.open_now(room.secret) is None
    assert before.server.should_exit
