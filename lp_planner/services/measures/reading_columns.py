"""Which columns of a file are a measure's readings: by heading, by what they hold, or asked."""

import datetime as dt
import re
from collections.abc import Sequence

from lp_planner.domain.planning.school_year import Half
from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.measures import Measure
from lp_planner.interchange.rows.cells import Percent, plain
from lp_planner.interchange.rows.columns import DAY_WORDS, Wanted, readable_days, words
from lp_planner.interchange.rows.numbers import NotANumber, amount_of
from lp_planner.interchange.rows.tables import ASIDE, Table, bare, filled_share
from lp_planner.services.desk.bringing_in import Given, GridColumn
from lp_planner.services.desk.sorting_rows import Sorting, sorting_of

BY_PLACE = ("day", "value", "people", "group", "out_of", "note")
"""What the columns mean where a paste has no headings: what the page asks for, in its order."""
MOSTLY = 0.5
LOOKED_AT = 200
"""So many cells tell what a column holds."""
READINGS = (
    Wanted("day", "the day", DAY_WORDS, is_needed=True),
    Wanted(
        "value",
        "the value",
        words(
            "value,values,reading,readings,score,count,result,average,mean,average score,"
            "mean score,average value,mean value,percentage,percent,per cent,%,rate,present,"
            "number present,"
            "intervention,intervention group,project,project group,ours,treatment,figure"
        ),
        is_needed=True,
    ),
    Wanted(
        "people",
        "the number of people",
        words(
            "people,pupils,students,children,number of people,number of pupils,number of students,"
            "number of children,no of pupils,no. of pupils,no of students,n,cohort size,cohort,"
            "group size,class size,on roll,number on roll,nor,respondents,responses,how many"
        ),
    ),
    Wanted("group", "the group", words("group,whom,about,arm,condition")),
    Wanted(
        "out_of",
        "out of how many",
        words(
            "out of,outof,of,possible,possible sessions,sessions possible,maximum,max,max score,"
            "maximum score,denominator,out of how many,total possible,possible marks,total marks"
        ),
    ),
    Wanted(
        "comparison",
        "the comparison group’s value",
        words("control,control group,comparison,comparison group,control value,comparison value"),
    ),
    Wanted("note", "a note", words("note,notes,comment,comments,remark,remarks")),
)


IN_A_GRID = (
    GridColumn("day", "Day", "Such as 5 Nov or 05/11/2025.", is_needed=True),
    GridColumn("value", "Value", "Such as 64, 64% or 7 of 8.", is_needed=True),
    GridColumn("people", "People"),
    GridColumn("out_of", "Out of how many", "Only where the value is a count."),
    GridColumn("note", "About that day"),
)
"""What a reading is in a grid."""


def find_columns(
    given: Given,
    measure: Measure,
    halves: Sequence[Half],
    today: dt.date,
    before: BroughtIn | None,
) -> Sorting:
    """The sheet of readings with what its columns mean; what is not certain is asked.

    Raises:
        UnreadableTable: when it is no table.
    """

    def rows_in(table: Table) -> int:
        at = _day_columns(table, halves, today)[:1]
        numbers = _number_columns(table, at)
        some = table.column(at[0])[:LOOKED_AT] if at and numbers else []
        return readable_days(some, halves, today)

    found = sorting_of(given, READINGS, rows_in, before)
    table = found.table
    if given.columns or not table.headings:
        return found
    days = _day_columns(table, halves, today)
    if table.has_headings:
        _find_day(found, days)
        _find_value(found, measure, days)
        if (found.columns.get("day"), found.columns.get("value")) != (0, 1):
            return found
    _by_place(found)
    return found


def _by_place(found: Sorting) -> None:
    """Columns without a heading, in the order that the page asks for."""
    for place, meaning in enumerate(BY_PLACE[: len(found.table.headings)]):
        is_free = not found.table.headings[place] and place not in found.columns.values()
        if is_free and f"column:{meaning}" not in found.told:
            found.columns.setdefault(meaning, place)


