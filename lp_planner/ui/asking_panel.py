"""Asking the leader for help, and answering: the two ends of one short exchange."""

import streamlit as st

from lp_planner.domain.errors import PlannerError
from lp_planner.domain.people import Actor
from lp_planner.services import asking
from lp_planner.services.asking import Asked
from lp_planner.services.drafts import draft_of, drop_draft, keep_draft
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.ui import feedback, session
from lp_planner.ui.words import plain


def draw_asking(workspace: Workspace, actor: Actor, project_id: str) -> None:
    """Draw the lead practitioner's end."""
    st.header("Ask for help")
    st.markdown("Is something in the way that your leader could move? Only these words reach them.")
    key = f"help|{project_id}"
    _box(workspace, actor, key, "What would you like help with?")
    st.button("Ask", key=f"{key}|send", on_click=_ask, args=(workspace, actor, project_id, key))
    for asked in asking.my_requests(workspace, actor, project_id):
        _draw(asked)
        if not asked.answer:
            st.button(
                "Take this back",
                key=f"help|back|{asked.request_id}",
                type="tertiary",
                on_click=_take_back,
                args=(workspace, actor, asked.request_id),
            )


def draw_answering(workspace: Workspace, actor: Actor) -> None:
    """Draw the leader's end, where somebody has asked."""
    found = asking.requests_to_me(workspace, actor)
    if not found:
        return
    st.header("Asked for help")
    for asked in found:
        with st.container(border=True):
            who = " · ".join(part for part in (asked.lead, asked.project) if part)
            st.markdown(f"**{plain(who)}**")
            _draw(asked)
            if asked.answer:
                continue
            key = f"answer|{asked.request_id}"
            _box(workspace, actor, key, "Your answer")
            st.button(
                "Answer", key=f"{key}|send", on_click=_answer, args=(workspace, actor, asked, key)
            )


def _draw(asked: Asked) -> None:
    st.markdown(f"{day_in_words(asked.asked_on)}: {plain(asked.asked)}")
    if asked.answer and asked.answered_on:
        when = day_in_words(asked.answered_on)
        st.markdown(f"{plain(asked.answered_by)}, {when}: {plain(asked.answer)}")
        if asked.note:
            st.markdown(f"Beside it, {plain(asked.lead)}: {plain(asked.note)}")
    else:
        st.caption("Not answered yet")


def _box(workspace: Workspace, actor: Actor, key: str, label: str) -> None:
    """A text box whose words are kept as a draft."""
    name = f"{key}|words"
    if not session.has(name):
        session.put(name, str(draft_of(workspace, actor, key).get("words", "")))
    st.text_area(
        label, key=name, max_chars=5000, on_change=_keep, args=(workspace, actor, key, name)
    )
    if message := session.take(f"{key}|error"):
        st.error(str(message))


def _keep(workspace: Workspace, actor: Actor, key: str, name: str) -> None:
    keep_draft(workspace, actor, key, {"words": session.value(name)})


def _ask(workspace: Workspace, actor: Actor, project_id: str, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    try:
        asking.ask_for_help(workspace, actor, project_id, asked=words, form_id=session.form_id(key))
    except PlannerError as refused:
        session.put(f"{key}|error", refused.message)
        return
    _done(workspace, actor, key, "Your leader can read it now. The answer will stand here.")


def _answer(workspace: Workspace, actor: Actor, asked: Asked, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    try:
        asking.answer_help(workspace, actor, asked.request_id, answer=words, version=asked.version)
    except PlannerError as refused:
        session.put(f"{key}|error", refused.message)
        return
    _done(workspace, actor, key, "Answered.")


def _take_back(workspace: Workspace, actor: Actor, request_id: str) -> None:
    asking.take_back(workspace, actor, request_id)
    feedback.say_next_time("Taken back.")


def _done(workspace: Workspace, actor: Actor, key: str, message: str) -> None:
    drop_draft(workspace, actor, key)
    session.forget(key)
    feedback.say_next_time(message)
