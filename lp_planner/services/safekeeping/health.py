"""How the planner is: for its admin in words, and for a monitor in three words without content."""

import datetime as dt
import platform
import shutil
import threading
from collections import deque
from importlib.metadata import version
from pathlib import Path

from lp_planner import __version__
from lp_planner.auth.sessions import Freshness, freshness
from lp_planner.domain.accounts.accounts import SignIn
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.workspace import Desk, Workspace, utc_now
from lp_planner.services.safekeeping.copies import check_looks_after
from lp_planner.services.safekeeping.schedule import newest_scheduled, trouble_of_schedule
from lp_planner.services.safekeeping.upkeep import check_everything
from lp_planner.storage.checking import LastCheck, answers, last_check
from lp_planner.storage.copy_label import WholeCopy
from lp_planner.storage.copying import copies_of

LEAST_FREE = 500_000_000
"""Bytes below which a disk counts as almost full."""
ERRORS_KEPT = 50
_began_at = utc_now()


class Disk(Frozen):
    """The disk under one of the planner's folders."""

    what: str
    free: int
    total: int

    @property
    def has_room(self) -> bool:
        """Whether there is enough room to go on."""
        return self.free >= LEAST_FREE


class ErrorSeen(Frozen):
    """Something unforeseen: its reference, when, and where in the code. Never what was typed."""

    reference: str
    at: dt.datetime
    what: str


class Health(Frozen):
    """All that the person who looks after a planner needs to see."""

    disks: tuple[Disk, ...]
    newest: WholeCopy | None
    trouble: str
    check: LastCheck | None
    early_word: str
    is_blind: bool
    versions: tuple[str, ...]
    sessions: int
    errors: tuple[ErrorSeen, ...]


class Vitals(Frozen):
    """What a monitor may know."""

    database: bool
    disk: bool
    copy_in_time: bool
    copy_age_hours: int | None

    @property
    def is_well(self) -> bool:
        """Whether nobody need look."""
        return self.database and self.disk and self.copy_in_time


_errors: deque[ErrorSeen] = deque(maxlen=ERRORS_KEPT)
_guard = threading.Lock()


def note_error(reference: str, error: BaseException) -> None:
    """Remember an error nobody foresaw by its reference and place, for its message may quote."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
    with _guard:
        _errors.append(
            ErrorSeen(reference=reference, at=utc_now(), what=f"{type(error).__name__} in {place}")
        )


def health(desk: Desk) -> Health:
    """How this planner is.

    Raises:
        NotFound: in the demo school.
        PermissionDenied: for somebody who does not look after this planner.
    """
    check_looks_after(desk)
    workspace = desk.workspace
    store = workspace.store
    with _guard:
        errors = tuple(reversed(_errors))
    return Health(
        disks=_disks(workspace),
        newest=next(iter(copies_of(store)), None),
        trouble=trouble_of_schedule(),
        check=last_check(store),
        early_word=store.witness.early_word(store.engine) if store.witness else "",
        is_blind=bool(store.witness and store.witness.is_blind),
        versions=(
            f"LP Planner {__version__}",
            store.engine.version(),
            f"Streamlit {version('streamlit')}",
            f"Python {platform.python_version()}",
        ),
        sessions=_open_sessions(workspace),
        errors=errors,
    )


def check_now(desk: Desk) -> LastCheck:
    """Check everything at once, as ``verify`` does.

    Raises:
        NotFound: in the demo school.
        PermissionDenied: for somebody who does not look after this planner.
    """
    check_looks_after(desk)
    return check_everything(desk.workspace)


def vitals(workspace: Workspace) -> Vitals:
    """What a monitor may know: three answers and an age, nothing of what is kept."""
    newest = newest_scheduled(workspace, restorable=True)
    every = workspace.copying.every_hours
    age = workspace.now() - (newest or _began_at)
    return Vitals(
        database=answers(workspace.store),
        disk=all(disk.has_room for disk in _disks(workspace)),
        copy_in_time=every is None or age <= dt.timedelta(hours=2 * every),
        copy_age_hours=int(age.total_seconds() // 3600) if every and newest else None,
    )


def _disks(workspace: Workspace) -> tuple[Disk, ...]:
    store = workspace.store
    folders = {"attached files": store.files.folder, "copies": store.copies}
    if store.engine_name == "duckdb":
        folders = {"the database": Path(store.url).resolve().parent, **folders}
    found = []
    for what, folder in folders.items():
        there = next(path for path in (folder, *folder.parents) if path.exists())
        room = shutil.disk_usage(there)
        found.append(Disk(what=what, free=room.free, total=room.total))
    return tuple(found)


def _open_sessions(workspace: Workspace) -> int:
    with workspace.store.read() as reader:
        sessions = reader.find(SignIn)
    return sum(
        freshness(
            workspace.sessions,
            last_seen=session.last_seen_at,
            expires=session.expires_at,
            now=workspace.now(),
        )
        is Freshness.FRESH
        for session in sessions
    )
