"""One unit of work: every stamp, every audit row, and everything that it refuses."""

import datetime as dt
import json
from functools import partial

import pytest

from lp_planner.domain.accounts.people import Cohort, Membership, Person, Role, School
from lp_planner.domain.cohort.sharing import SharedOpening
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.delivery import UnderstandingCheck
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.options import Option
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.tables import to_row
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, THEN
from tests.factories import make_project, write
from tests.storage.statements import statements_asked

LATER = THEN + dt.timedelta(hours=1)
LATER_STILL = THEN + dt.timedelta(hours=2)
AUDIT = (
    "SELECT occurred_at, actor_id, action, subject, subject_id, subject_version, project_id,"
    " changed_fields FROM audit_event ORDER BY entry"
)


def audit_of(workspace: Workspace, subject_id: str) -> list[tuple[object, ...]]:
    """Everything but the id and the link: when, who, what, of which, which version, where."""
    with workspace.store.read() as reader:
        rows = [row for row in reader.rows(AUDIT) if row[4] == subject_id]
    return [(*row[:7], json.loads(str(row[7]))) for row in rows]


def claimed(project_id: str, record_id: str, **other: object) -> dict[str, object]:
    return {
        "project_id": project_id, "record_kind": "option", "record_id": record_id,
        "standard": "LP5", "claim": "I looked", "reach": Reach.OWN_TEAM, **other,
    }  # fmt: skip


def hung(project_id: str, record_id: str, **other: object) -> dict[str, object]:
    return {
        "project_id": project_id, "record_kind": "option", "record_id": record_id,
        "evidence_kind": "text", "strength": "own_word", "people_in_it": "nobody",
        "title": "What was said", "words": "It helps", **other,
    }  # fmt: skip


# What is added.


def test_a_new_thing_carries_who_made_it_when_and_its_first_version(workspace: Workspace) -> None:
    made = workspace.store.write("ben", lambda u: u.add(School, name="New School"), at=LATER)
    assert (made.created_at, made.created_by, made.updated_at, made.updated_by) == (
        LATER, "ben", LATER, "ben",
    )  # fmt: skip
    assert (made.version, made.deleted_at, made.name) == (1, None, "New School")
    with workspace.store.read() as reader:
        assert reader.get(School, made.id) == made


def test_two_new_things_have_ids_of_their_own(workspace: Workspace) -> None:
    one, other = (
        workspace.store.write("ben", lambda u: u.add(School, name="Same"), at=LATER)
        for _ in range(2)
    )
    assert one.id != other.id
    assert len(one.id) == 36


def test_a_new_thing_is_noted_with_its_answers_and_without_its_stamps(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    option = workspace.store.write(
        "amina",
        lambda u: u.add(Option, project_id=project.id, name="Wait", option_kind="do_nothing"),
        at=LATER,
    )
    noted = audit_of(workspace, option.id)
    answers = [
        name for name in to_row(option) if name not in {"id", "version", "deleted_at"}
        and not name.startswith(("created_", "updated_"))
    ]  # fmt: skip
    assert noted == [(LATER, "amina", "created", "option", option.id, 1, project.id, answers)]
    assert {"project_id", "name", "option_kind"} <= set(answers)


def test_a_project_is_noted_as_its_own_and_a_person_as_of_none(workspace: Workspace) -> None:
    project = make_project(workspace)
    assert [row[6] for row in audit_of(workspace, project.id)] == [project.id]
    assert [row[6] for row in audit_of(workspace, "amina")] == [None]


def test_an_id_of_a_removed_thing_gives_the_removed_thing_back(workspace: Workspace) -> None:
    project = make_project(workspace)
    removed = workspace.store.write("amina", lambda u: u.remove(project), at=LATER)
    again = workspace.store.write(
        "amina",
        lambda u: u.add(
            Project, id=project.id, title="Another", owner_id="amina", school_id="oakfield"
        ),
        at=LATER_STILL,
    )
    assert again == removed


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"owner_id": "nobody", "school_id": "oakfield"}, "owner"),
        ({"owner_id": "amina", "school_id": "nowhere"}, "school"),
    ],
)
def test_a_project_needs_an_owner_and_a_school_that_exist(
    workspace: Workspace, values: dict[str, str], lacks: str
) -> None:
    with pytest.raises(NotFound):
        workspace.store.write("amina", lambda u: u.add(Project, title=lacks, **values), at=LATER)


