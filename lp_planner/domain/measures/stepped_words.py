"""The words about classes or teams that began one after another, read together."""

import datetime as dt
from dataclasses import dataclass

from lp_planner.domain.records.measures import Direction
from lp_planner.wording import counted, day_in_words, difference, number


@dataclass(frozen=True)
class Step:
    """One class or team: when it began, its readings on both sides, and what they say alone."""

    name: str
    began_on: dt.date
    before: int
    since: int
    said: str


@dataclass(frozen=True)
class Stepped:
    """Several measures of one thing, each of a class or team with a first day of its own.

    ``difference`` is how much those that had begun lie above what they would have shown; it is not
    there where the readings cannot carry it, and ``lacks`` says why.
    """

    steps: tuple[Step, ...]
    unit: str
    direction: Direction
    difference: float | None = None
    between: tuple[float, float] | None = None
    """Its 95 % interval."""
    lacks: str = ""


def stepped_in_words(found: Stepped) -> str:
    """What may be said of them together; it names no cause."""
    days = [step.began_on for step in found.steps]
    began = (
        f"{counted(len(days), 'class or team', 'classes or teams')} began one after another, from "
        f"{day_in_words(min(days))} to {day_in_words(max(days))}."
    )
    if found.difference is None or found.between is None:
        return f"{began} Described, not judged: {found.lacks}."
    low, high = found.between
    unit = "points" if found.unit == "%" else found.unit
    ends = f"{number(low)} to {number(high)} {unit}".rstrip()
    lie = difference(round(found.difference, 6), found.unit)
    return (
        f"{began} Those that had begun are set beside those that had not, week by week: {lie} than "
        f"would be expected (with 95% confidence {ends}). {_beyond(found, low, high)} A season or "
        "a test that reaches them all is allowed for. What else began in a class on its first day "
        "is not."
    )


def _beyond(found: Stepped, low: float, high: float) -> str:
    if low <= 0 <= high:
        return "That may be chance, either way."
    if found.direction is Direction.NEITHER:
        return "That is more than chance would give."
    hoped = (low > 0) == (found.direction is Direction.UP)
    way = "the way you hoped for" if hoped else "the other way than you hoped for"
    return f"That is more than chance would give, {way}."
