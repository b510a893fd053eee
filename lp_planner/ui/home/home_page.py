"""Home: the projects, what to do next and why, and how to begin."""

import streamlit as st

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.domain.accounts.posts import Post
from lp_planner.domain.records.project import Project
from lp_planner.services.cohort import levels
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.coverage import standards_over_all
from lp_planner.services.planning.journey import Journey, project_journey
from lp_planner.services.planning.next_steps import next_things
from lp_planner.services.self_assessment.self_assessment import my_self_assessment
from lp_planner.ui.cohort import (
    cohort_dates_panel,
    guests_panel,
    help_requests_panel,
    invited_page,
    membership_panel,
)
from lp_planner.ui.frame import drawn, feedback, kept, navigation, page, project_header, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import celebration_panel, standards_strip, workbook_panel
from lp_planner.ui.safekeeping import own_data_panel
from lp_planner.ui.self_assessment import notes_beside_panel
from lp_planner.wording import shortened

NEW = "home|new"
QUICK = (
    ("coaching", "Note a coaching conversation", ":material/forum:"),
    ("visits", "Note a visit", ":material/visibility:"),
)
"""What is written most often, one click from home."""


def render() -> None:
    """Draw the home page for whoever asks."""
    with page.framed() as desk:
        if not can(desk.actor, Action.START_PROJECT):
            _draw_other_home(desk)
            return
        mine = projects.my_projects(desk)
        name = desk.actor.name.split(" ")[0]
        st.title(f"Hello, {plain(name)}" if name else "Your projects")
        feedback.show_message()
        membership_panel.draw_invitations(desk)
        invited_page.draw_on_home(desk)
        cohort_dates_panel.draw_next(desk)
        if not mine:
            _draw_welcome(desk.actor)
        _offer_self_assessment(desk, is_new=not mine)
        for project in mine:
            _draw_project(desk, project_journey(desk, project.id), mine)
        if len(mine) > 1:
            _draw_all(desk)
        _draw_new(desk, is_first=not mine)
        workbook_panel.draw_upload(desk)
        if not mine:
            own_data_panel.draw(desk, has_projects=False)
        notes_beside_panel.draw(desk)


def _draw_other_home(desk: Desk) -> None:
    """The home of somebody who leads no projects."""
    st.title(f"Hello, {plain(desk.actor.name.split(' ')[0])}")
    if desk.actor.role is Role.COACH:
        st.markdown(
            "You think along with lead practitioners who ask you to. You see what each of them "
            "shares with you, and nothing else."
        )
        navigation.link("invited", "See what is shared with you", icon=":material/handshake:")
    else:
        invited_page.draw_on_home(desk)
    if can(desk.actor, Action.READ_TRUST):
        st.markdown(
            "You see the schools of your trust side by side, in sums. No project, no name and no "
            "small number is in them."
        )
        navigation.link("trust", "See the schools", icon=":material/domain:")
    if can(desk.actor, Action.LOOK_AFTER_PEOPLE):
        st.markdown(
            "You look after who can sign in here. You never see what lead practitioners write."
        )
        navigation.link("people", "Look after people", icon=":material/manage_accounts:")
        navigation.link("health", "See how the planner is", icon=":material/monitor_heart:")
    if not can(desk.actor, Action.READ_COHORT):
        return
    st.markdown(
        "You look after a cohort of lead practitioners. You see what each of them has chosen to "
        "share with you: counts and dates, their plan or their evidence as well where they say so, "
        "and nothing else that they write."
    )
    help_requests_panel.draw_open(desk)
    navigation.link("cohort", "See your cohort", icon=":material/groups:")


WELCOME = {
    Post.SUPPORT: "You see what a classroom door often hides: corridors, lunch, the gate, the "
    "small group. A change that begins there is as good a project as any, and the standards are "
    "the same.",
    Post.TEACHER: "Begin with something you know from your own lessons and would like others to "
    "be able to rely on as well.",
    Post.LEADER: "You can make room for a change. Choose one that colleagues will come to own, "
    "and say early what may stop to make space for it.",
    Post.OTHER: "If you say under “You” what you do, the examples will suit it.",
}
"""A first word that suits what somebody does."""


def _draw_welcome(actor: Actor) -> None:
    st.markdown(
        "Choose one problem that matters in your school, plan a change that people can see, and "
        "let the evidence for your standards gather as you go. Teachers and support staff lead "
        "change here in the same way."
    )
    st.markdown(WELCOME[actor.post])


