"""The one-page summary for governors, to take away."""

from collections.abc import Callable

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import SummaryReport
from lp_planner.services.cohort import summaries
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import downloads

Make = Callable[[Desk, Export[SummaryReport]], tuple[str, bytes]]


def draw(desk: Desk, make: Make) -> None:
    """Draw a button for each way out; the page is made when it is asked for."""
    st.subheader("One page for governors", anchor=False)
    st.markdown(
        "Numbers only, on one sheet of A4, with what they cannot say beside them. No names of "
        "staff and no titles of projects."
    )
    downloads.draw(
        summaries.summary_exports(),
        make=lambda export: make(desk, export),
        name=lambda export: summaries.summary_name(desk, export),
    )
