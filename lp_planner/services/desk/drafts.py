"""Half-written answers, kept as they are typed and seen by their writer alone."""

import json
from collections.abc import Mapping

from lp_planner.services.desk.workspace import Desk


def keep_draft(desk: Desk, key: str, values: Mapping[str, object]) -> None:
    """Keep what has been typed so far under ``key``; dates become text."""
    text = json.dumps(dict(values), default=str)
    desk.write(lambda uow: uow.keep_draft(desk.actor.person_id, key, text))


def draft_of(desk: Desk, key: str) -> dict[str, object]:
    """The actor's own draft under ``key``; empty when there is none."""
    with desk.read() as reader:
        text = reader.draft(desk.actor.person_id, key)
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def drop_draft(desk: Desk, key: str) -> None:
    """Forget a draft, once it is saved or no longer wanted."""
    desk.write(lambda uow: uow.drop_draft(desk.actor.person_id, key))
