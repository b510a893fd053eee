"""Which groups of staff are asked for something by how many shared plans, by half-term."""

import streamlit as st

from lp_planner.services.cohort.pressure import Load, cohort_pressure
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import HOURS_HELD_BACK
from lp_planner.ui.frame.safe_words import plain


def draw(desk: Desk) -> None:
    """Draw the load of the coming half-terms, and hours put in against hours freed."""
    st.header("Where plans meet")
    pressure = cohort_pressure(desk)
    if not pressure.loads:
        st.markdown("No shared plan asks anything of a group from this half-term on.")
    by_half_term: dict[str, list[Load]] = {}
    for load in pressure.loads:
        by_half_term.setdefault(load.half_term, []).append(load)
    for half_term, loads in by_half_term.items():
        st.subheader(plain(half_term), anchor=False)
        st.markdown(
            "\n".join(
                f"- {plain(load.group)}: {_number(len(load.projects))}"
                f" ({plain('; '.join(load.projects))})"
                for load in loads
            )
        )
    hours = pressure.hours
    if hours.put_in is not None and hours.freed is not None:
        st.markdown(
            f"Hours a week over {hours.plans:d} plans: about {hours.put_in:d} put in and "
            f"{hours.freed:d} freed."
        )
    else:
        st.markdown(HOURS_HELD_BACK)
    st.caption("From shared plans only, as their lead practitioners wrote them.")


def _number(projects: int) -> str:
    return "one plan" if projects == 1 else f"{projects} plans"
