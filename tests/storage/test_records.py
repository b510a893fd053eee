"""Stored things on both engines: written, found, changed, removed, and never half-done."""

import datetime as dt
import json

import pytest

from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.frames import last_activity, record_counts, standards_evidenced
from lp_planner.storage.integrity import orphans
from lp_planner.storage.store import Store
from lp_planner.storage.tables import TABLES
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, THEN
from tests.factories import claim, example, make_project, write
from tests.storage.columns import table_columns

LATER = THEN + dt.timedelta(hours=1)


def linked_ids(workspace: Workspace, project: Project) -> dict[str, str]:
    return {
        kind: write(workspace, project, kind).id
        for kind in (
            "problem_statement",
            "baseline",
            "option",
            "active_ingredient",
            "measure",
            "fidelity_visit",
        )
    }


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
def test_a_record_of_every_kind_comes_back_as_it_was_written(
    workspace: Workspace, kind: str
) -> None:
    project = make_project(workspace)
    answers = example(workspace, kind, linked_ids(workspace, project))
    model: type[Record] = RECORD_KINDS[kind]
    written = workspace.store.write(
        "amina", lambda uow: uow.add(model, project_id=project.id, **answers), at=THEN
    )
    with workspace.store.read() as reader:
        assert reader.get(model, written.id) == written
        assert reader.find(model, project_id=project.id)[-1] == written


def test_the_columns_of_every_table_are_the_fields_of_its_model(store: Store) -> None:
    with store.engine.transaction(is_write=False) as connection:
        wrong = {
            table: (table_columns(connection, table), list(model.model_fields))
            for model, table in TABLES.items()
            if sorted(table_columns(connection, table)) != sorted(model.model_fields)
        }
    assert wrong == {}


def test_a_stale_save_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    project = make_project(workspace)
    first = workspace.store.write("amina", lambda u: u.change(project, title="First"), at=LATER)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.change(project, title="Second"), at=LATER)
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id) == first


def test_saving_without_a_difference_writes_nothing(workspace: Workspace) -> None:
    project = make_project(workspace)
    same = workspace.store.write(
        "amina", lambda u: u.change(project, title=project.title), at=LATER
    )
    assert same.version == project.version
    assert len(audit(workspace, project.id)) == 1


def test_a_removed_thing_is_gone_until_it_is_brought_back(workspace: Workspace) -> None:
    record = write(workspace, make_project(workspace), "option")
    removed = workspace.store.write("amina", lambda u: u.remove(record), at=LATER)
    with workspace.store.read() as reader, pytest.raises(NotFound):
        reader.get(type(record), record.id)
    back = workspace.store.write("amina", lambda u: u.restore(removed), at=LATER)
    assert back.version == record.version + 2
    with workspace.store.read() as reader:
        assert reader.get(type(record), record.id) == back


def test_a_removed_thing_cannot_be_changed(workspace: Workspace) -> None:
    record = write(workspace, make_project(workspace), "option")
    removed = workspace.store.write("amina", lambda u: u.remove(record), at=LATER)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.change(removed, name="Back"), at=LATER)


@pytest.mark.parametrize("trouble", [RuntimeError, KeyboardInterrupt])
def test_nothing_is_kept_of_work_that_breaks_off(
    workspace: Workspace, trouble: type[BaseException]
) -> None:
    def break_off(uow: UnitOfWork) -> None:
        uow.add(Project, title="Half", owner_id=AMINA.person_id, school_id=AMINA.school_id)
        raise trouble

    before = counts(workspace)
    with pytest.raises(trouble):
        workspace.store.write("amina", break_off, at=THEN)
    assert counts(workspace) == before


def test_every_change_leaves_one_audit_row_without_the_words(workspace: Workspace) -> None:
    project = make_project(workspace, title="Quiet corridors")
    changed = workspace.store.write("amina", lambda u: u.change(project, title="Calm"), at=LATER)
    removed = workspace.store.write("amina", lambda u: u.remove(changed), at=LATER)
    workspace.store.write("amina", lambda u: u.restore(removed), at=LATER)
    rows = audit(workspace, project.id)
    assert [(row[0], row[1]) for row in rows] == [
        ("created", 1), ("changed", 2), ("removed", 3), ("restored", 4),
    ]  # fmt: skip
    assert json.loads(str(rows[1][2])) == ["title"]
    assert "Quiet" not in str(rows)
    assert "Calm" not in str(rows)


