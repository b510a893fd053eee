"""The cohort: where it is against its dates, and one question of its leader on each tab.

Only the open tab is worked out and drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from lp_planner.services.cohort import sharing
from lp_planner.services.cohort.cohort_reports import COLUMNS
from lp_planner.services.cohort.cohorts import CohortFilter, CohortProgress, cohort_progress
from lp_planner.services.cohort.memberships import led_cohorts
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.cohort import (
    cohort_dates_panel,
    cohort_exports_panel,
    cohort_results_panel,
    gallery_panel,
    help_requests_panel,
    meeting_panel,
    membership_panel,
    pressure_panel,
    served_panel,
    shared_view,
    strips_panel,
    thin_panel,
)
from lp_planner.ui.frame import feedback, navigation, page, session
from lp_planner.ui.frame.safe_words import plain

DATES = ("submitted_on", "next_milestone", "last_activity", "quiet_since")
TAB = "tab"


@dataclass(frozen=True)
class Looked:
    """What the page is narrowed to, and in which order it is read."""

    name: str
    wanted: CohortFilter
    progress: CohortProgress
    order: str


def render() -> None:
    """Draw the cohort of whoever asks, or the shared project named in the address."""
    with page.framed("Cohort") as desk:
        session.hold("shared")
        if wanted := session.asked("shared"):
            _draw_shared(desk, wanted)
            return
        session.forget("cohort|opening")
        # What comes and goes has a box of its own: without it, what was unfolded would fold.
        with st.container():
            feedback.show_message()
        _draw_cohort(desk)


def _draw_shared(desk: Desk, project_id: str) -> None:
    visit = session.form_id(f"cohort|opening|{project_id}")
    view = sharing.open_shared(desk, project_id, visit=visit)
    navigation.link("cohort", "Back to the cohort", icon=":material/arrow_back:")
    st.caption(
        "Your visit here is noted. The lead practitioner can read that you looked, and when."
    )
    meeting_panel.draw_shared(desk, project_id, visit=visit)
    shared_view.draw(view)


def _draw_cohort(desk: Desk) -> None:
    if not led_cohorts(desk):
        membership_panel.draw_inviting(desk)
        return
    everything = cohort_progress(desk, visit=session.form_id(strips_panel.VISIT))
    st.markdown(
        f"**{plain(everything.name)}**: {everything.sharing:d} of {everything.members:d} lead "
        "practitioners share a project with you. You see counts and dates; what they write stays "
        "with them, unless they share it. They can read when you looked."
    )
    if everything.progress.empty:
        with st.container():
            help_requests_panel.draw_answering(desk)
        cohort_dates_panel.draw_setting(desk)
        membership_panel.draw_inviting(desk)
        st.info("Nobody shares a project with you yet. Sharing is each person’s own choice.")
        return
    strips_panel.draw_news(everything)
    strips_panel.draw_conversations(everything.listed)
    wanted, order = strips_panel.draw_choices(everything)
    progress = everything if wanted == CohortFilter() else cohort_progress(desk, wanted)
    _draw_tabs(desk, Looked(everything.name, wanted, progress, order))


def _draw_tabs(desk: Desk, looked: Looked) -> None:
    tabs = st.tabs([plain(name) for name in TABS], key=TAB, bind="query-params", on_change="rerun")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(desk, looked)


def _draw_list(_: Desk, looked: Looked) -> None:
    strips_panel.draw_list(looked.progress, looked.order)
    headings = {name: column.heading for name, column in COLUMNS.items()}
    days = st.column_config.DateColumn(format="D MMM YYYY")
    with st.expander("As a table"):
        st.dataframe(
            looked.progress.progress[list(COLUMNS)].rename(columns=headings),
            hide_index=True,
            height="content",
            alt="Progress of each shared project",
            column_config={headings[name]: days for name in DATES},
        )


def _draw_looking_after(desk: Desk, _: Looked) -> None:
    cohort_dates_panel.draw_setting(desk)
    membership_panel.draw_inviting(desk)


TABS = MappingProxyType[str, Callable[[Desk, Looked], None]](
    {
        "Against the dates": lambda desk, looked: strips_panel.draw_strips(
            desk, looked.progress, looked.order
        ),
        "Each project": _draw_list,
        "Asked of you": lambda desk, _: help_requests_panel.draw_answering(desk),
        "Priorities": lambda desk, looked: served_panel.draw(desk, looked.wanted),
        "Standards": lambda desk, _: thin_panel.draw(desk),
        "Time asked of staff": lambda desk, _: pressure_panel.draw(desk),
        "Results": lambda desk, looked: cohort_results_panel.draw(
            desk, looked.wanted, looked.progress.listed
        ),
        "What ended": lambda desk, _: gallery_panel.draw_all(desk, may_start=False),
        "Take it with you": lambda desk, looked: cohort_exports_panel.draw(
            desk, looked.name, looked.wanted
        ),
        "Look after it": _draw_looking_after,
    }
)
"""One question of a leader each, and what answers it."""
