"""One-time links and codes: what one is good for, for how long, and what ends it."""

import datetime as dt
from collections.abc import Mapping

from lp_planner.auth import tries
from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.accounts.accounts import Account, LinkGone, LinkPurpose, OneTimeLink
from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.throttle import take_try
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

GOOD_FOR: Mapping[LinkPurpose, dt.timedelta] = {
    LinkPurpose.FIRST_ADMIN: dt.timedelta(hours=24),
    LinkPurpose.INVITATION: dt.timedelta(days=7),
    LinkPurpose.RESET: dt.timedelta(hours=24),
}
TAKEN_UP = (LinkPurpose.INVITATION, LinkPurpose.RESET)
"""What is taken up by whom an account belongs to."""


class Handed(Frozen):
    """A one-time link just made; ``secret`` is shown this once and cannot be read again."""

    purpose: LinkPurpose
    name: str
    secret: str
    expires_at: dt.datetime


class LinkSeen(Frozen):
    """What the holder of a link is told before they use it."""

    purpose: LinkPurpose
    email: str


def add_link(
    uow: UnitOfWork, purpose: LinkPurpose, account_id: str | None, secret: str
) -> OneTimeLink:
    """Make a link that works once, until its time is over."""
    return uow.add(
        OneTimeLink,
        purpose=purpose,
        account_id=account_id,
        token_hash=hash_of(secret),
        expires_at=uow.at + GOOD_FOR[purpose],
    )


def handed(link: OneTimeLink, person: Person, secret: str) -> Handed:
    """What an admin passes on."""
    return Handed(purpose=link.purpose, name=person.name, secret=secret, expires_at=link.expires_at)


def end_links(uow: UnitOfWork, account_id: str) -> None:
    """Let the one-time links of an account work no longer."""
    for link in uow.find(OneTimeLink, account_id=account_id):
        uow.remove(link)
        if link.used_at is None:
            person_id = uow.get(Account, account_id).person_id
            note(uow, SecurityEvent.LINK_ENDED, person_id=person_id)


def open_link(
    reader: Reader, workspace: Workspace, secret: str, *purposes: LinkPurpose
) -> OneTimeLink:
    """The link of a secret that can still be used for one of these purposes.

    Raises:
        LinkGone: for every other secret, in the same words.
    """
    found = reader.find(OneTimeLink, token_hash=hash_of(secret), purpose=list(purposes))
    if not found or found[0].used_at is not None or workspace.now() >= found[0].expires_at:
        raise LinkGone
    if found[0].account_id is not None:
        account = reader.find(Account, id=found[0].account_id)
        if not account or account[0].closed_at is not None:
            raise LinkGone
    return found[0]


def check_link(workspace: Workspace, secret: str, *purposes: LinkPurpose, address: str) -> None:
    """Return when a secret can still be used; one that cannot is counted as a guess.

    A secret of ours is far too long to be guessed, so that a right one never has to wait.

    Raises:
        LinkGone: for every other secret, in the same words.
        TooManyTries: for every other secret, after too many from this address.
    """
    try:
        with workspace.store.read() as reader:
            open_link(reader, workspace, secret, *purposes)
    except LinkGone:
        take_try(workspace, tries.network(address), address)
        raise
