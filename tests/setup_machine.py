"""Finds or installs what the tests need beside Python: Chromium and PostgreSQL's server.

What cannot be had is named in a plain sentence; the tests that need it are then skipped on a
developer's machine, and fail in CI.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.machine import find_chromium, find_postgres, is_ci  # noqa: E402

CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")


def main() -> int:
    """Look for both; 1 in CI when one is missing."""
    missing = []
    if not has_chromium():
        missing.append("Chromium is not on this machine, so the browser tests cannot run.")
    if not has_postgres():
        missing.append("PostgreSQL's server is not on this machine, so the tests on it cannot run.")
    for sentence in missing:
        print(sentence)
    return 1 if missing and is_ci() else 0


def has_chromium() -> bool:
    """Find Chromium; else install Debian's, else let Playwright fetch its own."""
    if find_chromium() is None:
        _apt_install("chromium")
    if find_chromium() is None:
        _quietly(sys.executable, "-m", "playwright", "install", "chromium")
    return find_chromium() is not None


def has_postgres() -> bool:
    """Find PostgreSQL's server; else install Debian's, without a database of its own."""
    if find_postgres() is None and _has_apt():
        # Debian's package starts a server unless told otherwise; the tests start their own.
        if not CLUSTER_SETTINGS.exists():
            CLUSTER_SETTINGS.parent.mkdir(parents=True, exist_ok=True)
            CLUSTER_SETTINGS.write_text("create_main_cluster = false\n", encoding="utf-8")
        _apt_install("postgresql")
    return find_postgres() is not None


def _has_apt() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _apt_install(package: str) -> None:
    if not _has_apt():
        return
    print(f"Installing {package} …", flush=True)
    _quietly("apt-get", "update")
    _quietly("apt-get", "install", "-y", "--no-install-recommends", package)


def _quietly(*command: str) -> None:
    """Run a command; print its last words only where it fails."""
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode != 0:
        print(f"{' '.join(command)} did not work: {done.stdout.strip()[-300:]}")


if __name__ == "__main__":
    sys.exit(main())
