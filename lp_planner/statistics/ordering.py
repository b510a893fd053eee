"""Putting readings in date order before they are analysed by order."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lp_planner.statistics.number_series import Numbers, as_readings, in_one_note
from lp_planner.wording import counted


@dataclass(frozen=True, slots=True)
class OrderedSeries:
    """Readings in date order; ``order`` holds each one's place in the lists given."""

    dates: tuple[dt.date, ...]
    values: tuple[float | None, ...]
    order: tuple[int, ...]
    note: str


def in_date_order(dates: Sequence[dt.date | None], values: Numbers) -> OrderedSeries:
    """Order readings by date. Readings of one date keep the order in which they were given.

    Readings without a date are left out; missing readings stay, as ``None``. The note counts the
    dates that occur more than once, since nobody can tell which of their readings came first.

    Raises:
        ValueError: the lists differ in length, or ``values`` is no flat list of numbers.
    """
    readings = as_readings(values).tolist()
    if len(dates) != len(readings):
        message = (
            "Each reading needs one date: "
            f"there are {len(dates)} dates and {len(readings)} readings."
        )
        raise ValueError(message)
    dated = [(day, index) for index, day in enumerate(dates) if day is not None]
    dated.sort()
    days = [day for day, _ in dated]
    repeated = len({one for one, two in pairwise(days) if one == two})
    undated = len(readings) - len(dated)
    return OrderedSeries(
        dates=tuple(days),
        values=tuple(
            None if math.isnan(readings[index]) else readings[index] for _, index in dated
        ),
        order=tuple(index for _, index in dated),
        note=in_one_note(
            counted(undated, "reading without a date is", "readings without a date are")
            + " left out."
            if undated
            else "",
            counted(repeated, "date has", "dates have")
            + " more than one reading; they stand in the order in which they were entered."
            if repeated
            else "",
        ),
    )
