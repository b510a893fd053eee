"""What the planner writes is for its own account alone: files 0600, folders 0700.

Windows keeps such rights in another way, by the folder of the account; nothing is done there.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

KEEPS_RIGHTS = os.name != "nt"
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private() -> None:
    """Have this process make files and folders that no other account can open."""
    if KEEPS_RIGHTS:
        os.umask(FOR_OTHERS)


def private_folder(folder: Path) -> Path:
    """Make a folder and those above it that are missing; one that is there stays as it is."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
    return folder


def tighten(paths: Iterable[Path]) -> None:
    """Take what is ours away from other accounts; what is not there, or not ours, stays."""
    if not KEEPS_RIGHTS:
        return
    for path in paths:
        with suppress(OSError):
            known = path.lstat()
            is_ours = known.st_uid == os.geteuid() and not stat.S_ISLNK(known.st_mode)
            if is_ours and known.st_mode & FOR_OTHERS:
                path.chmod(stat.S_IMODE(known.st_mode) & ~FOR_OTHERS)


def tighten_all(folder: Path) -> None:
    """:func:`tighten` a folder and all that is in it."""
    tighten([folder, *folder.rglob("*")])


def settle(folder: Path) -> None:
    """Force a new name to the disk, where the system lets a folder be opened."""
    if not KEEPS_RIGHTS:
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def write_whole(path: Path, text: str) -> None:
    """Write a small file, in a folder that is made if need be, so that it is there whole or not."""
    private_folder(path.parent)
    unfinished = path.with_name(f".{path.name.lstrip('.')}.unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    tighten([unfinished])
    unfinished.replace(path)
    settle(path.parent)
