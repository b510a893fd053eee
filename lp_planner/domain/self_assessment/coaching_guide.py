"""What a self-assessment says beside each standard and level, as read from the content files."""

from functools import cached_property
from typing import Annotated

from pydantic import StringConstraints

from lp_planner.domain.records.records import Frozen

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class GuideLevel(Frozen):
    """One standard at one level: what it looks like, what to ask, and one step further."""

    level: str
    descriptor: Sentence
    support_staff: Sentence
    questions: tuple[Sentence, ...]
    next_step: Sentence
    source: str


class GuideStandard(Frozen):
    """One standard at each of its levels."""

    standard: str
    levels: tuple[GuideLevel, ...]
    source: str


class FirstQuestion(Frozen):
    """A question before the first standard: is the knowledge there, and the opening?"""

    question: Sentence
    why: Sentence
    source: str


class Onward(Frozen):
    """The question that looks from one level to the next circle of people."""

    level: str
    question: Sentence
    source: str


class Guide(Frozen):
    """The coaching beside one framework. A framework without one can be used all the same."""

    framework: str
    prompt_stem: Sentence
    opening: tuple[FirstQuestion, ...]
    onward: tuple[Onward, ...]
    standards: tuple[GuideStandard, ...]
    source: str

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], GuideLevel]:
        return {(s.standard, lvl.level): lvl for s in self.standards for lvl in s.levels}

    def at(self, standard: str, level: str) -> GuideLevel | None:
        """What is said beside a standard at a level; ``None`` where nothing is."""
        return self._by_place.get((standard, level))

    def onward_from(self, level: str) -> str:
        """The question that looks beyond a level; "" where there is none."""
        return next((o.question for o in self.onward if o.level == level), "")

    def asked(self, standard: str, level: str) -> tuple[str, ...]:
        """The coaching questions of a standard at a level, each as a whole sentence."""
        found = self.at(standard, level)
        return tuple(f"{self.prompt_stem} {q}" for q in found.questions) if found else ()
