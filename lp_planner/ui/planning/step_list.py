"""The steps of a phase with the state of each: a list at the side, on a phone one select."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.domain.planning.progress import StepState
from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import step_place

SELECT = "steps|select"


def draw(states: Sequence[StepState], chosen: StepState, due: Mapping[str, int]) -> None:
    """Draw the steps; ``due`` counts by step what was to be looked at by today."""
    with st.container(key="steps-list", gap="xxsmall"):
        for state in states:
            key = state.step.key
            st.button(
                f"{plain(state.step.name)} {_mark(state, due.get(key, 0))}",
                key=f"step|{key}",
                type="secondary" if state == chosen else "tertiary",
                help=plain(state.reason),
                width="stretch",
                on_click=step_place.go_to,
                args=(key,),
            )
    by_key = {state.step.key: state for state in states}
    session.put(SELECT, chosen.step.key)
    with st.container(key="steps-select"):
        st.selectbox(
            "Step",
            list(by_key),
            key=SELECT,
            format_func=lambda key: _in_words(by_key[key], due.get(key, 0)),
            label_visibility="collapsed",
            on_change=_chosen,
        )


def _chosen() -> None:
    step_place.go_to(str(session.value(SELECT)))


def _mark(state: StepState, due: int) -> str:
    if due:
        return f":orange[**{due:d} due**]"
    return ":green[✓]" if state.is_done else ""


def _in_words(state: StepState, due: int) -> str:
    if due:
        return f"{state.step.name} · {due} due"
    return f"{state.step.name} ✓" if state.is_done else state.step.name
