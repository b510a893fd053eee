"""Several of a list, ticked one by one: chips that wrap on a phone, with a search where many are.

A list to choose from by typing offers "Select all" and picks LP10 for "LP1". A chip is what it
says.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

MANY = 12
"""More than this are looked for by their words; what is ticked is always in sight."""
SAYS = 70


def draw(
    label: str,
    words: Mapping[str, str],
    key: str,
    *,
    none: str,
    help_text: str = "",
    says: int = SAYS,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> None:
    """Draw the choice of several of ``words``, by id; what is ticked is found under ``key``.

    ``none`` says what it means that there is nothing to tick.
    """
    ticked = chosen(key)
    every = {**words, **{id_: "Something removed" for id_ in ticked if id_ not in words}}
    shown = list(every)
    if len(every) > MANY:
        looked_for = st.text_input(
            plain(label),
            key=f"{key}|search",
            placeholder=f"Search {len(every):d}",
            icon=":material/search:",
        )
        parts = str(looked_for or "").casefold().split()
        found = [i for i, said in every.items() if all(p in said.casefold() for p in parts)]
        shown = [*ticked, *[id_ for id_ in found if id_ not in ticked][:MANY]]
    if not shown:
        st.caption(plain(none))
    # Said anew each time: a choice among others is another one to Streamlit, and would be empty.
    session.put(key, ticked)
    st.pills(
        plain(label),
        shown,
        selection_mode="multi",
        key=key,
        help=plain(help_text) or None,
        label_visibility="collapsed" if len(every) > MANY else "visible",
        format_func=lambda id_: plain(shortened(every.get(id_, ""), says)),
        on_change=on_change,
        args=args,
    )


def chosen(key: str) -> list[str]:
    """What is ticked under ``key``."""
    found = session.value(key)
    return [str(id_) for id_ in found] if isinstance(found, list | tuple) else []
