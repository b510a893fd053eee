"""Accounts of a school installation: the first admin, invitations, passwords by one-time link."""

from collections.abc import Mapping
from enum import StrEnum

from lp_planner.auth import passwords
from lp_planner.auth.secret_words import new_code, new_token, tidy_code
from lp_planner.domain.accounts.accounts import (
    Account,
    Introduction,
    LinkGone,
    LinkPurpose,
    OneTimeLink,
    SchoolIdentity,
    SecondFactor,
    is_email,
    tidy_email,
)
from lp_planner.domain.accounts.people import Person, Role, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.errors import InvalidTransition, NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.one_time_links import (
    TAKEN_UP,
    Handed,
    LinkSeen,
    add_link,
    check_link,
    end_links,
    handed,
    open_link,
)
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.sign_in import (
    Visitor,
    end_sign_ins,
)
from lp_planner.services.accounts.throttle import AT_THE_DOOR, know_browser, start_afresh
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {
    "name": "Name",
    "email": "E-mail address",
    "job_title": "What they do",
    "school": "School",
}
INVITED_ROLES = (
    Role.LEAD_PRACTITIONER,
    Role.COACH,
    Role.SENIOR_LEADER,
    Role.TRUST_LEAD,
    Role.ADMIN,
)
"""Moderators have no account: a submission's own link opens it for them."""


class AccountState(StrEnum):
    """Where somebody's account stands."""

    INVITED = "invited, has not chosen a password yet"
    OPEN = "can sign in"
    CLOSED = "closed"


class AccountSeen(Frozen):
    """What an admin sees of somebody: who they are, never what they write."""

    person_id: str
    name: str
    email: str
    role: Role
    school_id: str
    state: AccountState
    has_school_account: bool = False
    has_second_factor: bool = False


def first_admin_code(workspace: Workspace) -> str:
    """A new code for the first admin; "" once there is an admin. Earlier codes stop working."""
    if not needs_first_admin(workspace):
        return ""
    code = new_code()

    def save(uow: UnitOfWork) -> None:
        for old in uow.find(OneTimeLink, purpose=LinkPurpose.FIRST_ADMIN):
            uow.remove(old)
        add_link(uow, LinkPurpose.FIRST_ADMIN, None, code)

    workspace.store.write(AT_THE_DOOR, save, at=workspace.now())
    return code


def needs_first_admin(workspace: Workspace) -> bool:
    """Whether this is a school installation that nobody looks after yet."""
    with workspace.store.read() as reader:
        return workspace.is_school and not _admins(reader)


def become_first_admin(
    workspace: Workspace,
    *,
    code: str,
    name: str,
    email: str,
    school: str,
    password: str,
    address: str,
) -> None:
    """Make the first school and the account that looks after the installation.

    Raises:
        LinkGone: for a code that is wrong, used or expired, and once there is an admin.
        TooManyTries: after too many tries from this address.
        ValidationFailed: with every answer that needs another look.
    """
    if not needs_first_admin(workspace):
        raise LinkGone
    secret = tidy_code(code)
    check_link(workspace, secret, LinkPurpose.FIRST_ADMIN, address=address)
    _check_introduction(name, email, {"school": "" if school.strip() else _empty("school")})
    check_new_password(password, name, email, school)
    kept = passwords.hash_of_password(password)

    def save(uow: UnitOfWork) -> None:
        if _admins(uow):
            raise LinkGone
        link = open_link(uow, workspace, secret, LinkPurpose.FIRST_ADMIN)
        uow.change(link, used_at=workspace.now())
        place = uow.add(School, name=school)
        person = uow.add(Person, name=name, role=Role.ADMIN, school_id=place.id)
        uow.add(Account, person_id=person.id, email=tidy_email(email), password_hash=kept)
        note(uow, SecurityEvent.LINK_USED, person_id=person.id)
        note(uow, SecurityEvent.ACCOUNT_MADE, person_id=person.id, detail=str(person.role))

    with in_words(LABELS):
        workspace.store.write(AT_THE_DOOR, save, at=workspace.now())


