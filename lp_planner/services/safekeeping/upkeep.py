"""Looking after an installation: checking the content, backing up the data."""

from collections.abc import Sequence
from pathlib import Path

from lp_planner.config import Settings
from lp_planner.content.loader import load_library
from lp_planner.domain.records.errors import NotWhole
from lp_planner.services.desk.workspace import open_workspace
from lp_planner.services.safekeeping import retention
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.backup import back_up
from lp_planner.storage.integrity import orphans
from lp_planner.storage.registry import close_all


def check_content(settings: Settings) -> str:
    """Read all content and say what was found.

    Raises:
        ContentError: listing every fault.
    """
    library = load_library(settings.data_dir)
    steps = sum(len(phase.steps) for phase in library.pathway.phases)
    return (
        f"The content is sound: {len(library.pathway.phases)} phases, {steps} steps, "
        f"{len(library.vocabularies)} vocabularies, {len(library.framework.standards)} standards."
    )


def bring_in_framework(settings: Settings, path: Path, *, as_json: bool) -> str:
    """Turn a file of standards into one of ours beside the others; the report on what became of it.

    Raises:
        BadFrameworkFile: when the file is no framework we can read; nothing is written.
        FrameworkNotWritten: when another framework has its place.
    """
    from lp_planner.interchange.command import import_framework  # noqa: PLC0415 - only when asked

    return import_framework(path, into=settings.data_dir / "frameworks", as_json=as_json)


def back_up_workspace(settings: Settings) -> Path:
    """Copy the user's own database into the folder ``backups`` beside it."""
    workspace = open_workspace(settings)
    return back_up(workspace.store, at=workspace.now())


def verify_workspace(settings: Settings) -> str:
    """Say that the audit trail is whole and nothing leads nowhere, with its last link to note down.

    Raises:
        NotWhole: with each place where the trail is not what was written, and each loose end.
    """
    store = open_workspace(settings).store
    trail, loose = verify_chain(store.engine), orphans(store)
    faults = _listed("The audit trail does not hold:", trail.faults)
    faults += _listed("Something in the database leads nowhere:", loose)
    if faults:
        raise NotWhole("\n".join(faults))
    return (
        f"The audit trail is whole: {trail.entries} entries. Note down the last link and compare "
        f"it next time: {trail.link[:16] or 'none yet'}\n"
        "Every row and every attached file leads to something that is there."
    )


def _listed(heading: str, found: Sequence[str]) -> list[str]:
    return [heading, *(f"  - {each}" for each in found)] if found else []


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
    close_all()
