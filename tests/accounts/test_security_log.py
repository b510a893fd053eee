"""The security log: what it says, what it never says, who reads it and how long it is kept."""

import re
from dataclasses import replace

import pytest

from lp_planner.cli import main
from lp_planner.domain.accounts.accounts import Account, SignInRefused, TooManyTries
from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.safekeeping.retention import Keeping
from lp_planner.services.accounts import accounts, my_account, second_factor, sign_in
from lp_planner.services.accounts.security_log import PAGE, read_log
from lp_planner.services.accounts.sign_in import Visitor
from lp_planner.services.cohort import emergencies
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import retention
from lp_planner.storage.registry import close_all
from tests.accounts.school import (
    HERE,
    PASSWORD,
    Clock,
    account,
    as_school,
    choose,
    come_in,
    enter,
)
from tests.accounts.test_second_factor import code_at
from tests.cast import CAST, FIONA
from tests.factories import make_project

MO = "mo@oakfield.example"
REASON = "Amina is away and a child may be at risk"


pytestmark = pytest.mark.usefixtures("quick_hashes")


def a_busy_day(school: Workspace, clock: Clock) -> list[str]:
    """Something of everything; the secrets and words that came up in it."""
    account(school, role=Role.ADMIN)
    entered = come_in(school, MO, address="203.0.113.77")
    desk = school.desk(sign_in.who_is(school, entered.session))
    visitor = Visitor(address=HERE, session=entered.session, known_by=entered.known_by)
    with pytest.raises(SignInRefused):
        enter(school, "a password in the wrong box", "wrong password typed")
    for _ in range(5):
        with pytest.raises((SignInRefused, TooManyTries)):
            enter(school, MO, "wrong password typed", address="198.51.100.9")
    begun = second_factor.begin_set_up(desk)
    codes = second_factor.confirm(desk, code_at(begun.secret, clock))
    waiting = come_in(school, MO, known_by=entered.known_by).waiting
    second_factor.enter_code(school, Visitor(address=HERE), waiting=waiting, code=codes[0])
    second_factor.turn_off(desk)
    my_account.change_my_password(desk, visitor, current=PASSWORD, password="pebble window saffron")
    sign_in.sign_out_everywhere(desk)
    sign_in.sign_out(school, enter(school, MO, "pebble window saffron"))
    accounts.make_new_link(school.desk(FIONA), desk.actor.person_id)
    link = accounts.make_new_link(school.desk(FIONA), desk.actor.person_id)
    choose(school, link.secret)
    accounts.close_account(school.desk(FIONA), desk.actor.person_id)
    accounts.reopen_account(school.desk(FIONA), desk.actor.person_id)
    emergencies.open_in_emergency(school.desk(FIONA), make_project(school).id, reason=REASON)
    return [
        entered.session, entered.known_by, begun.secret, *codes, waiting, link.secret, PASSWORD,
        "pebble window saffron", "wrong password typed", "a password in the wrong box", REASON,
        "Calm starts after lunch", "203.0.113.77", "198.51.100.9", HERE,
    ]  # fmt: skip


def test_everything_that_happens_to_an_account_is_noted_without_a_secret_or_a_word(
    school: Workspace, clock: Clock
) -> None:
    secrets = a_busy_day(school, clock)
    with school.store.read() as reader:
        kept = reader.rows("SELECT * FROM security_event")
    noted = {str(row[2]) for row in kept}
    without = {SecurityEvent.SCHOOL_ACCOUNT_ON, SecurityEvent.SCHOOL_ACCOUNT_OFF}
    assert noted == {event.value for event in set(SecurityEvent) - without}
    log = "\n".join(str(line) for line in read_log(school.desk(FIONA)).lines)
    for secret in secrets:
        assert secret not in f"{kept}"
        assert secret not in log
    assert "Mo Farrell" in log
    assert "198.51.100.0/24" in log
    assert "203.0.113.0/24" in log


def test_a_flood_of_refused_tries_does_not_flood_the_log(school: Workspace, clock: Clock) -> None:
    account(school)
    for _ in range(200):
        with pytest.raises((SignInRefused, TooManyTries)):
            enter(school, MO, "wrong")
    lines = [line.what for line in read_log(school.desk(FIONA)).lines]
    assert lines.count(SecurityEvent.REFUSED.value) == 5
    assert lines.count(SecurityEvent.MADE_TO_WAIT.value) == 1


@pytest.mark.parametrize("actor", [a for a in CAST if a is not FIONA], ids=lambda a: a.person_id)
def test_only_an_admin_reads_it(school: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        read_log(school.desk(actor))


def test_it_is_read_a_page_at_a_time_the_newest_first(school: Workspace, clock: Clock) -> None:
    account(school)
    for _ in range(PAGE):
        clock.forward(seconds=1)
        enter(school, MO)
    first, second = (read_log(school.desk(FIONA), page=n) for n in (0, 1))
    assert (len(first.lines), first.has_older, second.has_older) == (PAGE, True, False)
    times = [line.at for line in (*first.lines, *second.lines)]
    assert times == sorted(times, reverse=True)
    assert first.lines[0].at == clock.now
    assert read_log(school.desk(FIONA), page=-3) == first


def test_it_is_kept_for_its_days_and_then_erased(school: Workspace, clock: Clock) -> None:
    account(school)
    clock.forward(days=20)
    enter(school, MO)
    number = len(read_log(school.desk(FIONA)).lines)
    short = replace(school, keeping=Keeping(security_log=10))
    assert retention.overdue_now(short) == {retention.SECURITY_LOG: number - 1}
    assert retention.tidy(short) == {retention.SECURITY_LOG: number - 1}
    assert [line.what for line in read_log(school.desk(FIONA)).lines] == ["signed in"]
    clock.forward(days=5000)
    assert retention.tidy(replace(school, keeping=Keeping(security_log=None))) == {}
    assert len(read_log(school.desk(FIONA)).lines) == 1


def test_the_command_says_it_from_a_day_on_and_the_other_takes_a_second_factor_off(
    planner: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    school = as_school(planner, clock)
    account(school, role=Role.ADMIN)
    desk = school.desk(sign_in.who_is(school, enter(school, MO)))
    begun = second_factor.begin_set_up(desk)
    second_factor.confirm(desk, code_at(begun.secret, clock))
    monkeypatch.setenv("LP_PLANNER_DATABASE", planner.store.url)
    monkeypatch.setenv("LP_PLANNER_MODE", "school")
    assert main(["security-log", "--since", "2025-11-05"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"2025-11-05 15:30:00 UTC · account made · admin · Mo Farrell \(mo@oakfield.example\)"
        r" · by Fiona Grant", said[0],
    )  # fmt: skip
    assert "second factor set up" in said[-1]
    assert main(["security-log", "--since", "2025-11-06"]) == 0
    assert capsys.readouterr().out.strip() == "The security log has no entries."
    assert main(["reset-second-factor", "nobody@oakfield.example"]) == 1
    assert "Nobody has an account" in capsys.readouterr().err
    assert main(["reset-second-factor", "Mo@oakfield.example"]) == 0
    assert "signs in without a code now" in capsys.readouterr().out
    assert come_in(school, MO).session
    with school.store.read() as reader:
        assert reader.find(Account, email=MO)
    close_all()