def invite(
    desk: Desk,
    *,
    name: str,
    email: str,
    role: Role,
    school_id: str,
    job_title: str = "",
) -> Handed:
    """Make an account for somebody, and the link with which they choose their password.

    Raises:
        NotFound: for a school that is not here.
        PermissionDenied: for everybody but an admin.
        ValidationFailed: with every answer that needs another look.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    is_known_role = role in INVITED_ROLES
    faults = {} if is_known_role else {"role": "Please choose a role that signs in."}
    _check_introduction(name, email, faults)
    secret = new_token()

    def save(uow: UnitOfWork) -> Handed:
        uow.get(School, school_id)
        if uow.find(Account, email=tidy_email(email)):
            message = "Somebody with this e-mail address has an account here already."
            raise ValidationFailed({"email": message})
        person = uow.add(Person, name=name, job_title=job_title, role=role, school_id=school_id)
        account = uow.add(Account, person_id=person.id, email=tidy_email(email))
        note(uow, SecurityEvent.ACCOUNT_MADE, person_id=person.id, detail=str(role))
        note(uow, SecurityEvent.LINK_MADE, person_id=person.id)
        link = add_link(uow, LinkPurpose.INVITATION, account.id, secret)
        return handed(link, person, secret)

    with in_words(LABELS):
        return desk.write(save)


def everybody(desk: Desk) -> list[AccountSeen]:
    """Everybody with an account, by name.

    Raises:
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    with desk.read() as reader:
        known = reader.find(Account)
        ids = [account.person_id for account in known]
        people = {person.id: person for person in reader.find(Person, id=ids)}
        linked = {identity.account_id for identity in reader.find(SchoolIdentity)}
        coded = {one.account_id for one in reader.find(SecondFactor) if one.confirmed_at}
    seen = [
        _seen(one, people[one.person_id], is_linked=one.id in linked, has_codes=one.id in coded)
        for one in known
    ]
    return sorted(seen, key=lambda one: (one.name.casefold(), one.email))


def make_new_link(desk: Desk, person_id: str) -> Handed:
    """A fresh link for somebody: their invitation again, or a new password.

    Earlier links of theirs stop working; a password in use goes on until the link is used.

    Raises:
        InvalidTransition: while the account is closed.
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    secret = new_token()

    def save(uow: UnitOfWork) -> Handed:
        account = account_unchecked(uow, person_id)
        if account.closed_at is not None:
            raise InvalidTransition("This account is closed. Please open it again first.")
        end_links(uow, account.id)
        note(uow, SecurityEvent.LINK_MADE, person_id=person_id)
        purpose = LinkPurpose.RESET if account.password_hash else LinkPurpose.INVITATION
        link = add_link(uow, purpose, account.id, secret)
        return handed(link, uow.get(Person, person_id), secret)

    return desk.write(save)


def look_at_link(workspace: Workspace, secret: str) -> LinkSeen:
    """What a link is for; looking does not use it up, since chat programs look at links too.

    Raises:
        LinkGone: for a secret that is unknown, used or expired, all in the same words.
    """
    with workspace.store.read() as reader:
        link = open_link(reader, workspace, secret, *TAKEN_UP)
        account = reader.get(Account, str(link.account_id))
    return LinkSeen(purpose=link.purpose, email=account.email)


def set_password(workspace: Workspace, visitor: Visitor, *, secret: str, password: str) -> str:
    """Use a link to choose a password; every session of the account ends.

    The account knows this browser from now on, by the secret that is given back: whoever holds a
    fresh link is never kept waiting by guesses of others.

    Raises:
        LinkGone: for a secret that is unknown, used or expired, all in the same words.
        TooManyTries: after too many secrets from this address that are none of ours.
        ValidationFailed: on ``password``.
    """
    check_link(workspace, secret, *TAKEN_UP, address=visitor.address)
    with workspace.store.read() as reader:
        link = open_link(reader, workspace, secret, *TAKEN_UP)
        known = known_of_unchecked(reader, reader.get(Account, str(link.account_id)))
    check_new_password(password, *known)
    kept = passwords.hash_of_password(password)

    def save(uow: UnitOfWork) -> str:
        link = open_link(uow, workspace, secret, *TAKEN_UP)
        account = uow.get(Account, str(link.account_id))
        uow.change(link, used_at=workspace.now())
        uow.change(account, password_hash=kept)
        end_links(uow, account.id)
        end_sign_ins(uow, account_id=account.id)
        start_afresh(uow, account)
        note(uow, SecurityEvent.LINK_USED, person_id=account.person_id, address=visitor.address)
        note(uow, SecurityEvent.PASSWORD_CHANGED, person_id=account.person_id)
        return know_browser(uow, account.id, instead_of=visitor.known_by)

    return workspace.store.write(AT_THE_DOOR, save, at=workspace.now())


def close_account(desk: Desk, person_id: str) -> None:
    """Let somebody sign in no more, from this moment on; their work stays theirs.

    Raises:
        InvalidTransition: for one's own account, so that there is always an admin.
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    if person_id == desk.actor.person_id:
        raise InvalidTransition("You cannot close your own account. Please ask another admin.")

    def save(uow: UnitOfWork) -> None:
        account = account_unchecked(uow, person_id)
        if account.closed_at is None:
            uow.change(account, closed_at=desk.now())
        end_links(uow, account.id)
        end_sign_ins(uow, account_id=account.id)
        note(uow, SecurityEvent.ACCOUNT_CLOSED, person_id=person_id)

    desk.write(save)


