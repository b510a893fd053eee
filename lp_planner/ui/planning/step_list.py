"""The steps of a phase with the state of each: a list at the side, on a phone one select."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from lp_planner.domain.planning.progress import ItemState, StepState
from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import step_place

SELECT = "steps|select"


def draw(
    items: Sequence[ItemState], chosen: StepState, due: Mapping[str, int], asked: Collection[str]
) -> None:
    """Draw the steps of a phase by the items of the guidance, the core first.

    ``due`` counts by step what was to be looked at by today, and ``asked`` names the steps that a
    question of the planner asks for. The others go deeper, one click away.
    """
    with st.container(key="steps-list", gap="xxsmall"):
        for item in items:
            shown = item.open_steps(asked, chosen.step.key)
            if shown:
                st.caption(plain(item.item.name))
                _draw_buttons(shown, chosen, due)
        deeper = [s for item in items for s in item.deeper_steps(asked, chosen.step.key)]
        if deeper:
            with st.expander("Going deeper", key="steps|deeper"):
                _draw_buttons(deeper, chosen, due)
    states = [state for item in items for state in item.steps]
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


def _draw_buttons(states: Sequence[StepState], chosen: StepState, due: Mapping[str, int]) -> None:
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
