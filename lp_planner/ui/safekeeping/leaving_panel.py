"""Handing a project over, and erasing it for good."""

import streamlit as st

from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.safekeeping import erasure
from lp_planner.services.safekeeping.erasure import Erased
from lp_planner.ui.frame import feedback, navigation, paged, session
from lp_planner.ui.frame.safe_words import plain

ALL = "leaving|all"
GONE = "leaving|gone"


def draw(desk: Desk, project: Project) -> None:
    """Draw both, folded away."""
    st.header("Hand over or erase")
    colleagues = erasure.colleagues_to_hand_to(desk)
    if colleagues:
        with st.expander("Hand this project over"):
            _draw_hand_over(desk, project, colleagues)
    with st.expander("Erase this project for good"):
        _draw_erase(desk, project)


def leave_if_erased() -> None:
    """Go home where the project of this page has just been erased."""
    if session.take(GONE):
        session.put("open_project", "")
        session.ask("project", "")
        st.switch_page(navigation.page("home"))


def draw_all(desk: Desk) -> None:
    """Draw the way to erase everything of one's own."""
    with st.expander("Erase everything of mine"):
        st.markdown(
            "Every project, every half-written answer, your name and where you belong. This "
            "cannot be undone."
        )
        st.checkbox("I am sure", key=f"{ALL}|sure")
        feedback.show_refusal(ALL)
        st.button("Erase everything", key=f"{ALL}|go", on_click=_erase_all, args=(desk,))


def _draw_hand_over(desk: Desk, project: Project, colleagues: dict[str, str]) -> None:
    key = f"handover|{project.id}"
    st.markdown(
        "Your colleague gets a copy to carry on: the plan, the dates and the measures. Your "
        "evidence, half-written answers, goals and coaching notes stay with you, and so does this "
        "project."
    )
    paged.one_of("To whom?", colleagues, f"{key}|to", noun=("colleague", "colleagues"))
    feedback.show_refusal(key)
    st.button("Hand over", key=f"{key}|go", on_click=_hand_over, args=(desk, project))


def _draw_erase(desk: Desk, project: Project) -> None:
    key = f"erase|{project.id}"
    st.markdown(
        "Everything in it is erased: records, evidence, half-written answers and earlier versions. "
        "This cannot be undone. Type its title to go on: "
        f"**{plain(project.title)}**"
    )
    st.text_input("Title", key=f"{key}|title")
    feedback.show_refusal(key)
    st.button("Erase for good", key=f"{key}|go", on_click=_erase, args=(desk, project))


def _hand_over(desk: Desk, project: Project) -> None:
    key = f"handover|{project.id}"
    to_person = str(session.value(f"{key}|to") or "")
    said = "Handed over. Your colleague finds it among their projects."
    with feedback.attempt(key, says=said, forgets=()):
        erasure.hand_over(desk, project.id, to_person=to_person)


def _erase(desk: Desk, project: Project) -> None:
    key = f"erase|{project.id}"
    typed = str(session.value(f"{key}|title") or "")
    with feedback.attempt(key) as tried:
        tried.says = _erased(erasure.erase_project(desk, project.id, typed_title=typed))
    if tried.is_done:
        session.put(GONE, True)


def _erase_all(desk: Desk) -> None:
    is_sure = bool(session.value(f"{ALL}|sure"))
    with feedback.attempt(ALL) as tried:
        tried.says = _erased(erasure.erase_all_of_mine(desk, is_sure=is_sure))
    if tried.is_done:
        session.put("open_project", "")


def _erased(erased: Erased) -> str:
    waits = " The file itself is written afresh at the next start." if erased.waits else ""
    if not erased.backups:
        return f"Erased. Copies made elsewhere may still hold it.{waits}"
    names = ", ".join(path.name for path in erased.backups)
    return (
        "Erased. These copies were made before and still hold it; delete them if need be: "
        f"{names}.{waits}"
    )
