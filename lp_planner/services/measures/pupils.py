"""Pupils' scores before and after, without anything that says who they are.

What is pasted may begin with a column of names or codes; it is used to keep rows apart while they
are read, and never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.measures import Measure, PupilScore, ReadingGroup
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.bringing_in import Given, RowsNotSaved
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.pupil_rows import bring_in_scores, look_at_scores
from lp_planner.small_groups import LEAST_WITHOUT_CAUTION
from lp_planner.statistics.cautions import Caution, StudyFacts, cautions_for, share_at
from lp_planner.statistics.change import paired_change
from lp_planner.statistics.comparison import adjusted_difference, baseline_gap
from lp_planner.statistics.display import Display, display_for
from lp_planner.statistics.months import StudyDesign, months_range
from lp_planner.statistics.number_series import Interval
from lp_planner.statistics.regression import expected_rise_of_lowest
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

USUAL_AGREEMENT = 0.8
"""A usual correlation between two good tests of one group; shown as an assumption."""
WHOLE_YEAR = 100


class PupilResult(Frozen):
    """What pupils' scores show, as far as may be said of so many pupils.

    ``difference`` and its interval are in the units of the test: the change where there is no
    comparison group, else the difference to it, allowing for scores before. ``g`` is there only
    with a comparison group.
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


def keep_pupil_scores(
    desk: Desk,
    project_id: str,
    measure_id: str,
    *,
    text: str = "",
    data: bytes = b"",
) -> int:
    """Put pasted text or a file in the place of a measure's pupil scores; how many pupils.

    For rows that nobody has to look at: whatever would be asked, or cannot be read, refuses them
    all. Headings tell before and after; without headings, they are the only two numbers of a row.
    What else stands in a row is not kept. Missing scores may stay empty.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        RowsNotSaved: with a sentence for every row that needs another look.
    """
    given = Given(text=text, data=data)
    look = look_at_scores(desk, project_id, measure_id, given)
    if look.troubles:
        raise RowsNotSaved(look.troubles)
    return bring_in_scores(desk, project_id, measure_id, given)


def forget_pupil_scores(desk: Desk, project_id: str, measure_id: str) -> None:
    """Erase every pupil score of a measure; nothing of them is kept.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """

    def save(uow: UnitOfWork) -> None:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        project_for(uow, desk.actor, uow.get(Measure, measure_id).project_id)
        uow.erase_all(PupilScore, project_id=project_id, measure_id=measure_id)

    desk.write(save)


def pupil_result(desk: Desk, project_id: str, measure_id: str) -> PupilResult | None:
    """What a measure's pupil scores show; ``None`` where there are none.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = reader.get(Measure, measure_id)
        project_for(reader, desk.actor, measure.project_id)
        project_for(reader, desk.actor, project_id)
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
    if may_show is Display.DOTS:
        return base.model_copy(update={"dots": pairs.dots})
    cautions = tuple((c.code, c.sentence) for c in _cautions(measure, pairs, smallest))
    found = _compared(measure, pairs, smallest) if others else _changed(measure, pairs)
    return base.model_copy(update={**found, "cautions": cautions})


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
    return {
        "sentence": (
            f"Scores changed by {found.mean_change:+.1f} {unit} on average ({found.pairs} pupils); "
            f"the data fit anything from {found.interval.low:+.1f} to {found.interval.high:+.1f}. "
            "There is no comparison group, so this shows change, not its cause."
        ),
        "difference": found.mean_change,
        "low": found.interval.low,
        "high": found.interval.high,
    }


def _compared(measure: Measure, pairs: _Pairs, smallest: int) -> dict[str, object]:
    found = adjusted_difference(pairs.before, pairs.after, pairs.others_before, pairs.others_after)
    unit = measure.unit or "points"
    if found.difference is None or found.interval is None:
        return {"sentence": found.note}
    way = "higher" if found.difference >= 0 else "lower"
    months = months_range(
        found.g_interval, design=StudyDesign.PRE_POST_COMPARISON, smallest_group=smallest
    )
    return {
        "sentence": (
            f"Allowing for scores before, pupils scored {abs(found.difference):.1f} {unit} {way} "
            f"than the comparison pupils; the data fit anything from {found.interval.low:+.1f} to "
            f"{found.interval.high:+.1f}."
        ),
        "difference": found.difference,
        "low": found.interval.low,
        "high": found.interval.high,
        "g": found.g,
        "g_low": _low(found.g_interval),
        "g_high": _high(found.g_interval),
        "months": months.phrase or months.note,
    }


def _low(interval: Interval | None) -> float | None:
    return interval.low if interval else None


def _high(interval: Interval | None) -> float | None:
    return interval.high if interval else None


def _cautions(measure: Measure, pairs: _Pairs, smallest: int) -> tuple[Caution, ...]:
    has_others = bool(pairs.others_before)
    top = measure.full_marks
    gap = baseline_gap(pairs.before, pairs.others_before).g if has_others else None
    return cautions_for(
        StudyFacts(
            comparison_group=has_others,
            smallest_group=smallest,
            chosen_for_low_scores=measure.chosen_for_low_scores,
            expected_rise=_free_rise(measure, pairs),
            share_at_top=share_at([*pairs.before, *pairs.after], top) if top is not None else None,
            missing_first=_missing(pairs.after),
            missing_second=_missing(pairs.others_after) if has_others else None,
            whole_classes=has_others and measure.group_formed == "whole_classes",
            marked_by_team=measure.marked_by == "team",
            chosen_after_seeing=measure.chosen_after,
            raw_scores=measure.score_kind == "raw",
            starting_gap=gap,
        )
    )


def _free_rise(measure: Measure, pairs: _Pairs) -> float | None:
    """How far the chosen would rise with no teaching at all, in standard deviations of everyone.

    It needs to be known which share was chosen; how closely the two tests agree is read from the
    comparison pupils where there are enough of them, and taken as ``USUAL_AGREEMENT`` otherwise.
    """
    share = measure.chosen_share
    if not measure.chosen_for_low_scores or share is None or not 0 < share < WHOLE_YEAR:
        return None
    agreement = None
    if pairs.whole_others >= LEAST_WITHOUT_CAUTION:
        agreement = paired_change(pairs.others_before, pairs.others_after).correlation
    return expected_rise_of_lowest(
        share / WHOLE_YEAR, min(1.0, max(0.0, agreement or USUAL_AGREEMENT))
    )


def _missing(after: Sequence[float | None]) -> float | None:
    return sum(value is None for value in after) / len(after) if after else None
