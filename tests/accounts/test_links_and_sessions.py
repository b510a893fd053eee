"""Links and sessions to the letter: what is kept of them, for how long, and what ends them."""

import datetime as dt

import pytest
from argon2 import PasswordHasher

from lp_planner.auth import passwords, tries
from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.accounts.accounts import (
    Account,
    LinkGone,
    LinkPurpose,
    OneTimeLink,
    SignedOut,
    SignIn,
    SignInRefused,
    TooManyTries,
)
from lp_planner.domain.accounts.people import Person, Role, School
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.services.accounts import accounts, sign_in
from lp_planner.services.accounts.accounts import AccountSeen, AccountState
from lp_planner.services.accounts.one_time_links import Handed, LinkSeen
from lp_planner.services.accounts.sign_in import SignInState
from lp_planner.services.desk.workspace import Workspace
from tests.accounts.school import HERE, PASSWORD, Clock, account, as_school, choose, enter
from tests.cast import FIONA, THEN

MO = "mo@oakfield.example"
ELSEWHERE = "198.51.100.9"
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def school(planner: Workspace, clock: Clock) -> Workspace:
    return as_school(planner, clock)


def account_of(school: Workspace, email: str = MO) -> Account:
    with school.store.read() as reader:
        return reader.find(Account, email=email)[0]


def sessions(school: Workspace) -> list[SignIn]:
    with school.store.read() as reader:
        return reader.find(SignIn)


def links(school: Workspace) -> list[OneTimeLink]:
    with school.store.read() as reader:
        return reader.find(OneTimeLink)


def invited(school: Workspace, email: str = MO, **more: str) -> Handed:
    return accounts.invite(
        school.desk(FIONA), name="Mo Farrell", email=email, role=Role.COACH, school_id="elmwood",
        **more,
    )  # fmt: skip


def wrong(school: Workspace, times: int, email: str = MO, address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            enter(school, email, "wrong", address=address)


# Links.


def test_an_invitation_is_handed_over_with_its_name_its_purpose_and_its_end(
    school: Workspace,
) -> None:
    handed = invited(school, job_title="Reading lead")
    assert (handed.purpose, handed.name) == (LinkPurpose.INVITATION, "Mo Farrell")
    assert handed.expires_at == THEN + 7 * DAY
    assert len(handed.secret) == 43
    (link,) = links(school)
    assert (link.purpose, link.account_id, link.token_hash, link.expires_at, link.used_at) == (
        LinkPurpose.INVITATION, account_of(school).id, hash_of(handed.secret), THEN + 7 * DAY, None,
    )  # fmt: skip
    assert accounts.look_at_link(school, handed.secret) == LinkSeen(
        purpose=LinkPurpose.INVITATION, email=MO
    )
    with school.store.read() as reader:
        person = reader.get(Person, account_of(school).person_id)
    assert (person.name, person.job_title, person.role, person.school_id) == (
        "Mo Farrell", "Reading lead", Role.COACH, "elmwood",
    )  # fmt: skip


def test_an_invitation_works_for_seven_days_to_the_second(school: Workspace, clock: Clock) -> None:
    handed = invited(school)
    clock.now = THEN + 7 * DAY - dt.timedelta(seconds=1)
    assert accounts.look_at_link(school, handed.secret).email == MO
    clock.now = THEN + 7 * DAY
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, handed.secret)


def test_a_new_link_is_an_invitation_again_until_there_is_a_password(
    school: Workspace, clock: Clock
) -> None:
    first = invited(school)
    person = account_of(school).person_id
    again = accounts.make_new_link(school.desk(FIONA), person)
    assert (again.purpose, again.expires_at) == (LinkPurpose.INVITATION, THEN + 7 * DAY)
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, first.secret)
    choose(school, again.secret, PASSWORD)
    reset = accounts.make_new_link(school.desk(FIONA), person)
    assert (reset.purpose, reset.name, reset.expires_at) == (
        LinkPurpose.RESET, "Mo Farrell", THEN + DAY,
    )  # fmt: skip
    clock.forward(hours=23, minutes=59)
    assert accounts.look_at_link(school, reset.secret).purpose is LinkPurpose.RESET


