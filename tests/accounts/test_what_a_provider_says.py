"""What a provider of school accounts says, asked over HTTP: believed only where all of it holds."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from lp_planner import config
from lp_planner.auth import school_accounts
from lp_planner.auth.school_accounts import PendingSignIn, Waiting, vouched_for, where_to_ask
from lp_planner.domain.accounts.accounts import NotVouchedFor, Vouched
from tests.accounts.provider import CLIENT, SECRET, Provider, provider_running
from tests.accounts.school import Clock
from tests.cast import THEN

BACK = "http://127.0.0.1:8501/login/school/back"
ASKED = PendingSignIn(
    state="our-state", nonce="our-nonce", verifier="our-verifier-" + "v" * 50, asked_at=THEN
)


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider_running() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.honest()
    running.person = {"sub": "mo-for-good", "email": "mo@oakfield.example", "email_verified": True}
    return running


def trusted(provider: Provider) -> config.Provider:
    return config.Provider(issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET)


def code_from(provider: Provider, asked: PendingSignIn = ASKED) -> str:
    """The code with which a browser comes back."""
    there = httpx2.get(where_to_ask(trusted(provider), BACK, asked), timeout=20)
    back = parse_qs(urlsplit(there.headers["location"]).query)
    assert back["state"] == [asked.state]
    return back["code"][0]


def vouched(provider: Provider) -> Vouched:
    return vouched_for(trusted(provider), BACK, ASKED, code_from(provider))


def test_whoever_signed_in_there_is_who_the_provider_says(provider: Provider) -> None:
    assert vouched(provider) == Vouched(
        issuer=provider.issuer, subject="mo-for-good", email="mo@oakfield.example",
        is_verified=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "is_verified"),
    [(True, True), ("true", True), (False, False), ("no", False), (None, False), ("True", False)],
)
def test_an_address_is_verified_only_where_the_provider_says_so(
    provider: Provider, said: object, *, is_verified: bool
) -> None:
    provider.person["email_verified"] = said
    assert vouched(provider).is_verified is is_verified


def test_somebody_without_an_address_has_none(provider: Provider) -> None:
    provider.person = {"sub": "nameless"}
    found = vouched(provider)
    assert (found.subject, found.email, found.is_verified) == ("nameless", "", False)


def test_the_question_carries_what_the_answer_is_held_against(provider: Provider) -> None:
    address = where_to_ask(trusted(provider), BACK, ASKED)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{provider.issuer}/authorize?")
    assert asked.pop("code_challenge") not in {"", ASKED.verifier}
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid email",
        "state": "our-state",
        "nonce": "our-nonce",
        "code_challenge_method": "S256",
    }


def test_a_provider_named_with_a_slash_is_found_at_the_same_place(provider: Provider) -> None:
    provider.pretends = {"issuer": f"{provider.issuer}/"}
    known = replace(trusted(provider), issuer=f"{provider.issuer}/")
    assert where_to_ask(known, BACK, ASKED).startswith(f"{provider.issuer}/authorize?")


@pytest.mark.parametrize("who", ["client_id", "client_secret"])
def test_a_code_is_of_no_use_to_another_client(provider: Provider, who: str) -> None:
    code = code_from(provider)
    other = replace(trusted(provider), **{who: "another"})
    with pytest.raises(NotVouchedFor):
        vouched_for(other, BACK, ASKED, code)


def test_a_code_is_of_no_use_without_the_verifier_of_the_browser_that_asked(
    provider: Provider,
) -> None:
    code = code_from(provider)
    with pytest.raises(NotVouchedFor):
        vouched_for(trusted(provider), BACK, replace(ASKED, verifier="w" * 60), code)


def test_a_code_counts_once_and_a_guessed_one_never(provider: Provider) -> None:
    code = code_from(provider)
    vouched_for(trusted(provider), BACK, ASKED, code)
    for useless in (code, "guessed"):
        with pytest.raises(NotVouchedFor):
            vouched_for(trusted(provider), BACK, ASKED, useless)


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_word_that_lacks_something_or_is_about_something_else_is_not_believed(
    provider: Provider, lie: dict[str, object]
) -> None:
    provider.lie = lie
    with pytest.raises(NotVouchedFor):
        vouched(provider)


@pytest.mark.parametrize("lie", [{"aud": [CLIENT]}, {"aud": [CLIENT, "x"], "azp": CLIENT}])
def test_a_word_for_us_among_others_is_believed_when_it_was_made_for_us(
    provider: Provider, lie: dict[str, object]
) -> None:
    provider.lie = lie
    assert vouched(provider).subject == "mo-for-good"


def test_two_clocks_may_be_a_minute_apart_and_no_more(provider: Provider) -> None:
    now = int(time.time())
    for lie in ({"exp": now - 30}, {"iat": now + 30}):
        provider.lie = lie
        assert vouched(provider).subject == "mo-for-good"
    for lie in ({"exp": now - 75}, {"iat": now + 300}):
        provider.lie = lie
        with pytest.raises(NotVouchedFor):
            vouched(provider)


@pytest.mark.parametrize("key", ["nothing", "the secret", "another key"])
def test_a_word_that_the_provider_has_not_signed_is_not_believed(
    provider: Provider, key: str
) -> None:
    provider.signs_with = key
    with pytest.raises(NotVouchedFor):
        vouched(provider)


@pytest.mark.parametrize(
    "pretends",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"authorization_endpoint": None},
        {"token_endpoint": None},
        {"jwks_uri": None},
        {"authorization_endpoint": "http://overheard.example/authorize"},
        {"token_endpoint": "http://overheard.example/token"},
        {"jwks_uri": "http://overheard.example/keys"},
    ],
    ids=str,
)
def test_a_provider_that_is_another_or_sends_us_where_others_listen_is_not_asked(
    provider: Provider, pretends: dict[str, object]
) -> None:
    code = code_from(provider)
    provider.pretends = pretends
    with pytest.raises(NotVouchedFor):
        where_to_ask(trusted(provider), BACK, ASKED)
    with pytest.raises(NotVouchedFor):
        vouched_for(trusted(provider), BACK, ASKED, code)


def test_a_provider_that_is_down_is_no_fault_of_ours(provider: Provider) -> None:
    code = code_from(provider)
    provider.is_broken = True
    with pytest.raises(NotVouchedFor):
        where_to_ask(trusted(provider), BACK, ASKED)
    nobody = config.Provider(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET)
    for address in (trusted(provider), nobody):
        with pytest.raises(NotVouchedFor):
            vouched_for(address, BACK, ASKED, code)


# The questions that wait.


def test_a_question_waits_for_its_own_browser_and_state_and_is_taken_once() -> None:
    waiting = Waiting(Clock())
    secret, asked = waiting.begin(wanted="/people", invitation="in-hand")
    other, _ = waiting.begin()
    assert (asked.wanted, asked.invitation, asked.asked_at) == ("/people", "in-hand", THEN)
    for guess, state in (("guessed", asked.state), ("", asked.state), (other, asked.state)):
        with pytest.raises(NotVouchedFor):
            waiting.take(guess, state)
    assert waiting.take(secret, asked.state) == asked
    with pytest.raises(NotVouchedFor):
        waiting.take(secret, asked.state)


def test_another_state_is_refused_and_the_question_is_gone_with_it() -> None:
    waiting = Waiting(Clock())
    secret, asked = waiting.begin()
    for state in ("another", asked.state):
        with pytest.raises(NotVouchedFor):
            waiting.take(secret, state)


def test_every_secret_of_a_question_is_long_and_its_own() -> None:
    waiting = Waiting(Clock())
    made = [waiting.begin() for _ in range(20)]
    words = [w for secret, a in made for w in (secret, a.state, a.nonce, a.verifier)]
    assert len(set(words)) == 80
    assert {len(secret) for secret, _ in made} == {43}
    assert {(len(a.state), len(a.nonce), len(a.verifier)) for _, a in made} == {(43, 43, 64)}
    for _, asked in made:
        assert asked.verifier not in repr(asked)
        assert (asked.wanted, asked.invitation) == ("", "")


def test_an_answer_comes_within_ten_minutes_or_too_late() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    secret, asked = waiting.begin()
    late, late_asked = waiting.begin()
    clock.forward(minutes=9, seconds=59)
    assert waiting.take(secret, asked.state) == asked
    clock.forward(seconds=1)
    assert clock.now - late_asked.asked_at == dt.timedelta(minutes=10)
    with pytest.raises(NotVouchedFor):
        waiting.take(late, late_asked.state)


def test_a_crowd_of_questions_pushes_out_the_oldest_and_keeps_the_latest() -> None:
    waiting = Waiting(Clock())
    made = [waiting.begin() for _ in range(school_accounts.MOST_WAITING + 1)]
    oldest, latest = made[0], made[-1]
    kept = made[3]
    assert waiting.take(latest[0], latest[1].state) == latest[1]
    assert waiting.take(kept[0], kept[1].state) == kept[1]
    with pytest.raises(NotVouchedFor):
        waiting.take(oldest[0], oldest[1].state)
