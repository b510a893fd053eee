"""The planner for one person answers its own pages, and no page of another port or host."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from lp_planner.config import read_settings
from lp_planner.services.accounts.people import local_actor
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import open_workspace
from lp_planner.storage.registry import close_all
from tests.accounts.test_http import AS_PAGE, browser, websocket_answer
from tests.browser_steps import enter, settle, type_into
from tests.server import running

ATTACK = """async target => {
  const said = {};
  const tries = {
    page: () => fetch(target + "/", {credentials: "include"}).then(r => r.text()),
    blind: () => fetch(target + "/", {credentials: "include", mode: "no-cors"}).then(r => r.type),
    settings: () => fetch(target + "/_stcore/host-config", {credentials: "include"})
      .then(r => r.text()),
    place: () => fetch(target + "/enter", {method: "POST", credentials: "include",
      mode: "no-cors", body: new URLSearchParams({place: "demo:marcia"})}).then(r => r.type),
    upload: () => fetch(target + "/_stcore/upload_file/s/f", {method: "PUT",
      credentials: "include", body: new FormData()}).then(r => r.text()),
    file: () => fetch(target + "/file/0199", {credentials: "include"}).then(r => r.text()),
  };
  for (const [name, go] of Object.entries(tries)) {
    try { said[name] = await go(); } catch (error) { said[name] = "refused"; }
  }
  said.line = await new Promise(done => {
    const line = new WebSocket(target.replace("http", "ws") + "/_stcore/stream");
    line.onopen = () => done("open");
    line.onerror = () => done("refused");
  });
  const frame = name => new Promise(done => {
    const made = document.createElement("iframe");
    made.name = name;
    made.onload = () => done(made);
    document.body.append(made);
    if (name === "seen") made.src = target + "/";
  });
  await frame("seen");
  await frame("posted");
  const form = document.createElement("form");
  form.method = "post";
  form.action = target + "/enter";
  form.target = "posted";
  form.innerHTML = '<input name="place" value="demo:marcia">';
  document.body.append(form);
  form.submit();
  const picture = new Image();
  await new Promise(done => {
    picture.onload = () => { said.picture = "shown"; done(); };
    picture.onerror = () => { said.picture = "refused"; done(); };
    picture.src = target + "/assets/icon.png";
  });
  await new Promise(done => setTimeout(done, 1000));
  return said;
}"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running("run", tmp_path_factory.mktemp("alone")) as address:
        yield address


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A page that is served by another port of this computer."""

    class Planted(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Planted</title><p>Good morning")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Planted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_of_another_port_neither_reads_nor_writes_the_planner(
    new_page: Callable[..., Page], elsewhere: str, tmp_path: Path
) -> None:
    with running("run", tmp_path) as address:
        page = new_page()
        enter(page, address, "Start my own plan")
        type_into(page.get_by_role("textbox", name="Working title"), "Calm starts")
        settle(page)
        page.get_by_role("button", name="Start in Explore").click()
        expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
        planted = page.context.new_page()
        answers: list[Response] = []

        def note(answer: Response) -> None:
            answers.append(answer)

        planted.on("response", note)
        planted.goto(elsewhere)
        said = planted.evaluate(ATTACK, address)
        assert said.pop("blind") == said.pop("place") == "opaque"
        assert set(said.values()) == {"refused"}, said
        ours = [a for a in answers if a.url.startswith(address)]
        assert {a.status for a in ours} == {403}, [(a.url, a.status) for a in ours]
        assert len(ours) >= 3
        cookies = {c.get("name"): c.get("value") for c in page.context.cookies(address)}
        assert cookies["lp_place"] == "local"
        page.reload()
        settle(page)
        expect(page.get_by_text("Calm starts").first).to_be_visible()
    workspace = open_workspace(
        read_settings({"LP_PLANNER_DATABASE": str(tmp_path / "planner.duckdb")})
    )
    mine = projects.my_projects(workspace.desk(local_actor(workspace)))
    assert [project.title for project in mine] == ["Calm starts"]
    close_all()


OUTSIDE = (
    {"Origin": "http://127.0.0.1:9"},
    {"Origin": "http://localhost:8501"},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "document"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
)


@pytest.mark.parametrize("outside", OUTSIDE, ids=json.dumps)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/_stcore/host-config"), ("GET", "/media/x.png"), ("GET", "/file/0199"),
     ("POST", "/enter"), ("PUT", "/_stcore/upload_file/s/f"),
     ("DELETE", "/_stcore/upload_file/s/f"),
     ("OPTIONS", "/_stcore/upload_file/s/f"), ("GET", "/assets/icon.png")],
)  # fmt: skip
def test_what_a_page_elsewhere_asks_for_is_refused(
    alone: str, method: str, path: str, outside: dict[str, str]
) -> None:
    headers = {"Accept": "*/*", "Cookie": "lp_place=local", **outside}
    answer = browser(alone).request(method, path, headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("outside", OUTSIDE[:8], ids=json.dumps)
def test_the_line_opens_for_a_page_of_ours_only(alone: str, outside: dict[str, str]) -> None:
    assert websocket_answer(alone, Cookie="lp_place=local", Origin=alone) == 101
    headers = {"Origin": alone, "Cookie": "lp_place=local", **outside}
    assert websocket_answer(alone, **headers) == 403


def test_the_line_does_not_open_under_another_name_of_this_computer(alone: str) -> None:
    where = urlsplit(alone)
    line = http.client.HTTPConnection(where.netloc, timeout=20)
    line.request("GET", "/_stcore/stream", headers={
        "Host": "evil.example", "Origin": "http://evil.example", "Connection": "Upgrade",
        "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    })  # fmt: skip
    assert line.getresponse().status == 403
    line.close()


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site", "same-origin"])
def test_a_person_may_open_the_planner_by_a_link_from_anywhere(alone: str, site: str) -> None:
    headers = {**AS_PAGE, "Cookie": "lp_place=local", "Sec-Fetch-Site": site,
               "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}  # fmt: skip
    assert browser(alone).get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/welcome", "/", "/_stcore/health", "/media/x.png"])
def test_every_answer_holds_browsers_to_our_own_address_as_in_a_school(
    alone: str, path: str
) -> None:
    headers = browser(alone).get(path, headers={"Cookie": "lp_place=local"}).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_what_streamlit_tells_of_itself_is_told_to_nobody(alone: str) -> None:
    assert browser(alone).get("/_stcore/metrics").status_code == 404
