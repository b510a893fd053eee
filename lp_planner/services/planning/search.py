"""Find anything in a project by its words: a step, a standard, a measure or any other record."""

from collections.abc import Callable, Iterator, Mapping

from lp_planner.content.library import Library
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.answers import answer_in_words, link_names_unchecked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.wording import day_in_words, in_sight, joined

Matches = Callable[[str], bool]


class Found(Frozen):
    """One thing that has the words, and the page that opens it."""

    says: str
    what: str
    page: str
    asked: dict[str, str]


def find(desk: Desk, project_id: str, words: str) -> tuple[Found, ...]:
    """Everything in a project of the actor's that has all of ``words``, the nearest first.

    What is named so comes first: a standard by its number, a step, then the records that say it in
    their line, then those that say it elsewhere; among these the latest.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    parts = words.casefold().split()
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        if not parts:
            return ()
        links = link_names_unchecked(reader, project_id)
        records = [
            record
            for kind in desk.library.pathway.text_by_kind.keys() & RECORD_KINDS.keys()
            for record in reader.find(RECORD_KINDS[kind], project_id=project_id)
        ]

    def matches(text: str) -> bool:
        return all(part in text.casefold() for part in parts)

    records.sort(key=lambda record: (record.happened_on, record.id), reverse=True)
    there = [r for r in records if matches(_said(desk.library, r, links))]
    first = [r for r in there if matches(r.headline)]
    named = [*_standards(desk.library, parts, matches), *_steps(desk.library, matches)]
    return (
        *named,
        *(_place(desk.library, record) for record in first),
        *(_place(desk.library, record) for record in there if record not in first),
    )


def _standards(library: Library, parts: list[str], matches: Matches) -> Iterator[Found]:
    framework = library.framework
    exactly = [key for key in framework.by_key if parts == [key.casefold()]]
    for key in exactly or framework.by_key:
        if matches(framework.label(key)):
            yield Found(
                says=framework.label(key),
                what="Standard",
                page="evidence",
                asked={"standard": key},
            )


def _steps(library: Library, matches: Matches) -> Iterator[Found]:
    for phase in library.pathway.phases:
        for step in phase.steps:
            if matches(step.name):
                yield Found(
                    says=step.name,
                    what=f"Step of {phase.name}",
                    page=phase.key,
                    asked={"step": step.key},
                )


def _said(library: Library, record: Record, links: Mapping[str, str]) -> str:
    """Every word of a record, with its name and its day."""
    name = library.pathway.text_by_kind[record.kind].name
    answers = (
        answer_in_words(library, spec, getattr(record, spec.name), links)
        for spec in field_specs(type(record))
    )
    return joined(name, day_in_words(record.happened_on), record.headline, *answers)


def _place(library: Library, record: Record) -> Found:
    """Where a record opens; a measure opens where its line is seen."""
    phase, step = library.place_of(record)
    name = library.pathway.text_by_kind[record.kind].name
    is_measure = isinstance(record, Measure)
    return Found(
        says=in_sight(record.headline) or name,
        what=f"{name[:1].upper()}{name[1:]}, {day_in_words(record.happened_on)}",
        page="impact" if is_measure else phase,
        asked={"measure": record.id} if is_measure else {"step": step.key, "record": record.id},
    )
