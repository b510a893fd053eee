"""The cohort's progress to take to a meeting, and the page for governors."""

import streamlit as st

from lp_planner.services.cohort import cohort_reports, summaries
from lp_planner.services.cohort.cohorts import CohortFilter
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import summary_panel
from lp_planner.ui.frame import downloads


def draw(desk: Desk, name: str, wanted: CohortFilter) -> None:
    """Draw a button for each way out of what the page is narrowed to."""
    st.markdown(
        "The dates and counts of the projects listed above, for a meeting or your own notes. The "
        "workbook and the PDF are narrowed as this page is, and say so."
    )
    downloads.draw(
        cohort_reports.cohort_exports(),
        make=lambda export: cohort_reports.make_cohort_export(desk, export, wanted),
        name=lambda export: cohort_reports.cohort_file_name(desk.workspace, name, export),
    )
    summary_panel.draw(desk, summaries.make_cohort_summary)
