"""Signing in with a school account: a real provider on this computer, honest and otherwise."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from lp_planner.config import ConfigError, read_settings
from tests.accounts.provider import CLIENT, SECRET, Provider, provider_running
from tests.accounts.test_http import (
    AS_PAGE,
    FIONA,
    become_first_admin,
    browser,
    cookie_header,
    cookies_of,
)
from tests.server import first_admin_code, free_port, launch, wait_until_ready

FIONA_THERE = {"sub": "fiona-for-good", "email": FIONA, "email_verified": True}
FAILED = "Signing in with your school account did not work"
NOBODY = "This school account opens nothing here"


@contextmanager
def school_with(folder: Path, **settings: str) -> Iterator[str]:
    """A school's planner that Fiona looks after, with more settings."""
    port = free_port()
    here = {"LP_PLANNER_MODE": "school", "LP_PLANNER_ADDRESS": f"http://127.0.0.1:{port}"}
    server = launch("run", folder, port, **here, **settings)
    try:
        address = wait_until_ready(server, folder, port)
        become_first_admin(browser(address), first_admin_code(folder))
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """A school's planner, and the provider it trusts."""
    with provider_running() as provider:
        settings = {
            "LP_PLANNER_OIDC_ISSUER": provider.issuer,
            "LP_PLANNER_OIDC_CLIENT_ID": CLIENT,
            "LP_PLANNER_OIDC_CLIENT_SECRET": SECRET,
        }
        with school_with(tmp_path_factory.mktemp("oidc"), **settings) as address:
            yield address, provider


@pytest.fixture
def school(both: tuple[str, Provider]) -> str:
    return both[0]


@pytest.fixture
def provider(both: tuple[str, Provider]) -> Provider:
    both[1].honest()
    both[1].person = dict(FIONA_THERE)
    return both[1]


def set_out(school: str, query: str = "") -> tuple[str, httpx2.Response]:
    """Follow the way to the provider: where it says to come back to, and what we answered."""
    out = browser(school).get(f"/login/school{query}")
    assert out.status_code == 303, out.text
    there = httpx2.get(out.headers["location"], timeout=20)
    return there.headers["location"], out


def come_back(school: str, back: str, cookies: str) -> httpx2.Response:
    assert back.startswith(f"{school}/login/school/back?")
    return browser(school).get(back.removeprefix(school), headers={"Cookie": cookies})


def whole_way(school: str, query: str = "") -> httpx2.Response:
    back, out = set_out(school, query)
    return come_back(school, back, cookie_header(out))


def is_inside(school: str, answer: httpx2.Response) -> bool:
    cookies = cookie_header(answer)
    seen = browser(school).get("/people", headers={"Cookie": cookies})
    return seen.status_code == 200


def test_a_verified_address_opens_the_account_that_was_made_for_it(
    school: str, provider: Provider
) -> None:
    answer = whole_way(school)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "httponly" in cookies_of(answer)["lp_session"]
    assert is_inside(school, answer)
    provider.person = {"sub": "fiona-for-good", "email": "married@oakfield.example"}
    assert is_inside(school, whole_way(school))


def test_the_question_asks_for_little_and_proves_who_asks(school: str, provider: Provider) -> None:
    out = browser(school).get("/login/school?next=/people")
    asked = parse_qs(urlsplit(out.headers["location"]).query)
    assert asked["scope"] == ["openid email"]
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{school}/login/school/back"]
    assert len(asked["state"][0]) >= 40
    assert len(asked["nonce"][0]) >= 40
    assert SECRET not in out.headers["location"]
    kept = cookies_of(out)["lp_asked"]
    assert "httponly" in kept
    assert "samesite=lax" in kept


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/people", "/people"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/%5Cevil.example", "/"),
    ],
)
def test_it_leads_on_to_a_page_of_ours_alone(
    school: str, provider: Provider, wanted: str, leads: str
) -> None:
    assert whole_way(school, f"?next={wanted}").headers["location"] == leads


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"sub": ""},
    ],
    ids=lambda lie: ",".join(f"{k}={v}" for k, v in lie.items()),
)
def test_a_word_that_is_not_for_us_now_opens_nothing(
    school: str, provider: Provider, lie: dict[str, object]
) -> None:
    provider.lie = lie
    answer = whole_way(school)
    assert answer.status_code == 403
    assert FAILED in answer.text
    assert "lp_session" not in cookies_of(answer)


