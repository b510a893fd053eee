"""Whose a school account is, on both engines: invited first, then by what never changes."""

import json

import pyotp
import pytest

from lp_planner.auth import tries
from lp_planner.domain.accounts.accounts import (
    Account,
    LinkGone,
    NobodyInvited,
    SchoolIdentity,
    SignedOut,
    TooManyTries,
    Vouched,
)
from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.services.accounts import (
    accounts,
    my_account,
    school_accounts,
    second_factor,
    sign_in,
)
from lp_planner.services.accounts.accounts import AccountState
from lp_planner.services.accounts.one_time_links import Handed
from lp_planner.services.accounts.sign_in import NextStep, Visitor
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import erasure
from lp_planner.services.safekeeping.own_data import own_data_pack
from tests.accounts.school import HERE, Clock, as_school
from tests.cast import CAST, FIONA, THEN
from tests.evidence.test_packs import files_of

MO = "mo@oakfield.example"
THERE = "https://accounts.example"


@pytest.fixture
def school(workspace: Workspace) -> Workspace:
    return as_school(workspace, Clock())


def invited(school: Workspace, email: str = MO) -> Handed:
    return accounts.invite(
        school.desk(FIONA), name="Mo Farrell", email=email,
        role=Role.LEAD_PRACTITIONER, school_id="oakfield",
    )  # fmt: skip


def vouched(subject: str = "mo-for-good", email: str = MO, *, verified: bool = True) -> Vouched:
    return Vouched(issuer=THERE, subject=subject, email=email, is_verified=verified)


def enter(school: Workspace, who: Vouched, **more: str) -> Actor:
    return sign_in.who_is(school, come_with(school, who, **more))


def come_with(school: Workspace, who: Vouched, invitation: str = "", **more: str) -> str:
    """Sign in with a school account from the usual address; the secret of the session."""
    visitor = Visitor(**{"address": HERE, **more})
    return school_accounts.sign_in_with(school, visitor, who, invitation=invitation).session


def test_a_verified_address_is_enough_the_first_time_and_never_again(school: Workspace) -> None:
    invited(school)
    assert enter(school, vouched()).name == "Mo Farrell"
    assert enter(school, vouched(email="new@oakfield.example", verified=False)).name == "Mo Farrell"
    with pytest.raises(NobodyInvited):
        enter(school, vouched("whoever has the address now"))
    with pytest.raises(NobodyInvited):
        enter(school, Vouched(issuer="https://other.example", subject="mo-for-good"))


def test_an_address_that_nobody_verified_needs_the_invitation_in_hand(school: Workspace) -> None:
    handed = invited(school)
    unverified = vouched(verified=False)
    with pytest.raises(NobodyInvited):
        enter(school, unverified)
    with pytest.raises(LinkGone):
        enter(school, unverified, invitation="guessed")
    assert enter(school, unverified, invitation=handed.secret).name == "Mo Farrell"
    with pytest.raises(LinkGone):
        enter(school, vouched("another"), invitation=handed.secret)
    (seen,) = accounts.everybody(school.desk(FIONA))
    assert (seen.state, seen.has_school_account) == (AccountState.OPEN, True)


def test_one_school_account_opens_one_account(school: Workspace) -> None:
    invited(school)
    enter(school, vouched())
    other = invited(school, "second@oakfield.example")
    with pytest.raises(NobodyInvited):
        enter(school, vouched(), invitation=other.secret)
    assert accounts.look_at_link(school, other.secret).email == "second@oakfield.example"


def test_a_closed_account_stays_closed(school: Workspace) -> None:
    invited(school)
    mo = enter(school, vouched())
    accounts.close_account(school.desk(FIONA), mo.person_id)
    with pytest.raises(NobodyInvited):
        enter(school, vouched())


def test_taking_it_off_ends_every_session_and_a_new_link_puts_another_on(
    school: Workspace,
) -> None:
    invited(school)
    secret = come_with(school, vouched())
    mo = sign_in.who_is(school, secret)
    school_accounts.unlink(school.desk(FIONA), mo.person_id)
    with pytest.raises(SignedOut):
        sign_in.who_is(school, secret)
    with pytest.raises(NobodyInvited):
        enter(school, vouched(verified=False))
    link = accounts.make_new_link(school.desk(FIONA), mo.person_id)
    again = enter(school, vouched("a new one", verified=False), invitation=link.secret)
    assert again.person_id == mo.person_id


@pytest.mark.parametrize(
    "actor", [a for a in CAST if a is not FIONA], ids=lambda actor: actor.person_id
)
def test_only_an_admin_takes_one_off(school: Workspace, actor: Actor) -> None:
    invited(school)
    mo = enter(school, vouched())
    for person in (mo.person_id, "no-such-person"):
        with pytest.raises(PermissionDenied):
            school_accounts.unlink(school.desk(actor), person)
    with pytest.raises(NotFound):
        school_accounts.unlink(school.desk(FIONA), "no-such-person")
    assert enter(school, vouched()).person_id == mo.person_id


def test_the_session_before_ends_and_tries_are_counted(school: Workspace) -> None:
    invited(school)
    first = come_with(school, vouched())
    come_with(school, vouched(), session=first)
    with pytest.raises(SignedOut):
        sign_in.who_is(school, first)
    for _ in range(tries.vouched_from(HERE).free):
        with pytest.raises(NobodyInvited):
            enter(school, vouched("nobody", "nobody@oakfield.example"))
    with pytest.raises(TooManyTries):
        enter(school, vouched())


def test_a_school_account_comes_to_the_same_second_step(school: Workspace) -> None:
    invited(school)
    mo = school.desk(enter(school, vouched()))
    assert not my_account.my_account(mo, "").has_password
    my_account.check_password_again(mo, Visitor(address=HERE), "")
    secret = second_factor.begin_set_up(mo).secret
    second_factor.confirm(mo, pyotp.TOTP(secret).at(THEN))
    entered = school_accounts.sign_in_with(school, Visitor(address=HERE), vouched())
    assert (entered.next_step, entered.session) == (NextStep.CODE, "")


def test_the_trail_says_who_signed_in_and_erasing_forgets_the_school_account(
    school: Workspace,
) -> None:
    invited(school)
    mo = enter(school, vouched())
    with school.store.read() as reader:
        rows = reader.rows(
            "SELECT subject, actor_id FROM audit_event WHERE subject IN"
            " ('school_identity', 'sign_in')"
        )
    assert set(rows) == {("school_identity", mo.person_id), ("sign_in", mo.person_id)}
    erasure.erase_all_of_mine(school.desk(mo), is_sure=True)
    with school.store.read() as reader:
        assert reader.find(SchoolIdentity, include_removed=True) == []
        assert reader.find(Account, email=MO, include_removed=True) == []


def test_one_s_own_data_say_how_one_signs_in_and_nothing_secret(school: Workspace) -> None:
    invited(school)
    enter(school, vouched())
    mo = enter(school, vouched())
    parts = files_of(own_data_pack(school.desk(mo)))
    said = json.loads(parts["account.json"])
    assert said["email"] == MO
    assert said["school_accounts"] == [{"issuer": THERE, "subject": "mo-for-good"}]
    assert set(said) == {"email", "since", "school_accounts"}
    assert list(files_of(own_data_pack(school.desk(FIONA)))) == ["my-data.json", "my-data.html"]
