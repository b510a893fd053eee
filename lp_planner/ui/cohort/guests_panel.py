"""A coach or critical friend, from the lead's side: whom to ask, who looks, and emergencies."""

import streamlit as st

from lp_planner.domain.cohort.guests import INVITED, GuestKind
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort import guests
from lp_planner.services.cohort.guests import Guest
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, paged, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

KINDS = {GuestKind.COACH: "Coach", GuestKind.CRITICAL_FRIEND: "Critical friend"}
LEVELS = tuple(level for level in Sharing if level is not Sharing.PRIVATE)


def draw(desk: Desk, project_id: str) -> None:
    """Draw who may look at the project beside the leader, and the way to ask somebody."""
    st.header("A coach or critical friend")
    st.markdown(
        "Somebody who thinks along with you can look at this one project, as far as you choose and "
        "until you end it. They see what a leader sees at that level; you read when they looked."
    )
    for guest in guests.guests_of(desk, project_id):
        if guest.guest_kind is not GuestKind.EMERGENCY:
            _draw_guest(desk, guest)
    _draw_asking(desk, project_id)


def draw_emergencies(desk: Desk, project_id: str) -> None:
    """Say who opened the project without being asked to, with their reason."""
    for guest in guests.guests_of(desk, project_id):
        if guest.guest_kind is not GuestKind.EMERGENCY:
            continue
        when = f"{day_in_words(guest.since)}, {guest.since:%H:%M}"
        ends = guest.ended_at or guest.ends_at or guest.since
        until = f"{'It ended' if guest.is_over else 'It ends'} {day_in_words(ends)}, {ends:%H:%M}"
        with st.container(border=True):
            st.markdown(
                f":material/emergency_home: **{plain(guest.name)} opened this project in an "
                f"emergency** on {when}. {until}.  \nThe reason: {plain(guest.reason)}"
            )
            st.caption(
                "They can see the plan and the evidence, and never your self-assessment, drafts or "
                "what was said in coaching. Please ask them if you have a question."
            )


def _draw_guest(desk: Desk, guest: Guest) -> None:
    levels = desk.library.vocabularies["sharing_levels"]
    with st.container(border=True):
        stands = "has said yes" if guest.has_accepted else "has not answered yet"
        st.markdown(
            f"**{plain(guest.name)}**, {KINDS[guest.guest_kind].lower()}, {stands}: "
            f"{plain(levels.label(guest.level.value).lower())}"
        )
        st.button(
            "End this" if guest.has_accepted else "Take back",
            key=f"guest|{guest.grant_id}|end",
            on_click=_end,
            args=(desk, guest),
        )


def _draw_asking(desk: Desk, project_id: str) -> None:
    people = guests.people_to_ask(desk, project_id)
    if not people:
        st.caption("Nobody else of your school is here yet. Your admin can invite a coach.")
        return
    levels = desk.library.vocabularies["sharing_levels"].by_key
    key = f"guest|{project_id}"
    with st.expander("Ask somebody"):
        paged.one_of("Whom?", people, f"{key}|who", noun=("person", "people"))
        st.radio("As", list(KINDS), key=f"{key}|kind", format_func=KINDS.__getitem__)
        st.radio(
            "They may see",
            list(LEVELS),
            key=f"{key}|level",
            format_func=lambda level: plain(levels[level.value].label),
            captions=[plain(levels[level.value].help) for level in LEVELS],
        )
        st.caption("Asking somebody again changes what they may see.")
        st.button("Ask them", key=f"{key}|ask", on_click=_ask, args=(desk, project_id))


def _ask(desk: Desk, project_id: str) -> None:
    key = f"guest|{project_id}"
    with feedback.attempt(says="Asked. They see nothing until they say yes.", forgets=(key,)):
        guests.invite_guest(
            desk,
            project_id,
            person_id=str(session.value(f"{key}|who")),
            guest_kind=GuestKind(str(session.value(f"{key}|kind") or INVITED[0])),
            level=Sharing(str(session.value(f"{key}|level") or Sharing.PROGRESS)),
        )


def _end(desk: Desk, guest: Guest) -> None:
    with feedback.attempt(says=f"{guest.name} sees nothing of this project any more."):
        guests.end_guest(desk, guest.grant_id)
