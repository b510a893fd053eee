"""Before and after one change, for one measure: which readings count, and their middle."""

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd

from lp_planner.domain.measures.finding import Side
from lp_planner.domain.records.measures import ReadingGroup

LATEST_PART = 3
"""After the change the latest third of the readings counts: a change takes time to bed in."""


@dataclass(frozen=True)
class BeforeAfter:
    """A measure before the change and in its latest readings, beside its comparison group."""

    before: Side = field(default_factory=Side)
    latest: Side = field(default_factory=Side)
    comparison_before: Side = field(default_factory=Side)
    comparison_latest: Side = field(default_factory=Side)


def before_and_after(readings: pd.DataFrame, began_on: dt.date | None) -> BeforeAfter:
    """Compare the readings before a change began with the latest ones after it.

    ``readings`` has the columns ``taken_on``, ``value``, ``people`` and ``reading_group``.
    Before = every reading dated before ``began_on``; latest = the latest third of the readings on
    or after it, at least one; both as a median.
    """
    project = _sides(_of_group(readings, ReadingGroup.PROJECT), began_on)
    comparison = _sides(_of_group(readings, ReadingGroup.COMPARISON), began_on)
    return BeforeAfter(*project, *comparison)


def _of_group(readings: pd.DataFrame, group: ReadingGroup) -> pd.DataFrame:
    rows = readings[(readings["reading_group"] == group.value) & readings["value"].notna()]
    rows = rows.assign(taken_on=pd.to_datetime(rows["taken_on"]))
    return rows.sort_values("taken_on", kind="stable")


def _sides(rows: pd.DataFrame, began_on: dt.date | None) -> tuple[Side, Side]:
    if began_on is None:
        return _side(rows), _side(rows.iloc[:0])
    start = pd.Timestamp(began_on)
    after = rows[rows["taken_on"] >= start]
    latest = -(-len(after) // LATEST_PART)
    return _side(rows[rows["taken_on"] < start]), _side(after.tail(latest))


def _side(rows: pd.DataFrame) -> Side:
    if rows.empty:
        return Side()
    people = pd.to_numeric(rows["people"]).dropna()
    return Side(
        value=float(pd.to_numeric(rows["value"]).median()),
        first_on=rows["taken_on"].iloc[0].date(),
        last_on=rows["taken_on"].iloc[-1].date(),
        count=len(rows),
        people=int(people.min()) if len(people) else None,
        values=tuple(pd.to_numeric(rows["value"]).astype("float64").tolist()),
    )
