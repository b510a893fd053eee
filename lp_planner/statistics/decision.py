"""What to do next, from the gate and the signal: six rows, each with its reason."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lp_planner.statistics.number_series import check_whole
from lp_planner.wording import day_in_words

POINTS_TO_REVIEW = 10


class Signal(StrEnum):
    """What the outcome measure says."""

    IMPROVEMENT = "improvement"
    NONE = "no signal"
    CONCERN = "concern"


class NextStep(StrEnum):
    """The advice."""

    SUPPORT_DELIVERY = "support delivery first"
    SUSTAIN = "sustain"
    KEEP_GOING = "keep going"
    REVIEW = "review"
    ASK = "ask what changed"


@dataclass(frozen=True, slots=True)
class Advice:
    """A next step, the sentence that gives it, and why. It advises; people decide."""

    step: NextStep
    sentence: str
    reason: str


def advise(
    *,
    gate_open: bool,
    signal: Signal,
    points_since: int,
    until: dt.date | None = None,
    is_new_level: bool = False,
) -> Advice:
    """Answer the next step, given the readings (``points_since``) since the change.

    ``until`` is the date by which ten readings will be there, named in the sentence where given.
    With ``is_new_level`` people have decided that it is read against a better level: holding that
    level is no reason to stop.

    Raises:
        ValueError: ``points_since`` is negative or not whole.
    """
    check_whole(points_since, "readings since the change")
    if not gate_open:
        return Advice(
            NextStep.SUPPORT_DELIVERY,
            "Support delivery first: coach, model, simplify.",
            "Not every active ingredient is secure and understood, so the outcomes "
            "cannot yet speak about the approach.",
        )
    if signal is Signal.IMPROVEMENT:
        return Advice(
            NextStep.SUSTAIN,
            "Sustain it; consider rebasing the chart.",
            "The active ingredients are in place and the measure signals improvement.",
        )
    if signal is Signal.CONCERN:
        return Advice(
            NextStep.ASK,
            "Ask what changed; adapt thoughtfully.",
            "The active ingredients are in place and the measure signals a concern.",
        )
    if is_new_level:
        return Advice(
            NextStep.KEEP_GOING,
            "Keep going on the new level.",
            "The active ingredients are in place, and the measure is read against the better "
            f"level that you decided on; {points_since} readings have been taken on it.",
        )
    if points_since < POINTS_TO_REVIEW:
        end = "" if until is None else f" until {day_in_words(until)}"
        return Advice(
            NextStep.KEEP_GOING,
            f"Keep going{end}.",
            f"There are {points_since} readings since the change; "
            f"with fewer than {POINTS_TO_REVIEW} no signal means too early to tell.",
        )
    return Advice(
        NextStep.REVIEW,
        "Review: adapt or stop?",
        "The active ingredients are in place and "
        f"{points_since} readings since the change show no signal.",
    )
