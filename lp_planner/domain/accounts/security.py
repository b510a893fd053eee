"""What the security log says: that something happened to an account, and never what was written."""

from enum import StrEnum

from pydantic import AwareDatetime

from lp_planner.domain.records.records import Frozen


class SecurityEvent(StrEnum):
    """Everything that is noted, as it reads."""

    SIGNED_IN = "signed in"
    REFUSED = "refused at sign-in"
    MADE_TO_WAIT = "too many tries; the next one has to wait"
    SIGNED_OUT = "signed out"
    SESSIONS_ENDED = "sessions ended"
    ACCOUNT_MADE = "account made"
    ACCOUNT_CLOSED = "account closed"
    ACCOUNT_OPENED = "account opened again"
    LINK_MADE = "one-time link made"
    LINK_ENDED = "one-time link ended, not used"
    LINK_USED = "one-time link used"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - what happened, no password
    SCHOOL_ACCOUNT_ON = "school account put on"
    SCHOOL_ACCOUNT_OFF = "school account taken off"
    SECOND_FACTOR_ON = "second factor set up"
    SECOND_FACTOR_OFF = "second factor taken off"
    RECOVERY_CODE_USED = "recovery code used"
    EMERGENCY = "project opened in an emergency"


class SecurityEntry(Frozen):
    """One line of the log: ids and words from our own lists, nothing that somebody typed."""

    at: AwareDatetime
    event: SecurityEvent
    actor_id: str
    """Who did it: a person, or ours for what happens before somebody is known."""
    person_id: str = ""
    """Whose account it is about; "" where there is none."""
    network: str = ""
    """The network it came from, too coarse to tell one computer."""
    detail: str = ""
    """A word from our own lists, such as a role."""
