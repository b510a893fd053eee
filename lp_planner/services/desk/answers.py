"""Answers as people say them: one answer, a record's answers, and the words of a link."""

from collections.abc import Mapping

from lp_planner.content.library import Library
from lp_planner.domain.evidence.privacy import without_private_answers
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Segment
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words


def record_details(
    library: Library, record: Record, links: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """A record's answers as (label, words); empty answers and private ones are left out.

    ``links`` gives the words for the ids of linked records.
    """
    text = library.pathway.text_by_kind[record.kind]
    record = without_private_answers(record)
    found = []
    for spec in field_specs(type(record)):
        words = answer_in_words(library, spec, getattr(record, spec.name), links)
        if words:
            found.append((text.field_by_name[spec.name].label, words))
    return tuple(found)


def answer_in_words(  # noqa: PLR0911 - one line for each kind of answer
    library: Library, spec: FieldSpec, value: object, links: Mapping[str, str]
) -> str:
    """One answer as people say it; empty when there is nothing to say."""
    if value is None or value in ("", ()):
        return ""
    if spec.kind is FieldKind.SEGMENTS:
        return "\n".join(
            _segment(library, part)
            for part in value  # type: ignore[attr-defined]
        )
    if spec.vocabulary:
        return library.term_label(spec.vocabulary, str(value))
    if spec.kind is FieldKind.LINK:
        return links.get(str(value), "")
    if spec.kind is FieldKind.LINKS:
        return "; ".join(links[id_] for id_ in value if links.get(id_))  # type: ignore[attr-defined]
    if spec.kind is FieldKind.STANDARDS:
        return ", ".join(library.framework.label(key) for key in value)  # type: ignore[attr-defined]
    if spec.kind is FieldKind.DAY:
        return day_in_words(value)  # type: ignore[arg-type]
    if spec.kind is FieldKind.YES_NO:
        return "Yes" if value else ""
    if spec.kind is FieldKind.SCALE:
        return f"{value} of 5"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _segment(library: Library, part: Segment) -> str:
    minutes = f" ({part.minutes} min)" if part.minutes else ""
    why = f" Because: {part.why}" if part.why else ""
    label = library.term_label("segment_kinds", part.segment_kind)
    return f"{label}{minutes}: {part.what}{why}".strip()


def link_names_unchecked(reader: Reader, project_id: str) -> dict[str, str]:
    """The words for every record of a project that another one may link to, by its id."""
    linked = {spec.links_to for model in RECORD_KINDS.values() for spec in field_specs(model)} - {
        None
    }
    return {
        record.id: record.headline
        for kind in sorted(k for k in linked if k)
        for record in reader.find(RECORD_KINDS[kind], project_id=project_id)
    }
