"""What there is to celebrate in a project, where it is seen: milestones reached, thanks given."""

import streamlit as st

from lp_planner.domain.people import Actor
from lp_planner.services.celebrations import Celebrations, worth_celebrating
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.ui import navigation
from lp_planner.ui.words import plain, shortened

SHOWN = 3


def draw(workspace: Workspace, actor: Actor, project_id: str) -> None:
    """Draw what was reached and who was thanked; nothing before there is anything."""
    found = worth_celebrating(workspace, actor, project_id)
    if not (found.reached or found.noticed):
        return
    st.markdown("**Worth celebrating**")
    st.markdown("\n".join(_lines(workspace, found)))
    if found.unthanked is not None:
        st.caption("Who made this possible, and do they know that you noticed?")
    st.page_link(
        navigation.page("deliver"),
        label="Note a thank you or a success",
        icon=":material/celebration:",
        query_params={"project": project_id, "step": "leadership"},
    )


def _lines(workspace: Workspace, found: Celebrations) -> list[str]:
    lines = [
        f"- :material/flag: Reached: {plain(shortened(m.what, 120))}  \n"
        f"  :gray[{day_in_words(m.happened_on if m.done_on is None else m.done_on)}]"
        for m in found.reached[:SHOWN]
    ]
    for note in found.noticed[:SHOWN]:
        kind = workspace.library.term_label("leadership_kinds", note.leadership_kind)
        whom = f" · {plain(note.for_whom)}" if note.for_whom else ""
        lines.append(
            f"- :material/favorite: {kind}: {plain(shortened(note.what, 120))}  \n"
            f"  :gray[{day_in_words(note.noted_on)}{whom}]"
        )
    more = len(found.reached[SHOWN:]) + len(found.noticed[SHOWN:])
    return [*lines, f"- and {more} more"] if more else lines
