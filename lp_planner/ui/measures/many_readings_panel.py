"""Many readings at once: paste rows from a sheet, or choose a file."""

import streamlit as st

from lp_planner.domain.records.measures import Reading
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.imports import imports_of
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.reading_columns import IN_A_GRID
from lp_planner.services.measures.results import measures_of
from lp_planner.ui.frame import rows_panel, session
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
            "Type or paste rows, or choose the file as your school’s system gives it. "
            "You see what every row is understood as before anything is saved, and what you bring "
            "in can be undone as a whole."
        )
        st.selectbox(
            "Readings of which measure?",
            list(names),
            key=f"{KEY}|measure",
            format_func=lambda id_: names[id_],
        )
        measure_id = str(session.value(f"{KEY}|measure") or "")

        def save(given: Given) -> str:
            saved = many_readings.bring_in(desk, project_id, measure_id, given)
            changed = f" {counted(saved.changed, 'is', 'are')} changed." if saved.changed else ""
            return f"Saved {counted(saved.added, 'new reading', 'new readings')}.{changed}"

        rows_panel.draw_both(
            desk,
            rows_panel.Door(
                keeper=desk,
                key=KEY,
                look=lambda given: many_readings.look_at(desk, project_id, measure_id, given),
                save=save,
                button="Save these readings",
                rows_label="Rows",
                file_label="Or a CSV or Excel file",
                placeholder="12/01/2026\t64\n19/01/2026\t67\n26/01/2026\t66",
            ),
            IN_A_GRID,
        )
        rows_panel.draw_undo(desk, project_id, imports_of(desk, project_id, Reading.kind))
