"""Which groups of staff are asked for something by how many shared plans, by half-term."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from lp_planner.services.cohort.pressure import GroupHours, Pressure, cohort_pressure
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import HOURS_HELD_BACK
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import number

T = TypeVar("T")


def draw(desk: Desk) -> None:
    """Draw the load of the coming half-terms, and hours put in against hours freed."""
    pressure = cohort_pressure(desk)
    _draw_hours(pressure)
    st.subheader("Where plans meet", anchor=False)
    if not pressure.loads:
        st.markdown("No shared plan asks anything of a group from this half-term on.")
    for half_term, loads in _next(pressure.loads, lambda load: load.half_term):
        st.markdown(
            f"**{plain(half_term)}**\n\n"
            + "\n".join(
                f"- {plain(load.group)}: {_number(len(load.projects))}"
                f" ({plain('; '.join(load.projects))})"
                for load in loads
            )
        )
    st.caption("From shared plans only, as their lead practitioners wrote them.")


def _draw_hours(pressure: Pressure) -> None:
    st.subheader("Hours a week, in against out", anchor=False)
    if not pressure.by_group:
        st.markdown(
            "No shared plan says for a group of the list how many hours it asks. Lead "
            "practitioners say so in Prepare, at the groups concerned."
        )
    for half_term, groups in _next(pressure.by_group, lambda one: one.half_term):
        st.markdown(
            f"**{plain(half_term)}**\n\n"
            + "\n".join(
                f"- {plain(one.group)}: {number(one.asked)} in, {number(one.freed)} out"
                f"{_more(one)} ({plain('; '.join(one.projects))})"
                for one in groups
            )
        )
    hours = pressure.hours
    if hours.put_in is not None and hours.freed is not None:
        st.markdown(
            f"By their decisions, {hours.plans:d} plans put in about {hours.put_in:d} hours a "
            f"week and free {hours.freed:d}."
        )
    else:
        st.markdown(HOURS_HELD_BACK)


def _more(one: GroupHours) -> str:
    more = one.asked - one.freed
    return f", **{number(more)} more than before**" if more > 0 else ""


def _next(things: Sequence[T], half_term: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """The things of each half-term, the next first."""
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(half_term(thing), []).append(thing)
    return list(found.items())


def _number(projects: int) -> str:
    return "one plan" if projects == 1 else f"{projects} plans"
