"""A new form that begins with answers from elsewhere, as a draft like any other."""

from collections.abc import Mapping

from lp_planner.domain.records.inbox import InboxNote
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.inbox import FormStart
from lp_planner.ui.frame import session
from lp_planner.ui.planning import step_place

NOTE = "note"
"""Under this name a draft keeps the note that its record is written from."""


def key_of(project_id: str, kind: str, record_id: str = "new") -> str:
    """The prefix of every widget of a form, and the key of its draft."""
    return f"{project_id}|{kind}|{record_id}"


def begin(desk: Desk, project_id: str, note: InboxNote, start: FormStart) -> None:
    """Put a note's words into the new form of a kind.

    What was half written there before stays: the words come after it, and no choice is changed.
    """
    key = key_of(project_id, start.kind)
    draft = drafts.draft_of(desk, key)
    before = str(draft.get(start.box) or "")
    words = start.answers[start.box]
    both = before if words in before else "\n".join(part for part in (before, words) if part)
    chosen = {name: draft.get(name) or answer for name, answer in start.answers.items()}
    fill(desk, key, {**chosen, start.box: both, NOTE: note.id})


def fill(desk: Desk, key: str, answers: Mapping[str, object]) -> None:
    """Put answers into the draft of a form, which then stands open."""
    drafts.keep_draft(desk, key, {**drafts.draft_of(desk, key), **answers})
    session.forget(key)
    # Whatever was kept or closed at its step before.
    session.take(step_place.CARD)
    session.take(step_place.closed(key))


def take_note(key: str, draft: Mapping[str, object]) -> None:
    """Make the record of a form the one that its draft's note becomes."""
    if note := draft.get(NOTE):
        session.put(f"{key}|{NOTE}", note)
        session.put(f"{key}|id", note)


def note_in(key: str) -> Mapping[str, object]:
    """What the draft of a form keeps of the note it is written from."""
    note = session.value(f"{key}|{NOTE}")
    return {NOTE: note} if note else {}
