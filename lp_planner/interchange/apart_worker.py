"""What the child process runs: which function to call on standard input, its answer on output.

Started by path, and modest before it reads anything: so much processor time, so much memory, and
no file is written. A crash, or the end of what it may take, reaches nobody else.
"""

import importlib
import json
import pickle
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024


def main() -> None:
    """Do one piece of work and say what came of it."""
    _be_modest(int(sys.argv[1]))
    out, sys.stdout = sys.stdout, sys.stderr
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    # openpyxl takes numpy where it is; a table of cells needs none, and it is half of the start.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    module, name, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - our parent writes it
    errors = importlib.import_module("lp_planner.domain.records.errors")
    spelling = importlib.import_module("lp_planner.interchange.spelling")
    try:
        found = getattr(importlib.import_module(module), name)(*args, **kwargs)
        answer = {"found": spelling.spelled(found)}
    except errors.PlannerError as refused:
        answer = {"refused": refused.message}
    json.dump(answer, out)


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
