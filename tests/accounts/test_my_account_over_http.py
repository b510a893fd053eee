"""One's own account and the second step over HTTP, against the server as a school starts it."""

import html
import re
from collections.abc import Iterator

import httpx2
import pyotp
import pytest

from tests.accounts.school import PASSWORD
from tests.accounts.test_http import FIONA, become_first_admin, browser, cookie_header, cookies_of
from tests.server import first_admin_code, running

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


class Visit:
    """A browser that keeps its cookies, as browsers do."""

    def __init__(self, address: str, called: str = "") -> None:
        self.client: httpx2.Client = browser(address)
        self.client.headers["User-Agent"] = called or WINDOWS
        self.jar: dict[str, str] = {}

    def ask(self, method: str, path: str, **answers: str) -> httpx2.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        data = answers if method == "POST" else None
        answer = self.client.request(method, path, data=data, headers={"Cookie": cookie})
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.jar[name] = value
            if "max-age=0" in line.lower():
                del self.jar[name]
        return answer

    def fill_in(self, path: str, **answers: str) -> httpx2.Response:
        shown = self.ask("GET", path).text
        return self.send(shown, **answers)

    def send(self, shown: str, **answers: str) -> httpx2.Response:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
        action = re.findall(r'action="([^"]*)"', shown)[0]
        return self.ask("POST", action, **{**hidden, **answers})

    def sign_in(self, path: str = "/login") -> httpx2.Response:
        return self.fill_in(path, email=FIONA, password=PASSWORD)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A school's planner that Fiona looks after."""
    folder = tmp_path_factory.mktemp("account")
    with running("run", folder, LP_PLANNER_MODE="school") as address:
        become_first_admin(browser(address), first_admin_code(folder))
        yield address


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same where admins have to have a second factor."""
    folder = tmp_path_factory.mktemp("strict")
    settings = {"LP_PLANNER_MODE": "school", "LP_PLANNER_ADMIN_SECOND_FACTOR": "required"}
    with running("run", folder, **settings) as address:
        become_first_admin(browser(address), first_admin_code(folder))
        yield address


def key_in(shown: str) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", shown)
    assert found, shown
    return found[1].replace(" ", "")


def test_the_sessions_are_listed_and_one_is_ended_by_itself(school: str) -> None:
    here, there = Visit(school), Visit(school, "Mozilla/5.0 (iPhone) Version/18 Safari/604.1")
    for visit in (here, there):
        assert visit.sign_in().status_code == 303
    shown = here.ask("GET", "/account").text
    assert "<strong>Firefox on Windows</strong>, this one" in shown
    assert "<strong>Safari on an iPhone</strong><br>" in shown
    session = re.findall(r'value="([^"]+)"\s+aria-label="Sign out: Safari on an iPhone', shown)[0]
    assert here.send(shown, end=session).headers["location"] == "/account?done=ended"
    assert there.ask("GET", "/portfolio").headers["location"].startswith("/login")
    assert here.ask("GET", "/portfolio").status_code == 200
    assert here.send(shown, end=session).status_code == 403
    assert here.send(shown, end="everywhere").headers["location"] == "/login?done=out"
    assert here.ask("GET", "/portfolio").headers["location"].startswith("/login")


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/password", "/account/second-factor", "/account/second-factor/off"],
)
def test_nobody_comes_to_an_account_without_a_session_or_from_a_page_elsewhere(
    school: str, path: str
) -> None:
    stranger = Visit(school)
    assert stranger.ask("GET", path).headers["location"].startswith("/login")
    assert stranger.ask("POST", path, end="everywhere").status_code == 401
    mine = Visit(school)
    mine.sign_in()
    answer = mine.ask("POST", path, end="everywhere", current=PASSWORD, proof="guessed")
    assert answer.status_code == 403
    assert mine.ask("GET", "/account").status_code == 200


def test_looking_at_a_page_of_ones_account_changes_nothing(school: str) -> None:
    mine = Visit(school)
    mine.sign_in()
    for path in ("/account?end=everywhere", "/account/second-factor", "/account/second-factor/off"):
        assert mine.ask("GET", path).status_code == 200
    shown = mine.ask("GET", "/account").text
    assert "Set up a second factor" in shown
    assert "this one" in shown


def test_an_unattended_desk_does_not_cost_the_account(school: str) -> None:
    mine = Visit(school)
    mine.sign_in()
    for path in ("/account/password", "/account/second-factor", "/account/second-factor/off"):
        answer = mine.fill_in(path, current="a guess", password="pebble window saffron")
        assert (path, answer.status_code) == (path, 422)
        assert "This is not the password you have now." in answer.text
    shown = mine.ask("GET", "/account/second-factor").text
    answer = mine.send(shown, code="123456")
    assert "<code>" not in answer.text


def test_boxes_for_secrets_are_hidden_and_take_what_a_manager_fills_in(school: str) -> None:
    mine = Visit(school)
    mine.sign_in()
    shown = mine.ask("GET", "/account/password").text
    boxes = re.findall(
        r'<input id="(\w+)" name="\w+" type="(\w+)"\s+autocomplete="([\w-]+)"', shown
    )
    assert boxes == [
        ("current", "password", "current-password"),
        ("password", "password", "new-password"),
    ]
    assert "onpaste" not in shown
    login = Visit(school).ask("GET", "/login").text
    assert 'type="password"' in login
    assert 'autocomplete="current-password"' in login


def test_an_admin_who_must_have_one_sets_it_up_on_the_way_in_and_gives_a_code_from_then_on(
    strict: str,
) -> None:
    first = Visit(strict)
    answer = first.sign_in("/login?next=%2Fpeople")
    assert answer.headers["location"] == "/login/set-up"
    assert "lp_session" not in first.jar
    assert first.ask("GET", "/people").headers["location"].startswith("/login")
    shown = first.ask("GET", "/login/set-up").text
    assert 'src="data:image/svg+xml' in shown
    assert first.send(shown, code="12").status_code == 403
    secret = key_in(first.ask("GET", "/login/set-up").text)
    done = first.send(shown, code=pyotp.TOTP(secret).now())
    codes = re.findall(r"<li><code>([A-Z2-9-]+)</code></li>", done.text)
    assert len(codes) == 10
    assert 'href="/people"' in done.text
    assert first.ask("GET", "/people").status_code == 200

    second = Visit(strict)
    answer = second.sign_in("/login?next=%2Fpeople")
    assert answer.headers["location"] == "/login/code"
    wrong = second.fill_in("/login/code", code="000000")
    assert (wrong.status_code, "This code is not right" in wrong.text) == (403, True)
    assert second.fill_in("/login/code", code=codes[0]).headers["location"] == "/people"
    assert second.ask("GET", "/people").status_code == 200
    assert "9 recovery codes are left" in html.unescape(second.ask("GET", "/account").text)
    assert "Take the second factor off" not in second.ask("GET", "/account").text

    late = Visit(strict)
    gone = late.ask("GET", "/login/set-up")
    assert (gone.status_code, "Please begin again with your password" in gone.text) == (403, True)
    assert late.fill_in("/login/code", code=codes[1]).status_code == 403


def test_a_browser_keeps_what_the_account_knows_it_by_and_scripts_cannot_read_it(
    school: str,
) -> None:
    mine = Visit(school)
    attributes = cookies_of(mine.sign_in())["lp_browser"]
    assert "httponly" in attributes
    assert "samesite=lax" in attributes
    assert "max-age=15552000" in attributes
    before = mine.jar["lp_browser"]
    assert cookie_header(mine.sign_in())
    assert mine.jar["lp_browser"] != before
