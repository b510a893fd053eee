"""You: your settings and your data, to be changed, taken along or erased."""

import streamlit as st

from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.services.accounts import people
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, page
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.safekeeping import copies_panel, leaving_panel, own_data_panel


def render() -> None:
    """Draw the settings and the data of whoever asks."""
    with page.framed("Settings and your data") as desk:
        leaving_panel.leave_if_erased()
        feedback.show_message()
        if not desk.workspace.is_demo:
            _draw_about_me(desk)
        if not can(desk.actor, Action.START_PROJECT):
            return
        mine = my_projects(desk)
        own_data_panel.draw(desk, has_projects=bool(mine))
        if desk.workspace.is_for_one:
            with st.expander("Copies of your planner"):
                copies_panel.draw(desk)
            for project in mine:
                leaving_panel.draw(desk, project)
        if not desk.workspace.is_demo:
            leaving_panel.draw_all(desk)


def _draw_about_me(desk: Desk) -> None:
    person, school = people.about_me(desk)
    with st.expander("About you (shown on your exports)"), st.form("about", border=False):
        name = st.text_input("Your name", value=person.name)
        job = st.text_input(
            "Your role",
            value=person.job_title,
            placeholder="Teaching assistant",
            help="In your own words. The examples in the forms suit what you do.",
        )
        place = school.name
        if desk.workspace.is_school:
            st.caption(f"Your school: {plain(school.name)}")
        else:
            place = st.text_input(
                "Your school",
                value=school.name,
                placeholder="Oakfield Primary School",
                help="With its kind, such as nursery, primary, high school or special school: the "
                "examples in the forms then come from such a school.",
            )
        if st.form_submit_button("Save"):
            people.introduce_myself(desk, name=name, job_title=job, school=place)
            feedback.say_next_time("Saved.")
            st.rerun()
