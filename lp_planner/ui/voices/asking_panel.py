"""*Ask others* in a step: what to ask, the link to show, and the rounds with what came back."""

import streamlit as st

from lp_planner.domain.voices.rounds import MANNERS, RoundKind
from lp_planner.domain.voices.words import HOME_LANGUAGE
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import RoundView, WhatToAsk
from lp_planner.ui.frame import attention, feedback, kept, session
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.frame.square_codes import square
from lp_planner.ui.voices import room_hour, room_panel, round_panel
from lp_planner.ui.voices.answer_routes import ALT
from lp_planner.wording import counted, day_in_words, shortened

DAYS = (1, 7, 14, 28)
ASKS = {
    RoundKind.FIT: "How an option would fit",
    RoundKind.READINESS: "How ready they are",
    RoundKind.EXIT_TICKET: "Before they leave the session",
    RoundKind.PULSE: "How it is going, for staff, pupils or families",
    RoundKind.UNDERSTANDING: "To say it in their own words",
    RoundKind.VISIT: "To make a short visit",
    RoundKind.OTHER_HALF: "Their half of a conversation",
    RoundKind.UPTAKE: "What changed for those who took it up",
    RoundKind.COMMENT: "What a coach or critical friend thinks",
}
ABOUT = {
    RoundKind.READINESS: "What should they be ready for?",
    RoundKind.PULSE: "What is it about?",
    RoundKind.VISIT: "What is the visit for?",
    RoundKind.UPTAKE: "Which practice is it about?",
    RoundKind.COMMENT: "Which part of the plan? Paste the words you want to show.",
}
"""What is asked where a round is about no record."""
OWN = {
    RoundKind.EXIT_TICKET: "Quiz questions of your own, one on each line",
    RoundKind.PULSE: "Statements of your own, one on each line",
}


def draw(desk: Desk, project_id: str, kind: str) -> None:
    """Draw what may be asked at a step, and the rounds that were."""
    for round_kind, manner in MANNERS.items():
        if manner.step == kind:
            with st.container(key=f"ask-{round_kind.value}"):
                _draw_kind(desk, project_id, round_kind)


def _draw_kind(desk: Desk, project_id: str, round_kind: RoundKind) -> None:
    choices = asking.what_it_may_be_about(desk, project_id, round_kind)
    if MANNERS[round_kind].about and not choices:
        return
    found = asking.rounds_of(desk, project_id, [round_kind])
    if any(view.is_open for view in found):
        st.subheader("Asked by link", anchor=False)
    for view in found:
        _draw_round(desk, view)
    with st.expander(f"Ask others: {plain(ASKS[round_kind])}", icon=":material/qr_code_2:"):
        _draw_form(desk, project_id, round_kind, choices)


def _draw_form(desk: Desk, project_id: str, round_kind: RoundKind, choices: dict[str, str]) -> None:
    key, manner = f"ask|{round_kind.value}|{project_id}", MANNERS[round_kind]
    st.caption(
        "They answer on a plain page that any phone opens: no account, nothing to install. "
        "While the planner runs on your own computer alone, the link opens there only."
    )
    feedback.show_refusal(key)
    if choices:
        st.selectbox(
            "About which one?",
            list(choices),
            key=f"{key}|record",
            format_func=lambda id_: choices[id_],
        )
    else:
        kept.line(desk, ABOUT[round_kind], f"{key}|about")
    if round_kind is RoundKind.PULSE:
        _draw_statements(desk, key)
    if round_kind in OWN:
        kept.prose(desk, OWN[round_kind], f"{key}|own", height=68)
    if manner.is_personal:
        kept.prose(
            desk,
            "Whom do you ask? One name or role on each line; each gets a link of their own.",
            f"{key}|names",
            height=68,
        )
    else:
        st.number_input("How many do you expect?", 1, 400, 8, key=f"{key}|expected", width=220)
    if manner.may_be_unnamed:
        st.checkbox(
            "Nobody says who they are",
            value=not manner.is_named,
            key=f"{key}|unnamed",
            help="You then see answers once the round has ended and at least five have answered.",
        )
    st.radio(
        "Open for how long?",
        DAYS,
        index=1,
        key=f"{key}|days",
        format_func=lambda days: counted(days, "day", "days"),
        horizontal=True,
    )
    st.button(
        "Make the link",
        key=f"{key}|make",
        type="primary",
        on_click=_make,
        args=(desk, project_id, round_kind),
    )


