"""The top of every project page: where am I, what next and why."""

import streamlit as st

from lp_planner.domain.records.errors import NotFound
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.journey import Journey, project_journey
from lp_planner.ui.frame import feedback, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

DONE = ":material/check_circle:"
OPEN = ":material/radio_button_unchecked:"


def open_journey(desk: Desk) -> Journey:
    """The journey of the project in the address, or of the one last opened, or of the latest.

    Raises:
        NotFound: when there is no such project of the actor's.
    """
    wanted = session.open_project_id()
    if not wanted:
        mine = my_projects(desk)
        if not mine:
            message = "There is no project yet. Start one on the home page; this page then fills."
            raise NotFound(message)
        wanted = mine[0].id
    journey = project_journey(desk, wanted)
    session.remember_project(journey.project.id)
    return journey


def draw(journey: Journey) -> None:
    """Draw the project's name and where it stands."""
    st.markdown(
        f"**{plain(journey.project.title)}** · now in {plain(journey.current.name)}  \n"
        f":gray[{plain(journey.current.reason)}]"
    )
    if journey.project.is_from_demo:
        st.badge("Demonstration data", icon=":material/science:", color="orange")
    draw_purpose(journey)
    feedback.show_message()


def draw_purpose(journey: Journey) -> None:
    """What will be better, for pupils and for colleagues alike; a way to say so where it is open.

    It stays in sight on every page of a project, so that what is done is held against it.
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
