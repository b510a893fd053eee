"""Many at once: a grid to type, paste and fill, kept as it is typed, read like any sheet.

Its cells are words: "5 Nov", "7 of 8" and "64%" are understood, asked about or refused by the same
door as the rows of a file, and never altered by the grid itself.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.services.desk.bringing_in import Given, GridColumn, RowState
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import in_sight

ROWS = "rows"
EMPTY_ROWS = 4
DONE = frozenset({RowState.NEW, RowState.CHANGED, RowState.HERE})
"""What becomes of a row that need not stay in the grid once it is saved."""
Row = dict[str, str]


def draw(desk: Desk, key: str, columns: Sequence[GridColumn]) -> None:
    """Draw the grid with what was typed before."""
    if not session.has(_widget(key)):
        _start(desk, key)
    names = [column.key for column in columns]
    frame = pd.DataFrame(
        [[row.get(name, "") for name in names] for row in _base(key)], columns=names
    ).astype(str)
    st.data_editor(
        frame,
        key=_widget(key),
        num_rows="dynamic",
        hide_index=True,
        height=min(36 * (len(frame) + 2), 460),
        column_config={
            # The grid is a picture: nothing in its headings is read as Markdown.
            column.key: st.column_config.TextColumn(
                in_sight(f"{column.label} (needed)" if column.is_needed else column.label),
                help=plain(column.help) or None,
            )
            for column in columns
        },
        on_change=_keep,
        args=(desk, key),
    )


def given(key: str, columns: Sequence[GridColumn], told: Mapping[str, str]) -> Given:
    """The filled rows as a sheet whose columns are known, numbered as the grid shows them."""
    rows = [
        TableRow(number, tuple(row.get(column.key, "") for column in columns))
        for number, row in enumerate(rows_in(key), start=1)
        if any(row.values())
    ]
    return Given(grid=tuple(rows), columns=tuple(columns), told=told)


def rows_in(key: str) -> list[Row]:
    """Every row as it stands now, the empty ones too."""
    changes = session.value(_widget(key))
    base = _base(key)
    return edited(base, changes) if isinstance(changes, Mapping) else base


def edited(base: Sequence[Row], changes: Mapping[str, object]) -> list[Row]:
    """The rows with what a grid says was changed, added and taken out."""
    rows = [dict(row) for row in base]
    changed, added = changes.get("edited_rows"), changes.get("added_rows")
    for at, cells in (changed if isinstance(changed, Mapping) else {}).items():
        rows[int(at)] |= _words(cells)
    rows += [_words(cells) for cells in (added if isinstance(added, Sequence) else ())]
    gone = changes.get("deleted_rows")
    taken_out = set(gone) if isinstance(gone, Sequence) else set()
    return [row for at, row in enumerate(rows) if at not in taken_out]


def leave(desk: Desk, key: str, numbers: frozenset[int]) -> None:
    """Take out every row but these, by their number in the grid; none are left where none stay."""
    rows = [row for number, row in enumerate(rows_in(key), start=1) if number in numbers]
    session.put(f"{key}|turn", _turn(key) + 1)
    kept.keep_values(desk, key, {ROWS: rows})


def _base(key: str) -> list[Row]:
    base = session.value(f"{key}|base")
    return base if isinstance(base, list) else []


def _start(desk: Desk, key: str) -> None:
    """Begin with the rows that were kept, and a few empty ones below."""
    found = kept.kept_values(desk, key).get(ROWS)
    rows = [_words(row) for row in found] if isinstance(found, list) else []
    session.put(f"{key}|base", [*rows, *({} for _ in range(max(EMPTY_ROWS - len(rows), 1)))])


def _keep(desk: Desk, key: str) -> None:
    rows = rows_in(key)
    while rows and not any(rows[-1].values()):
        rows.pop()
    kept.keep_values(desk, key, {ROWS: rows})


def _words(cells: object) -> Row:
    given_ = cells if isinstance(cells, Mapping) else {}
    return {
        str(name): "" if value is None else str(value)
        for name, value in given_.items()
        if not str(name).startswith("_")
    }


def _widget(key: str) -> str:
    return f"{key}|grid|{_turn(key):d}"


def _turn(key: str) -> int:
    turn = session.value(f"{key}|turn")
    return turn if isinstance(turn, int) else 0
