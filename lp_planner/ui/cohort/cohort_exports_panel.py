"""The cohort's progress to take to a meeting, and the page for governors."""

from collections.abc import Callable

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import CohortReport
from lp_planner.services.cohort import cohort_reports, summaries
from lp_planner.services.cohort.cohorts import CohortFilter
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import summary_panel
from lp_planner.ui.frame.safe_words import plain


def draw(desk: Desk, name: str, wanted: CohortFilter) -> None:
    """Draw a button for each way out of what the page is narrowed to."""
    st.markdown(
        "The dates and counts of the projects listed above, for a meeting or your own notes. The "
        "workbook and the PDF are narrowed as this page is, and say so."
    )
    with st.container(horizontal=True):
        for export in cohort_reports.cohort_exports():
            st.download_button(
                plain(export.label),
                data=_maker(desk, export, wanted),
                file_name=cohort_reports.cohort_file_name(desk.workspace, name, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )
    summary_panel.draw(desk, summaries.make_cohort_summary)


def _maker(desk: Desk, export: Export[CohortReport], wanted: CohortFilter) -> Callable[[], bytes]:
    return lambda: cohort_reports.make_cohort_export(desk, export, wanted)[1]