def _draw_statements(desk: Desk, key: str) -> None:
    st.markdown("Statements of ours, also in other languages and in short words:")
    for one in desk.library.voices[HOME_LANGUAGE].statements:
        st.checkbox(f"{plain(one.whom.capitalize())}: {plain(one.words)}", key=f"{key}|s|{one.key}")


def _make(desk: Desk, project_id: str, round_kind: RoundKind) -> None:
    key, manner = f"ask|{round_kind.value}|{project_id}", MANNERS[round_kind]
    ours = [
        one.key
        for one in desk.library.voices[HOME_LANGUAGE].statements
        if session.value(f"{key}|s|{one.key}")
    ]
    expected, days = session.value(f"{key}|expected"), session.value(f"{key}|days")
    with feedback.attempt(key, says="The round is open. Its link stands below.") as tried:
        asked = asking.ask(
            desk,
            project_id,
            WhatToAsk(
                round_kind=round_kind,
                about=_typed(f"{key}|about"),
                record_id=_typed(f"{key}|record"),
                asks=(*ours, *_lines(f"{key}|own")),
                is_unnamed=bool(session.value(f"{key}|unnamed")) and manner.may_be_unnamed,
                expected=expected if isinstance(expected, int) else 0,
                names=_lines(f"{key}|names"),
                days=days if isinstance(days, int) else DAYS[1],
            ),
        )
    if tried.is_done:
        attention.ask_for(f"round-{asked.id}")


def _typed(key: str) -> str:
    return str(session.value(key) or "")


def _lines(key: str) -> tuple[str, ...]:
    return tuple(line for line in _typed(key).splitlines() if line.strip())


def _draw_round(desk: Desk, view: RoundView) -> None:
    """Draw a round: whole while it is open, folded to its line once it has ended."""
    asked = view.asked
    ends = day_in_words(asked.closes_at.date())
    state = f"open until {ends}" if view.is_open else "ended"
    verb = "has" if view.given == 1 else "have"
    came = f"{view.given:d} of {asked.expected:d} expected {verb} answered · {plain(state)}"
    with st.container(key=f"round-{asked.id}"):
        if not view.is_open:
            with st.expander(f"Asked by link: **{plain(shortened(asked.about, 60))}** · {came}"):
                round_panel.draw(desk, view)
            return
        with st.container(border=True):
            st.markdown(f"**{plain(asked.about)}**  \n{came}")
            _draw_open_round(desk, view)


def _draw_open_round(desk: Desk, view: RoundView) -> None:
    _draw_links(view)
    room_panel.draw(desk, view)
    st.button(
        "End this round",
        key=f"end|{view.asked.id}",
        on_click=_end,
        args=(desk, view.asked.id),
        help="Its links then take nothing more. It cannot be opened again.",
    )
    round_panel.draw(desk, view)


def _draw_links(view: RoundView) -> None:
    asked = view.asked
    if not asked.is_personal:
        address = session.address_of(f"ask/{asked.secret}")
        room = room_hour.open_now(asked.secret)
        shown = room.entry if room else address
        left, right = st.columns([1, 3])
        with left:
            st.html(filled("voices/code", picture=square(shown), alt=ALT))
        with right:
            st.code(shown, language=None, wrap_lines=True)
            st.link_button("Show it on a wall", f"{address}/wall")
            st.link_button("Print it to cut out", f"{address}/sheet")
            st.link_button("The questions on paper", f"{address}/paper")
        return
    for one in view.invited:
        done = "has answered" if one.has_answered else "not yet"
        st.markdown(f"{plain(one.name)}: {plain(done)}")
        if not one.has_answered:
            address = session.address_of(f"ask/{one.secret}")
            st.code(address, language=None, wrap_lines=True)
            st.link_button("Print it to hand over", f"{address}/wall")


def _end(desk: Desk, round_id: str) -> None:
    with feedback.attempt(says="Ended. Its links take nothing more."):
        asking.close_round(desk, round_id)
