"""Sign-in over HTTP, against the server as a school starts it."""

import asyncio
import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from lp_planner.ui.accounts.school_gate import SchoolGate
from tests.accounts.school import PASSWORD
from tests.server import first_admin_code, running

FIONA = "fiona@oakfield.example"
HTTPS = "https://planner.oakfield.example"
AS_PAGE = {"Accept": "text/html", "Connection": "close"}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a school's planner that Fiona looks after."""
    folder = tmp_path_factory.mktemp("school")
    with running("run", folder, LP_PLANNER_MODE="school") as address:
        become_first_admin(browser(address), first_admin_code(folder))
        yield address


@pytest.fixture(scope="module")
def behind_https(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same behind a proxy that speaks https."""
    folder = tmp_path_factory.mktemp("https")
    settings = {"LP_PLANNER_MODE": "school", "LP_PLANNER_ADDRESS": HTTPS}
    with running("run", folder, **settings) as address:
        become_first_admin(browser(address), first_admin_code(folder))
        yield address


def browser(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, headers=AS_PAGE, timeout=30)


def cookies_of(answer: httpx2.Response) -> dict[str, str]:
    """What an answer sets: each cookie with its attributes."""
    return {
        line.partition("=")[0]: line.partition(";")[2].lower()
        for line in answer.headers.get_list("set-cookie")
    }


def cookie_header(answer: httpx2.Response) -> str:
    """The cookies of an answer as a browser would bring them back."""
    pairs = [line.partition(";")[0] for line in answer.headers.get_list("set-cookie")]
    return "; ".join(pair for pair in pairs if not pair.endswith(('=""', "=")))


def fill_in(client: httpx2.Client, path: str, **answers: str) -> httpx2.Response:
    """Open a form and send it, as a browser does."""
    shown = client.get(path)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.text))
    action = re.findall(r'action="([^"]*)"', shown.text)[0]
    return client.post(action, data={**hidden, **answers}, headers={"Cookie": cookie_header(shown)})


def become_first_admin(client: httpx2.Client, code: str) -> None:
    answer = fill_in(
        client, "/first-admin",
        code=code, school="Oakfield", name="Fiona Grant", email=FIONA, password=PASSWORD,
    )  # fmt: skip
    assert answer.headers.get("location") == "/login?done=set", answer.text


def signed_in(address: str, path: str = "/login") -> httpx2.Response:
    answer = fill_in(browser(address), path, email=FIONA, password=PASSWORD)
    assert answer.status_code == 303, answer.text
    return answer


def websocket_answer(address: str, **headers: str) -> int:
    """What a browser hears that wants to open Streamlit's line."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    wanted = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        **headers,
    }
    try:
        line.request("GET", "/_stcore/stream", headers=wanted)
        return line.getresponse().status
    finally:
        line.close()


@pytest.mark.parametrize(
    ("path", "login"),
    [
        ("/", "/login"),
        ("/portfolio", "/login?next=%2Fportfolio"),
        ("/explore?step=options", "/login?next=%2Fexplore%3Fstep%3Doptions"),
        ("/people", "/login?next=%2Fpeople"),
        ("//evil.example/", "/login"),
    ],
)
def test_a_page_without_a_session_leads_to_sign_in(school: str, path: str, login: str) -> None:
    line = http.client.HTTPConnection(urlsplit(school).netloc, timeout=20)
    line.request("GET", path, headers=AS_PAGE)
    answer = line.getresponse()
    assert (answer.status, answer.getheader("location")) == (303, login)
    line.close()


