"""Days as schools plan them: “Autumn 2”, “End of Autumn 1”, “September 2025”, “ongoing”.

A stretch of the year stands for its first day where something begins then, and for its last day
where something is due; what was read is told, so that nobody has to guess.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.planning.school_year import Half, school_year_of
from lp_planner.domain.records.fields import FieldSpec
from lp_planner.interchange.plan_cells import CellRefused, as_day
from lp_planner.interchange.rows.cells import plain, said
from lp_planner.interchange.rows.days import DayReader, NotADay
from lp_planner.wording import day_in_words

WITHOUT_A_DAY = frozenset(
    {"ongoing", "on-going", "on going", "tbc", "to be confirmed", "tba", "n/a", "open",
     "continuous", "throughout", "throughout the year", "all year", "-"}
)  # fmt: skip
BEGINS = ("from_on", "held_on", "visited_on", "taken_on")


def planned_day(
    spec: FieldSpec, label: str, cell: object, halves: Sequence[Half], today: dt.date
) -> tuple[dt.date | None, str]:
    """The day that a cell plans, and what has to be told of how it was read.

    Raises:
        CellRefused: with one sentence that names the column as ``label``.
    """
    shown = said(cell)[:60]
    if plain(cell) in WITHOUT_A_DAY and not spec.required:
        return None, f"“{label}”: “{shown}” is left without a day."
    part = "first" if spec.name in BEGINS else "last"
    guided = DayReader(
        (), halves, today, {"order": "day", "part": part, "year": str(school_year_of(today))}
    )
    try:
        return as_day(cell), ""
    except ValueError:
        pass
    try:
        day = guided.day_of(cell)
    except NotADay:
        message = (
            f"“{label}” needs a date, such as 2025-11-05, 5 November 2025 or Autumn 2, and this "
            f"cell says “{shown}”."
        )
        raise CellRefused(message) from None
    return day, f"“{label}”: “{shown}” is read as {day_in_words(day)}."
