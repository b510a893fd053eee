"""A copy of a database that nobody has open, with its attached files."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lp_planner.content.library import Library
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.registry import close_store, open_store
from tests.cast import THEN


def copy_database(source: Path, target: Path) -> None:
    """Copy a database file and the folder of files beside it."""
    shutil.copy(source, target)
    if files_beside(str(source)).exists():
        shutil.copytree(files_beside(str(source)), files_beside(str(target)))


@contextmanager
def opened_copy(source: Path, target: Path, library: Library) -> Iterator[Workspace]:
    """A planner on a copy of a database file, on 5 November 2025; closed at the end."""
    copy_database(source, target)
    yield Workspace(store=open_store(str(target)), library=library, clock=lambda: THEN)
    close_store(str(target))
