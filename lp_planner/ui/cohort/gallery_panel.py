"""The gallery: what others put up of projects that ended, and putting up what came of one's own."""

import streamlit as st

from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.services.cohort import gallery
from lp_planner.services.cohort.gallery import LABELS, GalleryPiece
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

KEY = "gallery"
STARTED = f"{KEY}|started"


def draw_all(desk: Desk, *, may_start: bool) -> None:
    """Draw all that is up, once somebody asks for it: until then nothing of it is read."""
    if started := session.take(STARTED):
        st.switch_page(navigation.page("explore"), query_params={"project": str(started)})
    st.toggle("Look through what came of projects of others", key=f"{KEY}|shown")
    if not session.value(f"{KEY}|shown"):
        return
    found = gallery.pieces(desk)
    with st.container():
        st.caption(
            "Put up by those who led them, stopped ones too. What worked elsewhere has to be "
            "tried here; the problem is yours to find."
            if found
            else "Nobody has put up what came of a project yet."
        )
        feedback.show_refusal(KEY)
        for piece in found:
            with st.container(border=True, gap="xsmall"):
                _draw_piece(piece)
                if may_start and not piece.is_mine:
                    st.button(
                        "Start from this",
                        key=f"{KEY}|{piece.id}|start",
                        icon=":material/add:",
                        on_click=_start,
                        args=(desk, piece),
                    )


def draw_mine(desk: Desk, project_id: str) -> None:
    """Draw putting up what came of a project of one's own, once it has ended."""
    if desk.workspace.is_for_one:
        return
    offer = gallery.offer_of(desk, project_id)
    if offer.draft is None and offer.up is None:
        return
    st.header("For others to start from")
    feedback.show_refusal(KEY)
    if offer.up is not None:
        _draw_up(desk, project_id, offer.up)
    elif offer.draft is not None:
        _draw_offer(desk, project_id, offer.draft)


def _draw_up(desk: Desk, project_id: str, up: GalleryEntry) -> None:
    st.markdown(
        f"Since {day_in_words(up.created_at.date())} every lead practitioner and leader of this "
        "planner can read what stands below, and nothing else of the project. Take it down and "
        "nobody reads it any more; what somebody has started from it stays theirs."
    )
    with st.container(border=True, gap="xsmall"):
        _draw_words(up)
    st.button(
        "Take it down",
        key=f"{KEY}|{project_id}|down",
        on_click=_take_down,
        args=(desk, project_id),
    )


def _draw_offer(desk: Desk, project_id: str, draft: GalleryEntry) -> None:
    st.markdown(
        "Nobody sees this yet. If you put it up, every lead practitioner and leader of this "
        "planner, in each of its schools, can read what stands here and start a project from it. "
        "Your name is not in it unless you write it. You can take it down whenever you like."
    )
    with st.expander("Write what you would tell others", icon=":material/edit:"):
        key = f"{KEY}|{project_id}"
        kept.line(desk, LABELS["title"], f"{key}|title", start=draft.title)
        kept.line(desk, LABELS["by_line"], f"{key}|by_line", start=draft.by_line)
        kept.prose(desk, LABELS["problem"], f"{key}|problem", start=draft.problem)
        kept.prose(desk, LABELS["how_it_went"], f"{key}|how_it_went", start=draft.how_it_went)
        kept.prose(desk, LABELS["do_differently"], f"{key}|do_differently")
        st.markdown("**Goes with it, as it stands in your plan**")
        _draw_ingredients(draft)
        st.checkbox("I looked through it, and it names nobody who would mind", key=f"{key}|looked")
        st.button(
            "Put it up",
            key=f"{key}|up",
            type="primary",
            on_click=_put_up,
            args=(desk, project_id),
        )


def _draw_piece(piece: GalleryPiece) -> None:
    demo = " · demonstration data" if piece.is_from_demo else ""
    mine = " · yours" if piece.is_mine else ""
    st.markdown(f"**{plain(piece.title)}** :gray[{plain(piece.by_line)}{demo}{mine}]")
    _draw_words(piece)


def _draw_words(piece: GalleryPiece | GalleryEntry) -> None:
    if piece.problem:
        st.markdown(f":gray[The problem] {plain(piece.problem)}")
    st.markdown(f":gray[How it ended] **{plain(piece.ended)}.** {plain(piece.how_it_went)}")
    if piece.do_differently:
        st.markdown(f":gray[Done differently now] {plain(piece.do_differently)}")
    _draw_ingredients(piece)


def _draw_ingredients(piece: GalleryPiece | GalleryEntry) -> None:
    for label, words in (
        ("Had to hold", piece.tight),
        ("Could vary", piece.loose),
        ("What helped", piece.support),
    ):
        if words:
            said = "\n".join(f"- {plain(word)}" for word in words)
            st.markdown(f":gray[{label}]\n{said}")


def _put_up(desk: Desk, project_id: str) -> None:
    key = f"{KEY}|{project_id}"
    words = {
        name: str(session.value(f"{key}|{name}") or "")
        for name in ("title", "by_line", "problem", "how_it_went", "do_differently")
    }
    with feedback.attempt(KEY, says="It is up. You can take it down at any time.") as tried:
        gallery.put_up(desk, project_id, **words, has_looked=bool(session.value(f"{key}|looked")))
    if tried.is_done:
        kept.drop(key)


def _take_down(desk: Desk, project_id: str) -> None:
    with feedback.attempt(KEY, says="Taken down. Nobody reads it any more."):
        gallery.take_down(desk, project_id)


def _start(desk: Desk, piece: GalleryPiece) -> None:
    with feedback.attempt(KEY) as tried:
        project = gallery.start_from(
            desk, piece.id, form_id=session.form_id(f"{KEY}|{piece.id}|form")
        )
    if tried.is_done:
        session.put("open_project", project.id)
        session.put(STARTED, project.id)
