"""Asking the leader for help, and answering: the two ends of one short exchange."""

import streamlit as st

from lp_planner.services.cohort import help_requests, memberships
from lp_planner.services.cohort.help_requests import Asked
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined


def draw_waiting(desk: Desk) -> None:
    """Draw for the leader what waits for an answer, to be answered here."""
    waiting = [asked for asked in help_requests.requests_to_me(desk) if not asked.answer]
    if waiting:
        st.subheader("Asked of you", anchor=False)
    for asked in waiting:
        _draw_one(desk, asked)


def draw_asking(desk: Desk, project_id: str) -> None:
    """Draw the lead practitioner's end."""
    st.header("Ask for help")
    leaders = [cohort.leader for cohort in memberships.my_cohorts(desk)]
    if not leaders:
        st.markdown("You belong to no cohort, so there is no leader here whom you could ask.")
        _draw_asked(desk, project_id)
        return
    who = plain(" or ".join(dict.fromkeys(leaders)))
    st.markdown(
        f"Is something in the way that {who} could move? Only these words reach them, and nobody "
        "who looks after a cohort of yours later."
    )
    key = f"help|{project_id}"
    _box(desk, key, "What would you like help with?")
    st.button("Ask", key=f"{key}|send", on_click=_ask, args=(desk, project_id, key))
    _draw_asked(desk, project_id)


def _draw_asked(desk: Desk, project_id: str) -> None:
    for asked in help_requests.my_requests(desk, project_id):
        _draw(asked)
        if not asked.answer:
            st.button(
                "Take this back",
                key=f"help|back|{asked.request_id}",
                type="tertiary",
                on_click=_take_back,
                args=(desk, asked.request_id),
            )


def draw_answering(desk: Desk) -> None:
    """Draw the leader's end: what waits first, then what was answered."""
    st.subheader("Asked for help", anchor=False)
    found = help_requests.requests_to_me(desk)
    if not found:
        st.markdown("Nobody has asked you for help so far.")
    for asked in found:
        _draw_one(desk, asked)


def _draw_one(desk: Desk, asked: Asked) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(joined(asked.lead, asked.project))}**")
        _draw(asked)
        if asked.answer:
            return
        key = f"answer|{asked.request_id}"
        _box(desk, key, "Your answer")
        st.button("Answer", key=f"{key}|send", on_click=_answer, args=(desk, asked, key))


def _draw(asked: Asked) -> None:
    st.markdown(f"{day_in_words(asked.asked_on)}: {plain(asked.asked)}")
    if asked.answer and asked.answered_on:
        when = day_in_words(asked.answered_on)
        st.markdown(f"{plain(asked.answered_by)}, {when}: {plain(asked.answer)}")
        if asked.note:
            st.markdown(f"Beside it, {plain(asked.lead)}: {plain(asked.note)}")
    else:
        st.caption("Not answered yet")


def _box(desk: Desk, key: str, label: str) -> None:
    kept.prose(desk, label, f"{key}|words")
    feedback.show_refusal(key)


def _ask(desk: Desk, project_id: str, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    said = "Your leader can read it now. The answer will stand here."
    with feedback.attempt(key, says=said):
        help_requests.ask_for_help(desk, project_id, asked=words, form_id=session.form_id(key))


def _answer(desk: Desk, asked: Asked, key: str) -> None:
    words = str(session.value(f"{key}|words") or "")
    with feedback.attempt(key, says="Answered."):
        help_requests.answer_help(desk, asked.request_id, answer=words, version=asked.version)


def _take_back(desk: Desk, request_id: str) -> None:
    help_requests.take_back(desk, request_id)
    feedback.say_next_time("Taken back.")
