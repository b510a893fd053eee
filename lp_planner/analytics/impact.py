"""Before and after one change, for one measure, with an honest sentence about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from lp_planner.analytics import before_after_words as words
from lp_planner.domain.records.measures import Direction, ReadingGroup

LATEST_PART = 3
"""After the change the latest third of the readings counts: a change takes time to bed in."""


class Verdict(StrEnum):
    """What the readings allow us to say."""

    TOO_EARLY = "too_early"
    NO_BASELINE = "no_baseline"
    SHOWN = "shown"


@dataclass(frozen=True)
class BeforeAfter:
    """A measure before and after the change began; a side without readings holds ``None``.

    ``..._value`` is the median of the side's readings, ``..._on_from`` and ``..._on_to`` their
    first and last day, ``..._count`` how many there are and ``..._people`` the smallest number of
    people behind one of them, where known.
    """

    before_value: float | None
    before_on_from: dt.date | None
    before_on_to: dt.date | None
    before_count: int
    before_people: int | None
    after_value: float | None
    after_on_from: dt.date | None
    after_on_to: dt.date | None
    after_count: int
    after_people: int | None
    change: float | None
    comparison_before: float | None
    comparison_after: float | None
    verdict: Verdict
    sentence: str
    before_values: tuple[float, ...] = ()
    after_values: tuple[float, ...] = ()
    """The readings that each value is the median of."""


def before_and_after(
    readings: pd.DataFrame,
    began_on: dt.date | None,
    *,
    direction: str = Direction.UP.value,
    unit: str = "",
    chosen_for_low_scores: bool = False,
) -> BeforeAfter:
    """Compare the readings before a change began with the latest ones after it.

    ``readings`` has the columns ``taken_on``, ``value``, ``people`` and ``reading_group``.
    Before = every reading dated before ``began_on``; after = the latest third of the readings on
    or after it, at least one; both as a median. ``direction`` says which way is better ("up",
    "down" or "neither").
    """
    project = _of_group(readings, ReadingGroup.PROJECT)
    comparison = _of_group(readings, ReadingGroup.COMPARISON)
    before, after = _sides(project, began_on)
    comparison_before, comparison_after = _sides(comparison, began_on)
    change = _difference(before, after)
    people = _fewest([before, after, comparison_before, comparison_after])
    return BeforeAfter(
        before_value=before.value,
        before_on_from=before.first_on,
        before_on_to=before.last_on,
        before_count=before.count,
        before_people=before.people,
        after_value=after.value,
        after_on_from=after.first_on,
        after_on_to=after.last_on,
        after_count=after.count,
        after_people=after.people,
        change=change,
        comparison_before=comparison_before.value,
        comparison_after=comparison_after.value,
        verdict=_verdict(before, after, began_on),
        before_values=before.values,
        after_values=after.values,
        sentence=words.sentence(
            words.Facts(
                began_on=began_on,
                before=before,
                after=after,
                comparison_before=comparison_before,
                comparison_after=comparison_after,
                direction=Direction(direction),
                unit=unit.strip(),
                fewest_people=people,
                chosen_for_low_scores=chosen_for_low_scores,
            )
        ),
    )


def _of_group(readings: pd.DataFrame, group: ReadingGroup) -> pd.DataFrame:
    rows = readings[(readings["reading_group"] == group.value) & readings["value"].notna()]
    rows = rows.assign(taken_on=pd.to_datetime(rows["taken_on"]))
    return rows.sort_values("taken_on", kind="stable")


def _sides(rows: pd.DataFrame, began_on: dt.date | None) -> tuple[words.Side, words.Side]:
    if began_on is None:
        return _side(rows), _side(rows.iloc[:0])
    start = pd.Timestamp(began_on)
    after = rows[rows["taken_on"] >= start]
    latest = -(-len(after) // LATEST_PART)
    return _side(rows[rows["taken_on"] < start]), _side(after.tail(latest))


def _side(rows: pd.DataFrame) -> words.Side:
    if rows.empty:
        return words.Side()
    people = pd.to_numeric(rows["people"]).dropna()
    return words.Side(
        value=float(pd.to_numeric(rows["value"]).median()),
        first_on=rows["taken_on"].iloc[0].date(),
        last_on=rows["taken_on"].iloc[-1].date(),
        count=len(rows),
        people=int(people.min()) if len(people) else None,
        values=tuple(pd.to_numeric(rows["value"]).astype("float64").tolist()),
    )


def _difference(before: words.Side, after: words.Side) -> float | None:
    if before.value is None or after.value is None:
        return None
    return after.value - before.value


def _fewest(sides: Sequence[words.Side]) -> int | None:
    return min((side.people for side in sides if side.people is not None), default=None)


def _verdict(before: words.Side, after: words.Side, began_on: dt.date | None) -> Verdict:
    if before.count == 0:
        return Verdict.NO_BASELINE
    if began_on is None or after.count == 0:
        return Verdict.TOO_EARLY
    return Verdict.SHOWN
