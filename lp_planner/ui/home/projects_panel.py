"""All of somebody's projects, folded away: another one to open, its name, and a new one."""

import streamlit as st

from lp_planner.domain.records.project import Project
from lp_planner.services.cohort import levels
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.coverage import standards_over_all
from lp_planner.ui.frame import feedback, navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.home import beginning_panel
from lp_planner.ui.planning import standards_strip, workbook_panel


def draw(desk: Desk, project: Project, mine: list[Project]) -> None:
    """Draw the open project's name, the other projects, and how to start another."""
    with st.expander("Your projects: open another, its name, start one"):
        for other in mine:
            if other.id != project.id:
                st.page_link(
                    navigation.target("home"),
                    label=f"Open {plain(other.title)}",
                    icon=":material/folder_open:",
                    query_params={"project": other.id},
                )
        _draw_name(desk, project, mine)
        if len(mine) > 1:
            st.markdown("**Over all your projects**")
            standards_strip.draw(desk.library, standards_over_all(desk))
        st.subheader("Start another project", anchor=False)
        beginning_panel.draw(desk)
        workbook_panel.draw_upload(desk)


def _draw_name(desk: Desk, project: Project, mine: list[Project]) -> None:
    with st.form(f"settings|{project.id}", border=False):
        title = st.text_input("Working title", value=project.title)
        if not desk.workspace.is_for_one:
            st.caption(_shared_in_words(desk, project))
        others = {p.id: p.title for p in mine if p.id != project.id}
        earlier = (
            st.selectbox(
                "Carries on from",
                list(others),
                index=list(others).index(project.carries_on_from)
                if project.carries_on_from in others
                else None,
                format_func=lambda id_: others[id_],
                placeholder="No earlier project",
            )
            if others
            else None
        )
        if not st.form_submit_button("Save"):
            return
    key = f"settings|{project.id}"
    with feedback.attempt(key, says="Saved.", forgets=()) as tried:
        renamed = projects.rename_project(desk, project.id, title=title, version=project.version)
        projects.carry_on_from(desk, project.id, earlier=earlier or "", version=renamed.version)
    if tried.is_done:
        st.rerun()
    feedback.show_refusal(key)


def _shared_in_words(desk: Desk, project: Project) -> str:
    """Who sees how much of a project, in one line."""
    labels = desk.library.vocabularies["sharing_levels"]
    said = [
        f"{plain(place.leader)} sees: {plain(labels.label(place.level.value).lower())}"
        for place in levels.levels_of(desk, project.id)
    ]
    return ". ".join(said) if said else "You belong to no cohort, so no leader sees it"
