"""The plan on a page: five columns drawn from the records, their thread and the questions."""

import streamlit as st

from lp_planner.domain.quality_checks.golden_thread import broken_links, thread_as_text
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.plan import plan_on_a_page
from lp_planner.services.planning.questions import thread_of
from lp_planner.ui.frame import chart_panel, drawn, page, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import plan_downloads, questions_panel, workbook_panel


def render() -> None:
    """Draw the plan of the project in the address."""
    with page.framed("Plan") as desk:
        journey = project_header.open_journey(desk)
        project_header.draw(journey)
        project_header.draw_purpose(journey)
        project_id = journey.project.id
        st.markdown("Drawn from what you recorded. Change a record and the plan changes with it.")
        columns = plan_on_a_page(desk, project_id)
        for column, box in zip(columns, st.columns(len(columns), border=True), strict=True):
            with box:
                st.markdown(f"**{plain(column.name)}**  \n:gray[{plain(column.question)}]")
                for line in column.lines:
                    st.markdown(plain(line))
                if not column.lines:
                    st.caption("Nothing here yet")
        st.header("The golden thread")
        chart_panel.draw(drawn.logic_model(desk, project_id))
        _draw_thread(desk, project_id)
        found = drawn.questions(desk, project_id)
        questions_panel.draw(desk, project_id, found, where="plan")
        plan_downloads.draw(desk, project_id)
        workbook_panel.draw_download(desk, project_id)


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
