"""The project in the frame and at the head of its pages: where am I, what next and why."""

import streamlit as st

from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.domain.planning.pathway import Phase
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.journey import Journey
from lp_planner.ui.frame import drawn, feedback, navigation, search_panel, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, shortened

DONE = ":material/check_circle:"
OPEN = ":material/radio_button_unchecked:"


def open_journey(desk: Desk, here: str) -> Journey:
    """The journey of the project in the address, or of the one last opened, or of the latest.

    Raises:
        NothingYet: when the actor may have projects and has none; says what the page ``here`` is
            for.
        NotFound: when there is no such project of the actor's.
    """
    wanted = session.open_project_id()
    if not wanted:
        mine = my_projects(desk)
        if not mine:
            if can(desk.actor, Action.START_PROJECT):
                raise _nothing_yet(desk, here)
            message = "This page is about a project of one’s own, and you have none here."
            raise NotFound(message)
        wanted = mine[0].id
    journey = drawn.journey(desk, wanted)
    session.remember_project(journey.project.id)
    return journey


def _nothing_yet(desk: Desk, here: str) -> feedback.NothingYet:
    if phase := desk.library.pathway.phase_by_key.get(here):
        holds = [(item.name, item.says) for item in phase.items]
        return feedback.NothingYet(phase.purpose, holds)
    return feedback.NothingYet(navigation.BY_KEY[here].shows)


def draw(_: Journey) -> None:
    """Draw what is said at the head of a project's page; its name and path are in the frame."""
    feedback.show_message()


def choose(desk: Desk) -> list[Project]:
    """The actor's projects; where none is open, the latest one is, for every link of the frame."""
    mine = my_projects(desk) if can(desk.actor, Action.START_PROJECT) else []
    if mine and not session.open_project_id():
        session.put("open_project", mine[0].id)
    return mine


def draw_line(desk: Desk, mine: list[Project], here: str) -> None:
    """The second line of the frame: the project, its path with what is done, and when it was kept.

    Nothing where the actor has no project, and where the address names none of theirs.
    """
    wanted = session.open_project_id()
    if wanted not in {project.id for project in mine}:
        return
    journey = drawn.journey(desk, wanted)
    with st.container(
        key="path",
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        gap="small",
    ):
        with st.popover(
            plain(shortened(journey.project.title, 60)), type="tertiary", key=f"path-name-{wanted}"
        ):
            _draw_about(journey, [project for project in mine if project.id != wanted])
        with st.container(key="phases", horizontal=True, gap=None, width="content"):
            for phase in desk.library.pathway.phases:
                _draw_phase(journey, phase)
        kept = session.in_local_time(journey.kept_at)
        today = session.in_local_time(desk.now()).date()
        day = f"{kept:%H:%M}" if kept.date() == today else day_in_words(kept)
        with st.container(key="kept", width="content"):
            st.caption(f"kept {plain(day)}", width="content")
        if journey.project.is_from_demo and not desk.workspace.is_demo:
            st.badge("Demo data", icon=":material/science:", color="orange")
        with st.container(key="search", width="content"):
            search_panel.draw(here)


def _draw_phase(journey: Journey, phase: Phase) -> None:
    is_done, is_now = journey.is_phase_done(phase.key), phase.key == journey.current.key
    states = journey.of_phase(phase.key)
    done = sum(state.is_done for state in states if state.step.is_core)
    core = sum(state.step.is_core for state in states)
    st.page_link(
        navigation.target(phase.key),
        label=f"{'• ' if is_now else ''}{plain(phase.name)}{' ✓' if is_done else ''}",
        help=f"{done:d} of {core:d} core steps have what they ask for"
        + (f". The project is here: {plain(journey.current.reason)}" if is_now else ""),
        query_params={"project": journey.project.id},
    )


def _draw_about(journey: Journey, others: list[Project]) -> None:
    """What one click on a project's name tells: what it is for, where it is, and the others."""
    st.markdown(
        f"**{plain(journey.project.title)}**  \n"
        f":gray[Now in {plain(journey.current.name)}. {plain(journey.current.reason)}]"
    )
    draw_purpose(journey)
    if others:
        st.caption("Your other projects")
    for project in others:
        st.page_link(
            navigation.target("explore"),
            label=plain(shortened(project.title, 60)),
            icon=":material/folder_open:",
            query_params={"project": project.id},
        )


def draw_purpose(journey: Journey) -> None:
    """What will be better, for pupils and for colleagues alike; a way to say so where it is open.

    It stands on Home and Plan, and is one click on the project's name elsewhere, so that what is
    done is held against it.
    """
    priority = journey.priority
    told = (priority.benefit_pupils, priority.benefit_colleagues) if priority else ("", "")
    if any(told):
        pupils = _benefit("pupils", ":material/wb_sunny:", told[0])
        colleagues = _benefit("colleagues", ":material/diversity_3:", told[1])
        st.markdown(f"{pupils}  \n{colleagues}")
    if not all(told):
        label = "Say what will be better, and for whom"
        st.page_link(
            navigation.target("explore"),
            label=label,
            icon=":material/wb_sunny:",
            query_params={"project": journey.project.id, "step": "priority"},
        )


def _benefit(name: str, icon: str, words: str) -> str:
    return f"{icon} **Better for {name}:** {plain(shortened(words, 200)) or ':gray[not said yet]'}"
