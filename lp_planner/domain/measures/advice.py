"""What to do next about a measure, from how far the plan is in use and from what was found.

It advises; people decide. While the use does not carry it, nothing is said about the idea.
"""

from dataclasses import dataclass
from enum import StrEnum

from lp_planner.domain.measures.finding import Finding, Stage
from lp_planner.domain.measures.finding_words import stage_in_words


class UseState(StrEnum):
    """Whether the use carries a verdict on the idea, and what stands in the way first."""

    OPEN = "securely in use, understood, and reaching those it is for"
    NO_INGREDIENT = "no ingredient that must hold has been named"
    NOT_LOOKED = "nobody has looked enough, or lately"
    NOT_IN_USE = "not yet securely in use"
    NOT_UNDERSTOOD = "in use, and not yet understood"
    NOT_REACHING = "in use, and not yet reaching those it is for"


class NextStep(StrEnum):
    """The advice."""

    NAME = "name what must hold"
    LOOK = "look first"
    SUPPORT = "support delivery first"
    UNDERSTAND = "talk about why first"
    REACH = "reach those it is for first"
    SUSTAIN = "sustain"
    KEEP_GOING = "keep going"
    OTHER_EVIDENCE = "ask what else you know"
    REVIEW = "review"
    ASK = "ask what changed"


@dataclass(frozen=True, slots=True)
class Advice:
    """A next step, the sentence that gives it, and why."""

    step: NextStep
    sentence: str
    reason: str


_USE = {
    UseState.NO_INGREDIENT: (NextStep.NAME, "Name first which active ingredient must hold."),
    UseState.NOT_LOOKED: (NextStep.LOOK, "Look first: too little has been seen lately to say."),
    UseState.NOT_IN_USE: (NextStep.SUPPORT, "Support delivery first: coach, model, simplify."),
    UseState.NOT_UNDERSTOOD: (NextStep.UNDERSTAND, "Talk first about why each part matters."),
    UseState.NOT_REACHING: (NextStep.REACH, "Reach those it is for first."),
}
_CANNOT_TELL = (
    NextStep.OTHER_EVIDENCE,
    "These readings cannot tell: what else do you know?",
)
_FOUND = {
    Stage.BETTER: (NextStep.SUSTAIN, "Sustain it; later readings may be read against a new level."),
    Stage.HOLDING: (NextStep.SUSTAIN, "Sustain it on the new level."),
    Stage.WORSE: (NextStep.ASK, "Ask what changed; adapt thoughtfully."),
    Stage.LEFT: (NextStep.ASK, "Ask what changed; adapt thoughtfully."),
    Stage.FELL_BACK: (NextStep.ASK, "Ask what changed; adapt thoughtfully."),
    Stage.MOVED: (NextStep.ASK, "Ask what it means: neither way was named as better."),
    Stage.NOT_SEEN: (NextStep.REVIEW, "Review: adapt or stop?"),
    Stage.NO_READINGS: (NextStep.KEEP_GOING, "Keep going, and begin to measure."),
    Stage.DESCRIBED: _CANNOT_TELL,
    Stage.NOT_JUDGED: _CANNOT_TELL,
    Stage.NOTHING_BEFORE: _CANNOT_TELL,
    Stage.MOVES: _CANNOT_TELL,
}
_GOING_ON = (NextStep.KEEP_GOING, "Cannot tell yet: keep going and keep measuring.")


def advise(use: UseState, reasons: tuple[str, ...], finding: Finding) -> Advice:
    """The next step: about the use while that stands in the way, else about what was found."""
    if use in _USE:
        step, sentence = _USE[use]
        why = "Until then the outcomes cannot speak about the approach."
        return Advice(step, sentence, " ".join([*reasons, why]))
    step, sentence = _FOUND.get(finding.stage, _GOING_ON)
    in_place = "The active ingredients are in use and understood."
    return Advice(step, sentence, f"{in_place} {stage_in_words(finding)}")
