"""A new edition of the standards beside the old one: what became of each, and what is decided.

Standards are told apart by their words first and by their keys second: a key that now stands for
other words is another standard, and one that has another key and the same words is the same.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from pydantic import AwareDatetime

from lp_planner.domain.evidence.standards import Framework, Standard
from lp_planner.domain.records.errors import PlannerError
from lp_planner.domain.records.fields import NeededLine
from lp_planner.domain.records.records import Frozen, Stamped

OPEN = "?"
"""Stands in a decision that nobody has made yet."""


class EditionNotReady(PlannerError):
    """Something about the new edition has to be settled first; nothing was changed."""


class Fate(StrEnum):
    """What became of a standard."""

    KEPT = "kept"
    RENAMED = "renamed"
    REWORDED = "reworded"
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
    """What became of each standard of ``old`` in ``new``; each of ``new`` is taken once."""
    left = {standard.key: standard for standard in new.standards}
    found: dict[str, EditionLine] = {}

    def take(was: Standard, now: Standard, fate: Fate) -> None:
        found[was.key] = EditionLine(old=was, new=now, fate=fate)
        del left[now.key]

    for was in old.standards:
        now = left.get(was.key)
        if now and _words(now) == _words(was):
            take(was, now, Fate.KEPT)
    for was in _others(old.standards, found):
        same = [now for now in left.values() if _words(now) == _words(was)]
        if len(same) == 1:
            take(was, same[0], Fate.RENAMED)
    # The same name over other words, wherever it stands now; then the same key.
    for was in _others(old.standards, found):
        named = [now for now in left.values() if _plain(now.title) == _plain(was.title)]
        if len(named) == 1:
            take(was, named[0], Fate.REWORDED)
    for was in _others(old.standards, found):
        now = left.get(was.key)
        if now is None:
            found[was.key] = EditionLine(old=was, fate=Fate.GONE)
        else:
            take(was, now, Fate.REWORDED)
    return Comparison(
        lines=tuple(found[standard.key] for standard in old.standards), added=tuple(left.values())
    )


def _others(standards: Sequence[Standard], found: Mapping[str, object]) -> list[Standard]:
    return [standard for standard in standards if standard.key not in found]


def _words(standard: Standard) -> tuple[str, str]:
    return _plain(standard.title), _plain(standard.descriptor)


def _plain(text: str) -> str:
    """Words as they are compared: without what a printer or a program makes of signs."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(folded.split()).rstrip(".")


_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": ""})
