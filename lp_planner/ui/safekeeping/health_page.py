"""Health: how the planner is, for the person who looks after it. No content is on it."""

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.safekeeping import health
from lp_planner.services.safekeeping.health import Disk, Health
from lp_planner.ui.frame import feedback, page
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.safekeeping import copies_panel
from lp_planner.wording import day_in_words

KEY = "health"


def render() -> None:
    """Draw the page."""
    with page.framed("Health") as desk:
        seen = health.health(desk)
        feedback.show_message()
        if seen.early_word:
            st.error(f"Something is missing: {plain(seen.early_word)}.")
        if seen.trouble:
            st.error(f"The last copy by the schedule: {plain(seen.trouble)}")
        if seen.is_blind:
            st.warning("The witness of what is saved could not be written. Is a disk full?")
        st.header("Copies")
        copies_panel.draw(desk)
        st.header("Is everything whole?")
        _draw_check(desk, seen)
        st.header("This installation")
        _draw_facts(seen)
        st.header("Errors since the start")
        _draw_errors(seen)


def _draw_check(desk: Desk, seen: Health) -> None:
    feedback.show_refusal(KEY)
    if seen.check is None:
        st.markdown("It has not been checked yet.")
    else:
        when = f"{day_in_words(seen.check.at)}, {seen.check.at:%H:%M}"
        if seen.check.faults:
            st.error(f"On {when} not everything was as it should be:")
            st.markdown("\n".join(f"- {plain(fault)}" for fault in seen.check.faults))
        else:
            st.markdown(
                f"On {when} everything was whole, and the trail has {seen.check.entries:d} entries."
            )
    st.button("Check now", key=f"{KEY}|check", on_click=_check, args=(desk,))


def _draw_facts(seen: Health) -> None:
    st.markdown("\n".join(f"- {plain(_room(disk))}" for disk in seen.disks))
    st.markdown(f"- Open sessions: {seen.sessions:d}\n- {plain(', '.join(seen.versions))}")


def _room(disk: Disk) -> str:
    free = f"{disk.free / 1e9:.1f} of {disk.total / 1e9:.1f} GB free"
    return f"Disk of {disk.what}: {free}{'' if disk.has_room else ', almost full'}"


def _draw_errors(seen: Health) -> None:
    if not seen.errors:
        st.markdown("None.")
    for error in seen.errors:
        when = f"{day_in_words(error.at)}, {error.at:%H:%M}"
        st.markdown(plain(f"{error.reference}: {when}, {error.what}"))


def _check(desk: Desk) -> None:
    with feedback.attempt(KEY):
        health.check_now(desk)
