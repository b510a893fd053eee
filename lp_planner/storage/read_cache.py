"""Remembers what was read until what it rests on changes (docs/adr/0096-kept-by-project.md).

A page asks for the same few lists again at every click. An answer stays true until somebody commits
a change to what it rests on: a table, or the rows of one project in it. On DuckDB nobody else can
write to the file, so this process knows every commit; on PostgreSQL other servers write too, and
the audit trail says what they changed (``trail_feed.py``).
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from lp_planner.domain.records.records import Stamped

S = TypeVar("S", bound=Stamped)

MOST_THINGS = 60_000
"""How many rows are remembered at most, over all answers; those unasked for longest go first."""
Base = tuple[str, str | None]
"""What an answer rests on, or a commit touches: a table and a project, or the whole of a table."""


@dataclass
class _Changes:
    """The number of the last commit that touched each base."""

    everything: int = 0
    whole: dict[str, int] = field(default_factory=dict)
    """By table: the last that may have touched any of its rows."""
    anywhere: dict[str, int] = field(default_factory=dict)
    """By table: the last that touched one of its rows at least."""
    project: dict[Base, int] = field(default_factory=dict)

    def note(self, bases: Collection[Base] | None, number: int) -> None:
        """A commit touched these, or everything."""
        if bases is None:
            self.everything = number
            return
        for table, project in bases:
            self.anywhere[table] = number
            if project is None:
                self.whole[table] = number
            else:
                self.project[table, project] = number

    def last(self, base: Base) -> int:
        """The last commit after which an answer that rests on ``base`` may read otherwise."""
        table, project = base
        if project is None:
            return max(self.everything, self.anywhere.get(table, 0))
        return max(self.everything, self.whole.get(table, 0), self.project.get(base, 0))


@dataclass(frozen=True)
class _Kept:
    since: int
    answer: tuple[object, ...]


class ReadCache:
    """Answers by question, each forgotten when a commit touches what it rests on."""

    def __init__(self) -> None:
        """Start empty, before the first commit."""
        self.commits = 0
        self._changes = _Changes()
        self._answers: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._holds: dict[tuple[type[Stamped], str], tuple[Hashable, Collection[Base]]] = {}
        """By kind and id of a thing: an answer that it stands in, and what that rests on."""
        self._things = 0
        self._guard = threading.Lock()

    def answer(
        self, question: Hashable, bases: Collection[Base], since: int
    ) -> tuple[object, ...] | None:
        """The answer to a question of somebody who began after commit ``since``, if it holds."""
        with self._guard:
            kept = self._answers.get(question)
            if kept is None:
                return None
            last = self._last(bases)
            if last > kept.since:
                self._forget(question)
            if last > min(since, kept.since):
                return None
            self._answers.move_to_end(question)
            return kept.answer

    def remember(
        self, question: Hashable, bases: Collection[Base], since: int, answer: tuple[object, ...]
    ) -> None:
        """Keep an answer that was read after commit ``since``, unless it is out of date by now."""
        weight = len(answer) + 1
        with self._guard:
            if self._last(bases) > since or weight > MOST_THINGS:
                return
            self._forget(question)
            self._answers[question] = _Kept(since, answer)
            for thing in answer:
                if isinstance(thing, Stamped) and thing.deleted_at is None:
                    self._holds[type(thing), thing.id] = (question, bases)
            self._things += weight
            while self._things > MOST_THINGS:
                self._forget(next(iter(self._answers)))

    def holding(self, model: type[S], ids: Collection[str], since: int) -> list[S]:
        """The things with these ids out of answers that hold; none where one is not among them."""
        found: list[S] = []
        with self._guard:
            for id_ in dict.fromkeys(ids):
                question, bases = self._holds.get((model, id_), (None, ()))
                kept = self._answers.get(question)
                if kept is None or self._last(bases) > min(since, kept.since):
                    return []
                found += [t for t in kept.answer if isinstance(t, model) and t.id == id_]
        return found

    @contextmanager
    def changing(self, bases: Collection[Base] | None) -> Iterator[None]:
        """Around a commit that touches ``bases``, or everything.

        Nothing that rests on them is answered or kept from before the commit until after it.
        """
        with self._guard:
            self.commits += 1
            self._changes.note(bases, self.commits + 1)
        try:
            yield
        finally:
            with self._guard:
                self.commits += 1

    def noted(self, bases: Collection[Base] | None, number: int) -> None:
        """Somebody's commit of this number touched ``bases``, or everything."""
        with self._guard:
            self._changes.note(bases, number)

    def _last(self, bases: Collection[Base]) -> int:
        return max((self._changes.last(base) for base in bases), default=self._changes.everything)

    def _forget(self, question: Hashable) -> None:
        if kept := self._answers.pop(question, None):
            self._things -= len(kept.answer) + 1
            for thing in kept.answer:
                if isinstance(thing, Stamped):
                    self._holds.pop((type(thing), thing.id), None)
