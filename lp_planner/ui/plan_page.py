"""The plan on a page: five columns drawn from the records."""

import streamlit as st

from lp_planner.services.plan import plan_on_a_page
from lp_planner.ui import frame, project_header
from lp_planner.ui.words import plain


def render() -> None:
    """Draw the plan of the project in the address."""
    with frame.page("Plan") as (workspace, actor):
        journey = project_header.open_journey(workspace, actor)
        project_header.draw(journey)
        st.markdown("Drawn from what you recorded. Change a record and the plan changes with it.")
        columns = plan_on_a_page(workspace, actor, journey.project.id)
        for column, box in zip(columns, st.columns(len(columns), border=True), strict=True):
            with box:
                st.markdown(f"**{column.name}**  \n:gray[{column.question}]")
                for line in column.lines:
                    st.markdown(plain(line))
                if not column.lines:
                    st.caption("Nothing here yet")
