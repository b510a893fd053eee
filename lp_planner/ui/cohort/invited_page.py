"""Shared with me: the projects somebody was let into, and one of them at a time."""

import streamlit as st

from lp_planner.domain.cohort.guests import GuestKind
from lp_planner.services.cohort import guests
from lp_planner.services.cohort.guests import SharedWithMe
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import shared_view
from lp_planner.ui.frame import feedback, navigation, page, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

ASKED_AS = {GuestKind.COACH: "their coach", GuestKind.CRITICAL_FRIEND: "their critical friend"}


def render() -> None:
    """Draw what others let the reader see, or the one project named in the address."""
    with page.framed("Shared with me") as desk:
        session.hold("shared")
        if wanted := session.asked("shared"):
            _draw_one(desk, wanted)
            return
        session.forget("invited|opening")
        feedback.show_message()
        found = guests.shared_with_me(desk)
        if not found:
            st.markdown(
                "Nobody shares a project with you just now. A lead practitioner can ask you to be "
                "their coach or critical friend; the question then stands here."
            )
        for shared in found:
            _draw(desk, shared)


def draw_on_home(desk: Desk) -> None:
    """Say on the home page that somebody shares a project, or asks."""
    found = guests.shared_with_me(desk)
    if not found:
        return
    asked = sum(not shared.has_accepted for shared in found)
    label = "See the projects shared with you"
    if asked:
        label = "Somebody asks you to accompany a project"
    navigation.link("invited", label, icon=":material/handshake:")


def _draw_one(desk: Desk, project_id: str) -> None:
    visit = session.form_id(f"invited|opening|{project_id}")
    view = guests.open_as_guest(desk, project_id, visit=visit)
    navigation.link("invited", "Back to what is shared with me", icon=":material/arrow_back:")
    st.caption(
        "Your visit here is noted. The lead practitioner can read that you looked, and when."
    )
    shared_view.draw(view)


def _draw(desk: Desk, shared: SharedWithMe) -> None:
    lead = shared.lead or "Somebody"
    with st.container(border=True):
        if not shared.has_accepted:
            st.markdown(
                f"{plain(lead)} asks you to be **{ASKED_AS[shared.guest_kind]}** for a project. "
                "If you say yes you can look at it; they read when you did."
            )
            with st.container(horizontal=True):
                for label, accepts in (("Yes", True), ("No, thank you", False)):
                    st.button(
                        label,
                        key=f"invited|{shared.grant_id}|{accepts}",
                        on_click=_answer,
                        args=(desk, shared, accepts),
                    )
            return
        st.markdown(f"**{plain(shared.title)}**, led by {plain(lead)}")
        if shared.ends_at:
            ends = shared.ends_at
            st.caption(
                f"Opened in an emergency. It ends by itself {day_in_words(ends)}, {ends:%H:%M}."
            )
        else:
            st.caption(f"You are {ASKED_AS[shared.guest_kind]}.")
        with st.container(horizontal=True):
            navigation.link(
                "invited", "Open it", icon=":material/visibility:", shared=shared.project_id
            )
            st.button(
                "I need it no longer" if shared.ends_at else "Step down",
                key=f"invited|{shared.grant_id}|end",
                on_click=_end,
                args=(desk, shared),
            )


def _answer(
    desk: Desk,
    shared: SharedWithMe,
    accepts: bool,  # noqa: FBT001 - Streamlit hands arguments over by place
) -> None:
    said = "Thank you. You can look at it now." if accepts else "Declined."
    with feedback.attempt(says=said):
        guests.answer_guest_invitation(desk, shared.grant_id, accepts=accepts)


def _end(desk: Desk, shared: SharedWithMe) -> None:
    with feedback.attempt(says="That is ended. You see nothing of it any more."):
        guests.end_guest(desk, shared.grant_id)
