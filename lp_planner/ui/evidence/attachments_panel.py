"""What hangs on a record: files, links and words, with what is agreed about the people in them."""

from collections.abc import Callable

import streamlit as st

from lp_planner.domain.evidence.attachments import CARRIERS, Attachment, Carrier, EvidenceKind
from lp_planner.domain.records.records import Record
from lp_planner.interchange.inspecting import ENDINGS, LARGEST_MB
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.attachments import LABELS, GivenFile
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import joined

CHOICES = {
    "evidence_kind": "evidence_kinds",
    "strength": "strengths",
    "people_in_it": "people_in_it",
}
USUAL_STRENGTH = {
    EvidenceKind.TESTIMONIAL: "colleague",
    EvidenceKind.DATA_POINT: "figures",
    EvidenceKind.CHART: "figures",
}
CARE = (
    "Please do not name pupils or show their faces: a role, an initial or “Pupil A” says enough. "
    "What concerns somebody’s safety belongs in your school’s safeguarding system, never here."
)
ABOUT_FILES = (
    f"PDF, picture, Word, Excel, PowerPoint, text or CSV, up to {LARGEST_MB} MB. Pictures lose the "
    "place and the camera; a document keeps its author’s name and the details of pictures in it."
)


def draw(desk: Desk, record: Record) -> None:
    """Draw what hangs on a record and a form for more."""
    found = attachments.attachments_of(desk, record.kind, record.id)
    removed = attachments.removed_attachments_of(desk, record.kind, record.id)
    key = _key(record)
    with st.container(border=True):
        st.subheader("What lies behind it", anchor=False)
        for attachment in found:
            _draw_one(desk, attachment)
        for note in _notes(key):
            st.warning(plain(note), icon=":material/person_search:")
        is_refused = feedback.refusal(key) is not None
        with st.expander("Add a file, a link or somebody’s words", expanded=is_refused):
            if not found:
                st.caption("Nothing yet: it rests on your own word, which is a fair beginning.")
            _draw_form(desk, record)
        if removed:
            _draw_removed(desk, removed)


def _key(record: Record) -> str:
    return f"attach|{record.kind}|{record.id}"


def _notes(key: str) -> tuple[str, ...]:
    notes = session.take(f"{key}|notes")
    return tuple(str(note) for note in notes) if isinstance(notes, tuple) else ()


def _draw_one(desk: Desk, attachment: Attachment) -> None:
    library = desk.library
    kind = library.term_label("evidence_kinds", attachment.evidence_kind.value)
    rests_on = library.term_label("strengths", attachment.strength.value)
    people = library.term_label("people_in_it", attachment.people_in_it.value)
    said = f"**{plain(attachment.title)}**  \n{plain(kind)} · rests on: {plain(rests_on.lower())}"
    if attachment.words:
        said += f"  \n“{plain(attachment.words)}”"
    if attachment.said_by:
        said += f" ({plain(attachment.said_by)})"
    agreed = joined(attachment.consent_note, attachment.anonymity_note)
    said += f"  \nPeople in it: {plain(people[0].lower() + people[1:])}"
    said += f" · {plain(agreed)}" if agreed else ""
    st.markdown(said)
    if names := attachments.names_to_look_at(desk.actor, attachment):
        shown = ", ".join(f"“{plain(name)}”" for name in names)
        st.caption(f":material/person_search: Does {shown} name somebody? A role says enough.")
    with st.container(horizontal=True, vertical_alignment="center"):
        if attachment.is_file:
            name = f"Save {attachment.file_name} ({_size(attachment.size)})"
            st.link_button(plain(name), f"/file/{attachment.id}", icon=":material/download:")
        if attachment.link:
            st.link_button("Open the link", attachment.link, icon=":material/open_in_new:")
        st.button(
            "Take it off",
            key=f"detach|{attachment.id}",
            type="tertiary",
            on_click=_take_off,
            args=(desk, attachment.id),
        )


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 104_858 else f"{max(1, size // 1024)} KB"  # noqa: PLR2004 - a tenth of a megabyte


def _draw_form(desk: Desk, record: Record) -> None:
    key = _key(record)
    _fill(desk, key)

    def keep() -> None:
        values = {name: session.value(f"{key}|{name}") for name in LABELS}
        drafts.keep_draft(desk, key, values)

    def settle() -> None:
        kind = session.value(f"{key}|evidence_kind")
        if kind and not session.value(f"{key}|strength"):
            session.put(f"{key}|strength", USUAL_STRENGTH.get(EvidenceKind(str(kind))))
        keep()

    st.markdown(CARE)
    feedback.show_refusal(key, stays=True)
    chosen = session.value(f"{key}|evidence_kind")
    for name in LABELS:
        if name in CHOICES:
            _draw_choice(
                desk.workspace, key, name, on_change=settle if name == "evidence_kind" else keep
            )
            if name == "evidence_kind":
                _draw_file(key, chosen)
        elif _is_asked(name, chosen, session.value(f"{key}|people_in_it")):
            draw = st.text_area if name == "words" else st.text_input
            draw(LABELS[name], key=f"{key}|{name}", on_change=keep)
    st.button(
        "Hang it on this record",
        key=f"{key}|add",
        icon=":material/attach_file:",
        on_click=_attach,
        args=(desk, record),
    )


