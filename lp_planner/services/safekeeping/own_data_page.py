"""One's own data for a person to read, beside the file that a planner reads."""

from collections.abc import Iterator, Sequence

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Person
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.portfolio.portfolio import ModeratorRating, Narrative, Submission
from lp_planner.domain.portfolio.renewal import name_of
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.domain.self_assessment.self_assessment import SelfRating
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.own_page import OwnPart, OwnProject, OwnRecord, own_page
from lp_planner.services.desk.answers import answer_in_words, link_names_unchecked
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words, joined


def own_data_page(desk: Desk, files: Sequence[str]) -> str:
    """The actor's projects, accounts, self-assessment and what moderators said, as a page."""
    library = desk.library
    with desk.read() as reader:
        person = reader.get(Person, desk.actor.person_id)
        mine = reader.find(Project, owner_id=person.id)
        told = [
            OwnProject(project.title, tuple(_parts(reader, library, project.id)))
            for project in mine
        ]
        about = tuple(part for part in _about_me(reader, library, person.id) if part.records)
    if about:
        told.append(OwnProject("Portfolio and self-assessment", about))
    notice = DEMO_NOTICE if desk.workspace.is_demonstration(*mine) else ""
    return own_page(person.name, notice, told, files)


def _parts(reader: Reader, library: Library, project_id: str) -> Iterator[OwnPart]:
    links = link_names_unchecked(reader, project_id)
    for kind, model in RECORD_KINDS.items():
        found = reader.find(model, project_id=project_id)
        if found:
            text = library.pathway.text_by_kind.get(kind)
            name = text.name.capitalize() if text else _in_plain_words(kind)
            yield OwnPart(name, tuple(_record(library, record, links) for record in found))
    claims = reader.find(EvidenceClaim, project_id=project_id)
    if claims:
        yield OwnPart(
            "Claims",
            tuple(
                OwnRecord(
                    joined(claim.standard, claim.claim),
                    (("What changed", claim.what_changed),) if claim.what_changed else (),
                )
                for claim in claims
            ),
        )


def _in_plain_words(name: str) -> str:
    """What has no form of its own, such as what a visit saw, by the name of its answer."""
    return name.removesuffix("_id").replace("_", " ").capitalize()


def _record(library: Library, record: Record, links: dict[str, str]) -> OwnRecord:
    """A record with all of its answers, private ones among them: it is its owner who reads."""
    text = library.pathway.text_by_kind.get(record.kind)
    answers = (
        (
            text.field_by_name[spec.name].label if text else _in_plain_words(spec.name),
            answer_in_words(library, spec, getattr(record, spec.name), links),
        )
        for spec in field_specs(type(record))
    )
    return OwnRecord(
        joined(day_in_words(record.happened_on), record.headline),
        tuple((label, words) for label, words in answers if words),
    )


def _about_me(reader: Reader, library: Library, person_id: str) -> Iterator[OwnPart]:
    levels = {level.key: level.name for level in library.framework.levels}
    accounts = reader.find(Narrative, person_id=person_id)
    yield OwnPart(
        "Accounts", tuple(OwnRecord(name_of(n), (("Account", n.text),)) for n in accounts if n.text)
    )
    rated = reader.find(SelfRating, person_id=person_id)
    yield OwnPart(
        "How you rated yourself",
        tuple(OwnRecord(joined(r.standard, levels.get(r.level, r.level)), ()) for r in rated),
    )
    sent = [s.id for s in reader.find(Submission, person_id=person_id)]
    said = reader.find(ModeratorRating, submission_id=sent)
    yield OwnPart(
        "What moderators said",
        tuple(
            OwnRecord(
                joined(r.standard or "On the whole", levels.get(r.level, r.level), r.moderator),
                (("Feedback", r.feedback),) if r.feedback else (),
            )
            for r in said
        ),
    )
