"""Attached files, each kept once under the fingerprint of its content, beside the database.

A file is written under another name, forced to the disk and only then given its own, so that a
crash leaves nothing but a leftover; the row that names it is committed after that.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from lp_planner.config import LOCAL_DATA
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import is_postgres

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
DAMAGED = (
    "The file kept for this is missing or damaged. Please bring it back from a backup "
    "(docs/how-to/back-up.md)."
)
NO_ROOM = "The file could not be kept, perhaps because the disk is full. Nothing was changed."


def fingerprint(data: bytes) -> str:
    """The name that a content is kept under."""
    return hashlib.sha256(data).hexdigest()


def files_beside(url: str) -> Path:
    """The usual folder for attached files: beside a database file, or in the planner's own."""
    if is_postgres(url):
        return LOCAL_DATA / "files"
    path = Path(url).resolve()
    return path.with_name(f"{path.name}.files")


class BlobFolder:
    """A folder of files named after their content; it is made with the first file."""

    def __init__(self, folder: Path) -> None:
        """Keep files in ``folder``."""
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep a content, once, and return its fingerprint.

        Raises:
            StorageUnavailable: when it cannot be written; nothing is left behind.
        """
        name = fingerprint(data)
        place = self._place(name)
        if place.exists():
            return name
        unfinished = place.with_name(f".{name}.{uuid4().hex}.unfinished")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(place)
            _settle(place.parent)
        except OSError as refused:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise StorageUnavailable(NO_ROOM) from refused
        return name

    def read(self, name: str) -> bytes:
        """The content under a fingerprint, compared with it.

        Raises:
            StorageUnavailable: when it is missing or no longer what was kept.
        """
        try:
            data = self._place(name).read_bytes()
        except OSError as refused:
            raise StorageUnavailable(DAMAGED) from refused
        if fingerprint(data) != name:
            raise StorageUnavailable(DAMAGED)
        return data

    def has(self, name: str) -> bool:
        """Whether a content is kept."""
        return bool(_FINGERPRINT.fullmatch(name)) and self._place(name).is_file()

    def erase(self, name: str) -> None:
        """Take a content away for good; one that is not there is no trouble."""
        self._place(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The fingerprints of everything that is kept."""
        for path in sorted(self.folder.glob("??/*")):
            if _FINGERPRINT.fullmatch(path.name):
                yield path.name

    def copy_to(self, folder: Path) -> int:
        """Copy everything into another folder, each compared with its name; how many they were.

        Raises:
            StorageUnavailable: at the first file that is no longer what was kept.
        """
        copy = BlobFolder(folder)
        number = 0
        for name in self.names():
            copy.keep(self.read(name))
            number += 1
        return number

    def _place(self, name: str) -> Path:
        if not _FINGERPRINT.fullmatch(name):
            raise StorageUnavailable(DAMAGED)
        return self.folder / name[:2] / name


def _settle(folder: Path) -> None:
    """Force the new name to the disk, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
