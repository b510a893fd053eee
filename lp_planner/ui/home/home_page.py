"""Home: this week's three, what happened, and where the project stands."""

import streamlit as st

from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import cohort_dates_panel, guests_panel, invited_page, membership_panel
from lp_planner.ui.frame import feedback, navigation, page, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.home import (
    beginning_panel,
    jotting_panel,
    other_home,
    projects_panel,
    standing_panel,
    this_week_panel,
)
from lp_planner.ui.planning import celebration_panel
from lp_planner.ui.self_assessment import notes_beside_panel

QUICK = (
    ("coaching", "Note a coaching conversation", ":material/forum:"),
    ("visits", "Note a visit", ":material/visibility:"),
)
"""What is written most often, one click from its form."""


def render() -> None:
    """Draw the home page for whoever asks."""
    with page.framed() as desk:
        if not can(desk.actor, Action.START_PROJECT):
            other_home.draw(desk)
            return
        if projects.my_projects(desk):
            _draw_project(desk)
        else:
            _draw_empty(desk)
        notes_beside_panel.draw(desk)


def _draw_empty(desk: Desk) -> None:
    """The home of somebody who has no project yet."""
    name = desk.actor.name.split(" ")[0]
    st.title(f"Hello, {plain(name)}" if name else "Your projects")
    _draw_calls(desk)
    beginning_panel.draw_first(desk)
    cohort_dates_panel.draw_next(desk)
    st.subheader("What happened?", anchor=False)
    jotting_panel.draw_box(desk)
    jotting_panel.draw_waiting(desk)


def _draw_calls(desk: Desk) -> None:
    """What was done just now, and what somebody else asks for."""
    feedback.show_message()
    membership_panel.draw_invitations(desk)
    invited_page.draw_on_home(desk)


def _draw_project(desk: Desk) -> None:
    journey = project_header.open_journey(desk, "home")
    project = journey.project
    mine = projects.my_projects(desk)
    work, glance = st.columns([7, 3], gap="large")
    with work:
        st.title("This week")
        _draw_calls(desk)
        guests_panel.draw_emergencies(desk, project.id)
        this_week_panel.draw(desk, journey)
        st.subheader("What happened?", anchor=False)
        jotting_panel.draw_box(desk)
        standing_panel.draw_could_speak(desk, project.id)
        jotting_panel.draw_waiting(desk, project.id)
        with st.container(horizontal=True):
            for step, label, icon in QUICK:
                navigation.link("deliver", label, icon=icon, step=step, add="yes")
    with glance:
        st.markdown(f"**{plain(project.title)}**")
        titles = {p.id: p.title for p in mine}
        if project.carries_on_from in titles:
            st.caption(f"Carries on from {plain(titles[project.carries_on_from])}")
        standing_panel.draw(desk, journey)
    celebration_panel.draw(desk, project.id)
    projects_panel.draw(desk, project, mine)