def test_a_link_that_was_used_is_marked_and_takes_every_other_one_with_it(
    school: Workspace, clock: Clock
) -> None:
    handed = invited(school)
    clock.forward(hours=2)
    choose(school, handed.secret, PASSWORD)
    with school.store.read() as reader:
        (used,) = reader.find(OneTimeLink, include_removed=True)
        noted = reader.rows(
            "SELECT actor_id, changed_fields FROM audit_event"
            " WHERE subject = 'one_time_link' AND action = 'changed'"
        )
    assert used.used_at == THEN + 2 * HOUR
    assert used.deleted_at == THEN + 2 * HOUR
    assert noted == [("sign-in", '["used_at"]')]
    assert links(school) == []


def test_a_code_of_the_first_admin_opens_no_password_and_an_invitation_makes_no_admin(
    school: Workspace,
) -> None:
    code = accounts.first_admin_code(school)
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, code)
    with pytest.raises(LinkGone):
        choose(school, code, PASSWORD)
    (link,) = links(school)
    assert (link.purpose, link.account_id, link.expires_at) == (
        LinkPurpose.FIRST_ADMIN, None, THEN + DAY,
    )  # fmt: skip
    with pytest.raises(LinkGone):
        accounts.become_first_admin(
            school, code=invited(school).secret, name="Ada", email="ada@x.example",
            school="Oakfield", password=PASSWORD, address=HERE,
        )  # fmt: skip
    assert [one.purpose for one in links(school)] == [
        LinkPurpose.FIRST_ADMIN, LinkPurpose.INVITATION,
    ]  # fmt: skip


def test_the_first_admin_has_a_school_and_an_account_and_the_code_is_used(
    school: Workspace, clock: Clock
) -> None:
    assert accounts.needs_first_admin(school)
    code = accounts.first_admin_code(school)
    clock.forward(hours=1)
    accounts.become_first_admin(
        school, code=code, name="Ada Obi", email=" Ada@X.example", school="Newfield",
        password=PASSWORD, address=HERE,
    )  # fmt: skip
    mine = account_of(school, "ada@x.example")
    with school.store.read() as reader:
        person = reader.get(Person, mine.person_id)
        place = reader.get(School, person.school_id)
        (used,) = reader.find(OneTimeLink)
    assert (person.name, person.role, place.name) == ("Ada Obi", Role.ADMIN, "Newfield")
    assert used.used_at == THEN + HOUR
    assert passwords.is_right(mine.password_hash, PASSWORD)
    assert not accounts.needs_first_admin(school)


def test_the_first_admins_password_is_not_their_name_and_not_their_address(
    school: Workspace,
) -> None:
    code = accounts.first_admin_code(school)
    for password in ("Adaeze Obi Long", "adaeze.obi@x.example"):
        with pytest.raises(ValidationFailed) as refused:
            accounts.become_first_admin(
                school, code=code, name="Adaeze Obi Long", email="adaeze.obi@x.example",
                school="Newfield", password=password, address=HERE,
            )  # fmt: skip
        assert "easy to guess" in refused.value.errors["password"]
    handed = invited(school)
    with pytest.raises(ValidationFailed) as refused:
        choose(school, handed.secret, MO)
    assert list(refused.value.errors) == ["password"]
    with pytest.raises(ValidationFailed, match="at least 12"):
        choose(school, handed.secret, "short")


def test_every_answer_that_is_empty_is_named_as_the_form_names_it(school: Workspace) -> None:
    code = accounts.first_admin_code(school)
    with pytest.raises(ValidationFailed) as refused:
        accounts.become_first_admin(
            school, code=code, name="", email="", school=" ", password=PASSWORD, address=HERE
        )
    assert refused.value.errors == {
        "name": "“Name” is still empty.",
        "email": "Please give a whole e-mail address.",
        "school": "“School” is still empty.",
    }
    with pytest.raises(ValidationFailed) as refused:
        accounts.invite(
            school.desk(FIONA), name="N", email="n@x.example", role=Role.MODERATOR,
            school_id="oakfield",
        )  # fmt: skip
    assert refused.value.errors == {"role": "Please choose a role that signs in."}
    invited(school)
    with pytest.raises(ValidationFailed) as refused:
        invited(school)
    assert refused.value.errors == {
        "email": "Somebody with this e-mail address has an account here already."
    }
    with pytest.raises(ValidationFailed) as refused:
        accounts.become_first_admin(
            school, code=code, name="Ada", email="a@x.example", school="s" * 201,
            password=PASSWORD, address=HERE,
        )  # fmt: skip
    assert "longer than 200" in str(refused.value)


