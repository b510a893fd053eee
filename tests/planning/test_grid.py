"""Many at once in a grid: read like any sheet, kept as it is typed, and nothing in it is lost."""

import pytest

from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.services.desk.bringing_in import Given, GridColumn, RowState
from lp_planner.services.desk.imports import undo_import
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.reading_columns import IN_A_GRID
from lp_planner.services.planning import many_records
from lp_planner.services.planning.record_columns import IN_ROWS, grid_columns
from lp_planner.services.planning.recording import ratings_of_visit, records_of
from lp_planner.ui.frame.grid import edited
from tests.cast import AMINA
from tests.factories import make_project, write


def rows(columns: tuple[GridColumn, ...], *lines: dict[str, str]) -> Given:
    return Given(
        grid=tuple(
            TableRow(number, tuple(line.get(column.key, "") for column in columns))
            for number, line in enumerate(lines, start=1)
        ),
        columns=columns,
    )


def test_a_grid_is_what_it_began_with_and_every_change_since() -> None:
    base = [{"what": "One"}, {"what": "Two"}, {}]
    changes = {
        "edited_rows": {"2": {"what": "Three", "owner": None}, 0: {"what": "First"}},
        "added_rows": [{"what": "Four", "_index": 3}],
        "deleted_rows": [1],
    }
    assert edited(base, changes) == [
        {"what": "First"},
        {"what": "Three", "owner": ""},
        {"what": "Four"},
    ]


def test_visits_of_a_grid_go_in_and_each_wrong_row_says_what_is_wrong(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    seen = write(planner, project, "active_ingredient", behaviour="Wait three seconds")
    columns = grid_columns(desk, project.id, "fidelity_visit")
    line = {"visited_on": "3/11/2025", "place": "Room 1", f"seen:{seen.id}": "y"}
    given = rows(
        columns, line, {**line, "place": "Room 2", f"seen:{seen.id}": "maybe"},
        {**line, "place": "Room 3", "visited_on": "3/11/2030"},
    )  # fmt: skip
    look = many_records.look_at_records(desk, project.id, "fidelity_visit", given)
    assert [(row.number, row.state, row.because) for row in look.rows] == [
        (1, RowState.NEW, ""),
        (2, RowState.UNREAD, "“maybe” does not say whether it was seen."),
        (3, RowState.ASKED, "3 November 2030 is still to come."),
    ]
    assert many_records.bring_in_records(desk, project.id, "fidelity_visit", given).added == 1
    visit = records_of(desk, project.id, "fidelity_visit")[0]
    assert ratings_of_visit(desk, visit.id) == {seen.id: "seen"}


def test_readings_of_a_grid_are_read_as_people_write_them(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    measure = write(planner, project, "measure", unit="%")
    given = rows(
        IN_A_GRID, {"day": "03/11/2025", "value": "64%"}, {"day": "4 Nov 2025", "value": "7 of 8"}
    )
    assert many_readings.bring_in(desk, project.id, measure.id, given).added == 2


@pytest.mark.parametrize("kind", sorted(IN_ROWS))
def test_every_grid_has_what_its_kind_needs(planner: Workspace, kind: str) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    write(planner, project, "active_ingredient", behaviour="Total")
    columns = grid_columns(desk, project.id, kind)
    line = {column.key: "12/11/2025" for column in columns}
    look = many_records.look_at_records(desk, project.id, kind, rows(columns, line))
    assert len(look.rows) == 1
    assert not [question for question in look.questions if question.key.startswith("column:")]


def test_what_a_grid_brought_in_is_undone_as_a_whole(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    kept = write(planner, project, "coaching_session", coachee="Ada")
    columns = grid_columns(desk, project.id, "coaching_session")
    given = rows(
        columns,
        {"held_on": "3/11/2025", "coachee": "Kofi", "action_step": "Wait three seconds"},
        {"held_on": "4/11/2025", "coachee": "Zoe", "action_step": "Name the strategy"},
    )
    saved = many_records.bring_in_records(desk, project.id, "coaching_session", given)
    assert saved.added == 2
    undo_import(desk, project.id, saved.import_id)
    assert [r.id for r in records_of(desk, project.id, "coaching_session")] == [kept.id]