def test_nothing_is_added_to_what_was_removed_in_the_same_unit_of_work(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)

    def add_remove_add(uow: UnitOfWork) -> None:
        uow.add(Option, project_id=project.id, name="One", option_kind="do_nothing")
        uow.remove(uow.get(Project, project.id))
        uow.add(Option, project_id=project.id, name="Two", option_kind="do_nothing")

    with pytest.raises(NotFound):
        workspace.store.write("amina", add_remove_add, at=LATER)
    with workspace.store.read() as reader:
        assert reader.find(Option) == []
        assert reader.get(Project, project.id) == project


def test_nothing_is_added_to_a_removed_project(workspace: Workspace) -> None:
    project = make_project(workspace)
    workspace.store.write("amina", lambda u: u.remove(project), at=LATER)
    with pytest.raises(NotFound):
        workspace.store.write(
            "amina",
            lambda u: u.add(Option, project_id=project.id, name="W", option_kind="do_nothing"),
            at=LATER,
        )


def test_a_link_to_a_removed_record_is_refused_at_its_field(workspace: Workspace) -> None:
    project = make_project(workspace)
    ingredient = write(workspace, project, "active_ingredient")
    write(workspace, project, "understanding_check", ingredient_id=ingredient.id)
    workspace.store.write("amina", lambda u: u.remove(ingredient), at=LATER)
    with pytest.raises(ValidationFailed) as refused:
        write(workspace, project, "understanding_check", ingredient_id=ingredient.id)
    assert refused.value.errors == {
        "ingredient_id": "What you chose here is no longer in this project. Please choose again."
    }


def test_a_changed_link_is_held_against_the_same_project(workspace: Workspace) -> None:
    project, other = make_project(workspace), make_project(workspace, title="Other")
    here, there = (write(workspace, p, "active_ingredient") for p in (project, other))
    check = write(workspace, project, "understanding_check", ingredient_id=here.id)
    assert isinstance(check, UnderstandingCheck)
    with pytest.raises(ValidationFailed):
        workspace.store.write("amina", lambda u: u.change(check, ingredient_id=there.id), at=LATER)


def test_a_link_that_was_good_in_one_project_is_not_good_in_the_next(workspace: Workspace) -> None:
    """Within one unit of work, where what was found is remembered."""
    project, other = make_project(workspace), make_project(workspace, title="Other")
    record = write(workspace, project, "option")

    def claim_twice(uow: UnitOfWork) -> None:
        uow.add(EvidenceClaim, **claimed(project.id, record.id))
        uow.add(EvidenceClaim, **claimed(other.id, record.id, standard="LP6"))

    with pytest.raises(NotFound):
        workspace.store.write("amina", claim_twice, at=LATER)


@pytest.mark.parametrize(("model", "values"), [(EvidenceClaim, claimed), (Attachment, hung)])
def test_what_hangs_on_a_record_needs_it_in_its_own_project(
    workspace: Workspace, model: type[EvidenceClaim] | type[Attachment], values: object
) -> None:
    assert callable(values)
    project, other = make_project(workspace), make_project(workspace, title="Other")
    record = write(workspace, project, "option")
    for wrong in (
        values(other.id, record.id),
        values(project.id, "no-such-record"),
        values(project.id, record.id, record_kind="measure"),
        values(project.id, project.id, record_kind="project"),
        values(project.id, record.id, record_kind="no_such_kind"),
    ):
        with pytest.raises(NotFound):
            workspace.store.write("amina", partial(UnitOfWork.add, model=model, **wrong), at=LATER)
    added = workspace.store.write(
        "amina", lambda u: u.add(model, **values(project.id, record.id)), at=LATER
    )
    assert added.record_id == record.id


def test_claims_that_differ_in_standard_or_record_stand_beside_each_other(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    one, other = (write(workspace, project, "option") for _ in range(2))

    def claim_all(uow: UnitOfWork) -> EvidenceClaim:
        uow.add(EvidenceClaim, **claimed(project.id, one.id, standard="LP6"))
        uow.add(EvidenceClaim, **claimed(project.id, other.id))
        return uow.add(EvidenceClaim, **claimed(project.id, one.id))

    first = workspace.store.write("amina", claim_all, at=LATER)
    changed = workspace.store.write(
        "amina", lambda u: u.change(first, claim="I looked again"), at=LATER
    )
    assert (changed.claim, changed.version) == ("I looked again", 2)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.change(changed, standard="LP6"), at=LATER)


