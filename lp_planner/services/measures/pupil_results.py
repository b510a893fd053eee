"""What pupils' scores before and after show: how they came about first, then the numbers.

Groups that were chosen differently are not set against each other, one class against one class has
no effect size, and what low scorers gain by themselves is taken off (docs/adr/0041).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.domain.records.measures import Measure, PupilScore, ReadingGroup
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.small_groups import LEAST_WITHOUT_CAUTION
from lp_planner.statistics.cautions import (
    TYPICAL_ICC,
    Caution,
    StudyFacts,
    cautions_for,
    share_at,
)
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.comparison import AdjustedDifference, adjusted_difference, baseline_gap
from lp_planner.statistics.display import Display, display_for
from lp_planner.statistics.effects import standard_deviation
from lp_planner.statistics.months import StudyDesign, months_range
from lp_planner.statistics.number_series import FloatArray, Interval, as_pairs
from lp_planner.statistics.power_of_scores import USUAL_AGREEMENT
from lp_planner.statistics.regression import expected_rise_of_lowest, spread_of_everyone
from lp_planner.storage.reader import Reader

AGREEMENT_WITHIN = 0.1
"""How far from it the true one may well lie."""
PER_CENT = 100
CONFIDENCE_WORDS = "with 95% confidence"
WHOLE_CLASSES, BY_CHANCE = "whole_classes", "random"
ALIKE = {BY_CHANCE, "matched"}
EARLIER_TEST = "earlier_test"


class PupilResult(Frozen):
    """What pupils' scores show, as far as may be said of so many pupils.

    ``difference`` and its interval are in the units of the test: the change where there is no
    comparison group, less what pupils chosen for low scores gain anyway; else the difference to
    it, allowing for scores before. ``g`` is there only where the groups came about fairly.
    """

    pupils: int
    compared_with: int
    may_show: Display
    sentence: str
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    g: float | None = None
    g_low: float | None = None
    g_high: float | None = None
    months: str = ""
    cautions: tuple[tuple[str, str], ...] = ()
    has_comparison: bool = False
    dots: tuple[tuple[str, float, float], ...] = ()
    """Group, before and after of each pupil, where dots are all that may be shown."""


def pupil_result(desk: Desk, project_id: str, measure_id: str) -> PupilResult | None:
    """What a measure's pupil scores show; ``None`` where there are none.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        return pupil_result_unchecked(reader, measure)


def pupil_result_unchecked(reader: Reader, measure: Measure) -> PupilResult | None:
    """The same for services that already read."""
    scores = reader.find(PupilScore, project_id=measure.project_id, measure_id=measure.id)
    ours = [s for s in scores if s.reading_group is ReadingGroup.PROJECT]
    others = [s for s in scores if s.reading_group is ReadingGroup.COMPARISON]
    if not ours:
        return None
    pairs = _Pairs(
        [s.before for s in ours],
        [s.after for s in ours],
        [s.before for s in others],
        [s.after for s in others],
    )
    smallest = min(pairs.whole, pairs.whole_others) if others else pairs.whole
    may_show = display_for(smallest)
    base = PupilResult(
        pupils=len(ours),
        compared_with=len(others),
        may_show=may_show,
        sentence=_too_few(smallest),
        has_comparison=bool(others),
    )
    if may_show is Display.NOTHING:
        return base
    base = base.model_copy(
        update={"cautions": _cautions_in_words(measure, pairs, smallest, reader)}
    )
    if may_show is Display.DOTS:
        return base.model_copy(update={"dots": pairs.dots})
    found = _compared(measure, pairs, smallest) if others else _changed(measure, pairs)
    return base.model_copy(update=found)


@dataclass(frozen=True)
class _Pairs:
    before: Sequence[float | None]
    after: Sequence[float | None]
    others_before: Sequence[float | None]
    others_after: Sequence[float | None]

    @property
    def whole(self) -> int:
        """Pupils of the project with both scores."""
        return _both(self.before, self.after)

    @property
    def whole_others(self) -> int:
        """Comparison pupils with both scores."""
        return _both(self.others_before, self.others_after)

    @property
    def dots(self) -> tuple[tuple[str, float, float], ...]:
        """Every pupil with both scores."""
        groups = (
            ("Project", self.before, self.after),
            ("Comparison", self.others_before, self.others_after),
        )
        return tuple(
            (name, before, after)
            for name, befores, afters in groups
            for before, after in zip(befores, afters, strict=True)
            if before is not None and after is not None
        )


