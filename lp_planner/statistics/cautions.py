"""The warnings that belong beside a number about pupils' scores: W1 to W12, in plain sentences."""

from dataclasses import dataclass

import numpy as np

from lp_planner.small_groups import LEAST_WITHOUT_CAUTION
from lp_planner.statistics.comparison import GAP_TOO_WIDE
from lp_planner.statistics.number_series import ROUNDING, Numbers, as_readings, check_whole

SHARE_AT_END = 0.15
SHARE_MISSING = 0.15
MISSING_APART = 0.05
TYPICAL_ICC = 0.1
"""How much of the variance of pupils' scores lies between classes: about a tenth in trials."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning: a code that stays the same, and a sentence to show beside the number."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What is known about how a result came about; what is not known raises no warning.

    Shares run from 0 to 1; ``expected_rise`` is in the ``unit`` of the test, ``starting_gap`` in
    standard deviations. ``classes`` are those of each group. ``forming_stated`` is false where
    there is a comparison group and nobody has said how it came about.
    ``missing_first`` and ``missing_second`` are the shares of each group without a score after.
    """

    comparison_group: bool = True
    smallest_group: int | None = None
    chosen_for_low_scores: bool = False
    expected_rise: float | None = None
    unit: str = ""
    share_at_top: float | None = None
    share_at_bottom: float | None = None
    missing_first: float | None = None
    missing_second: float | None = None
    whole_classes: bool = False
    classes: int | None = None
    forming_stated: bool = True
    different_tests: bool = False
    marked_by_team: bool = False
    chosen_after_seeing: bool = False
    raw_scores: bool = False
    starting_gap: float | None = None
    outcomes_looked_at: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: a share is not between 0 and 1, or a count is negative or not whole.
        """
        shares = (self.share_at_top, self.share_at_bottom, self.missing_first, self.missing_second)
        if any(share is not None and not 0 <= share <= 1 for share in shares):
            message = "Shares lie between 0 and 1."
            raise ValueError(message)
        check_whole(self.outcomes_looked_at, "outcomes")
        if self.smallest_group is not None:
            check_whole(self.smallest_group, "pupils in the smaller group")


def cautions_for(facts: StudyFacts) -> tuple[Caution, ...]:
    """Answer the warnings that the facts call for, in the order of their codes."""
    sentences = {
        "W1": _no_comparison(facts),
        "W2": _small(facts),
        "W3": _selected(facts),
        "W4": _ends(facts),
        "W5": _missing(facts),
        "W6": _classes(facts),
        "W7": _if(
            facts.different_tests, "The tests before and after differ, so the scores may not match."
        ),
        "W8": _if(
            facts.marked_by_team, "The tests were marked by people who worked on the project."
        ),
        "W9": _if(
            facts.chosen_after_seeing,
            "This outcome was chosen after the data had been seen, so chance is likelier.",
        ),
        "W10": _if(
            facts.raw_scores,
            "Raw scores rise as pupils grow older; only age-standardised scores allow for that.",
        ),
        "W11": _gap(facts),
        "W12": _if(
            facts.outcomes_looked_at > 1,
            f"{facts.outcomes_looked_at} outcomes were looked at; report them all.",
        ),
    }
    return tuple(Caution(code, sentence) for code, sentence in sentences.items() if sentence)


def share_at(scores: Numbers, end: float) -> float | None:
    """Answer the share of scores that equal ``end``, the test's lowest or highest mark.

    Raises:
        ValueError: ``scores`` is no flat list of numbers.
    """
    known = as_readings(scores, "scores")
    known = known[np.isfinite(known)]
    return float(np.count_nonzero(known == end)) / known.size if known.size else None


def _if(applies: bool, sentence: str) -> str:  # noqa: FBT001 - it reads as one
    return sentence if applies else ""


def _no_comparison(facts: StudyFacts) -> str:
    return _if(
        not facts.comparison_group,
        "There is no comparison group, so nobody can tell what would have happened anyway.",
    )


def _small(facts: StudyFacts) -> str:
    n = facts.smallest_group
    if n is None or n >= LEAST_WITHOUT_CAUTION:
        return ""
    return f"A group has {n} pupils: too few to tell small differences from chance."


def _selected(facts: StudyFacts) -> str:
    if not facts.chosen_for_low_scores:
        return ""
    start = "Pupils were chosen because they scored low, and such scores rise by themselves"
    if facts.expected_rise is None or not np.isfinite(facts.expected_rise):
        return f"{start}."
    return f"{start}: by about {facts.expected_rise:.1f} {facts.unit or 'points'} here."


def _ends(facts: StudyFacts) -> str:
    parts = [
        f"{share:.0%} of pupils have the {end} score, so the test cannot show {what}."
        for share, end, what in (
            (facts.share_at_top, "highest", "how much better they did"),
            (facts.share_at_bottom, "lowest", "how far below it they are"),
        )
        if share is not None and share >= SHARE_AT_END
    ]
    return " ".join(parts)


def _missing(facts: StudyFacts) -> str:
    missing = [m for m in (facts.missing_first, facts.missing_second) if m is not None]
    if not missing:
        return ""
    apart = max(missing) - min(missing)
    # Two shares five points apart may differ by a hair more as binary fractions.
    if max(missing) <= SHARE_MISSING and apart <= MISSING_APART + ROUNDING:
        return ""
    shares = " and ".join(f"{share:.0%}" for share in missing)
    return (
        f"{shares} of pupils have no score after; the result is about the others, "
        "who may be different."
    )


def _classes(facts: StudyFacts) -> str:
    if not facts.whole_classes:
        return _if(
            not facts.forming_stated,
            "Nobody has said how the groups came about, so nobody knows how alike they were.",
        )
    if (facts.classes or 1) == 1:
        return (
            "One class is set beside one other, so what makes classes differ cannot be told from "
            "the change. No effect size and no months are given, however many pupils there are."
        )
    return (
        f"The groups are whole classes, {facts.classes} in each: the interval is widened for what "
        "pupils of one class share."
    )


def _gap(facts: StudyFacts) -> str:
    gap = facts.starting_gap
    if gap is None or not abs(gap) > GAP_TOO_WIDE:
        return ""
    return (
        f"The groups started {abs(gap):.2f} standard deviations apart: the comparison is not safe."
    )
