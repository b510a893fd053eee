"""What stood on paper, typed into a grid: a row for each sheet, shown apart as typed in."""

from uuid import uuid4

import streamlit as st

from lp_planner.domain.voices.words import Question
from lp_planner.services.desk.bringing_in import GridColumn
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices import asking, typing_in
from lp_planner.services.voices.asking import RoundView
from lp_planner.ui.frame import feedback, grid, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted


def draw(desk: Desk, view: RoundView) -> None:
    """Draw the grid, where sheets may be typed in now."""
    asked = view.asked
    if not asked.takes_typed(view.given, desk.now()):
        return
    key = f"paper|{asked.id}"
    with st.expander("Type in sheets of paper", icon=":material/edit_note:"):
        st.caption(
            "One row for each sheet, in the words of the sheet. They are marked as typed in by "
            "you and stand apart from what came by the link."
        )
        feedback.show_refusal(key)
        grid.draw(desk, key, [_column(one) for one in asking.questions_of(desk, asked)])
        st.button("Keep these sheets", key=f"{key}|keep", on_click=_keep, args=(desk, asked.id))


def _column(question: Question) -> GridColumn:
    picks = ", ".join(pick.words for pick in question.picks)
    return GridColumn(question.key, question.words, help=picks, is_needed=question.is_needed)


def _keep(desk: Desk, round_id: str) -> None:
    key = f"paper|{round_id}"
    if not session.has(f"{key}|form"):
        session.put(f"{key}|form", uuid4().hex)
    sheets = [row for row in grid.rows_in(key) if any(row.values())]
    with feedback.attempt(key, forgets=()) as tried:
        typing_in.type_in(desk, round_id, sheets, form_id=str(session.value(f"{key}|form")))
        tried.says = f"Kept {plain(counted(len(sheets), 'sheet', 'sheets'))}, as typed in."
    if tried.is_done:
        session.take(f"{key}|form")
        grid.leave(desk, key, frozenset())
