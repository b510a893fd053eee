"""Which priorities the shared projects serve: the school's own, and the broad areas."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.cohort.priorities import SchoolPriority
from lp_planner.services.cohort import school_priorities
from lp_planner.services.cohort.cohorts import CohortFilter, priorities_served
from lp_planner.services.cohort.school_priorities import PriorityServed
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined, listed

KEY = "school_priority"


def draw(desk: Desk, wanted: CohortFilter) -> None:
    """Draw the school's priorities with who serves each, then the broad areas."""
    st.subheader("Which priorities they serve", anchor=False)
    own = school_priorities.school_priorities_served(desk, wanted)
    if own:
        _draw_own(own)
    else:
        st.markdown(
            "Enter what your school wants to improve, from its improvement plan. Lead "
            "practitioners of your school then say which of these their plan serves."
        )
    _draw_entering(desk, [one.priority for one in own])
    with st.expander("By broad area", expanded=not own):
        _draw_areas(desk, wanted)


def _draw_own(own: Sequence[PriorityServed]) -> None:
    nobody = [one.priority.title for one in own if not one.projects]
    many = [one.priority.title for one in own if one.is_served_by_many]
    if nobody:
        st.markdown(f"**Nobody who shares with you yet:** {plain(listed(nobody))}")
    if many:
        st.markdown(f"**Served by many:** {plain(listed(many))}")
    lines = []
    for one in own:
        plans = counted(len(one.projects), "plan", "plans") if one.projects else "no plan yet"
        names = "; ".join(f"{fact.lead}: {fact.title}" for fact in one.projects)
        lines.append(
            f"- **{plain(one.priority.title)}**, {plans}" + (f" ({plain(names)})" if names else "")
        )
    st.markdown("\n".join(lines))
    st.caption("Of what is shared with you; who shares nothing is not counted.")


def _draw_areas(desk: Desk, wanted: CohortFilter) -> None:
    for served in priorities_served(desk, wanted):
        lines = [
            f"- {plain(title)}, {plain(school)}" + (f": {plain(words)}" if words else "")
            for title, school, words in served.projects
        ]
        st.markdown("\n".join([f"**{plain(served.area)}**", "", *lines]))
    st.caption("A priority stands in its lead’s own words where the plan is shared.")


def _draw_entering(desk: Desk, there: Sequence[SchoolPriority]) -> None:
    with st.expander("Enter or remove a priority of the school", expanded=not there):
        for priority in there:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(_in_a_line(priority)), width="stretch")
                st.button(
                    "Remove",
                    key=f"{KEY}|{priority.id}|away",
                    type="tertiary",
                    on_click=_take_away,
                    args=(desk, priority),
                )
        feedback.show_refusal(KEY)
        kept.line(desk, "What does the school want to improve?", f"{KEY}|title")
        with st.container(horizontal=True):
            kept.line(desk, "Where does it stand?", f"{KEY}|source", width=280)
            kept.line(desk, "Who answers for it?", f"{KEY}|owner", width=220)
            for label, name in (("From", "from_on"), ("To", "to_on")):
                st.date_input(
                    label,
                    value=None,
                    key=f"{KEY}|{name}",
                    format="DD/MM/YYYY",
                    width=150,
                )
        st.button("Enter the priority", key=f"{KEY}|set", on_click=_set, args=(desk,))


def _in_a_line(priority: SchoolPriority) -> str:
    days = [
        f"{word} {day_in_words(day)}"
        for word, day in (("from", priority.from_on), ("to", priority.to_on))
        if day
    ]
    return joined(priority.title, priority.source, priority.owner, " ".join(days))


def _set(desk: Desk) -> None:
    with feedback.attempt(KEY, says="Entered. Lead practitioners can choose it."):
        school_priorities.set_priority(
            desk,
            title=_words("title"),
            source=_words("source"),
            owner=_words("owner"),
            from_on=_day("from_on"),
            to_on=_day("to_on"),
        )


def _words(name: str) -> str:
    return str(session.value(f"{KEY}|{name}") or "")


def _day(name: str) -> dt.date | None:
    day = session.value(f"{KEY}|{name}")
    return day if isinstance(day, dt.date) else None


def _take_away(desk: Desk, priority: SchoolPriority) -> None:
    school_priorities.take_priority_away(desk, priority.id)
    feedback.say_next_time(f"Removed: {priority.title}.")
