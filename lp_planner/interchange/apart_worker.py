"""What the child process runs: which function to call on standard input, its answer on output.

Started by path, and modest before it reads anything: so much processor time, so much memory, and
no file is written. A crash, or the end of what it may take, reaches nobody else.
"""

import gc
import importlib
import json
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024


def main() -> None:
    """Do one piece of work and say what came of it."""
    _be_modest(int(sys.argv[1]))
    # It ends after one piece of work; looking for rings of objects meanwhile costs a fifth of it.
    gc.disable()
    out, sys.stdout = sys.stdout, sys.stderr
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    # openpyxl takes numpy where it is; a table of cells needs none, and it is half of the start.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    work, holds, told = json.load(sys.stdin.buffer)
    errors = importlib.import_module("lp_planner.domain.records.errors")
    spelling = importlib.import_module("lp_planner.interchange.spelling")
    args, kwargs = spelling.read_back(told, tuple(map(_named, holds)))
    try:
        found = _named(work)(*args, **kwargs)
        answer = {"found": spelling.spelled(found)}
    except errors.PlannerError as refused:
        answer = {"refused": refused.message}
    json.dump(answer, out)


def _named(place: str) -> Any:  # noqa: ANN401 - a function or a class
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def _be_modest(seconds: int) -> None:
    """Let the system end this process when it asks for too much; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
