"""The second factor: setting it up, signing in with it, losing it, and who may take it off."""

from dataclasses import replace

import pyotp
import pytest

from lp_planner.auth.one_time_codes import step_of
from lp_planner.config import ConfigError, read_settings
from lp_planner.domain.accounts.accounts import (
    Account,
    RecoveryCode,
    SecondFactor,
    StepGone,
    TooManyTries,
    WrongCode,
)
from lp_planner.domain.accounts.people import Role
from lp_planner.domain.records.errors import InvalidTransition, NotFound, PermissionDenied
from lp_planner.services.accounts import accounts, my_account, second_factor, sign_in
from lp_planner.services.accounts.sign_in import Entered, NextStep, SignInState, Visitor
from lp_planner.services.desk.workspace import Desk, Workspace
from tests.accounts.school import HERE, Clock, account, as_school, choose, come_in, enter
from tests.cast import AMINA, CAST, FIONA, THEN

ADA = "ada@oakfield.example"


pytestmark = pytest.mark.usefixtures("quick_hashes")


def strict(school: Workspace) -> Workspace:
    """The same where admins have to have one."""
    return replace(school, asks_admins_for_codes=True)


def code_at(secret: str, clock: Clock, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(int(clock.now.timestamp()) // 30 + steps)


def set_up(school: Workspace, clock: Clock, email: str = ADA) -> tuple[str, tuple[str, ...]]:
    """An admin with an app; its secret and the recovery codes."""
    account(school, email, role=Role.ADMIN)
    desk = school.desk(sign_in.who_is(school, enter(school, email)))
    begun = second_factor.begin_set_up(desk)
    codes = second_factor.confirm(desk, code_at(begun.secret, clock))
    clock.forward(seconds=60)
    return begun.secret, codes


def give(school: Workspace, waiting: str, code: str, **more: str) -> Entered:
    visitor = Visitor(**{"address": HERE, **more})
    return second_factor.enter_code(school, visitor, waiting=waiting, code=code)


def test_after_the_password_a_code_is_asked_for_and_only_then_is_there_a_session(
    school: Workspace, clock: Clock
) -> None:
    secret, _ = set_up(school, clock)
    waiting = come_in(school, ADA)
    assert (waiting.next_step, waiting.session, waiting.known_by) == (NextStep.CODE, "", "")
    for nothing in (waiting.waiting, ""):
        assert sign_in.standing(school, nothing) is SignInState.SIGNED_OUT
    with pytest.raises(WrongCode):
        give(school, waiting.waiting, "000000")
    entered = give(school, waiting.waiting, f" {code_at(secret, clock)} ")
    assert sign_in.who_is(school, entered.session).role is Role.ADMIN
    with pytest.raises(StepGone):
        give(school, waiting.waiting, code_at(secret, clock, steps=1))


def test_a_code_counts_once_and_a_clock_may_be_a_step_away(school: Workspace, clock: Clock) -> None:
    secret, _ = set_up(school, clock)
    code = code_at(secret, clock)
    give(school, come_in(school, ADA).waiting, code)
    again = come_in(school, ADA).waiting
    with pytest.raises(WrongCode):
        give(school, again, code)
    with pytest.raises(WrongCode):
        give(school, again, code_at(secret, clock, steps=-1))
    assert give(school, again, code_at(secret, clock, steps=1)).session
    later = come_in(school, ADA).waiting
    clock.forward(seconds=90)
    for steps in (-2, 2):
        with pytest.raises(WrongCode):
            give(school, later, code_at(secret, clock, steps=steps))
    assert give(school, later, code_at(secret, clock, steps=-1)).session


def test_the_step_before_lasts_ten_minutes_and_not_longer_than_the_account(
    school: Workspace, clock: Clock
) -> None:
    secret, _ = set_up(school, clock)
    waiting = come_in(school, ADA).waiting
    clock.forward(minutes=10)
    for gone in (waiting, "guessed", ""):
        with pytest.raises(StepGone):
            give(school, gone, code_at(secret, clock))
    waiting = come_in(school, ADA).waiting
    with school.store.read() as reader:
        ada = reader.find(Account, email=ADA)[0].person_id
    accounts.close_account(school.desk(FIONA), ada)
    with pytest.raises(StepGone):
        give(school, waiting, code_at(secret, clock))


def test_codes_are_not_guessed_for_long_and_the_owners_browser_goes_on(
    planner: Workspace, clock: Clock
) -> None:
    school = as_school(planner, clock)
    secret, _ = set_up(school, clock)
    mine = give(school, come_in(school, ADA).waiting, code_at(secret, clock)).known_by
    looked_at = 0
    for minute in range(180):
        address = f"198.51.100.{minute}"
        if minute % 9 == 0:
            waiting = come_in(school, ADA, address=address).waiting
        try:
            give(school, waiting, "123456", address=address)
        except WrongCode:
            looked_at += 1
        except TooManyTries:
            pass
        clock.forward(minutes=1)
    assert looked_at < 35
    with pytest.raises(TooManyTries):
        give(school, come_in(school, ADA).waiting, code_at(secret, clock))
    entered = come_in(school, ADA, known_by=mine)
    assert give(school, entered.waiting, code_at(secret, clock), known_by=mine).session


def test_a_recovery_code_stands_in_once_and_is_kept_as_a_hash(
    school: Workspace, clock: Clock
) -> None:
    _, codes = set_up(school, clock)
    assert len(set(codes)) == 10
    entered = give(school, come_in(school, ADA).waiting, codes[3].lower().replace("-", " "))
    desk = school.desk(sign_in.who_is(school, entered.session))
    assert my_account.my_account(desk, entered.session).recovery_codes == 9
    with pytest.raises(WrongCode):
        give(school, come_in(school, ADA).waiting, codes[3])
    with school.store.read() as reader:
        kept = f"{reader.find(RecoveryCode)} {reader.rows('SELECT * FROM audit_event')}"
        events = f"{reader.rows('SELECT * FROM security_event')}"
    assert not any(code in kept + events for code in codes)


def test_nothing_is_asked_for_until_a_first_code_was_right(school: Workspace, clock: Clock) -> None:
    account(school, ADA, role=Role.ADMIN)
    desk = school.desk(sign_in.who_is(school, enter(school, ADA)))
    with pytest.raises(InvalidTransition):
        second_factor.confirm(desk, "123456")
    begun = second_factor.begin_set_up(desk)
    assert second_factor.begin_set_up(desk) == begun
    assert second_factor.begun_set_up(desk) == begun
    assert f"secret={begun.secret}" in begun.address
    with pytest.raises(WrongCode):
        second_factor.confirm(desk, "abcdef")
    assert come_in(school, ADA).next_step is NextStep.IN
    clock.forward(minutes=11)
    with pytest.raises(InvalidTransition):
        second_factor.confirm(desk, code_at(begun.secret, clock))
    with pytest.raises(InvalidTransition):
        second_factor.begun_set_up(desk)
    fresh = second_factor.begin_set_up(desk)
    assert fresh.secret != begun.secret
    second_factor.confirm(desk, code_at(fresh.secret, clock))
    with pytest.raises(InvalidTransition):
        second_factor.begin_set_up(desk)


def test_where_admins_must_have_one_they_set_it_up_on_the_way_in(
    school: Workspace, clock: Clock
) -> None:
    account(school, ADA, role=Role.ADMIN)
    account(school)
    school = strict(school)
    assert come_in(school, "mo@oakfield.example").next_step is NextStep.IN
    waiting = come_in(school, ADA)
    assert (waiting.next_step, waiting.session) == (NextStep.SET_UP, "")
    visitor = Visitor(address=HERE)
    with pytest.raises(WrongCode):
        give(school, waiting.waiting, "123456")
    waiting = come_in(school, ADA)
    begun = second_factor.begin_required_set_up(school, waiting.waiting)
    with pytest.raises(WrongCode):
        second_factor.confirm_required(school, visitor, waiting=waiting.waiting, code="000000")
    entered, codes = second_factor.confirm_required(
        school, visitor, waiting=waiting.waiting, code=code_at(begun.secret, clock)
    )
    assert len(codes) == 10
    desk = school.desk(sign_in.who_is(school, entered.session))
    assert my_account.my_account(desk, entered.session).must_have_second_factor
    with pytest.raises(InvalidTransition, match="have to have"):
        second_factor.turn_off(desk)
    with pytest.raises(StepGone):
        second_factor.begin_required_set_up(school, waiting.waiting)
    assert come_in(school, ADA).next_step is NextStep.CODE


def test_another_admin_takes_a_lost_one_off_and_nobody_else(
    school: Workspace, clock: Clock
) -> None:
    secret, _ = set_up(school, clock)
    session = give(school, come_in(school, ADA).waiting, code_at(secret, clock)).session
    ada = sign_in.who_is(school, session)
    assert [one.has_second_factor for one in accounts.everybody(school.desk(FIONA))] == [True]
    for actor in CAST:
        if actor is not FIONA:
            with pytest.raises(PermissionDenied):
                second_factor.reset_second_factor(school.desk(actor), ada.person_id)
    with pytest.raises(InvalidTransition):
        second_factor.reset_second_factor(school.desk(ada), ada.person_id)
    for nobody in ("nobody", AMINA.person_id):
        with pytest.raises(NotFound):
            second_factor.reset_second_factor(school.desk(FIONA), nobody)
    second_factor.reset_second_factor(school.desk(FIONA), ada.person_id)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT
    assert come_in(school, ADA).next_step is NextStep.IN
    with school.store.read() as reader:
        for model in (SecondFactor, RecoveryCode):
            assert reader.find(model, include_removed=True) == []


def test_its_owner_takes_it_off_and_a_new_password_does_not(
    school: Workspace, clock: Clock
) -> None:
    secret, _ = set_up(school, clock)
    session = give(school, come_in(school, ADA).waiting, code_at(secret, clock)).session
    desk: Desk = school.desk(sign_in.who_is(school, session))
    link = accounts.make_new_link(school.desk(FIONA), desk.actor.person_id)
    choose(school, link.secret, "pebble window saffron")
    assert come_in(school, ADA, "pebble window saffron").next_step is NextStep.CODE
    second_factor.turn_off(desk)
    assert come_in(school, ADA, "pebble window saffron").next_step is NextStep.IN


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "12 34 5"])
def test_what_is_no_code_is_never_right(typed: str) -> None:
    assert step_of(pyotp.random_base32(), typed, now=THEN, after=0) is None


def test_the_setting_takes_two_words() -> None:
    name = "LP_PLANNER_ADMIN_SECOND_FACTOR"
    assert read_settings({}).admin_second_factor == "offered"
    assert read_settings({name: "required"}).admin_second_factor == "required"
    with pytest.raises(ConfigError, match=f"{name} is 'yes': please give one of offered, required"):
        read_settings({name: "yes"})
