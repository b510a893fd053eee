"""Three plans as schools write them, in Word and in Excel: in whole, out equal, and out again."""

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from lp_planner.content.library import Library
from lp_planner.domain.planning.school_year import halves_of
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.diagnosis import ProblemStatement
from lp_planner.domain.records.errors import InvalidTransition, NotFound, PermissionDenied
from lp_planner.domain.records.fields import FieldKind, field_specs, in_todays_names
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Strategy
from lp_planner.interchange.plan_cells import CellRefused
from lp_planner.interchange.plan_word import NO_TABLE, UnreadableDocument
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning.plan_exchange import plan_workbook_of
from lp_planner.services.planning.plan_faults import PlanNotImported
from lp_planner.services.planning.plan_import import (
    ImportedPlan,
    import_plan,
    look_at_plan,
    undo_plan,
)
from lp_planner.services.planning.planned_days import planned_day
from tests.cast import AMINA, BEN, CHLOE
from tests.factories import DAY, claim, make_project, write
from tests.planning.test_plan_exchange import filled

PLANS = Path(__file__).with_name("plans")
WORD, WORD_IN_LINES, EXCEL = (
    PLANS / name
    for name in (
        "talk_before_writing.docx", "words_in_the_early_years.docx", "attendance_plan_2.xlsx",
    )
)  # fmt: skip


def kept(workspace: Workspace, project_id: str) -> dict[str, list[dict[str, object]]]:
    """Everything that a project says, without the ids that its records name each other by."""
    with workspace.store.read() as reader:
        return {
            kind: [
                {spec.name: getattr(r, spec.name) for spec in field_specs(m) if not spec.links_to}
                for r in reader.find(m, project_id=project_id)
            ]
            for kind, m in RECORD_KINDS.items()
        }


def of(workspace: Workspace, project_id: str, kind: str) -> list[Record]:
    with workspace.store.read() as reader:
        return list(reader.find(RECORD_KINDS[kind], project_id=project_id))


@pytest.mark.parametrize("path", [WORD, WORD_IN_LINES, EXCEL], ids=lambda path: path.stem)
def test_a_plan_goes_in_with_nothing_refused_comes_out_equal_and_can_be_taken_out_again(
    planner: Workspace, path: Path
) -> None:
    desk = planner.desk(AMINA)
    look = look_at_plan(desk, path.read_bytes())
    assert (look.faults, look.odd) == ((), ())
    assert len(look.rows) >= 15
    found = import_plan(desk, path.read_bytes(), title="As written")
    again = import_plan(desk, plan_workbook_of(desk, found.project.id), title="Once more")
    assert kept(planner, again.project.id) == kept(planner, found.project.id)
    undo_plan(desk, again)
    assert [project.title for project in projects.my_projects(desk)] == ["As written"]


def test_a_plan_in_words_five_columns_becomes_the_records_that_it_means(
    planner: Workspace,
) -> None:
    desk = planner.desk(AMINA)
    project = import_plan(desk, WORD.read_bytes(), title="Talk").project
    (problem,) = of(planner, project.id, "problem_statement")
    assert isinstance(problem, ProblemStatement)
    assert problem.families == "Hear about spelling lists, and little about ideas."
    assert problem.pupil_behaviour.count("\n") == 1
    assert problem.pupil_outcome.startswith("41 of 118")
    ingredients = [i for i in of(planner, project.id, "active_ingredient")
                   if isinstance(i, ActiveIngredient)]  # fmt: skip
    assert [i.fixedness for i in ingredients] == [
        Fixedness.UNDECIDED, Fixedness.TIGHT, Fixedness.UNDECIDED, Fixedness.LOOSE,
    ]  # fmt: skip
    assert ingredients[0].looks_like.startswith("The pairs are set")
    assert ingredients[2].looks_like, "what is longer than an ingredient may be is kept below it"
    strategies = [s for s in of(planner, project.id, "strategy") if isinstance(s, Strategy)]
    assert [(s.strategy_kind, s.cost, s.from_on) for s in strategies[:3]] == [
        ("training", None, dt.date(2025, 9, 2)),
        ("training", None, dt.date(2025, 11, 3)),
        ("resources", 180.0, None),
    ]
    measures = [m for m in of(planner, project.id, "measure") if isinstance(m, Measure)]
    assert [(m.outcome_construct, m.horizon) for m in measures] == [
        ("fidelity", "short"), ("acceptability", "short"), ("reach", "medium"),
        ("fidelity", "medium"), ("sustainment", "long"), ("pupil_outcome", "short"),
        ("pupil_outcome", "medium"), ("staff_outcome", "long"), ("staff_outcome", "long"),
    ]  # fmt: skip


