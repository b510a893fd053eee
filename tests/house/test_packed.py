"""A browser's own files come packed: once for each, and never anything else."""

import gzip
from pathlib import Path

import httpx2
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lp_planner.ui.front_door.packed import LEAST_BYTES, PackedOnce
from tests.server import running

WORDS = "let chart = draw(readings)\n" * 200


class Files:
    """A small app with files, that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        kinds = {
            "/static/app.js": (WORDS, "text/javascript"),
            "/static/photo.png": (WORDS, "image/png"),
            "/static/short.js": ("x" * (LEAST_BYTES - 1), "text/javascript"),
            "/own-data": (WORDS, "text/plain"),
        }

        def answer(request: Request) -> Response:
            self.asked.append(request.url.path)
            if request.url.path not in kinds:
                return PlainTextResponse("Not here", 404)
            words, kind = kinds[request.url.path]
            return Response(words, media_type=kind, headers={"Cache-Control": "public, immutable"})

        app = Starlette(routes=[Route("/{path:path}", answer)])
        self.browser = TestClient(PackedOnce(app))

    def get(self, path: str, **headers: str) -> tuple[str, bytes, dict[str, str]]:
        """How a file came, its bytes on the line, and the headers beside it."""
        told = {"Accept-Encoding": "gzip, br", **headers}
        with self.browser.stream("GET", path, headers=told) as answer:
            raw = b"".join(answer.iter_raw())
        return answer.headers.get("content-encoding", ""), raw, dict(answer.headers)


@pytest.fixture
def files() -> Files:
    return Files()


def test_a_script_comes_packed_whole_and_as_long_kept_as_before(files: Files) -> None:
    how, raw, headers = files.get("/static/app.js")
    assert (how, gzip.decompress(raw).decode()) == ("gzip", WORDS)
    assert headers["content-length"] == str(len(raw))
    assert headers["cache-control"] == "public, immutable"
    assert headers["vary"] == "Accept-Encoding"


def test_it_is_packed_once(files: Files) -> None:
    assert files.get("/static/app.js")[1] == files.get("/static/app.js")[1]
    assert files.asked == ["/static/app.js"]


@pytest.mark.parametrize("path", ["/static/photo.png", "/static/short.js", "/own-data"])
def test_pictures_short_files_and_whatever_is_somebodys_come_as_they_are(
    files: Files, path: str
) -> None:
    for _ in range(2):
        how, raw, _ = files.get(path)
        assert how == ""
        assert raw


@pytest.mark.parametrize(
    "headers",
    [{"Accept-Encoding": "identity"}, {"Range": "bytes=0-9"}, {"If-None-Match": '"1"'}],
    ids=["cannot read it packed", "wants a part", "has it already"],
)
def test_who_asks_for_something_else_gets_that(files: Files, headers: dict[str, str]) -> None:
    files.get("/static/app.js")
    assert files.get("/static/app.js", **headers)[0] == ""


def test_what_is_missing_is_asked_for_again(files: Files) -> None:
    assert files.get("/static/none.js")[1] == b"Not here"
    files.get("/static/none.js")
    assert files.asked == ["/static/none.js"] * 2


def test_the_planner_sends_what_draws_the_charts_packed(tmp_path: Path) -> None:

    folder = Path(streamlit.__file__).parent / "static/static/js"
    (charts,) = folder.glob("PlotlyChart.*.js")
    with (
        running("run", tmp_path) as address,
        httpx2.stream("GET", f"{address}/static/js/{charts.name}") as answer,
    ):
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw) == charts.read_bytes()
    assert "max-age=31536000" in answer.headers["cache-control"]
    assert len(raw) < charts.stat().st_size / 3
