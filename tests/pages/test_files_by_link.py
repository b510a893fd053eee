"""The address of a file of a submission: a download for whoever has the link, nothing otherwise."""

import pytest

from lp_planner.domain.errors import NotFound
from lp_planner.services import moderation, people, submissions
from tests.pages.app import words
from tests.pages.test_portfolio_pages import Opener, fresh_link, opened
from tests.pages.test_served_files import browser

__all__ = ["opened"]


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
    openings = submissions.my_submissions(school, marcia)[0].openings
    assert [o.file for o in openings if o.file] == [name]
    assert f"Files taken, 1: {name}" in words(opened("demo:marcia", "portfolio"))
