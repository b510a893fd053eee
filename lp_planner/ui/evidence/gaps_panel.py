"""What would make the evidence stronger: questions with their reasons, never a score."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.evidence.evidence_gaps import Gap
from lp_planner.services.desk.workspace import Workspace
from lp_planner.ui.frame import navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

SHOWN = 2
"""So many at once; the rest are one click away, since a long list helps nobody."""


def draw(workspace: Workspace, gaps: Sequence[Gap]) -> None:
    """Draw the gaps in the evidence; nothing where there are none."""
    if not gaps:
        return
    st.header("What would make it stronger")
    st.markdown("Questions to think about. None of them has to be answered.")
    shows_all = len(gaps) <= SHOWN or bool(session.asked("gaps"))
    for number, gap in enumerate(gaps if shows_all else gaps[:SHOWN]):
        _draw_one(workspace, gap, number)
    if not shows_all:
        st.button(
            f"Show all {len(gaps)} questions about the evidence",
            key="gaps|all",
            type="tertiary",
            on_click=session.ask,
            args=("gaps", "all"),
        )


def _draw_one(workspace: Workspace, gap: Gap, number: int) -> None:
    label = gap.question
    if gap.headline:
        label = f"{shortened(gap.headline, 60)}: {gap.question}"
    with st.expander(plain(label), icon=":material/help:", key=f"gap|{number}"):
        st.markdown(plain(gap.reason))
        st.markdown(
            "\n".join(f"- {plain(workspace.library.framework.label(s))}" for s in gap.standards)
        )
        st.caption(f"Source: {plain(gap.source)}")
        if gap.record_id:
            steps = [
                (phase.key, step.key)
                for phase in workspace.library.pathway.phases
                for step in phase.steps
                if step.kind == gap.record_kind
            ]
            for phase, step in steps[:1]:
                navigation.link(phase, "Open the record", step=step, record=gap.record_id)
