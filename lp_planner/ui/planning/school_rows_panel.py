"""A school's own file in Explore: what it shows, and two clicks to a source or a starting point."""

import streamlit as st

from lp_planner.domain.measures.school_rows import Shown, in_words
from lp_planner.domain.records.diagnosis import Baseline, DiagnosisSource
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import school_rows
from lp_planner.ui.frame import chart_panel, feedback, rows_panel, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import form_start, step_place
from lp_planner.wording import counted

KEY = "school_rows"
STEPS = {DiagnosisSource.kind: "diagnosis", Baseline.kind: "baseline"}
MOST_TOLD = 4


def draw(desk: Desk, project_id: str) -> None:
    """Draw the place for a file, and what it shows once there is one."""
    with st.expander("Look at your school’s own data", icon=":material/query_stats:"):
        st.markdown(
            "Paste rows or choose a file as your school’s system gives it: attendance, behaviour "
            "or a test. You see how it lies, how it moved and the gap of each group. "
            "**The rows stay in memory while you look and are kept nowhere.**"
        )
        found = rows_panel.draw_giving(
            KEY, lambda given: school_rows.look_at_school_rows(desk, project_id, given),
            lambda one: one.look, in_sight=("group",), rows_label="Rows of pupils or of incidents",
            file_label="Or a CSV or Excel file",
            placeholder="Name\tPP\tAttendance %\nA\tY\t88.5\nB\tN\t96.1",
        )  # fmt: skip
        if found is None:
            return
        unread = found.unread
        if unread:
            st.caption(
                f"{counted(len(unread), 'row was', 'rows were')} not read: "
                f"{plain(' '.join(dict.fromkeys(unread[:MOST_TOLD])))}"
            )
        if found.shown is None:
            return
        for chart in found.charts:
            chart_panel.draw(chart)
        _draw_ways_on(desk, project_id, found.shown)


def _draw_ways_on(desk: Desk, project_id: str, shown: Shown) -> None:
    if shown.middle is None:
        st.info(plain(in_words(shown)), icon=":material/visibility_off:")
        return
    st.caption("A form opens with these numbers in it. Read it through, then save it.")
    with st.container(horizontal=True):
        st.button(
            "Use it as a source", key=f"{KEY}|source", type="primary",
            on_click=_begin, args=(desk, project_id, DiagnosisSource.kind, shown),
        )  # fmt: skip
        st.button(
            "Use it as a starting point", key=f"{KEY}|baseline",
            on_click=_begin, args=(desk, project_id, Baseline.kind, shown),
        )  # fmt: skip


def _begin(desk: Desk, project_id: str, kind: str, shown: Shown) -> None:
    answers = (
        school_rows.source_answers(shown, desk.today())
        if kind == DiagnosisSource.kind
        else school_rows.baseline_answers(shown, desk.today())
    )
    with feedback.attempt() as tried:
        form_start.fill(desk, form_start.key_of(project_id, kind), answers)
    if tried.is_done:
        step_place.go_to(STEPS[kind])
        session.ask("add", "yes")
