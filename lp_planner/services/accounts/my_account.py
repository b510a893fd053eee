"""One's own account: the password, the second factor and the browsers that are signed in."""

import datetime as dt

from lp_planner.auth import passwords
from lp_planner.auth.secret_words import hash_of
from lp_planner.auth.sessions import Freshness, freshness
from lp_planner.domain.accounts.accounts import Account, RecoveryCode, SignIn
from lp_planner.domain.accounts.people import Role
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.accounts import (
    account_unchecked,
    check_new_password,
    known_of_unchecked,
)
from lp_planner.services.accounts.one_time_links import end_links
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.sign_in import (
    Visitor,
    end_sign_ins,
    note_refusal,
    second_factor_unchecked,
)
from lp_planner.services.accounts.throttle import PASSWORDS, take_try_for, was_right
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.unit_of_work import UnitOfWork


class SessionSeen(Frozen):
    """A browser that is signed in, as its owner sees it."""

    id: str
    since: dt.datetime
    last_seen: dt.datetime
    browser: str
    is_this: bool


class MyAccount(Frozen):
    """How somebody signs in, and where they are signed in now."""

    email: str
    has_password: bool
    has_second_factor: bool
    must_have_second_factor: bool
    recovery_codes: int
    """How many of them were not used."""
    sessions: tuple[SessionSeen, ...]


def my_account(desk: Desk, session: str) -> MyAccount:
    """The actor's own account; ``session`` is the secret of the session that asks.

    Raises:
        NotFound: for somebody without an account.
    """
    workspace = desk.workspace
    with desk.read() as reader:
        account = account_unchecked(reader, desk.actor.person_id)
        codes = reader.find(RecoveryCode, account_id=account.id)
        sessions = reader.find(SignIn, account_id=account.id)
        has_second_factor = second_factor_unchecked(reader, account.id) is not None
    return MyAccount(
        email=account.email,
        has_password=bool(account.password_hash),
        has_second_factor=has_second_factor,
        must_have_second_factor=desk.actor.role is Role.ADMIN and workspace.asks_admins_for_codes,
        recovery_codes=sum(code.used_at is None for code in codes),
        sessions=tuple(
            SessionSeen(
                id=one.id,
                since=one.created_at,
                last_seen=one.last_seen_at,
                browser=one.browser,
                is_this=one.token_hash == hash_of(session),
            )
            for one in sorted(sessions, key=lambda one: one.last_seen_at, reverse=True)
            if _is_open(desk, one)
        ),
    )


def end_my_session(desk: Desk, session_id: str) -> None:
    """End one session of the actor's.

    Raises:
        NotFound: for one that is not theirs, in the same words as for none.
    """

    def save(uow: UnitOfWork) -> None:
        account = account_unchecked(uow, desk.actor.person_id)
        if not uow.find(SignIn, id=session_id, account_id=account.id):
            raise NotFound
        end_sign_ins(uow, id=session_id)
        note(uow, SecurityEvent.SESSIONS_ENDED, person_id=account.person_id)

    desk.write(save)


def check_password_again(desk: Desk, visitor: Visitor, password: str) -> None:
    """Return when it is the actor who sits there; who has no password here is not asked.

    Raises:
        TooManyTries: after too many tries.
        ValidationFailed: on ``current``.
    """
    with desk.read() as reader:
        account = account_unchecked(reader, desk.actor.person_id)
    if not account.password_hash:
        return
    taken = take_try_for(
        desk.workspace, account.email, address=visitor.address, browser=visitor.known_by,
        of=PASSWORDS,
    )  # fmt: skip
    if not passwords.is_right(account.password_hash, password):
        note_refusal(desk.workspace, visitor, account, detail="asked again")
        raise ValidationFailed({"current": "This is not the password you have now."})
    desk.write(lambda uow: was_right(uow, taken))


def change_my_password(desk: Desk, visitor: Visitor, *, current: str, password: str) -> None:
    """Choose another password; every other session ends, and links that are open end too.

    Raises:
        TooManyTries: after too many tries of the password one has now.
        ValidationFailed: on ``current`` or ``password``.
    """
    check_password_again(desk, visitor, current)
    with desk.read() as reader:
        account = account_unchecked(reader, desk.actor.person_id)
        known = known_of_unchecked(reader, account)
    check_new_password(password, *known)
    kept = passwords.hash_of_password(password)

    def save(uow: UnitOfWork) -> Account:
        end_links(uow, account.id)
        for session in uow.find(SignIn, account_id=account.id):
            if session.token_hash != hash_of(visitor.session):
                uow.remove(session)
        note(uow, SecurityEvent.PASSWORD_CHANGED, person_id=account.person_id)
        return uow.change(account, password_hash=kept)

    desk.write(save)


def _is_open(desk: Desk, session: SignIn) -> bool:
    by_clock = freshness(
        desk.workspace.sessions,
        last_seen=session.last_seen_at,
        expires=session.expires_at,
        now=desk.now(),
    )
    return by_clock is Freshness.FRESH
