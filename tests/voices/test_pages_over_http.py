"""The pages that a link opens, as a server gives them to a browser without script or account."""

import re
from collections.abc import Iterator

import httpx2
import pytest

from lp_planner.config import read_settings
from lp_planner.domain.voices.rounds import AskRound, RoundKind
from lp_planner.services.accounts.people import local_actor
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import open_workspace
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from lp_planner.storage.registry import close_store
from tests.server import running

LONGEST_PAGE = 50_000
AS_PAGE = {"Accept": "text/html", "Connection": "close"}
HOSTILE = "\"><script>alert(1)</script>{{ 7*7 }} ' OR 1=1 --"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, AskRound]]:
    """A planner on this computer and a round of readiness in it that takes four answers."""
    folder = tmp_path_factory.mktemp("asked")
    path = str(folder / "planner.duckdb")
    workspace = open_workspace(read_settings({"LP_PLANNER_DATABASE": path}))
    desk = workspace.desk(local_actor(workspace))
    project = projects.start_project(desk, title="Calm starts")
    what = WhatToAsk(round_kind=RoundKind.READINESS, about="Calm starts", expected=1)
    made = asking.ask(desk, project.id, what)
    close_store(path)
    with running("run", folder) as address:
        yield address, made


def open_form(client: httpx2.Client, path: str) -> tuple[httpx2.Response, dict[str, str]]:
    shown = client.get(path)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.text))
    return shown, hidden


def test_a_page_is_small_and_plain_and_takes_one_answer_for_each_form(
    asked: tuple[str, AskRound],
) -> None:
    address, round_ = asked
    path = f"/ask/{round_.secret}"
    with httpx2.Client(base_url=address, headers=AS_PAGE, timeout=30) as client:
        shown, hidden = open_form(client, path)
        assert len(shown.content) < LONGEST_PAGE
        assert "<script" not in shown.text
        assert "ws://" not in shown.text
        answers = {**hidden, "who": HOSTILE, "motivation": "4", "note": HOSTILE}
        for _ in range(3):
            done = client.post(path, data=answers)
            assert "Your answer is kept" in done.text
        refused = client.post(path, data={**answers, "proof": "from elsewhere", "form_id": "2"})
        assert refused.status_code == 422
        assert "<script>alert" not in refused.text
        assert "&lt;script&gt;" in refused.text
        forgotten = client.post(path, data={**hidden, "form_id": "3", "note": "All the same"})
        assert "Please answer this one." in forgotten.text
        assert "All the same" in forgotten.text


def test_every_link_that_takes_nothing_reads_alike_also_in_a_flood(
    asked: tuple[str, AskRound],
) -> None:
    address, round_ = asked
    with httpx2.Client(base_url=address, headers=AS_PAGE, timeout=30) as client:
        first = client.get("/ask/no-such-link")
        assert first.status_code == 404
        assert "takes no answers now" in first.text
        for path in ("/ask/x/wall", "/ask/x/paper", "/card/x", "/card/x/reminder.ics"):
            assert client.get(path).text == first.text
        for number in range(70):
            assert client.get(f"/ask/guess-{number}").text == first.text
        assert client.get(f"/ask/{round_.secret}").status_code == 200
