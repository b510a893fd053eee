"""The one-page summary for governors, to take away."""

from collections.abc import Callable

import streamlit as st

from lp_planner.domain.people import Actor
from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import SummaryReport
from lp_planner.services import summaries
from lp_planner.services.workspace import Workspace

Make = Callable[[Workspace, Actor, Export[SummaryReport]], tuple[str, bytes]]


def draw(workspace: Workspace, actor: Actor, make: Make) -> None:
    """Draw a button for each way out; the page is made when it is asked for."""
    st.subheader("One page for governors", anchor=False)
    st.markdown(
        "Numbers only, on one sheet of A4, with what they cannot say beside them. No names of "
        "staff and no titles of projects."
    )
    with st.container(horizontal=True):
        for export in summaries.summary_exports():
            st.download_button(
                export.label,
                data=_maker(workspace, actor, export, make),
                file_name=summaries.summary_name(workspace, actor, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(
    workspace: Workspace, actor: Actor, export: Export[SummaryReport], make: Make
) -> Callable[[], bytes]:
    return lambda: make(workspace, actor, export)[1]
