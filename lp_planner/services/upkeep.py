"""Looking after an installation: checking the content, backing up the data."""

from pathlib import Path

from lp_planner.config import Settings
from lp_planner.content.loader import load_library
from lp_planner.domain.errors import TrailBroken
from lp_planner.interchange.command import import_framework
from lp_planner.services.workspace import open_workspace
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.backup import back_up
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
    return import_framework(path, into=settings.data_dir / "frameworks", as_json=as_json)


def back_up_workspace(settings: Settings) -> Path:
    """Copy the user's own database into the folder ``backups`` beside it."""
    workspace = open_workspace(settings)
    return back_up(workspace.store, at=workspace.now())


def verify_workspace(settings: Settings) -> str:
    """Walk along the audit trail and say that it is whole, with its last link to note down.

    Raises:
        TrailBroken: with each place where the trail is not what was written.
    """
    found = verify_chain(open_workspace(settings).store.engine)
    if found.faults:
        lines = "\n".join(f"  - {fault}" for fault in found.faults)
        message = f"The audit trail does not hold:\n{lines}"
        raise TrailBroken(message)
    return (
        f"The audit trail is whole: {found.entries} entries. Note down the last link and compare "
        f"it next time: {found.link[:16] or 'none yet'}"
    )


def close_workspaces() -> None:
    """Close every open database, as the last thing before the app stops."""
    close_all()
