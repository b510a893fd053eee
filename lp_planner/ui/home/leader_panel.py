"""What waits for whoever looks after a cohort: questions to answer, a word to say, dates."""

import streamlit as st

from lp_planner.services.cohort.cohorts import CohortProgress, cohort_progress
from lp_planner.services.cohort.memberships import led_cohorts
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import help_requests_panel, strips_panel
from lp_planner.ui.frame import feedback, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

MOST = 6
"""So many dates to come are named here; the page of the cohort has all of them."""


def draw(desk: Desk) -> None:
    """Draw what a leader can do now, each finished here or one click away."""
    if not led_cohorts(desk):
        st.markdown(
            "You can look after a cohort of lead practitioners. You see what each of them chooses "
            "to share with you, and nothing else that they write."
        )
        navigation.link("cohort", "Start a cohort", icon=":material/groups:")
        return
    with st.container():
        feedback.show_message()
    progress = cohort_progress(desk, visit=session.form_id(strips_panel.VISIT))
    strips_panel.draw_news(progress)
    now, ahead = st.columns([7, 3], gap="large")
    with now:
        help_requests_panel.draw_waiting(desk)
        strips_panel.draw_conversations(progress.listed)
        navigation.link("cohort", "See your cohort", icon=":material/groups:")
        st.caption("You see what each of them shares. They can read when you looked.")
    with ahead:
        _draw_dates(progress)


def _draw_dates(progress: CohortProgress) -> None:
    st.subheader("Next dates", anchor=False)
    coming = [(date.on, date.what) for date in progress.dates if not date.is_past]
    coming += [
        (fact.next_milestone, fact.lead or fact.title)
        for fact in progress.listed
        if fact.next_milestone
    ]
    if not coming:
        st.markdown("None has been set yet.")
    for on, words in sorted(coming)[:MOST]:
        st.markdown(f"{day_in_words(on)}  \n**{plain(words)}**")
    more = len(coming) - MOST
    if more > 0:
        st.markdown(f"{more:d} more later")
