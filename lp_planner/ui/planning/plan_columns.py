"""The five columns of the plan: each line opens its record above them and is come back to."""

import streamlit as st

from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import recording
from lp_planner.services.planning.plan import PlanLine, PlanPart, plan_on_a_page
from lp_planner.ui.frame import attention, navigation, session
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import record_form, step_place
from lp_planner.ui.planning.opened_form import form_of
from lp_planner.wording import shortened

SHOWN = 5
"""So many lines of a column at once; the rest are one click away."""
SAYS, KNOWN = 90, 80
WIDTHS = (9, 10, 12, 9, 9)
"""The strategies have most to say."""
ALL = "all"
CAME_FROM = "plan|came_from"
"""The record that was open here last, to be come back to."""


def draw(desk: Desk, project_id: str) -> None:
    """Draw the record in the address, if there is one, above the five columns.

    Raises:
        NotFound: for a record that is no line of this plan, whosoever it is.
    """
    st.html(filled("planning/plan_look"))
    parts = plan_on_a_page(desk, project_id)
    lines = [line for part in parts for line in part.lines]
    wanted = session.asked("record")
    if wanted:
        opened = next((line for line in lines if line.record_id == wanted), None)
        if opened is None:
            raise NotFound
        _draw_record(desk, project_id, opened)
        session.put(CAME_FROM, wanted)
    elif came_from := session.take(CAME_FROM):
        attention.ask_for(_key(str(came_from)))
    for part, box in zip(parts, st.columns(WIDTHS, border=True, gap="xsmall"), strict=True):
        with box:
            _draw_part(desk, part, came_from=str(came_from or "") if not wanted else "")


def _draw_record(desk: Desk, project_id: str, line: PlanLine) -> None:
    record = recording.record_of(desk, line.kind, line.record_id)
    form = form_of(desk, project_id, line.kind, record)
    phase, step, name = _place(desk, line.kind, record)
    with st.container(border=True, key=step_place.OPENED):
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.subheader(plain(name), anchor=False, width="content")
            with st.container(width="content"):
                navigation.link(
                    phase,
                    "Open at its step",
                    icon=":material/arrow_forward:",
                    step=step,
                    record=record.id,
                )
        record_form.draw(form)


def _place(desk: Desk, kind: str, record: Record | None = None) -> tuple[str, str, str]:
    """The phase and the step at which a kind is written, and the step's name."""
    places = [
        (phase.key, step.key, step.name)
        for phase in desk.library.pathway.phases
        for step in phase.steps
        if step.kind == kind
    ]
    own = desk.library.phase_of(record) if record else ""
    return next((place for place in places if place[0] == own), places[0])


def _draw_part(desk: Desk, part: PlanPart, *, came_from: str) -> None:
    st.markdown(f"**{plain(part.name)}**  \n:gray[{plain(part.question)}]")
    folded = {line.record_id for line in part.lines[SHOWN:]}
    shows_all = session.asked(ALL) == part.name or came_from in folded
    seen: set[str] = set()
    for number, line in enumerate(part.lines if shows_all else part.lines[:SHOWN]):
        # What a record says in several lines is come back to at the first of them.
        key = _key(line.record_id)
        _draw_line(line, key if line.record_id not in seen else f"{key}-{number}")
        seen.add(line.record_id)
    if folded and not shows_all:
        st.button(
            f"Show all {len(part.lines):d}",
            key=f"plan|{part.name}|all",
            type="tertiary",
            icon=":material/expand_more:",
            on_click=_show_all,
            args=(part,),
        )
    if not part.lines:
        phase, step, name = _place(desk, part.filled_by)
        st.caption("Nothing here yet. This step fills it:")
        navigation.link(phase, name, icon=":material/arrow_forward:", step=step)


def _draw_line(line: PlanLine, key: str) -> None:
    card = step_place.card(line.kind)
    is_kept = card is not None and card.is_new and card.record_id == line.record_id
    kept = ":material/check_circle: **Kept ✓**  \n" if is_kept else ""
    with st.container(key=key, gap=None):
        st.button(
            plain(shortened(line.words, SAYS)),
            key=f"open|{key}",
            type="tertiary",
            on_click=step_place.open_record,
            args=(line.record_id,),
        )
        st.caption(f"{kept}{plain(shortened(line.facts, KNOWN))}")


def _show_all(part: PlanPart) -> None:
    session.ask(ALL, part.name)
    attention.ask_for(_key(part.lines[SHOWN].record_id))


def _key(record_id: str) -> str:
    return f"line-{record_id}"
