"""A box of the self-assessment for an answer or a note, kept as it is left."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.self_assessment import self_assessment
from lp_planner.services.self_assessment.self_assessment import SelfAssessment
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain


def draw(
    desk: Desk,
    mine: SelfAssessment,
    place: str,
    standard: str,
    level: str,
    question: str,
    *,
    help_: str = "",
) -> None:
    """Draw the box, filled with what was said before; ``place`` begins the keys of its widgets."""
    key = f"{place}|{level}|{question}"
    stands = mine.thought(standard, level, question)
    if not session.has(key):
        session.put(key, stands)
        session.put(f"{key}|seen", stands)

    def side_by_side() -> None:
        session.put(f"{key}|stale", new=True)

    def keep() -> None:
        text = str(session.value(key) or "")
        with feedback.attempt(
            key, forgets=(), before=feedback.ONLY_HERE, if_stale=side_by_side
        ) as tried:
            self_assessment.keep_thought(
                desk, text, seen=str(session.value(f"{key}|seen") or ""),
                standard=standard, level=level, question=question,
            )  # fmt: skip
        if tried.is_done:
            session.take(f"{key}|stale")
            session.put(f"{key}|seen", text)

    def keep_mine() -> None:
        session.put(f"{key}|seen", stands)
        keep()

    def use_the_other() -> None:
        session.take(f"{key}|stale")
        session.put(key, stands)
        session.put(f"{key}|seen", stands)

    if session.value(f"{key}|stale"):
        st.warning(
            "Something else was written here in another tab while you were writing. Your words "
            "are below; the others are here.",
            icon=":material/difference:",
        )
        st.markdown(plain(stands) or "Nothing")
        with st.container(horizontal=True):
            st.button("Keep mine", key=f"{key}|mine", on_click=keep_mine)
            st.button("Use the others", key=f"{key}|other", on_click=use_the_other)
    st.text_area(
        plain(question) if question else f"Your notes on {plain(standard)}",
        key=key,
        height=96,
        help=plain(help_) or None,
        on_change=keep,
    )
    feedback.show_refusal(key)
