"""The one-page summary for governors, to take away."""

from collections.abc import Callable

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import SummaryReport
from lp_planner.services.cohort import summaries
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame.safe_words import plain

Make = Callable[[Desk, Export[SummaryReport]], tuple[str, bytes]]


def draw(desk: Desk, make: Make) -> None:
    """Draw a button for each way out; the page is made when it is asked for."""
    st.subheader("One page for governors", anchor=False)
    st.markdown(
        "Numbers only, on one sheet of A4, with what they cannot say beside them. No names of "
        "staff and no titles of projects."
    )
    with st.container(horizontal=True):
        for export in summaries.summary_exports():
            st.download_button(
                plain(export.label),
                data=_maker(desk, export, make),
                file_name=summaries.summary_name(desk, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(desk: Desk, export: Export[SummaryReport], make: Make) -> Callable[[], bytes]:
    return lambda: make(desk, export)[1]
