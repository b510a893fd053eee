"""What there is to celebrate in a project, where it is seen: milestones reached, thanks given."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.celebrations import Celebrations, worth_celebrating
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined, shortened

SHOWN = 1
"""So many stand in sight, the latest; the earlier ones are one click away."""


def draw(desk: Desk, project_id: str) -> None:
    """Draw what was reached and who was thanked; nothing before there is anything."""
    found = worth_celebrating(desk, project_id)
    if not (found.reached or found.noticed):
        return
    lines = _lines(desk.workspace, found)
    st.markdown("**Worth celebrating**\n" + "\n".join(lines[:SHOWN]))
    if len(lines) > SHOWN:
        with st.expander("Earlier moments"):
            st.markdown("\n".join(lines[SHOWN:]))
    with st.container(horizontal=True, vertical_alignment="center"):
        if found.unthanked is not None:
            asks = "Who made this possible, and do they know that you noticed?"
            st.caption(asks, width="content")
        st.page_link(
            navigation.target("deliver"),
            label="Note a thank you or a success",
            icon=":material/celebration:",
            query_params={"project": project_id, "step": "leadership"},
        )


def _lines(workspace: Workspace, found: Celebrations) -> list[str]:
    """Every moment in a line, the latest first."""
    told = [
        (m.done_on or m.due_on, f"Reached: {shortened(m.what, 120)}", "") for m in found.reached
    ]
    for note in found.noticed:
        kind = workspace.library.term_label("leadership_kinds", note.leadership_kind)
        words = f"{kind}: {shortened(note.what, 120)}"
        told.append((note.noted_on, words, note.for_whom))
    return [
        f"- {plain(words)}  \n  :gray[{plain(joined(day_in_words(day), whom))}]"
        for day, words, whom in sorted(told, key=lambda one: one[0], reverse=True)
    ]
