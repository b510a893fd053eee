"""The school's year beside the dates of a project, and the form that changes it."""

import datetime as dt

import streamlit as st

from lp_planner.domain.planning.calendar import PeriodKind, SchoolPeriod, UsualPeriod
from lp_planner.domain.records.preparation import Milestone
from lp_planner.interchange.term_dates import read_term_dates
from lp_planner.services.desk.school_year import Period
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import calendar
from lp_planner.services.planning.recording import records_of
from lp_planner.ui.frame import feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

KEY = "calendar"
YEAR = dt.timedelta(days=300)
"""So far back and ahead the calendar is listed; other years are kept, not shown."""
FIELDS = ("name", "period_kind", "from_on", "to_on")


def draw(desk: Desk, project_id: str) -> None:
    """Draw the dates by half-term, then the calendar itself."""
    periods = calendar.school_year(desk)
    dates = [
        record
        for record in records_of(desk, project_id, Milestone.kind)
        if isinstance(record, Milestone)
    ]
    if dates:
        st.subheader("By half-term")
        lines: dict[str, list[str]] = {}
        for date in sorted(dates, key=lambda d: d.due_on):
            period = calendar.period_of(periods, date.due_on)
            place = period.name if period else "Outside the calendar below"
            done = f", done {day_in_words(date.done_on)}" if date.done_on else ""
            lines.setdefault(place, []).append(f"{day_in_words(date.due_on)}: {date.what}{done}")
        for place, found in lines.items():
            st.markdown(f"**{plain(place)}**\n" + "\n".join(f"- {plain(line)}" for line in found))
    with st.expander("Your school’s year"):
        _draw_year(desk, periods)


def _draw_year(desk: Desk, periods: tuple[Period, ...]) -> None:
    if not calendar.is_own(periods):
        st.markdown(
            "These are usual dates, not your school’s. Add or remove one, and the calendar becomes "
            "your own; everybody in your school sees the same one."
        )
        st.button("Start from these dates", key=f"{KEY}|usual", on_click=_take, args=(desk,))
    today = desk.today()
    kinds = desk.library.vocabularies["period_kinds"]
    for period in periods:
        if not today - YEAR < period.to_on < today + YEAR:
            continue
        words = plain(period.name)
        if period.period_kind in {PeriodKind.BUSY, PeriodKind.INSET}:
            words += f" · {plain(kinds.label(period.period_kind.value))}"
        days = day_in_words(period.from_on)
        if period.to_on != period.from_on:
            days += f" to {day_in_words(period.to_on)}"
        with st.container(horizontal=True, vertical_alignment="center"):
            if isinstance(period, UsualPeriod) and period.note:
                days += f" · {plain(period.note)}"
            st.markdown(f"{words}  \n:gray[{days}]", width="stretch")
            if isinstance(period, SchoolPeriod):
                st.button(
                    f"Remove {plain(period.name)}",
                    key=f"{KEY}|remove|{period.id}",
                    type="tertiary",
                    on_click=_remove,
                    args=(desk, period.id),
                )
    _draw_paste(desk)
    st.markdown("**Add busy weeks, an INSET day or a holiday**")
    feedback.show_refusal(KEY, stays=True)
    kept.line(desk, "Name", f"{KEY}|name", placeholder="Mock exams")
    st.radio(
        "What is it?",
        list(kinds.by_key),
        key=f"{KEY}|period_kind",
        format_func=lambda kind: plain(kinds.label(kind)),
        horizontal=True,
    )
    for name, label in (("from_on", "First day"), ("to_on", "Last day (if more than one)")):
        if not session.has(f"{KEY}|{name}"):
            session.put(f"{KEY}|{name}", None)
        st.date_input(label, key=f"{KEY}|{name}", format="DD/MM/YYYY", width=220)
    st.button("Add to the calendar", key=f"{KEY}|add", on_click=_add, args=(desk,))


def _draw_paste(desk: Desk) -> None:
    st.markdown("**Paste your term dates**")
    pasted = kept.prose(
        desk,
        "Term dates, one thing a line",
        f"{KEY}|pasted",
        most=20_000,
        placeholder="INSET days: 1 and 2 September 2025\nHalf-term: 27 to 31 October 2025",
    )
    if not pasted.strip():
        return
    read = read_term_dates(pasted)
    kinds = desk.library.vocabularies["period_kinds"]
    for period in read.periods:
        days = day_in_words(period.from_on)
        if period.to_on != period.from_on:
            days += f" to {day_in_words(period.to_on)}"
        st.markdown(
            f"- {plain(period.name)} · {plain(kinds.label(period.period_kind.value))}: {days}"
        )
    for line in read.left_over:
        st.markdown(f"- :material/help: Not understood, left out: {plain(line)}")
    feedback.show_refusal(f"{KEY}|pasted", stays=True)
    st.button("Use these dates", key=f"{KEY}|use", on_click=_use, args=(desk, read.periods))


def _use(desk: Desk, periods: tuple[UsualPeriod, ...]) -> None:
    said = "These dates took the place of the earlier ones; busy weeks and bank holidays stayed."
    with feedback.attempt(f"{KEY}|pasted", says=said):
        calendar.take_term_dates(desk, periods)


def _take(desk: Desk) -> None:
    calendar.take_usual_year(desk)
    feedback.say_next_time("These dates are now your school’s own. Change them as you need.")


def _add(desk: Desk) -> None:
    values = {name: session.value(f"{KEY}|{name}") for name in FIELDS}
    with feedback.attempt(KEY, says="The calendar is changed for everybody in your school."):
        calendar.add_period(
            desk,
            name=str(values["name"] or ""),
            period_kind=str(values["period_kind"] or ""),
            from_on=values["from_on"],  # type: ignore[arg-type]
            to_on=values["to_on"],  # type: ignore[arg-type]
        )


def _remove(desk: Desk, period_id: str) -> None:
    calendar.remove_period(desk, period_id)
    feedback.say_next_time("Removed from the calendar.")
