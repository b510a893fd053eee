"""A phase: its steps on one side, the open step with its records and its form on the other."""

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.planning.pathway import Pathway
from lp_planner.domain.planning.progress import StepState
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.coverage import standards_in_view, standards_shown
from lp_planner.services.evidence.evidence import standards_by_record
from lp_planner.services.planning import recording
from lp_planner.services.planning.journey import Journey
from lp_planner.ui.evidence import evidence_panel
from lp_planner.ui.frame import drawn, navigation, page, project_header, session, undo
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import (
    questions_panel,
    record_form,
    record_view,
    standards_strip,
    step_panels,
)
from lp_planner.ui.planning.record_form import Form
from lp_planner.wording import day_in_words, joined, shortened

LATEST = 5
"""A list shows this many of its latest records; the rest are one click away."""


def render(phase_key: str) -> None:
    """Draw the phase page of the project in the address."""
    with page.framed(navigation.BY_KEY[phase_key].title) as desk:
        journey = project_header.open_journey(desk)
        project_header.draw(journey)
        phase = desk.library.pathway.phase_by_key[phase_key]
        st.markdown(plain(phase.purpose))
        project_header.draw_next_step(journey)
        session.hold("step", "record")
        states = journey.of_phase(phase_key)
        first = journey.first_of(phase_key)
        state = next((s for s in states if s.step.key == session.asked("step")), first)
        _draw_steps(states, state)
        work, why = st.columns([5, 2], gap="large")
        with work:
            _draw_step(desk, journey, state)
        with why:
            _draw_why(desk.library.pathway, state, desk.actor)
        standards_strip.draw(
            desk.library,
            standards_shown(desk, journey.project.id),
            standards_in_view(desk, journey.project.id),
        )


def _draw_steps(states: tuple[StepState, ...], chosen: StepState) -> None:
    with st.container(horizontal=True, gap="small"):
        for state in states:
            st.button(
                plain(state.step.name),
                key=f"step|{state.step.key}",
                icon=project_header.DONE if state.is_done else project_header.OPEN,
                type="primary" if state == chosen else "tertiary",
                help=plain(state.reason),
                on_click=_go_to,
                args=(state.step.key,),
            )


def _go_to(step: str) -> None:
    session.ask("step", step)
    session.ask("record", "")


def _draw_why(pathway: Pathway, state: StepState, actor: Actor) -> None:
    step = state.step
    with st.container(border=True):
        st.markdown("**Why this matters**")
        st.markdown(plain(step.why))
        if note := step.notes.get(actor.post):
            st.markdown(f"**From where you stand**  \n{plain(note)}")
        if step.questions:
            st.markdown("**Worth asking**")
            st.markdown("\n".join(f"- {plain(question)}" for question in step.questions))
        if step.exemplars:
            with st.expander("Invented examples: a weak sentence and a better one"):
                for shown in step.exemplars:
                    st.markdown(
                        f"**{plain(shown.sector)}, {plain(shown.post)}**  \n"
                        f"Weak: “{plain(shown.weak)}”  \n"
                        f"Better: “{plain(shown.better)}”  \n{plain(shown.why)}"
                    )
        if lines := pathway.lens_at(step.key):
            with st.expander("With the EEF guide of 2024"):
                for line in lines:
                    st.markdown(
                        f"**{plain(line.part)}: {plain(line.line)}.** {plain(line.says)}  \n"
                        f"{plain(line.question)}"
                    )
                    st.caption(f"Source: {plain(line.source)}")
        st.caption(f"Source: {plain(step.source)}")


