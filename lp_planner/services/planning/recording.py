"""Writing things down once, where they belong: every kind of record passes through here."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.policies import check_adaptation, check_may_revise
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.delivery import (
    Adaptation,
    FidelityObservation,
    FidelityRating,
    FidelityVisit,
)
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import GroupCount, check_group
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.asking_first import ask_first_unchecked
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.services.planning.inbox import settle
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


def write_record(
    desk: Desk,
    project_id: str,
    kind: str,
    values: Mapping[str, object],
    *,
    form_id: str | None = None,
    sure: Container[str] = (),
) -> Record:
    """Write down one thing in a project.

    ``form_id`` makes a doubled click harmless: the same id gives the same record. The id of a note
    of the inbox puts that note in its place (:func:`inbox.settle`). ``sure`` holds the sentences
    about odd answers that the person said are right.

    Raises:
        NotFound: for a project that is not the actor's.
        NotSureYet: with what is odd about the answers and was not said to be right.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    model = record_model(kind)
    answers = checked(desk.library, model, values)
    if form_id:
        answers["id"] = form_id

    def save(uow: UnitOfWork) -> Record:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        ask_first_unchecked(uow, desk.today(), project_id, model, answers, sure=sure)
        record = uow.add(model, project_id=project_id, **answers)
        _apply_policies(uow, record)
        settle(uow, desk.actor, record)
        return record

    return desk.write(save)


def revise_record(
    desk: Desk,
    kind: str,
    record_id: str,
    values: Mapping[str, object],
    *,
    version: int,
    sure: Container[str] = (),
) -> Record:
    """Change a record that was read at ``version``.

    Raises:
        InvalidTransition: for a decision, which is superseded instead.
        NotFound: for a record that is not in a project of the actor's.
        NotSureYet: with what is odd about the new answers and is not in ``sure``.
        StaleRevision: when it was saved by someone (or in another tab) since ``version``.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    model = record_model(kind)
    check_may_revise(record_model(kind))
    answers = checked(desk.library, model, values)

    def save(uow: UnitOfWork) -> Record:
        current = _mine(uow, desk.actor, model, record_id, Action.WRITE_PROJECT)
        ask_first_unchecked(
            uow, desk.today(), current.project_id, model, answers, record=current, sure=sure
        )
        read = current.model_copy(update={"version": version})
        record = uow.change(read, **answers)
        _apply_policies(uow, record)
        return record

    return desk.write(save)


def log_fidelity_visit(
    desk: Desk,
    project_id: str,
    values: Mapping[str, object],
    ratings: Mapping[str, FidelityRating],
    *,
    form_id: str | None = None,
    sure: Container[str] = (),
) -> Record:
    """Write down a visit and what it saw of each ingredient, all or nothing.

    ``ratings`` maps an ingredient's id to what was seen; at least one is needed.

    Raises:
        NotSureYet: with what is odd about the visit and is not in ``sure``.
        ValidationFailed: when no ingredient is rated or an answer of the visit is refused.
    """
    answers = checked(desk.library, FidelityVisit, values)
    _saw_something(ratings)
    if form_id:
        answers["id"] = form_id

    def save(uow: UnitOfWork) -> FidelityVisit:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        ask_first_unchecked(uow, desk.today(), project_id, FidelityVisit, answers, sure=sure)
        visit = uow.add(FidelityVisit, project_id=project_id, **answers)
        if not uow.find(FidelityObservation, visit_id=visit.id):
            _note_seen(uow, visit, ratings, known={})
        settle(uow, desk.actor, visit)
        return visit

    return desk.write(save)


def revise_fidelity_visit(
    desk: Desk,
    visit_id: str,
    values: Mapping[str, object],
    ratings: Mapping[str, FidelityRating],
    *,
    version: int,
    sure: Container[str] = (),
) -> Record:
    """Change a visit that was read at ``version``, and what it saw, all or nothing.

    ``ratings`` says anew what was seen; an ingredient that is left out was not looked at. What was
    said before is kept (:func:`ratings_of_visit`).

    Raises:
        NotFound: for a visit that is not in a project of the actor's.
        NotSureYet: with what is odd about the new answers and is not in ``sure``.
        StaleRevision: when it was saved by someone (or in another tab) since ``version``.
        ValidationFailed: when no ingredient is rated or an answer of the visit is refused.
    """
    answers = checked(desk.library, FidelityVisit, values)
    _saw_something(ratings)

    def save(uow: UnitOfWork) -> FidelityVisit:
        current = _mine(uow, desk.actor, FidelityVisit, visit_id, Action.WRITE_PROJECT)
        place = current.project_id
        ask_first_unchecked(
            uow, desk.today(), place, FidelityVisit, answers, record=current, sure=sure
        )
        read = current.model_copy(update={"version": version})
        known = {o.ingredient_id: o for o in uow.find(FidelityObservation, visit_id=visit_id)}
        visit = uow.change(read, **answers)
        if {id_: seen.rating for id_, seen in known.items()} == dict(ratings):
            return visit
        if visit is read:
            # One lock and one history for both: the visit is saved anew with what it saw.
            visit = uow.touch(read)
        _note_seen(uow, visit, ratings, known)
        return visit

    return desk.write(save)


def _note_seen(
    uow: UnitOfWork,
    visit: FidelityVisit,
    ratings: Mapping[str, FidelityRating],
    known: Mapping[str, FidelityObservation],
) -> None:
    """Make what a visit saw be these ratings; ``known`` is what it said so far."""
    for ingredient_id, rating in ratings.items():
        if ingredient_id in known:
            uow.change(known[ingredient_id], rating=rating)
        else:
            uow.add(
                FidelityObservation,
                project_id=visit.project_id,
                visit_id=visit.id,
                ingredient_id=ingredient_id,
                rating=rating,
            )
    for ingredient_id in known.keys() - ratings.keys():
        uow.remove(known[ingredient_id])


def _saw_something(ratings: Mapping[str, FidelityRating]) -> None:
    if not ratings:
        raise ValidationFailed({"ratings": "Please say what you saw of at least one ingredient."})


def remove_record(desk: Desk, kind: str, record_id: str, *, version: int) -> Record:
    """Take a record out of the project; it can be brought back with :func:`restore_record`."""

    def save(uow: UnitOfWork) -> Record:
        current = _mine(uow, desk.actor, record_model(kind), record_id, Action.WRITE_PROJECT)
        return uow.remove(current.model_copy(update={"version": version}))

    return desk.write(save)


def restore_record(desk: Desk, kind: str, record_id: str) -> Record:
    """Bring back a record that was removed."""

    def save(uow: UnitOfWork) -> Record:
        removed = uow.get(record_model(kind), record_id, include_removed=True)
        project_for(uow, desk.actor, removed.project_id, Action.WRITE_PROJECT)
        return removed if removed.deleted_at is None else uow.restore(removed)

    return desk.write(save)


def records_of(desk: Desk, project_id: str, kind: str) -> Sequence[Record]:
    """The records of one kind in a project of the actor's, latest day first."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        found = reader.find(record_model(kind), project_id=project_id)
    return sorted(found, key=lambda record: (record.happened_on, record.created_at), reverse=True)


