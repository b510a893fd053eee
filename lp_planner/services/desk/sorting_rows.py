"""A sheet while it is understood: its table, what each column means, what is to be asked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lp_planner.domain.planning.school_year import Half
from lp_planner.domain.records.bringing_in import BroughtIn, Meaning
from lp_planner.domain.records.oddities import FAR_OFF, Oddity, Rule
from lp_planner.interchange.rows.cells import is_filled, said
from lp_planner.interchange.rows.columns import Wanted, by_heading
from lp_planner.interchange.rows.days import DayQuestion, DayReader
from lp_planner.interchange.rows.sheets import Sheet, TableRow
from lp_planner.interchange.rows.tables import ASIDE, Table, table_in
from lp_planner.services.desk.bringing_in import (
    LEAVE,
    NOT_THERE,
    RIGHT,
    Given,
    Look,
    Question,
    RowSeen,
    RowState,
)
from lp_planner.wording import counted

TAKE = "take"
KEPT_ANSWERS = frozenset({"order", "part", "unit", "same_day"})
"""What was told about how a file is written holds for the next one of the same sort."""


@dataclass
class Sorting:
    """A sheet while it is understood: its table, what each column means, what is to be asked."""

    sheet: Sheet
    table: Table
    wanted: tuple[Wanted, ...]
    told: dict[str, str]
    columns: dict[str, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    waiting: list[RowSeen] = field(default_factory=list)
    """Rows that are hidden in the workbook, while nobody has said what shall become of them."""
    also: dict[str, list[int]] = field(default_factory=dict)
    """Other columns that have the heading of something."""

    def ask(self, key: str, sentence: str, answers: Mapping[str, str]) -> str:
        """Ask once; what was answered, or "" while nothing was."""
        if key not in {question.key for question in self.questions}:
            self.questions.append(Question(key, sentence, answers))
        return self.answer_to(key)

    def answer_to(self, key: str) -> str:
        """What was answered to a question that was asked; "" while nothing was."""
        answer = self.told.get(key, "")
        return next((answer for q in self.questions if q.key == key and answer in q.answers), "")

    def ask_column(self, meaning: str, sentence: str, among: Iterable[int]) -> None:
        """Ask which column means something, unless that was told."""
        names = {str(at): self._told_apart(at) for at in among}
        answer = self.ask(f"column:{meaning}", sentence, {**names, NOT_THERE: "None of them"})
        if answer and answer != NOT_THERE:
            self.columns[meaning] = int(answer)

    def _told_apart(self, at: int) -> str:
        """A column by its heading, with its place and first cell where others are called alike."""
        name = self.table.name_of(at)
        if self.table.headings.count(name) < 2:  # noqa: PLR2004 - itself
            return f"“{name}”"
        first = next((said(c) for c in self.table.column(at) if is_filled(c)), "")
        begins = f", begins with {first[:20]}" if first else ""
        return f"“{name}” (column {at + 1}{begins})"

    def leave_hidden(self) -> None:
        """Ask about rows that the workbook hides; note the columns that it hides and we read."""
        unshown = self.sheet.unshown
        hidden = set() if self.table.is_turned else set(unshown.rows)
        rows = [row for row in self.table.rows if row.number in hidden]
        if not rows:
            return
        by = "by a filter" if unshown.is_filtered else "in the workbook"
        are = counted(len(rows), "row is", "rows are")
        they = "it" if len(rows) == 1 else "they"
        answer = self.ask(
            "hidden",
            f"{are.capitalize()} hidden {by}. Shall {they} be left out?",
            {LEAVE: "Yes, leave out what is hidden", TAKE: "No, bring it in as well"},
        )
        if answer == TAKE:
            return
        state = RowState.LEFT if answer == LEAVE else RowState.ASKED
        self.waiting += [self.seen(row, state, f"This row is hidden {by}.") for row in rows]
        kept = tuple(row for row in self.table.rows if row.number not in hidden)
        self.table = replace(self.table, rows=kept)

    def ask_day(self, questions: Iterable[DayQuestion]) -> None:
        """Ask what a column of days leaves open."""
        for question in questions:
            self.ask(question.key, question.sentence, question.answers)

    def cell(self, row: TableRow, meaning: str) -> object:
        """The cell of a row that means something; "" where no column does."""
        at = self.columns.get(meaning)
        return "" if at is None or at >= len(row.cells) else row.cells[at]

    def unread(self, row: TableRow, because: str, meaning: str) -> RowSeen:
        """A row with a cell that cannot be read."""
        return self.seen(row, RowState.UNREAD, because, faulty=self.columns.get(meaning))

    def seen(
        self,
        row: TableRow,
        state: RowState,
        because: str = "",
        *,
        says: str = "",
        faulty: int | None = None,
    ) -> RowSeen:
        """A row as the person sees it."""
        return RowSeen(row.number, tuple(map(said, row.cells)), state, because, says, faulty)

    def aside(self) -> list[RowSeen]:
        """The rows around the table, with the reason they are not read."""
        return [
            self.seen(aside.row, RowState.LEFT, aside.reason.capitalize() + ".")
            for aside in self.table.aside
        ]

    def look(self, rows: Sequence[RowSeen]) -> Look:
        """What came of it, in the order of the file."""
        unused = [
            self.table.name_of(at)
            for at, heading in enumerate(self.table.headings)
            if at not in self.columns.values()
        ]
        if unused:
            self.notes.append("Not read: " + ", ".join(f"“{name}”" for name in unused) + ".")
        hidden = set() if self.table.is_turned else set(self.sheet.unshown.columns)
        if read := [self.table.name_of(at) for at in sorted(set(self.columns.values()) & hidden)]:
            names = ", ".join(f"“{name}”" for name in read)
            self.notes.append(f"Hidden in the workbook, and read all the same: {names}.")
        return Look(
            sheet=self.sheet.name,
            headings=tuple(map(self.table.name_of, range(len(self.table.headings)))),
            columns=dict(self.columns),
            wanted=self.wanted,
            questions=tuple(self.questions),
            rows=tuple(sorted([*self.aside(), *self.waiting, *rows], key=lambda row: row.number)),
            notes=tuple(self.notes),
            told=dict(self.told),
        )

    def meanings(self) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
        """The headings that were read and the answers, to be remembered."""
        columns = tuple(
            Meaning(asked=self.table.headings[at], means=key)
            for key, at in self.columns.items()
            if self.table.headings[at]
        )
        answers = tuple(
            Meaning(asked=key, means=answer)
            for key, answer in self.told.items()
            if key in KEPT_ANSWERS
        )
        return columns, answers


def sorting_of(
    given: Given,
    wanted: Sequence[Wanted],
    is_row: Callable[[Table], int],
    before: BroughtIn | None = None,
) -> Sorting:
    """The table in what was given, with the columns that its headings name.

    ``is_row`` counts how many rows of a table can be read, which tells the sheet. ``before`` is
    the last import of the same sort: what its headings meant, they mean again.

    Raises:
        UnreadableTable: when it is no table.
    """
    told = {**({m.asked: m.means for m in before.told} if before else {}), **given.told}
    known = frozenset(word for thing in wanted for word in thing.words) | ASIDE
    last_time = {m.asked: m.means for m in before.columns} if before else {}
    sheets = [sheet for sheet in given.sheets() if sheet.rows]
    tables = [
        (sheet, given.table() or table_in(sheet.rows, lambda h: h in known or h in last_time))
        for sheet in sheets
    ]
    if not tables:
        return Sorting(Sheet("", ()), Table((), ()), tuple(wanted), told)
    counts = [is_row(table) for _, table in tables]
    usable = [n for n, count in enumerate(counts) if count]
    at = next((n for n, (s, _) in enumerate(tables) if s.name == told.get("sheet")), None)
    chosen = at if at is not None else usable[0] if usable else 0
    sheet, table = tables[chosen]
    found = Sorting(sheet, mended(table, told), tuple(wanted), told)
    found.leave_hidden()
    if len(usable) > 1:
        names = {tables[n][0].name: f"“{tables[n][0].name}”" for n in usable}
        found.ask("sheet", "More than one sheet has rows. Which one is it?", names)
    elif len(tables) > 1:
        found.notes.append(f"Read from the sheet “{sheet.name}”.")
    if given.columns:
        found.columns = {column.key: at for at, column in enumerate(given.columns)}
        return found
    for key, places in by_heading(table, wanted, last_time).items():
        found.columns[key], found.also[key] = places[0], places[1:]
    for thing in wanted:
        answer = told.get(f"column:{thing.key}", "")
        if answer == NOT_THERE:
            found.columns.pop(thing.key, None)
        elif answer.isdecimal() and int(answer) < len(table.headings):
            found.columns = {k: v for k, v in found.columns.items() if v != int(answer)}
            found.columns[thing.key] = int(answer)
    return found


WHETHER_RIGHT: Mapping[Rule, str] = {
    Rule.AHEAD: "Some days are still to come or far ahead. Are they right?",
    Rule.LONG_AGO: f"Some days are more than {FAR_OFF} years ago. Are they right?",
    Rule.ORDER: "Some days are in an unusual order. Are they right?",
    Rule.SUM: "Some rows have more answers than people were asked. Are they right?",
    Rule.WHOLE: "Some counts do not say out of how many. Are they right?",
    Rule.SCALE: "Some values are outside what the measure can be. Are they right?",
    Rule.USUAL: "Some figures are larger than usual. Are they right?",
    Rule.AGAIN: "Some rows are about something that is here already. Are they right?",
}
"""What is asked once for all the rows that are odd in the same way."""


def ask_whether_right(sorting: Sorting, found: Iterable[Oddity]) -> tuple[RowState, str] | None:
    """Ask about what is odd in a row; what becomes of it and why, unless all of it is right."""
    choices = {RIGHT: "Yes, save them", LEAVE: "No, leave them out"}
    still = [
        oddity
        for oddity in found
        if sorting.ask(oddity.rule.value, WHETHER_RIGHT[oddity.rule], choices) != RIGHT
    ]
    if not still:
        return None
    is_left = any(sorting.answer_to(oddity.rule.value) == LEAVE for oddity in still)
    because = " ".join(f"{oddity.sentence}." for oddity in still)
    return (RowState.LEFT if is_left else RowState.ASKED), because


def mended(table: Table, told: Mapping[str, str]) -> Table:
    """The table with the cells that the person has mended."""
    cells = {
        (int(key.split(":")[1]), int(key.split(":")[2])): text
        for key, text in told.items()
        if key.startswith("cell:")
    }
    if not cells:
        return table
    rows = tuple(
        TableRow(
            row.number,
            tuple(cells.get((row.number, at), cell) for at, cell in enumerate(row.cells)),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def day_reader(found: Sorting, meaning: str, halves: Sequence[Half], today: dt.date) -> DayReader:
    """The reader of a column of days; what it leaves open is asked."""
    at = found.columns.get(meaning)
    cells = found.table.column(at) if at is not None else []
    reader = DayReader(cells, halves, today, found.told)
    found.ask_day(reader.questions)
    return reader