def test_adding_twice_with_one_id_gives_the_same_thing(workspace: Workspace) -> None:
    values = {"title": "Once", "owner_id": "amina", "school_id": "oakfield", "id": "form-1"}
    first = workspace.store.write("amina", lambda u: u.add(Project, **values), at=THEN)
    second = workspace.store.write("amina", lambda u: u.add(Project, **values), at=LATER)
    assert first == second
    assert len(audit(workspace, "form-1")) == 1


def test_a_record_cannot_be_added_to_a_project_that_does_not_exist(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        workspace.store.write(
            "amina",
            lambda u: u.add(
                ActiveIngredient, project_id="nowhere", behaviour="Wait", fixedness="tight"
            ),
            at=THEN,
        )


def test_a_link_into_another_project_is_refused(workspace: Workspace) -> None:
    mine, other = make_project(workspace), make_project(workspace, title="Another")
    foreign = write(workspace, other, "active_ingredient")
    with pytest.raises(ValidationFailed) as refused:
        write(workspace, mine, "adaptation", ingredient_id=foreign.id)
    assert list(refused.value.errors) == ["ingredient_id"]


def test_one_record_has_one_claim_for_each_standard(workspace: Workspace) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option")
    values = {
        "project_id": project.id, "record_kind": "option", "record_id": record.id,
        "standard": "LP5", "claim": "I looked", "reach": Reach.OWN_TEAM,
    }  # fmt: skip
    workspace.store.write("amina", lambda u: u.add(EvidenceClaim, **values), at=THEN)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.add(EvidenceClaim, **values), at=THEN)


def test_ids_that_make_no_sense_are_simply_unknown(workspace: Workspace) -> None:
    with workspace.store.read() as reader:
        for nonsense in ("", "7", "'; DROP TABLE project; --", "🙂", "x" * 500):
            with pytest.raises(NotFound):
                reader.get(Project, nonsense)


def test_a_draft_is_kept_replaced_and_dropped_for_its_owner_alone(workspace: Workspace) -> None:
    store = workspace.store
    store.write("amina", lambda u: u.keep_draft("amina", "k", '{"a": 1}'), at=THEN)
    store.write("amina", lambda u: u.keep_draft("amina", "k", '{"a": 2}'), at=LATER)
    with store.read() as reader:
        assert reader.draft("amina", "k") == '{"a": 2}'
        assert reader.draft("ben", "k") is None
    store.write("amina", lambda u: u.drop_draft("amina", "k"), at=LATER)
    with store.read() as reader:
        assert reader.draft("amina", "k") is None


def test_the_frames_count_what_is_there(workspace: Workspace) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option")
    claim(workspace, record, "LP5", "LP3")
    with workspace.store.read() as reader:
        counted = record_counts(reader, [project.id])
        assert counted.to_dict("records") == [
            {"project_id": project.id, "kind": "option", "records": 1, "first_at": THEN}
        ]
        assert standards_evidenced(reader, [project.id])["standards"].tolist() == [2]
        assert last_activity(reader, [project.id])["last_activity_at"].tolist() == [THEN]
        assert record_counts(reader, []).empty


def test_a_reader_sees_one_moment_while_others_write(workspace: Workspace) -> None:
    project = make_project(workspace)
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id).title == project.title
        workspace.store.write("amina", lambda u: u.change(project, title="New"), at=LATER)
        assert reader.get(Project, project.id).title == project.title


def test_a_sound_store_has_no_orphans(workspace: Workspace) -> None:
    write(workspace, make_project(workspace), "option")
    assert orphans(workspace.store) == []


def audit(workspace: Workspace, subject_id: str) -> list[tuple[object, ...]]:
    with workspace.store.read() as reader:
        return reader.rows(
            "SELECT action, subject_version, changed_fields FROM audit_event"
            " WHERE subject_id = :id ORDER BY subject_version",
            id=subject_id,
        )


def counts(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.store.read() as reader:
        return reader.rows(
            "SELECT (SELECT count(*) FROM project), (SELECT count(*) FROM audit_event)"
        )