def end_sessions_of(desk: Desk, person_id: str) -> None:
    """Sign somebody out everywhere; which sessions they had stays theirs to know.

    Raises:
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)

    def save(uow: UnitOfWork) -> None:
        end_sign_ins(uow, account_id=account_unchecked(uow, person_id).id)
        note(uow, SecurityEvent.SESSIONS_ENDED, person_id=person_id)

    desk.write(save)


def reopen_account(desk: Desk, person_id: str) -> None:
    """Let somebody sign in again, with the password they had.

    Raises:
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)

    def save(uow: UnitOfWork) -> None:
        uow.change(account_unchecked(uow, person_id), closed_at=None)
        note(uow, SecurityEvent.ACCOUNT_OPENED, person_id=person_id)

    desk.write(save)


def _seen(account: Account, person: Person, *, is_linked: bool, has_codes: bool) -> AccountSeen:
    is_open = is_linked or account.password_hash
    state = AccountState.OPEN if is_open else AccountState.INVITED
    return AccountSeen(
        person_id=person.id,
        name=person.name,
        email=account.email,
        role=person.role,
        school_id=person.school_id,
        state=state if account.closed_at is None else AccountState.CLOSED,
        has_school_account=is_linked,
        has_second_factor=has_codes,
    )


def _admins(reader: Reader) -> list[Account]:
    people = [person.id for person in reader.find(Person, role=Role.ADMIN)]
    return reader.find(Account, person_id=people)


def account_unchecked(reader: Reader, person_id: str) -> Account:
    """Somebody's account; as for an unknown person where there is none."""
    found = reader.find(Account, person_id=person_id)
    if not found:
        raise NotFound
    return found[0]


def _empty(name: str) -> str:
    return f"“{LABELS[name]}” is still empty."


def _check_introduction(name: str, email: str, faults: Mapping[str, str]) -> None:
    found = {
        "name": "" if name.strip() else _empty("name"),
        "email": "" if is_email(tidy_email(email)) else "Please give a whole e-mail address.",
        **faults,
    }
    if any(found.values()):
        raise ValidationFailed({key: fault for key, fault in found.items() if fault})
    with in_words(LABELS):
        Introduction(name=name, email=email)


def known_of_unchecked(reader: Reader, account: Account) -> tuple[str, ...]:
    """What others know of somebody, and would try first."""
    person = reader.get(Person, account.person_id)
    return account.email, person.name, reader.get(School, person.school_id).name


def check_new_password(password: str, *known: str) -> None:
    """Return when a new password will do; ``known`` is what others know of its owner.

    Raises:
        ValidationFailed: on ``password``.
    """
    if fault := passwords.password_fault(password, known=known):
        raise ValidationFailed({"password": fault})
