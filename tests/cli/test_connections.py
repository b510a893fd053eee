"""Connections that say nothing take nobody's place."""

import asyncio
import logging
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
import uvicorn
from playwright.sync_api import Page, expect
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from lp_planner import connections
from tests.browser_steps import enter, settle, type_into
from tests.server import free_port, running

TOLD = "Many connections say nothing"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that says what it was sent, after a while if asked so."""
    request = Request(scope, receive)
    said = await request.body()
    if request.url.path == "/slowly":
        await asyncio.sleep(1)
    await PlainTextResponse(said or b"here")(scope, receive, send)


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    """A small server that is patient as the planner is."""
    behind = getattr(request, "param", "")
    port = free_port()
    config = uvicorn.Config(
        echo, port=port, log_config=None, http=connections.patient_towards(behind), lifespan="off",
        ws="none",
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield ("127.0.0.1", port)
    server.should_exit = True
    thread.join(10)


def line_to(address: tuple[str, int]) -> socket.socket:
    line = socket.create_connection(address, timeout=10)
    line.settimeout(10)
    return line


@contextmanager
def silent(address: tuple[str, int], number: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(line_to(address)) for _ in range(number)]


def answered(line: socket.socket) -> bool:
    """Whether the whole answer comes, in however many parts."""
    answer = b""
    while not answer.endswith(b"here"):
        part = line.recv(1000)
        if not part:
            return False
        answer += part
    return True


def ends(line: socket.socket) -> bool:
    """Whether the other side lets go of a line within some seconds."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_who_does_not_say_what_they_want_is_let_go(
    monkeypatch: pytest.MonkeyPatch, address: tuple[str, int], begun: bytes
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.3)
    with line_to(address) as line:
        line.sendall(begun)
        assert ends(line)


def test_a_second_request_that_never_ends_is_let_go_too(
    monkeypatch: pytest.MonkeyPatch, address: tuple[str, int]
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.3)
    with line_to(address) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answered(line)
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        assert ends(line)


def test_an_answer_may_take_longer_than_a_question(
    monkeypatch: pytest.MonkeyPatch, address: tuple[str, int]
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.3)
    host, port = address
    assert httpx2.get(f"http://{host}:{port}/slowly").text == "here"


def test_where_too_many_wait_the_oldest_goes_and_the_log_says_so_once(
    address: tuple[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    host, port = address
    with silent(address, connections.MOST_WAITING + 20) as lines:
        assert httpx2.get(f"http://{host}:{port}/").text == "here"
        assert ends(lines[0])
        assert ends(lines[19])
        lines[-1].sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answered(lines[-1])
    told = [r for r in caplog.records if r.levelno == logging.WARNING and TOLD in r.message]
    assert len(told) == 1


@pytest.mark.parametrize(
    ("address", "is_heard"), [("", False), ("127.0.0.1", True), ("*", True)], indirect=["address"]
)
def test_one_address_has_a_share_and_a_proxy_speaks_for_everybody(
    monkeypatch: pytest.MonkeyPatch, address: tuple[str, int], is_heard: bool
) -> None:
    monkeypatch.setattr(connections, "MOST_FROM_ONE", 5)
    with silent(address, 5) as lines:
        lines[0].sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
        time.sleep(0.2)
        with line_to(address) as sixth:
            sixth.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert ends(sixth) is not is_heard
    with line_to(address) as later:
        later.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert later.recv(1000).startswith(b"HTTP/1.1 200")


def test_a_page_opens_and_saves_beside_400_silent_connections(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    few = shutil.which("prlimit")
    assert few, "util-linux is needed here"
    with running("run", tmp_path, by=(few, "--nofile=256:256")) as address:
        where = urlsplit(address)
        with silent((str(where.hostname), int(where.port or 0)), 400):
            page = new_page()
            enter(page, address, "Start my own plan")
            type_into(page.get_by_role("textbox", name="Working title"), "Calm starts")
            settle(page)
            page.get_by_role("button", name="Start in Explore").click()
            expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
            expect(page.get_by_text("Calm starts").first).to_be_visible()
    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert log.count(TOLD) == 1
    assert "Traceback" not in log
