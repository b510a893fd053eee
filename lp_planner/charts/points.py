"""The readings of a measure as plain points, in their order, looked at once for all uses."""

import datetime as dt
import math
from typing import Any, NamedTuple

import pandas as pd

from lp_planner.domain.records.measures import ReadingGroup


class Point(NamedTuple):
    """One reading; ``people`` is how many it is about, where that is known."""

    on: dt.date
    value: float
    people: int | None
    group: str
    note: str

    @property
    def is_own(self) -> bool:
        """Whether it is the project's own, not the comparison group's."""
        return self.group == ReadingGroup.PROJECT.value


def points_of(readings: pd.DataFrame) -> list[Point]:
    """The readings by day; those of one day stay in the order in which they were entered.

    ``readings`` has ``taken_on``, ``value``, ``people``, ``reading_group`` and ``note``. A row
    without a day or without a finite number is left out.
    """
    columns = (
        readings[name].tolist() for name in ("taken_on", "value", "people", "reading_group", "note")
    )
    found = [
        Point(day, number, _count(people), str(group), str(note or ""))
        for taken_on, value, people, group, note in zip(*columns, strict=True)
        if (day := _day(taken_on)) is not None and (number := _number(value)) is not None
    ]
    found.sort(key=lambda point: point.on)
    return found


def _day(value: Any) -> dt.date | None:  # noqa: ANN401 (a cell of a frame)
    if type(value) is dt.date:
        return value
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _number(value: Any) -> float | None:  # noqa: ANN401
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _count(value: Any) -> int | None:  # noqa: ANN401
    if value is None or value != value:  # noqa: PLR0124 (NaN is unlike itself)
        return None
    return int(value)
