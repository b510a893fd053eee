"""Accounts of a school installation: who signs in, with what link, and which sessions are open.

Secrets are never stored: of a password only a salted hash is kept, of any other its SHA-256.
"""

import datetime as dt
import re
import unicodedata
from enum import StrEnum

from pydantic import AwareDatetime, Field

from lp_planner.domain.records.errors import PlannerError
from lp_planner.domain.records.fields import Line, NeededLine
from lp_planner.domain.records.records import Frozen, Stamped
from lp_planner.wording import counted

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Account(Stamped):
    """How one person signs in. Without a password it is an invitation nobody has taken up yet."""

    person_id: str
    email: NeededLine
    password_hash: str = ""
    closed_at: AwareDatetime | None = None


class LinkPurpose(StrEnum):
    """What a one-time link or code is for."""

    FIRST_ADMIN = "first_admin"
    INVITATION = "invitation"
    RESET = "reset"


class SchoolIdentity(Stamped):
    """The school account that somebody signs in with, as its provider names it for good.

    No name, no token and no password of theirs is kept.
    """

    account_id: str
    issuer: NeededLine
    subject: NeededLine


class Vouched(Frozen):
    """What a provider says of somebody who has just signed in there."""

    issuer: str
    subject: str
    email: str = ""
    is_verified: bool = False


class OneTimeLink(Stamped):
    """A secret that works once, until a moment; the first admin's code belongs to no account."""

    purpose: LinkPurpose
    account_id: str | None = None
    token_hash: str
    expires_at: AwareDatetime
    used_at: AwareDatetime | None = None


class SignIn(Stamped):
    """One signed-in browser; it is removed when somebody signs out."""

    account_id: str
    token_hash: str
    last_seen_at: AwareDatetime
    expires_at: AwareDatetime
    browser: str = ""
    """Which browser it is, in plain words; nothing that would tell one from another of its kind."""


class SecondFactor(Stamped):
    """The app on somebody's telephone whose codes are asked for after the password.

    Its secret has to be kept as it is, since each code is worked out from it.
    """

    account_id: str
    secret: str = Field(repr=False)
    confirmed_at: AwareDatetime | None = None
    """When a first code was right; until then it asks for nothing."""
    last_step: int = 0
    """The step of the last code that was used; it and earlier ones count no more."""


class RecoveryCode(Stamped):
    """A code to write down, which once stands in for the app."""

    account_id: str
    code_hash: str
    used_at: AwareDatetime | None = None


class SecondStep(Stamped):
    """A browser that gave the right password and still has to give a code."""

    account_id: str
    token_hash: str
    expires_at: AwareDatetime


class Introduction(Frozen):
    """What an admin writes down about somebody who is to have an account."""

    name: NeededLine
    email: NeededLine
    job_title: Line = ""


class SignInRefused(PlannerError):
    """This e-mail address and password do not fit together. Please look at both again."""


class WrongCode(PlannerError):
    """This code is not right, or was used already. Please wait for the next one and try again."""


class StepGone(PlannerError):
    """Signing in took too long. Please begin again with your password."""


class TooManyTries(PlannerError):
    """There were too many tries; ``wait`` is how long until the next one may be made."""

    def __init__(self, wait: dt.timedelta) -> None:
        """Say the wait in whole minutes."""
        minutes = counted(max(1, -(-int(wait.total_seconds()) // 60)), "minute", "minutes")
        super().__init__(f"There were too many tries. Please wait {minutes}, then try again.")
        self.wait = wait


class SignedOut(PlannerError):
    """You are signed out. What you had typed so far is kept; please sign in again."""


class NotVouchedFor(PlannerError):
    """Signing in with your school account did not work. Please try once more."""


class NobodyInvited(PlannerError):
    """This school account opens nothing here. Please ask your planner’s admin for an invitation."""


class LinkGone(PlannerError):
    """This link or code does not work, or not any more. Please ask your admin for a new one."""


def tidy_email(text: str) -> str:
    """An e-mail address as it is compared: without spaces around it, in small letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_email(text: str) -> bool:
    """Whether a tidy text has the shape of an e-mail address."""
    return bool(_EMAIL.fullmatch(text))
