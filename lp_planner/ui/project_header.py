"""The top of every project page: where am I, what next and why."""

import streamlit as st

from lp_planner.domain.people import Actor
from lp_planner.services.journey import Journey, project_journey
from lp_planner.services.projects import my_projects
from lp_planner.services.workspace import Workspace
from lp_planner.ui import feedback, navigation, session
from lp_planner.ui.words import plain

DONE = ":material/check_circle:"
OPEN = ":material/radio_button_unchecked:"


def open_journey(workspace: Workspace, actor: Actor) -> Journey:
    """The journey of the project in the address, or of the one last opened, or of the latest.

    Raises:
        NotFound: when there is no such project of the actor's.
    """
    wanted = session.open_project()
    if not wanted:
        mine = my_projects(workspace, actor)
        wanted = mine[0].id if mine else ""
    journey = project_journey(workspace, actor, wanted)
    session.remember_project(journey.project.id)
    return journey


def draw(workspace: Workspace, journey: Journey, page: str) -> None:
    """Draw the project's name, its pages and the next step."""
    item = navigation.BY_KEY[page]
    st.caption(plain(journey.project.title))
    st.title(item.title)
    with st.container(horizontal=True, gap="small"):
        for phase in workspace.library.pathway.phases:
            here = " (here)" if phase.key == journey.current.key else ""
            _tab(page, phase.key, f"{phase.name}{here}")
        for key in ("plan", "evidence", "impact"):
            _tab(page, key, navigation.BY_KEY[key].title)
    feedback.show_message()


def _tab(page: str, key: str, label: str) -> None:
    shown = f"**{label}**" if key == page else label
    navigation.link(key, shown, icon=navigation.BY_KEY[key].icon)


def draw_next_step(journey: Journey) -> None:
    """One sentence on what to do next and why, with one link."""
    step = journey.next_step
    if journey.current.is_stopped:
        st.info(
            f"{plain(journey.current.reason)}. A considered no is good leadership: what did you "
            "learn that belongs in your evidence?",
            icon=":material/flag:",
        )
        return
    if step is None:
        st.success(
            "Every step has something in it. What would a reader still ask?",
            icon=DONE,
        )
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Next: {step.step.name}.** {step.reason}")
        navigation.link(step.phase, "Go there", icon=":material/arrow_forward:", step=step.step.key)