# What is changed.


def test_a_change_keeps_who_made_it_first_and_says_who_changed_what(workspace: Workspace) -> None:
    project = make_project(workspace)
    changed = workspace.store.write(
        "ben", lambda u: u.change(project, title="Calm", owner_id="ben"), at=LATER
    )
    assert changed == project.model_copy(
        update={
            "title": "Calm", "owner_id": "ben", "version": 2,
            "updated_at": LATER, "updated_by": "ben",
        }
    )  # fmt: skip
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id) == changed
    when, who, action, subject, _, version, where, fields = audit_of(workspace, project.id)[-1]
    assert (when, who, action, subject, version, where) == (
        LATER, "ben", "changed", "project", 2, project.id,
    )  # fmt: skip
    assert isinstance(fields, list)
    assert sorted(fields) == ["owner_id", "title"]


def test_a_changed_record_keeps_what_it_said_and_who_replaced_it(workspace: Workspace) -> None:
    project = make_project(workspace)
    first = write(workspace, project, "option", name="Wait")
    assert isinstance(first, Option)
    second = workspace.store.write("ben", lambda u: u.change(first, name="Act"), at=LATER)
    workspace.store.write("amina", lambda u: u.change(second, name="Act now"), at=LATER_STILL)
    with workspace.store.read() as reader:
        assert reader.earlier(Option, first.id) == [first, second]
        rows = reader.rows(
            "SELECT subject, subject_id, version, project_id, replaced_at, replaced_by"
            " FROM earlier_version ORDER BY version"
        )
    assert rows == [
        ("option", first.id, 1, project.id, LATER, "ben"),
        ("option", first.id, 2, project.id, LATER_STILL, "amina"),
    ]


def test_of_what_keeps_no_versions_nothing_earlier_is_kept(workspace: Workspace) -> None:
    project = make_project(workspace)
    workspace.store.write("amina", lambda u: u.change(project, title="Calm"), at=LATER)
    with workspace.store.read() as reader:
        assert reader.rows("SELECT * FROM earlier_version") == []


def test_only_the_thing_that_was_read_is_changed(workspace: Workspace) -> None:
    one, other = make_project(workspace), make_project(workspace, title="Other")
    workspace.store.write("amina", lambda u: u.change(one, title="Calm"), at=LATER)
    with workspace.store.read() as reader:
        assert reader.get(Project, other.id) == other


# What is removed, brought back and erased.


def test_removing_and_bringing_back_say_when_and_leave_the_rest(workspace: Workspace) -> None:
    project = make_project(workspace)
    removed = workspace.store.write("ben", lambda u: u.remove(project), at=LATER)
    assert (removed.deleted_at, removed.version, removed.title) == (LATER, 2, project.title)
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id, include_removed=True) == removed
    back = workspace.store.write("amina", lambda u: u.restore(removed), at=LATER_STILL)
    assert (back.deleted_at, back.version, back.updated_by) == (None, 3, "amina")
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id) == back
    assert [(row[0], row[1], row[2], row[5], row[7]) for row in audit_of(workspace, project.id)][
        1:
    ] == [
        (LATER, "ben", "removed", 2, ["deleted_at"]),
        (LATER_STILL, "amina", "restored", 3, ["deleted_at"]),
    ]


def test_what_is_not_removed_cannot_be_brought_back_nor_what_is_removed_removed(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.restore(project), at=LATER)
    removed = workspace.store.write("amina", lambda u: u.remove(project), at=LATER)
    for stale in (project, removed):
        with pytest.raises(StaleRevision):
            workspace.store.write("amina", partial(UnitOfWork.remove, current=stale), at=LATER)


def test_only_a_removed_thing_of_the_version_that_was_read_is_erased(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    other = make_project(workspace, title="Other")
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.erase(project), at=LATER)
    removed = workspace.store.write("amina", lambda u: u.remove(project), at=LATER)
    with pytest.raises(StaleRevision):
        workspace.store.write("amina", lambda u: u.erase(project), at=LATER)
    workspace.store.write("ben", lambda u: u.erase(removed), at=LATER_STILL)
    with workspace.store.read() as reader:
        assert reader.find(Project, include_removed=True) == [other]
    assert audit_of(workspace, project.id)[-1] == (
        LATER_STILL, "ben", "removed", "project", project.id, 3, project.id, ["erased"],
    )  # fmt: skip


