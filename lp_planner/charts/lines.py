"""The lines that a series of readings is read against, as charts draw them."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """One stretch between rebases: its middle line and, where there are enough readings, limits."""

    first: dt.date
    last: dt.date
    middle: float
    middle_name: str
    lower: float | None = None
    upper: float | None = None
    is_provisional: bool = False
    number: int = 0
    """How many readings the limits rest on."""


@dataclass(frozen=True)
class SeriesLines:
    """The stretches of a series, what each reading is, and all of it in words.

    ``kinds`` has an entry for each reading of the project in its order: "common", "improvement",
    "concern", "high" or "low". ``caption`` is made from the values and goes with the chart.
    """

    stretches: tuple[Stretch, ...] = ()
    kinds: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    """The places of readings before which nothing was read for a long time: the line breaks."""
    caption: str = ""
    for_statisticians: str = ""
