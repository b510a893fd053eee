"""Finds or installs what the tests need beside Python: Chromium and PostgreSQL's server.

What cannot be had is named in a plain sentence; the tests that need it are then skipped on a
developer's machine, and fail in CI.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.machine import find_chromium, find_postgres, is_ci  # noqa: E402


def main() -> int:
    """Look for both; 1 in CI when one is missing."""
    missing = []
    if not _have(find_chromium, "chromium") and not _playwright_chromium():
        missing.append("Chromium (browser tests)")
    if not _have(find_postgres, "postgresql"):
        missing.append("PostgreSQL's server (tests on the second engine)")
    for what in missing:
        print(f"{what} cannot be found or installed here, so those tests are skipped.")
    return 1 if missing and is_ci() else 0


def _have(find: Callable[[], object], package: str) -> bool:
    if find():
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {package} ...", flush=True)
        _no_cluster_of_its_own()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(  # type: ignore[call-overload]
            ["apt-get", "install", "-y", "--no-install-recommends", package],
            check=False,
            env=environment,
            **quiet,
        )
    return bool(find())


def _no_cluster_of_its_own() -> None:
    """Debian's package starts a server unless told otherwise; the tests start their own."""
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n", encoding="utf-8")


def _playwright_chromium() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    tried = subprocess.run(command, check=False, capture_output=True)
    return tried.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