def _both(before: Sequence[float | None], after: Sequence[float | None]) -> int:
    return sum(b is not None and a is not None for b, a in zip(before, after, strict=True))


def _too_few(smallest: int) -> str:
    return (
        f"Only {smallest} pupils have both scores, so no figure is shown: it would say more about "
        "single pupils than about the change."
        if display_for(smallest) is Display.NOTHING
        else f"With {smallest} pupils, look at each one; an average would mislead."
    )


def _changed(measure: Measure, pairs: _Pairs) -> dict[str, object]:
    found = paired_change(pairs.before, pairs.after)
    unit = measure.unit or "points"
    if found.mean_change is None or found.interval is None:
        return {"sentence": found.note}
    rise = _free_rise(measure, pairs)
    change, low, high = found.mean_change, found.interval.low, found.interval.high
    said = [f"Scores changed by {change:+.1f} {unit} on average ({found.pairs} pupils)"]
    if rise is None:
        said.append(f"; {CONFIDENCE_WORDS} by {low:+.1f} to {high:+.1f}. ")
    else:
        change, low, high = beyond_free_rise(change, (low, high), rise)
        said.append(
            f". Pupils chosen for low scores gain about {rise.units:.1f} {unit} by themselves; "
            f"beyond that it is {change:+.1f}, {CONFIDENCE_WORDS} {low:+.1f} to {high:+.1f}. "
        )
    said.append("There is no comparison group, so this shows change, not its cause.")
    return {"sentence": "".join(said), "difference": change, "low": low, "high": high}


def _compared(measure: Measure, pairs: _Pairs, smallest: int) -> dict[str, object]:
    if measure.chosen_for_low_scores and measure.group_formed not in ALIKE:
        return {
            "sentence": "These pupils were chosen for their low scores and set beside others who "
            "were not. Low scores rise by themselves and others do not, so no difference is worked "
            "out."
        }
    found = difference_of(measure, pairs.before, pairs.after, pairs.others_before,
                          pairs.others_after)  # fmt: skip
    unit = measure.unit or "points"
    if found.difference is None or found.interval is None:
        return {"sentence": found.note}
    way = "higher" if found.difference >= 0 else "lower"
    answer: dict[str, object] = {
        "sentence": (
            f"Allowing for scores before, pupils scored {abs(found.difference):.1f} {unit} {way} "
            f"than the comparison pupils, {CONFIDENCE_WORDS} {found.interval.low:+.1f} to "
            f"{found.interval.high:+.1f}."
        ),
        "difference": found.difference,
        "low": found.interval.low,
        "high": found.interval.high,
    }
    if not has_effect_size(measure):
        return answer
    months = months_range(
        found.g_interval, design=StudyDesign.PRE_POST_COMPARISON, smallest_group=smallest
    )
    return answer | {
        "g": found.g,
        "g_low": _low(found.g_interval),
        "g_high": _high(found.g_interval),
        "months": months.phrase or months.note,
    }


def has_effect_size(measure: Measure) -> bool:
    """Whether the groups came about so that a difference may be called the size of an effect."""
    if measure.group_formed == WHOLE_CLASSES:
        return (measure.classes or 1) > 1
    return measure.group_formed in ALIKE


def difference_of(
    measure: Measure,
    before: Sequence[float | None],
    after: Sequence[float | None],
    others_before: Sequence[float | None],
    others_after: Sequence[float | None],
) -> AdjustedDifference:
    """The difference to the comparison pupils, its interval as wide as whole classes make it."""
    between = 0.0
    if measure.group_formed == WHOLE_CLASSES:
        between = TYPICAL_ICC / (1 - TYPICAL_ICC) * 2 / (measure.classes or 1)
    return adjusted_difference(before, after, others_before, others_after, between_classes=between)


def _low(interval: Interval | None) -> float | None:
    return interval.low if interval else None


def _high(interval: Interval | None) -> float | None:
    return interval.high if interval else None


