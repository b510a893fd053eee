"""What others wrote about somebody's work, and the note they can put beside it.

Words belong to whoever wrote them, so they are not edited by somebody else; a note says what is
wrong with them and stands with them wherever they are read.
"""

import datetime as dt

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import HelpRequest, NoteBeside
from lp_planner.domain.portfolio.portfolio import ModeratorRating, Submission
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"words": "Your note"}
ANSWER, RATING = "help_request", "moderator_rating"


class Written(Frozen):
    """Something that another person wrote about the actor's work, and the actor's note on it."""

    subject: str
    subject_id: str
    about: str
    by: str
    on: dt.date
    words: str
    note: str


def written_about_me(desk: Desk) -> tuple[Written, ...]:
    """Answers to the actor's requests and moderators' feedback, the latest first."""
    with desk.read() as reader:
        notes = {
            (note.subject, note.subject_id): note.words
            for note in reader.find(NoteBeside, person_id=desk.actor.person_id)
        }
        projects = {p.id: p.title for p in reader.find(Project, owner_id=desk.actor.person_id)}
        found = [
            Written(
                subject=ANSWER,
                subject_id=asked.id,
                about=projects[asked.project_id],
                by=asked.answered_by,
                on=asked.updated_at.date(),
                words=asked.answer,
                note=notes.get((ANSWER, asked.id), ""),
            )
            for asked in reader.find(HelpRequest, project_id=sorted(projects))
            if asked.answer
        ]
        mine = [s.id for s in reader.find(Submission, person_id=desk.actor.person_id)]
        found += [
            Written(
                subject=RATING,
                subject_id=rating.id,
                about=rating.standard,
                by=rating.moderator,
                on=rating.updated_at.date(),
                words=" ".join(p for p in (_level(desk.workspace, rating), rating.feedback) if p),
                note=notes.get((RATING, rating.id), ""),
            )
            for rating in reader.find(ModeratorRating, submission_id=mine)
        ]
    return tuple(sorted(found, key=lambda w: w.on, reverse=True))


def put_note_beside(desk: Desk, subject: str, subject_id: str, *, words: str) -> None:
    """Put a note beside what somebody wrote about the actor's work; no words take it away.

    Raises:
        NotFound: for what is unknown, and for what is about somebody else, alike.
        PermissionDenied: for a role of which nothing is written here.
        ValidationFailed: on ``words``.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)

    def save(uow: UnitOfWork) -> None:
        if _owner(uow, subject, subject_id) != desk.actor.person_id:
            raise NotFound
        where = {"person_id": desk.actor.person_id, "subject": subject, "subject_id": subject_id}
        known = uow.find(NoteBeside, include_removed=False, **where)
        if known and words.strip():
            uow.change(known[0], words=words)
        elif known:
            uow.remove(known[0])
        elif words.strip():
            uow.add(NoteBeside, words=words, **where)
        else:
            raise ValidationFailed({"words": "Please write a few words first."})

    with in_words(LABELS):
        desk.write(save)


def notes_unchecked(reader: Reader, subject: str, ids: list[str]) -> dict[str, str]:
    """The notes beside these, by id, for services that have asked who may read them."""
    found = reader.find(NoteBeside, subject=subject, subject_id=ids)
    return {note.subject_id: note.words for note in found}


def _owner(reader: Reader, subject: str, subject_id: str) -> str:
    """Whose work it is about."""
    if subject == ANSWER:
        asked = reader.get(HelpRequest, subject_id)
        if asked.answer:
            return reader.get(Project, asked.project_id).owner_id
    if subject == RATING:
        rating = reader.get(ModeratorRating, subject_id)
        return reader.get(Submission, rating.submission_id).person_id
    raise NotFound


def _level(workspace: Workspace, rating: ModeratorRating) -> str:
    levels = {level.key: level.name for level in workspace.library.framework.levels}
    name = levels.get(rating.level, "")
    return f"{name}." if name else ""
