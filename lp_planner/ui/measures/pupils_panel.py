"""Pupils' scores before and after: what they show, how they are brought in, how they are erased."""

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import pupil_results, pupil_rows, pupils, results, scores_to_come
from lp_planner.ui.frame import chart_panel, feedback, rows_panel
from lp_planner.ui.frame.safe_words import plain

KEY = "pupils"


def draw_result(desk: Desk, project_id: str, measure: Measure) -> bool:
    """Draw what a measure's pupil scores show; say whether there are any."""
    found = pupil_results.pupil_result(desk, project_id, measure.id)
    if found is None:
        return False
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
    return True


def draw_door(desk: Desk, project_id: str, measure: Measure, *, has_scores: bool) -> None:
    """Draw what scores could find, and folded away how they are brought in and erased."""
    if said := scores_to_come.could_find(desk, project_id, measure.id):
        st.caption(plain(said))
    with st.expander("Pupils’ scores before and after"):
        st.markdown(
            "Paste one row for each pupil, or choose a file: the score before, the score after, "
            "and “comparison” for pupils of the comparison group. Columns of names, codes or "
            "classes are read past and never kept: nothing here says which pupil it is. What you "
            "bring in takes the place of the scores that are here."
        )

        def save(given: Given) -> str:
            number = pupil_rows.bring_in_scores(desk, project_id, measure.id, given)
            return f"Scores of {number} pupils are in place, without names."

        rows_panel.draw(
            rows_panel.Door(
                key=KEY,
                look=lambda given: pupil_rows.look_at_scores(desk, project_id, measure.id, given),
                save=save,
                button="Put these scores in place",
                rows_label="Rows of scores",
                file_label="Or a CSV or Excel file of scores",
                placeholder="21\t25\n18\t24",
            )
        )
        if has_scores:
            st.button(
                "Erase all pupils’ scores", key=f"{KEY}|erase", type="tertiary",
                icon=":material/delete_forever:", on_click=_erase,
                args=(desk, project_id, measure.id),
            )  # fmt: skip


def _erase(desk: Desk, project_id: str, measure_id: str) -> None:
    pupils.forget_pupil_scores(desk, project_id, measure_id)
    feedback.say_next_time("Every pupil’s score of this measure is erased.")
