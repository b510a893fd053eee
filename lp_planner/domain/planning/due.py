"""What was to be looked at again by a day that has come: nothing is chased before its day."""

import datetime as dt
from collections.abc import Iterator

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import LookAgain, field_specs
from lp_planner.domain.records.records import Frozen, Record, Records


class Due(Frozen):
    """One thing whose day has come."""

    kind: str
    record_id: str
    due_on: dt.date
    what: str
    """What to do, as the beginning of a sentence: "Look again at the step you agreed"."""
    headline: str


def kinds_to_look_at() -> tuple[type[Record], ...]:
    """The kinds with a day to look again, and those that link to them."""
    due = {kind for kind, model in RECORD_KINDS.items() if _days(model)}
    return tuple(
        model
        for kind, model in RECORD_KINDS.items()
        if kind in due or due & {spec.links_to for spec in field_specs(model)}
    )


def due_by(records: Records, today: dt.date) -> tuple[Due, ...]:
    """Everything whose day has come by ``today``, the latest first.

    The latest comes first because what fell due last week can still be done as it was meant.
    """
    found = list(_due(records, today))
    return tuple(sorted(found, key=lambda d: (d.due_on, d.record_id), reverse=True))


def _due(records: Records, today: dt.date) -> Iterator[Due]:
    for kind, model in RECORD_KINDS.items():
        for name, again in _days(model):
            for record in records.get(kind, ()):
                day = getattr(record, name)
                if day is None or day + again.after > today or record.is_settled(records):
                    continue
                yield Due(
                    kind=kind,
                    record_id=record.id,
                    due_on=day + again.after,
                    what=again.what,
                    headline=record.headline,
                )


def _days(model: type[Record]) -> list[tuple[str, LookAgain]]:
    return [(spec.name, spec.look_again) for spec in field_specs(model) if spec.look_again]