@pytest.mark.parametrize("key", ["nothing", "the secret", "another key"])
def test_a_word_that_the_provider_has_not_signed_opens_nothing(
    school: str, provider: Provider, key: str
) -> None:
    provider.signs_with = key
    answer = whole_way(school)
    assert (answer.status_code, FAILED in answer.text) == (403, True)


def test_an_answer_counts_once_and_for_the_browser_that_asked(
    school: str, provider: Provider
) -> None:
    back, out = set_out(school)
    other = browser(school).get("/login/school")
    for cookies in ("", cookie_header(other), "lp_asked=guessed"):
        assert FAILED in come_back(school, back, cookies).text
    back, out = set_out(school)
    cookies = cookie_header(out)
    assert come_back(school, back, cookies).status_code == 303
    assert FAILED in come_back(school, back, cookies).text
    back, out = set_out(school)
    changed = re.sub(r"state=[^&]+", "state=another", back)
    assert FAILED in come_back(school, changed, cookie_header(out)).text


def test_a_code_of_somebody_else_cannot_be_slipped_in(school: str, provider: Provider) -> None:
    theirs, _ = set_out(school)
    mine, out = set_out(school)
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    slipped = re.sub(r"code=[^&]+", f"code={code}", mine)
    assert FAILED in come_back(school, slipped, cookie_header(out)).text


def test_somebody_who_says_no_or_a_provider_that_is_down_leads_back_with_a_sentence(
    school: str, provider: Provider
) -> None:
    provider.says_no = True
    assert FAILED in whole_way(school).text
    provider.honest()
    provider.is_broken = True
    out = browser(school).get("/login/school")
    assert (out.status_code, FAILED in out.text) == (502, True)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "mallory", "email": FIONA, "email_verified": False},
        {"sub": "mallory", "email": FIONA},
        {"sub": "mallory", "email": FIONA, "email_verified": "no"},
        {"sub": "nobody", "email": "nobody@oakfield.example", "email_verified": True},
        {"sub": "nameless"},
    ],
    ids=str,
)
def test_nobody_gets_in_whom_an_admin_did_not_invite(
    school: str, provider: Provider, person: dict[str, object]
) -> None:
    provider.person = person
    answer = whole_way(school)
    assert (answer.status_code, NOBODY in answer.text) == (403, True)


def test_another_school_account_with_the_same_address_does_not_take_an_account_over(
    school: str, provider: Provider
) -> None:
    assert is_inside(school, whole_way(school))
    provider.person = {**FIONA_THERE, "sub": "somebody-new-with-her-old-address"}
    assert NOBODY in whole_way(school).text


def test_without_a_provider_there_is_no_such_way(tmp_path: Path) -> None:
    with school_with(tmp_path) as address:
        assert "school account" not in browser(address).get("/login").text
        answer = browser(address).get("/login/school", headers=AS_PAGE)
        assert (answer.status_code, "lp_asked" in cookies_of(answer)) == (404, False)


WHOLE = {
    "LP_PLANNER_MODE": "school",
    "LP_PLANNER_ADDRESS": "https://planner.oakfield.example",
    "LP_PLANNER_OIDC_ISSUER": "https://accounts.google.com",
    "LP_PLANNER_OIDC_CLIENT_ID": CLIENT,
    "LP_PLANNER_OIDC_CLIENT_SECRET": SECRET,
}


@pytest.mark.parametrize("missing", [name for name in WHOLE if name != "LP_PLANNER_MODE"])
def test_half_of_the_settings_is_refused_by_name_and_none_is_fine(missing: str) -> None:
    with pytest.raises(ConfigError, match=missing):
        read_settings({name: value for name, value in WHOLE.items() if name != missing})
    assert read_settings({"LP_PLANNER_MODE": "school"}).provider is None


def test_a_provider_that_could_be_overheard_is_refused_and_the_secret_is_never_shown() -> None:
    with pytest.raises(ConfigError, match="https://") as refused:
        read_settings({**WHOLE, "LP_PLANNER_OIDC_ISSUER": "http://accounts.example"})
    assert SECRET not in str(refused.value)
    assert SECRET not in repr(read_settings(WHOLE))


def test_the_app_starts_without_the_library_where_nobody_uses_it() -> None:
    script = (
        "import sys, lp_planner.ui.accounts.sign_in_routes as r; r.routes(); "
        "sys.exit(any(m.split('.')[0] in {'authlib', 'joserfc'} for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
