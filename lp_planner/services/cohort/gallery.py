"""The gallery: what came of projects, put up by their leads, for others to start from.

Nothing is in it unless somebody puts it there, word by word, and it is gone when they take it down.
"""

from collections.abc import Sequence

from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.planning.progress import latest_decision, latest_end
from lp_planner.domain.portfolio.names import names_in
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.diagnosis import ProblemStatement
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.options import AdoptionDecision, Option
from lp_planner.domain.records.preparation import TeamMember
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.strategies import Strategy
from lp_planner.domain.records.sustaining import SustainDecision
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.desk.projects import LABELS as PROJECT_LABELS
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import listed, shortened

LABELS = {
    "title": "What was it called?",
    "by_line": "Who is it from?",
    "problem": "The problem it was for",
    "how_it_went": "How did it go?",
    "do_differently": "What would you do differently?",
}
LONGEST = 600
SHORTEST_NAME = 4
FROM_THE_GALLERY = "From the gallery of this planner"


class Offer(Frozen):
    """What a lead could put up of a project that has ended, and what is up now."""

    draft: GalleryEntry | None = None
    """Drafted from the records; ``None`` while nothing has been decided in the end."""
    up: GalleryEntry | None = None


class GalleryPiece(Frozen):
    """One piece of the gallery as anybody reads it: no id of a person or a project."""

    id: str
    title: str
    by_line: str
    problem: str
    tight: tuple[str, ...]
    loose: tuple[str, ...]
    support: tuple[str, ...]
    ended: str
    how_it_went: str
    do_differently: str
    is_mine: bool
    is_from_demo: bool


