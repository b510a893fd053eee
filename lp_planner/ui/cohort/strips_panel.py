"""A cohort against its dates: what is next, what has changed, a strip for each project."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.services.cohort.cohort_reports import COLUMNS
from lp_planner.services.cohort.cohorts import (
    FILTERS,
    ORDERS,
    CohortFilter,
    CohortProgress,
    in_order,
)
from lp_planner.services.cohort.shared_progress import SharedProgress
from lp_planner.services.cohort.strips import picture_of_strips
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import chart_panel, navigation, paged
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined

ABREAST = 2
"""So many projects stand beside each other on a wide screen."""
FIRST = 4
"""So many conversations stand above everything else; the others come first in the list."""
KEY = "cohort|strips"
VISIT = "cohort|visit"
"""One visit, whether its leader looks at Home or at the page of the cohort."""


def draw_news(progress: CohortProgress) -> None:
    """Draw the next date, where projects are, and what has changed since the last visit."""
    said = []
    if progress.next_date:
        said.append(f"**Next:** {plain(progress.next_date)}")
    if progress.phases:
        said.append(f"**Now:** {plain(progress.phases)}.")
    if since := progress.since:
        changes = "; ".join(since.changes) or "nothing has changed"
        said.append(f"**Since you looked on {day_in_words(since.looked_on)}:** {plain(changes)}.")
    if said:
        st.markdown("  \n".join(said))


def draw_conversations(facts: Sequence[SharedProgress]) -> None:
    """Draw who might welcome a conversation, each with the reason."""
    st.subheader("Who might welcome a conversation", anchor=False)
    found = [fact for fact in facts if fact.conversation]
    if not found:
        st.markdown("Nothing stands out just now.")
        return
    for fact in found[:FIRST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_link(fact)
            st.markdown(plain("; ".join(fact.conversation)), width="content")
    more = len(found) - FIRST
    if more > 0:
        st.markdown(f"{more:d} more stand first in the list below.")
    st.caption("Drawn from dates alone. A quiet project can be a well-run one: please ask first.")


def draw_choices(cohort: CohortProgress) -> tuple[CohortFilter, str]:
    """Draw what the page can be narrowed to and in which order; answer what was chosen."""
    with st.container(horizontal=True):
        chosen = {
            name: st.selectbox(
                plain(COLUMNS[name].heading),
                ["", *cohort.choices[name]],
                key=f"cohort|filter|{name}",
                format_func=lambda word: word or "All",
                width=216,
            )
            for name in FILTERS
        }
        order = st.selectbox(
            "In which order?",
            list(ORDERS),
            key="cohort|order",
            format_func=lambda key: ORDERS[key][0],
            width=216,
        )
    return CohortFilter(**{name: str(word or "") for name, word in chosen.items()}), str(order)


def draw_strips(desk: Desk, cohort: CohortProgress, order: str) -> None:
    """Draw a strip for each project on one page of the list, the dates across."""
    if shown := _part(cohort, order):
        chart = picture_of_strips(desk.workspace, cohort, shown)
        chart_panel.draw_figure(chart)
        st.caption(plain(chart.how_to_read))
        chart_panel.draw_table(chart)


def draw_list(cohort: CohortProgress, order: str) -> None:
    """Draw the way to what each project on one page of the list shares."""
    shown = _part(cohort, order)
    for at in range(0, len(shown), ABREAST):
        for place, fact in zip(st.columns(ABREAST), shown[at : at + ABREAST], strict=False):
            with place.container(gap=None):
                draw_link(fact)
                st.caption(plain(_in_a_line(fact)))
    st.caption("There is no ranking and no score.")


def _part(cohort: CohortProgress, order: str) -> Sequence[SharedProgress]:
    """Those to draw now, below the search and the pages of a long list."""
    if not cohort.listed:
        st.markdown("No shared project fits these filters.")
    return paged.part_of(
        in_order(cohort.listed, order),
        KEY,
        words=lambda f: joined(f.lead, f.title, f.role, f.school, f.theme, f.phase),
        noun=("project", "projects"),
    )


def draw_link(fact: SharedProgress) -> None:
    """Draw the way to what a project shares."""
    who = fact.lead or "Somebody who gives no name"
    navigation.link("cohort", f"{who}: {fact.title}", shared=fact.project_id)


def _in_a_line(fact: SharedProgress) -> str:
    submitted = f"submitted {day_in_words(fact.submitted_on)}" if fact.submitted_on else ""
    coming = f"next date {day_in_words(fact.next_milestone)}" if fact.next_milestone else ""
    since = f"{fact.phase} since {day_in_words(fact.course[-1].from_on)}"
    last = f"last activity {day_in_words(fact.last_activity)}"
    return joined(fact.role, fact.school, fact.theme, since, last, coming, submitted)
