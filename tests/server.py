"""Starts the planner as its users do, in a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lp_planner.config import ROOT

START_SECONDS = STOP_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def launch(
    command: str, folder: Path, port: int, *, by: Sequence[str] = (), **settings: str
) -> subprocess.Popen[bytes]:
    """Start ``run`` or ``demo`` with its databases in ``folder``; ``by`` is a program to do it."""
    environment = {
        **os.environ,
        "LP_PLANNER_DATABASE": str(folder / "planner.duckdb"),
        "LP_PLANNER_DEMO_DATABASE": str(folder / "demo.duckdb"),
        **settings,
    }
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            [*by, sys.executable, "-m", "lp_planner", command, "--port", str(port), "--no-browser"],
            stdout=log, stderr=log, cwd=ROOT, env=environment,
        )  # fmt: skip


def wait_until_ready(server: subprocess.Popen[bytes], folder: Path, port: int) -> str:
    """The address of the server once it answers; fails with what it said when it does not."""
    give_up_at = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return f"http://127.0.0.1:{port}"
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError((folder / "server.log").read_text(encoding="utf-8", errors="replace"))


def first_admin_code(folder: Path) -> str:
    """The code for the first admin that a school's server printed."""
    said = (folder / "server.log").read_text(encoding="utf-8")
    found = re.search(r"^    (\S+)$", said, re.MULTILINE)
    assert found, said
    return found[1]


@contextmanager
def running(
    command: str, folder: Path, *, by: Sequence[str] = (), **settings: str
) -> Iterator[str]:
    """A running planner; stopped at the end."""
    port = free_port()
    server = launch(command, folder, port, by=by, **settings)
    try:
        yield wait_until_ready(server, folder, port)
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)
