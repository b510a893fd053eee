"""Pupils' scores before and after: what they show, how they are brought in, how they are erased."""

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import pupil_results, pupils, results
from lp_planner.ui.frame import chart_panel, feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.measures import many_readings_panel

KEY = "pupils"


def draw(desk: Desk, project_id: str, measure: Measure) -> None:
    """Draw what a measure's pupil scores show, and the way to bring them in."""
    found = pupil_results.pupil_result(desk, project_id, measure.id)
    if found is not None:
        chart: Chart | None = results.pupil_chart(found, measure)
        if chart is None:
            st.subheader("Pupil by pupil", anchor=False)
            st.info(plain(found.sentence), icon=":material/visibility_off:")
        else:
            chart_panel.draw(chart)
        if found.months:
            st.caption(f"In months of progress: {plain(found.months)}")
        if found.cautions:
            st.markdown("**Please keep in mind**")
            st.markdown(
                "\n".join(f"- {plain(words)} ({plain(code)})" for code, words in found.cautions)
            )
    with st.expander("Pupils’ scores before and after"):
        st.markdown(
            "Paste one row for each pupil: the score before, the score after, and “comparison” for "
            "pupils of the comparison group. A column of names or codes in front is read past and "
            "never kept: nothing here says which pupil it is."
        )
        many_readings_panel.draw_troubles(KEY)
        st.text_area("Rows of scores", key=f"{KEY}|rows", height=140, placeholder="21\t25\n18\t24")
        st.file_uploader(
            "Or a CSV or Excel file of scores", type=["csv", "txt", "tsv", "xlsx"],
            key=f"{KEY}|file",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                "Put these scores in place", key=f"{KEY}|save", on_click=_save,
                args=(desk, project_id, measure.id),
            )  # fmt: skip
            if found is not None:
                st.button(
                    "Erase all pupils’ scores", key=f"{KEY}|erase", type="tertiary",
                    icon=":material/delete_forever:", on_click=_erase,
                    args=(desk, project_id, measure.id),
                )  # fmt: skip


def _save(desk: Desk, project_id: str, measure_id: str) -> None:
    with feedback.attempt(KEY) as tried:
        number = pupils.keep_pupil_scores(
            desk,
            project_id,
            measure_id,
            text=str(session.value(f"{KEY}|rows") or ""),
            data=session.uploaded(f"{KEY}|file"),
        )
        tried.says = f"Scores of {number} pupils are in place, without names."


def _erase(desk: Desk, project_id: str, measure_id: str) -> None:
    pupils.forget_pupil_scores(desk, project_id, measure_id)
    feedback.say_next_time("Every pupil’s score of this measure is erased.")
