"""The second factor: an app whose codes are asked for after the password (docs/adr/0038)."""

import datetime as dt

from lp_planner.auth.one_time_codes import app_address, new_secret, step_of
from lp_planner.auth.secret_words import hash_of, new_code, tidy_code
from lp_planner.config import Settings
from lp_planner.domain.accounts.accounts import (
    Account,
    RecoveryCode,
    SecondFactor,
    SecondStep,
    StepGone,
    WrongCode,
    tidy_email,
)
from lp_planner.domain.accounts.people import Role
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.accounts.security import SecurityEvent
from lp_planner.domain.records.errors import InvalidTransition, NotFound
from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.accounts import account_unchecked
from lp_planner.services.accounts.security_log import note
from lp_planner.services.accounts.sign_in import (
    STEP_LASTS,
    Entered,
    Visitor,
    begin_session,
    end_sign_ins,
    note_refusal,
    second_factor_unchecked,
)
from lp_planner.services.accounts.throttle import CODES, take_try_for, was_right
from lp_planner.services.desk.workspace import Desk, Workspace, open_workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

RECOVERY_CODES, RECOVERY_GROUPS = 10, 6
"""How many codes, each of 120 random bits, so that a plain hash keeps them well."""
ON_THE_SERVER = "server"
"""Who the trail names for what is done on the planner's computer."""


class SetUp(Frozen):
    """What somebody's app has to know: the secret to type, and the same as an address."""

    secret: str
    address: str


def enter_code(workspace: Workspace, visitor: Visitor, *, waiting: str, code: str) -> Entered:
    """Sign in with a code of the app, or with a recovery code, after the password.

    Raises:
        StepGone: when the step before is too long ago.
        TooManyTries: after too many codes.
        WrongCode: for a code that is wrong or was used.
    """
    account = _waiting_account(workspace, waiting)
    taken = take_try_for(
        workspace, account.email, address=visitor.address, browser=visitor.known_by, of=CODES
    )

    def save(uow: UnitOfWork) -> Entered:
        _end_step(uow, waiting)
        if not _is_right(uow, account, code):
            raise WrongCode
        was_right(uow, taken)
        return begin_session(uow, workspace, account, visitor)

    try:
        return workspace.store.write(account.person_id, save, at=workspace.now())
    except WrongCode:
        note_refusal(workspace, visitor, account, detail="code")
        raise


def begin_set_up(desk: Desk) -> SetUp:
    """What the actor's app has to know; nothing is asked for until a first code was right.

    Raises:
        InvalidTransition: when one is set up already.
        NotFound: for somebody without an account.
    """
    return desk.write(lambda uow: _begin(uow, account_unchecked(uow, desk.actor.person_id)))


def begun_set_up(desk: Desk) -> SetUp:
    """The same as :func:`begin_set_up` told, for who mistyped the first code.

    Raises:
        InvalidTransition: when nothing was begun, or too long ago.
        NotFound: for somebody without an account.
    """
    with desk.read() as reader:
        account = account_unchecked(reader, desk.actor.person_id)
        return _told(_begun(reader, account, desk.now()), account)


def confirm(desk: Desk, code: str) -> tuple[str, ...]:
    """Ask for codes from now on; the recovery codes, which are shown this once.

    Raises:
        InvalidTransition: when nothing was begun, or one is set up already.
        WrongCode: for a code that is wrong.
    """

    def save(uow: UnitOfWork) -> tuple[str, ...]:
        return _confirm(uow, account_unchecked(uow, desk.actor.person_id), code)

    return desk.write(save)


def begin_required_set_up(workspace: Workspace, waiting: str) -> SetUp:
    """The same as :func:`begin_set_up`, for an admin who may not come in without.

    Raises:
        InvalidTransition: when one is set up already.
        StepGone: when the step before is too long ago.
    """
    account = _waiting_account(workspace, waiting)
    return workspace.store.write(
        account.person_id, lambda uow: _begin(uow, account), at=workspace.now()
    )


def confirm_required(
    workspace: Workspace, visitor: Visitor, *, waiting: str, code: str
) -> tuple[Entered, tuple[str, ...]]:
    """The same as :func:`confirm`, and come in.

    Raises:
        InvalidTransition: when nothing was begun, or one is set up already.
        StepGone: when the step before is too long ago.
        WrongCode: for a code that is wrong.
    """
    account = _waiting_account(workspace, waiting)

    def save(uow: UnitOfWork) -> tuple[Entered, tuple[str, ...]]:
        codes = _confirm(uow, account, code)
        _end_step(uow, waiting)
        return begin_session(uow, workspace, account, visitor), codes

    return workspace.store.write(account.person_id, save, at=workspace.now())


def turn_off(desk: Desk) -> None:
    """Ask the actor for no more codes.

    Raises:
        InvalidTransition: for an admin where admins have to have one.
        NotFound: for somebody without an account.
    """
    if desk.actor.role is Role.ADMIN and desk.workspace.asks_admins_for_codes:
        raise InvalidTransition("Admins have to have a second factor here.")
    desk.write(lambda uow: _take_off(uow, account_unchecked(uow, desk.actor.person_id)))


