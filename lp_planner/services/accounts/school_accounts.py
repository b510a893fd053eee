"""Signing in with a school account: whom it belongs to here, and taking that away again.

A school account opens an account that an admin made, and no other. The first time it is known by
the invitation that is taken up with it, or by an address that its provider has verified; from then
on by issuer and subject alone, since addresses are given to other people.
"""

from lp_planner.auth import tries
from lp_planner.domain.accounts.accounts import (
    Account,
    NobodyInvited,
    SchoolIdentity,
    Vouched,
    tidy_email,
)
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.services.accounts.accounts import account_unchecked
from lp_planner.services.accounts.one_time_links import TAKEN_UP, end_links, open_link
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.sign_in import (
    Entered,
    Visitor,
    end_sign_ins,
    let_in,
    note_refusal,
    open_account_unchecked,
)
from lp_planner.services.accounts.throttle import take_try, was_right
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


def sign_in_with(
    workspace: Workspace, visitor: Visitor, vouched: Vouched, *, invitation: str = ""
) -> Entered:
    """Sign in whoever a provider vouches for.

    Raises:
        LinkGone: for an invitation that is unknown, used or expired.
        NobodyInvited: in one sentence for somebody without an account, a closed one, an address
            that is not verified, and an account that another school account opens.
        TooManyTries: after too many tries from this address.
    """
    taken = take_try(workspace, tries.vouched_from(visitor.address), visitor.address)

    def whose(reader: Reader) -> Account:
        known = _known(reader, vouched)
        if invitation:
            account = _invited(reader, workspace, invitation, known)
        else:
            account = known or _by_address(reader, vouched)
        if account.closed_at is not None:
            raise NobodyInvited
        return account

    def save(uow: UnitOfWork) -> Entered:
        account = whose(uow)
        if invitation:
            _use_up(uow, workspace, invitation, account)
        if _known(uow, vouched) is None:
            for earlier in uow.find(SchoolIdentity, account_id=account.id):
                uow.remove(earlier)
            note(uow, SecurityEvent.SCHOOL_ACCOUNT_ON, person_id=account.person_id)
            uow.add(
                SchoolIdentity,
                account_id=account.id,
                issuer=vouched.issuer,
                subject=vouched.subject,
            )
        was_right(uow, taken)
        return let_in(uow, workspace, account, visitor)

    try:
        with workspace.store.read() as reader:
            person_id = whose(reader).person_id
    except NobodyInvited:
        note_refusal(workspace, visitor, detail="school account")
        raise
    return workspace.store.write(person_id, save, at=workspace.now())


def unlink(desk: Desk, person_id: str) -> None:
    """Let a school account open somebody's account no longer; their sessions end.

    Raises:
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)

    def save(uow: UnitOfWork) -> None:
        account = account_unchecked(uow, person_id)
        for identity in uow.find(SchoolIdentity, account_id=account.id):
            uow.remove(identity)
        note(uow, SecurityEvent.SCHOOL_ACCOUNT_OFF, person_id=person_id)
        end_sign_ins(uow, account_id=account.id)

    desk.write(save)


def _known(reader: Reader, vouched: Vouched) -> Account | None:
    found = reader.find(SchoolIdentity, issuer=vouched.issuer, subject=vouched.subject)
    return reader.get(Account, found[0].account_id) if found else None


def _by_address(reader: Reader, vouched: Vouched) -> Account:
    """The account of a verified address that no school account opens yet."""
    account = (
        open_account_unchecked(reader, tidy_email(vouched.email)) if vouched.is_verified else None
    )
    if account is None or reader.find(SchoolIdentity, account_id=account.id):
        raise NobodyInvited
    return account


def _invited(reader: Reader, workspace: Workspace, secret: str, known: Account | None) -> Account:
    """The account of a one-time link, unless this school account opens another one."""
    link = open_link(reader, workspace, secret, *TAKEN_UP)
    if known is not None and known.id != link.account_id:
        raise NobodyInvited
    return reader.get(Account, str(link.account_id))


def _use_up(uow: UnitOfWork, workspace: Workspace, secret: str, account: Account) -> None:
    uow.change(open_link(uow, workspace, secret, *TAKEN_UP), used_at=workspace.now())
    note(uow, SecurityEvent.LINK_USED, person_id=account.person_id)
    end_links(uow, account.id)