def offer_of(desk: Desk, project_id: str) -> Offer:
    """What the lead of a project could put up of it.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        return Offer(draft=_draft(desk, reader, project), up=_up(reader, project.id))


def put_up(
    desk: Desk,
    project_id: str,
    *,
    title: str,
    how_it_went: str,
    by_line: str = "",
    problem: str = "",
    do_differently: str = "",
    has_looked: bool = False,
) -> None:
    """Put up what came of a project, for everybody who plans here, in place of what was up.

    The ingredients and what helped go with it as they stand now.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: while nothing was decided in the end, without words on how it went, and
            where something looks like a name that nobody has looked at.
    """
    values: dict[str, object] = {
        "title": title,
        "how_it_went": how_it_went,
        "by_line": by_line,
        "problem": problem,
        "do_differently": do_differently,
    }

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        draft = _draft(desk, uow, project)
        if draft is None:
            message = "What became of it is not decided yet. It can be put up after that."
            raise ValidationFailed({"title": message})
        entry = draft.model_copy(update=values)
        names = _names(desk, uow, project.id, entry.words)
        if names and not has_looked:
            message = f"Does {listed(names)} name somebody? Please look at it first."
            raise ValidationFailed({"has_looked": message})
        for old in uow.find(GalleryEntry, project_id=project.id):
            uow.remove(old)
        uow.add(
            GalleryEntry,
            project_id=project.id,
            ended=draft.ended,
            tight=draft.tight,
            loose=draft.loose,
            support=draft.support,
            is_from_demo=project.is_from_demo,
            **values,
        )

    with in_words(LABELS):
        desk.write(save)


def take_down(desk: Desk, project_id: str) -> None:
    """Take down what is up of a project; nobody else can read it from now on.

    What somebody started from it meanwhile is theirs.

    Raises:
        NotFound: for a project that is not the actor's.
    """

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        if entry := _up(uow, project.id):
            uow.change(entry, withdrawn_at=desk.now())

    desk.write(save)


def pieces(desk: Desk) -> tuple[GalleryPiece, ...]:
    """All that is up, by its title.

    Raises:
        PermissionDenied: for a role that does not read the gallery.
    """
    check_can(desk.actor, Action.READ_GALLERY)
    with desk.read() as reader:
        up = [entry for entry in reader.find(GalleryEntry) if entry.withdrawn_at is None]
    return tuple(
        GalleryPiece(
            is_mine=entry.created_by == desk.actor.person_id,
            **{
                name: getattr(entry, name)
                for name in GalleryPiece.model_fields
                if name != "is_mine"
            },
        )
        for entry in sorted(up, key=lambda entry: (entry.title.casefold(), entry.id))
    )


def start_from(desk: Desk, piece_id: str, *, form_id: str | None = None) -> Project:
    """Start a project from a piece: it is one way forward in it, with its ingredients to change.

    It is begun whole or not at all. ``form_id`` makes a doubled click harmless: the same id gives
    the same project. The problem is not taken over: it has to be found where one is.

    Raises:
        NotFound: for a piece that is unknown or was taken down.
        PermissionDenied: for a role that does not lead projects.
    """
    check_can(desk.actor, Action.START_PROJECT)
    piece = next((piece for piece in pieces(desk) if piece.id == piece_id), None)
    if piece is None:
        raise NotFound
    source = f"{FROM_THE_GALLERY}: {piece.by_line}" if piece.by_line else FROM_THE_GALLERY
    owner = {"owner_id": desk.actor.person_id, "school_id": desk.actor.school_id}

    def save(uow: UnitOfWork) -> Project:
        if form_id and uow.find(Project, id=form_id, include_removed=True):
            return project_for(uow, desk.actor, form_id, Action.WRITE_PROJECT)
        project = uow.add(Project, id=form_id, title=piece.title, **owner)
        uow.add(
            Option,
            project_id=project.id,
            name=piece.title,
            option_kind="do_something",
            evidence=shortened(f"{piece.ended}. {piece.how_it_went}", LONGEST),
            evidence_source=source,
            doubts=shortened(piece.do_differently, LONGEST),
        )
        for fixedness, said in ((Fixedness.TIGHT, piece.tight), (Fixedness.LOOSE, piece.loose)):
            for behaviour in said:
                uow.add(
                    ActiveIngredient,
                    project_id=project.id,
                    behaviour=behaviour,
                    fixedness=fixedness,
                )
        return project

    with in_words(PROJECT_LABELS):
        return desk.write(save)


def _up(reader: Reader, project_id: str) -> GalleryEntry | None:
    entries = reader.find(GalleryEntry, project_id=project_id)
    return next((entry for entry in entries if entry.withdrawn_at is None), None)


def _draft(desk: Desk, reader: Reader, project: Project) -> GalleryEntry | None:
    """What could be put up, drafted from what may leave the project."""
    seen = as_shared(reader, [project.id])
    ended, reasons = _end_of(desk, seen, project.id)
    if not ended:
        return None
    ingredients = seen.find(ActiveIngredient, project_id=project.id)
    problems = seen.find(ProblemStatement, project_id=project.id)
    return GalleryEntry(
        id="draft",
        created_at=desk.now(),
        created_by=desk.actor.person_id,
        updated_at=desk.now(),
        updated_by=desk.actor.person_id,
        project_id=project.id,
        title=project.title,
        by_line=reader.get(Person, project.owner_id).job_title,
        problem=problems[-1].pupil_outcome if problems else "",
        tight=_behaviours(ingredients, Fixedness.TIGHT),
        loose=_behaviours(ingredients, Fixedness.LOOSE),
        support=tuple(s.headline for s in seen.find(Strategy, project_id=project.id)),
        ended=ended,
        how_it_went=reasons,
    )


def _behaviours(ingredients: Sequence[ActiveIngredient], fixedness: Fixedness) -> tuple[str, ...]:
    return tuple(one.behaviour for one in ingredients if one.fixedness is fixedness)


def _end_of(desk: Desk, reader: Reader, project_id: str) -> tuple[str, str]:
    """What was decided in the end and why, in words; nothing while it goes on."""
    if last := latest_end(reader.find(SustainDecision, project_id=project_id)):
        return desk.library.term_label("sustain_decisions", last.decision.value), last.reasons
    taken_on = latest_decision(reader.find(AdoptionDecision, project_id=project_id))
    if taken_on is None or taken_on.decision.goes_ahead:
        return "", ""
    label = desk.library.term_label("adoption_decisions", taken_on.decision.value)
    return label, taken_on.reasons


def _names(desk: Desk, reader: Reader, project_id: str, words: Sequence[str]) -> tuple[str, ...]:
    """What in these words looks like a name, or is one of somebody in the project or the school."""
    text = "\n".join(words)
    known = {person.name for person in reader.find(Person, school_id=desk.actor.school_id)}
    known |= {member.who for member in reader.find(TeamMember, project_id=project_id)}
    known |= {note.coachee for note in reader.find(CoachingSession, project_id=project_id)}
    said = " ".join(text.casefold().split())
    named = [name for name in sorted(known) if len(name) >= SHORTEST_NAME]
    there = [name for name in named if name.casefold() in said and name[0].isupper()]
    return tuple(dict.fromkeys((*there, *names_in(text))))
