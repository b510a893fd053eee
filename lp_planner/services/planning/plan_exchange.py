"""A plan as a workbook: the empty template, a project's own plan, and a filled-in one coming back.

What comes back becomes a new project, whole or not at all. Every row passes the same checks as a
form, and everything that needs another look is told at once, with sheet, row and column.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from pydantic import BaseModel, ValidationError
from uuid6 import uuid7

from lp_planner.content.library import Library
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.planning.school_year import Half
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.oddities import Oddity
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.exports import plan_workbook as writing
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.plan_workbook import ANY_KIND, PlanForm
from lp_planner.interchange import plan_cells as cells
from lp_planner.interchange import plan_workbook as reading
from lp_planner.interchange.plan_cells import CellRefused
from lp_planner.interchange.plan_workbook import SheetRow
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.projects import LABELS, project_for
from lp_planner.services.desk.refusals import in_words, sentences
from lp_planner.services.desk.school_year import halves_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.plan_faults import PlanNotImported, RowFault
from lp_planner.services.planning.plan_on_paper import odd_figures, policy_errors
from lp_planner.services.planning.planned_days import planned_day
from lp_planner.storage.tables import linked_ids
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import day_in_words

HOW_TO_FILL_IN = """
Each sheet is for one kind of thing, each row for one thing. Sheets and columns that you do not \
need may stay empty; only what is marked “(needed)” has to be there in a row you use.
“Ref” is a short name of your own for a row, such as ING1. It is there for other rows: where a \
column asks for the Ref of something, write that name, and commas between several.
Dates may be written as 2025-11-05, 05/11/2025 (day first) or 5 November 2025. On scales from 1 \
to 5, an empty cell means “don’t know yet”. In other columns it means the usual answer.
The second row of each sheet is hidden. Please leave it there: it tells the planner which column \
is which. You may move columns, change headings and add sheets of your own; those are not read.
When you bring this file back, it becomes a new project and no other project changes. If any row \
needs another look, nothing at all is imported, and you see each sheet, row and column.
Not in this file: what you claimed as evidence for the standards, who may see the project, \
earlier versions and anything that was removed. The sheet “Columns” explains every column.
""".strip().splitlines()

_SPECS = {k: [writing.plan_spec(s) for s in field_specs(m)] for k, m in RECORD_KINDS.items()}
_LINKS = {k: {s.links_to for s in specs if s.links_to} for k, specs in _SPECS.items()}
_LINKED_FIRST = [
    kind
    for kind in TopologicalSorter(
        _LINKS | {ANY_KIND: {kind for kind, links in _LINKS.items() if ANY_KIND not in links}}
    ).static_order()
    if kind in RECORD_KINDS
]
"""The kinds, each after those it links to: a record is stored after the ones it names."""
_STAMPS: dict[str, object] = {
    **dict.fromkeys(("id", "created_by", "updated_by"), "new"),
    **dict.fromkeys(("created_at", "updated_at"), "2000-01-01T00:00:00Z"),
}
"""What stands for the stamps while nothing is stored."""


@dataclass(frozen=True)
class ImportedPlan:
    """The new project, how many records of each kind it has, and what was not read."""

    project: Project
    counts: Mapping[str, int]
    notes: tuple[str, ...]


def plan_template(workspace: Workspace) -> bytes:
    """The empty workbook to fill in."""
    forms = _forms(workspace.library)
    return writing.plan_workbook(forms, {}, "An empty plan", HOW_TO_FILL_IN).getvalue()


def plan_workbook_of(desk: Desk, project_id: str) -> bytes:
    """A project's plan as a workbook, which :func:`import_plan` reads again.

    It is for its owner, so what is private is in it, and the first sheet says where.

    Raises:
        NotFound: for an unknown id and for somebody else's project alike.
    """
    forms = _forms(desk.library)
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        found = {kind: reader.find(RECORD_KINDS[kind], project_id=project_id) for kind in _LINKS}
    refs = _refs(found)
    rows = {
        f.key: [
            (refs[f.kind, record.id], *(_cell(desk.library, s, thing, refs) for s in f.specs))
            for record in found[f.kind]
            if (f.kind, record.id) in refs
            for thing in (getattr(record, f.part_of) if f.part_of else (record,))
        ]
        for f in forms
    }
    left_out = sum(map(len, found.values())) - sum(kind != ANY_KIND for kind, _ in refs)
    about = [f"This is the plan as it stood on {day_in_words(desk.today())}."]
    about += [*HOW_TO_FILL_IN, *_cautions(forms, left_out)]
    is_demo = desk.workspace.is_demonstration(project)
    return writing.plan_workbook(forms, rows, project.title, about, is_demo=is_demo).getvalue()


def import_plan(
    desk: Desk, data: bytes, *, title: str, form_id: str | None = None, is_sure: bool = False
) -> ImportedPlan:
    """Make a new project of a filled-in workbook, in one transaction.

    ``form_id`` makes a doubled click harmless: the same id gives the same project. ``is_sure`` says
    that whatever is odd in it is right.

    Raises:
        PermissionDenied: for a role that does not lead projects.
        ValidationFailed: on ``title``.
        UnreadableWorkbook: with one sentence, for a file that is no workbook of a plan.
        PlanNotImported: with every fault and question of every row; nothing was written.
    """
    check_can(desk.actor, Action.START_PROJECT)
    owner = {"owner_id": desk.actor.person_id, "school_id": desk.actor.school_id}
    with in_words(LABELS):
        Project.model_validate({**_STAMPS, **owner, "title": title})
    forms = _forms(desk.library)
    layouts = [reading.SheetLayout(f.key, f.title, {c.name for c in f.columns}) for f in forms]
    read = reading.read_plan_workbook(data, layouts, writing.COMPANIONS)
    is_marked = desk.workspace.is_demo or reading.holds_words(data, DEMO_NOTICE)
    with desk.read() as reader:
        halves = halves_unchecked(desk.workspace, reader, desk.actor.school_id)
    found = _Import(desk.library, forms, read.rows, halves, desk.today())
    records = found.records(is_sure=is_sure)

    def save(uow: UnitOfWork) -> Project:
        if form_id and uow.find(Project, id=form_id, include_removed=True):
            return project_for(uow, desk.actor, form_id, Action.WRITE_PROJECT)
        project = uow.add(Project, id=form_id, title=title, is_from_demo=is_marked, **owner)
        for record in records:
            answers = {spec.name: getattr(record, spec.name) for spec in field_specs(type(record))}
            uow.add(type(record), id=record.id, project_id=project.id, **answers)
        return project

    project = desk.write(save)
    return ImportedPlan(
        project, Counter(record.kind for record in records), (*read.notes, *found.notes)
    )


def _forms(library: Library) -> tuple[PlanForm, ...]:
    return writing.plan_forms(library.pathway, library.vocabularies)


def _cautions(forms: Sequence[PlanForm], left_out: int) -> Iterator[str]:
    places = ", ".join(place for form in forms for place in _private_places(form))
    yield (
        "Please take care of this file: what was said between two people, and what you meant for "
        f"yourself, is in it. Before you pass it on, delete {places}."
    )
    if left_out:
        yield f"Left out, because what they belong to was removed from the project: {left_out}."


def _private_places(form: PlanForm) -> list[str]:
    """The sheet, or its columns, that hold what stays with its owner."""
    if RECORD_KINDS[form.kind].is_private:
        return [f"the sheet “{form.title}”"]
    columns = zip(form.specs, form.columns[1:], strict=True)
    return [f"the column “{c.label}” of “{form.title}”" for s, c in columns if s.stays_in]


def _refs(found: Mapping[str, Sequence[Record]]) -> dict[tuple[str, str], str]:
    """The Ref of each record by kind and id, such as ING1, and the same under ``ANY_KIND``.

    A record that belongs to something that was removed has none.
    """
    refs: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for kind in _LINKED_FIRST:
        words = kind.upper().split("_")
        choices = (words[-1][:3], words[0][:3], "".join(w[0] for w in words), "".join(words))
        prefix = next(choice for choice in choices if choice not in taken)
        taken.add(prefix)
        needed = [spec for spec in _SPECS[kind] if spec.required or spec.links_to == ANY_KIND]
        standing = [
            record
            for record in found[kind]
            if all((str(s.links_to), i) in refs for s in needed for i in linked_ids(record, s))
        ]
        for number, record in enumerate(standing, start=1):
            refs[kind, record.id] = f"{prefix}{number}"
            refs.setdefault((ANY_KIND, record.id), f"{prefix}{number}")
    return refs


def _cell(
    library: Library, spec: FieldSpec, thing: BaseModel, refs: Mapping[tuple[str, str], str]
) -> writing.PlanCell:
    value = getattr(thing, spec.name)
    if spec.links_to:
        linked = ((spec.links_to, id_) for id_ in linked_ids(thing, spec))
        return ", ".join(refs[link] for link in linked if link in refs)
    if spec.vocabulary and value:
        return writing.answer_label(library.vocabularies[spec.vocabulary], str(value))
    if spec.vocabulary:
        return cells.LEFT_EMPTY if type(thing).model_fields[spec.name].default else None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, str | int | float | dt.date) else None


@dataclass(frozen=True)
class _Row:
    """A row with the form of its sheet and the id its record will have."""

    form: PlanForm
    line: SheetRow
    id: str


class _Import:
    """Makes records of rows, or tells everything that stands in the way."""

    def __init__(
        self,
        library: Library,
        forms: Sequence[PlanForm],
        lines: Sequence[SheetRow],
        halves: Sequence[Half],
        today: dt.date,
    ) -> None:
        self.notes: list[str] = []
        self._library, self._halves, self._today = library, halves, today
        self._titles = {form.kind: form.title for form in reversed(forms)}
        by_key = {form.key: form for form in forms}
        self._rows = [_Row(by_key[line.key], line, str(uuid7())) for line in lines]
        self._faults: list[RowFault] = []
        self._odd: list[RowFault] = []
        self._ids: dict[tuple[str, str], list[str]] = {}
        self._parts: dict[tuple[str, str], list[object]] = {}

    def records(self, *, is_sure: bool) -> list[Record]:
        """The records, each after the ones it links to.

        Raises:
            PlanNotImported: with every fault and question of every row.
        """
        whole = {row.id: row for row in self._rows if not row.form.part_of}
        for row in whole.values():
            self._name(row)
        for row in self._rows:
            if row.form.part_of:
                self._add_part(row)
        made = [record for row in whole.values() if (record := self._record(row)) is not None]
        for id_, errors in policy_errors(made):
            self._refuse(whole[id_], errors)
        for id_, errors, odd in odd_figures(made, self._today):
            self._refuse(whole[id_], errors)
            self._ask(whole[id_], odd)
        if self._faults or not made or (self._odd and not is_sure):
            sheets = list(dict.fromkeys(row.line.sheet for row in self._rows))
            found, asked = (
                tuple(sorted(told, key=lambda f: (sheets.index(f.sheet), f.row)))
                for told in (self._faults, self._odd)
            )
            raise PlanNotImported(found, asked)
        return sorted(made, key=lambda record: _LINKED_FIRST.index(record.kind))

    def _refuse(self, row: _Row, errors: Mapping[str, str]) -> None:
        """Note what needs another look in a row, in the order of its columns."""
        labels = {column.name: column.label for column in row.form.columns}
        for name in sorted(errors, key=lambda name: [*labels, name].index(name)):
            place = row.line.sheet, row.line.number, labels.get(name, "")
            self._faults.append(RowFault(*place, errors[name]))

    def _ask(self, row: _Row, odd: Sequence[Oddity]) -> None:
        """Note what is odd in a row."""
        labels = {column.name: column.label for column in row.form.columns}
        for one in odd:
            place = row.line.sheet, row.line.number, labels.get(one.field, "")
            self._odd.append(RowFault(*place, one.question))

    def _name(self, row: _Row) -> None:
        """Note the Ref of a row."""
        if ref := row.line.ref:
            for kind in (row.form.kind, ANY_KIND):
                self._ids.setdefault((kind, ref.casefold()), []).append(row.id)
            if len(self._ids[row.form.kind, ref.casefold()]) > 1:
                told = f"The Ref “{ref}” is used twice on this sheet; please give each its own."
                self._refuse(row, {row.form.key: told})

    def _add_part(self, row: _Row) -> None:
        """Keep a row of parts for the record it belongs to."""
        values, errors = self._answers(row)
        labels = {column.name: column.label for column in row.form.columns}
        parent = ""
        try:
            parent = self._id_of(labels[row.form.key], row.form.kind, row.line.ref)
        except CellRefused as refused:
            errors[row.form.key] = refused.message
        try:
            part = row.form.model.model_validate(values)
        except ValidationError as refused:
            errors = {**sentences(refused, labels), **errors}
        else:
            self._parts.setdefault((parent, row.form.part_of), []).append(part)
        self._refuse(row, errors)

    def _record(self, row: _Row) -> Record | None:
        values, errors = self._answers(row)
        model = RECORD_KINDS[row.form.kind]
        for spec in _SPECS[row.form.kind]:
            if spec.kind is FieldKind.SEGMENTS:
                values[spec.name] = tuple(self._parts.get((row.id, spec.name), ()))
        try:
            values = checked(self._library, model, values)
        except ValidationFailed as refused:
            errors = {**refused.errors, **errors}
        self._refuse(row, errors)
        stamps = {**_STAMPS, "id": row.id, "project_id": "new"}
        return None if errors else model.model_validate({**stamps, **values})

    def _answers(self, row: _Row) -> tuple[dict[str, object], dict[str, str]]:
        """The answers of a row and a sentence for each one that is not understood."""
        values: dict[str, object] = {}
        errors: dict[str, str] = {}
        labels = {column.name: column.label for column in row.form.columns}
        for spec in row.form.specs:
            label, cell = labels[spec.name], row.line.values.get(spec.name)
            if cell is None:
                if spec.required:
                    errors[spec.name] = f"“{label}” is still empty."
                continue
            try:
                values[spec.name] = self._answer(spec, label, cell)
            except CellRefused as refused:
                errors[spec.name] = refused.message
        return values, errors

    def _answer(self, spec: FieldSpec, label: str, cell: object) -> object:
        words: dict[str, str] = {}
        if spec.kind is FieldKind.DAY and isinstance(cell, str):
            day, note = planned_day(spec, label, cell, self._halves, self._today)
            self.notes += [note] if note else []
            return day
        if spec.vocabulary:
            words = cells.choice_words(self._library.vocabularies[spec.vocabulary])
        elif spec.kind is FieldKind.STANDARDS:
            words = {cells.plain_words(key): key for key in self._library.framework.by_key}
        said = cells.understood(spec.kind, label, cell, words)
        if not spec.links_to:
            return said
        if isinstance(said, tuple):
            return tuple(self._id_of(label, spec.links_to, ref) for ref in said)
        return self._id_of(label, spec.links_to, str(said))

    def _id_of(self, label: str, kind: str, ref: str) -> str:
        found = self._ids.get((kind, ref.casefold()), [])
        message = f"“{label}” is still empty."
        if ref and not found:
            where = f"the sheet “{self._titles[kind]}”" if kind in self._titles else "any sheet"
            message = f"“{label}” names the Ref “{ref}”, and no row on {where} has it."
        elif kind == ANY_KIND and len(found) > 1:
            message = f"“{label}” names the Ref “{ref}”, and more than one row has it."
        elif found:
            return found[0]
        raise CellRefused(message)
