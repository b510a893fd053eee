"""A write lock that serves threads in the order in which they asked.

A plain lock is unfair: with 32 writers the unluckiest waited many times longer than the others.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from lp_planner.domain.records.errors import StorageUnavailable


class FifoLock:
    """One holder at a time, first come first served."""

    def __init__(self) -> None:
        """Start free."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    @contextmanager
    def held(self, timeout_seconds: float) -> Iterator[None]:
        """Hold the lock for the block.

        Raises:
            StorageUnavailable: when it was not this thread's turn within ``timeout_seconds``.
        """
        self._acquire(timeout_seconds)
        try:
            yield
        finally:
            self._release()

    def _acquire(self, timeout_seconds: float) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout_seconds):
            return
        with self._guard:
            if turn.is_set():
                return
            self._waiting.remove(turn)
        message = "The planner is busy saving other people's work. Please try again in a moment."
        raise StorageUnavailable(message)

    def _release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
