"""What several say at the same moment is written in one transaction (docs/adr/0114).

Whoever comes first writes; whoever comes while that one still waits for its turn is written along
with it, and whoever comes later is written together next. Each is told its own outcome, and only
once the transaction that holds it is safe.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from lp_planner.domain.records.errors import PlannerError

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class _Waiting:
    said: object
    turn: threading.Event = field(default_factory=threading.Event)
    outcome: object = None
    writes: bool = False
    """Whether this one writes, for itself and for those who came meanwhile."""


class Together:
    """Those who wait, by what they speak to."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._guard = threading.Lock()
        self._waiting: dict[str, list[_Waiting]] = {}
        """By what is spoken to, while somebody writes there: who is written next."""

    def say(
        self,
        about: str,
        said: T,
        write: Callable[[Callable[[], Sequence[T]]], Sequence[R | PlannerError]],
    ) -> R:
        """Have ``said`` written, by this thread or by one that writes just now.

        ``write`` runs one transaction. It is handed who takes part, to be asked in the transaction
        itself and as often as that is run, and gives back an outcome for each of them.

        Raises:
            PlannerError: the outcome of this one, where that is a refusal, or what stopped all.
        """
        mine = _Waiting(said)
        with self._guard:
            if about in self._waiting:
                self._waiting[about].append(mine)
            else:
                self._waiting[about] = []
                mine.writes = True
        if not mine.writes:
            mine.turn.wait()
        if mine.writes:
            self._write(about, mine, write)
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return cast("R", mine.outcome)

    def _write(
        self,
        about: str,
        mine: _Waiting,
        write: Callable[[Callable[[], Sequence[T]]], Sequence[R | PlannerError]],
    ) -> None:
        taking_part = [mine]

        def who() -> Sequence[T]:
            with self._guard:
                taking_part.extend(self._waiting[about])
                self._waiting[about].clear()
            return cast("list[T]", [one.said for one in taking_part])

        try:
            outcomes = write(who)
            for one, outcome in zip(taking_part, outcomes, strict=True):
                one.outcome = outcome
        except BaseException as stopped:
            for one in taking_part:
                one.outcome = stopped
            raise
        finally:
            with self._guard:
                later = self._waiting[about]
                if later:
                    later[0].writes = True
                    later.pop(0).turn.set()
                else:
                    del self._waiting[about]
            for one in taking_part[1:]:
                one.turn.set()
