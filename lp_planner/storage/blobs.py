"""Attached files, each kept once under the fingerprint of its content, beside the database.

A file is written under another name, forced to the disk and only then given its own, so that a
crash leaves nothing but a leftover; the row that names it is committed after that.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from lp_planner.config import LOCAL_DATA
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.records import Frozen
from lp_planner.storage.engine import is_out_of_room, is_postgres
from lp_planner.storage.private_files import private_folder, settle, tighten

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
DAMAGED = (
    "The file kept for this is missing or damaged. Please bring it back from a backup "
    "(docs/how-to/back-up.md)."
)
NO_ROOM = "The disk is full, so the file could not be kept. Nothing was changed."
NOT_KEPT = (
    "The file could not be kept: the folder for files cannot be written to. Nothing was changed."
)


def fingerprint(data: bytes) -> str:
    """The name that a content is kept under."""
    return hashlib.sha256(data).hexdigest()


def files_beside(url: str) -> Path:
    """The usual folder for attached files: beside a database file, or in the planner's own."""
    if is_postgres(url):
        return LOCAL_DATA / "files"
    path = Path(url).resolve()
    return path.with_name(f"{path.name}.files")


def copies_beside(url: str) -> Path:
    """The usual folder for copies: beside a database file, or in the planner's own."""
    if is_postgres(url):
        return LOCAL_DATA / "backups"
    return Path(url).resolve().parent / "backups"


class FilesCopied(Frozen):
    """How many files were copied, and the fingerprints of those that could not be."""

    whole: int
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


class BlobFolder:
    """A folder of files named after their content; it is made with the first file."""

    def __init__(self, folder: Path) -> None:
        """Keep files in ``folder``."""
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep a content, once, and return its fingerprint; a damaged one is mended.

        Raises:
            StorageUnavailable: when it cannot be written; nothing is left behind.
        """
        name = fingerprint(data)
        place = self._place(name)
        if self.is_whole(name):
            return name
        unfinished = place.with_name(f".{name}.{uuid4().hex}.unfinished")
        try:
            private_folder(place.parent)
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            tighten([unfinished])
            unfinished.replace(place)
            settle(place.parent)
        except OSError as refused:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            said = NO_ROOM if is_out_of_room(str(refused)) else NOT_KEPT
            raise StorageUnavailable(said) from refused
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

    def is_whole(self, name: str) -> bool:
        """Whether a content is kept and still what it was."""
        try:
            self.read(name)
        except StorageUnavailable:
            return False
        return True

    def erase(self, name: str) -> None:
        """Take a content away for good; one that is not there is no trouble."""
        self._place(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The fingerprints of everything that is kept."""
        for path in sorted(self.folder.glob("??/*")):
            if _FINGERPRINT.fullmatch(path.name):
                yield path.name

    def unfinished(self) -> list[Path]:
        """What is left of files whose keeping was broken off."""
        return sorted(
            path for at in ("??/.*", ".*") for path in self.folder.glob(f"{at}.unfinished")
        )

    def copy_to(self, folder: Path, names: Iterable[str]) -> "FilesCopied":
        """Copy files into another folder, each compared with its name.

        A missing or damaged file stops nothing: it is told, and the others are copied.
        """
        copy, whole = BlobFolder(folder), 0
        missing: list[str] = []
        damaged: list[str] = []
        for name in sorted(names):
            try:
                data = self.read(name)
            except StorageUnavailable:
                (damaged if self.has(name) else missing).append(name)
                continue
            copy.keep(data)
            whole += 1
        return FilesCopied(whole=whole, missing=tuple(missing), damaged=tuple(damaged))

    def _place(self, name: str) -> Path:
        if not _FINGERPRINT.fullmatch(name):
            raise StorageUnavailable(DAMAGED)
        return self.folder / name[:2] / name
