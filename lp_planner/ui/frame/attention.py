"""Where the eyes should be next: the place that answers comes into view and takes the focus.

Our own script does it (``front_door/assets/attention.js``); see ADR 62. Without it the page is
whole all the same, and is scrolled by hand.
"""

import re
from uuid import uuid4

import streamlit as st

from lp_planner.ui.frame import session
from lp_planner.ui.frame.html_pages import filled

OPENED = "opened"
"""The key of the container of a record that is open."""
_NOTE, _FOLLOWED = "attention", "attention followed"


def ask_for_field(key: str) -> None:
    """Put the focus into the first control of the container with this key, on the next run."""
    session.put(_NOTE, (key, "field"))


def ask_for(key: str) -> None:
    """Bring the container with this key into view and give it the focus, on the next run."""
    session.put(_NOTE, (key, "part"))


def row_of(record_id: str) -> str:
    """The key of a record's row in the list of its step."""
    return f"row-{record_id}"


def ask_once(key: str, because: str) -> None:
    """The same for what the address asks for: once for each ``because``, not with every click."""
    if session.value(_FOLLOWED) != because:
        session.put(_FOLLOWED, because)
        ask_for(key)


def draw() -> None:
    """Name the place that was asked for; drawn last, once the place itself is there."""
    asked = session.take(_NOTE)
    key, kind = asked if isinstance(asked, tuple) else ("", "")
    place = "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip()) if key else ""
    nonce = uuid4().hex if key else ""
    st.html(filled("frame/attention", place=place, nonce=nonce, kind=kind))