@pytest.mark.parametrize("role", accounts.INVITED_ROLES)
def test_every_role_that_signs_in_can_be_invited(school: Workspace, role: Role) -> None:
    handed = accounts.invite(
        school.desk(FIONA), name="Al", email="al@x.example", role=role, school_id="oakfield"
    )
    choose(school, handed.secret, PASSWORD)
    assert sign_in.who_is(school, enter(school, "al@x.example")).role is role


# Accounts.


def test_an_admin_sees_everybody_by_name_and_then_by_address(school: Workspace) -> None:
    for name, email in (("bea", "b@x.example"), ("Al", "z@x.example"), ("al", "a@x.example")):
        accounts.invite(
            school.desk(FIONA), name=name, email=email, role=Role.COACH, school_id="elmwood"
        )
    account(school)
    seen = accounts.everybody(school.desk(FIONA))
    assert [one.email for one in seen] == ["a@x.example", "z@x.example", "b@x.example", MO]
    assert seen[-1] == AccountSeen(
        person_id=account_of(school).person_id, name="Mo Farrell", email=MO,
        role=Role.LEAD_PRACTITIONER, school_id="oakfield", state=AccountState.OPEN,
        has_school_account=False,
    )  # fmt: skip
    assert {one.state for one in seen[:3]} == {AccountState.INVITED}


def test_closing_ends_links_and_sessions_of_that_account_alone_and_says_when(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    account(school, "other@x.example")
    other = enter(school, "other@x.example")
    mine = enter(school, MO)
    person = account_of(school).person_id
    link = accounts.make_new_link(school.desk(FIONA), person)
    theirs = accounts.make_new_link(
        school.desk(FIONA), account_of(school, "other@x.example").person_id
    )
    clock.forward(minutes=5)
    accounts.close_account(school.desk(FIONA), person)
    assert account_of(school).closed_at == THEN + 5 * MINUTE
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, link.secret)
    assert accounts.look_at_link(school, theirs.secret).email == "other@x.example"
    assert sign_in.standing(school, mine) is SignInState.SIGNED_OUT
    assert sign_in.standing(school, other) is SignInState.SIGNED_IN
    clock.forward(minutes=5)
    accounts.close_account(school.desk(FIONA), person)
    assert account_of(school).closed_at == THEN + 5 * MINUTE
    with pytest.raises(InvalidTransition, match="This account is closed"):
        accounts.make_new_link(school.desk(FIONA), person)
    accounts.reopen_account(school.desk(FIONA), person)
    assert account_of(school).closed_at is None


def test_a_link_of_an_account_that_was_closed_another_way_opens_nothing(
    school: Workspace,
) -> None:
    handed = invited(school)
    mine = account_of(school)
    school.store.write("fiona", lambda uow: uow.change(mine, closed_at=THEN), at=THEN)
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, handed.secret)


def test_a_new_password_forgets_the_tries_for_the_old_one(school: Workspace) -> None:
    account(school)
    wrong(school, 5, address=ELSEWHERE)
    link = accounts.make_new_link(school.desk(FIONA), account_of(school).person_id)
    choose(school, link.secret, "pebble window saffron")
    assert enter(school, MO, "pebble window saffron")


def test_links_that_work_are_no_tries_and_guesses_are(school: Workspace) -> None:
    most = tries.network(HERE).free
    for _ in range(most + 1):
        account(school, f"p{len(accounts.everybody(school.desk(FIONA)))}@x.example")
    for _ in range(most):
        with pytest.raises(LinkGone):
            choose(school, "guess", PASSWORD)
    with pytest.raises(TooManyTries):
        choose(school, "guess", PASSWORD)
    with pytest.raises(TooManyTries):
        accounts.become_first_admin(
            school, code="guess", name="A", email="a@x.example", school="S", password=PASSWORD,
            address=HERE,
        )  # fmt: skip


# Signing in.


