"""Visits, coaching notes, contacts, milestones and survey answers from rows (docs/adr/0050)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.bringing_in import Replaced
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.delivery import FidelityObservation, FidelityVisit
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.fields import FieldKind, FieldSpec
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure, SurveyRound
from lp_planner.domain.records.oddities import Around, Oddity, impossible, oddities, same_thing
from lp_planner.domain.records.records import Record
from lp_planner.interchange.plan_cells import CellRefused, choice_words, understood
from lp_planner.interchange.rows.cells import is_filled, plain, said
from lp_planner.interchange.rows.days import DayReader, NotADay, ToBeAsked
from lp_planner.interchange.rows.numbers import NotANumber, amount_of
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.interchange.rows.tables import bare
from lp_planner.services.desk.bringing_in import (
    Given,
    Look,
    RowSeen,
    RowState,
    Stopped,
)
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.imports import last_import_unchecked, note_import
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.school_year import halves_unchecked
from lp_planner.services.desk.sorting_rows import ask_whether_right, day_reader, sorting_of
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.record_columns import (
    IN_ROWS,
    RATINGS,
    SEEN,
    columns_wanted,
    ingredients_by_name,
    specs_of,
)
from lp_planner.services.planning.survey_rows import as_rounds
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RecordsSaved:
    """What went in, and the rows that did not."""

    added: int
    changed: int
    look: Look
    import_id: str = ""


@dataclass(frozen=True)
class _Answers:
    row: TableRow
    values: dict[str, object]
    ratings: dict[str, str] = field(default_factory=dict)


def look_at_records(desk: Desk, project_id: str, kind: str, given: Given) -> Look:
    """What would come of these rows as records of a kind; nothing is saved.

    Raises:
        NotFound: for a project that is not the actor's, or a kind that does not come in rows.
        UnreadableTable: when it is no table at all.
    """
    with desk.read() as reader:
        return _Records(desk, reader, project_id, kind, given).look


def bring_in_records(desk: Desk, project_id: str, kind: str, given: Given) -> RecordsSaved:
    """Save the rows that are new, and the changed ones that the person told to take.

    Raises:
        NotFound: for a project that is not the actor's, or a kind that does not come in rows.
        UnreadableTable: when it is no table at all.
    """

    def save(uow: UnitOfWork) -> RecordsSaved:
        found = _Records(desk, uow, project_id, kind, given)
        made, replaced = [], []
        for answers in found.new:
            record = uow.add(record_model(kind), project_id=project_id, **answers.values)
            made.append(record.id)
            for ingredient_id, rating in answers.ratings.items():
                seen = uow.add(
                    FidelityObservation,
                    project_id=project_id,
                    visit_id=record.id,
                    ingredient_id=ingredient_id,
                    rating=rating,
                )
                made.append(seen.id)
        for old, answers in found.changed:
            uow.change(old, **answers.values)
            replaced.append(Replaced(record_id=old.id, version=old.version))
        if not made and not replaced:
            return RecordsSaved(0, 0, found.look)
        done = note_import(uow, found.sorting, project_id, kind, made=made, replaced=replaced)
        return RecordsSaved(len(found.new), len(replaced), found.look, done.id)

    return desk.write(save)


class _Records:
    """The rows of one file as records of one kind."""

    def __init__(
        self, desk: Desk, reader: Reader, project_id: str, kind: str, given: Given
    ) -> None:
        project_for(reader, desk.actor, project_id, Action.WRITE_PROJECT)
        if kind not in IN_ROWS:
            raise NotFound
        self.new: list[_Answers] = []
        self.changed: list[tuple[Record, _Answers]] = []
        self._desk, self._kind = desk, kind
        ingredients = reader.find(ActiveIngredient, project_id=project_id)
        measures = reader.find(Measure, project_id=project_id)
        self._links = {
            ActiveIngredient.kind: ingredients_by_name(ingredients),
            Measure.kind: {bare(measure.name): measure.id for measure in measures},
        }
        wanted = columns_wanted(desk.library, kind, ingredients)
        before = last_import_unchecked(reader, project_id, kind)
        self.sorting = sorting_of(given, wanted, lambda table: len(table.rows), before)
        if kind == SurveyRound.kind:
            as_rounds(self.sorting)
        halves = halves_unchecked(desk.workspace, reader, desk.actor.school_id)
        self._days: dict[str, DayReader] = {}
        for spec in specs_of(kind):
            if spec.kind is FieldKind.DAY and spec.name in self.sorting.columns:
                self._days[spec.name] = day_reader(self.sorting, spec.name, halves, desk.today())
        self._ask_for_columns()
        self._model = record_model(kind)
        self._around = Around(desk.today())
        self._here = {
            same_thing(self._model, dict(record)): record
            for record in reader.find(self._model, project_id=project_id)
        }
        self._above: set[tuple[object, ...]] = set()
        self._seen = [self._read(row) for row in self.sorting.table.rows]
        self.look: Look = self.sorting.look(self._seen)

    def _ask_for_columns(self) -> None:
        """Ask for each needed answer that no heading names."""
        sorting = self.sorting
        for thing in sorting.wanted:
            if thing.is_needed and thing.key not in sorting.columns and sorting.table.rows:
                free = [
                    at for at in range(len(sorting.table.headings))
                    if at not in sorting.columns.values()
                ]  # fmt: skip
                sorting.ask_column(thing.key, f"Which column says: {thing.label}", free)

    def _read(self, row: TableRow) -> RowSeen:
        sorting = self.sorting
        try:
            answers = self._answers(row)
        except Stopped as stopped:
            return stopped.seen
        key = same_thing(self._model, answers.values)
        if key in self._above:
            return sorting.seen(
                row, RowState.UNREAD, "An earlier row of this file is about the same."
            )
        self._above.add(key)
        old = self._here.get(key)
        says = " · ".join(said(value)[:60] for value in answers.values.values() if value)
        if old is not None:
            return self._beside(old, row, answers)
        odd = oddities(self._model, answers.values, self._around)
        if asked := ask_whether_right(sorting, odd):
            return sorting.seen(row, *asked, says=says)
        self.new.append(answers)
        return sorting.seen(row, RowState.NEW, says=says)

    def _beside(self, old: Record, row: TableRow, answers: _Answers) -> RowSeen:
        """A row about something that is here already."""
        sorting = self.sorting
        given = {name: v for name, v in answers.values.items() if name in sorting.columns}
        if all(getattr(old, name) == value for name, value in given.items()):
            return sorting.seen(row, RowState.HERE)
        answer = sorting.ask(
            "changed",
            "Some rows are here with other answers. Which shall stand?",
            {"new": "Those of this file", "old": "Those that are here"},
        )
        if answer == "new" and (stopped := ask_whether_right(sorting, self._newly_odd(old, given))):
            return sorting.seen(row, *stopped)
        if answer == "new":
            self.changed.append((old, _Answers(row, given)))
        states = {"new": RowState.CHANGED, "old": RowState.LEFT}
        return sorting.seen(row, states.get(answer, RowState.ASKED), "It is here otherwise.")

    def _answers(self, row: TableRow) -> _Answers:
        """The answers of a row, checked as those of a form."""
        sorting = self.sorting
        if asked := next((q for q in sorting.questions if self._stops(q.key)), None):
            raise Stopped(sorting.seen(row, RowState.ASKED, asked.sentence))
        given: dict[str, object] = {}
        for spec in specs_of(self._kind):
            cell = sorting.cell(row, spec.name)
            if not is_filled(cell):
                continue
            try:
                given[spec.name] = self._answer(spec, cell)
            except ToBeAsked as open_:
                raise Stopped(sorting.seen(row, RowState.ASKED, str(open_))) from open_
            except (NotADay, NotANumber) as refused:
                raise Stopped(sorting.unread(row, str(refused), spec.name)) from refused
            except CellRefused as refused:
                raise Stopped(sorting.unread(row, refused.message, spec.name)) from refused
        try:
            values = checked(self._desk.library, self._model, given)
            errors = impossible(self._model, values, self._around)
        except ValidationFailed as refused:
            values, errors = {}, refused.errors
        if errors:
            raise Stopped(sorting.unread(row, " ".join(errors.values()), next(iter(errors))))
        return _Answers(row, values, self._ratings(row))

    def _answer(self, spec: FieldSpec, cell: object) -> object:
        label = next(thing.label for thing in self.sorting.wanted if thing.key == spec.name)
        if spec.kind is FieldKind.DAY:
            return self._days[spec.name].day_of(cell)
        if spec.kind in {FieldKind.WHOLE, FieldKind.NUMBER}:
            amount = amount_of(cell)
            return None if amount is None else amount.value
        if spec.kind is FieldKind.LINK:
            known = self._links.get(str(spec.links_to), {})
            if bare(cell) not in known:
                message = f"“{said(cell)[:60]}” is not one of this project’s."
                raise CellRefused(message)
            return known[bare(cell)]
        words: Mapping[str, str] = {}
        if spec.vocabulary:
            words = choice_words(self._desk.library.vocabularies[spec.vocabulary])
        text = cell if isinstance(cell, str | int | float | dt.date) else said(cell)
        return understood(spec.kind, label, text, words)

    def _ratings(self, row: TableRow) -> dict[str, str]:
        """What a visit saw of each ingredient that has a column."""
        found = {}
        vocabulary = self._desk.library.vocabularies["fidelity_ratings"]
        known = {**RATINGS, **choice_words(vocabulary)}
        for key in self.sorting.columns:
            if not key.startswith(SEEN):
                continue
            cell = self.sorting.cell(row, key)
            if not is_filled(cell):
                continue
            if plain(cell) not in known:
                because = f"“{said(cell)[:40]}” does not say whether it was seen."
                raise Stopped(self.sorting.unread(row, because, key))
            found[key.removeprefix(SEEN)] = known[plain(cell)]
        if self._kind == FidelityVisit.kind and not found:
            because = "Please say what you saw of at least one ingredient."
            raise Stopped(self.sorting.seen(row, RowState.UNREAD, because))
        return found

    def _stops(self, key: str) -> bool:
        is_about_all = key in {"sheet", "asked_on"} or key.startswith("column:")
        return is_about_all and not self.sorting.answer_to(key)

    def _newly_odd(self, old: Record, given: Mapping[str, object]) -> list[Oddity]:
        """What is odd about a record with the answers of a row, and was not before."""
        known = oddities(self._model, dict(old), self._around)
        return [
            oddity
            for oddity in oddities(self._model, {**dict(old), **given}, self._around)
            if oddity not in known
        ]
