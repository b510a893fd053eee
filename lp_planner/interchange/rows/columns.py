"""Which column means what: by what a person chose, by heading, and never by place alone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lp_planner.domain.planning.school_year import Half, school_year_of
from lp_planner.interchange.rows.cells import plain
from lp_planner.interchange.rows.days import DayReader, NotADay, ToBeAsked
from lp_planner.interchange.rows.tables import Table, bare

DAY_WORDS = frozenset(
    """
    date,day,when,taken on,week,week commencing,week beginning,week starting,week of,w/b,w/c,wb,wc,
    week ending,w/e,wk,wk beg,term,half term,half-term,month,period,date taken,taken,as at,as of,
    dates,on,test date,date of test,assessment date,date of reading,reading date,timestamp,
    completion time,start time,submitted,submitted on,submission date
    """.replace("\n", "")
    .replace("    ", "")
    .split(",")
)


@dataclass(frozen=True)
class Wanted:
    """One thing that a column may mean."""

    key: str
    label: str
    words: frozenset[str] = frozenset()
    is_needed: bool = False


def by_heading(
    table: Table, wanted: Sequence[Wanted], remembered: Mapping[str, str] | None = None
) -> dict[str, list[int]]:
    """The columns whose heading names each thing, or was said to mean it last time."""
    found: dict[str, list[int]] = {}
    last_time = remembered or {}
    for at, heading in enumerate(table.headings):
        if not heading:
            continue
        if (key := last_time.get(heading)) in {thing.key for thing in wanted}:
            found.setdefault(str(key), []).insert(0, at)
            continue
        for thing in wanted:
            if bare(heading) in thing.words:
                found.setdefault(thing.key, []).append(at)
                break
    for key, places in found.items():
        if any(last_time.get(table.headings[at]) == key for at in places):
            found[key] = places[:1]
    return found


def words(text: str) -> frozenset[str]:
    """Headings as they are compared, from a line with commas between."""
    return frozenset(bare(word) for word in text.split(",") if word.strip())


def readable_days(cells: Iterable[object], halves: Sequence[Half], today: dt.date) -> int:
    """How many cells can be read as days, once every question is answered."""
    reader = DayReader(
        (), halves, today, {"order": "day", "part": "first", "year": str(school_year_of(today))}
    )
    swapped = DayReader((), halves, today, {"order": "month"})
    return sum(_is_day(reader, cell) or _is_day(swapped, cell) for cell in cells)


def _is_day(reader: DayReader, cell: object) -> bool:
    if isinstance(cell, int | float) or (isinstance(cell, str) and plain(cell).isdecimal()):
        return False
    try:
        reader.day_of(cell)
    except ToBeAsked:
        return True
    except NotADay:
        return False
    return True
