"""Many readings at once: paste rows from a sheet, or choose a file."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.many_readings import ReadingsNotSaved
from lp_planner.services.measures.results import measures_of
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted

KEY = "many"


def draw(desk: Desk, project_id: str) -> None:
    """Draw the box for many readings of one measure."""
    measures = measures_of(desk, project_id)
    if not measures:
        return
    names = {measure.id: measure.name for measure in measures}
    with st.expander("Add many readings at once"):
        st.markdown(
            "Paste rows from a sheet: a day and a value; then, where you know it, the number of "
            "people, “comparison” for the comparison group, and out of how many you counted. "
            "They are saved together or not at all."
        )
        draw_troubles(KEY)
        st.selectbox(
            "Readings of which measure?",
            list(names),
            key=f"{KEY}|measure",
            format_func=lambda id_: names[id_],
        )
        st.text_area(
            "Rows",
            key=f"{KEY}|rows",
            height=160,
            placeholder="12/01/2026\t64\n19/01/2026\t67\n26/01/2026\t66",
        )
        st.file_uploader(
            "Or a CSV or Excel file", type=["csv", "txt", "tsv", "xlsx"], key=f"{KEY}|file"
        )
        st.button(
            "Save these readings", key=f"{KEY}|save", on_click=_save,
            args=(desk, project_id),
        )  # fmt: skip


def draw_troubles(key: str) -> None:
    """Say what was refused, row by row."""
    feedback.show_refusal(key, stays=True)
    refused = feedback.refusal(key)
    if isinstance(refused, ReadingsNotSaved):
        st.markdown("\n".join(f"- Row {t.row:d}: {plain(t.sentence)}" for t in refused.troubles))


def _save(desk: Desk, project_id: str) -> None:
    measure_id = str(session.value(f"{KEY}|measure") or "")
    data = session.uploaded(f"{KEY}|file")
    with feedback.attempt(KEY) as tried:
        if data:
            number = many_readings.add_from_file(desk, project_id, measure_id, data)
        else:
            text = str(session.value(f"{KEY}|rows") or "")
            number = many_readings.add_pasted(desk, project_id, measure_id, text)
        tried.says = f"Saved {counted(number, 'reading', 'readings')}."
