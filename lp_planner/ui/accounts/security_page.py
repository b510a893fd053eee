"""The security log for an admin: what happened to accounts, a page at a time."""

import streamlit as st

from lp_planner.services.accounts.security_log import PAGE, LogLine, read_log
from lp_planner.ui.frame import page, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import joined, moment_in_words

AT = "security|page"


def render() -> None:
    """Draw the newest lines, and the way to older ones."""
    with page.framed("Security") as desk:
        number = session.value(AT)
        at = number if isinstance(number, int) else 0
        found = read_log(desk, page=at)
        st.markdown(
            "Who signed in, who was refused, and what changed in an account. It says nothing of "
            "what people write, nor what was typed at the door. A network is the first part of an "
            "address alone: enough to see where guesses come from, too little to tell a computer."
        )
        if not found.lines:
            st.info("Nothing has been noted yet.")
        for line in found.lines:
            st.markdown(_in_words(line))
        with st.container(horizontal=True):
            if at:
                st.button("Newer", key="security|newer", on_click=session.put, args=(AT, at - 1))
            if found.has_older:
                label = f"{PAGE} older ones"
                st.button(label, key="security|older", on_click=session.put, args=(AT, at + 1))


def _in_words(line: LogLine) -> str:
    said = joined(line.who, line.what, line.by, line.network and f"from {line.network}")
    return f":gray[{moment_in_words(line.at)}]  \n{plain(said)}"
