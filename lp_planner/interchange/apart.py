"""Reads a file from a stranger in a process of its own, which the system ends when it has enough.

One way for every upload and import. The readers count what they meet and refuse what is too much
in their own sentence; this holds when a file finds a way round their counting, or brings down the
library that reads it. Both speak plain data, see :mod:`lp_planner.interchange.spelling`.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.spelling import read_back, spelled

CPU_SECONDS: Final = 2
CLOCK_SECONDS: Final = 60
"""How long we wait where the machine is busy, or sets no limits (Windows)."""
AT_ONCE: Final = 2
"""So many files are looked through at a time; the others wait for their turn."""
WORKER = Path(__file__).parent / "apart_worker.py"
TOO_MUCH = (
    "Opening this file takes far more work than such a file needs, so we did not open it. Please "
    "save it afresh, or bring it in parts."
)

_turn = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


def apart(
    work: Callable[P, T],
    refusal: type[PlannerError],
    *,
    holds: tuple[type, ...] = (),
    seconds: int = CPU_SECONDS,
) -> Callable[P, T]:
    """``work`` done in a child process with so much processor time, and a gigabyte.

    ``work`` stands in a module; it takes and gives texts, bytes, numbers, days, and the small
    classes that ``holds`` names. Its refusals come back as ``refusal`` with their sentence; one
    more is for a child that takes too much, or falls over.
    """

    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        names = [f"{one.__module__}:{one.__qualname__}" for one in holds]
        found_at = f"{work.__module__}:{work.__qualname__}"
        question = json.dumps([found_at, names, spelled((args, kwargs))]).encode()
        with _turn:
            told = _told(question, seconds)
        try:
            answer = json.loads(told)
            if "refused" in answer:
                raise refusal(str(answer["refused"]))
            found: T = read_back(answer["found"], holds)  # type: ignore[assignment]
        except (ValueError, TypeError, KeyError) as refused:
            raise refusal(TOO_MUCH) from refused
        return found

    return asked


def _told(question: bytes, seconds: int) -> bytes:
    """What the child says; nothing when it was ended before it could, or fell over."""
    try:
        done = subprocess.run(  # noqa: S603 - our own worker, nothing typed on its command line
            [sys.executable, "-I", "-B", str(WORKER), str(seconds)],
            input=question,
            capture_output=True,
            timeout=CLOCK_SECONDS + seconds,
            check=False,
        )
    except (subprocess.SubprocessError, OSError) as failed:
        _log.warning("A file was not looked through: %s", type(failed).__name__)
        return b""
    if done.returncode:
        # Its last words may quote the file, so that only their kind is written down.
        last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
        kind = last.partition(":")[0][:80]
        _log.warning("A file was not looked through: ended with %d %s", done.returncode, kind)
        return b""
    return done.stdout
