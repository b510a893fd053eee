"""Moderation: one frozen copy by a link, and feedback on it; no account, no menu, nothing else."""

from urllib.parse import quote

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.portfolio.portfolio import ModeratorRating
from lp_planner.domain.portfolio.portfolio_copy import CopyBehind
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.portfolio import moderation
from lp_planner.services.portfolio.moderation import Opened
from lp_planner.ui.frame import feedback, runtime, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.portfolio import copy_view
from lp_planner.wording import joined, listed

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

    copy, told_first = opened.portfolio, opened.portfolio.told_first
    copy_view.draw_cover(copy, opened.sha256)
    _draw_contents(opened)
    _draw_name(workspace, token, opened)
    for number, project in enumerate(copy.projects):
        st.header(f"The project: {plain(project.title)}", anchor=f"project-{number:d}")
        copy_view.draw_project(project, place=f"project|{number:d}")
    for number, standard in enumerate(copy.standards):
        if not standard.is_put_forward:
            continue
        st.header(f"{plain(standard.key)} {plain(standard.title)}", anchor=f"standard-{number:d}")
        read, say = st.columns([3, 2], gap="large")
        with read:
            copy_view.draw_standard(
                standard,
                told_first,
                place="copy",
                of=copy.number_of_pieces,
                file_address=file_address,
            )
        with say, st.container(border=True):
            _draw_feedback(workspace, token, opened, standard.key)
    _draw_not_put_forward(workspace, token, opened)
    _draw_whole(workspace, token, opened)
    st.divider()
    st.html(
        "<small>LP Planner is a planning aid. It is not an SSAT product and is never part of "
        "appraisal.</small>"
    )


def _draw_contents(opened: Opened) -> None:
    """What is in the copy, how far this reader has come, and where each part stands."""
    copy = opened.portfolio
    there = [standard for standard in copy.standards if standard.is_put_forward]
    rated = [standard.key for standard in there if standard.key in opened.ratings]
    st.subheader(f"Contents: {len(rated):d} of {len(there):d} rated", anchor="contents")
    lines = [
        f"- [The project: {plain(project.title)}](#project-{number:d})"
        for number, project in enumerate(copy.projects)
    ]
    for number, standard in enumerate(copy.standards):
        if not standard.is_put_forward:
            continue
        state = joined(standard.level_name, "rated" if standard.key in rated else "")
        name = plain(f"{standard.key} {standard.title}")
        lines.append(f"- [{name}](#standard-{number:d}) {plain(state)}")
    lines.append("- [On the whole](#on-the-whole)")
    st.markdown("\n".join(lines))
    if opened.overall and opened.overall.is_finished:
        st.success("You said that you have finished. You can still change what you gave.")


def _draw_not_put_forward(workspace: Workspace, token: str, opened: Opened) -> None:
    """The standards that nothing is said for; a word on them is still welcome."""
    rest = [standard for standard in opened.portfolio.standards if not standard.is_put_forward]
    if not rest:
        return
    with st.expander(f"Nothing is put forward for {plain(listed([s.key for s in rest]))}"):
        for standard in rest:
            st.markdown(f"**{plain(standard.key)} {plain(standard.title)}**")
            _draw_feedback(workspace, token, opened, standard.key)


def _draw_name(workspace: Workspace, token: str, opened: Opened) -> None:
    if not session.has(NAME):
        given = [rating.moderator for rating in opened.ratings.values()]
        draft = moderation.moderator_draft(workspace, token, NAME)
        session.put(NAME, draft.get(NAME, given[-1] if given else opened.for_whom))

    def keep() -> None:
        with feedback.attempt(NAME, forgets=()):
            said = {NAME: session.value(NAME)}
            moderation.keep_moderator_draft(workspace, token, NAME, said)

    st.text_input(
        "Your name or role, as the lead practitioner will see it", key=NAME, on_change=keep
    )


def _begin(
    workspace: Workspace, token: str, key: str, standard: str, given: ModeratorRating | None
) -> None:
    """Put into the boxes what was typed before, else what was given, and note its version."""
    if session.has(f"{key}|feedback"):
        return
    draft = moderation.moderator_draft(workspace, token, standard)
    session.put(f"{key}|level", draft.get("level", given.level if given else UNSURE))
    session.put(f"{key}|feedback", draft.get("feedback", given.feedback if given else ""))
    session.put(f"{key}|version", given.version if given else 0)


