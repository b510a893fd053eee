"""Starting the planner: every trouble ends in one sentence, exit code 1, and nothing changed."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from lp_planner.config import ROOT, ConfigError, read_settings
from lp_planner.storage.registry import close_store, open_store
from tests.demo_copy import copy_database
from tests.server import free_port, running


def start(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "LP_PLANNER_DATABASE": str(tmp_path / "planner.duckdb"),
        "LP_PLANNER_DEMO_DATABASE": str(tmp_path / "demo.duckdb"),
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-m", "lp_planner", *arguments],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, **settings}, timeout=60,
        check=False,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refused(start(tmp_path, "run", "--no-browser", "--port", port))
    assert f"Port {port} is already in use" in said
    assert not (tmp_path / "planner.duckdb").exists()


def test_a_second_planner_on_the_same_file_is_told_who_has_it(tmp_path: Path) -> None:
    path = str(tmp_path / "planner.duckdb")
    open_store(path)
    said = refused(start(tmp_path, "run", "--no-browser", "--port", str(free_port())))
    close_store(path)
    assert "already open in another planner" in said


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "planner.duckdb"
    path.write_bytes(b"not a database" * 1000)
    said = refused(start(tmp_path, "run", "--no-browser", "--port", str(free_port())))
    assert "not a database" in said
    assert path.read_bytes() == b"not a database" * 1000


def test_faults_in_the_content_are_listed_all_at_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("local"))
    for name in ("reaches", "fixedness"):
        path = data / "vocabularies" / f"{name}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("label =", "lable =", 1), "utf-8")
    said = refused(start(tmp_path, "check-content", LP_PLANNER_DATA=str(data)))
    assert "data/vocabularies/reaches.toml: terms[1].label" in said
    assert "data/vocabularies/fixedness.toml: terms[1].lable" in said


def test_the_shipped_content_is_sound(tmp_path: Path) -> None:
    done = start(tmp_path, "check-content")
    assert done.returncode == 0
    assert "10 standards" in done.stdout


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(ConfigError, match="LP_PLANNER_PORT"):
        read_settings({"LP_PLANNER_PORT": port})


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "planner.school"])  # noqa: S104
def test_without_sign_in_the_planner_listens_on_this_computer_only(host: str) -> None:
    with pytest.raises(ConfigError, match="only opens on this computer"):
        read_settings({"LP_PLANNER_HOST": host})


def test_a_backup_is_made_from_the_command_line(tmp_path: Path) -> None:
    done = start(tmp_path, "back-up")
    assert done.returncode == 0
    assert len(list((tmp_path / "backups").glob("*.duckdb"))) == 1


def get(address: str, **headers: str) -> tuple[int, str]:
    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.build_opener(NoRedirect).open(asked, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("location") or answer.read().decode()


def test_the_running_planner_answers_this_computer_only_and_asks_for_a_place(
    tmp_path: Path,
) -> None:
    with running("run", tmp_path) as base:
        html = {"accept": "text/html"}
        assert get(f"{base}/", **html) == (303, "/welcome")
        assert get(f"{base}/explore?project=7", **html)[1].startswith("/welcome?next=/explore")
        assert "Just me on this computer" in get(f"{base}/welcome", **html)[1]
        assert get(f"{base}/welcome", host="planner.evil.example")[0] == 403
        assert get(f"{base}/", **html, cookie="lp_place=demo:nobody") == (303, "/welcome")
        assert get(f"{base}/", **html, cookie="lp_place=local")[0] == 200


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/explore?project=7", "/explore?project=7"), ("//evil.example", "/"),
        ("https://evil.example/", "/"), ("/\\evil.example", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_choosing_a_place_never_leads_out_of_the_app(wanted: str, leads_to: str) -> None:
    from starlette.applications import Starlette
    from starlette.routing import Route
    from starlette.testclient import TestClient

    from lp_planner.ui.front_door.http import enter

    client = TestClient(Starlette(routes=[Route("/enter", enter, methods=["POST"])]))
    answer = client.post("/enter", data={"place": "local", "next": wanted}, follow_redirects=False)
    assert answer.headers["location"] == leads_to
    assert re.search(r"lp_place=local.*HttpOnly.*SameSite=lax", answer.headers["set-cookie"])
    refused_place = client.post("/enter", data={"place": "demo:nobody"}, follow_redirects=False)
    assert refused_place.headers["location"] == "/welcome"
    assert "set-cookie" not in refused_place.headers


def test_verify_says_that_all_is_whole_or_what_leads_nowhere(
    cast_file: Path, tmp_path: Path
) -> None:
    path = str(tmp_path / "planner.duckdb")
    copy_database(cast_file, Path(path))
    done = start(tmp_path, "verify")
    assert done.returncode == 0
    assert "leads to something that is there" in done.stdout
    with open_store(path).engine.transaction(is_write=True) as connection:
        connection.execute("DELETE FROM person WHERE id IN ('amina', 'ben')", {})
    close_store(path)
    said = refused(start(tmp_path, "verify"))
    assert said.splitlines() == [
        "Something in the database leads nowhere:",
        "  - In “membership”, person_id leads to no person: 2 rows.",
    ]
