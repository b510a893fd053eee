"""Whole copies of the planner: made at once, listed, and shown to be worth something."""

from pathlib import Path

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.copy_label import SCHEDULED, WholeCopy
from lp_planner.storage.copying import copies_of, make_copy, rotate
from lp_planner.storage.leftovers import leftovers
from lp_planner.storage.restoring import prove


class CopiesSeen(Frozen):
    """The copies there are, where they lie, and what was left of broken ones."""

    folder: Path
    copies: tuple[WholeCopy, ...]
    leftovers: tuple[Path, ...]


def check_looks_after(desk: Desk) -> None:
    """Return for whoever looks after this planner: its admin, or the one person it is for.

    Raises:
        NotFound: in the demo school.
        PermissionDenied: for anybody else.
    """
    if desk.workspace.is_demo:
        raise NotFound
    if desk.workspace.is_school:
        check_can(desk.actor, Action.LOOK_AFTER_COPIES)


def copies_here(desk: Desk) -> CopiesSeen:
    """The copies there are, the newest first.

    Raises:
        NotFound: in the demo school.
        PermissionDenied: for somebody who does not look after this planner.
    """
    check_looks_after(desk)
    store = desk.workspace.store
    return CopiesSeen(
        folder=store.copies,
        copies=tuple(copies_of(store)),
        leftovers=tuple(leftovers(store)) if not store.copying.locked() else (),
    )


def copy_now(desk: Desk) -> WholeCopy:
    """Make a copy while everybody works on, and prove it.

    Raises:
        NotFound: in the demo school.
        PermissionDenied: for somebody who does not look after this planner.
        StorageUnavailable: when there is no room, or the copy could not be made whole.
    """
    check_looks_after(desk)
    return proved_copy(desk.workspace)


def proved_copy(workspace: Workspace, *, is_scheduled: bool = False) -> WholeCopy:
    """Make a copy and prove it; one by the schedule takes the place of the oldest of them."""
    store, now = workspace.store, workspace.now()
    copy = make_copy(store, at=now, why=SCHEDULED) if is_scheduled else make_copy(store, at=now)
    prove(store, copy.path, at=now)
    if is_scheduled:
        rotate(store, workspace.copying.keep)
    return next((made for made in copies_of(store) if made.path == copy.path), copy)


def in_words(copy: WholeCopy) -> str:
    """What is not right with a copy, in one sentence; "" when nothing is."""
    if copy.label is None:
        return "It has no label, so nobody can tell whether it is whole."
    files = copy.label.files
    lost = len(files.missing) + len(files.damaged)
    if lost:
        names = ", ".join(f"{name[:16]} …" for name in (*files.missing, *files.damaged)[:5])
        return (
            f"{len(files.missing)} attached file(s) were missing and {len(files.damaged)} "
            f"damaged, so they are not in it: {names}."
        )
    if copy.label.proof and copy.label.proof.faults:
        return f"Restoring it as a trial did not work: {'; '.join(copy.label.proof.faults)}"
    return ""
