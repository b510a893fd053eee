"""A new edition of the standards beside the old one: what became of each, and what is decided.

Standards are told apart by their words first and by their keys second: a key that now stands for
other words is another standard, and one that has another key and the same words is the same.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import AwareDatetime

from lp_planner.domain.evidence.standards import Framework, Standard
from lp_planner.domain.records.errors import PlannerError
from lp_planner.domain.records.fields import NeededLine
from lp_planner.domain.records.records import Frozen, Stamped

T = TypeVar("T")

OPEN = "?"
"""Stands in a decision that nobody has made yet."""


class EditionNotReady(PlannerError):
    """Something about the new edition has to be settled first; nothing was changed."""


class Fate(StrEnum):
    """What became of a standard."""

    KEPT = "kept"
    RENAMED = "renamed"
    REWORDED = "reworded"
    REPEATED = "repeated"
    """Its words stand more than once in one of the editions, so a person says which is meant."""
    GONE = "gone"


class EditionLine(Frozen):
    """One standard of the old edition, and the one of the new edition that it may become."""

    old: Standard
    fate: Fate
    new: Standard | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it says the same as before, so that nobody has to decide."""
        return self.fate in {Fate.KEPT, Fate.RENAMED}


class Comparison(Frozen):
    """Two editions side by side: every standard of the old one, and what is new."""

    lines: tuple[EditionLine, ...]
    added: tuple[Standard, ...]

    def of(self, *fates: Fate) -> tuple[EditionLine, ...]:
        """The lines with one of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)


class EditionDecision(Frozen):
    """What becomes of the things put forward for one standard of the old edition."""

    old: NeededLine
    new: str = ""
    """The standard of the new edition that they go over to; "" where they are left behind."""
    reason: str = ""
    """Why they are left behind; it stays."""


class EditionChange(Stamped):
    """An installation went over from one edition to the next; what was decided is never rewritten.

    It belongs to nobody: it names standards and no person.
    """

    from_framework: NeededLine
    to_framework: NeededLine
    changed_at: AwareDatetime
    decisions: tuple[EditionDecision, ...]


def compare(old: Framework, new: Framework) -> Comparison:
    """What became of each standard of ``old`` in ``new``.

    Each of ``new`` is taken once; only where words are repeated may it be proposed to several.
    """
    pairing = _Pairing(old, new)
    pairing.take_the_kept()
    pairing.take_the_same_words()
    pairing.take_the_rest()
    return Comparison(
        lines=tuple(pairing.found[standard.key] for standard in old.standards),
        added=tuple(pairing.left.values()),
    )


class _Pairing:
    """Two editions while they are compared: what is found of the old one, what is left of the new.

    Words are gathered once, so that two editions of thousands are compared in a moment.
    """

    def __init__(self, old: Framework, new: Framework) -> None:
        self.found: dict[str, EditionLine] = {}
        self.left = {standard.key: standard for standard in new.standards}
        self._old, self._new = old, new
        self._was = {standard.key: _words(standard) for standard in old.standards}
        self._now = {standard.key: _words(standard) for standard in new.standards}

    def _open(self) -> list[Standard]:
        return [standard for standard in self._old.standards if standard.key not in self.found]

    def _take(self, was: Standard, key: str, fate: Fate) -> None:
        self.found[was.key] = EditionLine(old=was, new=self._new.by_key[key], fate=fate)
        self.left.pop(key, None)

    def take_the_kept(self) -> None:
        """The same words under the same key."""
        for was in self._open():
            if self._now.get(was.key) == self._was[was.key]:
                self._take(was, was.key, Fate.KEPT)

    def take_the_same_words(self) -> None:
        """The same words under another key; nothing is sure where they stand more than once."""
        places = _gathered(self._now)
        alike = _gathered({standard.key: self._was[standard.key] for standard in self._open()})
        free = {said: [key for key in keys if key in self.left] for said, keys in places.items()}
        for was in self._open():
            said = self._was[was.key]
            same = free.get(said) or places.get(said, [])
            if not same:
                continue
            is_sure = len(same) == len(alike[said]) == 1 and same == free[said]
            self._take(was, same[0], Fate.RENAMED if is_sure else Fate.REPEATED)

    def take_the_rest(self) -> None:
        """The same name over other words, wherever it stands now; then the same key."""
        places = _gathered({key: title for key, (title, _) in self._now.items()})
        for was in self._open():
            title, _ = self._was[was.key]
            named = [key for key in places.get(title, ()) if key in self.left]
            if len(named) == 1:
                self._take(was, named[0], Fate.REWORDED)
        for was in self._open():
            if was.key in self.left:
                self._take(was, was.key, Fate.REWORDED)
            else:
                self.found[was.key] = EditionLine(old=was, fate=Fate.GONE)


def _gathered(said: Mapping[str, T]) -> dict[T, list[str]]:
    """The keys under each wording, in their order."""
    found: dict[T, list[str]] = {}
    for key, words in said.items():
        found.setdefault(words, []).append(key)
    return found


def _words(standard: Standard) -> tuple[str, str]:
    return _plain(standard.title), _plain(standard.descriptor)


def _plain(text: str) -> str:
    """Words as they are compared: without what a printer or a program makes of signs."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(folded.split()).rstrip(".")


_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": ""})
