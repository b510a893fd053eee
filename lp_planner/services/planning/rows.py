"""The records of a step as rows: each carries the point of its kind and its due day."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from lp_planner.content.library import Library
from lp_planner.domain.planning.due import Due
from lp_planner.domain.records.delivery import FidelityObservation, FidelityRating, FidelityVisit
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.answers import answer_in_words, link_names_unchecked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import in_sight, joined, short_day, shortened, with_unit

MOST_POINTS = 24
"""So many of the latest readings make the small line."""
NOTE = 120


class Mark(Frozen):
    """What is drawn in a row rather than said."""

    seen: tuple[FidelityRating, ...] = ()
    """What a visit saw of each ingredient."""
    line: tuple[float, ...] = ()
    """A measure's readings, oldest first."""
    latest: str = ""
    """Its last value in words."""


class Row(Frozen):
    """One record as a list shows it."""

    record_id: str
    phase: str
    day: str
    """Its day; nothing where it has none of its own."""
    lead: str
    says: str
    tags: tuple[str, ...]
    note: str
    due: str
    """When it is to be looked at again; nothing where that is done."""
    is_late: bool
    mark: Mark

    @property
    def in_a_line(self) -> str:
        """Who or where, and what."""
        return joined(self.lead, shortened(self.says, NOTE)) or "Nothing written"

    @property
    def told(self) -> str:
        """Everything a search looks at."""
        return joined(self.day, self.lead, self.says, *self.tags, self.note).casefold()


def rows_of(
    desk: Desk, project_id: str, records: Sequence[Record], due: Sequence[Due]
) -> tuple[Row, ...]:
    """The rows of records of one kind in a project of the actor's, in the order given.

    ``due`` says what was to be looked at by today.
    """
    if not records:
        return ()
    kind = records[0].kind
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        links = link_names_unchecked(reader, project_id)
        marks = MARKS[kind](reader, project_id) if kind in MARKS else {}
    late = {thing.record_id: thing for thing in due}
    return tuple(
        _row(
            desk,
            record,
            links,
            marks.get(record.id, Mark()),
            late.get(record.id),
        )
        for record in records
    )


def _row(
    desk: Desk,
    record: Record,
    links: Mapping[str, str],
    mark: Mark,
    late: Due | None,
) -> Row:
    library, today = desk.library, desk.today()
    text = library.pathway.text_by_kind[record.kind].row
    said = _words_of(library, record, links)
    is_settled, settled = _settled(record, text.done, text.done_word, today)
    day = getattr(record, record.date_field) if record.date_field else None
    return Row(
        record_id=record.id,
        phase=library.phase_of(record),
        day=short_day(day, today) if isinstance(day, dt.date) else "",
        lead=said(text.lead) if text.lead else "",
        says=said(text.says or record.headline_field) if text.says or not text.lead else "",
        tags=tuple(t for t in (*_tags(record, text.tags, said), settled) if t),
        note=shortened(joined(*map(said, text.note)), NOTE),
        due="" if is_settled else _due_day(record, late, today),
        is_late=late is not None and not is_settled,
        mark=mark,
    )


def _words_of(library: Library, record: Record, links: Mapping[str, str]) -> Callable[[str], str]:
    """Says one answer of the record in words, by the name of its field."""
    specs = {spec.name: spec for spec in field_specs(type(record))}

    def said(name: str) -> str:
        if name == record.headline_field and specs[name].vocabulary is None:
            return in_sight(record.headline)
        return in_sight(answer_in_words(library, specs[name], getattr(record, name), links))

    return said


def _tags(record: Record, names: Sequence[str], said: Callable[[str], str]) -> list[str]:
    """What was chosen; an answer that nobody has changed from its beginning says nothing."""
    fields = type(record).model_fields
    return [said(n) for n in names if getattr(record, n) != fields[n].get_default()]


def _settled(record: Record, name: str, word: str, today: dt.date) -> tuple[bool, str]:
    value = getattr(record, name) if name else None
    if isinstance(value, dt.date):
        return True, f"{word} {short_day(value, today)}"
    return bool(value), word if value else ""


def _due_day(record: Record, late: Due | None, today: dt.date) -> str:
    """The day on which it is to be looked at again, gone by or still to come."""
    if late is not None:
        return f"was due {short_day(late.due_on, today)}"
    if record.is_settled({}):
        return ""
    for spec in field_specs(type(record)):
        day = getattr(record, spec.name) if spec.look_again else None
        if day is not None and spec.look_again and day + spec.look_again.after > today:
            return f"due {short_day(day + spec.look_again.after, today)}"
    return ""


def _seen(reader: Reader, project_id: str) -> Mapping[str, Mark]:
    """What each visit saw, in the order in which the ingredients were named."""
    order = [i.id for i in reader.find(ActiveIngredient, project_id=project_id)]
    found: dict[str, dict[str, FidelityRating]] = {}
    for seen in reader.find(FidelityObservation, project_id=project_id):
        found.setdefault(seen.visit_id, {})[seen.ingredient_id] = seen.rating
    return {
        visit: Mark(seen=tuple(seen[id_] for id_ in order if id_ in seen))
        for visit, seen in found.items()
    }


def _lines(reader: Reader, project_id: str) -> Mapping[str, Mark]:
    """The project's own readings of each measure."""
    readings: dict[str, list[Reading]] = {}
    for reading in reader.find(Reading, project_id=project_id):
        if reading.reading_group is ReadingGroup.PROJECT:
            readings.setdefault(reading.measure_id, []).append(reading)
    found = {}
    for measure in reader.find(Measure, project_id=project_id):
        taken = sorted(readings.get(measure.id, ()), key=lambda r: (r.taken_on, r.created_at))
        values = tuple(reading.in_unit(measure.unit) for reading in taken[-MOST_POINTS:])
        latest = with_unit(values[-1], measure.unit) if values else ""
        found[measure.id] = Mark(line=values, latest=latest)
    return found


MARKS: Mapping[str, Callable[[Reader, str], Mapping[str, Mark]]] = MappingProxyType(
    {FidelityVisit.kind: _seen, Measure.kind: _lines}
)
"""The kinds of which a row draws something."""
