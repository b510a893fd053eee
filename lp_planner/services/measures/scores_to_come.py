"""What pupils' scores could find, said before they are there: a plan can still be altered then."""

from lp_planner.domain.records.measures import Measure, PupilScore
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.statistics.power_of_scores import share_of_differences_found
from lp_planner.storage.reader import Reader
from lp_planner.wording import times_in_ten

PUPIL_OUTCOME, WHOLE_CLASSES = "pupil_outcome", "whole_classes"
A_CLASS = 28
USUAL = (A_CLASS, 2 * A_CLASS)
"""Pupils of whom it is said what they could find, where there is no score yet."""
A_FIFTH, A_HALF = 0.2, 0.5


def could_find(desk: Desk, project_id: str, measure_id: str) -> str:
    """What scores of so many pupils would find; "" for a measure that has them, or is of no scores.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        return could_find_unchecked(reader, measure)


def could_find_unchecked(reader: Reader, measure: Measure) -> str:
    """The same for services that already read."""
    scores = reader.find(PupilScore, project_id=measure.project_id, measure_id=measure.id)
    is_of_scores = measure.outcome_construct == PUPIL_OUTCOME or bool(measure.group_formed)
    if any(score.after is not None for score in scores) or not (is_of_scores or scores):
        return ""
    before = sum(score.before is not None for score in scores)
    return in_words(measure, (before,) if before else USUAL)


def in_words(measure: Measure, numbers: tuple[int, ...]) -> str:
    """The sentences for a measure whose groups are to be so large."""
    is_compared = bool(measure.group_formed or measure.comparison)
    classes = (measure.classes or 1) if measure.group_formed == WHOLE_CLASSES else None
    if classes == 1:
        return (
            "One class beside one other cannot find anything for sure, however many pupils there "
            "are: what makes classes differ cannot be told from the change. Could more join?"
        )
    found = [_of(pupils, is_compared=is_compared, classes=classes) for pupils in numbers]
    return (
        f"{' '.join(found)} That holds where both tests agree as tests usually do (a correlation "
        "of 0.8)."
    )


def _of(pupils: int, *, is_compared: bool, classes: int | None) -> str:
    each = " in each group" if is_compared else ""
    within = f", in {classes} classes," if classes else ""
    small, large = (
        times_in_ten(
            share_of_differences_found(pupils, spreads, is_compared=is_compared, classes=classes)
        )
        for spreads in (A_FIFTH, A_HALF)
    )
    what = "difference" if is_compared else "change"
    return (
        f"Scores of {pupils} pupils{each}{within} before and after find a {what} of a fifth of "
        f"the usual spread {small}, one of half of it {large}."
    )
