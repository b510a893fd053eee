"""This week: three things at most, and the answers that finish each of them at one tap.

What is odd about an answer is asked first, as everywhere: ``sure`` holds the sentences that the
person said are right.
"""

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from statistics import median
from types import MappingProxyType

from lp_planner.domain.planning.due import due_by, kinds_to_look_at
from lp_planner.domain.records.catalogue import RECORD_KINDS, record_model
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.leading import DeliveryProblem
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.domain.records.preparation import InfrastructureItem, Milestone
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.interchange.rows.numbers import NotANumber, amount_of
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import recording
from lp_planner.services.planning.journey import Journey
from lp_planner.services.planning.next_steps import MOST, next_things
from lp_planner.services.planning.questions import Questions
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words, joined

LEAST_READINGS = 3
"""From so many readings on, a measure has a rhythm that the next one can be asked by."""
LONGEST_RHYTHM = dt.timedelta(days=45)
RHYTHMS_LATE = 4
"""A measure that was left alone for longer is not asked for each week."""


class OneTap(StrEnum):
    """How a thing can be finished where it stands."""

    CHECK_BACK = "check_back"
    READING = "reading"
    DATE = "date"
    DONE = "done"
    """It can be said to be done; there is no day to move."""
    OPEN = "open"
    """It is done on its own page."""


class ThisWeek(Frozen):
    """One thing of this week: what it is, why it is here, and how it can be finished."""

    what: str
    why: str
    phase: str
    step: str
    tap: OneTap
    kind: str = ""
    record_id: str = ""
    version: int = 0
    day: dt.date | None = None
    """The day that has come, where it can be moved."""
    unit: str = ""
    latest: str = ""
    """The last reading as it was written, to show how one is."""


_DONE: Mapping[type[Record], str] = MappingProxyType(
    {Milestone: "done_on", DeliveryProblem: "solved_on", InfrastructureItem: "is_ready"}
)
"""The answer that says a thing is done: a day, or yes."""


