"""The rules of sign-in, without a database."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.auth import passwords, secret_words, tries
from lp_planner.auth.sessions import Freshness, SessionRules, freshness
from tests.cast import THEN


def test_a_password_is_recognised_and_nothing_of_it_is_kept() -> None:
    kept = passwords.hash_of_password("lantern gravel otter")
    assert "lantern" not in kept
    assert kept.startswith("$argon2id$")
    assert passwords.is_right(kept, "lantern gravel otter")
    assert not passwords.is_right(kept, "lantern gravel otters")
    assert not passwords.is_outdated(kept)


def test_two_people_with_one_password_have_different_hashes() -> None:
    one, other = (passwords.hash_of_password("lantern gravel otter") for _ in range(2))
    assert one != other


def test_an_accent_is_the_same_from_every_keyboard() -> None:
    kept = passwords.hash_of_password("cafe\u0301 gravel otter")
    assert passwords.is_right(kept, "café gravel otter")


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$broken"])
def test_no_password_opens_an_account_without_one(kept: str) -> None:
    assert not passwords.is_right(kept, "a password that nobody has")
    assert not passwords.is_right(kept, "")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12"),
        ("x" * 201, "longer than 200"),
        ("Mo@Oakfield.example", "easy to guess"),
        ("abababababab", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("Password12345", "easy to guess"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str, says: str) -> None:
    assert says in passwords.password_fault(password, known=("mo@oakfield.example",))
    assert passwords.password_fault("lantern gravel otter", known=("mo@oakfield.example",)) == ""


def test_secrets_are_long_different_and_kept_as_a_hash() -> None:
    made = {secret_words.new_token() for _ in range(100)}
    assert len(made) == 100
    assert min(len(token) for token in made) >= 43
    assert all(token not in secret_words.hash_of(token) for token in made)


def test_a_code_may_be_typed_in_any_way() -> None:
    code = secret_words.new_code()
    assert len(code) == 19
    assert secret_words.tidy_code(f"  {code.lower().replace('-', ' ')} ") == code


@settings(derandomize=True)
@given(st.text(max_size=500))
def test_whatever_is_typed_as_a_code_or_secret_is_only_compared(text: str) -> None:
    assert len(secret_words.hash_of(text)) == 64
    assert set(secret_words.tidy_code(text)) <= {*secret_words.LETTERS, "-"}


def test_a_bucket_lets_some_pass_and_then_makes_wait() -> None:
    bucket = tries.account_from_network("mo@oakfield.example", "192.0.2.7")
    made = [THEN + dt.timedelta(minutes=n) for n in range(bucket.free)]
    assert bucket.wait(made[1:], made[-1]) == dt.timedelta()
    assert bucket.wait(made, made[-1]) == tries.FIRST_WAIT
    assert bucket.wait([*made, made[-1]], made[-1]) == 2 * tries.FIRST_WAIT
    assert bucket.wait(made * 9, made[-1]) == bucket.longest
    assert bucket.wait(made, made[0] + tries.DAY) == dt.timedelta()


def test_buckets_do_not_say_whose_they_are_and_count_ipv6_by_network() -> None:
    assert set(tries.account_from_anywhere("mo@oakfield.example").name) <= set("0123456789abcdef")
    near, far = "2001:db8:1:1::7", "2001:db8:1:2::7"
    assert tries.network(near) == tries.network("2001:db8:1:1:ffff::1")
    assert tries.network(near) != tries.network(far)
    assert tries.network("192.0.2.7") != tries.network("192.0.2.8")
    assert tries.network("::ffff:192.0.2.7") == tries.network("192.0.2.7")
    assert tries.network("testclient").free == 30
    kinds = (tries.network, tries.vouched_from)
    assert len({kind("192.0.2.7").name for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("pause", "since_start", "is_then"),
    [
        (0, 1, Freshness.FRESH),
        (30, 31, Freshness.FRESH),
        (31, 32, Freshness.LATE),
        (5, 12 * 60, Freshness.LATE),
        (31, 12 * 60, Freshness.OVER),
    ],
)
def test_a_session_ends_by_its_pause_and_by_the_day(
    pause: int, since_start: int, is_then: Freshness
) -> None:
    now = THEN + dt.timedelta(minutes=since_start)
    seen = now - dt.timedelta(minutes=pause)
    rules = SessionRules()
    assert freshness(rules, last_seen=seen, expires=THEN + rules.longest, now=now) is is_then
