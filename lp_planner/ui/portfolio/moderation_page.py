"""Moderation: one frozen copy by a link, and feedback on it; no account, no menu, nothing else."""

from urllib.parse import quote

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.portfolio.portfolio_copy import CopyBehind
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.portfolio import moderation
from lp_planner.services.portfolio.moderation import Opened
from lp_planner.ui.frame import feedback, runtime, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.portfolio import copy_view

FIELDS = ("level", "feedback")
UNSURE = ""
NAME = "moderator"


def render() -> None:
    """Draw the copy that the link in the address opens."""
    st.title("Moderation")
    token = session.asked("token")
    try:
        workspace = runtime.workspace_of_link(token)
        opened = moderation.open_submission(workspace, token, visit=session.form_id("visit"))
    except NotFound as missing:
        st.info(plain(missing.message), icon=":material/explore_off:")
        st.markdown("Please ask the person who sent you the link for a new one.")
        return
    except PlannerError as refused:
        # No action of a form: without the copy there is no page.
        st.error(plain(refused.message), icon=":material/error:")
        return
    if opened.portfolio.is_demo:
        st.badge("Demonstration data", icon=":material/science:", color="orange")
    feedback.show_message()
    st.markdown(
        f"This link was made for {plain(opened.for_whom)}. Each time it is opened, or a file in "
        "it is taken, the lead practitioner can see the day and the hour. Your feedback stands "
        "beside their own view and is never merged with it."
    )

    def file_address(thing: CopyBehind) -> str:
        there = thing.sha256 in opened.files
        return f"/moderation/file/{thing.sha256}?token={quote(token)}" if there else ""

    copy_view.draw_cover(opened.portfolio, opened.sha256)
    _draw_name(opened)
    for standard in opened.portfolio.standards:
        st.header(f"{plain(standard.key)} {plain(standard.title)}")
        copy_view.draw_standard(standard, file_address=file_address)
        with st.container(border=True):
            _draw_feedback(workspace, token, opened, standard.key)
    st.divider()
    st.html(
        "<small>LP Planner is a planning aid. It is not an SSAT product and is never part of "
        "appraisal.</small>"
    )


def _draw_name(opened: Opened) -> None:
    if not session.has(NAME):
        given = [rating.moderator for rating in opened.ratings.values()]
        session.put(NAME, given[-1] if given else opened.for_whom)
    st.text_input("Your name or role, as the lead practitioner will see it", key=NAME)


def _draw_feedback(workspace: Workspace, token: str, opened: Opened, standard: str) -> None:
    key = f"rating|{opened.link_id}|{standard}"
    given = opened.ratings.get(standard)
    if not session.has(f"{key}|feedback"):
        draft = moderation.moderator_draft(workspace, token, standard)
        session.put(f"{key}|level", draft.get("level", given.level if given else UNSURE))
        session.put(f"{key}|feedback", draft.get("feedback", given.feedback if given else ""))

    def keep() -> None:
        values = {name: session.value(f"{key}|{name}") for name in FIELDS}
        with feedback.attempt(key, forgets=()):
            moderation.keep_moderator_draft(workspace, token, standard, values)

    def give() -> None:
        _give(workspace, token, standard, key)

    feedback.show_refusal(key)
    levels = _levels(workspace.library)
    st.radio(
        f"Which level do you see for {plain(standard)}?",
        list(levels),
        key=f"{key}|level",
        format_func=lambda level: plain(levels[level]),
        horizontal=True,
        on_change=keep,
    )
    st.text_area(
        f"Your feedback on {plain(standard)}",
        key=f"{key}|feedback",
        height=96,
        placeholder="What convinced you? What would you still like to see?",
        on_change=keep,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(f"Give feedback on {plain(standard)}", key=f"{key}|give", on_click=give)
        if given:
            level = plain(levels.get(given.level, given.level))
            st.caption(f"Given: {level}. Giving it again replaces it.")


def _levels(library: Library) -> dict[str, str]:
    return {UNSURE: "I cannot tell yet", **{v.key: v.name for v in library.framework.levels}}


def _give(workspace: Workspace, token: str, standard: str, key: str) -> None:
    said = f"Your feedback on {standard} is with the lead practitioner."
    with feedback.attempt(key, says=said, forgets=(f"{key}|",)):
        moderation.rate_standard(
            workspace,
            token,
            standard=standard,
            level=str(session.value(f"{key}|level") or ""),
            feedback=str(session.value(f"{key}|feedback") or ""),
            moderator=str(session.value(NAME) or ""),
        )
