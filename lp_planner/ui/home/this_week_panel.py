"""This week on screen: each thing is finished here where one tap does it."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import streamlit as st

from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import this_week
from lp_planner.services.planning.journey import Journey
from lp_planner.services.planning.this_week import OneTap, ThisWeek
from lp_planner.ui.frame import drawn, feedback, kept, navigation, session, sure_panel
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

WEEK = dt.timedelta(days=7)
CHECKED_BACK = (
    ("secured", "It is secure", ":material/check:"),
    ("keep_going", "Keep going", None),
    ("changed", "Changed", None),
)
ELSEWHERE = "This was answered somewhere else meanwhile, so nothing was changed here."


def draw(desk: Desk, journey: Journey) -> None:
    """Draw up to three things, or that there is nothing to do."""
    asked = drawn.questions(desk, journey.project.id)
    found = this_week.this_week(desk, journey, asked)
    if journey.current.is_stopped:
        st.markdown(f"{plain(journey.current.reason)}. A considered no is good leadership.")
    elif not found:
        st.markdown("Nothing waits for you this week. What happened?")
    for thing in found:
        _draw(desk, journey.project.id, thing)


def _draw(desk: Desk, project_id: str, thing: ThisWeek) -> None:
    key = f"week|{thing.record_id or thing.step}"
    with st.container(border=True, key=key.replace("|", "-"), gap="xsmall"):
        feedback.show_refusal(key, stays=sure_panel.is_asked(key))
        # Three answers need a row of their own; one stands beside its words.
        if thing.tap is OneTap.CHECK_BACK:
            _draw_words(thing)
        is_line = thing.tap is not OneTap.CHECK_BACK
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            key=f"tap-{key.replace('|', '-')}" if is_line else None,
        ):
            if is_line:
                _draw_words(thing)
            match thing.tap:
                case OneTap.CHECK_BACK:
                    _draw_check_back(desk, key, thing)
                case OneTap.READING:
                    _draw_reading(desk, key, project_id, thing)
                case OneTap.DATE | OneTap.DONE:
                    _draw_date(desk, key, thing)
                case OneTap.OPEN:
                    pass
            _draw_open(project_id, thing)
        if thing.tap is OneTap.READING:
            sure_panel.draw(key, partial(_keep_reading, desk, key, project_id, thing))


def _draw_words(thing: ThisWeek) -> None:
    words = f"**{plain(shortened(thing.what, 120))}**  \n:gray[{plain(thing.why)}]"
    st.markdown(words, width="stretch")


def _draw_check_back(desk: Desk, key: str, thing: ThisWeek) -> None:
    for outcome, label, icon in CHECKED_BACK:
        st.button(
            label,
            key=f"{key}|{outcome}",
            icon=icon,
            on_click=_answer_check_back,
            args=(desk, key, thing, outcome),
        )


def _answer_check_back(desk: Desk, key: str, thing: ThisWeek, outcome: str) -> None:
    said = desk.library.term_label("coaching_outcomes", outcome)
    _try(
        key,
        f"{said}: {shortened(thing.what, 80)}",
        partial(
            this_week.answer_check_back,
            desk,
            thing.record_id,
            outcome=outcome,
            version=thing.version,
            sure=sure_panel.sure(key),
        ),
    )


def _draw_reading(desk: Desk, key: str, project_id: str, thing: ThisWeek) -> None:
    unit = f", in {thing.unit}" if thing.unit else ""
    save = partial(_keep_reading, desk, key, project_id, thing)
    kept.line(
        desk,
        f"Today’s reading{unit}",
        f"{key}|said",
        most=40,
        placeholder=plain(f"{thing.latest or '18 of 20'} {thing.unit}".strip()),
        width=150,
    )
    st.button("Keep", key=f"{key}|keep", on_click=save)


def _keep_reading(desk: Desk, key: str, project_id: str, thing: ThisWeek) -> None:
    said = str(session.value(f"{key}|said") or "")
    _try(
        key,
        f"Kept for {shortened(thing.what, 80)}: {said}",
        partial(
            this_week.keep_reading,
            desk,
            project_id,
            thing.record_id,
            said=said,
            form_id=session.form_id(key),
            sure=sure_panel.sure(key),
        ),
    )


def _draw_date(desk: Desk, key: str, thing: ThisWeek) -> None:
    st.button(
        "Done", key=f"{key}|done", icon=":material/check:", on_click=_say_done,
        args=(desk, key, thing),
    )  # fmt: skip
    if thing.day is None:
        return
    with st.popover("Move it"):
        st.date_input(
            "To which day?",
            key=session.begin(f"{key}|to", desk.today() + WEEK),
            format="DD/MM/YYYY",
        )
        st.button("Move it there", key=f"{key}|move", on_click=_move, args=(desk, key, thing))


def _say_done(desk: Desk, key: str, thing: ThisWeek) -> None:
    _try(
        key,
        f"Done: {shortened(thing.what, 80)}",
        partial(
            this_week.say_done,
            desk,
            thing.kind,
            thing.record_id,
            version=thing.version,
            sure=sure_panel.sure(key),
        ),
    )


def _move(desk: Desk, key: str, thing: ThisWeek) -> None:
    day = session.value(f"{key}|to")
    _try(
        key,
        f"Moved: {shortened(thing.what, 80)}",
        partial(
            this_week.move_date,
            desk,
            thing.kind,
            thing.record_id,
            to=day if isinstance(day, dt.date) else desk.today(),
            version=thing.version,
            sure=sure_panel.sure(key),
        ),
    )


def _try(key: str, says: str, save: Callable[[], object]) -> None:
    def elsewhere() -> None:
        feedback.say_next_time(ELSEWHERE)

    with feedback.attempt(key, says=says, if_stale=elsewhere):
        save()


def _draw_open(project_id: str, thing: ThisWeek) -> None:
    record = {"record": thing.record_id} if thing.record_id and not thing.unit else {}
    is_measure = thing.tap is OneTap.READING
    st.page_link(
        navigation.target(thing.phase),
        label="Open",
        icon=":material/arrow_forward:",
        query_params={
            "project": project_id,
            "step": thing.step,
            **({} if is_measure else record),
        },
    )
