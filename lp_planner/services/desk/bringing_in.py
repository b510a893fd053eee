"""Bringing in rows: first looked at, then asked about, then saved, and undone as a whole.

Every door (readings, pupils' scores, records of a kind) works in the same way (docs/adr/0050). A
look is made of what was given and of what has been told so far, and of nothing else; saving makes
the same look once more and takes the rows that are new. What is told is one flat list by key:
``sheet``, ``column:<meaning>``, ``cell:<row>:<column>`` for a mended cell, or a question's key.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.rows.columns import Wanted
from lp_planner.interchange.rows.sheets import Sheet, TableRow, file_sheets, pasted_sheets
from lp_planner.interchange.rows.tables import Table
from lp_planner.wording import counted

MOST_FAULTS = 20
NOT_THERE = "none"
"""Told of a column: nothing in this file means it."""
LEAVE = "leave"
RIGHT = "right"


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    HERE = "already here"
    CHANGED = "changed"
    ASKED = "asked about"
    LEFT = "left out"
    UNREAD = "not read"


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid, whose meaning is known."""

    key: str
    label: str
    help: str = ""
    is_needed: bool = False


@dataclass(frozen=True)
class Given:
    """What a person gave, and what they have told about it so far.

    It is pasted text, a file, or the rows of a grid with its columns.
    """

    text: str = ""
    data: bytes = b""
    grid: tuple[TableRow, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in it.

        Raises:
            UnreadableTable: when it is no table.
        """
        if self.columns:
            return (Sheet("", self.grid),)
        return file_sheets(self.data) if self.data else pasted_sheets(self.text)

    def table(self) -> Table | None:
        """The table of a grid, which nothing has to be found out about."""
        labels = tuple(column.label for column in self.columns)
        return Table(labels, self.grid) if labels else None


@dataclass(frozen=True)
class Question:
    """Something that only the person can tell, with the answers by key."""

    key: str
    sentence: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class RowSeen:
    """One row: what becomes of it, why, and what it was understood as."""

    number: int
    cells: tuple[str, ...]
    state: RowState
    because: str = ""
    says: str = ""
    faulty: int | None = None
    """The column of the cell that cannot be read, to be mended in place."""


class Stopped(Exception):
    """A row ends here: what is seen of it is all that there is."""

    def __init__(self, seen: RowSeen) -> None:
        """Keep what is seen of it."""
        super().__init__(seen.because)
        self.seen = seen


@dataclass(frozen=True)
class Look:
    """What a file was understood as, before anything of it is saved."""

    sheet: str
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    wanted: tuple[Wanted, ...]
    questions: tuple[Question, ...]
    rows: tuple[RowSeen, ...]
    notes: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    def count(self, state: RowState) -> int:
        """How many rows have a state."""
        return self._counts[state]

    @property
    def _counts(self) -> Counter[RowState]:
        return Counter(row.state for row in self.rows)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(q for q in self.questions if self.told.get(q.key) not in q.answers)

    @property
    def goes_in(self) -> int:
        """How many rows would be saved now."""
        return self.count(RowState.NEW) + self.count(RowState.CHANGED)

    @property
    def troubles(self) -> tuple["RowTrouble", ...]:
        """Every row that needs another look: asked about or not read."""
        return tuple(
            RowTrouble(row.number, row.because)
            for row in self.rows
            if row.state in {RowState.ASKED, RowState.UNREAD}
        )

    @property
    def sentence(self) -> str:
        """How many rows are what, in words."""
        counts = self._counts
        return ", ".join(f"{counts[state]} {state.value}" for state in RowState if counts[state])


@dataclass(frozen=True)
class RowTrouble:
    """What needs another look in one row."""

    row: int
    sentence: str


class RowsNotSaved(PlannerError):
    """Nothing was saved; ``troubles`` lists each row that needs another look."""

    def __init__(self, troubles: Sequence[RowTrouble]) -> None:
        """Keep the first rows, and say how many there are."""
        number = len(troubles)
        rows = counted(number, "row needs", "rows need")
        super().__init__(f"Nothing was saved: {rows} another look.")
        self.troubles = tuple(troubles[:MOST_FAULTS])