def _draw_step(desk: Desk, journey: Journey, state: StepState) -> None:
    step = state.step
    text = desk.library.pathway.text_by_kind[step.kind]
    st.header(plain(step.name))
    st.markdown(plain(step.intro))
    st.caption(f"{'Done' if state.is_done else 'Open'}: {plain(state.reason)}")
    project_id = journey.project.id
    records = [
        r
        for r in recording.records_of(desk, project_id, step.kind)
        if desk.library.phase_of(r) == state.phase
    ]
    record = _asked_record(desk, state, project_id, records, once=RECORD_KINDS[step.kind].is_once)
    links = {
        kind: {
            r.id: r.headline
            for r in sorted(
                recording.records_of(desk, project_id, kind),
                key=lambda r: (r.created_at, r.id),
            )
        }
        for kind in record_form.needs_links(RECORD_KINDS[step.kind])
    }
    form = Form(desk.workspace, desk.actor, project_id, text, record, links)
    asked = drawn.questions(desk, project_id).of_step(step.key)
    if record is not None:
        _draw_record(form, state, record)
        questions_panel.draw(desk, project_id, asked, where=step.key)
        return
    if records:
        _draw_list(form, state, records)
        step_panels.draw(desk, project_id, step.kind)
        questions_panel.draw(desk, project_id, asked, where=step.key)
        st.subheader(plain(text.add_label))
    else:
        st.info(plain(text.empty), icon=":material/lightbulb:")
    record_form.draw(form)
    questions_panel.draw_passing(desk, project_id, state)
    if not records:
        step_panels.draw(desk, project_id, step.kind)
        questions_panel.draw(desk, project_id, asked, where=step.key)


def _asked_record(
    desk: Desk,
    state: StepState,
    project_id: str,
    records: list[Record],
    *,
    once: bool,
) -> Record | None:
    """The record in the address, or the one of a kind that a project has once.

    Where a workbook brought several, all of them are listed.
    """
    if wanted := session.asked("record"):
        record = recording.record_of(desk, state.step.kind, wanted)
        if record.project_id == project_id:
            return record
    return records[0] if once and len(records) == 1 else None


def _in_a_line(form: Form, record: Record) -> str:
    """The record's headline, with what it is about where that is another record."""
    about = [
        form.links.get(spec.links_to or "", {}).get(getattr(record, spec.name), "")
        for spec in form.specs
        if spec.links_to and spec.required
    ]
    return joined(record.headline, *about)


def _draw_list(form: Form, state: StepState, records: list[Record]) -> None:
    text = form.text
    used = standards_by_record(form.workspace.desk(form.actor), form.project_id, text.kind)
    shows_all = len(records) <= LATEST or bool(session.asked("all"))
    for record in records if shows_all else records[:LATEST]:
        standards = ", ".join(used.get(record.id, ()))
        day = day_in_words(record.happened_on)
        shown = f"evidence for {plain(standards)}" if standards else "not used as evidence yet"
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            line = plain(shortened(_in_a_line(form, record), 140))
            st.markdown(f"{line}  \n:gray[{day} · {shown}]", width="stretch")
            navigation.link(
                state.phase,
                "Open",
                icon=":material/open_in_full:",
                step=state.step.key,
                record=record.id,
            )
    if not shows_all:
        st.button(
            f"Show all {len(records)} {plain(text.plural)}",
            on_click=session.ask,
            args=("all", "yes"),
            type="tertiary",
        )


def _draw_record(form: Form, state: StepState, record: Record) -> None:
    evidence_panel.draw(form.workspace.desk(form.actor), record)
    step_panels.draw_for_record(form.workspace, record)
    words = {id_: line for choices in form.links.values() for id_, line in choices.items()}
    if record.is_superseded:
        st.caption("A decision is not rewritten. A new one takes its place; this one stays.")
        record_view.draw(form.workspace, record, words)
    else:
        record_form.draw(form)
    record_view.draw_earlier(form.workspace.desk(form.actor), record, words)
    with st.container(horizontal=True):
        if not form.model.is_once:
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
        form.workspace.desk(form.actor), record.kind, record.id, version=record.version
    )
    session.forget(form.key)
    session.ask("record", "")
    undo.remember(record, form.text.name)
