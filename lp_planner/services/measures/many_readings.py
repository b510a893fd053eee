"""Many readings of a measure at once: understood row by row, saved together or not at all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.errors import PlannerError, ValidationFailed
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup, check_count
from lp_planner.interchange.plan_workbook import as_day, as_number, as_text
from lp_planner.interchange.readings_table import TableRow, file_rows, pasted_rows
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import counted

MOST_FAULTS = 20
HEADINGS = frozenset(
    {"date", "day", "when", "taken on", "value", "reading", "score", "week", "count", "out of"}
)
MOST_OUT_OF = 1_000_000
GROUPS = {
    "": ReadingGroup.PROJECT,
    "project": ReadingGroup.PROJECT,
    "ours": ReadingGroup.PROJECT,
    "comparison": ReadingGroup.COMPARISON,
    "control": ReadingGroup.COMPARISON,
}
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True)
class RowTrouble:
    """What needs another look in one row."""

    row: int
    sentence: str


class ReadingsNotSaved(PlannerError):
    """Nothing was saved; ``troubles`` lists each row that needs another look."""

    def __init__(self, troubles: Sequence[RowTrouble]) -> None:
        """Keep the first rows, and say how many there are."""
        number = len(troubles)
        rows = counted(number, "row needs", "rows need")
        super().__init__(f"Nothing was saved: {rows} another look.")
        self.troubles = tuple(troubles[:MOST_FAULTS])


@dataclass(frozen=True)
class _Understood:
    taken_on: dt.date
    value: float
    people: int | None
    group: ReadingGroup
    out_of: float | None


def add_pasted(desk: Desk, project_id: str, measure_id: str, text: str) -> int:
    """Save the rows of pasted text as readings; how many there are.

    A row is a day and a value, then, where known, the number of people, "comparison" for a
    reading of the comparison group, and what the value was counted out of.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        ReadingsNotSaved: with a sentence for every row that needs another look.
        UnreadableTable: when it is no table at all.
    """
    return _add(desk, project_id, measure_id, pasted_rows(text))


def add_from_file(desk: Desk, project_id: str, measure_id: str, data: bytes) -> int:
    """The same from a CSV file or a workbook; it raises the same."""
    return _add(desk, project_id, measure_id, file_rows(data))


def _add(
    desk: Desk,
    project_id: str,
    measure_id: str,
    rows: Sequence[TableRow],
) -> int:
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.WRITE_PROJECT)
        measure = reader.get(Measure, measure_id)
        project_for(reader, desk.actor, measure.project_id)
    readings = _understood(rows, measure.unit)

    def save(uow: UnitOfWork) -> None:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        for reading in readings:
            uow.add(
                Reading,
                project_id=project_id,
                measure_id=measure_id,
                taken_on=reading.taken_on,
                value=reading.value,
                people=reading.people,
                reading_group=reading.group,
                out_of=reading.out_of,
            )

    desk.write(save)
    return len(readings)


def _understood(rows: Sequence[TableRow], unit: str) -> list[_Understood]:
    found, troubles = [], []
    if rows and _is_heading(rows[0]):
        rows = rows[1:]
    for row in rows:
        reading = _reading(row, unit)
        if isinstance(reading, RowTrouble):
            troubles.append(reading)
        else:
            found.append(reading)
    if not rows:
        troubles.append(RowTrouble(1, "There is no row here yet. A row is a day and a value."))
    if troubles:
        raise ReadingsNotSaved(troubles)
    return found


def _is_heading(row: TableRow) -> bool:
    return any(as_text(cell).strip().casefold() in HEADINGS for cell in row.cells)


def _reading(row: TableRow, unit: str) -> _Understood | RowTrouble:  # noqa: PLR0911 - one a fault
    cells = [*row.cells, "", "", "", "", ""][:5]
    try:
        day = as_day(cells[0])
    except ValueError:
        return RowTrouble(row.number, f"“{as_text(cells[0])[:40]}” is not a day we can read.")
    if not EARLIEST <= day <= LATEST:
        return RowTrouble(row.number, f"{day.isoformat()} is not in this century.")
    try:
        value = as_number(_without_percent(cells[1]))
    except ValueError:
        return RowTrouble(row.number, f"“{as_text(cells[1])[:40]}” is not a number.")
    people: int | None = None
    if as_text(cells[2]).strip():
        try:
            counted = as_number(cells[2])
        except ValueError:
            counted = -1
        if counted != int(counted) or not 0 <= counted <= 100_000:  # noqa: PLR2004 - as the form
            return RowTrouble(row.number, f"“{as_text(cells[2])[:40]}” is not a number of people.")
        people = int(counted)
    group = GROUPS.get(as_text(cells[3]).strip().casefold())
    if group is None:
        return RowTrouble(
            row.number, "The fourth cell says whom it is about: leave it empty, or “comparison”."
        )
    try:
        out_of = _out_of(cells[4])
        check_count(value, out_of, unit)
    except ValueError:
        return RowTrouble(
            row.number, f"“{as_text(cells[4])[:40]}” is not a number to be counted out of."
        )
    except ValidationFailed as refused:
        return RowTrouble(row.number, " ".join(refused.errors.values()))
    return _Understood(day, value, people, group, out_of)


def _out_of(cell: object) -> float | None:
    if not as_text(cell).strip():
        return None
    number = as_number(cell)
    if not 0 < number <= MOST_OUT_OF:
        raise ValueError
    return number


def _without_percent(cell: object) -> object:
    return cell.strip().removesuffix("%").strip() if isinstance(cell, str) else cell
