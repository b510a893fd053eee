"""What was to be looked at again by a day that has come: nothing is chased before its day."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lp_planner.domain.records.delivery import Adaptation, CoachingSession
from lp_planner.domain.records.leading import DeliveryProblem
from lp_planner.domain.records.measures import Measure, Reading
from lp_planner.domain.records.preparation import InfrastructureItem, Milestone
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.sustaining import SustainDecision

Records = Mapping[str, Sequence[Record]]


class Due(Frozen):
    """One thing whose day has come."""

    kind: str
    record_id: str
    due_on: dt.date
    what: str
    """What to do, as the beginning of a sentence: "Look again at the step you agreed"."""
    headline: str


def _coaching(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, CoachingSession)  # noqa: S101 - the table below says so
    day = record.check_back_on if record.outcome == "open" else None
    return day, "Look again at the step you agreed"


def _training(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, TrainingSession)  # noqa: S101
    day = record.follow_up_on if record.promises_kept is None else None
    return day, "Ask what became of the promises people made"


def _measure(record: Record, records: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, Measure)  # noqa: S101
    readings = [
        r
        for r in records.get(Reading.kind, ())
        if isinstance(r, Reading) and r.measure_id == record.id
    ]
    due = record.due_on
    is_read = due is not None and any(r.taken_on >= due - WITHIN for r in readings)
    return None if is_read else due, "Add the reading that was planned"


def _adaptation(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, Adaptation)  # noqa: S101
    return None if record.effect else record.review_on, "Look at what the adaptation did"


def _milestone(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, Milestone)  # noqa: S101
    return None if record.done_on else record.due_on, "Say whether this date was met"


def _infrastructure(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, InfrastructureItem)  # noqa: S101
    return None if record.is_ready else record.needed_by, "See whether this is in place"


def _sustain(record: Record, records: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, SustainDecision)  # noqa: S101
    later = any(r.happened_on > record.happened_on for r in records.get(record.kind, ()))
    return None if later else record.review_on, "Look again at what was decided"


def _problem(record: Record, _: Records) -> tuple[dt.date | None, str]:
    assert isinstance(record, DeliveryProblem)  # noqa: S101
    is_open = record.solved_on is None
    return (record.raised_on + FORTNIGHT if is_open else None), "See what became of this problem"


WITHIN = dt.timedelta(days=14)
"""A reading up to this long before the day it was due counts as that reading (our design)."""
FORTNIGHT = dt.timedelta(days=14)
RULES: Mapping[str, Callable[[Record, Records], tuple[dt.date | None, str]]] = MappingProxyType(
    {
        CoachingSession.kind: _coaching,
        TrainingSession.kind: _training,
        Measure.kind: _measure,
        Adaptation.kind: _adaptation,
        Milestone.kind: _milestone,
        InfrastructureItem.kind: _infrastructure,
        SustainDecision.kind: _sustain,
        DeliveryProblem.kind: _problem,
    }
)


def due_by(records: Records, today: dt.date) -> tuple[Due, ...]:
    """Everything whose day has come by ``today``, the latest first.

    The latest comes first because what fell due last week can still be done as it was meant.
    """
    found = list(_due(records, today))
    return tuple(sorted(found, key=lambda d: (d.due_on, d.record_id), reverse=True))


def _due(records: Records, today: dt.date) -> Iterator[Due]:
    for kind, rule in RULES.items():
        for record in records.get(kind, ()):
            day, what = rule(record, records)
            if day is not None and day <= today:
                yield Due(
                    kind=kind, record_id=record.id, due_on=day, what=what, headline=record.headline
                )