def _draw_stale(key: str, given: ModeratorRating | None) -> None:
    """What was given in another tab, beside what is in the box here."""
    if given and session.value(f"{key}|stale"):
        session.put(f"{key}|version", given.version)
        st.warning(
            f"In another tab you gave: “{plain(given.feedback)}”. What you typed here is still in "
            "the box; giving it again replaces the other.",
            icon=":material/tab:",
        )


def _draw_given(opened: Opened, given: ModeratorRating, said: str) -> None:
    st.caption(f"Given: {plain(said)}. Giving it again replaces it.")
    if note := opened.notes.get(given.id):
        st.caption(f"Beside it, the lead practitioner: {plain(note)}")


def _draw_feedback(workspace: Workspace, token: str, opened: Opened, standard: str) -> None:
    key = f"rating|{opened.link_id}|{standard}"
    given = opened.ratings.get(standard)
    _begin(workspace, token, key, standard, given)

    def keep() -> None:
        values = {name: session.value(f"{key}|{name}") for name in FIELDS}
        with feedback.attempt(key, forgets=()):
            moderation.keep_moderator_draft(workspace, token, standard, values)

    def give() -> None:
        _give(workspace, token, standard, key)

    feedback.show_refusal(key)
    _draw_stale(key, given)
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
    st.button(f"Give feedback on {plain(standard)}", key=f"{key}|give", on_click=give)
    if given:
        _draw_given(opened, given, levels.get(given.level, given.level))


def _draw_whole(workspace: Workspace, token: str, opened: Opened) -> None:
    """A comment on all of it, and the word that nothing more will come."""
    key = f"rating|{opened.link_id}|whole"
    given = opened.overall
    _begin(workspace, token, key, moderation.WHOLE, given)

    def keep() -> None:
        values = {"feedback": session.value(f"{key}|feedback")}
        with feedback.attempt(key, forgets=()):
            moderation.keep_moderator_draft(workspace, token, moderation.WHOLE, values)

    def give(*, is_finished: bool) -> None:
        said = "Finished. Thank you." if is_finished else "Your comment is with its owner."
        with feedback.attempt(
            key,
            says=said,
            forgets=(f"{key}|",),
            if_stale=lambda: session.put(f"{key}|stale", new="yes"),
        ):
            moderation.sum_up(
                workspace,
                token,
                feedback=str(session.value(f"{key}|feedback") or ""),
                moderator=str(session.value(NAME) or ""),
                is_finished=is_finished,
                version=_version(key),
            )

    st.header("On the whole", anchor="on-the-whole")
    feedback.show_refusal(key)
    _draw_stale(key, given)
    st.text_area(
        "Your comment on the whole",
        key=f"{key}|feedback",
        height=120,
        placeholder="What stays with you? What would make it stronger?",
        on_change=keep,
    )
    with st.container(horizontal=True):
        st.button(
            "Give this comment", key=f"{key}|give", on_click=give, kwargs={"is_finished": False}
        )
        st.button(
            "I have finished",
            key=f"{key}|finish",
            type="primary",
            icon=":material/check:",
            on_click=give,
            kwargs={"is_finished": True},
        )
    if given:
        _draw_given(opened, given, "finished" if given.is_finished else "not finished yet")


def _version(key: str) -> int:
    found = session.value(f"{key}|version")
    return found if isinstance(found, int) else 0


def _levels(library: Library) -> dict[str, str]:
    return {UNSURE: "I cannot tell yet", **{v.key: v.name for v in library.framework.levels}}


def _give(workspace: Workspace, token: str, standard: str, key: str) -> None:
    said = f"Your feedback on {standard} is with the lead practitioner."
    with feedback.attempt(
        key,
        says=said,
        forgets=(f"{key}|",),
        if_stale=lambda: session.put(f"{key}|stale", new="yes"),
    ):
        moderation.rate_standard(
            workspace,
            token,
            standard=standard,
            level=str(session.value(f"{key}|level") or ""),
            feedback=str(session.value(f"{key}|feedback") or ""),
            moderator=str(session.value(NAME) or ""),
            version=_version(key),
        )
