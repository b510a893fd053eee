"""The plan on a page and its dates, to print, to hang up and to put into a calendar."""

import streamlit as st

from lp_planner.services.cohort import dates_export
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import lens_reports, plan_reports
from lp_planner.ui.frame import downloads


def draw(desk: Desk, project_id: str) -> None:
    """Offer the plan on paper, and the dates as a calendar."""
    st.header("Print the plan")
    st.markdown(
        "The five columns on one page, landscape. On A3 there is room for more words; a very full "
        "plan runs on to a second page of A4."
    )
    downloads.draw(
        plan_reports.plan_exports(),
        make=lambda export: plan_reports.make_plan(desk, project_id, export),
        name=lambda export: plan_reports.plan_name(desk, project_id, export),
    )
    st.markdown(
        "For a wall with the EEF poster of 2024: each of its lines, and what your plan says of it."
    )
    downloads.draw(
        lens_reports.lens_exports(),
        make=lambda export: lens_reports.make_lens(desk, project_id, export),
        name=lambda export: lens_reports.lens_name(desk, project_id, export),
        key="export|lens",
        says="Beside the guide of 2024, {}",
    )
    st.markdown(
        "Dates, check-backs, readings due and reviews for Outlook, Google or a telephone. It is a "
        "copy: after a change, import it again, and the entries move. Nobody’s name from coaching "
        "is in it."
    )
    st.download_button(
        "Calendar",
        data=lambda: dates_export.make_calendar(desk, project_id)[1],
        file_name=dates_export.calendar_name(desk, project_id),
        mime="text/calendar",
        key="export|calendar",
        on_click="ignore",
        icon=":material/calendar_add_on:",
    )
