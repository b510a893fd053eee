"""Looking after an installation from the command line: its content, its copies, its trail."""

import datetime as dt
import os
from pathlib import Path

from lp_planner.config import Settings
from lp_planner.content.loader import load_library
from lp_planner.domain.records.errors import (
    ContentError,
    CopyNotWhole,
    NotWhole,
    StorageUnavailable,
)
from lp_planner.services.desk.workspace import Workspace, installation_of, open_workspace, utc_now
from lp_planner.services.safekeeping import copies, retention
from lp_planner.services.safekeeping.schedule import stop_schedules
from lp_planner.storage.audit_chain import Head, verify_chain
from lp_planner.storage.checking import LastCheck, note_check, unreadable
from lp_planner.storage.engine import without_password
from lp_planner.storage.integrity import orphans
from lp_planner.storage.moving import move
from lp_planner.storage.registry import close_all
from lp_planner.storage.restoring import Restored, check_closed, rehearse, restore
from lp_planner.storage.witness import ACCEPTED, last_beginning
from lp_planner.wording import counted, day_in_words


def check_content(settings: Settings, *, today: dt.date | None = None) -> str:
    """Read all content and say what was found.

    Figures that were looked up more than a year ago are faults here; the planner starts with them.

    Raises:
        ContentError: listing every fault.
    """
    library = load_library(settings.data_dir)
    if stale := library.toolkit.stale(today or utc_now().date()):
        raise ContentError(
            tuple(
                f"data/toolkit/eef_toolkit.toml: {strand.key}: looked_up: please look the figures "
                f"up again; they are from {day_in_words(strand.looked_up)}"
                for strand in stale
            )
        )
    steps = sum(len(phase.steps) for phase in library.pathway.phases)
    return (
        f"The content is sound: {len(library.pathway.phases)} phases, {steps} steps, "
        f"{len(library.vocabularies)} vocabularies, {len(library.framework.standards)} standards, "
        f"{len(library.toolkit.strands)} strands of the toolkits."
    )


def bring_in_framework(settings: Settings, path: Path, *, as_json: bool, key: str = "") -> str:
    """Turn a file of standards into one of ours beside the others; the report on what became of it.

    ``key`` is what it is called here, where that is not to be its own.

    Raises:
        BadFrameworkFile: when the file is no framework we can read; nothing is written.
        FrameworkNotWritten: when another framework has its place.
    """
    from lp_planner.interchange.command import import_framework  # noqa: PLC0415 - only when asked

    return import_framework(path, into=settings.data_dir / "frameworks", as_json=as_json, key=key)


def back_up_workspace(settings: Settings) -> str:
    """Copy the user's own planner, prove the copy, and say where it is.

    Raises:
        CopyNotWhole: when it was made, but an attached file is missing from it or damaged.
    """
    copy = copies.proved_copy(open_workspace(settings))
    where = f"Backed up to {copy.path}"
    if fault := copies.in_words(copy):
        message = f"{where}. {fault}"
        raise CopyNotWhole(message)
    return f"{where}\nIt was restored as a trial, and everything was there."


def restore_workspace(settings: Settings, copy: Path, *, is_rehearsal: bool) -> str:
    """Bring a copy back, or say what that would do.

    Raises:
        StorageUnavailable: when the copy cannot be used, or a planner has the database open.
    """
    place = installation_of(settings)
    if is_rehearsal:
        check_closed(place)
        folder = copy.parent if os.access(copy.parent, os.W_OK) else place.copies_folder
        found = rehearse(copy, folder, place.stem)
        return f"{_holds(copy, found)}\nIt can be brought back. Nothing was changed."
    found = restore(copy, place, at=utc_now())
    return (
        f"{_holds(copy, found)}\nIt is back. What was here before is kept in {found.aside}\n"
        "Delete that when you no longer need it."
    )


def move_workspace(settings: Settings, url: str) -> str:
    """Carry the whole installation over to another, empty database.

    Raises:
        StorageUnavailable: when the other one is not empty, or a planner is at work.
    """
    workspace = open_workspace(settings)
    to = installation_of(settings, url)
    moved = move(workspace.store, to, at=workspace.now())
    shown = without_password(url)
    files = counted(moved.files.whole, "attached file", "attached files")
    told = (
        f"Everything is in {shown} now: {moved.rows} rows and {files}, equal to what was here. Set "
        "LP_PLANNER_DATABASE to it before the next start; what is saved in the old place from now "
        f"on stays there. Attached files: {to.files_folder}"
    )
    if lost := [*moved.files.missing, *moved.files.damaged]:
        message = f"{told}\n{len(lost)} attached file(s) were missing or damaged here already."
        raise CopyNotWhole(message)
    return told


