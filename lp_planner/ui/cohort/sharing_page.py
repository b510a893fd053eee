"""Sharing: how much the leader of each cohort sees, what they see, and who has looked."""

import streamlit as st

from lp_planner.domain.cohort.sharing import OpeningPlace
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import levels, sharing
from lp_planner.services.cohort.levels import LevelInCohort
from lp_planner.services.cohort.sharing import ProjectLook
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import (
    gallery_panel,
    guests_panel,
    help_requests_panel,
    keeping_back_panel,
    meeting_panel,
    membership_panel,
    shared_view,
)
from lp_planner.ui.frame import feedback, page, paged, project_header, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.safekeeping import leaving_panel
from lp_planner.wording import day_in_words

PLACES = {OpeningPlace.LIST: "in the cohort’s list", OpeningPlace.PROJECT: "on its own page"}


def render() -> None:
    """Draw the sharing of the project in the address."""
    with page.framed("Sharing") as desk:
        leaving_panel.leave_if_erased()
        journey = project_header.open_journey(desk, "sharing")
        project_header.draw(journey)
        project = journey.project
        draw_quiet(desk, project.id)
        guests_panel.draw_emergencies(desk, project.id)
        left, right = st.columns([5, 4], gap="large")
        with left:
            _draw_levels(desk, project)
            keeping_back_panel.draw(desk, project.id)
            membership_panel.draw_mine(desk)
        with right:
            _draw_mirrors(desk, project.id)
            _draw_log(desk, project.id)
            guests_panel.draw(desk, project.id)
            help_requests_panel.draw_asking(desk, project.id)
            meeting_panel.draw_mine(desk, project.id)
            gallery_panel.draw_mine(desk, project.id)
        leaving_panel.draw(desk, project)


def draw_quiet(desk: Desk, project_id: str) -> None:
    """Ask what becomes of the project, where it has been quiet."""
    since = sharing.my_quiet_since(desk, project_id)
    if since is None:
        return
    terms = desk.library.vocabularies["quiet_choices"].terms
    with st.container(border=True):
        st.markdown(f"**Nothing has been recorded since {day_in_words(since)}. What now?**")
        for term in terms:
            st.button(
                plain(term.label),
                key=f"quiet|{project_id}|{term.key}",
                on_click=_answer_quiet,
                args=(desk, project_id, term.key),
            )
            st.caption(plain(term.help))


def _answer_quiet(desk: Desk, project_id: str, choice: str) -> None:
    with feedback.attempt(says="Thank you. That is noted."):
        sharing.answer_quiet(desk, project_id, choice=choice)


def _draw_levels(desk: Desk, project: Project) -> None:
    st.header("What do you want to share?")
    st.markdown(
        "You choose it for each cohort. Only whoever looks after that cohort now can see it, and "
        "only this much. You can take it back at any time; it is then gone from their page at "
        "once. Your self-assessment, your half-written answers and what was said in coaching are "
        "never shared. A shared project also counts in numbers for your leader, your trust and "
        "your governors, which name nobody and show nothing small; those move once a month."
    )
    found = levels.levels_of(desk, project.id)
    if not found:
        st.info(
            "You belong to no cohort, so no leader sees this project. If you join one, nothing is "
            "shared with it until you choose so here.",
            icon=":material/lock:",
        )
    for place in found:
        with st.container(border=True):
            _draw_level(desk, project, place)


def _draw_level(desk: Desk, project: Project, place: LevelInCohort) -> None:
    st.markdown(f"**{plain(place.cohort)}**, looked after by {plain(place.leader)}")
    if place.earlier_leader:
        st.caption(
            f"You had shared this with {plain(place.earlier_leader)}, who looked after the cohort "
            f"then and sees nothing now. {plain(place.leader)} sees what you choose here, and "
            "nothing before."
        )
    terms = desk.library.vocabularies["sharing_levels"].by_key
    key = f"sharing|{project.id}|{place.cohort_id}|level"
    if not session.has(key):
        session.put(key, place.level.value)
    st.radio(
        f"{plain(place.leader)} sees",
        list(terms),
        key=key,
        format_func=lambda level: plain(terms[level].label),
        captions=[plain(term.help) for term in terms.values()],
        on_change=_share,
        args=(desk, project, place, key),
    )


def _share(desk: Desk, project: Project, place: LevelInCohort, key: str) -> None:
    level = Sharing(str(session.value(key)))
    session.forget(key)
    label = desk.library.term_label("sharing_levels", level.value)
    with feedback.attempt(says=f"Saved. {plain(place.leader)} sees: {label.lower()}."):
        levels.share_progress(
            desk,
            project.id,
            cohort_id=place.cohort_id,
            sharing=level,
            meant_for=place.leader_id,
        )


def _draw_mirrors(desk: Desk, project_id: str) -> None:
    st.header("What my leader sees")
    names = {place.leader_id: place.leader for place in levels.levels_of(desk, project_id)}
    seen = sharing.what_my_leaders_see(desk, project_id)
    if not seen:
        st.info("You have no leader here, so none sees anything.", icon=":material/lock:")
    for leader_id, view in seen.items():
        if view is None:
            st.info(
                f"{plain(names[leader_id])} sees nothing and does not know of this project.",
                icon=":material/lock:",
            )
            continue
        with paged.fold(
            f"What {names[leader_id]} sees",
            f"mirror|{leader_id}",
            of=len(view.evidence),
            icon=":material/visibility:",
        ) as is_drawn:
            if is_drawn:
                shared_view.draw(view, place=f"mirror|{leader_id}")


def _draw_log(desk: Desk, project_id: str) -> None:
    st.header("Who has looked")
    looks = sharing.who_looked(desk, project_id)
    if not looks:
        st.markdown("Nobody so far. Every opening will stand here; only you can read this list.")
        return
    levels = desk.library.vocabularies["sharing_levels"]

    def words(look: ProjectLook) -> str:
        level = levels.label(look.level.value).lower()
        when = f"{day_in_words(look.at.date())}, {look.at:%H:%M}"
        return f"{when}: {look.name}, {PLACES[look.place]} ({level})"

    shown = paged.part_of(looks, f"looks|{project_id}", words=words, noun=("opening", "openings"))
    st.markdown("\n".join(f"- {plain(words(look))}" for look in shown))
