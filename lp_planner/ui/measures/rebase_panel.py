"""The place to say that a measure is now read against a new level."""

import streamlit as st

from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.rebasing import rebase_measure
from lp_planner.ui.frame import feedback, kept, session

KEY = "rebase"


def draw(desk: Desk, project_id: str, measure: Measure) -> None:
    """Draw the form, folded away: it is seldom needed."""
    with st.expander("Read this measure against a new level"):
        st.markdown(
            "When readings have moved to a better level, have stayed there for at least seven, and "
            "you know why, later readings can be read against the new level. The earlier stretch "
            "stays in the chart. The planner never does this by itself."
        )
        feedback.show_refusal(KEY)
        if not session.has(f"{KEY}|from_on"):
            session.put(f"{KEY}|from_on", None)
        st.date_input("From which day on?", key=f"{KEY}|from_on", format="DD/MM/YYYY", width=220)
        kept.prose(desk, "What is the known cause?", f"{KEY}|reason", height=72)
        st.button(
            "Use the new level", key=f"{KEY}|save", on_click=_save,
            args=(desk, project_id, measure.id),
        )  # fmt: skip


def _save(desk: Desk, project_id: str, measure_id: str) -> None:
    with feedback.attempt(KEY, says="Later readings are now read against the new level."):
        rebase_measure(
            desk,
            project_id,
            measure_id,
            from_on=session.value(f"{KEY}|from_on"),  # type: ignore[arg-type]
            reason=str(session.value(f"{KEY}|reason") or ""),
        )
