"""What stands around every page: who asks, what was removed, the foot, and where to look next."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import attention, feedback, runtime, undo
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain


@contextmanager
def framed(title: str = "") -> Iterator[Desk]:
    """Draw the title and give the page its desk; refusals become sentences."""
    is_school = read_settings().is_school
    is_open = False
    with feedback.guard():
        desk = runtime.desk()
        if title:
            st.title(plain(title))
        undo.draw(desk)
        is_open = True
        yield desk
    st.divider()
    st.html(filled("frame/foot", is_school=is_school))
    attention.draw()
    if not is_open:
        # What stands in the way has been said; there is no page to draw.
        st.stop()
