"""The pages that a link opens, as a server gives them to a browser without script or account."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from lp_planner.domain.voices.rounds import GivenAnswer, RoundKind
from tests.server import running
from tests.voices.served import (
    AS_PAGE,
    HOSTILE,
    alone,
    ask_in_every_way,
    left_alone,
    open_form,
    paths_of,
)

LONGEST_PAGE = 50_000
AT_ONCE = 30


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[RoundKind, str]]]:
    """A planner on this computer, and where each of its rounds is answered."""
    folder = tmp_path_factory.mktemp("asked")
    paths = paths_of(folder, ask_in_every_way(folder, expected=4))
    left_alone(folder)
    with running("run", folder) as address:
        yield address, paths


def visitor(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, headers=AS_PAGE, timeout=60)


@pytest.mark.parametrize("kind", RoundKind)
def test_every_page_is_small_plain_and_needs_no_script(
    served: tuple[str, dict[RoundKind, str]], kind: RoundKind
) -> None:
    address, paths = served
    with visitor(address) as client:
        for more in ("", "?in=pl", "?easy=1", "/wall", "/sheet", "/paper", "/paper?in=pl"):
            shown = client.get(paths[kind] + more)
            assert shown.status_code == 200
            assert len(shown.content) < LONGEST_PAGE
            assert "<script" not in shown.text
            assert "http-equiv" not in shown.text


def test_a_form_is_kept_once_however_often_it_is_sent_and_hostile_words_stay_words(
    served: tuple[str, dict[RoundKind, str]],
) -> None:
    address, paths = served
    path = paths[RoundKind.UPTAKE]
    with visitor(address) as client:
        _, hidden = open_form(client, path)
        said = {"who": HOSTILE, "use": HOSTILE, "where": "another_team", "consent": "yes"}
        answers = {**hidden, **said}
        for _ in range(3):
            assert "Your answer is kept" in client.post(path, data=answers).text
        refused = client.post(path, data={**answers, "proof": "from elsewhere", "form_id": "2"})
        assert refused.status_code == 422
        assert "<script>alert" not in refused.text
        assert "&lt;script&gt;" in refused.text
        forgotten = client.post(path, data={**hidden, "form_id": "3", "changed": "All the same"})
        assert "Please answer this one." in forgotten.text
        assert "All the same" in forgotten.text
        # One was kept of seven that fit, so six more do: the same form took one place.
        for number in range(6):
            one = {**answers, "form_id": f"more-{number}"}
            assert "Your answer is kept" in client.post(path, data=one).text
        full = client.post(path, data={**answers, "form_id": "one too many"})
        assert full.status_code == 404
        assert "takes no answers now" in full.text


def test_every_link_that_takes_nothing_reads_alike_also_in_a_flood(
    served: tuple[str, dict[RoundKind, str]],
) -> None:
    address, paths = served
    with visitor(address) as client:
        first = client.get("/ask/no-such-link")
        assert first.status_code == 404
        assert "takes no answers now" in first.text
        for path in ("/ask/x/wall", "/ask/x/sheet", "/ask/x/paper", "/card/x"):
            assert client.get(path).text == first.text
        with ThreadPoolExecutor(8) as many:
            guesses = many.map(lambda n: client.get(f"/ask/guess-{n}"), range(80))
            assert {answer.text for answer in guesses} == {first.text}
        assert client.get(paths[RoundKind.FIT]).status_code == 200


def test_thirty_answer_at_once_and_each_is_kept_or_told_in_one_sentence(tmp_path: Path) -> None:
    rounds = ask_in_every_way(tmp_path, expected=AT_ONCE - 5)
    path = paths_of(tmp_path, rounds)[RoundKind.READINESS]
    left_alone(tmp_path)

    def answer(address: str, number: int) -> str:
        with visitor(address) as client:
            _, hidden = open_form(client, path)
            said = {"motivation": "4", "skill": "3", "note": f"Note {number}"}
            return client.post(path, data={**hidden, **said}).text

    with running("run", tmp_path) as address, ThreadPoolExecutor(AT_ONCE) as people:
        pages = list(people.map(lambda number: answer(address, number), range(AT_ONCE)))
    kept = sum("Your answer is kept" in page for page in pages)
    assert kept == AT_ONCE - 5 + 3
    assert sum("takes no answers now" in page for page in pages) == AT_ONCE - kept
    with alone(tmp_path).store.read() as reader:
        found = reader.find(GivenAnswer, round_id=rounds[RoundKind.READINESS].id)
    assert len({one.by_key["note"] for one in found}) == kept
    assert {one.created_at.time() for one in found} == {dt.time()}
    left_alone(tmp_path)
