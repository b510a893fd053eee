"""Belonging to a cohort: which one, leaving it, invitations and answers."""

from collections.abc import Callable

import streamlit as st

from lp_planner.services.cohort import memberships
from lp_planner.services.cohort.memberships import MyCohort
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import cohort_dates_panel
from lp_planner.ui.frame import feedback, kept, paged, session
from lp_planner.ui.frame.safe_words import plain

INVITING, STARTING = "membership|invite", "membership|start"


def draw_mine(desk: Desk) -> None:
    """Draw the lead practitioner's cohorts, and the way out of each."""
    mine = memberships.my_cohorts(desk)
    st.header("Your cohorts" if len(mine) > 1 else "Your cohort")
    if not mine:
        st.markdown("You belong to no cohort, so no leader sees anything of yours.")
    for cohort in mine:
        with st.container(border=True):
            st.markdown(f"**{plain(cohort.name)}**, looked after by {plain(cohort.leader)}")
            cohort_dates_panel.draw_mine(desk, cohort.id)
            key = f"membership|{cohort.id}"
            st.checkbox("I want to leave this cohort", key=f"{key}|sure")
            if session.value(f"{key}|sure"):
                st.caption(
                    f"{plain(cohort.leader)} then sees nothing of your projects through it, at "
                    "once. What you share in another cohort, and with a coach or critical friend, "
                    "stays as it is. Your work stays yours."
                )
                st.button("Leave", key=f"{key}|leave", on_click=_leave, args=(desk, cohort))
    draw_invitations(desk)


def draw_invitations(desk: Desk) -> None:
    """Draw what somebody is invited to, where they are."""
    for invitation in memberships.my_invitations(desk):
        with st.container(border=True):
            st.markdown(
                f"{plain(invitation.leader)} invites you to **{plain(invitation.name)}**. Saying "
                "yes shares nothing, whatever you share elsewhere: you choose it for each project."
            )
            with st.container(horizontal=True):
                for label, joins in (("Join", True), ("No, thank you", False)):
                    st.button(
                        label,
                        key=f"membership|{invitation.id}|{joins}",
                        on_click=_answer,
                        args=(desk, invitation, joins),
                    )


def draw_inviting(desk: Desk) -> None:
    """Draw the leader's end: somebody of their school to invite, and a cohort to start."""
    cohorts = memberships.led_cohorts(desk)
    people = memberships.people_to_invite(desk)
    if cohorts and people:
        _draw_invitation(desk, cohorts, people)
    if cohorts:
        with st.expander("Start another cohort"):
            _draw_start(desk)
    else:
        st.header("Start a cohort")
        st.markdown(
            "You look after no cohort yet. Give it a name, then invite lead practitioners of your "
            "school. They say yes or no, and choose for each project what you see."
        )
        _draw_start(desk)


def _draw_start(desk: Desk) -> None:
    kept.line(desk, "Name of the cohort", f"{STARTING}|name")
    st.button("Start the cohort", key=f"{STARTING}|go", on_click=_start, args=(desk,))


def _draw_invitation(desk: Desk, cohorts: dict[str, str], people: dict[str, str]) -> None:
    with st.expander("Invite somebody to your cohort"):
        st.markdown("They are asked, and say yes or no. Nothing of theirs is shared by that.")
        cohort = st.selectbox(
            "Cohort", list(cohorts), key=f"{INVITING}|cohort", format_func=lambda id_: cohorts[id_]
        )
        paged.one_of("Whom?", people, f"{INVITING}|person", noun=("person", "people"))
        st.button("Invite", key=f"{INVITING}|go", on_click=_invite, args=(desk, cohort))


def _leave(desk: Desk, cohort: MyCohort) -> None:
    said = f"You have left {plain(cohort.name)}. Nothing is shared in it any more."
    _do(lambda: memberships.leave_cohort(desk, cohort.id), said)


def _answer(
    desk: Desk,
    invitation: MyCohort,
    joins: bool,  # noqa: FBT001 - Streamlit hands arguments over by place
) -> None:
    said = (
        "You belong to it now. Nothing is shared with it until you choose so."
        if joins
        else "Declined."
    )
    _do(lambda: memberships.answer_invitation(desk, invitation.id, joins=joins), said)


def _invite(desk: Desk, cohort_id: str) -> None:
    person_id = str(session.value(f"{INVITING}|person") or "")
    _do(lambda: memberships.invite(desk, cohort_id, person_id=person_id), "Invited.")


def _start(desk: Desk) -> None:
    name = str(session.value(f"{STARTING}|name") or "")
    _do(lambda: memberships.start_cohort(desk, name=name), "Your cohort is started.")


def _do(what: Callable[[], object], said: str) -> None:
    with feedback.attempt(says=said, forgets=("membership", "sharing")):
        what()