def this_week(desk: Desk, journey: Journey, asked: Questions) -> tuple[ThisWeek, ...]:
    """Up to three things for a project of the actor's, those that one tap finishes first.

    The latest thing of each sort comes before a second of the same sort; what is left is filled
    with what else comes next and why. A project that was stopped asks for nothing.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    if journey.current.is_stopped:
        return ()
    project_id = journey.project.id
    places = {
        step.kind: (phase.key, step.key)
        for phase in reversed(desk.library.pathway.phases)
        for step in phase.steps
    }
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        ready = [*_due(desk, reader, project_id, places), *_readings(desk, reader, project_id)]
    found = _mixed(ready)[:MOST]
    told = {thing.record_id for thing in ready}
    for thing in next_things(desk, journey, asked):
        # A step that is next and asked about is told once: it is the same place.
        place = thing.record_id or thing.step
        if len(found) < MOST and place not in told:
            found.append(ThisWeek(**thing.model_dump(), tap=OneTap.OPEN))
            told.add(place)
    return tuple(found)


def answer_check_back(
    desk: Desk, session_id: str, *, outcome: str, version: int, sure: Container[str] = ()
) -> Record:
    """Say what became of the step agreed in a coaching conversation.

    The same answer again changes nothing.

    Raises:
        NotFound: for a conversation that is not in a project of the actor's.
        StaleRevision: when something else was saved of it since ``version``.
        ValidationFailed: for an answer that is none.
    """
    return _answered(desk, CoachingSession.kind, session_id, {"outcome": outcome}, version, sure)


def say_done(
    desk: Desk, kind: str, record_id: str, *, version: int, sure: Container[str] = ()
) -> Record:
    """Say that a date was met, a thing is in place or a problem is solved: today.

    Raises:
        NotFound: for what is not in a project of the actor's, and for a kind without such an end.
        StaleRevision: when something else was saved of it since ``version``.
    """
    model = record_model(kind)
    if model not in _DONE:
        raise NotFound
    name = _DONE[model]
    done: object = True if name == "is_ready" else desk.today()
    return _answered(desk, kind, record_id, {name: done}, version, sure)


def move_date(
    desk: Desk,
    kind: str,
    record_id: str,
    *,
    to: dt.date,
    version: int,
    sure: Container[str] = (),
) -> Record:
    """Move the day by which something was to be looked at again.

    Raises:
        NotFound: for what is not in a project of the actor's, and for a kind without such a day.
        StaleRevision: when something else was saved of it since ``version``.
        ValidationFailed: for a day that is not ahead.
    """
    name = _movable(record_model(kind))
    if not name:
        raise NotFound
    if to <= desk.today():
        raise ValidationFailed({name: "Please choose a day that is still ahead."})
    return _answered(desk, kind, record_id, {name: to}, version, sure)


def keep_reading(
    desk: Desk,
    project_id: str,
    measure_id: str,
    *,
    said: str,
    form_id: str | None = None,
    sure: Container[str] = (),
) -> Record:
    """Write down today's reading of a measure as people say it: "18 of 20", "90", "90 %".

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: with one sentence for ``value``.
    """
    try:
        amount = amount_of(said)
    except NotANumber as refused:
        raise ValidationFailed({"value": f"{refused} Such as 18 of 20, or 90."}) from refused
    if amount is None:
        raise ValidationFailed({"value": "Please give a number, such as 18 of 20, or 90."})
    values = {
        "measure_id": measure_id,
        "taken_on": desk.today(),
        "value": amount.value,
        "out_of": amount.out_of,
    }
    return recording.write_record(
        desk, project_id, Reading.kind, values, form_id=form_id, sure=sure
    )


def _answered(
    desk: Desk,
    kind: str,
    record_id: str,
    answers: Mapping[str, object],
    version: int,
    sure: Container[str],
) -> Record:
    """Save a few answers of a record; a repeated tap finds them there and saves nothing."""
    record = recording.record_of(desk, kind, record_id)
    if all(getattr(record, name) == value for name, value in answers.items()):
        return record
    if record.version != version:
        raise StaleRevision
    kept = {spec.name: getattr(record, spec.name) for spec in field_specs(type(record))}
    return recording.revise_record(
        desk, kind, record_id, {**kept, **answers}, version=version, sure=sure
    )


def _movable(model: type[Record]) -> str:
    """The field with the day to look again; "" where that day follows from another one."""
    return next((s.name for s in field_specs(model) if s.look_again and not s.look_again.after), "")


def _due(
    desk: Desk, reader: Reader, project_id: str, places: Mapping[str, tuple[str, str]]
) -> Iterator[ThisWeek]:
    """What was to be looked at again by today, the latest first."""
    records = {m.kind: reader.find(m, project_id=project_id) for m in kinds_to_look_at()}
    by_id = {record.id: record for found in records.values() for record in found}
    for thing in due_by(records, desk.today()):
        record = by_id[thing.record_id]
        phase, step = places[thing.kind]
        movable = _movable(RECORD_KINDS[thing.kind])
        yield ThisWeek(
            what=thing.headline,
            why=_why(record, thing.what, thing.due_on),
            phase=phase,
            step=step,
            tap=_tap(record),
            kind=thing.kind,
            record_id=record.id,
            version=record.version,
            day=thing.due_on if movable else None,
            unit=record.unit if isinstance(record, Measure) else "",
        )


def _why(record: Record, what: str, due_on: dt.date) -> str:
    if isinstance(record, CoachingSession):
        agreed = f"agreed {day_in_words(record.held_on)}, to look at by {day_in_words(due_on)}"
        return joined(record.coachee, agreed)
    return f"{what}: it was due on {day_in_words(due_on)}"


def _tap(record: Record) -> OneTap:
    if isinstance(record, CoachingSession):
        return OneTap.CHECK_BACK
    if isinstance(record, Measure):
        return OneTap.READING
    if isinstance(record, DeliveryProblem):
        return OneTap.DONE
    return OneTap.DATE if type(record) in _DONE else OneTap.OPEN


def _readings(desk: Desk, reader: Reader, project_id: str) -> Iterator[ThisWeek]:
    """Measures that are read in a rhythm and whose next reading is not there yet."""
    readings: dict[str, list[Reading]] = {}
    for reading in reader.find(Reading, project_id=project_id):
        if reading.reading_group is ReadingGroup.PROJECT:
            readings.setdefault(reading.measure_id, []).append(reading)
    for measure in reader.find(Measure, project_id=project_id):
        known = sorted(readings.get(measure.id, ()), key=lambda r: (r.taken_on, r.created_at))
        days = sorted({reading.taken_on for reading in known})
        if len(days) < LEAST_READINGS:
            continue
        gap = dt.timedelta(days=median((b - a).days for a, b in pairwise(days)))
        late = desk.today() - days[-1]
        if gap > LONGEST_RHYTHM or not gap <= late <= gap * RHYTHMS_LATE:
            continue
        phase, step = next(
            (phase.key, step.key)
            for phase in desk.library.pathway.phases
            for step in phase.steps
            if step.kind == Reading.kind
        )
        yield ThisWeek(
            what=measure.name,
            why=f"The last reading is from {day_in_words(days[-1])}",
            phase=phase,
            step=step,
            tap=OneTap.READING,
            kind=Measure.kind,
            record_id=measure.id,
            version=measure.version,
            unit=measure.unit,
            latest=known[-1].headline,
        )


def _mixed(things: list[ThisWeek]) -> list[ThisWeek]:
    """One thing of each sort before a second of the same, each thing once."""
    once = {thing.record_id: thing for thing in reversed(things)}
    left = [thing for thing in things if once[thing.record_id] is thing]
    found: list[ThisWeek] = []
    while left:
        seen: set[OneTap] = set()
        for thing in list(left):
            if thing.tap not in seen and thing.tap is not OneTap.OPEN:
                seen.add(thing.tap)
                found.append(thing)
                left.remove(thing)
        if not seen:
            break
    return [*found, *left]