def test_lines_that_name_their_group_need_no_headings(planner: Workspace) -> None:
    desk = planner.desk(AMINA)
    project = import_plan(desk, WORD_IN_LINES.read_bytes(), title="Words").project
    (problem,) = of(planner, project.id, "problem_statement")
    assert isinstance(problem, ProblemStatement)
    assert problem.services.startswith("Speech and language therapy")
    assert problem.families.startswith("Say that they would like")
    workshop = of(planner, project.id, "strategy")[2]
    assert isinstance(workshop, Strategy)
    assert (workshop.cost, workshop.from_on, workshop.to_on) == (60.0, None, dt.date(2026, 3, 27))


def test_a_workbook_as_schools_fill_it_keeps_words_costs_colours_and_several_problems(
    planner: Workspace,
) -> None:
    desk = planner.desk(AMINA)
    found = import_plan(desk, EXCEL.read_bytes(), title="Attendance")
    assert any("2 priorities" in note and "all are kept" in note for note in found.notes)
    problems = [p for p in of(planner, found.project.id, "problem_statement")
                if isinstance(p, ProblemStatement)]  # fmt: skip
    assert [p.headline for p in problems][2:4] == [
        "Families new to the area know nobody here to ask.",
        "Housing and health answer within six weeks.",
    ]
    strategies = [s for s in of(planner, found.project.id, "strategy") if isinstance(s, Strategy)]
    assert [len(s.ingredient_ids) for s in strategies] == [2, 1, 2, 0]
    assert [(s.cost, s.cost_in_words) for s in strategies] == [
        (0.0, ""), (1240.0, ""), (None, "20 minutes a week of the attendance officer"), (250.0, ""),
    ]  # fmt: skip
    assert [s.progress for s in strategies] == ["green", "amber", "red", ""]
    measures = [m for m in of(planner, found.project.id, "measure") if isinstance(m, Measure)]
    assert [(m.target, m.target_in_words) for m in measures] == [
        (None, "all families"), (90.0, ""), (93.0, ""), (None, "+6 months"),
    ]  # fmt: skip
    assert measures[2].seen_in_time == "93%, as the others"
    milestones = [m for m in of(planner, found.project.id, "milestone") if isinstance(m, Milestone)]
    assert [m.progress for m in milestones] == ["done", "amber", ""]


def test_what_needs_another_look_is_mended_on_the_page(planner: Workspace) -> None:
    desk = planner.desk(AMINA)
    data = filled(planner, milestone=[{"what": "Launch", "due_on": "soonish"}, {"due_on": DAY}])
    look = look_at_plan(desk, data)
    assert [fault.name for fault in look.faults] == ["due_on", "what"]
    told = {look.faults[0].place: "Autumn 2", look.faults[1].place: "Review"}
    assert look_at_plan(desk, data, told=told).faults == ()
    found = import_plan(desk, data, title="Mended", told=told)
    assert [m.headline for m in of(planner, found.project.id, "milestone")] == ["Launch", "Review"]


def test_a_look_writes_nothing(planner: Workspace) -> None:
    look_at_plan(planner.desk(AMINA), WORD.read_bytes())
    assert projects.my_projects(planner.desk(AMINA)) == []


def test_what_was_changed_since_is_not_taken_out(planner: Workspace) -> None:
    desk = planner.desk(AMINA)
    found = import_plan(desk, WORD.read_bytes(), title="Talk")
    write(planner, found.project, "risk", what="Rain", actor=AMINA)
    with pytest.raises(InvalidTransition):
        undo_plan(desk, found)
    assert of(planner, found.project.id, "risk")


