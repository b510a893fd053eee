"""The address of a file of a submission: a download for whoever has the link, nothing otherwise."""

from pathlib import Path

import pytest

from lp_planner.config import read_settings
from lp_planner.domain.records.errors import NotFound
from lp_planner.services.accounts import people
from lp_planner.services.desk.workspace import open_workspace
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from tests.cast import AMINA, move_in
from tests.evidence.test_packs import hang
from tests.factories import claim, make_project, write
from tests.page_script import Opener, words
from tests.portfolio.test_portfolio_pages import fresh_link
from tests.portfolio.test_served_files import browser


@pytest.fixture
def link(opened: Opener) -> tuple[str, str]:
    """A link to Marcia's copy, and the fingerprint of a file in it."""
    school = opened.school()
    opened.monkeypatch.setenv("LP_PLANNER_DEMO_DATABASE", str(opened.demo))
    opened.monkeypatch.setenv("LP_PLANNER_DATABASE", str(opened.local))
    secret, _ = fresh_link(school)
    files = moderation.open_submission(school, secret, visit="look").files
    return secret, min(files)


@pytest.mark.parametrize("place", ["", "local", "demo:hannah"])
def test_the_link_is_enough_wherever_the_browser_is(link: tuple[str, str], place: str) -> None:
    secret, sha256 = link
    answer = browser(place).get(f"/moderation/file/{sha256}?token={secret}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="E')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("token", ["", "?token=", "?token=guessed", "?token=demo-guessed"])
@pytest.mark.parametrize("place", ["", "demo:marcia"])
def test_without_the_secret_every_file_reads_as_unknown(
    link: tuple[str, str], token: str, place: str
) -> None:
    answer = browser(place).get(
        f"/moderation/file/{link[1]}{token}", headers={"accept": "text/html"}
    )
    assert (answer.status_code, answer.text) == (404, NotFound().message)


def test_the_moderator_finds_the_file_where_it_is_spoken_of(
    opened: Opener, link: tuple[str, str]
) -> None:
    secret, sha256 = link
    app = opened("", "moderation", token=secret)
    addresses = [button.proto.url for button in app.get("link_button")]
    assert f"/moderation/file/{sha256}?token={secret}" in addresses


def test_the_lead_practitioner_sees_that_it_was_taken(
    opened: Opener, link: tuple[str, str]
) -> None:
    secret, sha256 = link
    school = opened.school()
    name = moderation.file_by_link(school, secret, sha256).name
    marcia = people.actor_for(school, "marcia")
    openings = submissions.my_submissions(school.desk(marcia))[0].openings
    assert [o.file for o in openings if o.file] == [name]
    assert f"Files taken, 1: {name}" in words(opened("demo:marcia", "portfolio"))


def test_in_a_school_the_link_is_enough_without_signing_in(opened: Opener, tmp_path: Path) -> None:
    for name, value in {
        "LP_PLANNER_MODE": "school",
        "LP_PLANNER_DATABASE": str(tmp_path / "school.duckdb"),
    }.items():
        opened.monkeypatch.setenv(name, value)
    school = open_workspace(read_settings())
    move_in(school.store)
    record = write(school, make_project(school), "option", name="One way in")
    claim(school, record, "LP5")
    hung = hang(school, record, title="Table", file=GivenFile("table.txt", b"Two columns"))
    portfolio.keep_choices(school.desk(AMINA), Choices(reason="A first try"))
    sent = submissions.submit(school.desk(AMINA))
    secret = submissions.make_link(school.desk(AMINA), sent.id, for_whom="Ruth", days=7).secret
    client = browser()
    answer = client.get(f"/moderation/file/{hung.sha256}?token={secret}")
    assert (answer.status_code, answer.content) == (200, b"Two columns")
    assert client.get(f"/moderation/file/{hung.sha256}?token=guessed").status_code == 404
    assert client.get(f"/file/{hung.id}?token={secret}").status_code == 401
