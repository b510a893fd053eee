"""Signing in and out, and whose a session is; no answer tells whether there is an account."""

import datetime as dt
from enum import StrEnum

from lp_planner.auth import passwords
from lp_planner.auth.secret_words import hash_of, new_token
from lp_planner.auth.sessions import SIGHTINGS_APART, Freshness, freshness
from lp_planner.domain.accounts.accounts import (
    Account,
    SecondFactor,
    SecondStep,
    SignedOut,
    SignIn,
    SignInRefused,
    tidy_email,
)
from lp_planner.domain.accounts.people import Actor, Person, Role
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.people import actor_of_unchecked
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.throttle import (
    AT_THE_DOOR,
    PASSWORDS,
    know_browser,
    take_try_for,
    was_right,
)
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage import sign_in_notes
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

STEP_LASTS = dt.timedelta(minutes=10)
"""How long somebody may look for their app."""


class SignInState(StrEnum):
    """What the holder of a session's secret may still do."""

    SIGNED_IN = "signed in"
    LATE = "late"
    """Run out, but not ended: what was typed is kept, then the session is over."""
    SIGNED_OUT = "signed out"


class Visitor(Frozen):
    """The browser at the door: where it is, what it holds of ours, and what it calls itself."""

    address: str
    session: str = ""
    """The secret of the session it held before; it stops working, so that nobody can plant one."""
    known_by: str = ""
    """The secret by which an account knows it; it is changed for the same reason."""
    kind: str = ""
    """Which browser it is, in plain words."""


class NextStep(StrEnum):
    """What somebody with the right password does next."""

    IN = "in"
    CODE = "code"
    """They give a code of their app."""
    SET_UP = "set up"
    """They set up an app first, since this installation asks its admins for one."""


class Entered(Frozen):
    """What somebody holds from now on: their session, or what stands for the step in between."""

    next_step: NextStep = NextStep.IN
    session: str = ""
    known_by: str = ""
    """What the account knows this browser by."""
    waiting: str = ""


def sign_in(workspace: Workspace, visitor: Visitor, *, email: str, password: str) -> Entered:
    """Sign somebody in, or let them take the next step.

    Raises:
        SignInRefused: in one sentence for an unknown account, a closed one and a wrong password.
        TooManyTries: after too many tries of this browser, for the account or from the address.
    """
    tidy = tidy_email(email)
    taken = take_try_for(
        workspace, tidy, address=visitor.address, browser=visitor.known_by, of=PASSWORDS
    )
    with workspace.store.read() as reader:
        known = open_account_unchecked(reader, tidy)
    if not passwords.is_right(known.password_hash if known else "", password) or known is None:
        note_refusal(workspace, visitor, known)
        raise SignInRefused
    better = ""
    if passwords.is_outdated(known.password_hash):
        better = passwords.hash_of_password(password)

    def save(uow: UnitOfWork) -> Entered:
        account = open_account_unchecked(uow, tidy)
        if account is None or account.password_hash != known.password_hash:
            raise SignInRefused
        if better:
            account = uow.change(account, password_hash=better)
        was_right(uow, taken)
        return let_in(uow, workspace, account, visitor)

    return workspace.store.write(known.person_id, save, at=workspace.now())


def note_refusal(
    workspace: Workspace, visitor: Visitor, account: Account | None = None, *, detail: str = ""
) -> None:
    """Note that somebody was refused; it takes as long without an account as with one."""

    def save(uow: UnitOfWork) -> None:
        person_id = account.person_id if account else ""
        address = visitor.address
        note(uow, SecurityEvent.REFUSED, person_id=person_id, address=address, detail=detail)

    workspace.store.write(AT_THE_DOOR, save, at=workspace.now())


def let_in(uow: UnitOfWork, workspace: Workspace, account: Account, visitor: Visitor) -> Entered:
    """Begin a session for whoever showed that an account is theirs, or the step before it."""
    next_step = _next_step(uow, workspace, account)
    if next_step is NextStep.IN:
        return begin_session(uow, workspace, account, visitor)
    for old in uow.find(SecondStep, account_id=account.id):
        if old.expires_at <= uow.at:
            uow.erase(uow.remove(old))
    secret = new_token()
    uow.add(
        SecondStep,
        account_id=account.id,
        token_hash=hash_of(secret),
        expires_at=uow.at + STEP_LASTS,
    )
    return Entered(next_step=next_step, waiting=secret)


