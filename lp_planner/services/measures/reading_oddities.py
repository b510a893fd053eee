"""What is odd about readings that can be read: asked before they are saved, never guessed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from lp_planner.domain.records.diagnosis import Baseline
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.domain.records.oddities import Around, oddities
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.services.desk.bringing_in import LEAVE, RIGHT, RowState
from lp_planner.services.desk.sorting_rows import Sorting, ask_whether_right
from lp_planner.services.measures.findings import in_weeks
from lp_planner.statistics.judging import long_gaps
from lp_planner.wording import counted, day_in_words, with_unit


@dataclass(frozen=True)
class Understood:
    """One reading as a row says it."""

    row: TableRow
    taken_on: dt.date
    value: float
    people: int | None
    group: ReadingGroup
    out_of: float | None
    note: str = ""

    @property
    def answers(self) -> dict[str, object]:
        """The same as the answers of a form."""
        return {
            "taken_on": self.taken_on,
            "value": self.value,
            "people": self.people,
            "reading_group": self.group,
            "note": self.note,
            "out_of": self.out_of,
        }

    def in_words(self, unit: str) -> str:
        """The reading as it will be saved."""
        value = f"{self.value:g} of {self.out_of:g}" if self.out_of else with_unit(self.value, unit)
        more = [day_in_words(self.taken_on), value]
        if self.people is not None:
            more.append(counted(self.people, "person", "people"))
        if self.group is ReadingGroup.COMPARISON:
            more.append("comparison group")
        return " · ".join(more)


@dataclass
class Verdicts:
    """What becomes of each reading, which are new, and which stand for one that is here."""

    of_rows: list[tuple[Understood, RowState, str]] = field(default_factory=list)
    new: list[Understood] = field(default_factory=list)
    changed: list[tuple[Reading, Understood]] = field(default_factory=list)

    def say(self, reading: Understood, state: RowState, because: str = "") -> None:
        """Note what becomes of a reading."""
        self.of_rows.append((reading, state, because))


def ask_about_oddities(
    sorting: Sorting,
    readings: Sequence[Understood],
    stored: Sequence[Reading],
    starts: Sequence[Baseline],
    measure: Measure,
    today: dt.date,
) -> Verdicts:
    """Compare readings with what is here and with each other, and ask what only a person knows."""
    found = Verdicts()
    rest = _not_twice(readings, found)
    rest = _together(sorting, rest, found)
    rest, free = _not_here(rest, stored, starts, found)
    rest = _not_changed(sorting, rest, free, found)
    days = {r.taken_on for r in stored} | {b.taken_on for b in starts}
    rest = _asked(sorting, rest, measure, today, found)
    rest = _not_one_day(sorting, rest, free, found)
    gap = _gap(sorting, rest, days)
    for reading in rest:
        if gap and sorting.told.get("gap") != RIGHT and reading.taken_on >= gap[1]:
            leaves = sorting.told.get("gap") == LEAVE
            found.say(reading, RowState.LEFT if leaves else RowState.ASKED,
                      f"Nothing was read between {day_in_words(gap[0])} and "
                      f"{day_in_words(gap[1])}.")  # fmt: skip
            continue
        found.say(reading, RowState.NEW)
        found.new.append(reading)
    return found


def _same(reading: Understood) -> tuple[object, ...]:
    return reading.group, reading.taken_on, reading.value, reading.out_of


def _not_twice(readings: Sequence[Understood], found: Verdicts) -> list[Understood]:
    """Without rows that are wholly the same as an earlier one."""
    first: dict[tuple[object, ...], int] = {}
    kept = []
    for reading in readings:
        key = (tuple(map(str, reading.row.cells)), reading.group)
        if (number := first.setdefault(key, reading.row.number)) != reading.row.number:
            found.say(reading, RowState.LEFT, f"The same as row {number}.")
        else:
            kept.append(reading)
    return kept


def _together(sorting: Sorting, readings: list[Understood], found: Verdicts) -> list[Understood]:
    """Several readings of one day as one, where the person said so."""
    if sorting.told.get("same_day") != "together":
        return readings
    kept = []
    for several in _by_day(readings).values():
        first, *others = several
        if not others:
            kept.append(first)
            continue
        whole = all(r.out_of for r in several)
        people = [r.people for r in several if r.people is not None]
        kept.append(
            replace(
                first,
                value=sum(r.value for r in several) if whole else fmean(r.value for r in several),
                out_of=sum(r.out_of or 0 for r in several) if whole else None,
                people=sum(people) if len(people) == len(several) else None,
            )
        )
        for other in others:
            found.say(other, RowState.LEFT, f"Taken together with row {first.row.number}.")
    return kept


def _not_here(
    readings: list[Understood],
    stored: Sequence[Reading],
    starts: Sequence[Baseline],
    found: Verdicts,
) -> tuple[list[Understood], dict[tuple[object, dt.date], list[Reading]]]:
    """Without readings that are here already; and the stored ones that no row stands for."""
    here: dict[tuple[object, ...], list[Reading | None]] = defaultdict(list)
    for start in starts:
        here[ReadingGroup.PROJECT, start.taken_on, start.value, None].append(None)
    for one in stored:
        here[one.reading_group, one.taken_on, one.value, one.out_of].append(one)
    kept = []
    for reading in readings:
        if same := here[_same(reading)]:
            same.pop()
            found.say(reading, RowState.HERE)
        else:
            kept.append(reading)
    free: dict[tuple[object, dt.date], list[Reading]] = defaultdict(list)
    for several in here.values():
        for left in several:
            if left is not None:
                free[left.reading_group, left.taken_on].append(left)
    return kept, free


def _not_changed(
    sorting: Sorting,
    readings: list[Understood],
    free: dict[tuple[object, dt.date], list[Reading]],
    found: Verdicts,
) -> list[Understood]:
    """Without readings that say something else about a day that is here."""
    kept = []
    for key, several in _by_day(readings).items():
        old = free.get(key, [])
        if len(old) != 1 or len(several) != 1:
            kept += several
            continue
        reading, known = several[0], old[0]
        answer = sorting.ask(
            "changed",
            "Some days are here with another value. Which one shall stand?",
            {"new": "The value of this file", "old": "The value that is here"},
        )
        because = f"Here it is {known.headline}."
        if answer == "new":
            found.changed.append((known, reading))
        state = {"new": RowState.CHANGED, "old": RowState.LEFT}.get(answer, RowState.ASKED)
        found.say(reading, state, because)
    return kept


def _asked(
    sorting: Sorting,
    readings: list[Understood],
    measure: Measure,
    today: dt.date,
    found: Verdicts,
) -> list[Understood]:
    """Without readings of impossible days and values, until the person says they are right."""
    kept = []
    for reading in readings:
        stopped = ask_whether_right(
            sorting, oddities(Reading, reading.answers, Around(today, measure=measure))
        )
        if stopped is None:
            kept.append(reading)
        else:
            found.say(reading, *stopped)
    return kept


def _not_one_day(
    sorting: Sorting,
    readings: list[Understood],
    free: dict[tuple[object, dt.date], list[Reading]],
    found: Verdicts,
) -> list[Understood]:
    """Without several readings of one day, until the person says what they are."""
    kept = []
    for key, several in _by_day(readings).items():
        if len(several) == 1 and not free.get(key):
            kept += several
            continue
        answer = sorting.ask(
            "same_day",
            "Some days have more than one reading. What are they?",
            {
                "each": "Readings of their own: keep each of them",
                "together": "Parts of one reading: take them together",
                LEAVE: "Leave them out",
            },
        )
        if answer == "each" or (answer == "together" and len(several) == 1):
            kept += several
            continue
        state = RowState.LEFT if answer == LEAVE else RowState.ASKED
        for reading in several:
            found.say(reading, state, f"{day_in_words(key[1])} has more than one reading.")
    return kept


def _gap(
    sorting: Sorting, readings: Iterable[Understood], days: set[dt.date]
) -> tuple[dt.date, dt.date] | None:
    """The first gap, next to a new reading, that is long by the rule of charts and judgements."""
    new = {r.taken_on for r in readings}
    whole = sorted(days | new)
    for place in long_gaps(in_weeks(whole)) if whole else ():
        earlier, later = whole[place - 1], whole[place]
        if {earlier, later} & new:
            sorting.ask(
                "gap",
                f"There is no reading between {day_in_words(earlier)} and {day_in_words(later)}. "
                "Is that how it was?",
                {RIGHT: "Yes, nothing is missing", LEAVE: "No, leave the later rows out for now"},
            )
            return earlier, later
    return None


def _by_day(
    readings: Iterable[Understood],
) -> dict[tuple[ReadingGroup, dt.date], list[Understood]]:
    found: dict[tuple[ReadingGroup, dt.date], list[Understood]] = {}
    for reading in readings:
        found.setdefault((reading.group, reading.taken_on), []).append(reading)
    return found