def _fill(desk: Desk, key: str) -> None:
    """Put what was typed before into the form; boxes that are not shown keep their answers."""
    draft = None
    for name in LABELS:
        if session.has(f"{key}|{name}"):
            continue
        draft = drafts.draft_of(desk, key) if draft is None else draft
        empty = None if name in CHOICES else ""
        session.put(f"{key}|{name}", draft.get(name) or empty)


def _draw_choice(
    workspace: Workspace, key: str, name: str, *, on_change: Callable[[], None]
) -> None:
    vocabulary = workspace.library.vocabularies[CHOICES[name]]
    st.radio(
        LABELS[name],
        [term.key for term in vocabulary.terms],
        key=f"{key}|{name}",
        format_func=lambda term: plain(vocabulary.label(term)),
        captions=[plain(term.help) for term in vocabulary.terms]
        if name == "people_in_it"
        else None,
        horizontal=name != "people_in_it",
        on_change=on_change,
    )


def _draw_file(key: str, chosen: object) -> None:
    if chosen is None or Carrier.FILE not in CARRIERS[EvidenceKind(str(chosen))]:
        return
    st.file_uploader(
        "The file",
        type=[ending for endings in ENDINGS.values() for ending in endings],
        key=f"{key}|upload|{session.form_id(key)}",
        help=ABOUT_FILES,
        max_upload_size=LARGEST_MB,
    )
    st.caption(ABOUT_FILES)


def _is_asked(name: str, chosen: object, people: object) -> bool:
    carriers = CARRIERS[EvidenceKind(str(chosen))] if chosen else ()
    if name == "words":
        return Carrier.WORDS in carriers
    if name == "link":
        return Carrier.LINK in carriers
    if name == "said_by":
        return chosen == EvidenceKind.TESTIMONIAL
    if name == "consent_note":
        return people == "agreed"
    return True


def _attach(desk: Desk, record: Record) -> None:
    key = _key(record)
    chosen, people = session.value(f"{key}|evidence_kind"), session.value(f"{key}|people_in_it")
    values = {
        name: session.value(f"{key}|{name}") if _is_asked(name, chosen, people) else ""
        for name in LABELS
    }
    upload = session.value(f"{key}|upload|{session.form_id(key)}")
    file = None
    if upload is not None and hasattr(upload, "getvalue") and _draws_file(chosen):
        file = GivenFile(str(getattr(upload, "name", "")), upload.getvalue())
    with feedback.attempt(key) as tried:
        done = attachments.attach(
            desk, record.kind, record.id, values,
            file=file, form_id=session.form_id(key),
        )  # fmt: skip
        tried.says = f"“{done.attachment.title}” now hangs on this record."
    if tried.is_done:
        drafts.drop_draft(desk, key)
        if done.notes:
            session.put(f"{key}|notes", done.notes)


def _draws_file(chosen: object) -> bool:
    return bool(chosen) and Carrier.FILE in CARRIERS[EvidenceKind(str(chosen))]


def _take_off(desk: Desk, attachment_id: str) -> None:
    attachments.remove_attachment(desk, attachment_id)
    feedback.say_next_time("Taken off. For thirty days you can bring it back, or erase it now.")


def _draw_removed(desk: Desk, removed: tuple[Attachment, ...]) -> None:
    with st.expander(f"Taken off ({len(removed)})"):
        st.caption("Kept for thirty days. What is erased is gone, except in earlier back-ups.")
        for attachment in removed:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(attachment.title), width="stretch")
                st.button(
                    "Bring it back",
                    key=f"reattach|{attachment.id}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_bring_back,
                    args=(desk, attachment.id),
                )
                st.button(
                    "Erase for good",
                    key=f"erase|{attachment.id}",
                    type="tertiary",
                    icon=":material/delete_forever:",
                    on_click=_erase,
                    args=(desk, attachment.id),
                )


def _bring_back(desk: Desk, attachment_id: str) -> None:
    attachments.bring_back_attachment(desk, attachment_id)
    feedback.say_next_time("It hangs on this record again.")


def _erase(desk: Desk, attachment_id: str) -> None:
    attachments.erase_attachment(desk, attachment_id)
    feedback.say_next_time("Erased for good.")
