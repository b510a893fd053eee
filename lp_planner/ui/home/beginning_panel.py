"""The start of a project: one box for somebody new, folded away for everybody else."""

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.domain.accounts.posts import Post
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.self_assessment.self_assessment import my_self_assessment
from lp_planner.ui.cohort import gallery_panel
from lp_planner.ui.frame import (
    attention,
    exemplar_panel,
    feedback,
    kept,
    navigation,
    session,
)
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import workbook_panel
from lp_planner.ui.planning.opened_form import form_of
from lp_planner.ui.safekeeping import own_data_panel

NEW = "home|new"
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
FOCUS = "focus"
CHOOSING = (
    "What does your school work on this year, and what of it do you meet every day?",
    "What do you know, and where are you, that others do not and are not?",
    "What do pupils, families and colleagues tell you that nobody writes down?",
    "What do the school’s own numbers show: when, where and for whom?",
    "Is it too big for you and a year, or too small to matter to anybody else?",
)
"""What a focus is found by, in the order in which it usually is."""


def draw_first(desk: Desk) -> None:
    """Draw the one box of somebody who has no project yet, and the quiet ways beside it."""
    with st.container(border=True):
        st.subheader("Start a project", anchor=False)
        _draw_welcome(desk.actor)
        draw(desk)
        _draw_choosing(desk)
    _offer_self_assessment(desk)
    with st.expander("You have begun already"):
        workbook_panel.draw_upload(desk)
        own_data_panel.draw(desk, has_projects=False)


def draw(desk: Desk) -> None:
    """Draw the working title of a new project and its start."""
    kept.line(
        desk,
        "Working title",
        f"{NEW}|title",
        placeholder="Calm starts after lunch",
        help_text="You can change it whenever you like.",
    )
    feedback.show_refusal(NEW)
    is_first = not projects.my_projects(desk)
    st.button(
        "Start in Explore",
        key=f"{NEW}|start",
        type="primary" if is_first else "secondary",
        on_click=_start,
        args=(desk,),
    )
    if not desk.workspace.is_for_one:
        gallery_panel.draw_all(desk, may_start=True)
    started = session.take(f"{NEW}|started")
    if started:
        st.switch_page(navigation.page("explore"), query_params={"project": str(started)})


def _draw_welcome(actor: Actor) -> None:
    st.markdown(
        "Choose one problem that matters in your school, plan a change that people can see, and "
        "let the evidence for your standards gather as you go. Teachers and support staff lead "
        "change here in the same way."
    )
    st.markdown(WELCOME[actor.post])


def _draw_choosing(desk: Desk) -> None:
    """What helps to find a focus, with worked examples that suit whoever asks."""
    with st.expander("Not sure what to work on?", icon=":material/explore:"):
        st.markdown("\n".join(f"- {plain(question)}" for question in CHOOSING))
        examples = desk.library.pathway.exemplars_at(FOCUS)
        exemplar_panel.draw_worked(examples, desk.actor)


def _offer_self_assessment(desk: Desk) -> None:
    """A quiet first step for a new person; it may wait, and says nothing of what was chosen."""
    if not can(desk.actor, Action.ASSESS_MYSELF):
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


def _start(desk: Desk) -> None:
    title = str(session.value(f"{NEW}|title") or "")
    asks = "Please give your project a working title first."
    with feedback.attempt(NEW, instead=asks) as tried:
        project = projects.start_project(desk, title=title, form_id=session.form_id(NEW))
    if tried.is_done:
        session.put("open_project", project.id)
        first = desk.library.pathway.phases[0].steps[0]
        attention.ask_for_field(form_of(desk, project.id, first.kind, None).first_box)
        session.put(f"{NEW}|started", project.id)
