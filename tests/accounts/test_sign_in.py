"""Accounts and sessions on both engines: what works, what stops working, and what nobody learns."""

import threading
from collections.abc import Callable

import pytest

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
from lp_planner.domain.accounts.people import Actor, Person, Role, School
from lp_planner.domain.records.errors import (
    InvalidTransition,
    NotFound,
    PermissionDenied,
    ValidationFailed,
)
from lp_planner.services.accounts import accounts, people, sign_in
from lp_planner.services.accounts.accounts import AccountState
from lp_planner.services.accounts.sign_in import SignInState
from lp_planner.services.desk.workspace import Workspace
from tests.accounts.school import HERE, PASSWORD, Clock, account, as_school, choose, enter
from tests.cast import AMINA, CAST, FIONA

MO = "mo@oakfield.example"
ELSEWHERE = "198.51.100.9"


pytestmark = pytest.mark.usefixtures("quick_hashes")


def person_of(school: Workspace, email: str) -> Person:
    with school.store.read() as reader:
        return reader.get(Person, reader.find(Account, email=email)[0].person_id)


def first_admin(school: Workspace, code: str, *, place: str = "Oakfield", **other: str) -> None:
    answers = {
        "name": "Ada Obi", "email": "ada@oakfield.example",
        "password": PASSWORD, "address": HERE, **other,
    }  # fmt: skip
    accounts.become_first_admin(school, code=code, school=place, **answers)


def test_the_first_admin_comes_in_with_the_code_printed_on_the_server(school: Workspace) -> None:
    code = accounts.first_admin_code(school)
    first_admin(school, code.lower())
    actor = sign_in.who_is(school, enter(school, "ADA@oakfield.example "))
    assert (actor.name, actor.role) == ("Ada Obi", Role.ADMIN)
    assert accounts.first_admin_code(school) == ""
    assert not accounts.needs_first_admin(school)


def test_a_code_works_once_for_a_day_and_only_the_latest_one(
    school: Workspace, clock: Clock
) -> None:
    old = accounts.first_admin_code(school)
    code = accounts.first_admin_code(school)
    for wrong in (old, "ABCD-EFGH-JKLM-NPQR", ""):
        with pytest.raises(LinkGone):
            first_admin(school, wrong)
    clock.forward(hours=24)
    with pytest.raises(LinkGone):
        first_admin(school, code)
    first_admin(school, accounts.first_admin_code(school))
    with pytest.raises(LinkGone):
        first_admin(school, code, email="eve@oakfield.example")


