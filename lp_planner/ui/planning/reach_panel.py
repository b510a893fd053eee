"""How far each practice travelled, as a ladder of four rungs and as a list with its witnesses."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.measures.reach_ladder import Ladder, Rung, ladders
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.domain.voices.uptake import SaidReach
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.recording import records_of
from lp_planner.services.voices.ratings import HOW
from lp_planner.services.voices.uptake import reach_said_by_others
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

NEXT = {
    Reach.OWN_TEAM: "Who in your own team could try it with you?",
    Reach.ANOTHER_TEAM: "Which other team in your school could use it?",
    Reach.ANOTHER_SCHOOL: "Which other school could use it, and who there would lead it?",
}


def draw(desk: Desk, project_id: str) -> None:
    """Draw a ladder for each practice; nothing before the first step."""
    found = records_of(desk, project_id, ReachStep.kind)
    for ladder in ladders([step for step in found if isinstance(step, ReachStep)]):
        with st.container(border=True):
            _draw_ladder(desk.workspace, ladder)
    _draw_said(desk, reach_said_by_others(desk, project_id))


def _draw_said(desk: Desk, said: Sequence[SaidReach]) -> None:
    """What those it reached say themselves, apart from what the lead practitioner noted."""
    if not said:
        return
    with st.container(border=True):
        st.subheader("Reach, said by others", anchor=False)
        st.caption("A fact of its own: these people answered themselves, by a link or on paper.")
        for reach in Reach:
            there = [one for one in said if one.reach is reach]
            if there:
                name = desk.library.term_label("reaches", reach.value)
                st.markdown("\n".join([f"- **{plain(name)}**", *(_word(one) for one in there)]))


def _word(one: SaidReach) -> str:
    """What one person says, and whether others may read it."""
    told = f"  - {plain(one.who)}, {plain(HOW[one.source])}, {day_in_words(one.said_on)}: "
    told += f"“{plain(one.use)}”"
    told += f" What changed: “{plain(one.changed)}”" if one.changed else ""
    return told if one.may_be_shown else f"{told} (stays with you)"


def _draw_ladder(workspace: Workspace, ladder: Ladder) -> None:
    st.subheader(plain(ladder.practice), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for rung in ladder.rungs:
            name = plain(workspace.library.term_label("reaches", rung.reach.value))
            st.markdown(
                f":green-badge[:material/check: {name}]"
                if rung.steps
                else f":gray-badge[:material/radio_button_unchecked: {name}]",
                width="content",
            )
    st.markdown("\n".join(_line(workspace, rung) for rung in ladder.rungs))
    if (further := ladder.next_rung) in NEXT:
        st.markdown(f":material/help: {NEXT[further]}")


def _line(workspace: Workspace, rung: Rung) -> str:
    name = workspace.library.term_label("reaches", rung.reach.value)
    if not rung.steps:
        return f"- **{plain(name)}:** not yet"
    return "\n".join([f"- **{plain(name)}**", *(_step(step) for step in rung.steps)])


def _step(step: ReachStep) -> str:
    """One step, indented below its rung."""
    told = f"  - {day_in_words(step.reached_on)}. Seen by: {plain(step.witness)}"
    for label, words in (
        ("", step.what_happened),
        ("Who used it: ", step.who_used_it),
        ("Their pupils: ", step.pupils_there),
    ):
        told += f"  \n    {label}{plain(words)}" if words else ""
    return told
