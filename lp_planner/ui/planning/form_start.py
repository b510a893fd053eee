"""A new form that begins with a note of the inbox: a draft of its own, whatever else is begun."""

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
    if not drafts.draft_of(desk, key):
        drafts.keep_draft(desk, key, start.answers)
    session.forget(key)
    # The form stands open whatever was kept or closed at its step before.
    session.take(step_place.CARD)
    session.take(step_place.closed(key))
