"""The plan on a page: five columns drawn from the records, their thread and the questions."""

import streamlit as st

from lp_planner.domain.quality_checks.golden_thread import broken_links, thread_as_text
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.questions import thread_of
from lp_planner.ui.frame import attention, chart_panel, drawn, page, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import plan_columns, plan_downloads, questions_panel, workbook_panel


def render() -> None:
    """Draw the plan of the project in the address."""
    with page.framed("Plan") as desk:
        journey = project_header.open_journey(desk)
        project_header.draw(journey)
        project_header.draw_purpose(journey)
        project_id = journey.project.id
        st.caption("Drawn from what you recorded. A click on a line opens it here.")
        plan_columns.draw(desk, project_id)
        st.header("The golden thread")
        chart = drawn.logic_model(desk, project_id)
        st.markdown(plain(chart.takeaway))
        _draw_thread(desk, project_id)
        with st.expander("The whole drawing"):
            chart_panel.draw(chart)
        found = drawn.questions(desk, project_id)
        questions_panel.draw(desk, project_id, found, where="plan")
        with st.expander("Print it, hang it up or take it with you", icon=":material/print:"):
            plan_downloads.draw(desk, project_id)
            workbook_panel.draw_download(desk, project_id)
        attention.draw()


def _draw_thread(desk: Desk, project_id: str) -> None:
    thread = thread_of(desk, project_id)
    if broken := broken_links(thread):
        st.markdown(
            "**Where it ends in the air**\n"
            + "\n".join(f"- {plain(link.question)}" for link in broken)
        )
    if lines := thread_as_text(thread):
        with st.expander("The thread in words"):
            st.markdown("\n".join(_listed(line) for line in lines))


def _listed(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f"{' ' * indent}- {plain(line.strip())}"
