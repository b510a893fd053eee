"""What would make the evidence stronger: questions with their reasons, never a score."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.evidence.evidence_gaps import Gap, GapKind
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.services.desk.workspace import Workspace
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, shortened

ON_A_PAGE = 6


def draw(workspace: Workspace, gaps: Sequence[Gap]) -> None:
    """Draw the gaps in the evidence; nothing where there are none."""
    if not gaps:
        return
    number = counted(len(gaps), "question", "questions")
    label = f"What would make it stronger: {number}"
    with st.expander(label, icon=":material/lightbulb:"):
        st.markdown("Questions to think about. None of them has to be answered.")
        pages = -(-len(gaps) // ON_A_PAGE)
        at = st.pagination(pages, key="gaps|page") if pages > 1 else 1
        for place, gap in enumerate(gaps[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]):
            _draw_one(workspace, gap, place)


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
        if gap.kind is GapKind.UNHEARD:
            for phase, step in _steps(workspace, ReachStep.kind):
                navigation.link(phase, "Ask them by a link", step=step)
        if gap.record_id:
            for phase, step in _steps(workspace, gap.record_kind):
                navigation.link(phase, "Open the record", step=step, record=gap.record_id)


def _steps(workspace: Workspace, kind: str) -> list[tuple[str, str]]:
    """Where records of a kind are written: the phase and the step, once."""
    return [
        (phase.key, step.key)
        for phase in workspace.library.pathway.phases
        for step in phase.steps
        if step.kind == kind
    ][:1]
