"""A phase: its steps on one side, beside them the open step with its form, card and rows."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from lp_planner.domain.planning.due import Due
from lp_planner.domain.planning.pathway import Exemplar
from lp_planner.domain.planning.progress import StepState
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.coverage import standards_in_view, standards_shown
from lp_planner.services.evidence.waiting import chips_of
from lp_planner.services.planning import recording, rows
from lp_planner.services.planning.journey import Journey
from lp_planner.services.planning.next_steps import due_now
from lp_planner.ui.evidence import evidence_panel
from lp_planner.ui.frame import (
    drawn,
    exemplar_panel,
    navigation,
    page,
    project_header,
    session,
    undo,
)
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import (
    kept_card,
    phase_ending,
    questions_panel,
    record_form,
    record_view,
    standards_strip,
    step_list,
    step_panels,
    step_place,
    step_rows,
    what_comes_first,
    why_panel,
)
from lp_planner.ui.planning.opened_form import form_of
from lp_planner.ui.planning.record_form import Form


def render(phase_key: str) -> None:
    """Draw the phase page of the project in the address."""
    with page.framed(navigation.BY_KEY[phase_key].title) as desk:
        journey = project_header.open_journey(desk, phase_key)
        project_header.draw(journey)
        st.html(filled("planning/look"))
        session.hold("step", "record", "add")
        states = journey.of_phase(phase_key)
        # What was just saved stays in view, also where its step was opened by nobody's choice.
        saved = next((s for s in states if step_place.card(s.step.kind)), None)
        if saved and not session.asked("step"):
            session.ask("step", saved.step.key)
        first = journey.first_of(phase_key)
        state = next((s for s in states if s.step.key == session.asked("step")), first)
        due = due_now(desk, journey.project.id)
        side, work = st.columns([1, 3], gap="large")
        with side:
            phase = desk.library.pathway.phase_by_key[phase_key]
            asked = {a.step for a in drawn.questions(desk, journey.project.id).open}
            step_list.draw(journey.items_of(phase), state, _due_by_step(states, due), asked)
        with work:
            _draw_step(desk, journey, state, due)
            phase_ending.offer(desk, journey, phase_key)
        standards_strip.draw(
            desk.library,
            drawn.once(standards_shown, desk, journey.project.id),
            standards_in_view(desk, journey.project.id),
        )


def _due_by_step(states: Sequence[StepState], due: Sequence[Due]) -> Counter[str]:
    """How much was to be looked at by today, by step."""
    steps = {state.step.kind: state.step.key for state in states}
    return Counter(steps[thing.kind] for thing in due if thing.kind in steps)


def _draw_step(desk: Desk, journey: Journey, state: StepState, due: Sequence[Due]) -> None:
    step, project_id = state.step, journey.project.id
    records = _records_of(desk, project_id, state)
    record = _asked_record(desk, state, project_id, records)
    form = form_of(desk, project_id, step.kind, record, note=step_place.note())
    card = step_place.card(step.kind)
    about = next((r for r in records if card and r.id == card.record_id), None)
    is_adding = record is None and about is None and _is_adding(form, records)
    with st.container(key=step_place.HEAD):
        _draw_head(desk, state, form, may_add=record is None and not is_adding)
    if record is not None:
        with st.container(key=step_place.OPENED):
            _draw_record(form, record, step.exemplars)
    elif is_adding:
        with st.container(border=True, key="form"):
            if not records:
                st.caption(plain(form.text.empty))
            exemplar_panel.draw(step.exemplars, desk.actor)
            if not what_comes_first.draw(form):
                record_form.draw(form)
    listed = rows.rows_of(desk, project_id, records, due)
    if about is not None and card is not None:
        row = next(row for row in listed if row.record_id == about.id)
        kept_card.draw(desk, about, row, card, _following(journey, state))
    if record is None and records:
        step_rows.draw(desk, state, listed, chips_of(desk, project_id, step.kind))
    if record is None:
        step_panels.draw(desk, project_id, step.kind)
        questions_panel.draw_passing(desk, project_id, state)
    asked = drawn.questions(desk, project_id).of_step(step.key)
    questions_panel.draw(desk, project_id, asked, where=step.key)


def _records_of(desk: Desk, project_id: str, state: StepState) -> list[Record]:
    """What a step lists, newest first: its own, then what another phase claims of the same kind.

    The phase of some kinds follows an answer; a record stays in sight where it was saved.
    """
    found = recording.records_of(desk, project_id, state.step.kind)
    return sorted(found, key=lambda record: desk.library.phase_of(record) != state.phase)


def _asked_record(
    desk: Desk, state: StepState, project_id: str, records: Sequence[Record]
) -> Record | None:
    """The record in the address, or the one of a kind that a project has once.

    Where a workbook brought several, all of them are listed.
    """
    kind = state.step.kind
    if wanted := session.asked("record"):
        record = recording.record_of(desk, kind, wanted)
        if record.project_id == project_id:
            return record
    is_alone = RECORD_KINDS[kind].is_once and len(records) == 1
    return records[0] if is_alone and step_place.card(kind) is None else None


def _is_adding(form: Form, records: Sequence[Record]) -> bool:
    """Whether a new form stands open: asked for, needed first, or left half-written."""
    if session.asked("add") or not records:
        return True
    if form.model.is_once or session.has(step_place.closed(form.key)):
        return False
    return bool(drafts.draft_of(form.workspace.desk(form.actor), form.key))


def _draw_head(desk: Desk, state: StepState, form: Form, *, may_add: bool) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.header(plain(state.step.name), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            with st.popover("Why this matters", type="tertiary"):
                why_panel.draw(desk.library.pathway, state, desk.actor)
            if may_add and not form.model.is_once:
                st.button(
                    plain(form.text.add_label),
                    key=f"add|{state.step.key}",
                    type="primary",
                    icon=":material/add:",
                    on_click=step_place.add,
                    args=(form.key, form.first_box),
                )
    st.caption(plain(state.step.intro))
    if state.is_passed:
        st.caption(plain(state.reason))


def _following(journey: Journey, state: StepState) -> StepState | None:
    """The step to go on to: the next one of the phase that is open, else simply the next."""
    steps = journey.of_phase(state.phase)
    later = steps[steps.index(state) + 1 :]
    is_open = (s for s in later if not s.is_done and not s.step.is_optional)
    return next(is_open, next(iter(later), None))


def _draw_record(form: Form, record: Record, exemplars: Sequence[Exemplar]) -> None:
    desk = form.workspace.desk(form.actor)
    words = {id_: line for choices in form.links.values() for id_, line in choices.items()}
    with st.container(border=True):
        if record.is_superseded:
            st.caption("A decision is not rewritten. A new one takes its place; this one stays.")
            record_view.draw(form.workspace, record, words)
            with st.container(horizontal=True):
                st.button(
                    "Close",
                    key=f"{form.key}|close",
                    type="tertiary",
                    on_click=step_place.close,
                    args=(form.key,),
                )
                _draw_removing(form, record)
        else:
            exemplar_panel.draw(exemplars, desk.actor)
            record_form.draw(form, partial(_draw_removing, form, record))
    evidence_panel.draw(desk, record)
    step_panels.draw_for_record(form.workspace, record)
    record_view.draw_earlier(desk, record, words)


def _draw_removing(form: Form, record: Record) -> None:
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
