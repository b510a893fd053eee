"""The one panel through which rows come in: give, look, tell, save; and undo."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
import streamlit as st

from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.rows.columns import Wanted
from lp_planner.services.desk.bringing_in import (
    NOT_THERE,
    Given,
    GridColumn,
    Look,
    Question,
    RowState,
)
from lp_planner.services.desk.imports import undo_import
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, grid, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words

MOST_MENDED = 10
"""So many unread rows are offered to be mended at a time."""
MOST_UNDONE = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Door:
    """What comes in here: how it is looked at, how it is saved and what is said of it.

    The ``keeper`` keeps what is pasted until it is saved. Rows of single people have none: they may
    hold names, which are never stored.
    """

    key: str
    look: Callable[[Given], Look]
    save: Callable[[Given], str]
    button: str
    rows_label: str
    file_label: str
    placeholder: str = ""
    keeper: Desk | None = None


def draw_both(desk: Desk, door: Door, columns: Sequence[GridColumn]) -> None:
    """Draw the two ways in: the grid to type and paste into, and a sheet or a file as it is."""
    in_a_grid, as_it_is = st.tabs(["Type or paste into a grid", "From a sheet or a file"])
    with in_a_grid:
        _draw_grid(desk, door, columns)
    with as_it_is:
        draw(door)


@st.fragment
def _draw_grid(desk: Desk, door: Door, columns: Sequence[GridColumn]) -> None:
    """Draw the grid and what becomes of each row; a change runs nothing else of the page."""
    key = _in_grid(door)
    if session.take(f"{key}|is_saved"):
        st.rerun()
    feedback.show_refusal(key, stays=True)
    if said := session.value(f"{key}|says"):
        st.success(plain(str(said)), icon=":material/check_circle:")
    grid.draw(desk, key, columns)
    given = grid.given(key, columns, _told(key, door.keeper))
    if not given.grid:
        st.caption("Nothing typed yet. Rows that you copied in a spreadsheet can be pasted here.")
        return
    look = door.look(given)
    _draw_questions(key, door.keeper, look)
    _draw_verdicts(look)
    st.button(
        plain(door.button), key=f"{key}|save", type="primary", disabled=not look.goes_in,
        on_click=_save_grid, args=(desk, door, columns),
    )  # fmt: skip


def _draw_verdicts(look: Look) -> None:
    """What becomes of each row of the grid: what is wrong first, each by its number."""
    st.markdown(f"**{plain(look.sentence)}**")
    for row in look.rows:
        if row.because:
            st.markdown(f"- Row {row.number:d}: {plain(row.because)}")
    if says := [row for row in look.rows if row.says]:
        with st.expander("Read as"):
            st.markdown("\n".join(f"- Row {row.number:d}: {plain(row.says)}" for row in says))


def _save_grid(desk: Desk, door: Door, columns: Sequence[GridColumn]) -> None:
    key = _in_grid(door)
    given = grid.given(key, columns, _told(key, door.keeper))
    stay = frozenset(row.number for row in door.look(given).rows if row.state not in grid.DONE)
    with feedback.attempt(key, forgets=()) as tried:
        said = door.save(given)
    if tried.is_done:
        grid.leave(desk, key, stay)
        left = counted(len(stay), "row is", "rows are")
        more = f" {left} still in the grid." if stay else ""
        session.put(f"{key}|says", f"{said}{more}")
        session.put(f"{key}|is_saved", new=True)


def _in_grid(door: Door) -> str:
    return f"{door.key}|in"


def draw(door: Door) -> None:
    """Draw the place to give rows and, once there are some, what they are understood as."""
    key = door.key
    look = draw_giving(
        key, door.look, lambda one: one, rows_label=door.rows_label, file_label=door.file_label,
        placeholder=door.placeholder, keeper=door.keeper,
    )  # fmt: skip
    if look is None:
        return
    _draw_rows(key, door.keeper, look)
    st.button(
        plain(door.button), key=f"{key}|save", type="primary", disabled=not look.goes_in,
        on_click=_save, args=(door,),
    )  # fmt: skip


def draw_giving(
    key: str,
    look: Callable[[Given], T],
    look_in: Callable[[T], Look],
    *,
    rows_label: str,
    file_label: str,
    placeholder: str = "",
    keeper: Desk | None = None,
    in_sight: Collection[str] = (),
) -> T | None:
    """Draw the place to give rows, and what is asked about them; what came of the look.

    What the columns ``in_sight`` mean is chosen often; that of the others stands folded away.

    ``None`` while nothing is given, or where it is no table.
    """
    feedback.show_refusal(key, stays=True)
    rows = f"{key}|rows"
    st.text_area(
        plain(rows_label), key=kept.begin(keeper, rows) if keeper else rows,
        height=140, placeholder=placeholder, on_change=_keep_rows, args=(key, keeper),
    )  # fmt: skip
    st.file_uploader(
        plain(file_label), type=["csv", "txt", "tsv", "xlsx"], key=f"{key}|file",
        on_change=_start_again, args=(key, keeper),
    )  # fmt: skip
    given = _given(key, keeper)
    if not (given.data or given.text.strip()):
        return None
    try:
        found = look(given)
    except PlannerError as refused:
        # No action is tried: what was given is only looked at.
        st.error(plain(refused.message))
        return None
    _draw_questions(key, keeper, look_in(found))
    _draw_columns(key, keeper, look_in(found), in_sight)
    return found


def draw_undo(desk: Desk, project_id: str, imports: Sequence[BroughtIn]) -> None:
    """Offer to undo the latest imports, each as a whole."""
    for done in imports[:MOST_UNDONE]:
        number = len(done.made) + len(done.replaced)
        if not number:
            continue
        on = day_in_words(done.created_at.date())
        st.button(
            f"Undo the import of {counted(number, 'row', 'rows')} on {on}",
            key=f"undo|{done.id}", type="tertiary", icon=":material/undo:",
            on_click=_undo, args=(desk, project_id, done.id),
        )  # fmt: skip


def _given(key: str, keeper: Desk | None) -> Given:
    return Given(
        text=str(session.value(f"{key}|rows") or ""),
        data=session.uploaded(f"{key}|file"),
        told=_told(key, keeper),
    )


def _told(key: str, keeper: Desk | None) -> Mapping[str, str]:
    """What was answered and mended so far; kept like the rows that it is about."""
    told = f"{key}|told"
    if keeper and not session.has(told):
        session.put(told, dict(kept.kept_values(keeper, told)))
    found = session.value(told)
    return found if isinstance(found, dict) else {}


def _keep_rows(key: str, keeper: Desk | None) -> None:
    if keeper:
        kept.keep(keeper, f"{key}|rows")
    _start_again(key, keeper)


def _start_again(key: str, keeper: Desk | None) -> None:
    """Forget what was told about other rows."""
    session.forget(f"{key}|told")
    if keeper:
        kept.keep_values(keeper, f"{key}|told", {})


def _tell(key: str, keeper: Desk | None, name: str) -> None:
    answer = session.value(f"{key}|told|{name}")
    told = {**_told(key, keeper), name: "" if answer is None else str(answer)}
    session.put(f"{key}|told", told)
    if keeper:
        kept.keep_values(keeper, f"{key}|told", told)


def _draw_questions(key: str, keeper: Desk | None, look: Look) -> None:
    for question in look.questions:
        _draw_question(key, keeper, look, question)


def _draw_question(key: str, keeper: Desk | None, look: Look, question: Question) -> None:
    widget = session.begin(f"{key}|told|{question.key}", _answer(question, look))
    st.radio(
        plain(question.sentence), list(question.answers), key=widget,
        format_func=lambda answer: plain(question.answers[answer]),
        on_change=_tell, args=(key, keeper, question.key),
    )  # fmt: skip


def _answer(question: Question, look: Look) -> str | None:
    answer = look.told.get(question.key)
    return answer if answer in question.answers else None


def _draw_columns(key: str, keeper: Desk | None, look: Look, in_sight: Collection[str]) -> None:
    """What each column was taken to mean, to be changed."""
    asked = {question.key for question in look.questions}
    things = [thing for thing in look.wanted if f"column:{thing.key}" not in asked]
    for thing in things:
        if thing.key in in_sight:
            _draw_column(key, keeper, look, thing)
    with st.expander("What the columns mean"):
        for thing in things:
            if thing.key not in in_sight:
                _draw_column(key, keeper, look, thing)
        for note in look.notes:
            st.caption(plain(note))


def _draw_column(key: str, keeper: Desk | None, look: Look, thing: Wanted) -> None:
    name, at = f"column:{thing.key}", look.columns.get(thing.key)
    widget = session.begin(f"{key}|told|{name}", NOT_THERE if at is None else str(at))
    st.selectbox(
        plain(thing.label.capitalize()), [NOT_THERE, *map(str, range(len(look.headings)))],
        key=widget, format_func=_column_names(look), on_change=_tell, args=(key, keeper, name),
    )  # fmt: skip


def _column_names(look: Look) -> Callable[[str], str]:
    return lambda at: "Not in this file" if at == NOT_THERE else plain(look.headings[int(at)])


def _draw_rows(key: str, keeper: Desk | None, look: Look) -> None:
    st.markdown(f"**{plain(look.sentence or 'There is no row here yet')}**")
    if look.rows:
        table = pd.DataFrame(
            [
                (r.number, r.state.value, r.because or r.says, " · ".join(r.cells))
                for r in look.rows
            ],
            columns=["Row", "What becomes of it", "Because, or read as", "In the file"],
        )
        st.dataframe(table, hide_index=True, height=260)
    unread = [r for r in look.rows if r.state is RowState.UNREAD and r.faulty is not None]
    for row in unread[:MOST_MENDED]:
        name = f"cell:{row.number}:{row.faulty}"
        widget = session.begin(f"{key}|told|{name}", row.cells[row.faulty or 0])
        st.text_input(
            f"Row {row.number:d}: {plain(row.because)}", key=widget, on_change=_tell,
            args=(key, keeper, name),
        )  # fmt: skip


def _save(door: Door) -> None:
    with feedback.attempt(door.key) as tried:
        tried.says = door.save(_given(door.key, door.keeper))


def _undo(desk: Desk, project_id: str, import_id: str) -> None:
    with feedback.attempt() as tried:
        tried.says = undo_import(desk, project_id, import_id).sentence
