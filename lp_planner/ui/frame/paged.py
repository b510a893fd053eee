"""Long lists in parts, with a search: a page stays short however many there are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted

T = TypeVar("T")
EACH = 20
"""How many stand on one page; a list of no more has neither search nor pages."""
MANY = 60
"""Where a page holds more than this, what is folded is drawn when it is unfolded."""


def part_of(
    things: Sequence[T],
    key: str,
    *,
    words: Callable[[T], str],
    noun: tuple[str, str],
    each: int = EACH,
) -> Sequence[T]:
    """Draw the search and the pages of a list, and answer those to draw now.

    ``words`` of a thing is what a search looks in, for all the words that somebody types;
    ``noun`` is what one and several are called.
    """
    if len(things) <= each:
        return things
    found = _found(things, key, words, counted(len(things), *noun))
    if not found:
        return found
    pages = (len(found) - 1) // each + 1
    number = session.value(session.begin(f"{key}|page", 1))
    here = min(number if isinstance(number, int) else 1, pages)
    session.put(f"{key}|page", here)
    first = (here - 1) * each
    shown = found[first : first + each]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{first + 1:d} to {first + len(shown):d} of {len(found):d}")
        if pages > 1:
            st.pagination(pages, key=f"{key}|page")
    return shown


def one_of(label: str, words: Mapping[str, str], key: str, *, noun: tuple[str, str]) -> None:
    """Draw the choice of one of ``words``, by id; of many, those that a search finds."""
    shown: Sequence[str] = list(words)
    if len(words) > EACH:
        how_many = counted(len(words), *noun)
        shown = _found(shown, key, words.__getitem__, how_many)[:EACH]
        if chosen := session.value(key):
            # Said anew: a choice among others is another one to Streamlit, and would be empty.
            session.put(key, chosen if chosen in shown else next(iter(shown), None))
    st.selectbox(plain(label), shown, key=key, format_func=words.__getitem__)


@contextmanager
def fold(
    label: str, key: str, *, of: int, icon: str | None = None, expanded: bool = False
) -> Iterator[bool]:
    """Fold away what the block draws; whether it is to be drawn.

    What is one ``of`` many waits until somebody unfolds it, so that a page stays short.
    """
    waits = of > MANY
    name = f"fold|{key}"
    if waits and expanded and not session.has(name):
        session.put(name, new=True)
    folded = st.expander(
        plain(label),
        expanded=expanded,
        icon=icon,
        key=name if waits else None,
        on_change="rerun" if waits else "ignore",
    )
    with folded:
        yield bool(folded.open) if waits else True


def _found(things: Sequence[T], key: str, words: Callable[[T], str], how_many: str) -> Sequence[T]:
    """Draw the search of a list; those that have all the words looked for."""
    asked = st.text_input(
        plain(f"Search {how_many}"),
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


def _has(words: str, wanted: Sequence[str]) -> bool:
    said = words.casefold()
    return all(word in said for word in wanted)


def _begin_again(key: str) -> None:
    session.put(f"{key}|page", 1)
