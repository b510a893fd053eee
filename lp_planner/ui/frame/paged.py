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
        on_change=_go_to,
        args=(key, 0),
    )
    wanted = str(asked or "").casefold().split()
    found = [thing for thing in things if _has(words(thing), wanted)]
    if not found:
        st.markdown("Nothing here has these words. Please try fewer of them.")
        return found
    last = (len(found) - 1) // EACH
    here = min(_page(key), last)
    first = here * EACH
    shown = found[first : first + EACH]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{first + 1:d} to {first + len(shown):d} of {len(found):d}")
        if last:
            _turn(key, "Earlier", here - 1, is_there=here > 0)
            _turn(key, "Next", here + 1, is_there=here < last)
    return shown


def _has(words: str, wanted: Sequence[str]) -> bool:
    said = words.casefold()
    return all(word in said for word in wanted)


def _page(key: str) -> int:
    page = session.value(f"{key}|page")
    return page if isinstance(page, int) else 0


def _turn(key: str, label: str, page: int, *, is_there: bool) -> None:
    st.button(label, key=f"{key}|{label}", disabled=not is_there, on_click=_go_to, args=(key, page))


def _go_to(key: str, page: int) -> None:
    session.put(f"{key}|page", page)
