"""A plan as a workbook: the empty template, and a project's own plan to take along.

``plan_import.py`` brings both back.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from pydantic import BaseModel

from lp_planner.content.library import Library
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldSpec, field_specs
from lp_planner.domain.records.records import Record
from lp_planner.exports import plan_workbook as writing
from lp_planner.exports.plan_workbook import ANY_KIND, PlanForm
from lp_planner.interchange import plan_cells as cells
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.tables import linked_ids
from lp_planner.wording import day_in_words

HOW_TO_FILL_IN = """
Each sheet is for one kind of thing, each row for one thing. Sheets and columns that you do not \
need may stay empty; only what is marked “(needed)” has to be there in a row you use.
“Ref” is a short name of your own for a row, such as ING1. It is there for other rows: where a \
column asks for the Ref of something, write that name, and commas between several.
Dates may be written as 2025-11-05, 05/11/2025 (day first), 5 November 2025, w/b 8 Sep, Autumn 2 \
week 3, by Easter or ongoing. A target or a cost may be said in words. On scales from 1 to 5, an \
empty cell means “don’t know yet”. In other columns it means the usual answer.
The second row of each sheet is hidden. Please leave it there: it tells the planner which column \
is which. You may move columns, change headings and add sheets of your own; those are not read.
When you bring this file back, it becomes a new project and no other project changes. If any row \
needs another look, you see its sheet, row and column, and mend it there.
Not in this file: what you claimed as evidence for the standards, who may see the project, \
earlier versions and anything that was removed. The sheet “Columns” explains every column.
""".strip().splitlines()

SPECS = {k: [writing.plan_spec(s) for s in field_specs(m)] for k, m in RECORD_KINDS.items()}
_LINKS = {k: {s.links_to for s in specs if s.links_to} for k, specs in SPECS.items()}
LINKED_FIRST = [
    kind
    for kind in TopologicalSorter(
        _LINKS | {ANY_KIND: {kind for kind, links in _LINKS.items() if ANY_KIND not in links}}
    ).static_order()
    if kind in RECORD_KINDS
]
"""The kinds, each after those it links to: a record is stored after the ones it names."""


def plan_template(workspace: Workspace) -> bytes:
    """The empty workbook to fill in."""
    forms = forms_of(workspace.library)
    return writing.plan_workbook(forms, {}, "An empty plan", HOW_TO_FILL_IN).getvalue()


def plan_workbook_of(desk: Desk, project_id: str) -> bytes:
    """A project's plan as a workbook, which can be brought in again.

    It is for its owner, so what is private is in it, and the first sheet says where.

    Raises:
        NotFound: for an unknown id and for somebody else's project alike.
    """
    forms = forms_of(desk.library)
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


def forms_of(library: Library) -> tuple[PlanForm, ...]:
    """Every sheet of a plan, in the words of the library."""
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
    for kind in LINKED_FIRST:
        words = kind.upper().split("_")
        choices = (words[-1][:3], words[0][:3], "".join(w[0] for w in words), "".join(words))
        prefix = next(choice for choice in choices if choice not in taken)
        taken.add(prefix)
        needed = [spec for spec in SPECS[kind] if spec.required or spec.links_to == ANY_KIND]
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