def verify_workspace(settings: Settings) -> str:
    """Check the trail, its witness, every row and every file, and say that all is whole.

    Raises:
        NotWhole: with each thing that is not as it should be.
    """
    workspace = open_workspace(settings)
    check = check_everything(workspace)
    told = [
        line
        for heading, faults in (
            ("The audit trail does not hold:", check.trail),
            ("Something in the database leads nowhere:", check.loose),
            ("Something cannot be read:", check.unreadable),
        )
        for line in ([heading, *(f"  - {fault}" for fault in faults)] if faults else [])
    ]
    if told:
        raise NotWhole("\n".join(told))
    link = verify_chain(workspace.store.engine).link
    return (
        f"The audit trail is whole: {check.entries} entries.{_last_restore(workspace)} Note down "
        f"the last link and compare it next time: {link[:16] or 'none yet'}\n"
        "Every row and every attached file can be read and leads to something that is there."
    )


def check_everything(workspace: Workspace) -> LastCheck:
    """Check everything that is kept, and note the result beside the database."""
    store = workspace.store
    trail: list[str] = []
    loose: list[str] = []
    unread: list[str] = []
    entries = 0
    try:
        chain = verify_chain(store.engine)
        entries = chain.entries
        trail = [*chain.faults, *(store.witness.faults(store.engine) if store.witness else ())]
        loose = orphans(store)
    except StorageUnavailable as refused:
        unread.append(refused.message)
    except ValueError:
        unread.append("some rows cannot be read, so not every link could be followed")
    check = LastCheck(
        at=workspace.now(),
        entries=entries,
        trail=tuple(trail),
        loose=tuple(loose),
        unreadable=(*unread, *unreadable(store)),
    )
    note_check(store, check)
    return check


def accept_what_is_here(settings: Settings) -> str:
    """Have the witness begin anew with what is in the database, because a person says so."""
    workspace = open_workspace(settings)
    found = verify_chain(workspace.store.engine)
    if workspace.store.witness:
        workspace.store.witness.begin_anew(
            ACCEPTED, Head(found.entries, found.link), at=workspace.now(), why="by hand"
        )
    return f"Accepted: from now on the trail is compared from entry {found.entries} on."


def early_word(workspace: Workspace) -> str:
    """A sentence when saved changes are missing from the database; "" when none are known to be."""
    witness = workspace.store.witness
    if not witness or not (word := witness.early_word(workspace.store.engine)):
        return ""
    return (
        f"Careful: {word}. Perhaps the log beside the database was lost, or an older file was put "
        "in its place. Please stop, and bring your latest copy back: lp_planner restore "
        "(docs/how-to/back-up.md). To go on without: lp_planner verify --accept"
    )


def _holds(copy: Path, found: Restored) -> str:
    made = "with no label"
    if found.label:
        at = found.label.made_at
        made = f"made on {day_in_words(at)} at {at:%H:%M}"
    lost = len(found.files.missing) + len(found.files.damaged)
    files = counted(found.files.whole, "attached file", "attached files")
    gone = f" ({lost} more are missing or damaged)" if lost else ""
    return (
        f"{copy}, {made}, is whole: {found.rows} rows, {files}{gone}, and {found.head.entries} "
        "entries in the trail."
    )


def _last_restore(workspace: Workspace) -> str:
    witness = workspace.store.witness
    for file in witness.files if witness else ():
        if seen := last_beginning(file):
            return f" The trail begins anew since {seen.at[:10]} ({seen.what}: {seen.why})."
    return ""


def say_what_is_overdue(settings: Settings) -> str:
    """Say what the rules would erase now; nothing is erased."""
    found = retention.overdue_now(open_workspace(settings))
    if not found:
        return "Nothing has been kept for longer than the rules say."
    lines = "\n".join(f"  - {what}: {number}" for what, number in found.items())
    return f"This would be erased by: lp_planner tidy --erase\n{lines}"


def tidy_workspace(settings: Settings) -> str:
    """Erase what the rules say, and say what it was."""
    found = retention.tidy(open_workspace(settings))
    if not found:
        return "Nothing has been kept for longer than the rules say. Nothing was erased."
    return "Erased for good:\n" + "\n".join(f"  - {what}: {n}" for what, n in found.items())


def close_workspaces() -> None:
    """Close every open database, as the last thing before the app stops."""
    stop_schedules()
    close_all()
