"""The plan on a page: five columns drawn from the records, their days, thread and questions."""

import streamlit as st

from lp_planner.ui.frame import drawn, page, project_header
from lp_planner.ui.planning import (
    countdown_panel,
    plan_columns,
    plan_downloads,
    questions_panel,
    thread_panel,
    timeline_panel,
    workbook_panel,
)


def render() -> None:
    """Draw the plan of the project in the address."""
    with page.framed("Plan") as desk:
        journey = project_header.open_journey(desk, "plan")
        project_header.draw(journey)
        project_header.draw_purpose(journey)
        project_id = journey.project.id
        st.caption("Drawn from what you recorded. A click on a line opens it here.")
        workbook_panel.draw_undo(desk, project_id)
        plan_columns.draw(desk, project_id)
        timeline_panel.draw(desk, project_id)
        countdown_panel.draw(desk, project_id)
        thread_panel.draw(desk, project_id)
        found = drawn.questions(desk, project_id)
        questions_panel.draw(desk, project_id, found, where="plan")
        with st.expander("Print it, hang it up or take it with you", icon=":material/print:"):
            plan_downloads.draw(desk, project_id)
            workbook_panel.draw_download(desk, project_id)
