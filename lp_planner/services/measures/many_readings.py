"""Many readings of a measure at once: looked at, asked about, then saved (docs/adr/0050)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.bringing_in import Replaced
from lp_planner.domain.records.diagnosis import Baseline
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup, is_share
from lp_planner.domain.records.oddities import Around, Rule, impossible
from lp_planner.interchange.rows.cells import plain, said
from lp_planner.interchange.rows.days import NotADay, ToBeAsked
from lp_planner.interchange.rows.numbers import Amount, Comma, NotANumber, amount_of, comma_in
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.services.desk.bringing_in import (
    LEAVE,
    RIGHT,
    Given,
    Look,
    RowSeen,
    RowsNotSaved,
    RowState,
    RowTrouble,
    Stopped,
)
from lp_planner.services.desk.imports import last_import_unchecked, note_import
from lp_planner.services.desk.school_year import halves_unchecked
from lp_planner.services.desk.sorting_rows import Sorting, day_reader
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.reading_columns import find_columns, out_of_heading
from lp_planner.services.measures.reading_oddities import Understood, ask_about_oddities
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

MOST_OUT_OF = 1_000_000
MOST_PEOPLE = 100_000
MOST_OF_A_NOTE = 200
FAR_ABOVE_ONE = 20
"""Per cent: where all others are at least this, a value below one is asked about."""
SURE = dict.fromkeys((*Rule, "gap"), RIGHT)
"""What somebody says who has looked at odd days and values already."""
GROUPS = {
    "": ReadingGroup.PROJECT,
    "project": ReadingGroup.PROJECT,
    "ours": ReadingGroup.PROJECT,
    "intervention": ReadingGroup.PROJECT,
    "treatment": ReadingGroup.PROJECT,
    "comparison": ReadingGroup.COMPARISON,
    "comparison group": ReadingGroup.COMPARISON,
    "control": ReadingGroup.COMPARISON,
    "control group": ReadingGroup.COMPARISON,
}


def look_at(desk: Desk, project_id: str, measure_id: str, given: Given) -> Look:
    """What would come of these rows for a measure; nothing is saved.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        UnreadableTable: when it is no table at all.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id, Action.WRITE_PROJECT)
        found = _Readings(desk, reader, measure, given)
    return found.look


@dataclass(frozen=True)
class Saved:
    """What went in, and the rows that did not."""

    added: int
    changed: int
    look: Look
    import_id: str = ""


def bring_in(desk: Desk, project_id: str, measure_id: str, given: Given) -> Saved:
    """Save the rows that are new, and the changed ones that the person told to take.

    Every other row stays as it was; the answer holds them. With nothing to save, nothing changes.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        UnreadableTable: when it is no table at all.
    """

    def save(uow: UnitOfWork) -> Saved:
        measure = measure_for(uow, desk.actor, project_id, measure_id, Action.WRITE_PROJECT)
        found = _Readings(desk, uow, measure, given)
        made = [
            uow.add(
                Reading,
                project_id=project_id,
                measure_id=measure_id,
                **reading.answers,
            ).id
            for reading in found.new
        ]
        replaced = []
        for old, reading in found.changed:
            uow.change(old, value=reading.value, out_of=reading.out_of, people=reading.people)
            replaced.append(Replaced(record_id=old.id, version=old.version))
        if not made and not replaced:
            return Saved(0, 0, found.look)
        done = note_import(
            uow, found.sorting, project_id, Reading.kind,
            measure_id=measure_id, made=made, replaced=replaced,
        )  # fmt: skip
        return Saved(len(made), len(replaced), found.look, done.id)

    return desk.write(save)


def add_pasted(
    desk: Desk, project_id: str, measure_id: str, text: str, *, sure: bool = False
) -> int:
    """Save the rows of pasted text together or not at all; how many are new.

    For rows that nobody has to look at: whatever would be asked refuses them all. ``sure`` says
    that odd days and values are right.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        RowsNotSaved: with a sentence for every row that needs another look.
        UnreadableTable: when it is no table at all.
    """
    given = Given(text=text, told=SURE if sure else {})
    return _all_or_nothing(desk, project_id, measure_id, given)


def add_from_file(
    desk: Desk, project_id: str, measure_id: str, data: bytes, *, sure: bool = False
) -> int:
    """The same from a CSV file or a workbook; it raises the same."""
    given = Given(data=data, told=SURE if sure else {})
    return _all_or_nothing(desk, project_id, measure_id, given)


def _all_or_nothing(desk: Desk, project_id: str, measure_id: str, given: Given) -> int:
    look = look_at(desk, project_id, measure_id, given)
    if look.troubles:
        raise RowsNotSaved(look.troubles)
    if not look.rows:
        raise RowsNotSaved([RowTrouble(1, "There is no row here yet. A row is a day and a value.")])
    return bring_in(desk, project_id, measure_id, given).added


