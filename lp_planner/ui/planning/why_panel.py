"""Why a step matters: a page of its own kind, one click away from the work."""

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.planning.pathway import Pathway
from lp_planner.domain.planning.progress import StepState
from lp_planner.ui.frame.safe_words import plain


def draw(pathway: Pathway, state: StepState, actor: Actor) -> None:
    """Draw the reason, the questions worth asking and the examples of a step."""
    step = state.step
    st.markdown(plain(step.why))
    if note := step.notes.get(actor.post):
        st.markdown(f"**From where you stand**  \n{plain(note)}")
    if step.questions:
        st.markdown("**Worth asking**")
        st.markdown("\n".join(f"- {plain(question)}" for question in step.questions))
    if lines := pathway.lens_at(step.key):
        with st.expander("With the EEF guide of 2024"):
            for line in lines:
                st.markdown(
                    f"**{plain(line.part)}: {plain(line.line)}.** {plain(line.says)}  \n"
                    f"{plain(line.question)}"
                )
                st.caption(f"Source: {plain(line.source)}")
    st.caption(f"Source: {plain(step.source)}")
