"""A phase: its steps on one side, the open step with its records and its form on the other."""

import streamlit as st

from lp_planner.domain.people import Actor
from lp_planner.domain.progress import StepState
from lp_planner.domain.records import Record
from lp_planner.services import recording
from lp_planner.services.evidence import evidence_of
from lp_planner.services.journey import Journey
from lp_planner.services.results import project_coverage
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.ui import (
    evidence_panel,
    feedback,
    frame,
    navigation,
    project_header,
    record_form,
    session,
    standards_strip,
)
from lp_planner.ui.record_form import Form
from lp_planner.ui.words import plain, shortened


def render(phase_key: str) -> None:
    """Draw the phase page of the project in the address."""
    with frame.page() as (workspace, actor):
        journey = project_header.open_journey(workspace, actor)
        project_header.draw(workspace, journey, phase_key)
        phase = workspace.library.pathway.phase_by_key[phase_key]
        st.markdown(phase.purpose)
        project_header.draw_next_step(journey)
        states = journey.of_phase(phase_key)
        state = next((s for s in states if s.step.key == session.asked("step")), states[0])
        steps, work = st.columns([1, 3], gap="large")
        with steps:
            _draw_steps(states, state)
        with work:
            _draw_step(workspace, actor, journey, state)
        standards_strip.draw(
            workspace.library, project_coverage(workspace, actor, journey.project.id).evidence
        )


def _draw_steps(states: tuple[StepState, ...], chosen: StepState) -> None:
    st.markdown("**Steps**")
    for state in states:
        name = state.step.name
        navigation.link(
            state.phase,
            f"**{name}**" if state == chosen else name,
            icon=project_header.DONE if state.is_done else project_header.OPEN,
            step=state.step.key,
        )


def _draw_step(
    workspace: Workspace, actor: Actor, journey: Journey, state: StepState
) -> None:
    step = state.step
    text = workspace.library.pathway.text_by_kind[step.kind]
    heading, why = st.columns([3, 1], vertical_alignment="bottom")
    heading.header(step.name)
    with why.popover("Why this matters"):
        st.markdown(step.why)
        for question in step.questions:
            st.markdown(f"- {question}")
        st.caption(f"Source: {plain(step.source)}")
    st.markdown(step.intro)
    st.caption(f"{'Done' if state.is_done else 'Open'}: {state.reason}")
    project_id = journey.project.id
    records = [
        r
        for r in recording.records_of(workspace, actor, project_id, step.kind)
        if workspace.library.phase_of(r) == state.phase
    ]
    record = _asked_record(workspace, actor, state, project_id, records, once=text.once)
    links = {
        kind: {
            r.id: r.headline
            for r in reversed(recording.records_of(workspace, actor, project_id, kind))
        }
        for kind in record_form.needs_links(record_form.RECORD_KINDS[step.kind])
    }
    form = Form(workspace, actor, project_id, text, record, links)
    if record is not None:
        _draw_record(form, state, record)
        return
    if records:
        _draw_list(workspace, actor, state, records)
        st.subheader(text.add_label)
    else:
        st.info(text.empty, icon=":material/lightbulb:")
    record_form.draw(form)


def _asked_record(
    workspace: Workspace,
    actor: Actor,
    state: StepState,
    project_id: str,
    records: list[Record],
    *,
    once: bool,
) -> Record | None:
    """The record in the address, or the only one of a kind that a project has once."""
    if wanted := session.asked("record"):
        record = recording.record_of(workspace, actor, state.step.kind, wanted)
        if record.project_id == project_id:
            return record
    return records[0] if once and records else None


def _draw_list(
    workspace: Workspace, actor: Actor, state: StepState, records: list[Record]
) -> None:
    library = workspace.library
    for record in records:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            confirmed = evidence_of(workspace, actor, state.step.kind, record.id).confirmed
            standards = ", ".join(sorted({c.standard for c in confirmed}))
            with st.container():
                st.markdown(plain(shortened(record.headline, 140)))
                day = day_in_words(record.happened_on)
                shown = f"evidence for {standards}" if standards else "not used as evidence yet"
                st.caption(f"{day} · {shown}")
            navigation.link(
                state.phase, "Open", step=state.step.key, record=record.id
            )
    if len(library.pathway.text_by_kind[state.step.kind].plural) and len(records) > 1:
        st.caption(f"{len(records)} {library.pathway.text_by_kind[state.step.kind].plural}")


def _draw_record(form: Form, state: StepState, record: Record) -> None:
    evidence_panel.draw(form.workspace, form.actor, record)
    record_form.draw(form)
    with st.container(horizontal=True):
        if not form.text.once:
            navigation.link(
                state.phase,
                form.text.add_label,
                icon=":material/add:",
                step=state.step.key,
            )
        st.button(
            "Remove",
            key=f"{form.key}|remove",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(form, record),
        )


def _remove(form: Form, record: Record) -> None:
    recording.remove_record(
        form.workspace, form.actor, record.kind, record.id, version=record.version
    )
    session.forget(form.key)
    session.ask("record", "")
    session.put("removed", (record.kind, record.id))
    feedback.say_next_time(f"Removed the {form.text.name}.")