class _Readings:
    """The rows of one file as readings of one measure."""

    def __init__(self, desk: Desk, reader: Reader, measure: Measure, given: Given) -> None:
        self.new: list[Understood] = []
        self.changed: list[tuple[Reading, Understood]] = []
        self._measure = measure
        self._is_share = is_share(measure.unit)
        self._today: dt.date = desk.today()
        before = last_import_unchecked(reader, measure.project_id, Reading.kind, measure.id)
        halves = halves_unchecked(desk.workspace, reader, desk.actor.school_id)
        self.sorting: Sorting = find_columns(given, measure, halves, desk.today(), before)
        self._days = day_reader(self.sorting, "day", halves, desk.today())
        self._commas = {
            key: comma_in(self.sorting.table.column(at), self.sorting.sheet.separator)
            for key, at in self.sorting.columns.items()
        }
        self._seen: dict[int, RowSeen] = {}
        self._readings: list[Understood] = []
        self._up_to = float("inf")
        self._factor = self._ask_unit()
        for row in self.sorting.table.rows:
            self._read(row)
        self._compare(reader)
        self.look = self.sorting.look(list(self._seen.values()))

    def _ask_unit(self) -> float:
        """What plain values are multiplied by to be in the unit of the measure."""
        sorting, table = self.sorting, self.sorting.table
        at = sorting.columns.get("value")
        if at is None:
            return 1
        amounts = [a for cell in table.column(at) if (a := _maybe(cell, self._commas["value"]))]
        numbers = [a.value for a in amounts if not a.is_percent and a.out_of is None]
        heading = plain(table.headings[at])
        shown = any(a.is_percent for a in amounts)
        if self._is_share and numbers and all(0 <= n <= 1 for n in numbers) and any(numbers) and (
            shown or any(n not in {0, 1} for n in numbers)
        ):  # fmt: skip
            some = next(n for n in numbers if n)
            answer = sorting.ask(
                "unit",
                f"The measure is in {self._measure.unit}, and its values here go from 0 to 1, such "
                f"as {some:g}. Are they shares of one?",
                {"hundred": f"Yes, {some:g} is {some * 100:.4g}%", "as_is": f"No, it is {some:g}%"},
            )
            return 100 if answer == "hundred" else 1
        small = [n for n in numbers if 0 < n < 1]
        if self._is_share and small and min(
            (a.value for a in amounts if a.value >= 1), default=0
        ) >= FAR_ABOVE_ONE:  # fmt: skip
            answer = sorting.ask(
                "unit",
                f"Most values here are percentages, and some are below 1, such as {small[0]:g}. "
                "Are those shares of one?",
                {"hundred": f"Yes, {small[0]:g} is {small[0] * 100:.4g}%",
                 "as_is": f"No, it is {small[0]:g}%"},
            )  # fmt: skip
            self._up_to = 1
            return 100 if answer == "hundred" else 1
        is_count = heading in {"count", "present", "number", "number present"}
        if self._is_share and is_count and numbers and "out_of" not in sorting.columns:
            sorting.ask(
                "unit",
                f"The measure is in {self._measure.unit}, and the column “{table.name_of(at)}” "
                "does not say out of how many. Are these percentages?",
                {"as_is": "Yes, they are percentages", LEAVE: "No, leave them out"},
            )
        elif (shown or is_share(heading)) and not self._is_share and self._measure.unit:
            sorting.ask(
                "unit",
                f"These are percentages, and the measure is in “{self._measure.unit}”. "
                "What shall be done with them?",
                {"as_is": "Take the numbers as they stand", LEAVE: "Leave them out"},
            )
        return 1

    def _read(self, row: TableRow) -> None:
        """Understand one row as one reading, or as two where a column is about the comparison."""
        try:
            found = self._readings_in(row)
        except Stopped as stopped:
            self._seen[row.number] = stopped.seen
            return
        self._readings += found
        if not found:
            self._seen[row.number] = self.sorting.seen(
                row, RowState.LEFT, "There is no reading in it."
            )

    def _readings_in(self, row: TableRow) -> list[Understood]:
        day, (people, group, out_of) = self._day_in(row), self._rest(row)
        note = self._note_in(row)
        found = []
        for meaning in ("value", "comparison"):
            if meaning not in self.sorting.columns:
                continue
            try:
                amount = amount_of(self.sorting.cell(row, meaning), self._commas[meaning])
                if amount is None:
                    continue
                value = self._in_unit(amount)
                whole = amount.out_of
                if whole is None and not (amount.is_percent or self._has_shares(meaning)):
                    at = self.sorting.columns[meaning]
                    headed = out_of_heading(self.sorting.table.headings[at])
                    whole = headed if out_of is None else out_of
                check_out_of(whole)
            except NotANumber as refused:
                raise Stopped(self.sorting.unread(row, str(refused), meaning)) from refused
            about = ReadingGroup.COMPARISON if meaning == "comparison" else group
            reading = Understood(row, day, value, people, about, whole, note)
            around = Around(self._today, measure=self._measure)
            if errors := impossible(Reading, reading.answers, around):
                raise Stopped(self.sorting.unread(row, " ".join(errors.values()), meaning))
            found.append(reading)
        return found

    def _has_shares(self, meaning: str) -> bool:
        """Whether a column says that its values are percentages, which are out of nothing more."""
        return is_share(plain(self.sorting.table.headings[self.sorting.columns[meaning]]))

    def _note_in(self, row: TableRow) -> str:
        note = said(self.sorting.cell(row, "note"))
        if len(note) > MOST_OF_A_NOTE:
            because = f"The note is longer than {MOST_OF_A_NOTE} characters; please shorten it."
            raise Stopped(self.sorting.unread(row, because, "note"))
        return note

    def _day_in(self, row: TableRow) -> dt.date:
        """The day of a row, where nothing about every row is open."""
        sorting = self.sorting
        if open_ := next((q for q in sorting.questions if self._stops(q.key)), None):
            raise Stopped(sorting.seen(row, RowState.ASKED, open_.sentence))
        if "day" not in sorting.columns or not {"value", "comparison"} & sorting.columns.keys():
            lacking = "day" if "day" not in sorting.columns else "value"
            because = f"No column is the {lacking}. Please say which one."
            raise Stopped(sorting.seen(row, RowState.UNREAD, because))
        try:
            return self._days.day_of(sorting.cell(row, "day"))
        except ToBeAsked as asked:
            raise Stopped(sorting.seen(row, RowState.ASKED, str(asked))) from asked
        except NotADay as refused:
            raise Stopped(sorting.unread(row, str(refused), "day")) from refused

    def _stops(self, key: str) -> bool:
        """Whether an open question is about every row."""
        answer = self.sorting.answer_to(key)
        is_about_all = key in {"sheet", "unit"} or key.startswith("column:")
        return is_about_all and (not answer or (key == "unit" and answer == LEAVE))

    def _in_unit(self, amount: Amount) -> float:
        if amount.is_percent or amount.out_of is not None or amount.value > self._up_to:
            return amount.value
        return round(amount.value * self._factor, 10)

    def _rest(self, row: TableRow) -> tuple[int | None, ReadingGroup, float | None]:
        """How many people a row is about, whom, and out of how many."""
        sorting = self.sorting
        people, out_of = self._number(row, "people"), self._number(row, "out_of")
        if people is not None and (people != int(people) or not 0 <= people <= MOST_PEOPLE):
            self._stop(row, "people")
        group = GROUPS.get(plain(sorting.cell(row, "group")))
        if group is None:
            because = "The group says whom it is about: leave it empty, or “comparison”."
            raise Stopped(sorting.unread(row, because, "group"))
        if out_of is not None and not 0 < out_of <= MOST_OUT_OF:
            self._stop(row, "out_of")
        return None if people is None else int(people), group, out_of

    def _number(self, row: TableRow, meaning: str) -> float | None:
        try:
            comma = self._commas.get(meaning, Comma.THOUSANDS)
            amount = amount_of(self.sorting.cell(row, meaning), comma)
        except NotANumber:
            self._stop(row, meaning)
        return None if amount is None else amount.value

    def _stop(self, row: TableRow, meaning: str) -> NoReturn:
        what = {"people": "a number of people", "out_of": "a number to be counted out of"}[meaning]
        because = f"“{said(self.sorting.cell(row, meaning))[:40]}” is not {what}."
        raise Stopped(self.sorting.unread(row, because, meaning))

    def _compare(self, reader: Reader) -> None:
        """Tell what is here already, ask about what is odd, and keep what is new."""
        stored = reader.find(
            Reading, project_id=self._measure.project_id, measure_id=self._measure.id
        )
        starts = reader.find(Baseline, id=self._measure.baseline_id or "")
        verdicts = ask_about_oddities(
            self.sorting, self._readings, stored, starts, self._measure, self._today
        )
        states: dict[int, list[tuple[RowState, str, Understood]]] = {}
        for reading, state, because in verdicts.of_rows:
            states.setdefault(reading.row.number, []).append((state, because, reading))
        for number, found in states.items():
            first = max(found, key=lambda one: _RANK[one[0]])
            says = "; ".join(one[2].in_words(self._measure.unit) for one in found)
            self._seen[number] = self.sorting.seen(found[0][2].row, first[0], first[1], says=says)
        self.new, self.changed = verdicts.new, verdicts.changed


_RANK: Mapping[RowState, int] = {
    state: rank
    for rank, state in enumerate(
        (RowState.HERE, RowState.LEFT, RowState.NEW, RowState.CHANGED, RowState.ASKED,
         RowState.UNREAD)
    )
}  # fmt: skip


def check_out_of(number: float | None) -> None:
    """Refuse what nothing can be counted out of.

    Raises:
        NotANumber: with one sentence.
    """
    if number is not None and not 0 < number <= MOST_OUT_OF:
        message = f"“{number:g}” is not a number to be counted out of."
        raise NotANumber(message)


def _maybe(cell: object, comma: Comma) -> Amount | None:
    try:
        return amount_of(cell, comma)
    except NotANumber:
        return None
