"""The form of a record in a project, with the choices that its links offer."""

from contextlib import suppress

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityVisit
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import inbox, recording
from lp_planner.ui.planning import form_start, said_elsewhere
from lp_planner.ui.planning.record_form import Form


def form_of(
    desk: Desk, project_id: str, kind: str, record: Record | None, *, note: str = ""
) -> Form:
    """The form of ``record``, or of a new one of this kind, in a project of the actor's.

    A new one may be written from a ``note`` that waits in the actor's inbox.
    """
    text = desk.library.pathway.text_by_kind[kind]
    links = {
        linked: {
            r.id: r.headline
            for r in sorted(
                recording.records_of(desk, project_id, linked),
                key=lambda r: (r.created_at, r.id),
            )
        }
        for linked in _needs_links(RECORD_KINDS[kind])
    }
    from_note = _waiting(desk, note)
    key = form_start.key_of(project_id, kind, record.id if record else from_note or "new")
    said = said_elsewhere.said_for(desk, project_id, kind, record, key)
    return Form(desk.workspace, desk.actor, project_id, text, record, links, said, from_note)


def _waiting(desk: Desk, note: str) -> str:
    """The id of a note that waits for a place; nothing for any other."""
    with suppress(NotFound):
        return note if note and inbox.note_of(desk, note).is_waiting else ""
    return ""


def _needs_links(model: type[Record]) -> frozenset[str]:
    """The kinds of record whose choices a form of this model offers."""
    kinds = {spec.links_to for spec in field_specs(model) if spec.links_to}
    if model is FidelityVisit:
        kinds.add(ActiveIngredient.kind)
    return frozenset(kinds)