def test_two_who_know_the_code_do_not_both_become_the_first_admin(school: Workspace) -> None:
    code = accounts.first_admin_code(school)
    done: list[str] = []

    def become(number: int) -> None:
        try:
            first_admin(school, code, email=f"admin{number}@oakfield.example")
        except LinkGone:
            done.append("refused")
        else:
            done.append("made")

    threads = [threading.Thread(target=become, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["made", "refused", "refused", "refused"]


def test_every_answer_of_the_first_admin_that_needs_another_look_is_named(
    school: Workspace,
) -> None:
    code = accounts.first_admin_code(school)
    with pytest.raises(ValidationFailed) as refused:
        first_admin(school, code, name=" ", email="ada", place="")
    assert list(refused.value.errors) == ["name", "email", "school"]
    with pytest.raises(ValidationFailed, match="at least 12"):
        first_admin(school, code, password="short")
    first_admin(school, code)


def test_an_installation_for_one_person_has_no_first_admin(workspace: Workspace) -> None:
    assert accounts.first_admin_code(workspace) == ""


def test_nobody_is_just_me_where_people_sign_in(school: Workspace) -> None:
    with pytest.raises(NotFound):
        people.local_actor(school)


def test_a_lead_practitioner_is_invited_and_signs_in(school: Workspace) -> None:
    handed = accounts.invite(
        school.desk(FIONA), name="Mo Farrell", email=" Mo@Oakfield.example", job_title="TA",
        role=Role.LEAD_PRACTITIONER, school_id="oakfield",
    )  # fmt: skip
    assert accounts.look_at_link(school, handed.secret).email == MO
    with pytest.raises(SignInRefused):
        enter(school, MO)
    choose(school, handed.secret, PASSWORD)
    actor = sign_in.who_is(school, enter(school, MO))
    assert (actor.name, actor.role, actor.school_id) == (
        "Mo Farrell", Role.LEAD_PRACTITIONER, "oakfield",
    )  # fmt: skip


@pytest.mark.parametrize("actor", [a for a in CAST if a != FIONA], ids=lambda a: a.person_id)
def test_only_an_admin_looks_after_accounts(school: Workspace, actor: Actor) -> None:
    account(school)
    person = person_of(school, MO).id
    attempts: list[Callable[[], object]] = [
        lambda: accounts.invite(
            school.desk(actor), name="X", email="x@x.example", role=Role.ADMIN, school_id="oakfield"
        ),
        lambda: accounts.make_new_link(school.desk(actor), person),
        lambda: accounts.make_new_link(school.desk(actor), "nobody"),
        lambda: accounts.everybody(school.desk(actor)),
        lambda: accounts.close_account(school.desk(actor), person),
        lambda: accounts.reopen_account(school.desk(actor), person),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert enter(school, MO)


def test_an_invitation_needs_a_name_an_address_nobody_has_a_role_and_a_school(
    school: Workspace,
) -> None:
    account(school)
    good = {
        "name": "Al",
        "email": "al@x.example",
        "role": Role.ADMIN,
        "school_id": "oakfield",
    }
    with pytest.raises(ValidationFailed) as refused:
        accounts.invite(school.desk(FIONA), **{**good, "name": "", "email": "al@"})  # type: ignore[arg-type]
    assert list(refused.value.errors) == ["name", "email"]
    with pytest.raises(ValidationFailed, match="account here already"):
        accounts.invite(school.desk(FIONA), **{**good, "email": MO.upper()})  # type: ignore[arg-type]
    with pytest.raises(ValidationFailed, match="role that signs in"):
        accounts.invite(school.desk(FIONA), **{**good, "role": Role.MODERATOR})  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        accounts.invite(school.desk(FIONA), **{**good, "school_id": "nowhere"})  # type: ignore[arg-type]
    with pytest.raises(ValidationFailed, match="longer than 200"):
        accounts.invite(school.desk(FIONA), **{**good, "name": "n" * 201})  # type: ignore[arg-type]


def test_a_link_works_once_and_for_its_days_only(school: Workspace, clock: Clock) -> None:
    account(school)
    person = person_of(school, MO).id
    first = accounts.make_new_link(school.desk(FIONA), person)
    second = accounts.make_new_link(school.desk(FIONA), person)
    assert second.purpose is LinkPurpose.RESET
    for gone in (first.secret, "no-such-link", "", "x" * 5000):
        with pytest.raises(LinkGone):
            accounts.look_at_link(school, gone)
    new = "pebble window saffron"
    choose(school, second.secret, new)
    with pytest.raises(LinkGone):
        choose(school, second.secret, PASSWORD)
    assert enter(school, MO, new)
    late = accounts.make_new_link(school.desk(FIONA), person)
    clock.forward(hours=24)
    with pytest.raises(LinkGone):
        choose(school, late.secret, PASSWORD)


def test_a_password_goes_on_until_the_reset_is_used_and_then_every_session_ends(
    school: Workspace,
) -> None:
    account(school)
    session = enter(school, MO)
    link = accounts.make_new_link(school.desk(FIONA), person_of(school, MO).id)
    assert sign_in.standing(school, session) is SignInState.SIGNED_IN
    new = "pebble window saffron"
    choose(school, link.secret, new)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT
    with pytest.raises(SignInRefused):
        enter(school, MO)
    assert enter(school, MO, new)


def test_a_refusal_says_the_same_whatever_the_reason(school: Workspace) -> None:
    account(school)
    account(school, "closed@oakfield.example")
    accounts.close_account(school.desk(FIONA), person_of(school, "closed@oakfield.example").id)
    accounts.invite(
        school.desk(FIONA), name="Al", email="al@x.example", role=Role.ADMIN, school_id="oakfield",
    )  # fmt: skip
    said = set()
    for email, password in (
        (MO, "wrong"), ("nobody@oakfield.example", PASSWORD), ("", ""), (MO, ""),
        ("closed@oakfield.example", PASSWORD), ("al@x.example", ""), ("al@x.example", PASSWORD),
    ):  # fmt: skip
        with pytest.raises(SignInRefused) as refused:
            enter(school, email, password)
        said.add(refused.value.message)
    assert len(said) == 1


@pytest.mark.parametrize("email", [MO, "nobody@oakfield.example"])
def test_after_five_tries_even_the_right_password_waits(
    school: Workspace, clock: Clock, email: str
) -> None:
    account(school)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            enter(school, email, "wrong", address=ELSEWHERE)
    with pytest.raises(TooManyTries):
        enter(school, email, address=ELSEWHERE)
    account(school, "other@oakfield.example")
    assert enter(school, "other@oakfield.example")
    clock.forward(minutes=1)
    if email == MO:
        assert enter(school, MO, address=ELSEWHERE)


def test_an_address_that_tries_many_accounts_waits_and_others_do_not(school: Workspace) -> None:
    account(school)
    for number in range(30):
        with pytest.raises(SignInRefused):
            enter(school, f"guess{number}@oakfield.example", "wrong", address=ELSEWHERE)
    with pytest.raises(TooManyTries):
        enter(school, MO, address=ELSEWHERE)
    assert enter(school, MO)


def test_signing_in_many_times_from_one_school_is_no_try_too_many(school: Workspace) -> None:
    account(school)
    for _ in range(32):
        assert enter(school, MO)


def test_tries_at_the_same_time_do_not_slip_through(planner: Workspace) -> None:
    school = as_school(planner, Clock())
    account(school)
    said: list[type[Exception]] = []

    def attempt() -> None:
        try:
            enter(school, MO, "wrong")
        except (SignInRefused, TooManyTries) as refused:
            said.append(type(refused))

    threads = [threading.Thread(target=attempt) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count(SignInRefused) == 5
    assert said.count(TooManyTries) == 4


def test_a_session_ends_after_half_an_hour_without_a_click(school: Workspace, clock: Clock) -> None:
    account(school)
    session = enter(school, MO)
    for _ in range(4):
        clock.forward(minutes=29)
        assert sign_in.who_is(school, session).name == "Mo Farrell"
    clock.forward(minutes=31)
    assert sign_in.standing(school, session) is SignInState.LATE
    with pytest.raises(SignedOut):
        sign_in.who_is(school, session)


def test_a_session_ends_after_twelve_hours_however_busy(school: Workspace, clock: Clock) -> None:
    account(school)
    session = enter(school, MO)
    for _ in range(36):
        clock.forward(minutes=20)
        if clock.now.hour == 3:
            break
        sign_in.who_is(school, session)
    clock.forward(minutes=20)
    with pytest.raises(SignedOut):
        sign_in.who_is(school, session)
    clock.forward(hours=1)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT


def test_signing_in_again_ends_the_session_this_browser_had(school: Workspace) -> None:
    account(school)
    planted = enter(school, MO)
    fresh = enter(school, MO, session=planted)
    assert fresh != planted
    assert sign_in.standing(school, planted) is SignInState.SIGNED_OUT
    assert sign_in.standing(school, fresh) is SignInState.SIGNED_IN


def test_signing_out_ends_one_session_and_signing_out_everywhere_all(school: Workspace) -> None:
    account(school)
    account(school, "other@oakfield.example")
    one, two, three = (enter(school, MO) for _ in range(3))
    other = enter(school, "other@oakfield.example")
    sign_in.sign_out(school, one)
    sign_in.sign_out(school, "nonsense")
    assert sign_in.standing(school, one) is SignInState.SIGNED_OUT
    actor = sign_in.who_is(school, two)
    sign_in.sign_out_everywhere(school.desk(actor))
    for ended in (one, two, three):
        with pytest.raises(SignedOut):
            sign_in.who_is(school, ended)
    assert sign_in.who_is(school, other)


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_password(
    school: Workspace,
) -> None:
    account(school)
    session = enter(school, MO)
    person = person_of(school, MO).id
    accounts.close_account(school.desk(FIONA), person)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT
    with pytest.raises(InvalidTransition):
        accounts.make_new_link(school.desk(FIONA), person)
    accounts.reopen_account(school.desk(FIONA), person)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT
    assert enter(school, MO)


def test_an_admin_cannot_close_their_own_account(school: Workspace) -> None:
    with pytest.raises(InvalidTransition):
        accounts.close_account(school.desk(FIONA), FIONA.person_id)


@pytest.mark.parametrize("person", ["nobody", AMINA.person_id])
def test_somebody_without_an_account_is_not_found(school: Workspace, person: str) -> None:
    for attempt in (accounts.make_new_link, accounts.close_account, accounts.reopen_account):
        with pytest.raises(NotFound):
            attempt(school.desk(FIONA), person)


def test_an_admin_sees_who_has_an_account_and_where_it_stands(school: Workspace) -> None:
    account(school, MO)
    accounts.invite(
        school.desk(FIONA), name="Bea Long", email="bea@oakfield.example",
        role=Role.LEAD_PRACTITIONER, school_id="oakfield",
    )  # fmt: skip
    accounts.close_account(school.desk(FIONA), person_of(school, MO).id)
    assert [
        (seen.name, seen.email, seen.state) for seen in accounts.everybody(school.desk(FIONA))
    ] == [
        ("Bea Long", "bea@oakfield.example", AccountState.INVITED),
        ("Mo Farrell", MO, AccountState.CLOSED),
    ]


@pytest.mark.parametrize("forged", ["", "x", "'; DROP TABLE sign_in; --", "é" * 300, "x" * 9000])
def test_a_forged_secret_is_nobody(school: Workspace, forged: str) -> None:
    assert sign_in.standing(school, forged) is SignInState.SIGNED_OUT
    with pytest.raises(SignedOut):
        sign_in.who_is(school, forged)


def test_no_secret_stands_in_the_database(school: Workspace) -> None:
    account(school)
    session = enter(school, MO)
    link = accounts.make_new_link(school.desk(FIONA), person_of(school, MO).id)
    with school.store.read() as reader:
        kept = [*reader.find(Account), *reader.find(OneTimeLink), *reader.find(SignIn)]
        audited = reader.rows("SELECT * FROM audit_event")
        tried = reader.rows("SELECT * FROM sign_in_try")
    written = f"{kept} {audited} {tried}"
    for secret in (session, link.secret, PASSWORD):
        assert secret not in written
    assert hash_of(session) in written
    assert MO not in str(audited) + str(tried)


def test_signing_in_and_out_and_every_change_of_an_account_leave_audit_rows(
    school: Workspace,
) -> None:
    account(school)
    sign_in.sign_out(school, enter(school, MO))
    mo = person_of(school, MO)
    accounts.close_account(school.desk(FIONA), mo.id)
    with school.store.read() as reader:
        rows = reader.rows(
            "SELECT subject, action, actor_id FROM audit_event"
            " WHERE subject IN ('account', 'one_time_link', 'sign_in') ORDER BY occurred_at, id"
        )
    assert ("account", "created", "fiona") in rows
    assert ("sign_in", "created", mo.id) in rows
    assert ("sign_in", "removed", mo.id) in rows
    assert rows[-1] == ("account", "changed", "fiona")


def test_where_people_sign_in_a_lead_practitioner_cannot_rename_the_school(
    school: Workspace,
) -> None:
    people.introduce_myself(school.desk(AMINA), name="Amina D", job_title="TA", school="Mine now")
    with school.store.read() as reader:
        assert reader.get(School, "oakfield").name == "Oakfield School"
        assert reader.get(Person, "amina").name == "Amina D"
