"""The matrix of standards and phases: every cell opens what is there, or what could be."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.evidence.evidence_lines import EvidenceLine
from lp_planner.services.evidence.cells import Cell, cell_of
from lp_planner.services.evidence.waiting import Waiting
from lp_planner.ui.frame import navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, shortened

CELL = "cell"
NOTHING = "+"
MOST_LINES = 5
DrawLine = Callable[[EvidenceLine], None]


def draw(
    library: Library,
    standards: Sequence[str],
    lines: Sequence[EvidenceLine],
    waiting: Mapping[str, Sequence[Waiting]],
    draw_line: DrawLine,
) -> None:
    """Draw a row for each of the standards, and the list of the cell that was asked for."""
    if not standards:
        return
    phases = library.pathway.phases
    st.markdown("**Standards in view, by phase**")
    st.caption("Choose a square to see what is there, or what could be.")
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        counts[line.standard, line.phase] = counts.get((line.standard, line.phase), 0) + 1
    asked = session.asked(CELL)
    with st.grid(
        len(phases) + 1, wrap=False, min_column_width=52, gap="xxsmall", key="matrix",
        vertical_alignment="center",
    ):  # fmt: skip
        st.caption(" ")
        for phase in phases:
            st.caption(plain(phase.name), text_alignment="center")
        for standard in standards:
            st.markdown(plain(standard), help=plain(library.framework.by_key[standard].title))
            for phase in phases:
                number = counts.get((standard, phase.key), 0)
                place = f"{standard}|{phase.key}"
                about = f"{standard} in {phase.name}: {counted(number, 'claim', 'claims')}"
                st.button(
                    f"{number:d}" if number else NOTHING,
                    key=f"cell|{place}",
                    type="primary" if place == asked else "secondary" if number else "tertiary",
                    help=plain(about),
                    width="stretch",
                    on_click=session.ask,
                    args=(CELL, "" if place == asked else place),
                )
    standard, _, key = asked.partition("|")
    if standard in standards and key in library.pathway.phase_by_key:
        _draw_cell(library, cell_of(library, lines, waiting, standard, key), draw_line)


def _draw_cell(library: Library, cell: Cell, draw_line: DrawLine) -> None:
    phase = library.pathway.phase_by_key[cell.phase]
    with st.container(border=True, key="cell-list"):
        st.markdown(f"**{plain(library.framework.label(cell.standard))}, {plain(phase.name)}**")
        pages = -(-len(cell.lines) // MOST_LINES)
        at = st.pagination(pages, key=f"cell|page|{cell.standard}") if pages > 1 else 1
        for line in cell.lines[(at - 1) * MOST_LINES : at * MOST_LINES]:
            draw_line(line)
        if cell.waiting:
            st.markdown(f"**Waiting: {len(cell.waiting):d}**")
            for there in cell.waiting[:MOST_LINES]:
                label = shortened(there.says, 90)
                navigation.link(there.phase, label, step=there.step, record=there.record_id)
        if not cell.lines:
            _draw_could_be(cell, phase.name)


def _draw_could_be(cell: Cell, phase: str) -> None:
    if not cell.could_be:
        st.caption(f"Nothing in {plain(phase)} usually shows this one. That is fine.")
        return
    st.caption(f"What in {plain(phase)} could fill it:")
    for step in cell.could_be[:MOST_LINES]:
        navigation.link(cell.phase, step.name, icon=":material/add:", step=step.key)
