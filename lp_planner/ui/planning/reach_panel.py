"""How far each practice travelled, as a ladder of four rungs and as a list with its witnesses."""

import streamlit as st

from lp_planner.domain.measures.reach_ladder import Ladder, Rung, ladders
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.domain.voices.uptake import SaidReach
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.recording import records_of
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
    steps = [step for step in found if isinstance(step, ReachStep)]
    for ladder in ladders(steps, reach_said_by_others(desk, project_id)):
        with st.container(border=True):
            _draw_ladder(desk.workspace, ladder)


def _word(one: SaidReach) -> str:
    """What one person says, and whether others may read it."""
    told = f"  - :material/record_voice_over: {plain(one.who)} says so themselves "
    told += f"({plain(one.source.how)}, {day_in_words(one.said_on)}): “{plain(one.use)}”"
    told += f" What changed: “{plain(one.changed)}”" if one.changed else ""
    return told if one.may_be_shown else f"{told} (stays with you)"


def _draw_ladder(workspace: Workspace, ladder: Ladder) -> None:
    st.subheader(plain(ladder.practice), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for rung in ladder.rungs:
            _draw_badges(workspace, rung)
    st.markdown("\n".join(_line(workspace, rung) for rung in ladder.rungs))
    if any(rung.said for rung in ladder.rungs):
        st.caption(
            "“Says so themselves” is a fact of its own beside what you noted. What was typed in "
            "from paper is marked as such."
        )
    if (further := ladder.next_rung) in NEXT:
        st.markdown(f":material/help: {NEXT[further]}")


def _draw_badges(workspace: Workspace, rung: Rung) -> None:
    """Whether its lead noted it, and how many people there say so themselves."""
    name = plain(workspace.library.term_label("reaches", rung.reach.value))
    noted = f":green-badge[:material/check: {name}]"
    silent = f":gray-badge[:material/radio_button_unchecked: {name}]"
    parts = [noted if rung.steps else silent]
    if rung.said:
        parts.append(f":blue-badge[:material/record_voice_over: {len(rung.said):d}]")
    st.markdown(" ".join(parts), width="content")


def _line(workspace: Workspace, rung: Rung) -> str:
    name = workspace.library.term_label("reaches", rung.reach.value)
    if not (rung.steps or rung.said):
        return f"- **{plain(name)}:** not yet"
    noted = [_step(step) for step in rung.steps]
    return "\n".join([f"- **{plain(name)}**", *noted, *(_word(one) for one in rung.said)])


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
