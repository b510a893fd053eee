"""The command line in a process of its own that has the planner's packages in memory already.

Python's fork server imports them once for each worker; a command then costs a twentieth of what
``python -m lp_planner`` costs. `test_start.py` begins as people do, with a process from nothing.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from lp_planner.config import ROOT

LONGEST = 60
"""How long a command may take, in seconds."""
if sys.platform == "win32":  # which cannot fork
    FORKS = multiprocessing.get_context("spawn")
else:
    FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["lp_planner.cli"])


def start(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with its databases in ``tmp_path``; its exit code and all that it says."""
    settings = {
        **os.environ,
        "LP_PLANNER_DATABASE": str(tmp_path / "planner.duckdb"),
        "LP_PLANNER_DEMO_DATABASE": str(tmp_path / "demo.duckdb"),
        **environment,
    }
    said = tmp_path.with_name(f"{tmp_path.name}-said"), tmp_path.with_name(f"{tmp_path.name}-wrong")
    process = FORKS.Process(target=_begin, args=(arguments, settings, said))
    process.start()
    process.join(LONGEST)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise subprocess.TimeoutExpired(arguments, LONGEST)
    words = [file.read_text(encoding="utf-8") for file in said]
    for file in said:
        file.unlink()
    return subprocess.CompletedProcess(arguments, process.exitcode, *words)


def _begin(arguments: Sequence[str], settings: Mapping[str, str], said: Sequence[Path]) -> None:
    """In the new process: as ``python -m lp_planner`` begins."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(settings)
    for number, file in enumerate(said, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    from lp_planner.cli import main

    sys.exit(main(arguments))
