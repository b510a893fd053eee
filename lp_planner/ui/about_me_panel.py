"""What others wrote about one's work, and a note beside it."""

import streamlit as st

from lp_planner.domain.errors import PlannerError, ValidationFailed
from lp_planner.domain.people import Actor
from lp_planner.services import about_me
from lp_planner.services.about_me import Written
from lp_planner.services.drafts import draft_of, drop_draft, keep_draft
from lp_planner.services.words import day_in_words, joined
from lp_planner.services.workspace import Workspace
from lp_planner.ui import feedback, session
from lp_planner.ui.words import plain


def draw(workspace: Workspace, actor: Actor) -> None:
    """Draw it folded away, where somebody wrote something."""
    found = about_me.written_about_me(workspace, actor)
    if not found:
        return
    with st.expander("What others wrote about your work"):
        st.markdown(
            "These words are theirs and stay as they are. If something is wrong, put a note beside "
            "it: whoever answered you reads it there, and it is in the copy of your data."
        )
        for written in found:
            _draw(workspace, actor, written)


def _draw(workspace: Workspace, actor: Actor, written: Written) -> None:
    key = f"beside|{written.subject}|{written.subject_id}"
    name = f"{key}|words"
    st.markdown(
        f"**{plain(joined(written.by, day_in_words(written.on), written.about))}**  \n"
        f"{plain(written.words)}"
    )
    if not session.has(name):
        draft = draft_of(workspace, actor, key)
        session.put(name, str(draft.get("words", written.note)))
    st.text_area(
        "My note beside it",
        key=name,
        max_chars=5000,
        on_change=_keep,
        args=(workspace, actor, key, name),
    )
    if message := session.take(f"{key}|error"):
        st.error(str(message))
    st.button(
        "Save the note", key=f"{key}|save", on_click=_save, args=(workspace, actor, written, key)
    )


def _keep(workspace: Workspace, actor: Actor, key: str, name: str) -> None:
    keep_draft(workspace, actor, key, {"words": session.value(name)})


def _save(workspace: Workspace, actor: Actor, written: Written, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    try:
        about_me.put_note_beside(workspace, actor, written.subject, written.subject_id, words=words)
    except ValidationFailed as refused:
        session.put(f"{key}|error", " ".join(refused.errors.values()))
        return
    except PlannerError as refused:
        session.put(f"{key}|error", refused.message)
        return
    drop_draft(workspace, actor, key)
    session.forget(key)
    feedback.say_next_time("Your note stands beside it.")
