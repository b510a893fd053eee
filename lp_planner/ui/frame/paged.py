"""Long lists in parts, with a search: a page stays short however many there are."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted

T = TypeVar("T")
EACH = 20
"""How many stand on one page; a list of no more has neither search nor pages."""


def part_of(
    things: Sequence[T], key: str, *, words: Callable[[T], str], noun: tuple[str, str]
) -> Sequence[T]:
    """Draw the search and the pages of a list, and answer those to draw now.

    ``words`` of a thing is what a search looks in, for all the words that somebody types;
    ``noun`` is what one and several are called.
    """
    if len(things) <= EACH:
        return things
    asked = st.text_input(
        plain(f"Search {counted(len(things), *noun)}"),
        key=session.begin(f"{key}|search"),
        icon=":material/search:",
        on_change=_begin_again,
        args=(key,),
    )
    wanted = str(asked or "").casefold().split()
    found = [thing for thing in things if _has(words(thing), wanted)]
    if not found:
        st.markdown("Nothing here has these words. Please try fewer of them.")
        return found
    pages = (len(found) - 1) // EACH + 1
    number = session.value(session.begin(f"{key}|page", 1))
    here = min(number if isinstance(number, int) else 1, pages)
    session.put(f"{key}|page", here)
    first = (here - 1) * EACH
    shown = found[first : first + EACH]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{first + 1:d} to {first + len(shown):d} of {len(found):d}")
        if pages > 1:
            st.pagination(pages, key=f"{key}|page")
    return shown


def _has(words: str, wanted: Sequence[str]) -> bool:
    said = words.casefold()
    return all(word in said for word in wanted)


def _begin_again(key: str) -> None:
    session.put(f"{key}|page", 1)
