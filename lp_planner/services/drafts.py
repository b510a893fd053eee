"""Half-written answers, kept as they are typed and seen by their writer alone."""

import json
from collections.abc import Mapping

from lp_planner.domain.people import Actor
from lp_planner.services.workspace import Workspace


def keep_draft(workspace: Workspace, actor: Actor, key: str, values: Mapping[str, object]) -> None:
    """Keep what has been typed so far under ``key``; dates become text."""
    text = json.dumps(dict(values), default=str)
    workspace.store.write(
        actor.person_id,
        lambda uow: uow.keep_draft(actor.person_id, key, text),
        at=workspace.now(),
    )


def draft_of(workspace: Workspace, actor: Actor, key: str) -> dict[str, object]:
    """The actor's own draft under ``key``; empty when there is none."""
    with workspace.store.read() as reader:
        text = reader.draft(actor.person_id, key)
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def drop_draft(workspace: Workspace, actor: Actor, key: str) -> None:
    """Forget a draft, once it is saved or no longer wanted."""
    workspace.store.write(
        actor.person_id, lambda uow: uow.drop_draft(actor.person_id, key), at=workspace.now()
    )
