"""Where the project stands, beside what happened: phases, the main measure, standards, dates."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.coverage import standards_in_view, standards_shown
from lp_planner.services.evidence.waiting import of_view, things_in, waiting_for_standards
from lp_planner.services.measures.main_measure import main_measure
from lp_planner.services.measures.verdicts import measure_verdict
from lp_planner.services.planning.journey import Journey
from lp_planner.ui.cohort import cohort_dates_panel
from lp_planner.ui.frame import chart_panel, drawn, navigation, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import countdown_panel
from lp_planner.ui.portfolio import renewal_panel
from lp_planner.wording import counted

FULL = 3
"""So many pieces of evidence fill the small bar of a standard; its number stands beside it."""


def draw(desk: Desk, journey: Journey) -> None:
    """Draw the glance at a project."""
    st.subheader("Where it stands", anchor=False)
    _draw_phases(desk, journey)
    project_header.draw_purpose(journey)
    _draw_measure(desk, journey.project.id)
    _draw_standards(desk, journey.project.id)
    cohort_dates_panel.draw_next(desk)
    countdown_panel.draw_next(desk, journey.project.id)
    renewal_panel.draw_reminder(desk)


def draw_could_speak(desk: Desk, project_id: str) -> None:
    """Draw how much could speak for standards, with the one way to look through it."""
    found = of_view(
        drawn.once(waiting_for_standards, desk, project_id), standards_in_view(desk, project_id)
    )
    number = len(things_in(found))
    if not number:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="could-speak"):
        what = f"{counted(number, 'thing', 'things')} you did could speak for standards"
        most = sorted(found.items(), key=lambda one: -len(one[1]))[:4]
        shown = ", ".join(f"{plain(standard)} {len(lines):d}" for standard, lines in most)
        st.markdown(f"**{plain(what)}**  \n:gray[{shown}]", width="stretch")
        navigation.link("evidence", "Look through them", icon=":material/arrow_forward:")


def _draw_phases(desk: Desk, journey: Journey) -> None:
    lines = []
    for phase in desk.library.pathway.phases:
        states = [state for state in journey.of_phase(phase.key) if not state.step.is_optional]
        done = sum(state.is_done for state in states)
        is_now = phase.key == journey.current.key
        mark = ":material/check_circle:" if done == len(states) else (
            ":material/radio_button_checked:" if is_now else ":material/radio_button_unchecked:"
        )  # fmt: skip
        name = f"**{plain(phase.name)}**" if is_now else plain(phase.name)
        has = f"{done:d} of {len(states):d} steps" if done else "not begun"
        lines.append(f"{mark} {name} :gray[{has}]")
    st.markdown("  \n".join(lines))


def _draw_measure(desk: Desk, project_id: str) -> None:
    measure = main_measure(desk, project_id)
    if measure is None:
        return
    st.markdown(f"**{plain(measure.name)}**")
    st.markdown(plain(measure_verdict(desk, project_id, measure.id).sentence))
    chart_panel.draw_figure(drawn.small_line(desk, project_id, measure.id))
    navigation.link("impact", "See it in full", icon=":material/timeline:")


def _draw_standards(desk: Desk, project_id: str) -> None:
    in_view = standards_in_view(desk, project_id)
    shown = drawn.once(standards_shown, desk, project_id)
    st.markdown("**Standards in view**")
    if not in_view:
        st.page_link(
            navigation.target("explore"),
            label="Say which standards this project is meant to show",
            icon=":material/visibility:",
            query_params={"project": project_id, "step": "focus"},
        )
    with st.container(horizontal=True, gap="small"):
        for key in in_view:
            _draw_bar(desk, key, shown.get(key, 0))
    others = [s.key for s in desk.library.framework.standards if s.key not in in_view]
    if in_view and others:
        folded = st.expander(f"{len(others):d} others; one project need not serve all")
        with folded.container(horizontal=True, gap="small"):
            for key in others:
                _draw_bar(desk, key, shown.get(key, 0))


def _draw_bar(desk: Desk, key: str, number: int) -> None:
    standard = desk.library.framework.by_key[key]
    with st.container(width=74, gap=None):
        st.progress(min(number / FULL, 1.0))
        st.caption(
            f"{plain(key)} · {number:d}", help=f"{plain(standard.title)}: pieces of evidence"
        )
