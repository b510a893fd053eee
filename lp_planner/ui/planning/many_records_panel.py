"""Visits, coaching notes, contacts, milestones and survey answers from a sheet."""

import streamlit as st

from lp_planner.domain.records.measures import SurveyRound
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.imports import imports_of
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import many_records
from lp_planner.services.planning.record_columns import grid_columns
from lp_planner.ui.frame import rows_panel
from lp_planner.wording import counted


def draw(desk: Desk, project_id: str, kind: str) -> None:
    """Draw the way to bring in many records of a kind."""

    def save(given: Given) -> str:
        saved = many_records.bring_in_records(desk, project_id, kind, given)
        changed = f" {counted(saved.changed, 'is', 'are')} changed." if saved.changed else ""
        return f"Saved {counted(saved.added, 'new row', 'new rows')}.{changed}"

    with st.expander("Add several at once"):
        st.markdown(
            "A row for each, typed or pasted; or the file that you keep these in. You see what "
            "every row is understood as before anything is saved."
        )
        rows_panel.draw_both(
            desk,
            rows_panel.Door(
                keeper=None if kind == SurveyRound.kind else desk,
                key=f"rows.{kind}",
                look=lambda given: many_records.look_at_records(desk, project_id, kind, given),
                save=save,
                button="Save these rows",
                rows_label="Rows with their headings",
                file_label="Or a CSV or Excel file with headings",
            ),
            grid_columns(desk, project_id, kind),
        )
        rows_panel.draw_undo(desk, project_id, imports_of(desk, project_id, kind))
