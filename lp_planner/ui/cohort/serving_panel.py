"""Which of the school's priorities a plan serves, said by its lead."""

import streamlit as st

from lp_planner.services.cohort import school_priorities
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import joined


def draw(desk: Desk, project_id: str) -> None:
    """Draw the choice, where the school has entered priorities and the plan has its own."""
    serves = school_priorities.what_it_serves(desk, project_id)
    if serves is None:
        return
    labels = {p.id: joined(p.title, p.source, p.owner) for p in serves.choices}
    key = f"serves|{project_id}"
    session.put(key, serves.chosen)
    st.selectbox(
        "Which of the school’s priorities does your plan serve?",
        ["", *labels],
        key=key,
        format_func=lambda id_: plain(labels[id_]) if id_ else "None of them, or not said",
        help="Whoever you share the project with sees it, from progress on.",
        on_change=_serve,
        args=(desk, project_id, key),
    )


def _serve(desk: Desk, project_id: str, key: str) -> None:
    with feedback.attempt(says="Saved. Your plan serves it."):
        school_priorities.serve(desk, project_id, str(session.value(key) or ""))