def test_erasing_all_takes_what_fits_removed_or_not_and_notes_it_once(
    workspace: Workspace,
) -> None:
    project, other = make_project(workspace), make_project(workspace, title="Other")
    one, two = (write(workspace, project, "option") for _ in range(2))
    stays = write(workspace, other, "option")
    workspace.store.write("amina", lambda u: u.remove(two), at=LATER)
    gone = workspace.store.write(
        "ben", lambda u: u.erase_all(Option, project_id=project.id), at=LATER_STILL
    )
    assert gone == 2
    with workspace.store.read() as reader:
        assert reader.find(Option, include_removed=True) == [stays]
    assert audit_of(workspace, one.id)[1:] == [
        (LATER_STILL, "ben", "removed", "option", one.id, 1, project.id, ["erased"])
    ]
    assert [row[2] for row in audit_of(workspace, two.id)] == ["created", "removed"]


def test_erasing_nothing_is_noted_nowhere(workspace: Workspace) -> None:
    with workspace.store.read() as reader:
        before = len(reader.rows(AUDIT))
    gone = workspace.store.write(
        "ben", lambda u: u.erase_all(Option, project_id="nowhere"), at=LATER
    )
    assert gone == 0
    with workspace.store.read() as reader:
        assert len(reader.rows(AUDIT)) == before


def test_a_copy_comes_back_with_its_own_stamps_and_one_note(workspace: Workspace) -> None:
    project = make_project(workspace)
    removed = workspace.store.write("amina", lambda u: u.remove(project), at=LATER)
    workspace.store.write("amina", lambda u: u.erase(removed), at=LATER)

    def bring_back(uow: UnitOfWork) -> None:
        uow.put_back("project", to_row(project))
        uow.note_return(project)

    workspace.store.write("ben", bring_back, at=LATER_STILL)
    with workspace.store.read() as reader:
        assert reader.get(Project, project.id) == project
    assert audit_of(workspace, project.id)[-1] == (
        LATER_STILL, "ben", "restored", "project", project.id, 1, project.id, [],
    )  # fmt: skip


# What is written beside the records.


def test_a_draft_has_one_owner_one_key_and_its_moment(workspace: Workspace) -> None:
    store = workspace.store
    store.write("amina", lambda u: u.keep_draft("amina", "one", "first"), at=THEN)
    store.write("amina", lambda u: u.keep_draft("amina", "two", "second"), at=THEN)
    store.write("ben", lambda u: u.keep_draft("ben", "one", "his"), at=THEN)
    store.write("amina", lambda u: u.keep_draft("amina", "one", "newer"), at=LATER)
    drafts = "SELECT owner_id, draft_key, answers, updated_at FROM draft ORDER BY 1, 2"
    with store.read() as reader:
        assert reader.rows(drafts) == [
            ("amina", "one", "newer", LATER), ("amina", "two", "second", THEN),
            ("ben", "one", "his", THEN),
        ]  # fmt: skip
        noted = len(reader.rows(AUDIT))
    store.write("amina", lambda u: u.drop_draft("amina", "one"), at=LATER)
    with store.read() as reader:
        assert [row[:2] for row in reader.rows(drafts)] == [("amina", "two"), ("ben", "one")]
        assert len(reader.rows(AUDIT)) == noted


def test_a_change_by_hand_is_made_with_its_values_and_written_down(workspace: Workspace) -> None:
    def rename(uow: UnitOfWork) -> None:
        uow.change_by_hand("UPDATE school SET name = :n WHERE id = :id", n="New", id="elmwood")
        uow.write_down(AuditAction.CHANGED, ("school", "elmwood", 7, "p1"), ["name"])
        uow.write_down(AuditAction.CHANGED, ("school", "elmwood", 8, None))

    workspace.store.write("fiona", rename, at=LATER)
    with workspace.store.read() as reader:
        assert {s.id: s.name for s in reader.find(School)} == {
            "oakfield": "Oakfield School", "elmwood": "New",
        }  # fmt: skip
    assert audit_of(workspace, "elmwood")[1:] == [
        (LATER, "fiona", "changed", "school", "elmwood", 7, "p1", ["name"]),
        (LATER, "fiona", "changed", "school", "elmwood", 8, None, []),
    ]


