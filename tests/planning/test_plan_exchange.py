"""A plan goes out as a workbook and comes back equal, whole or not at all."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lp_planner.domain.planning.pathway import Term, Vocabulary
from lp_planner.domain.records.answers import AcceptedQuestion
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.exports.plan_workbook import COMPANIONS, PlanForm, plan_forms, sheet_title
from lp_planner.interchange.plan_cells import choice_words
from lp_planner.interchange.plan_workbook import (
    SheetLayout,
    SheetRow,
    read_plan_workbook,
)
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from lp_planner.services.planning.plan import plan_on_a_page
from lp_planner.services.planning.plan_exchange import plan_template, plan_workbook_of
from lp_planner.services.planning.plan_faults import PlanNotImported, RowFault
from lp_planner.services.planning.plan_import import (
    ImportedPlan,
    import_plan,
)
from tests.cast import AMINA, BEN, CHLOE, DEV
from tests.factories import DAY, claim, example, make_project, visit, write

INGREDIENT = {"behaviour": "Wait three seconds", "fixedness": "Tight"}
gently = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def forms_of(workspace: Workspace) -> dict[str, PlanForm]:
    forms = plan_forms(workspace.library.pathway, workspace.library.vocabularies)
    return {form.key.removeprefix("plan."): form for form in forms}


def rows_of(workspace: Workspace, data: bytes) -> tuple[SheetRow, ...]:
    layouts = [
        SheetLayout(form.key, form.title, {column.name for column in form.columns})
        for form in forms_of(workspace).values()
    ]
    return read_plan_workbook(data, layouts, COMPANIONS).rows


def filled(workspace: Workspace, **sheets: Sequence[Mapping[str, object]]) -> bytes:
    """The template with rows typed into it; ``ref`` is the first column of every sheet."""
    book = openpyxl.load_workbook(io.BytesIO(plan_template(workspace)))
    forms = forms_of(workspace)
    for name, rows in sheets.items():
        form = forms[name.replace("_parts", ".segments")]
        names = ["ref", *(column.name for column in form.columns[1:])]
        for number, row in enumerate(rows, start=3):
            for field, value in row.items():
                book[form.title].cell(number, names.index(field) + 1).value = value  # type: ignore[assignment]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def brought_in(workspace: Workspace, data: bytes) -> ImportedPlan:
    return import_plan(workspace.desk(AMINA), data, title="Once more", is_sure=True)


def faults_of(workspace: Workspace, data: bytes) -> tuple[RowFault, ...]:
    """What is told about a file, after a look that nothing was written."""
    before = everything_stored(workspace)
    with pytest.raises(PlanNotImported) as refused:
        brought_in(workspace, data)
    assert everything_stored(workspace) == before
    return refused.value.faults


def everything_stored(workspace: Workspace) -> list[int]:
    with workspace.store.read() as reader:
        tables = ["project", "audit_event", *RECORD_KINDS]
        return [len(reader.rows(f'SELECT 1 FROM "{table}"')) for table in tables]


def in_full(workspace: Workspace) -> Project:
    """A project with a record of every kind, each linked wherever it can be."""
    project = make_project(workspace)
    links: dict[str, str] = {}
    waiting = list(RECORD_KINDS)
    while waiting:
        kind = waiting.pop(0)
        specs = field_specs(RECORD_KINDS[kind])
        if any(spec.links_to and spec.links_to not in links for spec in specs):
            waiting.append(kind)
            continue
        answers = example(workspace, kind, links)
        if kind == AcceptedQuestion.kind:
            answers["about_id"] = links.get("priority", "")
        links[kind] = recording.write_record(
            workspace.desk(AMINA), project.id, kind, answers, sure=OF_EVERYTHING
        ).id
    return project


# Out and back.


def test_a_project_with_every_kind_of_record_comes_back_equal(workspace: Workspace) -> None:
    project = in_full(workspace)
    sent = plan_workbook_of(workspace.desk(AMINA), project.id)
    found = brought_in(workspace, sent)
    assert found.counts == dict.fromkeys(RECORD_KINDS, 1)
    assert found.notes == ()
    again = plan_workbook_of(workspace.desk(AMINA), found.project.id)
    assert rows_of(workspace, again) == rows_of(workspace, sent)
    for kind in RECORD_KINDS:
        one, other = (
            recording.records_of(workspace.desk(AMINA), id_, kind)[0]
            for id_ in (project.id, found.project.id)
        )
        for spec in field_specs(type(one)):
            is_link = spec.links_to or spec.name == "about_id"
            assert is_link or getattr(one, spec.name) == getattr(other, spec.name)


def test_a_whole_year_of_the_demo_school_comes_back_equal(demo: Workspace) -> None:
    actor = people.actor_for(demo, "marcia")
    project = projects.my_projects(demo.desk(actor))[0]
    sent = plan_workbook_of(demo.desk(actor), project.id)
    found = import_plan(demo.desk(actor), sent, title="Once more", is_sure=True)
    assert rows_of(demo, plan_workbook_of(demo.desk(actor), found.project.id)) == rows_of(
        demo, sent
    )
    assert sum(found.counts.values()) > 50


awkward = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="=+-@'\"\n\r\t_x0D5Fa<r>/&;\u2028\ufffe ", max_size=25),
    st.sampled_from(
        ["1.10", "007", "TRUE", "_x000D_", "_x0041_x0042_", "<r>a</r>", "#N/A", "x005F_"]
    ),
)  # fmt: skip


@gently
@given(texts=st.lists(awkward, min_size=1, max_size=25))
def test_whatever_is_typed_comes_back_letter_for_letter(
    planner: Workspace, texts: list[str]
) -> None:
    project = make_project(planner)
    for text in texts:
        write(planner, project, "risk", what="A risk", early_sign=text[:200], response=text)
    found = brought_in(planner, plan_workbook_of(planner.desk(AMINA), project.id))
    assert said(planner, found.project) == said(planner, project)


def said(workspace: Workspace, project: Project) -> list[tuple[object, object]]:
    with workspace.store.read() as reader:
        risks = reader.find(RECORD_KINDS["risk"], project_id=project.id)
    return [(getattr(risk, "early_sign"), getattr(risk, "response")) for risk in risks]  # noqa: B009


@gently
@given(
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20),
    day=st.dates(),
    people=st.none() | st.integers(0, 100_000),
)
def test_every_number_and_every_day_comes_back_to_the_last_digit(
    planner: Workspace, values: list[float], day: dt.date, people: int | None
) -> None:
    project = make_project(planner)
    for value in values:
        write(planner, project, "baseline", name="B", value=value, taken_on=day, people=people)
    found = brought_in(planner, plan_workbook_of(planner.desk(AMINA), project.id))
    with planner.store.read() as reader:
        read = reader.find(RECORD_KINDS["baseline"], project_id=found.project.id)
    assert [(b.happened_on, getattr(b, "value"), getattr(b, "people")) for b in read] == [  # noqa: B009
        (day, value, people) for value in values
    ]


def test_an_answer_that_was_taken_out_is_not_the_usual_answer(planner: Workspace) -> None:
    project = make_project(planner)
    write(planner, project, "rival_explanation", ruling="")
    found = brought_in(planner, plan_workbook_of(planner.desk(AMINA), project.id))
    (read,) = recording.records_of(planner.desk(AMINA), found.project.id, "rival_explanation")
    assert read.model_dump()["ruling"] == ""


def test_what_was_removed_and_what_belongs_to_it_stays_behind_and_is_counted(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    option = write(planner, project, "option", name="Wait")
    write(planner, project, "fit_rating", option_id=option.id, rater="TAs")
    write(planner, project, "adoption_decision", option_id=option.id, decision="not_now")
    write(planner, project, "accepted_question", code="Q1", about_id=option.id, reason="Small")
    recording.remove_record(planner.desk(AMINA), "option", option.id, version=1)
    sent = plan_workbook_of(planner.desk(AMINA), project.id)
    assert brought_in(planner, sent).counts == {"adoption_decision": 1}
    assert "removed from the project: 2." in read_me(sent)


def test_an_accepted_question_follows_the_record_it_is_about(planner: Workspace) -> None:
    project = make_project(planner)
    risk = write(planner, project, "risk", what="Rain")
    write(
        planner, project, "accepted_question", code="Q1", about_id=risk.id, reason="It is England"
    )
    found = brought_in(planner, plan_workbook_of(planner.desk(AMINA), project.id)).project
    (question,) = recording.records_of(planner.desk(AMINA), found.id, "accepted_question")
    (rain,) = recording.records_of(planner.desk(AMINA), found.id, "risk")
    assert question.model_dump()["about_id"] == rain.id != risk.id


# The file itself.


def read_me(data: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Read me"]
    return "\n".join(str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0])


def test_the_template_has_a_column_for_every_answer_and_says_how_to_fill_it_in(
    planner: Workspace,
) -> None:
    data = plan_template(planner)
    book = openpyxl.load_workbook(io.BytesIO(data))
    forms = forms_of(planner)
    for kind, model in RECORD_KINDS.items():
        names = [cell.value for cell in book[forms[kind].title][2]]
        wanted = [s.name for s in field_specs(model) if s.kind is not FieldKind.SEGMENTS]
        assert names == [f"plan.{kind}", *wanted]
    for sheet in set(book.sheetnames) - COMPANIONS:
        assert book[sheet].freeze_panes == "B3"
        assert book[sheet].row_dimensions[2].hidden
    assert str(book[forms["risk"].title]["B1"].value).endswith("(needed)")
    assert "evidence" in read_me(data)
    assert rows_of(planner, data) == ()


def test_choices_and_refs_are_offered_as_lists_and_days_are_days(planner: Workspace) -> None:
    project = make_project(planner)
    wait = write(planner, project, "active_ingredient", behaviour="Wait")
    write(planner, project, "milestone", what="=1+1", due_on=DAY, ingredient_id=wait.id)
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook_of(planner.desk(AMINA), project.id)))
    titles = {key: form.title for key, form in forms_of(planner).items()}
    milestones = book[titles["milestone"]]
    assert (milestones["B3"].value, milestones["B3"].data_type) == ("=1+1", "s")
    assert milestones["C3"].is_date
    assert milestones["C3"].number_format == "yyyy-mm-dd"
    rules = {
        sheet.title: [r.formula1 for r in sheet.data_validations.dataValidation if r.formula1]
        for sheet in book.worksheets
    }
    assert any(
        f.startswith(f"'{titles['active_ingredient']}'!$A$3") for f in rules[milestones.title]
    )
    assert any(f.startswith("Lists!$") for f in rules[titles["active_ingredient"]])
    assert book["Lists"].sheet_state == "hidden"


def test_the_file_warns_of_what_was_said_in_coaching_and_keeps_claims_out(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    claim(planner, write(planner, project, "risk", what="Rain"), "LP5", words="My claim")
    data = plan_workbook_of(planner.desk(AMINA), project.id)
    warned = read_me(data)
    assert "what was said between two people" in warned
    assert "delete the column “With whom?” of “Goals of your own”, the sheet “Coaching" in warned
    assert "the sheet “Questions accepted”." in warned
    assert all("My claim" not in str(row.values) for row in rows_of(planner, data))


def test_a_title_of_a_sheet_is_one_that_excel_accepts() -> None:
    assert sheet_title("What now? Who/when: [all]") == "What now  Who when   all"
    assert sheet_title("x" * 40) == "x" * 31
    assert sheet_title("Risks", ["risks", "Risks 2"]) == "Risks 3"
    assert sheet_title("lists") == "lists 2"


# Filled in by hand.


def test_a_template_filled_in_by_hand_becomes_a_project(planner: Workspace) -> None:
    data = filled(
        planner,
        active_ingredient=[{"ref": "wait", **INGREDIENT}, {"ref": 2, **INGREDIENT}],
        training_session=[
            {"ref": "S", "title": "INSET", "held_on": "05/11/2025", "ingredient_ids": "Wait; 2"}
        ],
        training_session_parts=[
            {"ref": "s", "segment_kind": "Discussion", "minutes": "10", "what": "First"},
            {"ref": "S", "segment_kind": "discussion", "what": "Then"},
        ],
        readiness_rating=[
            {"whose": "TAs", "rated_on": dt.date(2025, 11, 5), "verdict": "ready", "skill": 4}
        ],
    )
    found = brought_in(planner, data)
    assert found.counts == {"active_ingredient": 2, "training_session": 1, "readiness_rating": 1}
    assert found.project.title == "Once more"
    (session,) = recording.records_of(planner.desk(AMINA), found.project.id, "training_session")
    assert isinstance(session, TrainingSession)
    assert session.held_on == DAY
    assert [(part.minutes, part.what) for part in session.segments] == [
        (10, "First"),
        (None, "Then"),
    ]
    with planner.store.read() as reader:
        ingredients = reader.find(RECORD_KINDS["active_ingredient"])
    assert session.ingredient_ids == tuple(ingredient.id for ingredient in ingredients)


def test_every_fault_of_every_row_is_told_at_once_and_nothing_is_written(
    planner: Workspace,
) -> None:
    data = filled(
        planner,
        risk=[
            {"ref": "R1", "what": "Rain"},
            {"ref": "r1", "owner": "Ben"},
            {"what": "x" * 201, "response": "=1/0"},
        ],
        milestone=[{"what": "Start", "due_on": "soon", "ingredient_id": "ING9"}],
        focus_check=[{"verdict": "Huge", "reason": "So", "standards_in_view": "LP5, LP99"}],
        training_session=[{"ref": "S", "title": "INSET", "held_on": "2025-11-05"}],
        training_session_parts=[{"what": "Talk"}, {"ref": "T", "segment_kind": "Discussion"}],
    )
    told = faults_of(planner, data)
    assert [(f.sheet, f.row, f.column_label) for f in told] == [
        place(planner, "focus_check", 3, "verdict"),
        place(planner, "focus_check", 3, "standards_in_view"),
        place(planner, "risk", 4, "plan.risk"),
        place(planner, "risk", 4, "what"),
        place(planner, "risk", 5, "what"),
        place(planner, "milestone", 3, "due_on"),
        place(planner, "milestone", 3, "ingredient_id"),
        place(planner, "training_session.segments", 3, "plan.training_session.segments"),
        place(planner, "training_session.segments", 3, "segment_kind"),
        place(planner, "training_session.segments", 4, "plan.training_session.segments"),
    ]
    sentences = [fault.sentence for fault in told]
    assert sentences[1] == "We do not know the standard LP99."
    assert sentences[2] == "The Ref “r1” is used twice on this sheet; please give each its own."
    assert sentences[3] == f"“{told[3].column_label}” is still empty."
    assert sentences[4].endswith("is longer than 200 characters by 1; please shorten it.")
    assert sentences[5].endswith("and this cell says “soon”.")
    assert "names the Ref “ING9”, and no row on the sheet “" in sentences[6]


def place(workspace: Workspace, form: str, row: int, name: str) -> tuple[str, int, str]:
    found = forms_of(workspace)[form]
    return found.title, row, next(c.label for c in found.columns if c.name == name)


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        ("X", "names the Ref “X”, and more than one row has it."),
        ("Y", "names the Ref “Y”, and no row on any sheet has it."),
    ],
)
def test_a_question_about_no_row_or_about_two_is_asked_again(
    planner: Workspace, ref: str, sentence: str
) -> None:
    data = filled(
        planner,
        risk=[{"ref": "X", "what": "Rain"}],
        team_member=[{"ref": "X", "who": "Ben"}],
        accepted_question=[{"code": "Q1", "about_id": ref, "reason": "So"}],
    )
    (fault,) = faults_of(planner, data)
    assert fault.sentence == f"“{fault.column_label}” {sentence}"


def test_an_empty_template_makes_no_project(planner: Workspace) -> None:
    assert faults_of(planner, plan_template(planner)) == ()


# The gate for adaptations.


def changed(workspace: Workspace, **more: object) -> bytes:
    looks = range(8)
    return filled(
        workspace,
        active_ingredient=[{"ref": "I", **INGREDIENT}],
        adaptation=[
            {"what": "Shorter", "ingredient_id": "I", "outcome": "Made", "decided_on": DAY,
             "why": "Time", **{k: v for k, v in more.items() if k == "override_reason"}}
        ],
        fidelity_visit=[
            {"ref": f"V{n}", "visited_on": DAY - dt.timedelta(weeks=n), "place": f"Room {n % 3}"}
            for n in looks
        ],
        fidelity_observation=[
            {"visit_id": f"V{n}", "ingredient_id": "I", "rating": more.get("rating", "Seen")}
            for n in looks
        ],
    )  # fmt: skip


def test_a_tight_ingredient_changed_too_early_needs_its_reason_in_the_row(
    planner: Workspace,
) -> None:
    (fault,) = faults_of(planner, changed(planner, rating="Not seen"))
    where = fault.sheet, fault.row, fault.column_label
    assert where == place(planner, "adaptation", 3, "override_reason")
    assert fault.sentence.startswith("This ingredient is tight")


@pytest.mark.parametrize(
    "more", [{"rating": "Not seen", "override_reason": "Staff illness"}, {"rating": "Seen"}]
)
def test_with_a_reason_or_once_securely_in_use_it_may_change(
    planner: Workspace, more: dict[str, object]
) -> None:
    assert brought_in(planner, changed(planner, **more)).counts["adaptation"] == 1


# Who may.


def test_somebody_elses_plan_and_an_unknown_one_read_the_same(planner: Workspace) -> None:
    project = make_project(planner)
    words = set()
    for actor, id_ in [(BEN, project.id), (CHLOE, project.id), (DEV, project.id), (AMINA, "no")]:
        with pytest.raises(NotFound) as refused:
            plan_workbook_of(planner.desk(actor), id_)
        words.add(refused.value.message)
    assert len(words) == 1


def test_a_senior_leader_brings_no_plan_in(planner: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        import_plan(planner.desk(CHLOE), filled(planner, risk=[{"what": "Rain"}]), title="Mine")


def test_a_doubled_click_makes_one_project(workspace: Workspace) -> None:
    data = filled(workspace, risk=[{"what": "Rain"}])
    first, second = (
        import_plan(workspace.desk(AMINA), data, title="Once", form_id="form-7") for _ in range(2)
    )
    assert first.project == second.project
    assert len(recording.records_of(workspace.desk(AMINA), "form-7", "risk")) == 1


def test_a_form_id_that_is_somebody_elses_project_opens_nothing(planner: Workspace) -> None:
    project = make_project(planner, BEN)
    data = filled(planner, risk=[{"what": "Rain"}])
    with pytest.raises(NotFound):
        import_plan(planner.desk(AMINA), data, title="Mine", form_id=project.id)
    assert recording.records_of(planner.desk(BEN), project.id, "risk") == []


def test_a_plan_needs_a_title(planner: Workspace) -> None:
    before = everything_stored(planner)
    with pytest.raises(ValidationFailed) as refused:
        import_plan(planner.desk(AMINA), filled(planner, risk=[{"what": "Rain"}]), title=" ")
    assert list(refused.value.errors) == ["title"]
    assert everything_stored(planner) == before


def test_what_was_seen_in_visits_comes_back_with_its_visit(planner: Workspace) -> None:
    project = make_project(planner)
    wait, look = (
        write(planner, project, "active_ingredient", behaviour=words) for words in ("Wait", "Look")
    )
    visit(planner, project, DAY, {wait.id: "seen", look.id: "partly"})
    found = brought_in(planner, plan_workbook_of(planner.desk(AMINA), project.id)).project
    (came,) = recording.records_of(planner.desk(AMINA), found.id, "fidelity_visit")
    ratings = recording.ratings_of_visit(planner.desk(AMINA), came.id)
    assert sorted(rating.value for rating in ratings.values()) == ["partly", "seen"]


# As schools write plans


def test_the_words_and_dates_of_schools_and_of_the_eef_are_understood_and_told(
    planner: Workspace,
) -> None:
    data = filled(
        planner,
        priority=[{"ref": "P1", "priority": "Attendance"}, {"ref": "P2", "priority": "Reading"}],
        strategy=[
            {"ref": "S1", "strategy_kind": "Educational materials", "what": "A booklet",
             "from_on": "Autumn 2", "to_on": "ongoing"},
            {"ref": "S2", "strategy_kind": "Monitoring", "what": "Drop-ins", "from_on": "Sep 2025"},
        ],
        measure=[
            {"ref": "M1", "name": "Reading age", "outcome_construct": "Final outcome",
             "horizon": "Long term", "target": "80%", "due_on": "End of Summer 2"},
            {"ref": "M2", "name": "In use", "outcome_construct": "Fidelity",
             "horizon": "Short term", "due_on": "Autumn 2"},
        ],
    )  # fmt: skip
    plan = import_plan(planner.desk(AMINA), data, title="As written")
    assert plan.counts == {"priority": 2, "strategy": 2, "measure": 2}
    found = recording.records_of(planner.desk(AMINA), plan.project.id, "measure")
    said = {(m.horizon, m.target, m.due_on) for m in found if isinstance(m, Measure)}
    assert said == {
        ("long", 80.0, dt.date(2026, 7, 21)), ("short", None, dt.date(2025, 12, 19)),
    }  # fmt: skip
    days = {
        (s.strategy_kind, s.from_on, s.to_on)
        for s in recording.records_of(planner.desk(AMINA), plan.project.id, "strategy")
        if isinstance(s, Strategy)
    }
    assert days == {
        ("resources", dt.date(2025, 11, 3), None),
        ("monitoring_feedback", dt.date(2025, 9, 1), None),
    }
    told = " ".join(plan.notes)
    assert "“Autumn 2” is read as 19 December 2025" in told
    assert "“ongoing” is left without a day" in told
    why = plan_on_a_page(planner.desk(AMINA), plan.project.id)[0].lines
    assert [line.printed for line in why if line.kind == "priority"] == [
        "Priority: Attendance", "Priority: Reading",
    ]  # fmt: skip


def test_a_word_that_could_be_two_answers_is_none() -> None:
    terms = [
        Term(key=key, label=label, also=("support",), source="Ours")
        for key, label in (("a", "Coaching"), ("b", "Mentoring"))
    ]
    words = choice_words(Vocabulary(key="v", name="V", source="Ours", terms=tuple(terms)))
    assert "support" not in words
    assert words["coaching"] == "a"


def test_what_is_odd_in_a_workbook_is_asked_with_its_row_and_imported_once_it_is_right(
    planner: Workspace,
) -> None:
    late = [{"what": "Launch", "due_on": "05/11/2055"}]
    data = filled(planner, milestone=late)
    with pytest.raises(PlanNotImported) as asked:
        import_plan(planner.desk(AMINA), data, title="Mine")
    assert asked.value.faults == ()
    assert [odd.sentence for odd in asked.value.odd] == [
        "5 November 2055 is a long way off: is that right?"
    ]
    assert import_plan(planner.desk(AMINA), data, title="Mine", is_sure=True).counts == {
        "milestone": 1
    }


def test_an_ingredient_may_be_as_long_as_plans_write_it(planner: Workspace) -> None:
    long = ("Teachers model the strategy, think aloud and let pupils try it in pairs. " * 5).strip()
    desk = planner.desk(AMINA)
    data = filled(planner, active_ingredient=[{"behaviour": long, "fixedness": "Tight"}])
    plan = import_plan(desk, data, title="Mine")
    back = import_plan(desk, plan_workbook_of(desk, plan.project.id), title="Again")
    kept = recording.records_of(desk, back.project.id, "active_ingredient")
    assert [record.headline for record in kept] == [long]