def reset_second_factor(desk: Desk, person_id: str) -> None:
    """Take somebody's second factor off, for when they lost it; their sessions end.

    Raises:
        InvalidTransition: for one's own, so that a session left open does not take it off.
        NotFound: for somebody without an account.
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    if person_id == desk.actor.person_id:
        message = "Please take your own second factor off under “Your account”."
        raise InvalidTransition(message)

    def save(uow: UnitOfWork) -> None:
        account = account_unchecked(uow, person_id)
        _take_off(uow, account)
        end_sign_ins(uow, account_id=account.id)

    desk.write(save)


def reset_on_server(settings: Settings, email: str) -> str:
    """Take a second factor off on the planner's computer, for an admin whom no other can help.

    Raises:
        NotFound: for an address without an account.
    """
    workspace = open_workspace(settings)

    def save(uow: UnitOfWork) -> None:
        found = uow.find(Account, email=tidy_email(email))
        if not found:
            raise NotFound("Nobody has an account with this e-mail address.")
        _take_off(uow, found[0])
        end_sign_ins(uow, account_id=found[0].id)

    workspace.store.write(ON_THE_SERVER, save, at=workspace.now())
    return f"{tidy_email(email)} signs in without a code now, and can set up a new app."


def _waiting_account(workspace: Workspace, waiting: str) -> Account:
    with workspace.store.read() as reader:
        return reader.get(Account, _open_step(reader, waiting, workspace).account_id)


def _open_step(reader: Reader, waiting: str, workspace: Workspace) -> SecondStep:
    found = reader.find(SecondStep, token_hash=hash_of(waiting)) if waiting else []
    if not found or workspace.now() >= found[0].expires_at:
        raise StepGone
    account = reader.find(Account, id=found[0].account_id)
    if not account or account[0].closed_at is not None:
        raise StepGone
    return found[0]


def _end_step(uow: UnitOfWork, waiting: str) -> None:
    """Let the step before count once.

    Raises:
        StepGone: when it was used meanwhile.
    """
    found = uow.find(SecondStep, token_hash=hash_of(waiting))
    if not found or uow.at >= found[0].expires_at:
        raise StepGone
    uow.erase(uow.remove(found[0]))


def _begin(uow: UnitOfWork, account: Account) -> SetUp:
    if second_factor_unchecked(uow, account.id) is not None:
        raise InvalidTransition("A second factor is set up already.")
    try:
        factor = _begun(uow, account, uow.at)
    except InvalidTransition:
        uow.erase_all(SecondFactor, account_id=account.id)
        factor = uow.add(SecondFactor, account_id=account.id, secret=new_secret())
    return _told(factor, account)


def _begun(reader: Reader, account: Account, now: dt.datetime) -> SecondFactor:
    """What was begun and waits for its first code; it does not wait for long."""
    for factor in reader.find(SecondFactor, account_id=account.id):
        if factor.confirmed_at is None and now < factor.created_at + STEP_LASTS:
            return factor
    raise InvalidTransition("Please begin to set it up once more.")


def _told(factor: SecondFactor, account: Account) -> SetUp:
    return SetUp(secret=factor.secret, address=app_address(factor.secret, account.email))


def _confirm(uow: UnitOfWork, account: Account, code: str) -> tuple[str, ...]:
    factor = _begun(uow, account, uow.at)
    step = step_of(factor.secret, code, now=uow.at, after=0)
    if step is None:
        raise WrongCode
    uow.change(factor, confirmed_at=uow.at, last_step=step)
    uow.erase_all(RecoveryCode, account_id=account.id)
    codes = tuple(new_code(RECOVERY_GROUPS) for _ in range(RECOVERY_CODES))
    for each in codes:
        uow.add(RecoveryCode, account_id=account.id, code_hash=hash_of(each))
    note(uow, SecurityEvent.SECOND_FACTOR_ON, person_id=account.person_id)
    return codes


def _is_right(uow: UnitOfWork, account: Account, code: str) -> bool:
    factor = second_factor_unchecked(uow, account.id)
    if factor is None:
        return False
    step = step_of(factor.secret, code, now=uow.at, after=factor.last_step)
    if step is not None:
        uow.change(factor, last_step=step)
        return True
    found = uow.find(RecoveryCode, account_id=account.id, code_hash=hash_of(tidy_code(code)))
    if not found or found[0].used_at is not None:
        return False
    uow.change(found[0], used_at=uow.at)
    note(uow, SecurityEvent.RECOVERY_CODE_USED, person_id=account.person_id)
    return True


def _take_off(uow: UnitOfWork, account: Account) -> None:
    for model in (SecondFactor, RecoveryCode, SecondStep):
        uow.erase_all(model, account_id=account.id)
    note(uow, SecurityEvent.SECOND_FACTOR_OFF, person_id=account.person_id)
