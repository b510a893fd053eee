"""A new form that begins with answers from elsewhere: a draft like any other.

A note of the inbox has a form of its own, whatever else is begun.
"""

from collections.abc import Mapping

from lp_planner.domain.records.inbox import InboxNote
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.inbox import FormStart
from lp_planner.ui.frame import session
from lp_planner.ui.planning import step_place


def key_of(project_id: str, kind: str, record_id: str = "new") -> str:
    """The prefix of every widget of a form, and the key of its draft."""
    return f"{project_id}|{kind}|{record_id}"


def begin(desk: Desk, project_id: str, note: InboxNote, start: FormStart) -> None:
    """Put a note's words into a new form of its own; what was typed there before stays."""
    key = key_of(project_id, start.kind, note.id)
    fill(desk, key, {} if drafts.draft_of(desk, key) else start.answers)


def fill(desk: Desk, key: str, answers: Mapping[str, object]) -> None:
    """Put answers into the draft of a form, which then stands open."""
    drafts.keep_draft(desk, key, {**drafts.draft_of(desk, key), **answers})
    session.forget(key)
    # Whatever was kept or closed at its step before.
    session.take(step_place.CARD)
    session.take(step_place.closed(key))
