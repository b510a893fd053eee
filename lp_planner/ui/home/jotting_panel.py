"""What happened? One box for a line, a photo, a voice or a file, and the notes without a place."""

import streamlit as st

from lp_planner.domain.planning.note_rules import NoteKind
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.interchange.inspecting import ENDINGS, VOICE
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import inbox
from lp_planner.services.planning.inbox import NoteFile, Waiting
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import form_start
from lp_planner.wording import counted, day_in_words, listed, shortened

KEY, GO, THROWN = "jot", "jot|go", "jot|thrown"
SHOWN = 1
"""So many notes stand in sight, the latest first; the others are one click away."""
ENDINGS_TAKEN = [e for kind, ends in ENDINGS.items() if kind != VOICE for e in ends]
EXAMPLE = "Sat with J after lunch, she wants to try one question a lesson till Friday"


def draw_waiting(desk: Desk, project_id: str = "") -> None:
    """Draw the notes without a place; they are placed in the project that is open."""
    _go_where_asked()
    waiting = inbox.inbox(desk)
    _draw_thrown(desk)
    if waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{counted(len(waiting), 'note', 'notes')} to put in place**")
        for one in waiting[:SHOWN]:
            _draw_waiting(desk, project_id, one)
        if len(waiting) > SHOWN:
            with st.expander(f"{len(waiting) - SHOWN:d} more"):
                for one in waiting[SHOWN:]:
                    _draw_waiting(desk, project_id, one)
    _draw_placed(desk, project_id)


def draw_box(desk: Desk) -> None:
    """Draw the box for a line, a photo, a voice or a file."""
    round_ = session.value(f"{KEY}|round") or 0
    kept.prose(desk, "One line is enough", f"{KEY}|words", height=76, placeholder=EXAMPLE)
    feedback.show_refusal(KEY)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Keep it", key=f"{KEY}|keep", type="primary", on_click=_jot, args=(desk,))
        with st.popover("Photo or file", icon=":material/photo_camera:", type="tertiary"):
            st.file_uploader(
                "A photo or a file",
                type=ENDINGS_TAKEN,
                key=f"{KEY}|file|{round_}",
                help="Where and with what a photo was taken is not kept.",
            )
            st.caption("Then press “Keep it”. A photo in which nobody can be recognised is best.")
        with st.popover("Voice", icon=":material/mic:", type="tertiary"):
            st.audio_input("Say it instead", key=f"{KEY}|voice|{round_}")
            st.caption("Then press “Keep it”. It is for you alone and goes with no record.")


def _jot(desk: Desk) -> None:
    round_ = session.value(f"{KEY}|round") or 0
    with feedback.attempt(KEY) as tried:
        jotted = inbox.jot(
            desk,
            words=str(session.value(f"{KEY}|words") or ""),
            file=_given(f"{KEY}|voice|{round_}", "voice note.wav")
            or _given(f"{KEY}|file|{round_}"),
            form_id=session.form_id(KEY),
        )
        first = inbox.suggested(desk, jotted.note)[0]
        asks = f" {first.rule.asks}" if first.because else ""
        tried.says = f"Kept in your inbox, seen by nobody but you.{asks}"
    if tried.is_done:
        # A chosen file stays in its box until the box is another one.
        session.put(f"{KEY}|round", int(str(round_)) + 1)


def _given(key: str, name: str = "") -> NoteFile | None:
    data = session.uploaded(key)
    file = session.value(key)
    return NoteFile(name or str(getattr(file, "name", "file")), data) if file is not None else None


def _draw_waiting(desk: Desk, project_id: str, one: Waiting) -> None:
    note = one.note
    with st.container(border=True, key=f"note-{note.id}", gap="small"):
        told = day_in_words(note.created_at.date())
        because = next((s.because for s in one.suggested if s.because), ())
        if project_id and because:
            quoted = listed([f"“{word}”" for word in because])
            told = f"{told}. It looks like the first of these because of {quoted}."
        st.markdown(f"{_in_a_line(note)}  \n:gray[:small[{plain(told)}]]")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if project_id:
                for suggestion in one.suggested:
                    _draw_place(desk, project_id, note, suggestion.rule)
                with st.popover("Something else", type="tertiary"):
                    taken = {s.rule.key for s in one.suggested}
                    for rule in desk.library.note_rules.kinds:
                        if rule.key not in taken:
                            _draw_place(desk, project_id, note, rule)
            if note.is_file:
                label = "Listen" if note.is_voice else "See the file"
                st.link_button(label, f"/note/{note.id}", icon=":material/download:")
            st.button(
                "Throw away",
                key=f"{KEY}|away|{note.id}",
                type="tertiary",
                on_click=_throw_away,
                args=(desk, note),
            )


def _in_a_line(note: InboxNote) -> str:
    name = "A voice note" if note.is_voice else note.file_name
    return plain(shortened(note.words, 300) or name)


def _draw_place(desk: Desk, project_id: str, note: InboxNote, rule: NoteKind) -> None:
    st.button(
        plain(rule.asks),
        key=f"{KEY}|place|{note.id}|{rule.key}",
        on_click=_place,
        args=(desk, project_id, note, rule),
    )


def _place(desk: Desk, project_id: str, note: InboxNote, rule: NoteKind) -> None:
    start = inbox.form_start(desk, note, rule)
    with feedback.attempt() as tried:
        form_start.begin(desk, project_id, note, start)
    if tried.is_done:
        asked = {"project": project_id, "step": start.step, "add": note.id}
        session.put(GO, (start.phase, asked))


def _go_where_asked() -> None:
    """Open the form that a note was put into, once its page is drawn."""
    go = session.take(GO)
    if isinstance(go, tuple):
        phase, asked = go
        st.switch_page(navigation.page(str(phase)), query_params=asked)


def _throw_away(desk: Desk, note: InboxNote) -> None:
    with feedback.attempt() as tried:
        inbox.throw_away(desk, note.id)
    if tried.is_done:
        session.put(THROWN, note.id)


def _draw_thrown(desk: Desk) -> None:
    thrown = session.value(THROWN)
    if not thrown:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Thrown away.")
        st.button(
            "Bring it back",
            key=f"{KEY}|back",
            icon=":material/undo:",
            on_click=_bring_back,
            args=(desk, str(thrown)),
        )


def _bring_back(desk: Desk, note_id: str) -> None:
    with feedback.attempt():
        inbox.bring_back(desk, note_id)
    session.take(THROWN)


def _draw_placed(desk: Desk, project_id: str) -> None:
    """The notes that became records here, as they were jotted down."""
    found = [note for note in inbox.placed(desk) if note.project_id == project_id]
    if not found:
        return
    with st.expander(f"Notes you have placed: {len(found):d}"):
        for note in found:
            became = desk.library.pathway.text_by_kind[note.record_kind].name
            st.markdown(f"{_in_a_line(note)}  \n:gray[became a {plain(became)}]")
            if note.is_voice:
                st.link_button("Listen", f"/note/{note.id}", icon=":material/download:")