def _find_day(found: Sorting, days: list[int]) -> None:
    named = found.columns.get("day")
    if "column:day" in found.told and named is not None:
        return
    others = [at for at in [*found.also.get("day", []), *days] if at != named and at in days]
    if named is not None and (not days or (named in days and not others)):
        return
    if named is not None and named in days and found.table.headings[named]:
        strong = [at for at in others if bare(found.table.headings[at]) in DAY_WORDS]
        if not strong:
            return
    if (named is None and len(days) == 1) or (
        named is not None and named not in days and len(days) == 1
    ):
        found.columns["day"] = days[0]
    elif len(days) > 1:
        found.columns.pop("day", None)
        found.ask_column("day", "More than one column has days. Which is the day of the reading?",
                         dict.fromkeys(days))  # fmt: skip


def _find_value(found: Sorting, measure: Measure, days: list[int]) -> None:
    """Name the column of the value, or ask for it: which one of several is never guessed."""
    if "column:value" in found.told and "value" in found.columns:
        return
    table = found.table
    taken = {at for key, at in found.columns.items() if key not in {"value", "comparison"}}
    numbers = [at for at in _number_columns(table, days) if at not in taken]
    named = [at for at in [found.columns.get("value"), *found.also.get("value", [])]
             if at is not None]  # fmt: skip
    if len(named) == 1:
        return
    found.columns.pop("value", None)
    if len(named) > 1:
        found.ask_column("value", "More than one column may be the value. Which one is it?", named)
        return
    other = found.columns.get("comparison")
    numbers = [at for at in numbers if at != other]
    name = set(bare(measure.name).split())
    alike = [at for at in numbers if name and name <= set(bare(table.headings[at]).split())]
    if len(numbers) == 1 or len(alike) == 1:
        found.columns["value"] = (alike if len(alike) == 1 else numbers)[0]
    elif numbers:
        found.ask_column("value", f"Which column is the reading of “{measure.name}”?", numbers)
    elif other is None and (free := [
        at for at, heading in enumerate(table.headings)
        if at != found.columns.get("day") and bare(heading) not in ASIDE
    ]):  # fmt: skip
        # A column that has to be the value is nothing else besides, whatever its heading says.
        found.columns = {k: v for k, v in found.columns.items() if v not in free}
        if len(free) == 1:
            found.columns["value"] = free[0]
        else:
            found.ask_column("value", f"Which column is the reading of “{measure.name}”?", free)


def _day_columns(table: Table, halves: Sequence[Half], today: dt.date) -> list[int]:
    """The columns that hold days, those with most of them first in their order."""
    found = []
    for at in range(len(table.headings)):
        cells = [cell for cell in table.column(at) if cell not in {"", None}][:LOOKED_AT]
        read = readable_days(cells, halves, today)
        if cells and read / len(cells) >= MOSTLY:
            found.append(at)
    return found


def _number_columns(table: Table, days: Sequence[int]) -> list[int]:
    """The columns that hold numbers and are not known to be something else."""
    return [
        at
        for at, heading in enumerate(table.headings)
        if at not in days
        and bare(heading) not in ASIDE
        and bare(heading) not in {"week number", "week no", "wk no", "term", "week"}
        and filled_share(table.column(at)[:LOOKED_AT], is_number) > MOSTLY
    ]


_HEADED = re.compile(r"\bout of (\d+)\b|(?<![\w/])/ ?(\d+)\b")


def out_of_heading(heading: str) -> float | None:
    """What the values of a column are counted out of, where its heading says so: “Score /30”."""
    found = _HEADED.search(plain(heading))
    return float(found[1] or found[2]) if found else None


def is_number(cell: object) -> bool:
    """Whether a cell can be read as a number."""
    if isinstance(cell, Percent):
        return True
    try:
        return amount_of(cell) is not None
    except NotANumber:
        return False
