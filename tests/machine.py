"""What this machine offers the tests."""

import os
import shutil
from pathlib import Path

IN_MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - folders in it are made for each run
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def is_ci() -> bool:
    """Whether everything must be there."""
    return os.environ.get("LP_PLANNER_CI") == "1"


def find_chromium() -> str | None:
    """A Chromium to drive: the one named, one on the PATH, or Playwright's own."""
    named = os.environ.get("LP_PLANNER_CHROMIUM")
    if named and Path(named).exists():
        return named
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    homes = [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    if local := os.environ.get("LOCALAPPDATA"):
        homes.append(Path(local) / "ms-playwright")
    patterns = ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/chrome.exe")
    for home in homes:
        for pattern in patterns:
            if matches := sorted(home.glob(pattern)):
                return str(matches[-1])
    return None


def find_postgres() -> Path | None:
    """The folder with PostgreSQL's server programs."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    places = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
        *Path("C:/Program Files/PostgreSQL").glob("*/bin"),
    ]
    programs = ("initdb", "initdb.exe")
    return next((p for p in sorted(places) if any((p / n).exists() for n in programs)), None)


def folder_in_memory() -> Path | None:
    """Where files are kept in memory, when there is room: nobody waits for a disk there."""
    try:
        return IN_MEMORY if shutil.disk_usage(IN_MEMORY).free > ROOM else None
    except OSError:
        return None
