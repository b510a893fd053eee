"""What was just removed, and the way back: said where it happened, and gone by itself."""

import time
from dataclasses import dataclass

import streamlit as st

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.recording import restore_record
from lp_planner.ui.frame import attention, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

REMOVED, HERE = "removed", "page"
LINE = "removed-line"
SECONDS = 60
"""So long the way back is offered; opening another page ends it at once."""


@dataclass(frozen=True)
class Removed:
    """A record that was removed, in words, with where and when."""

    kind: str
    record_id: str
    says: str
    page: str
    at: float


def remember(record: Record, name: str) -> None:
    """Note that a record, called ``name`` here, was removed, so that it can be brought back."""
    says = f"{name[:1].upper()}{name[1:]}, {day_in_words(record.happened_on)}"
    page = str(session.value(HERE) or "")
    session.put(REMOVED, Removed(record.kind, record.id, says, page, time.monotonic()))
    attention.ask_for(LINE)


def pass_by(page: str) -> None:
    """Note which page is opened; what was removed on another one is no longer offered."""
    session.put(HERE, page)
    noted = session.value(REMOVED)
    if isinstance(noted, Removed) and noted.page != page:
        session.take(REMOVED)


def draw(desk: Desk) -> None:
    """Say what was removed, with the way back; nothing where nothing was."""
    if isinstance(session.value(REMOVED), Removed):
        _draw(desk)


@st.fragment(run_every=SECONDS / 4)
def _draw(desk: Desk) -> None:
    noted = session.value(REMOVED)
    if not isinstance(noted, Removed) or time.monotonic() - noted.at > SECONDS:
        session.take(REMOVED)
        return
    with st.container(horizontal=True, vertical_alignment="center", key=LINE):
        st.markdown(f"Removed: {plain(noted.says)}.", width="content")
        if st.button("Bring it back", key="undo", icon=":material/undo:"):
            restore_record(desk, noted.kind, noted.record_id)
            session.take(REMOVED)
            is_open = RECORD_KINDS[noted.kind].is_once
            attention.ask_for(attention.OPENED if is_open else attention.row_of(noted.record_id))
            st.rerun()
