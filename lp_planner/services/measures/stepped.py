"""Classes or teams that began one after another, each with a measure and a first day of its own."""

import dataclasses
import datetime as dt
from statistics import fmean

from lp_planner.domain.measures.finding_words import in_a_few_words
from lp_planner.domain.measures.stepped_words import Step, Stepped
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.series import Series, series_unchecked
from lp_planner.statistics.judging import FEW_LEVELS
from lp_planner.statistics.stepped_start import (
    LEAST_CLASSES,
    LEAST_STARTS,
    LEAST_WEEKS,
    ClassReadings,
    stepped_start,
)
from lp_planner.storage.reader import Reader
from lp_planner.wording import listed

WEEK = 7


def stepped(desk: Desk, project_id: str, measure_id: str) -> Stepped | None:
    """What a measure and its like in other classes say together; ``None`` where there are none.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        return stepped_unchecked(reader, measure_for(reader, desk.actor, project_id, measure_id))


def stepped_unchecked(reader: Reader, measure: Measure) -> Stepped | None:
    """The same for services that already read."""
    alike = [m for m in reader.find(Measure, project_id=measure.project_id) if _is_like(m, measure)]
    if len({m.began_on for m in alike}) == 1 or measure not in alike:
        return None
    series = [series_unchecked(reader, m) for m in sorted(alike, key=_first_day)]
    found = Stepped(
        steps=tuple(
            Step(
                name=one.measure.name,
                began_on=_first_day(one.measure),
                before=one.before,
                since=len(one.days) - one.before,
                said=in_a_few_words(one.finding),
            )
            for one in series
        ),
        unit=measure.unit.strip(),
        direction=measure.direction,
        lacks=_lacks(series),
    )
    together = None if found.lacks else stepped_start([_by_week(one) for one in series])
    if together is None:
        lacks = found.lacks or "they were not read in the same weeks, or hardly any reading differs"
        return dataclasses.replace(found, lacks=lacks)
    return dataclasses.replace(
        found,
        difference=together.difference,
        between=(together.interval.low, together.interval.high),
    )


def _lacks(series: list[Series]) -> str:
    """Why these readings cannot be read in one model; nothing where they can."""
    if len(series) < LEAST_CLASSES:
        return (
            f"with fewer than {LEAST_CLASSES} of them, one that is unlike the others cannot be "
            "told from the change"
        )
    if len({_week(_first_day(one.measure)) for one in series}) < LEAST_STARTS:
        return f"they began in fewer than {LEAST_STARTS} different weeks"
    few = [one.measure.name for one in series if not _by_week(one).is_read_on_both_sides]
    if len(series) - len(few) < LEAST_CLASSES:
        has = "has" if len(few) == 1 else "have"
        return (
            f"readings from {LEAST_WEEKS} weeks before the first day and {LEAST_WEEKS} since are "
            f"needed, and {listed(few)} {has} fewer"
        )
    if len({value for one in series for value in one.numbers}) <= FEW_LEVELS:
        return "the readings take only a few different values"
    return ""


def _is_like(one: Measure, other: Measure) -> bool:
    return one.began_on is not None and _what(one) == _what(other)


def _what(measure: Measure) -> tuple[str, ...]:
    """What has to be alike for measures to be of one thing."""
    words = (" ".join(word.casefold().split()) for word in (measure.unit, measure.instrument))
    return (measure.outcome_construct, measure.direction, *words)


def _first_day(measure: Measure) -> dt.date:
    return measure.began_on or dt.date.max


def _by_week(series: Series) -> ClassReadings:
    """The readings of a class by week; several of one week count as their mean.

    In the week in which it began, only those since.
    """
    first = _first_day(series.measure)
    by_week: dict[int, list[float]] = {}
    for day, value in zip(series.days, series.numbers, strict=True):
        if day >= first or _week(day) < _week(first):
            by_week.setdefault(_week(day), []).append(value)
    weeks = sorted(by_week)
    return ClassReadings(weeks, [fmean(by_week[week]) for week in weeks], _week(first))


def _week(day: dt.date) -> int:
    """The week of a day, counted from a Monday long ago."""
    return (day.toordinal() - 1) // WEEK
