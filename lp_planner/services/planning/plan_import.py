"""A plan that comes in, as a workbook or as a Word table in EEF's columns: looked at, then made.

What comes in becomes a new project, whole or not at all. Every row passes the same checks as a
form; everything that needs another look is told at once, with its place, and can be mended there.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.records.errors import InvalidTransition
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.project import Project
from lp_planner.exports import plan_workbook as writing
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.plan_workbook import PlanForm
from lp_planner.interchange import plan_workbook as reading
from lp_planner.interchange.plan_word import read_plan_document
from lp_planner.interchange.plan_workbook import SheetRow
from lp_planner.interchange.zips import BadZip, Zip
from lp_planner.services.desk.projects import LABELS, project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.school_year import halves_unchecked
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.plan_exchange import forms_of
from lp_planner.services.planning.plan_faults import PlanNotImported, RowFault, place_of
from lp_planner.services.planning.plan_lines import COLUMNS, rows_of_lines
from lp_planner.services.planning.plan_records import STAMPS, PlanRecords, PlanRow
from lp_planner.services.safekeeping.erasure import erase_project
from lp_planner.storage.frames import changes_of
from lp_planner.storage.unit_of_work import UnitOfWork

CHANGED_SINCE = "Something was changed since it came in, so it stays. You can erase it under “You”."


@dataclass(frozen=True)
class ImportedPlan:
    """The new project, how many records of each kind it has, and what was told of it."""

    project: Project
    counts: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PlanLook:
    """What a plan is understood as before anything is made of it."""

    rows: tuple[PlanRow, ...]
    notes: tuple[str, ...]
    faults: tuple[RowFault, ...]
    """What needs another look first; an answer told for its place mends it."""
    odd: tuple[RowFault, ...]
    """What goes in once the person says that it is right."""


def look_at_plan(desk: Desk, data: bytes, *, told: Mapping[str, str] | None = None) -> PlanLook:
    """What every row of a plan becomes; nothing is written.

    ``told`` gives an answer for the place of a fault (``RowFault.place``); an empty one leaves
    the cell out.

    Raises:
        PermissionDenied: for a role that does not lead projects.
        UnreadableWorkbook: with one sentence, for a workbook that is no plan.
        UnreadableDocument: the same for a document.
    """
    check_can(desk.actor, Action.START_PROJECT)
    found, notes = _read(desk, data, told or {})
    faults: tuple[RowFault, ...] = ()
    odd: tuple[RowFault, ...] = ()
    try:
        found.records(is_sure=False)
    except PlanNotImported as refused:
        faults, odd = refused.faults, refused.odd
    return PlanLook(found.becoming(), (*notes, *found.notes), faults, odd)


def import_plan(
    desk: Desk,
    data: bytes,
    *,
    title: str,
    form_id: str | None = None,
    is_sure: bool = False,
    told: Mapping[str, str] | None = None,
) -> ImportedPlan:
    """Make a new project of a plan, in one transaction.

    ``form_id`` makes a doubled click harmless: the same id gives the same project. ``is_sure`` says
    that whatever is odd in it is right; ``told`` mends cells, as in :func:`look_at_plan`.

    Raises:
        PermissionDenied: for a role that does not lead projects.
        ValidationFailed: on ``title``.
        UnreadableWorkbook: with one sentence, for a file that is no workbook of a plan.
        UnreadableDocument: the same for a document.
        PlanNotImported: with every fault and question of every row; nothing was written.
    """
    check_can(desk.actor, Action.START_PROJECT)
    owner = {"owner_id": desk.actor.person_id, "school_id": desk.actor.school_id}
    with in_words(LABELS):
        Project.model_validate({**STAMPS, **owner, "title": title})
    found, notes = _read(desk, data, told or {})
    is_marked = desk.workspace.is_demo or reading.holds_words(data, DEMO_NOTICE)
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
    counts = Counter(record.kind for record in records)
    return ImportedPlan(project, counts, (*notes, *found.notes))


def undo_plan(desk: Desk, imported: ImportedPlan) -> None:
    """Take a project that a plan became out again, as long as nobody has changed it since.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
        InvalidTransition: when something was added, changed or removed since.
    """
    project_id = imported.project.id
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.WRITE_PROJECT)
        changes = changes_of(reader, project.id)
    if changes != 1 + sum(imported.counts.values()):  # one for each as it came, and none since
        raise InvalidTransition(CHANGED_SINCE)
    erase_project(desk, project_id, typed_title=project.title)


def _read(desk: Desk, data: bytes, told: Mapping[str, str]) -> tuple[PlanRecords, tuple[str, ...]]:
    """The rows of a file, mended by what was told, on their way to records."""
    forms = forms_of(desk.library)
    if _is_document(data):
        lines = rows_of_lines(desk.library, read_plan_document(data, COLUMNS))
        rows, notes = tuple(lines.rows), tuple(lines.notes)
    else:
        layouts = [reading.SheetLayout(f.key, f.title, _names_of(f)) for f in forms]
        read = reading.read_plan_workbook(data, layouts, writing.COMPANIONS)
        rows, notes = read.rows, read.notes
    with desk.read() as reader:
        halves = halves_unchecked(desk.workspace, reader, desk.actor.school_id)
    mended = [_mended(row, told) for row in rows]
    return PlanRecords(desk.library, forms, mended, halves, desk.today()), notes


def _is_document(data: bytes) -> bool:
    try:
        return any(name.startswith("word/") for name in Zip(data).names)
    except BadZip:
        return False


def _names_of(form: PlanForm) -> set[str]:
    former = {spec.formerly for spec in form.specs if spec.formerly}
    return {column.name for column in form.columns} | former


def _mended(row: SheetRow, told: Mapping[str, str]) -> SheetRow:
    """A row with the answers that were told in place of its cells."""
    start = place_of(row.sheet, row.number, "")
    given = {place.removeprefix(start): v for place, v in told.items() if place.startswith(start)}
    if not given:
        return row
    ref = given.pop(row.key, row.ref)
    values = {name: value for name, value in {**row.values, **given}.items() if value != ""}
    return replace(row, ref=ref, values=values)
