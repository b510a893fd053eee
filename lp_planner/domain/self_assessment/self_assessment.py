"""How a lead practitioner sees themselves, standard by standard; theirs alone.

Three facts stay apart: the level somebody chose, how far their evidence reached, and how much
evidence there is. Where they differ there is a question, never a mark.
"""

from collections.abc import Sequence

from lp_planner.domain.evidence.standards import Level
from lp_planner.domain.records.fields import LongProse, Prose
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen, Stamped


class SelfRating(Stamped):
    """The level somebody chose for one standard on one day, and why; never rewritten.

    A change of mind is a new rating. ``edition`` is that of the framework they read.
    """

    person_id: str
    framework: str
    edition: str
    standard: str
    level: str
    reason: Prose = ""


class SelfThought(Stamped):
    """What somebody answered to a coaching question, or noted while thinking.

    ``question`` holds the words that were asked, so that the answer stays readable when they
    change; it is empty for a note made while thinking aloud. No standard and no level: an answer
    to a question asked before the first standard. Clearing the text erases it.
    """

    person_id: str
    framework: str
    edition: str
    standard: str = ""
    level: str = ""
    question: str = ""
    text: LongProse


class ShownByEvidence(Frozen):
    """What the evidence for one standard shows, whatever level was chosen."""

    furthest: Reach | None = None
    said: Reach | None = None
    """The furthest place from which people say themselves that they use it."""
    pieces: int = 0

    @property
    def status(self) -> str:
        """How much evidence there is, in words."""
        if not self.pieces:
            return "Nothing is put forward yet"
        if self.pieces == 1:
            return "One thing is put forward"
        return f"{self.pieces} things are put forward"


STAYS = {
    Reach.OWN_PRACTICE: "stays in your own practice",
    Reach.OWN_TEAM: "stays in your own team",
    Reach.ANOTHER_TEAM: "reaches another team in your school",
    Reach.ANOTHER_SCHOOL: "reaches another school",
}


def question_between(chosen: Level, shown: ShownByEvidence) -> str:
    """The question where a chosen level and the evidence differ; "" where they agree."""
    steps = list(Reach)
    if shown.furthest is None:
        return (
            f"You chose {chosen.name}; nothing is put forward for this standard yet. What have you "
            "done already that would let somebody else see it?"
        )
    stays = STAYS[shown.furthest]
    ahead = steps.index(chosen.reach) - steps.index(shown.furthest)
    if ahead > 0:
        return (
            f"You chose {chosen.name}; your evidence so far {stays}. What would let somebody else "
            "see the rest of the way?"
        )
    if ahead < 0:
        return (
            f"You chose {chosen.name}, and your evidence already {stays}. Could you be further "
            "than you think?"
        )
    return ""


def next_level(levels: Sequence[Level], key: str) -> Level | None:
    """The level after this one; ``None`` after the last."""
    order = [level.key for level in levels]
    place = order.index(key) + 1 if key in order else 0
    return levels[place] if place < len(levels) else None