def _offer_self_assessment(desk: Desk, *, is_new: bool) -> None:
    """A quiet first step for a new person; it may wait, and says nothing of what was chosen."""
    if not is_new or not can(desk.actor, Action.ASSESS_MYSELF):
        return
    is_begun = bool(my_self_assessment(desk).ratings)
    number = len(desk.library.framework.standards)
    with st.container(border=True):
        st.markdown(
            f"Not sure where to begin? Look at yourself first: {number} standards, questions to "
            "think about, seen by nobody but you. It can also wait."
        )
        navigation.link(
            "self_assessment",
            "Go on with your self-assessment" if is_begun else "Begin a self-assessment",
            icon=":material/self_improvement:",
        )


def _draw_project(desk: Desk, journey: Journey, mine: list[Project]) -> None:
    project = journey.project
    with st.container(border=True):
        st.subheader(plain(project.title), anchor=False)
        st.caption(f"{plain(journey.current.name)}: {plain(journey.current.reason)}")
        guests_panel.draw_emergencies(desk, project.id)
        titles = {p.id: p.title for p in mine}
        if project.carries_on_from in titles:
            st.caption(f"Carries on from {plain(titles[project.carries_on_from])}")
        project_header.draw_purpose(journey)
        _draw_next(desk, journey)
        celebration_panel.draw(desk, project.id)
        with st.container(horizontal=True):
            _link(project, journey.current.key, "Open the project", ":material/folder_open:")
            for step, label, icon in QUICK:
                _link(project, "deliver", label, icon, step=step, add="yes")
            for key in ("evidence", "impact", "plan"):
                _link(project, key, navigation.BY_KEY[key].title, navigation.BY_KEY[key].icon)
        if not desk.workspace.is_for_one:
            _link(project, "sharing", "What my leader sees", ":material/visibility_lock:")
        with st.expander("Its name" if desk.workspace.is_for_one else "Name and sharing"):
            _draw_settings(desk, project, mine)


def _draw_all(desk: Desk) -> None:
    """The evidence of all projects together, since one portfolio draws on them all."""
    st.subheader("Over all your projects", anchor=False)
    standards_strip.draw(desk.library, standards_over_all(desk))


def _draw_next(desk: Desk, journey: Journey) -> None:
    """What to do next and why, with one link each."""
    st.markdown("**What next?**")
    project = journey.project
    asked = drawn.questions(desk, project.id)
    names = {step.key: step.name for phase in desk.library.pathway.phases for step in phase.steps}
    for thing in next_things(desk, journey, asked):
        extra = {"record": thing.record_id} if thing.record_id else {}
        st.markdown(f"{plain(shortened(thing.what, 160))}  \n:gray[{plain(thing.why)}]")
        _link(
            project,
            thing.phase,
            f"Go to {names.get(thing.step, 'your evidence')}",
            ":material/arrow_forward:",
            step=thing.step,
            **extra,
        )


def _link(project: Project, key: str, label: str, icon: str, **query: str) -> None:
    st.page_link(
        navigation.target(key),
        label=plain(label),
        icon=icon,
        query_params={"project": project.id, **query},
    )


def _draw_settings(desk: Desk, project: Project, mine: list[Project]) -> None:
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


def _draw_new(desk: Desk, *, is_first: bool) -> None:
    with st.container(border=True):
        st.subheader("Start a project" if is_first else "Start another project", anchor=False)
        kept.line(
            desk,
            "Working title",
            f"{NEW}|title",
            placeholder="Calm starts after lunch",
            help_text="You can change it whenever you like.",
        )
        feedback.show_refusal(NEW)
        st.button(
            "Start in Explore",
            key=f"{NEW}|start",
            type="primary",
            on_click=_start,
            args=(desk,),
        )
    started = session.take(f"{NEW}|started")
    if started:
        st.switch_page(navigation.page("explore"), query_params={"project": str(started)})


def _start(desk: Desk) -> None:
    title = str(session.value(f"{NEW}|title") or "")
    asks = "Please give your project a working title first."
    with feedback.attempt(NEW, instead=asks) as tried:
        project = projects.start_project(desk, title=title, form_id=session.form_id(NEW))
    if tried.is_done:
        session.put("open_project", project.id)
        session.put(f"{NEW}|started", project.id)