def _cautions_in_words(
    measure: Measure, pairs: _Pairs, smallest: int, reader: Reader
) -> tuple[tuple[str, str], ...]:
    found = _cautions(measure, pairs, smallest, _outcomes(reader, measure))
    return tuple((caution.code, caution.sentence) for caution in found)


def _outcomes(reader: Reader, measure: Measure) -> int:
    """How many measures of the project have pupils' scores."""
    scores = reader.find(PupilScore, project_id=measure.project_id)
    return len({score.measure_id for score in scores})


def _cautions(measure: Measure, pairs: _Pairs, smallest: int, outcomes: int) -> tuple[Caution, ...]:
    has_others = bool(pairs.others_before)
    is_by_chance = measure.group_formed == BY_CHANCE
    gap = (
        None
        if is_by_chance or not has_others
        else baseline_gap(pairs.before, pairs.others_before).g
    )
    rise = _free_rise(measure, pairs)
    return cautions_for(
        StudyFacts(
            comparison_group=has_others,
            smallest_group=smallest,
            chosen_for_low_scores=measure.chosen_for_low_scores,
            expected_rise=rise.units if rise else None,
            unit=measure.unit,
            share_at_top=_at_end(pairs, measure.full_marks),
            share_at_bottom=_at_end(pairs, 0.0 if measure.full_marks is not None else None),
            missing_first=_missing(pairs.after),
            missing_second=_missing(pairs.others_after) if has_others else None,
            whole_classes=has_others and measure.group_formed == WHOLE_CLASSES,
            classes=measure.classes,
            forming_stated=not has_others or bool(measure.group_formed),
            different_tests=measure.tests_differ,
            marked_by_team=measure.marked_by == "team",
            chosen_after_seeing=measure.chosen_after,
            raw_scores=measure.score_kind == "raw",
            starting_gap=gap,
            outcomes_looked_at=outcomes,
        )
    )


def _at_end(pairs: _Pairs, end: float | None) -> float | None:
    """The larger share of scores at this end of the test, before or after, each by itself."""
    if end is None:
        return None
    shares = (
        share_at([*pairs.before, *pairs.others_before], end),
        share_at([*pairs.after, *pairs.others_after], end),
    )
    return max((share for share in shares if share is not None), default=None)


@dataclass(frozen=True)
class FreeRise:
    """How far the chosen rise with no teaching at all, in the test's units, and how surely."""

    units: float
    unsure: float


def _free_rise(measure: Measure, pairs: _Pairs) -> FreeRise | None:
    share = measure.chosen_share
    if not measure.chosen_for_low_scores or share is None or not 0 < share < PER_CENT:
        return None
    agreement = None
    if pairs.whole_others >= LEAST_WITHOUT_CAUTION:
        agreement = paired_change(pairs.others_before, pairs.others_after).correlation
    return free_rise(
        pairs.before,
        share / PER_CENT,
        agreement=min(1.0, max(0.0, agreement or USUAL_AGREEMENT)),
        on_an_earlier_test=measure.chosen_on == EARLIER_TEST,
    )


def free_rise(
    before: Sequence[float | None],
    share: float,
    *,
    agreement: float = USUAL_AGREEMENT,
    on_an_earlier_test: bool = False,
) -> FreeRise | None:
    """What the lowest ``share`` of a year group gain by themselves, from their own first scores.

    Where they were chosen on an earlier test, that rise had come before the first score.
    """
    if on_an_earlier_test:
        return FreeRise(0.0, 0.0)
    known: FloatArray = as_pairs(before, before)[0]
    spread = standard_deviation(known)
    if not spread:
        return None
    away = expected_rise_of_lowest(share, 0.0) * spread_of_everyone(share, spread)
    return FreeRise((1 - agreement) * away, 2 * AGREEMENT_WITHIN * away)


def beyond_free_rise(
    change: float, between: tuple[float, float], rise: FreeRise
) -> tuple[float, float, float]:
    """A change less the rise that comes for free, with both ends of its interval."""
    reach = ((between[1] - between[0]) ** 2 / 4 + rise.unsure**2) ** 0.5
    left = change - rise.units
    return left, left - reach, left + reach


def _missing(after: Sequence[float | None]) -> float | None:
    return sum(value is None for value in after) / len(after) if after else None