def test_a_claim_made_since_keeps_the_plan_that_came_in(planner: Workspace) -> None:
    found = import_plan(planner.desk(AMINA), WORD.read_bytes(), title="Talk")
    claim(planner, of(planner, found.project.id, "active_ingredient")[0], "LP5")
    with pytest.raises(InvalidTransition):
        undo_plan(planner.desk(AMINA), found)


def test_only_its_lead_takes_a_plan_out_and_only_a_lead_looks_at_one(planner: Workspace) -> None:
    project = make_project(planner)
    with pytest.raises(NotFound):
        undo_plan(planner.desk(BEN), ImportedPlan(project, {}, ()))
    with pytest.raises(PermissionDenied):
        look_at_plan(planner.desk(CHLOE), WORD.read_bytes())


def test_a_word_document_without_a_plan_is_told_what_is_looked_for(planner: Workspace) -> None:
    document = docx.Document()
    document.add_table(2, 5)
    content = io.BytesIO()
    document.save(content)
    with pytest.raises(UnreadableDocument) as refused:
        look_at_plan(planner.desk(AMINA), content.getvalue())
    assert refused.value.message == NO_TABLE


def test_words_that_were_added_with_changes_tracked_are_read_and_merged_cells_once(
    planner: Workspace,
) -> None:
    document = docx.Document()
    table = document.add_table(3, 5)
    heads = "Problem", "Active ingredients", "Activities", "Implementation outcomes", "Outcomes"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Wait three seconds"
    paragraph = table.cell(1, 2).paragraphs[0]
    run = paragraph.add_run("Coaching for all")
    tracked = paragraph._p.makeelement(paragraph._p.tag.replace("}p", "}ins"), {})
    paragraph._p.append(tracked)
    tracked.append(run._r)
    content = io.BytesIO()
    document.save(content)
    look = look_at_plan(planner.desk(AMINA), content.getvalue())
    assert [row.says for row in look.rows] == ["Wait three seconds", "Coaching for all"]


def test_a_workbook_of_an_earlier_planner_still_says_whom_a_strategy_serves() -> None:
    assert in_todays_names(Strategy, {"ingredient_id": "a"}) == {"ingredient_ids": ("a",)}
    assert in_todays_names(Strategy, {"ingredient_id": None}) == {"ingredient_ids": ()}


@pytest.mark.parametrize(
    ("cell", "begins", "due"),
    [
        ("Autumn 2 week 3", (2025, 11, 17), (2025, 11, 17)),
        ("by Easter", (2026, 3, 27), (2026, 3, 27)),
        ("w/b 8 Sep", (2025, 9, 8), (2025, 9, 8)),
        ("Sept to Dec", (2025, 9, 1), (2025, 12, 31)),
        ("Autumn 1 & Spring 2", (2025, 9, 1), (2026, 3, 27)),
        ("mid-January", (2026, 1, 15), (2026, 1, 15)),
        ("start of the school year", (2025, 9, 1), (2025, 9, 1)),
        ("end of the academic year", (2026, 7, 21), (2026, 7, 21)),
        ("before February half-term", (2026, 2, 13), (2026, 2, 13)),
    ],
)
def test_a_day_as_schools_plan_it(
    library: Library, cell: str, begins: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    specs = {spec.name: spec for spec in field_specs(Strategy) if spec.kind is FieldKind.DAY}
    for name, expected in (("from_on", begins), ("to_on", due)):
        day, note = planned_day(specs[name], "When", cell, halves_of(library.calendar.periods), DAY)
        assert (day, bool(note)) == (dt.date(*expected), True)


def test_what_is_no_day_is_not_made_one(library: Library) -> None:
    spec = next(spec for spec in field_specs(Strategy) if spec.name == "from_on")
    with pytest.raises(CellRefused):
        planned_day(spec, "From", "when Ms Price is back", halves_of(library.calendar.periods), DAY)


def test_a_refused_plan_says_where(planner: Workspace) -> None:
    data = filled(planner, milestone=[{"what": "Launch", "due_on": "soonish"}])
    with pytest.raises(PlanNotImported) as refused:
        import_plan(planner.desk(AMINA), data, title="X")
    assert "soonish" in refused.value.faults[0].sentence