@pytest.mark.parametrize(
    "path",
    [
        "/moderation?token=guessed",
        "/moderation?token=",
        "/moderation",
        "/invitation/guessed",
        "/invitation/guessed/and-more",
        "/invitation/",
        "/invitation",
        "/new-password/guessed",
        "/new-password",
    ],
)
def test_a_link_that_opens_nothing_says_so_kindly_and_asks_for_no_account(
    school: str, path: str
) -> None:
    """Revoked, expired, used or cut off by a chat program: the same words for all of them."""
    line = http.client.HTTPConnection(urlsplit(school).netloc, timeout=20)
    line.request("GET", path, headers=AS_PAGE)
    answer = line.getresponse()
    said = answer.read().decode()
    line.close()
    assert answer.status == 404
    assert "ask the person who sent it" in said or "Please ask" in said
    assert "<form" not in said


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/media/1234.png", 401),
        ("GET", "/component/x/index.html", 401),
        ("GET", "/_stcore/host-config", 401),
        ("GET", "/file/0199-some-file", 401),
        ("GET", "/moderation/file/0199-some-file", 404),
        ("GET", "/moderation/file/0199-some-file?token=guessed", 404),
        ("PUT", "/_stcore/upload_file/session/file", 401),
        ("DELETE", "/_stcore/upload_file/session/file", 401),
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/_stcore/metrics/", 404),
        ("GET", "/welcome", 404),
        ("POST", "/enter", 404),
    ],
)
def test_a_stranger_is_refused_everything_else(
    school: str, method: str, path: str, status: int
) -> None:
    assert browser(school).request(method, path, headers={"Accept": "*/*"}).status_code == status


@pytest.mark.parametrize("path", ["/login", "/logout", "/invitation/guessed"])
def test_a_form_may_be_asked_for_without_its_body(school: str, path: str) -> None:
    client = browser(school)
    assert client.head(path).status_code == client.get(path).status_code
    assert client.head("/login").status_code == 200


def test_a_browser_that_goes_away_while_sending_leaves_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def reads(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def goes_away() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def nobody_hears(_: object) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/login", "headers": [], "query_string": b""}
    with ThreadPoolExecutor() as elsewhere:  # a browser test may have left its loop running here
        elsewhere.submit(
            lambda: asyncio.run(SchoolGate(reads)(scope, goes_away, nobody_hears))
        ).result()
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "WARNING"}]


def test_metrics_are_refused_to_people_who_are_signed_in_as_well(school: str) -> None:
    cookie = cookie_header(signed_in(school))
    answer = browser(school).get("/_stcore/metrics", headers={"Cookie": cookie})
    assert answer.status_code == 404


def test_the_line_of_the_app_opens_with_a_session_from_a_page_of_ours_only(school: str) -> None:
    cookie = cookie_header(signed_in(school))
    assert websocket_answer(school, Cookie=cookie, Origin=school) == 101
    assert websocket_answer(school, Origin=school) == 403
    assert websocket_answer(school, Cookie="lp_session=forged", Origin=school) == 403
    assert websocket_answer(school, Cookie=cookie, Origin="https://evil.example") == 403


def test_signing_out_ends_the_session_on_the_server(school: str) -> None:
    cookie = cookie_header(signed_in(school))
    client = browser(school)
    assert client.get("/portfolio", headers={"Cookie": cookie}).status_code == 200
    shown = client.get("/logout")
    proof = re.findall(r'name="proof" value="([^"]*)"', shown.text)[0]
    both = f"{cookie}; {cookie_header(shown)}"
    out = client.post("/logout", data={"proof": proof}, headers={"Cookie": both})
    assert out.headers["location"] == "/login?done=out"
    assert client.get("/portfolio", headers={"Cookie": cookie}).status_code == 303
    assert websocket_answer(school, Cookie=cookie, Origin=school) == 403


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(school: str) -> None:
    form = cookies_of(browser(school).get("/login"))["lp_form"]
    session = cookies_of(signed_in(school))["lp_session"]
    assert "httponly" in form
    assert "samesite=strict" in form
    assert "httponly" in session
    assert "samesite=lax" in session
    assert "max-age" not in session
    assert "secure" not in session


def test_behind_https_cookies_travel_over_https_alone(behind_https: str) -> None:
    answer = signed_in(behind_https)
    session = cookies_of(answer)["__Host-lp_session"]
    assert "secure" in session
    assert "httponly" in session
    assert "path=/" in session
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    cookie = cookie_header(answer)
    assert websocket_answer(behind_https, Cookie=cookie, Origin=HTTPS) == 101
    plain = cookie.replace("__Host-lp_session", "lp_session")
    assert websocket_answer(behind_https, Cookie=plain, Origin=HTTPS) == 403


