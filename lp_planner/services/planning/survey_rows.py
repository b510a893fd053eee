"""Answers of single people become rounds of a survey: how many chose what, and never who.

A form's export has a row for each person and a column for each statement. Only counts are kept;
names, addresses, times and free comments are read past.
"""

import datetime as dt
from collections import Counter

from lp_planner.interchange.rows.cells import is_filled, plain
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.interchange.rows.tables import Table, filled_share
from lp_planner.services.desk.sorting_rows import Sorting, mended

CHOICES = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
ANSWERS = {
    "strongly disagree": "strongly_disagree",
    "disagree strongly": "strongly_disagree",
    "disagree": "disagree",
    "tend to disagree": "disagree",
    "neither": "neither",
    "neither agree nor disagree": "neither",
    "neutral": "neither",
    "neither agree or disagree": "neither",
    "agree": "agree",
    "tend to agree": "agree",
    "strongly agree": "strongly_agree",
    "agree strongly": "strongly_agree",
}
MOSTLY = 0.8
HEADINGS = ("statement", "asked_on", *CHOICES)


def as_rounds(found: Sorting) -> None:
    """Put counts in the place of single people's answers, where a sheet holds those.

    The day is that of the last answer; where a sheet has none, each statement asks for it.
    """
    table = found.table
    statements = [
        at
        for at, heading in enumerate(table.headings)
        if heading and filled_share(table.column(at), lambda cell: plain(cell) in ANSWERS) >= MOSTLY
    ]
    if not statements:
        return
    at = found.columns.get("asked_on")
    days = table.column(at) if at is not None else []
    rows = []
    # Numbered past the rows of people, so that a mended cell is never one of theirs.
    last = table.rows[-1].number
    for number, statement in enumerate(statements, start=last + 1):
        counts = Counter(ANSWERS[plain(c)] for c in table.column(statement) if plain(c) in ANSWERS)
        cells = (table.headings[statement], _last(days), *(counts[choice] for choice in CHOICES))
        rows.append(TableRow(number, cells))
    others = len(table.headings) - len(statements) - (at is not None)
    found.notes.append(
        f"Each statement is counted over {len(table.rows)} people; no row of a person is kept"
        + (f", and {others} other columns are read past." if others else ".")
    )
    found.table = mended(Table(HEADINGS, tuple(rows), table.aside), found.told)
    found.columns = {name: place for place, name in enumerate(HEADINGS)}


def _last(days: list[object]) -> object:
    """The latest day among cells that are days; else the last cell that says anything."""
    real = [day for day in days if isinstance(day, dt.date)]
    if real:
        return max(real, key=lambda day: day.isoformat())
    return next((day for day in reversed(days) if is_filled(day)), "")
