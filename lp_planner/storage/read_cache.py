"""Remembers what was read until somebody writes; only where this process is the only writer.

A page asks for the same few lists again at every click. On DuckDB nobody else can write to the
file, so an answer stays true until the next commit of this process. On PostgreSQL other servers
write too, so nothing is remembered there.
"""

import threading
from collections.abc import Hashable

MOST_ANSWERS = 1000


class ReadCache:
    """Answers by question, all forgotten at each commit."""

    def __init__(self) -> None:
        """Start empty, before the first commit."""
        self.commits = 0
        self._answers: dict[Hashable, tuple[object, ...]] = {}
        self._guard = threading.Lock()

    def answer(self, question: Hashable, since: int) -> tuple[object, ...] | None:
        """The answer given since commit number ``since``, if nothing was committed after it."""
        with self._guard:
            return self._answers.get(question) if since == self.commits else None

    def remember(self, question: Hashable, since: int, answer: tuple[object, ...]) -> None:
        """Keep an answer that was read after commit ``since``, unless it is out of date by now."""
        with self._guard:
            if since == self.commits:
                if len(self._answers) >= MOST_ANSWERS:
                    self._answers.clear()
                self._answers[question] = answer

    def committed(self) -> None:
        """Forget everything, since something has changed."""
        with self._guard:
            self.commits += 1
            self._answers.clear()
