"""What others wrote about one's work, and a note beside it."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.self_assessment import notes_beside
from lp_planner.services.self_assessment.notes_beside import Written
from lp_planner.ui.frame import feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined


def draw(desk: Desk) -> None:
    """Draw it folded away, where somebody wrote something."""
    found = notes_beside.written_about_me(desk)
    if not found:
        return
    with st.expander("What others wrote about your work"):
        st.markdown(
            "These words are theirs and stay as they are. If something is wrong, put a note beside "
            "it: whoever answered you reads it there, and it is in the copy of your data."
        )
        for written in found:
            _draw(desk, written)


def _draw(desk: Desk, written: Written) -> None:
    key = f"beside|{written.subject}|{written.subject_id}"
    st.markdown(
        f"**{plain(joined(written.by, day_in_words(written.on), written.about))}**  \n"
        f"{plain(written.words)}"
    )
    kept.prose(desk, "My note beside it", f"{key}|words", start=written.note)
    feedback.show_refusal(key)
    st.button("Save the note", key=f"{key}|save", on_click=_save, args=(desk, written, key))


def _save(desk: Desk, written: Written, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    with feedback.attempt(key, says="Your note stands beside it."):
        notes_beside.put_note_beside(desk, written.subject, written.subject_id, words=words)
