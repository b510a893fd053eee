"""What several people answered, question by question: the spread and the weakest, no average."""

from collections import Counter
from collections.abc import Sequence

from lp_planner.domain.records.records import Frozen
from lp_planner.domain.voices.rounds import GivenAnswer
from lp_planner.domain.voices.words import AnswerKind, Question

FAR_APART = 3
"""Answers this far apart are worth a conversation before anything else (our design)."""


class Written(Frozen):
    """What somebody wrote, and who; without a name, nothing joins it to their other answers."""

    words: str
    who: str = ""
    answer_id: str = ""


class Summed(Frozen):
    """One question, and what was answered to it."""

    question: Question
    counts: tuple[tuple[str, int], ...] = ()
    """How many picked each answer, in the order of the page."""
    silent: int = 0
    """How many do not know, or left it."""
    written: tuple[Written, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether somebody picked an answer."""
        return any(number for _, number in self.counts)

    @property
    def lowest(self) -> int | None:
        """The lowest step of a scale that somebody picked."""
        return min(self._picked, default=None)

    @property
    def highest(self) -> int | None:
        """The highest step of a scale that somebody picked."""
        return max(self._picked, default=None)

    @property
    def is_far_apart(self) -> bool:
        """Whether people see it very differently."""
        low, high = self.lowest, self.highest
        return low is not None and high is not None and high - low >= FAR_APART

    @property
    def _picked(self) -> list[int]:
        if self.question.answer is not AnswerKind.SCALE:
            return []
        return [int(key) for key, number in self.counts if number]


def summed(questions: Sequence[Question], answers: Sequence[GivenAnswer]) -> tuple[Summed, ...]:
    """What was answered to each question.

    What is written without a name stands in the order of the alphabet: in the order it came, or
    one person's answers side by side, somebody could be recognised.
    """
    return tuple(_summed(question, answers) for question in questions)


def weakest(found: Sequence[Summed]) -> tuple[Summed, ...]:
    """The questions on a scale with the lowest answer of all; empty when nobody knows."""
    known = [one for one in found if one.lowest is not None]
    lowest = min((one.lowest for one in known if one.lowest is not None), default=None)
    return tuple(one for one in known if one.lowest == lowest)


def _summed(question: Question, answers: Sequence[GivenAnswer]) -> Summed:
    values = [(answer, answer.by_key.get(question.key, "")) for answer in answers]
    if question.answer.is_picked:
        counts = Counter(value for _, value in values)
        picked = tuple((pick.key, counts[pick.key]) for pick in question.picks)
        silent = len(values) - sum(number for _, number in picked)
        return Summed(question=question, counts=picked, silent=silent)
    written = [
        Written(words=value, who=answer.who, answer_id=answer.id)
        if answer.is_named
        else Written(words=value)
        for answer, value in values
        if value
    ]
    if not all(answer.is_named for answer, _ in values):
        written.sort(key=lambda one: (one.words.casefold(), one.words))
    return Summed(question=question, written=tuple(written), silent=len(values) - len(written))
