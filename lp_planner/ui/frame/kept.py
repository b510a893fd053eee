"""Boxes whose words are kept as they are typed, so that nothing typed is lost (docs/adr/0065).

A box is a widget and a draft of the person's own: leaving the page, reloading it, another tab or a
stopped server cost at most the sentence being typed. Too long a paste stays in the box, which says
by how much. What an action saved is forgotten by ``feedback.attempt``, and so is its draft.
"""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted

BOXES = "kept boxes"
WORDS = "words"
NARROW = 160
"""A box this narrow stands in a row beside its words: its label is heard and not seen."""


def line(
    desk: Desk,
    label: str,
    key: str,
    *,
    most: int = 200,
    start: str = "",
    placeholder: str = "",
    help_text: str = "",
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """Draw one line that is kept; what is in it."""
    st.text_input(
        plain(label),
        key=begin(desk, key, start),
        placeholder=placeholder or None,
        help=plain(help_text) or None,
        width=width,
        label_visibility="collapsed" if width != "stretch" and width <= NARROW else "visible",
        on_change=keep,
        args=(desk, key),
    )
    return _said(key, most)


def prose(
    desk: Desk,
    label: str,
    key: str,
    *,
    most: int = 5000,
    start: str = "",
    height: int = 96,
    placeholder: str = "",
    help_text: str = "",
) -> str:
    """Draw a larger box that is kept; what is in it."""
    st.text_area(
        plain(label),
        key=begin(desk, key, start),
        height=height,
        placeholder=placeholder or None,
        help=plain(help_text) or None,
        on_change=keep,
        args=(desk, key),
    )
    return _said(key, most)


def begin(desk: Desk, key: str, start: str = "") -> str:
    """The key of a box, which begins with what was typed before and else with ``start``."""
    _know(desk, key)
    if not session.has(key):
        session.put(key, str(drafts.draft_of(desk, _draft(key)).get(WORDS, start)))
    return key


def keep(desk: Desk, key: str) -> None:
    """Keep what is typed; where that fails the words are still on the page."""
    keep_values(desk, key, {WORDS: session.value(key) or ""})


def keep_values(desk: Desk, key: str, values: Mapping[str, object]) -> None:
    """Keep something larger than words, such as the rows of a grid."""
    _know(desk, key)
    try:
        drafts.keep_draft(desk, _draft(key), values)
    except PlannerError as refused:
        # A draft that cannot be kept must not stop the typing; the box says it.
        session.put(f"{key}|unkept", refused.message)


def kept_values(desk: Desk, key: str) -> Mapping[str, object]:
    """What was kept by :func:`keep_values`."""
    _know(desk, key)
    return drafts.draft_of(desk, _draft(key))


def drop(prefix: str) -> None:
    """Forget the drafts of the boxes whose keys begin with ``prefix``: they are saved."""
    boxes = session.value(BOXES)
    for key, desk in (boxes if isinstance(boxes, dict) else {}).items():
        if str(key).startswith(prefix) and isinstance(desk, Desk):
            drafts.drop_draft(desk, _draft(str(key)))


def draw_too_long(words: object, most: int) -> None:
    """Say by how much the words of a box are too long, where they are."""
    over = len(words.strip()) - most if isinstance(words, str) else 0
    if over > 0:
        by = counted(over, "character", "characters")
        st.markdown(
            f":material/content_cut: :orange[{plain(by)} too long: {most:d} fit here. "
            "All of it is still in the box.]"
        )


def _know(desk: Desk, key: str) -> None:
    """Note whose box this is, so that :func:`drop` finds its draft."""
    boxes = session.value(BOXES)
    session.put(BOXES, {**(boxes if isinstance(boxes, dict) else {}), key: desk})


def _said(key: str, most: int) -> str:
    words = str(session.value(key) or "")
    draw_too_long(words, most)
    if unkept := session.take(f"{key}|unkept"):
        st.caption(f"This is only on this page for now. {plain(str(unkept))}")
    return words


def _draft(key: str) -> str:
    return f"box|{key}"
