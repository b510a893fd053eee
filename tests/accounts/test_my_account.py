"""One's own account: the browsers that are signed in, the password, and what an admin may end."""

import datetime as dt

import pytest

from lp_planner.auth.browser_words import browser_in_words
from lp_planner.domain.accounts.accounts import LinkGone, SignInRefused, TooManyTries
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.services.accounts import accounts, my_account, sign_in
from lp_planner.services.accounts.sign_in import SignInState, Visitor
from lp_planner.services.desk.workspace import Desk, Workspace
from tests.accounts.school import HERE, PASSWORD, Clock, account, come_in, enter
from tests.cast import CAST, FIONA, THEN

MO, OTHER = "mo@oakfield.example", "other@oakfield.example"
NEW = "pebble window saffron"


pytestmark = pytest.mark.usefixtures("quick_hashes")


def desk_of(school: Workspace, session: str) -> Desk:
    return school.desk(sign_in.who_is(school, session))


def test_people_see_their_own_sessions_with_this_one_marked(
    school: Workspace, clock: Clock
) -> None:
    account(school)
    account(school, OTHER)
    enter(school, OTHER)
    first = enter(school, MO, kind="Firefox on Windows")
    clock.forward(minutes=10)
    this = enter(school, MO, kind="Safari on an iPhone")
    seen = my_account.my_account(desk_of(school, this), this)
    assert [(s.browser, s.since, s.last_seen, s.is_this) for s in seen.sessions] == [
        ("Safari on an iPhone", clock.now, clock.now, True),
        ("Firefox on Windows", THEN, THEN, False),
    ]
    assert (seen.email, seen.has_password, seen.has_second_factor) == (MO, True, False)
    clock.forward(minutes=25)
    sign_in.who_is(school, this)
    seen = my_account.my_account(desk_of(school, this), this)
    assert [s.is_this for s in seen.sessions] == [True], "one that ran out is no open session"
    assert sign_in.standing(school, first) is SignInState.LATE


def test_one_session_is_ended_by_itself_and_never_somebody_elses(school: Workspace) -> None:
    account(school)
    account(school, OTHER)
    first, this, other = enter(school, MO), enter(school, MO), enter(school, OTHER)
    mine = desk_of(school, this)
    theirs = my_account.my_account(desk_of(school, other), other).sessions[0].id
    for strange in (theirs, "", "no-such-session"):
        with pytest.raises(NotFound):
            my_account.end_my_session(mine, strange)
    ended = next(s.id for s in my_account.my_account(mine, this).sessions if not s.is_this)
    my_account.end_my_session(mine, ended)
    assert sign_in.standing(school, first) is SignInState.SIGNED_OUT
    assert sign_in.standing(school, this) is SignInState.SIGNED_IN
    assert sign_in.standing(school, other) is SignInState.SIGNED_IN
    with pytest.raises(NotFound):
        my_account.end_my_session(mine, ended)


def test_an_admin_ends_all_of_somebodys_sessions_and_reads_none(school: Workspace) -> None:
    account(school)
    session = enter(school, MO)
    mo = sign_in.who_is(school, session)
    for actor in CAST:
        if actor is not FIONA:
            with pytest.raises(PermissionDenied):
                accounts.end_sessions_of(school.desk(actor), mo.person_id)
    with pytest.raises(NotFound):
        my_account.my_account(school.desk(FIONA), session)
    accounts.end_sessions_of(school.desk(FIONA), mo.person_id)
    assert sign_in.standing(school, session) is SignInState.SIGNED_OUT
    with pytest.raises(NotFound):
        accounts.end_sessions_of(school.desk(FIONA), "nobody")


def test_a_password_is_changed_with_the_one_before_and_ends_the_other_sessions(
    school: Workspace,
) -> None:
    account(school)
    elsewhere = enter(school, MO)
    entered = come_in(school, MO)
    desk = desk_of(school, entered.session)
    link = accounts.make_new_link(school.desk(FIONA), desk.actor.person_id)
    visitor = Visitor(address=HERE, session=entered.session, known_by=entered.known_by)
    with pytest.raises(ValidationFailed, match="not the password you have now"):
        my_account.change_my_password(desk, visitor, current="wrong", password=NEW)
    with pytest.raises(ValidationFailed, match="easy to guess"):
        my_account.change_my_password(desk, visitor, current=PASSWORD, password="MoFarrell2025!")
    assert sign_in.standing(school, elsewhere) is SignInState.SIGNED_IN
    my_account.change_my_password(desk, visitor, current=PASSWORD, password=NEW)
    assert sign_in.standing(school, entered.session) is SignInState.SIGNED_IN
    assert sign_in.standing(school, elsewhere) is SignInState.SIGNED_OUT
    with pytest.raises(LinkGone):
        accounts.look_at_link(school, link.secret)
    with pytest.raises(SignInRefused):
        enter(school, MO, known_by=entered.known_by)
    assert enter(school, MO, NEW, known_by=entered.known_by)


def test_whoever_sits_at_an_open_desk_does_not_guess_its_password_for_long(
    school: Workspace,
) -> None:
    account(school)
    entered = come_in(school, MO)
    desk = desk_of(school, entered.session)
    visitor = Visitor(address=HERE, session=entered.session, known_by=entered.known_by)
    for number in range(10):
        with pytest.raises(ValidationFailed):
            my_account.check_password_again(desk, visitor, f"guess {number}")
    with pytest.raises(TooManyTries) as told:
        my_account.check_password_again(desk, visitor, PASSWORD)
    assert told.value.wait <= dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("called", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
         "Firefox on Windows"),
        (("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"), "Edge on Windows"),
        (("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/142.0.0.0 Safari/537.36"), "Chrome on a Chromebook"),
        (("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) Version/18.5 Safari/605.1.15"), "Safari on a Mac"),
        (("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
         "like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"), "Safari on an iPhone"),
        (("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/142.0.0.0 Mobile Safari/537.36"), "Chrome on Android"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_plain_words_and_nothing_else_of_it_is_kept(
    called: str, words: str
) -> None:
    assert browser_in_words(called) == words
