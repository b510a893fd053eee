"""A copy of a database that nobody has open, with its attached files."""

import shutil
from pathlib import Path

from lp_planner.storage.blobs import files_beside


def copy_database(source: Path, target: Path) -> None:
    """Copy a database file and the folder of files beside it."""
    shutil.copy(source, target)
    if files_beside(str(source)).exists():
        shutil.copytree(files_beside(str(source)), files_beside(str(target)))