def test_a_session_is_kept_by_its_hash_with_its_moment_and_its_end(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    clock.forward(minutes=1)
    secret = enter(school, MO)
    (session,) = sessions(school)
    assert (session.account_id, session.token_hash) == (account_of(school).id, hash_of(secret))
    assert (session.last_seen_at, session.expires_at) == (THEN + MINUTE, THEN + MINUTE + 12 * HOUR)


def test_a_right_password_forgets_the_wrong_ones_before_it(school: Workspace) -> None:
    account(school)
    for _ in range(3):
        wrong(school, 4)
        assert enter(school, MO)
    wrong(school, 5)
    with pytest.raises(TooManyTries):
        enter(school, MO)


def test_who_goes_on_guessing_waits_twice_as_long_each_time(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    wrong(school, 5)
    waited = []
    for _ in range(8):
        with pytest.raises(TooManyTries) as told:
            enter(school, MO)
        waited.append(told.value.wait / MINUTE)
        clock.forward(seconds=told.value.wait.total_seconds() - 1)
        with pytest.raises(TooManyTries):
            enter(school, MO)
        clock.forward(seconds=1)
        wrong(school, 1)
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    assert "wait 60 minutes" in told.value.message


def test_tries_of_the_day_before_are_forgotten(school: Workspace, clock: Clock) -> None:
    account(school)
    wrong(school, 5)
    clock.forward(days=1, seconds=1)
    wrong(school, 5)
    with school.store.read() as reader:
        assert reader.rows("SELECT count(*) FROM sign_in_try WHERE tried_at = :at", at=THEN) == [
            (0,)
        ]


def test_a_hash_of_weaker_settings_is_made_anew_when_its_owner_comes_in(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(school)
    before = account_of(school).password_hash
    enter(school, MO)
    assert account_of(school).password_hash == before
    stronger = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    enter(school, MO)
    after = account_of(school).password_hash
    assert after != before
    assert not passwords.is_outdated(after)
    assert passwords.is_right(after, PASSWORD)


def test_a_session_in_use_is_noted_once_a_minute(school: Workspace, clock: Clock) -> None:
    account(school)
    secret = enter(school, MO)
    clock.forward(seconds=59)
    sign_in.who_is(school, secret)
    assert sessions(school)[0].last_seen_at == THEN
    clock.forward(seconds=1)
    sign_in.who_is(school, secret)
    assert sessions(school)[0].last_seen_at == THEN + MINUTE


def test_only_the_session_in_use_is_noted_and_only_the_one_signed_out_of_ends(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    one, other = enter(school, MO), enter(school, MO)
    clock.forward(minutes=2)
    sign_in.who_is(school, one)
    seen = {session.token_hash: session.last_seen_at for session in sessions(school)}
    assert seen == {hash_of(one): THEN + 2 * MINUTE, hash_of(other): THEN}
    sign_in.sign_out(school, one)
    assert [session.token_hash for session in sessions(school)] == [hash_of(other)]
    sign_in.sign_out(school, one)
    assert sign_in.who_is(school, other).name == "Mo Farrell"


def test_a_session_whose_account_is_closed_is_signed_out_and_can_still_be_ended(
    school: Workspace,
) -> None:
    account(school)
    secret = enter(school, MO)
    mine = account_of(school)
    school.store.write("fiona", lambda uow: uow.change(mine, closed_at=THEN), at=THEN)
    assert sign_in.standing(school, secret) is SignInState.SIGNED_OUT
    with pytest.raises(SignedOut):
        sign_in.who_is(school, secret)
    sign_in.sign_out(school, secret)
    assert sessions(school) == []
    with school.store.read() as reader:
        rows = reader.rows(
            "SELECT actor_id FROM audit_event WHERE subject = 'sign_in' AND action = 'removed'"
        )
    assert rows == [("sign-in",)]


@pytest.mark.parametrize(
    ("after", "stands"),
    [
        (30 * MINUTE, SignInState.SIGNED_IN),
        (31 * MINUTE, SignInState.LATE),
        (12 * HOUR, SignInState.SIGNED_OUT),
    ],
)
def test_a_session_stands_by_the_clock(
    school: Workspace, clock: Clock, after: dt.timedelta, stands: SignInState
) -> None:
    account(school)
    secret = enter(school, MO)
    clock.now = THEN + after
    assert sign_in.standing(school, secret) is stands


def test_signing_out_everywhere_leaves_the_sessions_of_others(school: Workspace) -> None:
    account(school)
    account(school, "other@x.example")
    other = enter(school, "other@x.example")
    mine = sign_in.who_is(school, enter(school, MO))
    enter(school, MO)
    sign_in.sign_out_everywhere(school.desk(mine))
    assert [session.token_hash for session in sessions(school)] == [hash_of(other)]


def test_a_browser_without_an_earlier_session_ends_nobodys(school: Workspace) -> None:
    account(school)
    first = enter(school, MO)
    for earlier in ("", "guessed"):
        enter(school, MO, session=earlier)
    assert sign_in.standing(school, first) is SignInState.SIGNED_IN
    assert len(sessions(school)) == 3
