"""The plan on a page: five columns drawn from the records, their thread and the questions."""

import streamlit as st

from lp_planner.domain.golden_thread import as_text, broken_links
from lp_planner.domain.people import Actor
from lp_planner.services.plan import plan_on_a_page
from lp_planner.services.questions import thread_of
from lp_planner.services.workspace import Workspace
from lp_planner.ui import (
    chart_panel,
    drawn,
    frame,
    plan_downloads,
    project_header,
    questions_panel,
    workbook_panel,
)
from lp_planner.ui.words import plain


def render() -> None:
    """Draw the plan of the project in the address."""
    with frame.page("Plan") as (workspace, actor):
        journey = project_header.open_journey(workspace, actor)
        project_header.draw(journey)
        project_id = journey.project.id
        st.markdown("Drawn from what you recorded. Change a record and the plan changes with it.")
        columns = plan_on_a_page(workspace, actor, project_id)
        for column, box in zip(columns, st.columns(len(columns), border=True), strict=True):
            with box:
                st.markdown(f"**{column.name}**  \n:gray[{column.question}]")
                for line in column.lines:
                    st.markdown(plain(line))
                if not column.lines:
                    st.caption("Nothing here yet")
        st.header("The golden thread")
        chart_panel.draw(drawn.logic_model(workspace, actor, project_id))
        _draw_thread(workspace, actor, project_id)
        found = drawn.questions(workspace, actor, project_id)
        questions_panel.draw(workspace, actor, project_id, found, where="plan")
        plan_downloads.draw(workspace, actor, project_id)
        workbook_panel.draw_download(workspace, actor, project_id)


def _draw_thread(workspace: Workspace, actor: Actor, project_id: str) -> None:
    thread = thread_of(workspace, actor, project_id)
    if broken := broken_links(thread):
        st.markdown(
            "**Where it ends in the air**\n"
            + "\n".join(f"- {plain(link.question)}" for link in broken)
        )
    if lines := as_text(thread):
        with st.expander("The thread in words"):
            st.markdown("\n".join(_listed(line) for line in lines))


def _listed(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f"{' ' * indent}- {plain(line.strip())}"
