"""How long an accreditation runs, and the case study that renewal asks for."""

import datetime as dt

import streamlit as st

from lp_planner.domain.portfolio.portfolio import Clock
from lp_planner.domain.portfolio.renewal import BEFORE_THE_STANDARDS, OURS, WrittenPart
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.portfolio import renewal
from lp_planner.services.portfolio.renewal import CaseStudy
from lp_planner.ui.frame import downloads, feedback, navigation, session
from lp_planner.ui.portfolio import account_box
from lp_planner.ui.portfolio.account_box import AccountBox
from lp_planner.wording import counted, day_in_words

KEY = "renewal"
A_LINE, A_FEW, MANY = 68, 130, 240
HEIGHTS = {"theme": A_LINE, "done": MANY, "changed": MANY}


def draw(desk: Desk) -> None:
    """Draw the clock and the case study, or a place to say that there is an accreditation."""
    found = renewal.case_study(desk)
    if found is None:
        _draw_saying(desk)
        return
    st.info(_clock_in_words(found.clock), icon=":material/workspace_premium:")
    label = "Your case study for re-accreditation"
    with st.expander(label, icon=":material/menu_book:", expanded=session.asked(KEY) == "open"):
        _draw_case_study(desk, found)


def draw_reminder(desk: Desk) -> None:
    """Draw, a year and a term ahead and again in the last term, that renewal is coming."""
    clock = renewal.my_clock(desk)
    if clock is None or not clock.is_time_to_renew:
        return
    left = (
        f"{counted(clock.days_left, 'day', 'days')} left"
        if clock.is_last_term
        else "a good time to begin"
    )
    navigation.link(
        "portfolio",
        f"Re-accreditation by {day_in_words(clock.runs_until)}: {left}",
        icon=":material/workspace_premium:",
        **{KEY: "open"},
    )


def _clock_in_words(clock: Clock) -> str:
    until = day_in_words(clock.runs_until)
    on = day_in_words(clock.accredited_on)
    if clock.has_run_out:
        return f"Accredited on {on}. It ran until {until}. Renewal asks what you have done since."
    words = f"Accredited on {on}. It runs for three years, until {until}."
    if clock.is_last_term:
        return f"{words} That is {counted(clock.days_left, 'day', 'days')} from now."
    if clock.is_time_to_renew:
        return f"{words} It is a good time to begin the case study below."
    return words


def _draw_saying(desk: Desk) -> None:
    with st.popover("Accredited already?", icon=":material/workspace_premium:", type="tertiary"):
        st.markdown(
            "Say when, and we draft the case study for re-accreditation from what you do from "
            "then on. Only you will see it."
        )
        feedback.show_refusal(KEY)
        st.date_input(
            "The day of your award",
            key=session.begin(f"{KEY}|on", desk.today()),
            format="DD/MM/YYYY",
        )
        st.button("Keep the day", key=f"{KEY}|say", on_click=_say, args=(desk,))


def _say(desk: Desk) -> None:
    day = session.value(f"{KEY}|on")
    with feedback.attempt(KEY, says="Noted. The case study is on this page."):
        renewal.say_accredited(desk, day if isinstance(day, dt.date) else desk.today())


def _draw_case_study(desk: Desk, found: CaseStudy) -> None:
    pieces = counted(found.pieces, "piece", "pieces")
    st.markdown(
        "Renewal asks for one account in the style of a case study, with impact across all ten "
        f"standards. It is drafted from {pieces} of evidence since the award, in your own words. "
        "A box that you leave alone goes on saying what your records say."
    )
    st.caption(OURS)
    for part in found.parts[:BEFORE_THE_STANDARDS]:
        _draw_part(desk, part)
    st.markdown("**One line of impact for each standard**")
    for part in found.standards:
        _draw_part(desk, part, name=f"{part.part.key} {part.part.name}", height=A_LINE)
    for part in found.parts[BEFORE_THE_STANDARDS:]:
        _draw_part(desk, part)
    downloads.draw(
        renewal.renewal_exports(),
        make=lambda export: renewal.make_case_study(desk, export),
        name=lambda export: renewal.renewal_name(desk, export),
        key=KEY,
    )


def _draw_part(desk: Desk, written: WrittenPart, *, name: str = "", height: int = A_FEW) -> None:
    part = written.part
    box = AccountBox(
        key=f"{KEY}|{part.key}",
        label=name or part.name,
        asks=part.asks,
        stored=written.kept,
        draft=written.draft,
        height=HEIGHTS.get(part.key, height),
        save=lambda text, version: renewal.save_part(desk, part.key, text, version=version),
        earlier=lambda: renewal.earlier_parts(desk, part.key),
    )
    account_box.draw(box)
    account_box.draw_earlier(box)
