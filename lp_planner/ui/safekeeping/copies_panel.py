"""Copies of the whole planner: the newest ones, and a button that makes one now."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.safekeeping import copies
from lp_planner.storage.copy_label import WholeCopy
from lp_planner.ui.frame import feedback
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

KEY = "copies"
SHOWN = 7
"""A week of one copy each night."""


def draw(desk: Desk) -> None:
    """Draw the copies there are and the button."""
    seen = copies.copies_here(desk)
    every = desk.workspace.copying.every_hours
    st.markdown(
        "A copy holds everything: all that was written here, and the attached files. Keep one on "
        "another computer or drive as well. "
        + (f"One is made every {every:d} hours by itself." if every else "None is made by itself.")
    )
    feedback.show_refusal(KEY)
    if seen.copies:
        st.markdown("\n".join(f"- {_line(copy)}" for copy in seen.copies[:SHOWN]))
        if len(seen.copies) > SHOWN:
            st.caption(f"{len(seen.copies) - SHOWN:d} older ones are there, too.")
        st.caption(f"They lie in {plain(str(seen.folder))}")
    else:
        st.markdown("There is no copy yet.")
    if seen.leftovers:
        names = ", ".join(path.name for path in seen.leftovers)
        st.warning(f"These were broken off; the next start clears them away: {plain(names)}")
    st.button(
        "Make a copy now", key=f"{KEY}|make", icon=":material/save:", on_click=_make, args=(desk,)
    )


def _line(copy: WholeCopy) -> str:
    when = f"{day_in_words(copy.made_at)}, {copy.made_at:%H:%M}"
    why = f", {copy.label.why}" if copy.label else ""
    proof = "restored as a trial, all there" if copy.is_proved else copies.in_words(copy)
    return plain(f"{when}{why}: {proof or 'not tried yet'} ({copy.path.name})")


def _make(desk: Desk) -> None:
    with feedback.attempt(KEY) as tried:
        copy = copies.copy_now(desk)
        fault = copies.in_words(copy)
        was = f"It is not whole: {fault}" if fault else "It was restored as a trial, all there."
        tried.says = f"The copy {copy.path.name} is made. {was}"
