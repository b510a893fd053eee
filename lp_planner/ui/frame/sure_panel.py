"""What is odd about some answers, asked where they were given: yes, that is right, or mend it."""

from collections.abc import Callable

import streamlit as st

from lp_planner.domain.records.oddities import NotSureYet
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain

YES = "Yes, that is right"


def is_asked(key: str) -> bool:
    """Whether something is asked about the form under ``key``."""
    return isinstance(feedback.refusal(key), NotSureYet)


def place(key: str) -> str:
    """The key of the container that asks."""
    return f"sure-{key}"


def draw(key: str, save: Callable[[], None]) -> None:
    """Ask about what is odd, where something is; ``save`` tries again once it is right."""
    asked = feedback.refusal(key)
    if not isinstance(asked, NotSureYet):
        return
    with st.container(border=True, key=place(key)):
        for oddity in asked.oddities:
            st.markdown(f":material/help: **{plain(oddity.question)}**")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                YES, key=f"{key}|yes", icon=":material/check:", on_click=_say_so, args=(key, save)
            )
            st.caption("Nothing is saved yet. If it is a slip, mend it and save again.")


def sure(key: str) -> frozenset[str]:
    """What the person said is right, as the services take it."""
    found = session.value(_kept_under(key))
    return found if isinstance(found, frozenset) else frozenset()


def _say_so(key: str, save: Callable[[], None]) -> None:
    asked = feedback.refusal(key)
    if isinstance(asked, NotSureYet):
        said = frozenset(oddity.sentence for oddity in asked.oddities)
        session.put(_kept_under(key), sure(key) | said)
    save()


def _kept_under(key: str) -> str:
    return f"{key}|sure"