def record_of(desk: Desk, kind: str, record_id: str) -> Record:
    """One record, when it is in a project of the actor's; otherwise as if it did not exist."""
    with desk.read() as reader:
        return _mine(reader, desk.actor, record_model(kind), record_id, Action.READ_PROJECT)


def earlier_versions(desk: Desk, kind: str, record_id: str) -> Sequence[Record]:
    """What a record of the actor's said before each change, the latest first."""
    with desk.read() as reader:
        record = _mine(reader, desk.actor, record_model(kind), record_id, Action.READ_PROJECT)
        return list(reversed(reader.earlier(type(record), record.id)))


def ratings_of_visit(
    desk: Desk, visit_id: str, *, at: dt.datetime | None = None
) -> Mapping[str, FidelityRating]:
    """What a visit saw, by the ingredient's id; ``at`` a moment, what it said then."""
    with desk.read() as reader:
        visit = _mine(reader, desk.actor, FidelityVisit, visit_id, Action.READ_PROJECT)
        if at is None:
            said = reader.find(FidelityObservation, visit_id=visit.id)
            return {observation.ingredient_id: observation.rating for observation in said}
        found: dict[str, FidelityRating] = {}
        for last in reader.find(FidelityObservation, visit_id=visit.id, include_removed=True):
            versions = [*reader.earlier(FidelityObservation, last.id), last]
            then = [version for version in versions if version.updated_at <= at]
            if then and then[-1].deleted_at is None:
                found[last.ingredient_id] = then[-1].rating
    return found


def _mine(reader: Reader, actor: Actor, model: type[R], record_id: str, action: Action) -> R:
    record = reader.get(model, record_id)
    project_for(reader, actor, record.project_id, action)
    return record


def _apply_policies(uow: UnitOfWork, record: Record) -> None:
    if isinstance(record, GroupCount):
        check_group(record)
    if isinstance(record, Adaptation):
        ingredient = uow.get(ActiveIngredient, record.ingredient_id)
        if ingredient.project_id != record.project_id:
            raise NotFound
        looks = looks_unchecked(uow, record.project_id)
        lacking = looks.lacking(ingredient.id, record.decided_on)
        check_adaptation(record, ingredient, lacking=lacking)
