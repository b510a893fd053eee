"""Bringing in pupils' scores, before and after, without anything that says who they are.

What is pasted may begin with a column of names or codes; it is used to keep rows apart while they
are read, and never stored.
"""

from collections.abc import Sequence

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.measures import Measure, PupilScore, ReadingGroup
from lp_planner.interchange.plan_workbook import as_number, as_text
from lp_planner.interchange.readings_table import TableRow, file_rows, pasted_rows
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.many_readings import GROUPS, ReadingsNotSaved, RowTrouble
from lp_planner.storage.unit_of_work import UnitOfWork

HEADINGS = frozenset({"before", "after", "pre", "post", "group", "pupil", "code", "name"})
LEAST_CELLS = 2


def keep_pupil_scores(
    desk: Desk,
    project_id: str,
    measure_id: str,
    *,
    text: str = "",
    data: bytes = b"",
) -> int:
    """Put pasted text or a file in the place of a measure's pupil scores; how many pupils.

    A row ends with before, after and, for the comparison group, the word "comparison"; whatever
    stands before these is not kept. Missing scores may stay empty.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        ReadingsNotSaved: with a sentence for every row that needs another look.
    """
    rows = _scores(file_rows(data) if data else pasted_rows(text))

    def save(uow: UnitOfWork) -> None:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        project_for(uow, desk.actor, uow.get(Measure, measure_id).project_id)
        uow.erase_all(PupilScore, project_id=project_id, measure_id=measure_id)
        for group, before, after in rows:
            uow.add(
                PupilScore,
                project_id=project_id,
                measure_id=measure_id,
                reading_group=group,
                before=before,
                after=after,
            )

    desk.write(save)
    return len(rows)


def forget_pupil_scores(desk: Desk, project_id: str, measure_id: str) -> None:
    """Erase every pupil score of a measure; nothing of them is kept.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """

    def save(uow: UnitOfWork) -> None:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        project_for(uow, desk.actor, uow.get(Measure, measure_id).project_id)
        uow.erase_all(PupilScore, project_id=project_id, measure_id=measure_id)

    desk.write(save)


def _scores(rows: Sequence[TableRow]) -> list[tuple[ReadingGroup, float | None, float | None]]:
    if rows and any(as_text(c).strip().casefold() in HEADINGS for c in rows[0].cells):
        rows = rows[1:]
    group_column, width = _layout(rows)
    found, troubles = [], []
    for row in rows:
        score = _score(row, group_column, width)
        if isinstance(score, RowTrouble):
            troubles.append(score)
        else:
            found.append(score)
    if not rows:
        message = "There is no row here yet. A row is a score before and a score after."
        troubles.append(RowTrouble(1, message))
    if troubles:
        raise ReadingsNotSaved(troubles)
    return found


def _layout(rows: Sequence[TableRow]) -> tuple[int | None, int]:
    """Which column says the group, where one does, and how many columns stand before it.

    A column of nothing at the end is not counted.
    """
    cells = [[as_text(cell).strip() for cell in row.cells] for row in rows]
    filled = [n for row in cells for n, cell in enumerate(row) if cell]
    width = max(filled, default=-1) + 1
    named = [n for row in cells for n, cell in enumerate(row) if cell and cell.casefold() in GROUPS]
    column = max(named, default=None)
    return column, width if column is None else column


def _score(
    row: TableRow, group_column: int | None, width: int
) -> tuple[ReadingGroup, float | None, float | None] | RowTrouble:
    cells = [as_text(cell).strip() for cell in row.cells] + [""] * (width + 1)
    group = GROUPS.get(cells[group_column].casefold()) if group_column is not None else None
    if group_column is not None and group is None:
        return RowTrouble(row.number, f"“{cells[group_column][:40]}” is not a group we know.")
    if width < LEAST_CELLS:
        return RowTrouble(row.number, "A row needs a score before and a score after.")
    scores: list[float | None] = []
    for cell in cells[width - LEAST_CELLS : width]:
        try:
            scores.append(as_number(cell) if cell else None)
        except ValueError:
            return RowTrouble(row.number, f"“{cell[:40]}” is not a score.")
    if scores == [None, None]:
        return RowTrouble(row.number, "Both scores are empty.")
    return group or ReadingGroup.PROJECT, scores[0], scores[1]
