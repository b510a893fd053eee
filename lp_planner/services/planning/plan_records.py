"""The rows of a plan, of a workbook or of a document, as records that are not stored yet."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError
from uuid6 import uuid7

from lp_planner.content.library import Library
from lp_planner.domain.planning.school_year import Half
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import FieldKind, FieldSpec
from lp_planner.domain.records.oddities import Oddity
from lp_planner.domain.records.records import Record
from lp_planner.exports.plan_workbook import ANY_KIND, PlanForm
from lp_planner.interchange import plan_cells as cells
from lp_planner.interchange.plan_cells import CellRefused
from lp_planner.interchange.plan_workbook import SheetRow
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.refusals import sentences
from lp_planner.services.planning.plan_exchange import LINKED_FIRST, SPECS
from lp_planner.services.planning.plan_faults import PlanNotImported, RowFault
from lp_planner.services.planning.plan_on_paper import odd_figures, policy_errors
from lp_planner.services.planning.planned_days import planned_day
from lp_planner.wording import counted

STAMPS: dict[str, object] = {
    **dict.fromkeys(("id", "created_by", "updated_by"), "new"),
    **dict.fromkeys(("created_at", "updated_at"), "2000-01-01T00:00:00Z"),
}
"""What stands for the stamps while nothing is stored."""


@dataclass(frozen=True)
class PlanRow:
    """One row or line of a plan, and what it becomes."""

    sheet: str
    number: int
    becomes: str
    says: str


@dataclass(frozen=True)
class _Row:
    """A row with the form of its sheet and the id its record will have."""

    form: PlanForm
    line: SheetRow
    id: str


def _row_of(form: PlanForm, line: SheetRow) -> _Row:
    """A row, its answers under the names they have today."""
    names = {spec.formerly: spec.name for spec in form.specs if spec.formerly}
    values = {names.get(name, name): value for name, value in line.values.items()}
    return _Row(form, replace(line, values=values), str(uuid7()))


class PlanRecords:
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
        self._rows = [_row_of(by_key[line.key], line) for line in lines]
        self._made: dict[str, Record] = {}
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
        self._made = {record.id: record for record in made}
        self._note_several(made)
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
        return sorted(made, key=lambda record: LINKED_FIRST.index(record.kind))

    def becoming(self) -> tuple[PlanRow, ...]:
        """What each row becomes, as far as it was understood."""
        titles = {kind: text.name for kind, text in self._library.pathway.text_by_kind.items()}
        return tuple(
            PlanRow(
                row.line.sheet,
                row.line.number,
                titles.get(row.form.kind, row.form.title),
                made.headline if made else " · ".join(map(str, row.line.values.values()))[:200],
            )
            for row in self._rows
            for made in [self._made.get(row.id)]
        )

    def _note_several(self, made: Iterable[Record]) -> None:
        """Tell of several of what a project has once: all of them are kept."""
        for kind, number in Counter(r.kind for r in made if r.is_once).items():
            if number > 1:
                text = self._library.pathway.text_by_kind[kind]
                self.notes.append(
                    f"{counted(number, text.name, text.plural).capitalize()}, where a project "
                    "usually has one: all are kept. Please remove what is not meant."
                )

    def _refuse(self, row: _Row, errors: Mapping[str, str]) -> None:
        """Note what needs another look in a row, in the order of its columns."""
        labels = {column.name: column.label for column in row.form.columns}
        for name in sorted(errors, key=lambda name: [*labels, name].index(name)):
            place = row.line.sheet, row.line.number, labels.get(name, "")
            self._faults.append(RowFault(*place, errors[name], name))

    def _ask(self, row: _Row, odd: Sequence[Oddity]) -> None:
        """Note what is odd in a row."""
        labels = {column.name: column.label for column in row.form.columns}
        for one in odd:
            place = row.line.sheet, row.line.number, labels.get(one.field, "")
            self._odd.append(RowFault(*place, one.question, one.field))

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
        for spec in SPECS[row.form.kind]:
            if spec.kind is FieldKind.SEGMENTS:
                values[spec.name] = tuple(self._parts.get((row.id, spec.name), ()))
        try:
            values = checked(self._library, model, values)
        except ValidationFailed as refused:
            errors = {**refused.errors, **errors}
        self._refuse(row, errors)
        stamps = {**STAMPS, "id": row.id, "project_id": "new"}
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
                if not self._is_in_words(spec, row, cell, values):
                    errors[spec.name] = refused.message
        return values, errors

    def _is_in_words(
        self, spec: FieldSpec, row: _Row, cell: object, values: dict[str, object]
    ) -> bool:
        """Whether words took the place of a figure, and are kept as words."""
        words = cells.as_text(cell)
        other = spec.or_in_words
        if not other or isinstance(cell, cells.BrokenCell) or row.line.values.get(other):
            return False
        values[other] = words
        return True

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
