"""The finding of a measure: what the statistics say of its readings, as one object in plain facts.

The words are in ``domain.measures.finding_words``; whoever speaks of a measure asks for
``Series.finding`` (docs/adr/0040).
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from lp_planner.domain.measures.finding import Chance, Compared, Finding, Stage
from lp_planner.domain.records.measures import Direction, Measure
from lp_planner.statistics import judging, power
from lp_planner.statistics.judging import Judgement, Obstacle, Outcome
from lp_planner.statistics.number_series import Direction as Better

if TYPE_CHECKING:
    from lp_planner.services.measures.series import Series

BETTER = {
    Direction.UP: Better.INCREASE,
    Direction.DOWN: Better.DECREASE,
    Direction.NEITHER: Better.NEITHER,
}
OBSTACLES = {
    Obstacle.SAME_DAY: "several readings were taken on one day, so nobody knows their order",
    Obstacle.FEW_LEVELS: "the readings take only a few different values",
    Obstacle.TIES: "many of the readings are the same",
    Obstacle.AT_THE_END: "many readings from before were already at the end of the scale",
    Obstacle.LONG_GAP: "there is a long gap without readings",
    Obstacle.FOLLOW: "each reading is much like the one before it, so that chance cannot be told",
}
STAGES = {
    Outcome.FEW_BEFORE: Stage.DESCRIBED,
    Outcome.NOT_JUDGED: Stage.NOT_JUDGED,
    Outcome.EARLY: Stage.EARLY,
    Outcome.POSSIBLE: Stage.POSSIBLE,
    Outcome.UNDER_WAY: Stage.UNDER_WAY,
    Outcome.FELL_BACK: Stage.FELL_BACK,
    Outcome.HALTED: Stage.HALTED,
}
MORE_TO_CONFIRM = 3
PER_CENT = "%"
USUAL_BEFORE = 12
ASKED_OF = (10, 20)
"""Readings since the change, of which it is said beforehand what they could find."""


def finding_of(series: "Series") -> Finding:
    """What may be said of a measure by its readings."""
    measure, sides = series.measure, series.before_after
    judgement = _judgement(series)
    stage, goes_up, goes_on = _stage(series, judgement)
    number_since = len(series.judged_days)
    needed = _needed(stage, series.baseline, number_since)
    return Finding(
        stage=stage,
        direction=measure.direction,
        unit=measure.unit.strip(),
        began_on=series.began_on,
        before=sides.before,
        latest=sides.latest,
        number_before=series.before,
        number_since=number_since,
        goes_up=goes_up,
        goes_on=goes_on,
        obstacles=tuple(OBSTACLES[one] for one in judgement.obstacles),
        new_level_on=series.new_levels[-1].from_on if series.new_levels else None,
        until=until(series.judged_days, needed - number_since),
        power=power.share_found(series.baseline, number_since),
        chances=_chances(series.before),
        needed_before=judging.LEAST_BEFORE,
        needed_since=needed,
        step=judgement.step,
        step_between=(judgement.interval.low, judgement.interval.high)
        if judgement.interval
        else None,
        comparison=_compared(series),
        comparison_before=sides.comparison_before,
        comparison_latest=sides.comparison_latest,
        chosen_for_low_scores=measure.chosen_for_low_scores,
    )


def until(days: Sequence[dt.date], missing: int) -> dt.date | None:
    """When so many more readings will be there, if they go on coming as they did."""
    if len(days) < 2 or missing <= 0:  # noqa: PLR2004 - a rhythm needs two days
        return None
    gaps = [(later - day).days for day, later in pairwise(days)]
    return days[-1] + dt.timedelta(days=missing * max(1, round(median(gaps))))


def in_weeks(days: Sequence[dt.date]) -> list[float]:
    """Days as weeks since the first of them."""
    return [(day - days[0]).days / 7 for day in days]


def _judgement(series: "Series") -> Judgement:
    return judging.judge(
        series.numbers,
        in_weeks(series.days),
        series.before,
        improvement=BETTER[series.measure.direction],
        scale=series.scale,
    )


def scale_of(measure: Measure) -> tuple[float | None, float | None]:
    """The lowest and the highest value that a reading of a measure can have."""
    if measure.unit.strip() == PER_CENT:
        return 0.0, 100.0
    return (None if measure.full_marks is None else 0.0), measure.full_marks


def _stage(series: "Series", judgement: Judgement) -> tuple[Stage, bool | None, bool]:
    """The stage, where the readings since lie, and whether they went that way before."""
    if (missing := _missing(series)) is not None:
        return missing, None, False
    if series.new_levels:
        return _on_a_new_level(series), None, False
    if series.before == 0:
        way = judging.moves_anyway(series.numbers, in_weeks(series.days))
        return (Stage.NOTHING_BEFORE if way is None else Stage.MOVES), _is_up(way), False
    if judgement.outcome is Outcome.NO_SIGNAL:
        return (Stage.NOT_SEEN if would_have_shown(judgement) else Stage.EARLY), None, False
    goes_up = _is_up(judgement.direction)
    goes_on = judgement.drift is not None and judgement.drift is judgement.direction
    if judgement.outcome is Outcome.CONFIRMED:
        return _confirmed(series.measure.direction, goes_up), goes_up, goes_on
    return STAGES[judgement.outcome], goes_up, goes_on


def _missing(series: "Series") -> Stage | None:
    """What there has to be before anything can be judged, where it is not there."""
    if not series.days:
        return Stage.NO_READINGS
    if series.began_on is None:
        return Stage.NO_DAY
    return Stage.NOTHING_SINCE if series.before == len(series.days) else None


def _confirmed(direction: Direction, goes_up: bool | None) -> Stage:  # noqa: FBT001 - a fact
    if direction is Direction.NEITHER:
        return Stage.MOVED
    return Stage.BETTER if goes_up == (direction is Direction.UP) else Stage.WORSE


def _is_up(way: Better | None) -> bool | None:
    return None if way is None else way is Better.INCREASE


def would_have_shown(judgement: Judgement) -> bool:
    """Whether, had there been one, a change of the usual spread would show by now."""
    found = power.share_found(judgement.before, judgement.since)
    if found < power.ENOUGH or judgement.interval is None or judgement.spread is None:
        return False
    return max(abs(judgement.interval.low), abs(judgement.interval.high)) < judgement.spread


def _on_a_new_level(series: "Series") -> Stage:
    (start, end), (fresh, last) = series.stretches[-2:]
    middle = median(series.numbers[start:end])
    better = 1 if series.measure.direction is Direction.UP else -1
    latest = series.numbers[fresh:last][-judging.LATEST :]
    held = sum((value - middle) * better > 0 for value in latest)
    return Stage.HOLDING if 2 * held > len(latest) else Stage.LEFT


def _chances(before: int) -> tuple[Chance, ...]:
    """What could be found with the readings that there are before, or with a usual number."""
    count = before if before >= judging.LEAST_BEFORE else USUAL_BEFORE
    return tuple(
        Chance(
            count,
            since,
            power.share_found(count, since),
            power.share_found(count, since, spreads=2.0),
        )
        for since in ASKED_OF
    )


def _needed(stage: Stage, before: int, since: int) -> int:
    """How many readings since the change the next judgement asks for."""
    if stage is Stage.POSSIBLE:
        return since + MORE_TO_CONFIRM
    return power.needed_since(before)


def _compared(series: "Series") -> Compared:
    """What the differences between both groups, day by day, say of the change."""
    sides = series.before_after
    if not sides.comparison_before.count and not sides.comparison_latest.count:
        return Compared.NONE
    if not sides.comparison_before.count or not sides.comparison_latest.count:
        return Compared.ONE_SIDED
    days = [day for day, _ in series.differences]
    before = sum(1 for day in days if series.began_on is not None and day < series.began_on)
    found = judging.judge(
        [value for _, value in series.differences],
        in_weeks(days) if days else [],
        before,
        improvement=BETTER[series.measure.direction],
    )
    if not found.is_judged or found.outcome is Outcome.EARLY:
        return Compared.FEW
    if found.outcome is not Outcome.CONFIRMED:
        return Compared.ALIKE
    if series.measure.direction is Direction.NEITHER:
        return Compared.APART
    hoped = _is_up(found.direction) == (series.measure.direction is Direction.UP)
    return Compared.AHEAD if hoped else Compared.BEHIND
