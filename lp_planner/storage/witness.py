"""A witness outside the database: how many entries the audit trail had, and its last link.

The end of the trail stands in the database itself, so a lost log takes both. After each save a
line goes to a small file elsewhere. What it saw has to be in the trail for ever; only a restore,
which is told in the file, or a person's word lets it begin anew.
"""

import datetime as dt
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lp_planner.config import LOCAL_DATA
from lp_planner.storage.audit_chain import FIRST, Head, read_head, stretches
from lp_planner.storage.engine import Engine, is_postgres
from lp_planner.storage.private_files import private_folder, tighten, write_whole

SAW, RESTORED, ACCEPTED = "saw", "restored", "accepted"
LARGEST = 1_000_000
LINES_KEPT = 1000
_LINE = re.compile(rf"({SAW}|{RESTORED}|{ACCEPTED}) (\d+) ([0-9a-f]{{64}}|-)(?: (\S+))?(?: (.*))?")


@dataclass(frozen=True)
class Sighting:
    """One line: what was seen, or from when on nothing earlier counts."""

    what: str
    head: Head
    at: str = ""
    why: str = ""


def witness_file(url: str, folder: Path | None = None) -> Path:
    """The file of a database's witness: beside it, or in a folder of its own."""
    return beside(url, "witness", folder)


def beside(url: str, ending: str, folder: Path | None = None) -> Path:
    """A small file about a database: beside it, among the planner's own, or in ``folder``."""
    if not is_postgres(url):
        path = Path(url).resolve()
        return (folder or path.parent) / f"{path.name}.{ending}"
    parts = urlsplit(url)
    servers = parts.netloc.rpartition("@")[2]
    if "," in servers:
        where = servers.replace(":", "-").replace(",", "-")
    else:
        where = f"{parts.hostname or 'local'}-{parts.port or 5432}"
    name = f"{where}-{parts.path.strip('/')}"
    return (folder or LOCAL_DATA) / f"{name}.{ending}"


class Witness:
    """Writes down what was saved, in one file or several; a save never fails because of it."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Go on with ``files``, which are made when they are missing."""
        self.files = tuple(dict.fromkeys(file.resolve() for file in files))
        self.is_blind = False
        """Whether a line could not be written, perhaps because a disk is full."""
        self._guard = threading.Lock()
        for file in self.files:
            with suppress(OSError):
                _shorten(file)
        tighten(self.files)

    def saw(self, head: Head) -> None:
        """Note the end of the trail after a commit."""
        self._add(f"{SAW} {head.entries} {head.link or '-'}\n")

    def begin_anew(self, what: str, head: Head, *, at: dt.datetime, why: str) -> None:
        """Note that the trail is another one from here on, since when, and why.

        Write it just before the commit that makes it so: while that did not happen, the entry is
        not in the trail, and the line counts for nothing.
        """
        self._add(f"{what} {head.entries} {head.link or '-'} {at.isoformat()} {why}\n")

    def faults(self, engine: Engine) -> list[str]:
        """Where the trail is not what was seen; empty when all of it is there."""
        seen = self._seen()
        with engine.transaction(is_write=False) as connection:
            head = read_head(connection)
            told = {s.head.entries for _, lines in seen for s in lines}
            links = {
                int(str(entry)): str(link)
                for rows in stretches(connection, "link")
                for entry, link in rows
                if entry in told
            }
        return [fault for name, lines in seen for fault in _faults(name, lines, head, links)]

    def early_word(self, engine: Engine) -> str:
        """A sentence when the trail ends before what was seen last; quick enough for each start."""
        seen = self._seen()
        told = {s.head.entries for _, lines in seen for s in lines if s.what != SAW}
        with engine.transaction(is_write=False) as connection:
            head = read_head(connection)
            links = {
                entry: str(link)
                for entry in told
                for (link,) in connection.fetch(
                    "SELECT link FROM audit_event WHERE entry = :entry", {"entry": entry}
                )
            }
        for _, lines in seen:
            last = max((s.head.entries for s in binding(lines, links)), default=0)
            if last > head.entries:
                return _shorter(head.entries, last)
        return ""

    def _seen(self) -> list[tuple[str, list[Sighting]]]:
        """All lines by file; read before the trail, which somebody may make longer meanwhile."""
        return [(file.name, [*sightings(file)]) for file in self.files]

    def _add(self, line: str) -> None:
        with self._guard:
            try:
                for file in self.files:
                    private_folder(file.parent)
                    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                    try:
                        os.write(opened, line.encode())
                    finally:
                        os.close(opened)
                self.is_blind = False
            except OSError:
                self.is_blind = True


def sightings(file: Path) -> Iterator[Sighting]:
    """The lines of a witness; a line that was broken off is none."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        if found := _LINE.fullmatch(line):
            what, entries, link, at, why = found.groups()
            yield Sighting(
                what, Head(int(entries), "" if link == "-" else link), at or "", why or ""
            )


def binding(lines: Iterable[Sighting], links: Mapping[int, str]) -> list[Sighting]:
    """What the trail has to agree with: all that was seen since the last new beginning in it.

    ``links`` are the links of the trail by entry, at least those of every new beginning.
    """
    found: list[Sighting] = []
    for seen in lines:
        if seen.what == SAW:
            found.append(seen)
        elif links.get(seen.head.entries, FIRST) == seen.head.link:
            found = [seen]
    return found


def last_beginning(file: Path) -> Sighting | None:
    """The last restore or acceptance, if there was one."""
    return next((s for s in reversed([*sightings(file)]) if s.what != SAW), None)


def _faults(
    name: str, lines: Iterable[Sighting], head: Head, links: Mapping[int, str]
) -> Iterator[str]:
    seen = [s for s in binding(lines, links) if s.head.entries]
    last = max((s.head.entries for s in seen), default=0)
    if last > head.entries:
        yield _shorter(head.entries, last)
    for sighting in seen:
        entries = sighting.head.entries
        if entries <= head.entries and links.get(entries, FIRST) != sighting.head.link:
            yield f"entry {entries} is another one than the witness {name} saw"
            return


def _shorter(entries: int, last: int) -> str:
    return (
        f"the trail has {entries} entries, and its witness saw {last}: "
        f"{last - entries} changes that were saved are gone"
    )


def _shorten(file: Path) -> None:
    """Leave out old lines of a file that has grown long, and end one that was broken off."""
    if not file.exists():
        return
    if file.stat().st_size <= LARGEST:
        with file.open("rb+") as opened:
            opened.seek(0, os.SEEK_END)
            if opened.tell():
                opened.seek(-1, os.SEEK_END)
                if opened.read(1) != b"\n":
                    opened.write(b"\n")
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    begun = max((n for n, line in enumerate(lines) if not line.startswith(SAW)), default=-1)
    kept = [*lines[begun : begun + 1], *lines[max(begun + 1, len(lines) - LINES_KEPT) :]]
    write_whole(file, "\n".join(kept) + "\n")
