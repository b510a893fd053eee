"""The security log: noting what happened to accounts, and reading it.

It holds ids, words from our own lists and coarse networks. Nothing that was typed at the door gets
into it: people type passwords where the e-mail address belongs.
"""

import datetime as dt

from lp_planner.auth.tries import coarse_network
from lp_planner.config import Settings
from lp_planner.domain.accounts.accounts import Account
from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.accounts.security import SecurityEntry, SecurityEvent
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.workspace import Desk, open_workspace
from lp_planner.storage import security_log
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import joined

PAGE = 50
MOST_LINES = 100_000
NOBODY = "somebody without an account"


class LogLine(Frozen):
    """One line as it reads."""

    at: dt.datetime
    what: str
    who: str
    by: str
    network: str


class LogPage(Frozen):
    """A page of the log, and whether there are older lines."""

    lines: tuple[LogLine, ...]
    has_older: bool


def note(
    uow: UnitOfWork,
    event: SecurityEvent,
    *,
    person_id: str = "",
    address: str = "",
    detail: str = "",
) -> None:
    """Note what happens in this transaction, by whom it is made, about whose account."""
    entry = SecurityEntry(
        at=uow.at,
        event=event,
        actor_id=uow.actor_id,
        person_id=person_id,
        network=coarse_network(address),
        detail=detail,
    )
    security_log.add_entry(uow, entry)


def read_log(desk: Desk, *, page: int = 0) -> LogPage:
    """One page of the log, the newest lines first.

    Raises:
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.READ_SECURITY_LOG)
    with desk.read() as reader:
        found = security_log.entries(reader, most=PAGE + 1, skip=PAGE * max(page, 0))
        lines = _in_words(reader, found[:PAGE])
    return LogPage(lines=lines, has_older=len(found) > PAGE)


def print_log(settings: Settings, since: dt.datetime | None) -> str:
    """The log as lines of text, the oldest first, for whoever runs the planner's computer."""
    with open_workspace(settings).store.read() as reader:
        found = security_log.entries(reader, since=since, most=MOST_LINES)
        lines = _in_words(reader, found[::-1])
    return (
        "\n".join(
            joined(f"{line.at:%Y-%m-%d %H:%M:%S} UTC", line.what, line.who, line.by, line.network)
            for line in lines
        )
        or "The security log has no entries."
    )


def _in_words(reader: Reader, found: list[SecurityEntry]) -> tuple[LogLine, ...]:
    ids = sorted({id_ for entry in found for id_ in (entry.actor_id, entry.person_id)})
    names = {p.id: p.name for p in reader.find(Person, id=ids, include_removed=True)}
    names |= {
        account.person_id: f"{names.get(account.person_id, '')} ({account.email})"
        for account in reader.find(Account, person_id=ids, include_removed=True)
    }
    return tuple(
        LogLine(
            at=entry.at.astimezone(dt.UTC),
            what=joined(entry.event.value, entry.detail),
            who=names.get(entry.person_id, "") or NOBODY,
            by="" if entry.actor_id == entry.person_id else _by(names, entry.actor_id),
            network=entry.network,
        )
        for entry in found
    )


def _by(names: dict[str, str], actor_id: str) -> str:
    return f"by {names[actor_id]}" if names.get(actor_id) else ""
