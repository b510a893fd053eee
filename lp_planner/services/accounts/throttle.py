"""Tries to sign in: which are counted together, how long to wait, and which browsers are known.

A browser that signed in to an account before is counted by itself. Guesses from elsewhere, however
many, make other browsers wait and not that one (docs/adr/0037).
"""

import datetime as dt
from collections.abc import Callable

from lp_planner.auth import tries
from lp_planner.auth.secret_words import hash_of, new_token
from lp_planner.domain.accounts.accounts import Account, TooManyTries
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.security_log import note
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage import sign_in_notes
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

AT_THE_DOOR = "sign-in"
"""Who the audit trail names for what happens before somebody is known."""
KNOWN_FOR = dt.timedelta(days=180)
PASSWORDS, CODES = "password", "code"
"""What is tried at the door."""


class Try(Frozen):
    """One try that was counted."""

    id: str
    first: str
    """The bucket that one right try empties; "" where it empties none."""


def take_try(workspace: Workspace, bucket: tries.Bucket, address: str) -> Try:
    """Count one try from an address before it is looked at, so that many at once do not slip by.

    Raises:
        TooManyTries: when there were too many in the bucket.
    """
    return _take(workspace, lambda _: (bucket,), address=address).model_copy(update={"first": ""})


def take_try_for(workspace: Workspace, email: str, *, address: str, browser: str, of: str) -> Try:
    """Count one try for an account, by itself where it comes from a browser that the account knows.

    ``of`` names what is tried: passwords and codes are counted apart.

    Raises:
        TooManyTries: when there were too many of its kind.
    """

    def buckets(reader: Reader) -> tuple[tries.Bucket, ...]:
        token = hash_of(browser)
        if sign_in_notes.knows_browser(reader, email, token, workspace.now()):
            return (tries.known_browser(f"{of}:{email}", token),)
        return (
            tries.account_from_network(f"{of}:{email}", address),
            tries.account_from_anywhere(f"{of}:{email}"),
            tries.network(address),
        )

    return _take(workspace, buckets, email=email, address=address)


def must_wait(workspace: Workspace, bucket: tries.Bucket) -> bool:
    """Whether there were too many tries in a bucket; asking counts for none and writes nothing."""
    with workspace.store.read() as reader:
        tried_at = sign_in_notes.tries_in(reader, bucket.name)
    return bool(bucket.wait(tried_at, workspace.now()))


def was_right(uow: UnitOfWork, taken: Try) -> None:
    """Take a try back, and forget the wrong ones before it from the same place."""
    sign_in_notes.forget_try(uow, taken.id)
    sign_in_notes.forget_tries(uow, taken.first)


def know_browser(uow: UnitOfWork, account_id: str, *, instead_of: str) -> str:
    """Know this browser as one of the account's; its new secret.

    ``instead_of`` is the secret it held before. It stops working, so that nobody can plant one.
    """
    secret = new_token()
    sign_in_notes.know_browser(
        uow,
        account_id,
        hash_of(secret),
        instead_of=hash_of(instead_of),
        until=uow.at + KNOWN_FOR,
    )
    return secret


def start_afresh(uow: UnitOfWork, account: Account) -> None:
    """Forget every try for an account and every browser it knows, as with a new password."""
    for of in (PASSWORDS, CODES):
        bucket = tries.account_from_anywhere(f"{of}:{account.email}")
        sign_in_notes.forget_tries(uow, bucket.name)
    sign_in_notes.forget_browsers(uow, account.id)


def _take(
    workspace: Workspace,
    choose: Callable[[Reader], tuple[tries.Bucket, ...]],
    *,
    email: str = "",
    address: str,
) -> Try:
    def save(uow: UnitOfWork) -> Try:
        now = workspace.now()
        sign_in_notes.forget_old_tries(uow, now - tries.DAY)
        counted = {b: sign_in_notes.tries_in(uow, b.name) for b in choose(uow)}
        if wait := max(bucket.wait(at, now) for bucket, at in counted.items()):
            raise TooManyTries(wait)
        if any(bucket.wait([*at, now], now) for bucket, at in counted.items()):
            # Noted as the waiting begins: what is refused while it lasts would fill the log.
            about = uow.find(Account, email=email)
            person_id = about[0].person_id if about else ""
            note(uow, SecurityEvent.MADE_TO_WAIT, person_id=person_id, address=address)
        first = next(iter(counted)).name
        return Try(id=sign_in_notes.note_try(uow, [b.name for b in counted]), first=first)

    return workspace.store.write(AT_THE_DOOR, save, at=workspace.now())
