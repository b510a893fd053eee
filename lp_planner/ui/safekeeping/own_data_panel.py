"""Everything of one's own as one file, and such a file back into an empty planner."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.safekeeping import own_data, own_data_return
from lp_planner.services.safekeeping.retention import rules_in_words
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain

KEY = "own_data"
LARGEST_MB = 500


def draw(desk: Desk, *, has_projects: bool) -> None:
    """Offer a whole copy, and where there is nothing yet, to bring one back."""
    with st.expander("Your data"):
        st.markdown(
            "A copy of everything that is yours: projects, records, evidence and its files, your "
            "portfolio, drafts, earlier versions and the history. What others wrote about you is "
            "in it too: answers, moderators’ feedback and who has looked. It is for you alone, "
            "since what was said in coaching is in it."
        )
        st.markdown("**How long what is kept**")
        st.markdown(
            "\n".join(
                f"- {plain(rule.what)}: {plain(rule.how_long)}"
                for rule in rules_in_words(desk.workspace)
            )
        )
        st.download_button(
            "All my data",
            data=lambda: own_data.own_data_pack(desk),
            file_name=own_data.own_data_name(desk.workspace),
            mime=own_data.MIME,
            key=f"{KEY}|take",
            on_click="ignore",
            icon=":material/download:",
        )
        if has_projects:
            st.caption("A copy comes back into a planner in which you have no project yet.")
            return
        feedback.show_refusal(KEY)
        file = st.file_uploader(
            "A copy of your data",
            type=["zip", "json"],
            key=f"{KEY}|file",
            max_upload_size=LARGEST_MB,
        )
        st.button(
            "Bring it back",
            key=f"{KEY}|bring",
            disabled=file is None,
            on_click=_bring_back,
            args=(desk,),
        )


def _bring_back(desk: Desk) -> None:
    data = session.uploaded(f"{KEY}|file")
    with feedback.attempt(KEY) as tried:
        number = own_data_return.bring_in_own_data(desk, data)
        tried.says = f"Your copy is back: {number} records."
