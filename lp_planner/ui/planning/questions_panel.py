"""The questions a plan raises, each with its reason and source, and the place to answer it."""

import streamlit as st

from lp_planner.domain.planning.progress import StepState
from lp_planner.domain.quality_checks.advisory import Advisory
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning import questions
from lp_planner.services.planning.journey import STEP
from lp_planner.services.planning.questions import Answered, Questions
from lp_planner.ui.frame import exemplar_panel, feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted

SHOWN = 3
"""So many questions at once; the rest are one click away, since a long list helps nobody."""


def draw(desk: Desk, project_id: str, found: Questions, *, where: str) -> None:
    """Draw the open questions and those that were answered; nothing where there are none."""
    if found.open:
        st.subheader("Worth another look")
        shows_all = len(found.open) <= SHOWN or bool(session.asked("questions"))
        for advisory in found.open if shows_all else found.open[:SHOWN]:
            _draw_question(desk, project_id, advisory, where)
        if not shows_all:
            st.button(
                f"Show all {len(found.open)} questions",
                key=f"questions|{where}|all",
                type="tertiary",
                on_click=session.ask,
                args=("questions", "all"),
            )
    if found.answered:
        number = len(found.answered)
        with st.expander(f"Answered: {counted(number, 'question', 'questions')}"):
            for answered in found.answered:
                _draw_answered(desk, project_id, answered, where)


def _draw_question(desk: Desk, project_id: str, advisory: Advisory, where: str) -> None:
    with st.expander(plain(advisory.question), icon=":material/help:"):
        st.markdown(plain(advisory.reason))
        shown = desk.library.pathway.exemplars_at(advisory.step)
        exemplar_panel.draw_better(shown, desk.actor, advisory.sentence)
        st.caption(f"{plain(advisory.code)} · Source: {plain(advisory.source)}")
        if where == "plan":
            _draw_link(desk.workspace, advisory)
        draw_reason(
            desk,
            project_id,
            code=advisory.code,
            about_id=advisory.about_id,
            label="If you go on as it is: why?",
        )


def _draw_link(workspace: Workspace, advisory: Advisory) -> None:
    for phase in workspace.library.pathway.phases:
        for step in phase.steps:
            if step.key == advisory.step:
                extra = {"record": advisory.about_id} if advisory.about_kind == step.kind else {}
                navigation.link(
                    phase.key,
                    f"Go to {step.name}",
                    icon=":material/arrow_forward:",
                    step=step.key,
                    **extra,
                )
                return
    navigation.link("evidence", "Go to your evidence", icon=":material/arrow_forward:")


def draw_reason(desk: Desk, project_id: str, *, code: str, about_id: str, label: str) -> None:
    """One box for a reason and the button that keeps it."""
    key = f"reason|{project_id}|{code}|{about_id}"
    feedback.show_refusal(key, stays=True)
    kept.prose(desk, label, f"{key}|words", height=72)
    st.button(
        "Keep this reason",
        key=f"{key}|keep",
        on_click=_keep,
        args=(desk, project_id, code, about_id),
    )


def _keep(desk: Desk, project_id: str, code: str, about_id: str) -> None:
    key = f"reason|{project_id}|{code}|{about_id}"
    with feedback.attempt(
        key,
        says="Kept. Your reason stays in the history of this project.",
        instead="Please write a few words on why, then keep them.",
    ):
        questions.go_on_because(
            desk,
            project_id,
            code=code,
            about_id=about_id,
            reason=str(session.value(f"{key}|words") or ""),
        )


def _draw_answered(desk: Desk, project_id: str, answered: Answered, where: str) -> None:
    advisory = answered.advisory
    st.markdown(
        f"{plain(advisory.question)}  \n**You went on because:** {plain(answered.answer.reason)}"
    )
    st.button(
        "Ask this again",
        key=f"again|{where}|{advisory.code}|{advisory.about_id}",
        type="tertiary",
        on_click=_ask_again,
        args=(desk, project_id, advisory.code, advisory.about_id),
    )


def _ask_again(desk: Desk, project_id: str, code: str, about_id: str) -> None:
    questions.ask_again(desk, project_id, code=code, about_id=about_id)


def draw_passing(desk: Desk, project_id: str, state: StepState) -> None:
    """Let a step be passed with a reason, or taken up again."""
    code = f"{STEP}{state.step.key}"
    if state.is_passed:
        st.button(
            "Take this step up again",
            key=f"again|{code}",
            type="tertiary",
            on_click=_ask_again,
            args=(desk, project_id, code, ""),
        )
    elif not state.is_done and not state.step.is_optional:
        with st.expander("Go on without this step"):
            draw_reason(
                desk,
                project_id,
                code=code,
                about_id="",
                label="What makes it right to go on without it here?",
            )
