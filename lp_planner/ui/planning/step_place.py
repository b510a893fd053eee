"""Where one is within a phase: the step, the record or the new form, and what was just kept.

It stands in the address, so that F5, Back and a second tab open the same place; only the card that
answers a save is a note of this visit.
"""

from dataclasses import dataclass

from lp_planner.domain.records.records import Record
from lp_planner.ui.frame import attention, session

CARD = "step|card"
KEPT = "kept-card"
"""The card's container."""
ADD, NEW = "add", "yes"
"""The address asks for a new form with this word, or with a note of the inbox to begin with."""
HEAD, OPENED = "step-head", attention.OPENED
"""The containers of the head of a step, and of a record that is open."""


@dataclass(frozen=True)
class Card:
    """The card that answers: for which record, and whether it was kept just now."""

    kind: str
    record_id: str
    is_new: bool = False


def card(kind: str) -> Card | None:
    """The card that stands at a step of this kind."""
    found = session.value(CARD)
    return found if isinstance(found, Card) and found.kind == kind else None


def note() -> str:
    """The note of the inbox that the new form is written from; nothing for any other form."""
    asked = session.asked(ADD)
    return "" if asked == NEW else asked


def go_to(step: str) -> None:
    """Open another step."""
    _leave()
    session.ask("step", step)
    attention.ask_for(HEAD)


def add(form: str, first: str) -> None:
    """Open a new form; the focus goes to ``first``."""
    _leave()
    session.ask(ADD, NEW)
    session.take(closed(form))
    attention.ask_for_field(first)


def open_record(record_id: str) -> None:
    """Open a record at the top of its step."""
    _leave()
    session.ask("record", record_id)
    attention.ask_for(OPENED)


def close(form: str) -> None:
    """Go back to the list; a draft stays a draft."""
    _leave()
    session.put(closed(form), new=True)


def answer(record: Record, *, is_new: bool) -> None:
    """Close the form to the card about a record, and bring that into view."""
    _leave()
    session.put(CARD, Card(record.kind, record.id, is_new))
    attention.ask_for(KEPT)


def closed(form: str) -> str:
    """The note that a form with a draft was closed by hand."""
    return f"closed:{form}"


def _leave() -> None:
    session.take(CARD)
    for name in ("record", ADD, "all"):
        session.ask(name, "")
