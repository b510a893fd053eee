"""Sharing: how much the leader sees, the view as they have it, and who has looked."""

import streamlit as st

from lp_planner.domain.errors import PlannerError
from lp_planner.domain.people import Actor
from lp_planner.domain.project import Project, Sharing
from lp_planner.domain.sharing import OpeningPlace
from lp_planner.services import projects, sharing
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.ui import (
    asking_panel,
    feedback,
    frame,
    guests_panel,
    keeping_back_panel,
    leaving_panel,
    membership_panel,
    project_header,
    session,
    shared_view,
)
from lp_planner.ui.words import plain

PLACES = {OpeningPlace.LIST: "in the cohort’s list", OpeningPlace.PROJECT: "on its own page"}
LATEST = 20


def render() -> None:
    """Draw the sharing of the project in the address."""
    with frame.page("Sharing") as (workspace, actor):
        leaving_panel.leave_if_erased()
        journey = project_header.open_journey(workspace, actor)
        project_header.draw(journey)
        project = journey.project
        draw_quiet(workspace, actor, project.id)
        guests_panel.draw_emergencies(workspace, actor, project.id)
        _draw_level(workspace, actor, project)
        guests_panel.draw(workspace, actor, project.id)
        keeping_back_panel.draw(workspace, actor, project.id)
        _draw_mirror(workspace, actor, project.id)
        asking_panel.draw_asking(workspace, actor, project.id)
        _draw_log(workspace, actor, project.id)
        membership_panel.draw_mine(workspace, actor)
        leaving_panel.draw(workspace, actor, project)


def draw_quiet(workspace: Workspace, actor: Actor, project_id: str) -> None:
    """Ask what becomes of the project, where it has been quiet."""
    since = sharing.my_quiet_since(workspace, actor, project_id)
    if since is None:
        return
    terms = workspace.library.vocabularies["quiet_choices"].terms
    with st.container(border=True):
        st.markdown(f"**Nothing has been recorded since {day_in_words(since)}. What now?**")
        for term in terms:
            st.button(
                term.label,
                key=f"quiet|{project_id}|{term.key}",
                on_click=_answer_quiet,
                args=(workspace, actor, project_id, term.key),
            )
            st.caption(term.help)


def _answer_quiet(workspace: Workspace, actor: Actor, project_id: str, choice: str) -> None:
    try:
        sharing.answer_quiet(workspace, actor, project_id, choice=choice)
    except PlannerError as refused:
        feedback.say_next_time(refused.message)
        return
    feedback.say_next_time("Thank you. That is noted.")


def _draw_level(workspace: Workspace, actor: Actor, project: Project) -> None:
    st.header("What do you want to share?")
    st.markdown(
        "Only your cohort’s leader can see it, and only this much. You can take it back at any "
        "time; it is then gone from their page at once. Your self-assessment, your half-written "
        "answers and what was said in coaching are never shared. A shared project also counts in "
        "the numbers for your trust and your governors, which name nobody and show nothing small."
    )
    levels = workspace.library.vocabularies["sharing_levels"].by_key
    key = f"sharing|{project.id}|level"
    if not session.has(key):
        session.put(key, project.sharing.value)
    st.radio(
        "Your leader sees",
        list(levels),
        key=key,
        format_func=lambda level: levels[level].label,
        captions=[term.help for term in levels.values()],
        on_change=_share,
        args=(workspace, actor, project, key),
    )


def _share(workspace: Workspace, actor: Actor, project: Project, key: str) -> None:
    level = Sharing(str(session.value(key)))
    session.forget(key)
    try:
        projects.share_progress(
            workspace, actor, project.id, sharing=level, version=project.version
        )
    except PlannerError as refused:
        feedback.say_next_time(refused.message)
        return
    label = workspace.library.term_label("sharing_levels", level.value)
    feedback.say_next_time(f"Saved. Your leader sees: {label.lower()}.")


def _draw_mirror(workspace: Workspace, actor: Actor, project_id: str) -> None:
    st.header("What my leader sees")
    view = sharing.what_my_leader_sees(workspace, actor, project_id)
    if view is None:
        st.info("Nothing. Your leader does not know of this project.", icon=":material/lock:")
        return
    with st.container(border=True):
        shared_view.draw(view)


def _draw_log(workspace: Workspace, actor: Actor, project_id: str) -> None:
    st.header("Who has looked")
    looks = sharing.who_looked(workspace, actor, project_id)
    if not looks:
        st.markdown("Nobody so far. Every opening will stand here; only you can read this list.")
        return
    levels = workspace.library.vocabularies["sharing_levels"]
    st.markdown(
        "\n".join(
            f"- {day_in_words(look.at.date())}, {look.at:%H:%M}: {plain(look.name)}, "
            f"{PLACES[look.place]} ({levels.label(look.level.value).lower()})"
            for look in looks[:LATEST]
        )
    )
    if len(looks) > LATEST:
        with st.expander(f"All {len(looks)} openings"):
            for look in looks[LATEST:]:
                st.markdown(
                    f"{day_in_words(look.at.date())}, {look.at:%H:%M}: {plain(look.name)}, "
                    f"{PLACES[look.place]} ({levels.label(look.level.value).lower()})"
                )
