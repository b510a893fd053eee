"""Ending a phase is a moment: what it came to on one screen, and the door to the next phase."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.endings import Ending, ending_of
from lp_planner.services.planning.journey import Journey
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import joined


def offer(desk: Desk, journey: Journey, phase: str) -> None:
    """Offer the moment once the core of the phase is there, or passed with a reason."""
    if not journey.is_phase_done(phase):
        return
    name = desk.library.pathway.phase_by_key[phase].name
    if st.button(
        f"See what {plain(name)} came to",
        key=f"ending|{phase}",
        icon=":material/celebration:",
        type="tertiary",
    ):
        _moment(desk, journey, phase)


@st.dialog("What it came to", width="medium", icon=":material/celebration:")
def _moment(desk: Desk, journey: Journey, phase: str) -> None:
    ending = ending_of(desk, journey.project.id, phase)
    st.subheader(f"{plain(ending.name)}: {plain(journey.project.title)}", anchor=False)
    st.markdown("**What was decided**")
    decided = "\n".join(f"- {plain(line)}" for line in ending.decided)
    st.markdown(decided or "No decision is written down in this phase.")
    st.markdown("**What it rests on**")
    st.markdown(plain(joined(*ending.rests_on)) or "Nothing else is recorded here yet.")
    if ending.still_open:
        st.markdown("**Still open, and that is known**")
        for step in ending.still_open:
            st.markdown(f"- {plain(step.name)}: {plain(step.reason)}")
    _draw_thanks(journey, ending)
    if ending.next_phase:
        st.page_link(
            navigation.target(ending.next_phase),
            label=f"On to {plain(ending.next_name)}",
            icon=":material/arrow_forward:",
            query_params={"project": journey.project.id},
        )
    else:
        st.page_link(
            navigation.target("evidence"),
            label="Your evidence, as it stands now",
            icon=":material/arrow_forward:",
            query_params={"project": journey.project.id},
        )


def _draw_thanks(journey: Journey, ending: Ending) -> None:
    st.markdown("**Whom to thank**")
    names = plain(joined(*ending.thanks))
    st.markdown(
        f"{names}  \nDo they know that you noticed?"
        if names
        else "Who made this possible, and do they know that you noticed?"
    )
    st.page_link(
        navigation.target("deliver"),
        label="Note a thank you",
        icon=":material/favorite:",
        query_params={"project": journey.project.id, "step": "leadership"},
    )
