"""The home of somebody who leads no projects: a leader, a coach, who looks after the planner."""

import streamlit as st

from lp_planner.domain.accounts.people import Role
from lp_planner.domain.accounts.permissions import Action, can
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import invited_page
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.home import leader_panel


def draw(desk: Desk) -> None:
    """Draw what they have to do here, each with the way there."""
    st.title(f"Hello, {plain(desk.actor.name.split(' ')[0])}")
    if desk.actor.role is Role.COACH:
        st.markdown(
            "You think along with lead practitioners who ask you to. You see what each of them "
            "shares with you, and nothing else."
        )
        navigation.link("invited", "See what is shared with you", icon=":material/handshake:")
    else:
        invited_page.draw_on_home(desk)
    if can(desk.actor, Action.READ_TRUST):
        st.markdown(
            "You see the schools of your trust side by side, in sums. No project, no name and no "
            "small number is in them."
        )
        navigation.link("trust", "See the schools", icon=":material/domain:")
    if can(desk.actor, Action.LOOK_AFTER_PEOPLE):
        st.markdown(
            "You look after who can sign in here. You never see what lead practitioners write."
        )
        navigation.link("people", "Look after people", icon=":material/manage_accounts:")
        navigation.link("health", "See how the planner is", icon=":material/monitor_heart:")
    if not can(desk.actor, Action.READ_COHORT):
        return
    leader_panel.draw(desk)
