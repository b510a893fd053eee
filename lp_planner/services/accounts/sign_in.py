"""Signing in and out, and whose a session is; no answer tells whether there is an account."""

from enum import StrEnum

from lp_planner.auth import passwords, tries
from lp_planner.auth.secret_words import hash_of, new_token
from lp_planner.auth.sessions import SIGHTINGS_APART, Freshness, freshness
from lp_planner.domain.accounts.accounts import (
    Account,
    SignedOut,
    SignIn,
    SignInRefused,
    TooManyTries,
    tidy_email,
)
from lp_planner.domain.accounts.people import Actor, Person
from lp_planner.services.accounts.people import actor_of
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage import sign_in_notes
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

AT_THE_DOOR = "sign-in"
"""Who the audit trail names for what happens before somebody is known."""


class SignInState(StrEnum):
    """What the holder of a session's secret may still do."""

    SIGNED_IN = "signed in"
    LATE = "late"
    """Run out, but not ended: what was typed is kept, then the session is over."""
    SIGNED_OUT = "signed out"


def sign_in(
    workspace: Workspace, *, email: str, password: str, address: str, instead_of: str = ""
) -> str:
    """Sign somebody in and give the secret of their new session.

    ``instead_of`` is the secret this browser held before; it stops working, so that nobody can
    plant one. ``address`` is where the request came from.

    Raises:
        SignInRefused: in one sentence for an unknown account, a closed one and a wrong password.
        TooManyTries: after too many tries for the account or from the address.
    """
    tidy = tidy_email(email)
    by_account, by_address = tries.account_bucket(tidy), tries.address_bucket(address)
    taken = take_try(workspace, by_account, by_address)
    with workspace.store.read() as reader:
        known = open_account_unchecked(reader, tidy)
    if not passwords.is_right(known.password_hash if known else "", password) or known is None:
        raise SignInRefused
    better = ""
    if passwords.is_outdated(known.password_hash):
        better = passwords.hash_of_password(password)
    secret = new_token()

    def save(uow: UnitOfWork) -> None:
        account = open_account_unchecked(uow, tidy)
        if account is None or account.password_hash != known.password_hash:
            raise SignInRefused
        if better:
            account = uow.change(account, password_hash=better)
        begin_session(uow, workspace, account, secret, instead_of)
        sign_in_notes.forget_try(uow, taken)
        sign_in_notes.forget_tries(uow, by_account.name)

    workspace.store.write(known.person_id, save, at=workspace.now())
    return secret


def begin_session(
    uow: UnitOfWork, workspace: Workspace, account: Account, secret: str, instead_of: str
) -> None:
    """Begin a session under a new secret; the one this browser held before stops working."""
    end_sign_ins(uow, token_hash=hash_of(instead_of))
    uow.add(
        SignIn,
        account_id=account.id,
        token_hash=hash_of(secret),
        last_seen_at=workspace.now(),
        expires_at=workspace.now() + workspace.sessions.longest,
    )


def take_try(workspace: Workspace, *buckets: tries.Bucket) -> str:
    """Count one try before it is looked at, so that many at once cannot slip through.

    Raises:
        TooManyTries: when one of the buckets is full.
    """

    def save(uow: UnitOfWork) -> str:
        sign_in_notes.forget_old_tries(uow, workspace.now() - tries.WITHIN)
        for bucket in buckets:
            if bucket.is_full(sign_in_notes.tries_in(uow, bucket.name), workspace.now()):
                raise TooManyTries
        return sign_in_notes.note_try(uow, [bucket.name for bucket in buckets])

    return workspace.store.write(AT_THE_DOOR, save, at=workspace.now())


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
    if found is None or person is None or _freshness(workspace, found) is not Freshness.FRESH:
        raise SignedOut
    if workspace.now() - found.last_seen_at >= SIGHTINGS_APART:
        workspace.store.write(
            person.id,
            lambda uow: sign_in_notes.note_sighting(uow, found.id),
            at=workspace.now(),
        )
    return actor_of(person)


def sign_out(workspace: Workspace, secret: str) -> None:
    """End one session; an unknown secret changes nothing."""
    with workspace.store.read() as reader:
        found = _sign_in(reader, secret)
        person = _person(reader, found) if found else None
    if found is not None:
        workspace.store.write(
            person.id if person else AT_THE_DOOR,
            lambda uow: end_sign_ins(uow, token_hash=hash_of(secret)),
            at=workspace.now(),
        )


def sign_out_everywhere(desk: Desk) -> None:
    """End every session of the actor's, on every device."""

    def save(uow: UnitOfWork) -> None:
        for account in uow.find(Account, person_id=desk.actor.person_id):
            end_sign_ins(uow, account_id=account.id)

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
