"""How far level and slope of a measure changed, in words for a teacher; asked for by a click."""

import datetime as dt
from collections.abc import Sequence

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.findings import in_weeks
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.series import Series, series_unchecked
from lp_planner.statistics.interrupted import Estimate, Interrupted, interrupted
from lp_planner.wording import number, with_unit

HALF_TERMS = (1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 6, 6)
"""By month from January: spring, summer and autumn in two halves each."""


def level_and_slope(desk: Desk, project_id: str, measure_id: str) -> str:
    """What an interrupted series says of a measure; nothing where it is not judged or too short.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        return in_words(series_unchecked(reader, measure))


def in_words(series: Series) -> str:
    """The same for services that already read."""
    if not series.finding.is_judged or series.new_levels:
        return ""
    own = _found(series, series.days, series.numbers)
    if own is None:
        return ""
    season = ", and so is the half-term" if own.has_seasons else ""
    said = f"Level and slope: {_said(own, series)} Readings like their neighbours are allowed for"
    said = f"{said}{season}."
    days = [day for day, _ in series.differences]
    beside = _found(series, days, [value for _, value in series.differences])
    if beside is None:
        return said
    together = "Set beside the comparison group, on the days that both were read,"
    return f"{said} {together} {_said(beside, series)}"


def _found(series: Series, days: Sequence[dt.date], values: Sequence[float]) -> Interrupted | None:
    before = sum(1 for day in days if series.began_on is not None and day < series.began_on)
    seasons = [HALF_TERMS[day.month - 1] for day in days]
    return interrupted(values, in_weeks(days) if days else [], before, seasons=seasons)


def _said(found: Interrupted, series: Series) -> str:
    unit = "points" if series.measure.unit.strip() == "%" else series.measure.unit
    return (
        f"right after the change it lies {_moved(found.level, unit, 'higher', 'lower')} than where "
        f"it was heading, and each week it then goes {_moved(found.slope, unit, 'up', 'down')} "
        "beside the slope before."
    )


def _moved(found: Estimate, unit: str, up: str, down: str) -> str:
    size = with_unit(abs(found.value), unit)
    ends = f"{number(found.interval.low)} to {number(found.interval.high)}"
    return f"{size} {up if found.value >= 0 else down} (with 95% confidence {ends})"
