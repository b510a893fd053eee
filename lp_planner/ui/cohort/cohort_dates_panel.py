"""A cohort's dates: set by its leader, read by its members."""

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.services.cohort import cohort_dates, memberships, usual_dates
from lp_planner.services.cohort.cohort_dates import KINDS, DateInCohort
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

KEY = "cohort_date"


def draw_next(desk: Desk) -> None:
    """Draw the next date of the cohorts somebody belongs to; nothing where there is none."""
    coming = [d for d in cohort_dates.dates_of_mine(desk) if not d.is_past]
    if coming:
        date = coming[0]
        st.markdown(
            f":material/event: Next in {plain(date.cohort)}: **{plain(date.what)}** on "
            f"{day_in_words(date.on)}"
        )


def draw_mine(desk: Desk, cohort_id: str) -> None:
    """Draw the dates of one cohort that somebody belongs to."""
    dates = cohort_dates.dates_of_mine(desk)
    if mine := [d for d in dates if d.cohort_id == cohort_id]:
        st.markdown("\n".join(f"- {_line(date)}" for date in mine))


def draw_setting(desk: Desk) -> None:
    """Draw the dates of the cohorts that a leader looks after, and a place to set one."""
    cohorts = memberships.led_cohorts(desk)
    dates = cohort_dates.dates_i_set(desk)
    with st.expander("Dates of the cohort", icon=":material/event:"):
        st.markdown(
            "When you set out, when you look at it together, when portfolios go in. Your lead "
            "practitioners see them at home and in their calendars."
        )
        with st.container():
            _draw_dates(desk, dates, shows_cohort=len(cohorts) > 1)
        _draw_usual(desk, cohorts, has_dates=bool(dates))
        feedback.show_refusal(KEY)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if len(cohorts) > 1:
                st.selectbox(
                    "Which cohort?",
                    list(cohorts),
                    key=f"{KEY}|cohort",
                    format_func=lambda id_: cohorts[id_],
                )
            st.selectbox(
                "What is it for?",
                list(KINDS),
                key=f"{KEY}|kind",
                format_func=lambda kind: KINDS[kind],
                width=180,
            )
            st.date_input(
                "On which day?",
                key=session.begin(f"{KEY}|on", desk.today()),
                format="DD/MM/YYYY",
                width=180,
            )
            kept.line(desk, "A word about it", f"{KEY}|note", width=280)
        st.button(
            "Set the date",
            key=f"{KEY}|set",
            on_click=_set,
            args=(desk, next(iter(cohorts))),
        )


def _draw_usual(desk: Desk, cohorts: Mapping[str, str], *, has_dates: bool) -> None:
    """A usual run from launch to gateway, to take in one click for a cohort of one's choice."""
    found = usual_dates.usual_dates(desk)
    if not found:
        return
    with st.popover("Suggest a usual run of dates", icon=":material/event_repeat:"):
        st.markdown("\n".join(f"- **{day_in_words(d.on)}**: {plain(d.what)}" for d in found))
        more = " They come beside those above." if has_dates else ""
        st.caption(
            f"They lie in your school’s own half-terms, on days when it is open.{more} You can "
            "take any of them away."
        )
        for cohort_id, name in cohorts.items():
            label = f"Set these for {plain(name)}" if len(cohorts) > 1 else "Set these dates"
            st.button(
                label, key=f"{KEY}|usual|{cohort_id}", on_click=_set_usual, args=(desk, cohort_id)
            )


def _set_usual(desk: Desk, cohort_id: str) -> None:
    with feedback.attempt(KEY, says="Set. Your lead practitioners see them at home."):
        usual_dates.set_usual_dates(desk, cohort_id)


def _draw_dates(desk: Desk, dates: Sequence[DateInCohort], *, shows_cohort: bool) -> None:
    for date in dates:
        with st.container(horizontal=True, vertical_alignment="center"):
            where = f" ({plain(date.cohort)})" if shows_cohort else ""
            st.markdown(f"{_line(date)}{where}", width="stretch")
            st.button(
                "Take away",
                key=f"{KEY}|{date.id}|away",
                type="tertiary",
                on_click=_take_away,
                args=(desk, date),
            )


def _line(date: DateInCohort) -> str:
    passed = " · passed" if date.is_past else ""
    return f"**{day_in_words(date.on)}**: {plain(date.what)}{passed}"


def _set(desk: Desk, first: str) -> None:
    day = session.value(f"{KEY}|on")
    with feedback.attempt(KEY, says="Set. Your lead practitioners see it at home."):
        cohort_dates.set_date(
            desk,
            str(session.value(f"{KEY}|cohort") or first),
            kind=str(session.value(f"{KEY}|kind") or ""),
            on=day if isinstance(day, dt.date) else desk.today(),
            note=str(session.value(f"{KEY}|note") or ""),
        )


def _take_away(desk: Desk, date: DateInCohort) -> None:
    cohort_dates.take_date_away(desk, date.id)
    feedback.say_next_time(f"Taken away: {date.what}.")
