"""Visits, coaching notes, contacts, milestones and survey answers as schools keep them."""

import datetime as dt

import pytest

from lp_planner.domain.records.delivery import CoachingSession, FidelityObservation
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.measures import SurveyRound
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.bringing_in import Given, RowState
from lp_planner.services.desk.imports import undo_import
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import many_records, recording
from tests.cast import AMINA
from tests.factories import make_project, write


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def bring(
    planner: Workspace, project: Project, kind: str, text: str, **told: str
) -> many_records.RecordsSaved:
    given = Given(text=text, told={key.replace("__", ":"): a for key, a in told.items()})
    return many_records.bring_in_records(planner.desk(AMINA), project.id, kind, given)


def test_a_coaching_log_kept_in_a_sheet_comes_in(planner: Workspace, project: Project) -> None:
    ingredient = write(planner, project, "active_ingredient", behaviour="Cold call").id
    text = (
        "Coaching log 2025\n\nDate,Teacher,Focus,Ingredient,Action step,Review,Minutes\n"
        "Mon 8 Sep 2025,Jo,Questions,Cold call,Wait five seconds,22/09/25,20\n"
        "15/09/25,Sam,Questions,ingredient 1,Ask three,,25 mins\n"
        "16/09/25,Kim,Questions,Warm call,Ask three,,\n"
    )
    saved = bring(planner, project, "coaching_session", text)
    assert saved.added == 1
    assert [(t.row, t.sentence.split("”")[0]) for t in saved.look.troubles] == [
        (5, "“25 mins"), (6, "“Warm call"),
    ]  # fmt: skip
    (found,) = recording.records_of(planner.desk(AMINA), project.id, "coaching_session")
    assert isinstance(found, CoachingSession)
    assert (found.held_on, found.coachee) == (dt.date(2025, 9, 8), "Jo")
    assert (found.ingredient_id, found.minutes) == (ingredient, 20)
    assert found.check_back_on == dt.date(2025, 9, 22)


def test_a_list_of_milestones_comes_in_once_and_a_moved_day_is_asked_about(
    planner: Workspace, project: Project
) -> None:
    text = "Milestone,By when,Who\nTraining day,01/12/2025,Jo\nFirst look,End of Autumn 2,Sam"
    saved = bring(planner, project, "milestone", text)
    assert saved.added == 2
    assert bring(planner, project, "milestone", text).look.count(RowState.HERE) == 2
    moved = text.replace("01/12/2025", "08/12/2025")
    assert bring(planner, project, "milestone", moved).changed == 0
    changed = bring(planner, project, "milestone", moved, changed="new")
    assert changed.changed == 1

    def days() -> set[dt.date]:
        found = recording.records_of(planner.desk(AMINA), project.id, "milestone")
        return {m.due_on for m in found if isinstance(m, Milestone)}

    assert days() == {dt.date(2025, 12, 8), dt.date(2025, 12, 19)}
    undo_import(planner.desk(AMINA), project.id, changed.import_id)
    assert days() == {dt.date(2025, 12, 1), dt.date(2025, 12, 19)}
    undo_import(planner.desk(AMINA), project.id, saved.import_id)
    # One of them has been changed since, and back again: it stays.
    assert days() == {dt.date(2025, 12, 1)}


def test_a_sheet_of_visits_says_what_was_seen_of_each_ingredient(
    planner: Workspace, project: Project
) -> None:
    one = write(planner, project, "active_ingredient", behaviour="Cold call").id
    other = write(planner, project, "active_ingredient", behaviour="Quiz").id
    text = (
        "Date,Room,Observer,Cold call,AI2,Pupil\n08/09/2025,Room 4,Jo,Yes,Partly,Zebedee\n"
        "15/09/2025,Room 5,Jo,No,N/A,Zebedee\n22/09/2025,Room 6,Jo,perhaps,Yes,Zebedee\n"
    )
    saved = bring(planner, project, "fidelity_visit", text)
    assert saved.added == 2
    assert "perhaps" in saved.look.troubles[0].sentence
    with planner.store.read() as reader:
        seen = reader.find(FidelityObservation, project_id=project.id)
    assert sorted((s.ingredient_id == one, s.rating.value) for s in seen) == [
        (False, "not_applicable"), (False, "partly"), (True, "not_seen"), (True, "seen"),
    ]  # fmt: skip
    assert other in {s.ingredient_id for s in seen}
    undo_import(planner.desk(AMINA), project.id, saved.import_id)
    with planner.store.read() as reader:
        assert reader.find(FidelityObservation, project_id=project.id) == []
    assert bring(planner, project, "fidelity_visit", text).added == 2


def test_answers_of_single_people_are_counted_and_nobody_is_kept(
    planner: Workspace, project: Project
) -> None:
    text = (
        "Timestamp\tEmail address\tI know what to do\tIt is worth it\n"
        + "".join(
            f"03/11/2025 09:{n:02d}\tzebedee{n}@school\t{one}\t{other}\n"
            for n, (one, other) in enumerate(
                [("Agree", "Strongly agree"), ("Agree", "Neutral"), ("Disagree", "Agree"),
                 ("Strongly Agree", "")]
            )
        )
    )  # fmt: skip
    saved = bring(planner, project, "survey_round", text)
    assert saved.added == 2
    found = recording.records_of(planner.desk(AMINA), project.id, "survey_round")
    counts = {r.statement: r.counts for r in found if isinstance(r, SurveyRound)}
    assert counts == {"I know what to do": (0, 1, 0, 2, 1), "It is worth it": (0, 0, 1, 1, 1)}
    with planner.store.read() as reader:
        for table in ("survey_round", "brought_in", "audit_event", "draft"):
            assert "zebedee" not in str(reader.rows(f"SELECT * FROM {table}"))
    assert bring(planner, project, "survey_round", text).added == 0


def test_what_no_heading_names_is_asked_for(planner: Workspace, project: Project) -> None:
    text = "Date,Partner,What they did,What we learned\n08/09/2025,Elm School,They quiz,Short ones"
    seen = many_records.look_at_records(
        planner.desk(AMINA), project.id, "network_contact", Given(text=text)
    )
    assert [q.key for q in seen.open_questions] == ["column:whom"]
    assert bring(planner, project, "network_contact", text).added == 0
    assert bring(planner, project, "network_contact", text, column__whom="1").added == 1
    later = text.replace("08/09/2025", "15/09/2025")
    assert bring(planner, project, "network_contact", later).added == 1


def test_only_kinds_that_come_in_rows_do(planner: Workspace, project: Project) -> None:
    with pytest.raises(NotFound):
        bring(planner, project, "adaptation", "What,Why\nLess,Time")