def test_every_entry_has_an_id_of_its_own_and_goes_on_where_the_trail_ended(
    workspace: Workspace,
) -> None:
    before = verify_chain(workspace.store.engine)

    def three(uow: UnitOfWork) -> None:
        for name in ("One", "Two", "Three"):
            uow.add(School, name=name)

    workspace.store.write("fiona", three, at=LATER)
    workspace.store.write("fiona", lambda u: u.drop_draft("fiona", "none"), at=LATER)
    after = verify_chain(workspace.store.engine)
    assert after.faults == ()
    assert after.entries == before.entries + 3
    with workspace.store.read() as reader:
        rows = reader.rows("SELECT id, entry FROM audit_event ORDER BY entry")
    assert [entry for _, entry in rows] == list(range(1, after.entries + 1))
    assert len({id_ for id_, _ in rows}) == after.entries
    assert {len(str(id_)) for id_, _ in rows} == {36}


def test_a_parent_that_may_be_empty_may_be_empty_and_others_are_looked_for(
    workspace: Workspace,
) -> None:
    def add(uow: UnitOfWork) -> Membership:
        cohort = uow.add(Cohort, name="New", leader_id="chloe")
        uow.add(Person, id="new", name="New", role=Role.COACH, school_id="elmwood")
        return uow.add(Membership, cohort_id=cohort.id, person_id="new")

    assert workspace.store.write("fiona", add, at=LATER).person_id == "new"
    with pytest.raises(NotFound):
        workspace.store.write(
            "fiona", lambda u: u.add(Cohort, name="New", leader_id="nobody"), at=LATER
        )


def test_an_ingredient_of_ones_own_project_may_be_linked(workspace: Workspace) -> None:
    project = make_project(workspace, AMINA)
    ingredient = write(workspace, project, "active_ingredient")
    assert isinstance(ingredient, ActiveIngredient)
    linked = write(workspace, project, "understanding_check", ingredient_id=ingredient.id)
    assert isinstance(linked, UnderstandingCheck)
    assert linked.ingredient_id == ingredient.id


# Many at once.


def test_many_things_are_added_checked_and_noted_as_one_by_one(workspace: Workspace) -> None:
    projects = [make_project(workspace) for _ in range(30)]

    def rows(visit: str) -> list[dict[str, object]]:
        return [
            {"project_id": p.id, "opened_by": "efua", "place": "list", "level": "progress",
             "visit": visit} for p in projects
        ]  # fmt: skip

    def one_by_one(uow: UnitOfWork) -> list[SharedOpening]:
        return [uow.add(SharedOpening, **row) for row in rows("one by one")]

    with statements_asked() as asked:
        together = workspace.store.write(
            "efua", lambda uow: uow.add_many(SharedOpening, rows("together")), at=LATER
        )
    assert len(asked) < len(projects)
    single = workspace.store.write("efua", one_by_one, at=LATER)
    apart = {"id", "visit"}
    assert [o.model_dump(exclude=apart) for o in together] == [
        o.model_dump(exclude=apart) for o in single
    ]
    for made in (*together, *single):
        (entry,) = audit_of(workspace, made.id)
        named = ["project_id", "opened_by", "place", "level", "visit"]
        assert entry == (
            LATER, "efua", AuditAction.CREATED, "shared_opening", made.id, 1, made.project_id,
            named,
        )  # fmt: skip
    assert verify_chain(workspace.store.engine).faults == ()
    with workspace.store.read() as reader:
        assert reader.find(SharedOpening, visit="together") == together


def test_of_many_things_none_is_added_when_one_may_not_be(workspace: Workspace) -> None:
    project = make_project(workspace)
    rows = [
        {"project_id": id_, "opened_by": "efua", "place": "list", "level": "progress", "visit": "v"}
        for id_ in (project.id, "nowhere")
    ]
    with pytest.raises(NotFound):
        workspace.store.write("efua", lambda u: u.add_many(SharedOpening, rows), at=LATER)
    with workspace.store.read() as reader:
        assert reader.find(SharedOpening) == []


def test_nothing_at_once_is_nothing(workspace: Workspace) -> None:
    assert workspace.store.write("efua", lambda u: u.add_many(SharedOpening, []), at=LATER) == []