def begin_session(
    uow: UnitOfWork, workspace: Workspace, account: Account, visitor: Visitor
) -> Entered:
    """Begin a session after the last step, and know this browser from now on."""
    end_sign_ins(uow, token_hash=hash_of(visitor.session))
    secret = new_token()
    uow.add(
        SignIn,
        account_id=account.id,
        token_hash=hash_of(secret),
        last_seen_at=workspace.now(),
        expires_at=workspace.now() + workspace.sessions.longest,
        browser=visitor.kind,
    )
    note(uow, SecurityEvent.SIGNED_IN, person_id=account.person_id, address=visitor.address)
    known_by = know_browser(uow, account.id, instead_of=visitor.known_by)
    return Entered(session=secret, known_by=known_by)


def _next_step(reader: Reader, workspace: Workspace, account: Account) -> NextStep:
    if second_factor_unchecked(reader, account.id) is not None:
        return NextStep.CODE
    is_admin = reader.get(Person, account.person_id).role is Role.ADMIN
    return NextStep.SET_UP if is_admin and workspace.asks_admins_for_codes else NextStep.IN


def second_factor_unchecked(reader: Reader, account_id: str) -> SecondFactor | None:
    """The second factor of an account, once a first code of it was right."""
    found = reader.find(SecondFactor, account_id=account_id)
    return next((factor for factor in found if factor.confirmed_at is not None), None)


def standing(workspace: Workspace, secret: str) -> SignInState:
    """What the holder of ``secret`` may still do."""
    with workspace.store.read() as reader:
        found = _sign_in(reader, secret)
        if found is None or _person(reader, found) is None:
            return SignInState.SIGNED_OUT
    by_clock = _freshness(workspace, found)
    if by_clock is Freshness.FRESH:
        return SignInState.SIGNED_IN
    return SignInState.LATE if by_clock is Freshness.LATE else SignInState.SIGNED_OUT


def who_is(workspace: Workspace, secret: str) -> Actor:
    """The person a session belongs to, and a note that it is in use.

    Raises:
        SignedOut: for a secret that is unknown, ended or run out, all in the same words.
    """
    with workspace.store.read() as reader:
        found = _sign_in(reader, secret)
        person = _person(reader, found) if found else None
        actor = actor_of_unchecked(reader, person) if person else None
    if found is None or actor is None or _freshness(workspace, found) is not Freshness.FRESH:
        raise SignedOut
    if workspace.now() - found.last_seen_at >= SIGHTINGS_APART:
        workspace.store.write(
            actor.person_id,
            lambda uow: sign_in_notes.note_sighting(uow, found.id),
            at=workspace.now(),
        )
    return actor


def sign_out(workspace: Workspace, secret: str) -> None:
    """End one session; an unknown secret changes nothing."""
    with workspace.store.read() as reader:
        found = _sign_in(reader, secret)
        person = _person(reader, found) if found else None

    def save(uow: UnitOfWork) -> None:
        end_sign_ins(uow, token_hash=hash_of(secret))
        note(uow, SecurityEvent.SIGNED_OUT, person_id=person.id if person else "")

    if found is not None:
        workspace.store.write(person.id if person else AT_THE_DOOR, save, at=workspace.now())


def sign_out_everywhere(desk: Desk) -> None:
    """End every session of the actor's, on every device."""

    def save(uow: UnitOfWork) -> None:
        for account in uow.find(Account, person_id=desk.actor.person_id):
            end_sign_ins(uow, account_id=account.id)
        note(uow, SecurityEvent.SESSIONS_ENDED, person_id=desk.actor.person_id)

    desk.write(save)


def open_account_unchecked(reader: Reader, tidy: str) -> Account | None:
    """The account of an e-mail address, unless it is closed."""
    found = reader.find(Account, email=tidy)
    return found[0] if found and found[0].closed_at is None else None


def end_sign_ins(uow: UnitOfWork, **which: str) -> None:
    """End sessions; their secrets stop working with this transaction."""
    for session in uow.find(SignIn, include_removed=False, **which):
        uow.remove(session)


def _sign_in(reader: Reader, secret: str) -> SignIn | None:
    found = reader.find(SignIn, token_hash=hash_of(secret)) if secret else []
    return found[0] if found else None


def _person(reader: Reader, session: SignIn) -> Person | None:
    accounts = reader.find(Account, id=session.account_id)
    if not accounts or accounts[0].closed_at is not None:
        return None
    found = reader.find(Person, id=accounts[0].person_id)
    return found[0] if found else None


def _freshness(workspace: Workspace, session: SignIn) -> Freshness:
    return freshness(
        workspace.sessions,
        last_seen=session.last_seen_at,
        expires=session.expires_at,
        now=workspace.now(),
    )
