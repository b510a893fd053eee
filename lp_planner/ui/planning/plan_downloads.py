"""The plan on a page and its dates, to print, to hang up and to put into a calendar."""

from collections.abc import Callable

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import PlanReport, WrittenReport
from lp_planner.services.cohort import dates_export
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import lens_reports, plan_reports
from lp_planner.ui.frame.safe_words import plain


def draw(desk: Desk, project_id: str) -> None:
    """Offer the plan on paper, and the dates as a calendar."""
    st.header("Print the plan")
    st.markdown(
        "The five columns on one page, landscape. On A3 there is room for more words; a very full "
        "plan runs on to a second page of A4."
    )
    with st.container(horizontal=True):
        for export in plan_reports.plan_exports():
            st.download_button(
                plain(export.label),
                data=_maker(desk, project_id, export),
                file_name=plan_reports.plan_name(desk, project_id, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.markdown(
        "For a wall with the EEF poster of 2024: each of its lines, and what your plan says of it."
    )
    with st.container(horizontal=True):
        for written in lens_reports.lens_exports():
            st.download_button(
                f"Beside the guide of 2024, {plain(written.label)}",
                data=_lens_maker(desk, project_id, written),
                file_name=lens_reports.lens_name(desk, project_id, written),
                mime=written.mime,
                key=f"export|lens|{written.key}",
                on_click="ignore",
                icon=":material/download:",
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


def _maker(desk: Desk, project_id: str, export: Export[PlanReport]) -> Callable[[], bytes]:
    return lambda: plan_reports.make_plan(desk, project_id, export)[1]


def _lens_maker(desk: Desk, project_id: str, export: Export[WrittenReport]) -> Callable[[], bytes]:
    return lambda: lens_reports.make_lens(desk, project_id, export)[1]
