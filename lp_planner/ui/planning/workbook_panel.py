"""The plan as a workbook: take it along, fill it in elsewhere and bring it back."""

import pandas as pd
import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import plan_exchange
from lp_planner.services.planning.plan_faults import PlanNotImported
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain_table

KEY = "workbook"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_download(desk: Desk, project_id: str) -> None:
    """Offer the whole plan as a workbook; it is for its owner, coaching notes included."""
    st.header("Take the plan with you")
    st.markdown(
        "A workbook with everything you recorded. It can be filled in further and brought back as "
        "a new project. It is yours alone: what was said in coaching is in it, so keep it close."
    )
    st.download_button(
        "Plan as a workbook",
        data=lambda: plan_exchange.plan_workbook_of(desk, project_id),
        file_name="plan.xlsx",
        mime=MIME,
        on_click="ignore",
        icon=":material/download:",
    )


def draw_upload(desk: Desk) -> None:
    """Offer the empty workbook, and take a filled one as a new project."""
    with st.expander("Start from a workbook"):
        st.markdown(
            "Is your plan written down already, or do you plan better in a spreadsheet? Take the "
            "empty workbook, fill in what you have and bring it back. It becomes a project of its "
            "own, whole or not at all."
        )
        st.download_button(
            "Empty workbook",
            data=lambda: plan_exchange.plan_template(desk.workspace),
            file_name="plan-to-fill-in.xlsx",
            mime=MIME,
            on_click="ignore",
            icon=":material/download:",
        )
        _draw_refusal(desk)
        kept.line(desk, "Name of the new project", f"{KEY}|title")
        file = st.file_uploader("The filled-in workbook", type=["xlsx"], key=f"{KEY}|file")
        st.button(
            "Bring it in",
            key=f"{KEY}|import",
            disabled=file is None,
            on_click=_bring_in,
            args=(desk,),
        )
    imported = session.take(f"{KEY}|imported")
    if isinstance(imported, tuple):
        project_id, message = imported
        feedback.say_next_time(message)
        st.switch_page(navigation.page("plan"), query_params={"project": project_id})


def _draw_refusal(desk: Desk) -> None:
    feedback.show_refusal(KEY, stays=True)
    refused = feedback.refusal(KEY)
    if not isinstance(refused, PlanNotImported):
        return
    if faults := refused.faults or refused.odd:
        table = pd.DataFrame(
            [(f.sheet, str(f.row), f.column_label, f.sentence) for f in faults],
            columns=["Sheet", "Row", "Column", "What needs another look"],
        )
        st.table(plain_table(table.set_index("Sheet")))
    if refused.odd and not refused.faults:
        st.button(
            "Yes, all of these are right",
            key=f"{KEY}|sure",
            icon=":material/check:",
            on_click=_bring_in,
            args=(desk,),
            kwargs={"is_sure": True},
        )


def _bring_in(desk: Desk, *, is_sure: bool = False) -> None:
    data = session.uploaded(f"{KEY}|file")
    with feedback.attempt(
        KEY, instead="Please give the new project a working title first."
    ) as tried:
        imported = plan_exchange.import_plan(
            desk,
            data,
            title=str(session.value(f"{KEY}|title") or ""),
            form_id=session.form_id(KEY),
            is_sure=is_sure,
        )
    if not tried.is_done:
        return
    session.put("open_project", imported.project.id)
    number = sum(imported.counts.values())
    notes = f" {' '.join(imported.notes)}" if imported.notes else ""
    message = f"Brought in {number} records as a new project.{notes}"
    session.put(f"{KEY}|imported", (imported.project.id, message))
