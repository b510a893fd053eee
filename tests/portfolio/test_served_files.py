"""The address of a file: for its owner a download, for everybody else nothing at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lp_planner.config import read_settings
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.planning import recording
from lp_planner.ui.frame.session import COOKIE
from lp_planner.ui.front_door import http
from tests.demo_copy import copy_database
from tests.page_script import forget_pages

NAME = "Schöne “Karten”.txt"
Served = tuple[Workspace, str]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, demo_file: Path, tmp_path: Path) -> Iterator[Served]:
    """A file that hangs on one of Marcia's records, with the planner's addresses around it."""
    demo = tmp_path / "demo.duckdb"
    copy_database(demo_file, demo)
    monkeypatch.setenv("LP_PLANNER_DEMO_DATABASE", str(demo))
    monkeypatch.setenv("LP_PLANNER_DATABASE", str(tmp_path / "local.duckdb"))
    workspace = open_demo(read_settings())
    marcia = people.actor_for(workspace, "marcia")
    project = projects.my_projects(workspace.desk(marcia))[0]
    record = recording.records_of(workspace.desk(marcia), project.id, "resource")[0]
    values = {
        "evidence_kind": "file", "title": "Cards", "strength": "artefact", "people_in_it": "nobody",
    }  # fmt: skip
    hung = attachments.attach(
        workspace.desk(marcia), record.kind, record.id, values, file=GivenFile(NAME, b"one, two")
    )
    yield workspace, hung.attachment.id
    forget_pages()


def browser(place: str = "", *, address: str = "http://127.0.0.1") -> TestClient:
    app = Starlette(routes=list(http.routes()), middleware=http.middleware())
    client = TestClient(app, base_url=address, client=("127.0.0.1", 5000), follow_redirects=False)
    if place:
        client.cookies.set(COOKIE, place)
    return client


def test_the_owner_gets_a_download_that_no_page_can_run(served: Served) -> None:
    answer = browser("demo:marcia").get(f"/file/{served[1]}")
    assert answer.status_code == 200
    assert answer.content == b"one, two"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "Sch%C3%B6ne" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "place", ["demo:daniel", "demo:hannah", "demo:nobody", "local", "nonsense", ""]
)
def test_somebody_else_s_file_reads_exactly_like_an_unknown_one(served: Served, place: str) -> None:
    client = browser(place)
    foreign, unknown = client.get(f"/file/{served[1]}"), client.get("/file/no-such-file")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.text == unknown.text
    without_length = [{**answer.headers} for answer in (foreign, unknown)]
    assert without_length[0] == without_length[1]


def test_another_name_for_this_computer_gets_nothing(served: Served) -> None:
    answer = browser("demo:marcia", address="http://planner.example.org").get(f"/file/{served[1]}")
    assert answer.status_code == 403


def test_a_browser_without_a_place_is_asked_for_one_first(served: Served) -> None:
    answer = browser().get(f"/file/{served[1]}", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/welcome?next=/file/{served[1]}"


def test_a_file_that_is_lost_says_so_without_a_traceback(served: Served) -> None:
    workspace, id_ = served
    for name in list(workspace.store.files.names()):
        workspace.store.files.erase(name)
    answer = browser("demo:marcia").get(f"/file/{id_}")
    assert answer.status_code == 503
    assert "backup" in answer.text