@pytest.mark.parametrize("path", ["/login", "/", "/_stcore/health", "/media/x.png"])
def test_every_answer_holds_browsers_to_our_own_address(school: str, path: str) -> None:
    headers = browser(school).get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "private, no-store"


def test_a_signed_in_page_holds_to_the_same_rules(school: str) -> None:
    cookie = cookie_header(signed_in(school))
    answer = browser(school).get("/", headers={"Cookie": cookie})
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-store"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that says what it was told."""
    await JSONResponse(dict(Request(scope).headers))(scope, receive, send)


@pytest.mark.parametrize(
    "name",
    ["X-LP-User", "X-Streamlit-User", "X-Forwarded-User", "X-Forwarded-Email", "Remote-User",
     "X-Auth-Request-Email", "X-Remote-User", "X-Goog-Authenticated-User-Email", "X-User"],
)  # fmt: skip
def test_a_header_that_claims_who_is_asking_does_not_arrive(name: str) -> None:
    heard = TestClient(SchoolGate(echo)).get("/login", headers={name: FIONA, "X-Other": "stays"})
    assert name.lower() not in heard.json()
    assert heard.json()["x-other"] == "stays"


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/portfolio", "/portfolio"),
        ("/explore?step=options", "/explore?step=options"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_sign_in_one_goes_on_within_the_planner_only(
    school: str, wanted: str, leads_to: str
) -> None:
    answer = fill_in(browser(school), "/login", email=FIONA, password=PASSWORD, next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)
    shown = browser(school).get("/login", params={"next": wanted}).text
    assert "evil" not in shown
    assert "javascript" not in shown


def test_a_form_from_elsewhere_changes_nothing(school: str) -> None:
    client = browser(school)
    given = {"email": FIONA, "password": PASSWORD}
    assert client.post("/login", data=given).status_code == 403
    shown = client.get("/login")
    proof = re.findall(r'name="proof" value="([^"]*)"', shown.text)[0]
    from_elsewhere = {"Cookie": cookie_header(shown), "Origin": "https://evil.example"}
    answer = client.post("/login", data={**given, "proof": proof}, headers=from_elsewhere)
    assert answer.status_code == 403
    assert "lp_session" not in cookies_of(answer)


def test_a_refusal_says_the_same_for_an_unknown_account_and_a_wrong_password(school: str) -> None:
    client = browser(school)
    unknown = fill_in(client, "/login", email="nobody@oakfield.example", password="wrong one")
    wrong = fill_in(client, "/login", email=FIONA, password="wrong one")
    sentence = "This e-mail address and password do not fit together."
    assert sentence in unknown.text
    assert sentence in wrong.text
    assert unknown.status_code == wrong.status_code == 403
    assert "wrong one" not in wrong.text


def test_after_too_many_tries_a_sentence_asks_to_wait(school: str) -> None:
    tries = [
        fill_in(browser(school), "/login", email="guess@oakfield.example", password="wrong one")
        for _ in range(6)
    ]
    assert [answer.status_code for answer in tries] == [403] * 5 + [429]
    assert "There were too many tries. Please wait 1 minute, then" in tries[-1].text
    assert 0 < int(tries[-1].headers["retry-after"]) <= 60


def test_the_first_admins_page_is_gone_once_there_is_one(school: str) -> None:
    assert browser(school).get("/first-admin").headers["location"] == "/login"


@pytest.mark.parametrize("path", ["/invitation/guessed", "/new-password/guessed"])
def test_a_link_that_nobody_made_says_so(school: str, path: str) -> None:
    answer = browser(school).get(path)
    assert answer.status_code == 404
    assert "This link does not work" in answer.text


def test_without_sign_in_there_is_no_sign_in_page(tmp_path: Path) -> None:
    with running("run", tmp_path) as address:
        assert browser(address).get("/").headers["location"] == "/welcome"
        assert "E-mail address" not in browser(address).get("/login").text
