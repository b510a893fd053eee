"""What was read is kept until what it rests on changes, and never a moment longer."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.content.library import Library
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.project import Project
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.postgres import PostgresEngine
from lp_planner.storage.reader import OF_A_PROJECT, Reader
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.store import Store
from lp_planner.storage.tables import to_row
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, THEN
from tests.demo_copy import copy_database
from tests.factories import claim, example, make_project, write
from tests.postgres import drop_database, fresh_database
from tests.storage.statements import statements_asked
from tests.storage.test_records import linked_ids

Step = tuple[int, int]
STAMPED = {
    **dict.fromkeys(("created_at", "updated_at"), THEN + dt.timedelta(microseconds=1)),
    **dict.fromkeys(("created_by", "updated_by"), "amina"),
}
PROJECTS = 2


def everything(reader: Reader, projects: list[str]) -> list[object]:
    """Questions of each sort, about the whole of a table, one project and both."""
    return [
        reader.find(Project, id=projects[0]),
        [reader.find(Milestone, id=m.id) for m in reader.find(Milestone, project_id=projects)],
        reader.find(Milestone, id=[m.id for m in reader.find(Milestone, include_removed=True)]),
        reader.find(Project),
        reader.find(Project, include_removed=True),
        reader.find(Milestone),
        reader.find(Milestone, project_id=projects),
        *(reader.find(Milestone, project_id=id_) for id_ in projects),
        *(reader.find(Milestone, project_id=id_, include_removed=True) for id_ in projects),
        *(reader.find(EvidenceClaim, project_id=id_) for id_ in projects),
        reader.rows("SELECT count(*), max(updated_at) FROM milestone"),
        reader.rows("SELECT count(*) FROM audit_event"),
        reader.rows("SELECT subject_id, answers FROM earlier_version ORDER BY subject_id, version"),
        reader.draft("amina", "a"),
        reader.draft("ben", "a"),
    ]


DEEDS = ("add", "change", "remove", "restore", "erase", "keep", "drop", "by hand", "touch")


def by_hand(uow: UnitOfWork, milestone: Milestone) -> None:
    """A change that no model describes, and the entry of whoever makes one."""
    uow.change_by_hand("UPDATE milestone SET what = 'By hand' WHERE id = :id", id=milestone.id)
    uow.write_down(AuditAction.ERASED, ("milestone", milestone.id, 0, milestone.project_id))


def do(store: Store, projects: list[str], step: Step, at: dt.datetime) -> None:
    """One of the things that people do, to one of the projects."""
    deed, project = DEEDS[step[0]], projects[step[1]]

    def work(uow: UnitOfWork) -> None:
        there = uow.find(Milestone, project_id=project, include_removed=True)
        if not there:
            uow.add(Milestone, project_id=project, what=f"At {at:%H:%M}", due_on=at.date())
            return
        latest = there[-1]
        fits = {"change": latest.deleted_at is None, "remove": latest.deleted_at is None}
        if not fits.get(deed, True) or (deed in {"restore", "erase"} and fits["remove"]):
            return
        doing: dict[str, Callable[[], object]] = {
            "add": lambda: uow.add(
                Milestone, project_id=project, what=f"At {at:%H:%M}", due_on=at.date()
            ),
            "change": lambda: uow.change(latest, what=f"Changed at {at:%H:%M}"),
            "remove": lambda: uow.remove(latest),
            "restore": lambda: uow.restore(latest),
            "erase": lambda: uow.erase(latest),
            "keep": lambda: uow.keep_draft("amina", "a", f"{at}"),
            "drop": lambda: uow.drop_draft("amina", "a"),
            "by hand": lambda: by_hand(uow, latest),
            "touch": lambda: uow.touch(uow.get(Project, project)),
        }
        doing[deed]()

    store.write("amina", work, at=at)


@pytest.fixture(scope="module")
def kept(
    cast_file: Path, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Workspace]]:
    path = tmp_path_factory.mktemp("kept") / "kept.duckdb"
    copy_database(cast_file, path)
    workspace = Workspace(store=open_store(str(path)), library=library, clock=lambda: THEN)
    yield lambda: workspace
    close_store(str(path))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, PROJECTS - 1)), max_size=12)
)
def test_whatever_anybody_does_what_is_kept_reads_as_the_database_does(
    kept: Callable[[], Workspace], steps: list[Step]
) -> None:
    workspace = kept()
    store = workspace.store
    projects = [make_project(workspace).id for _ in range(PROJECTS)]
    for number, step in enumerate(steps):
        do(store, projects, step, THEN + dt.timedelta(minutes=number))
        with (
            store.engine.transaction(is_write=False) as connection,
            store.read() as remembering,
        ):
            assert everything(remembering, projects) == everything(
                Reader(connection, keeps=False), projects
            )


@pytest.fixture(scope="module")
def two_servers(
    postgres_server: str, cast_on_postgres: str, library: Library
) -> Iterator[Callable[[], tuple[Workspace, Store]]]:
    """Two planners beside each other on one PostgreSQL database."""
    address = fresh_database(postgres_server, cast_on_postgres)
    one = Workspace(store=open_store(address), library=library, clock=lambda: THEN)
    other = Store(address, PostgresEngine(address), Path("unused"))
    yield lambda: (one, other)
    other.close()
    close_store(address)
    drop_database(address)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, PROJECTS - 1), st.integers(0, 1)),
        max_size=10,
    )
)
def test_two_servers_read_what_either_of_them_wrote(
    two_servers: Callable[[], tuple[Workspace, Store]], steps: list[tuple[int, int, int]]
) -> None:
    workspace, other = two_servers()
    projects = [make_project(workspace).id for _ in range(PROJECTS)]
    stores = (workspace.store, other)
    for number, (deed, project, who) in enumerate(steps):
        do(stores[who], projects, (deed, project), THEN + dt.timedelta(minutes=number))
        with other.engine.transaction(is_write=False) as connection:
            truth = everything(Reader(connection, keeps=False), projects)
        for store in stores:
            with store.read() as reader:
                assert everything(reader, projects) == truth


def test_what_a_server_remembers_is_not_asked_again_until_the_other_one_changes_it(
    two_servers: Callable[[], tuple[Workspace, Store]],
) -> None:
    workspace, other = two_servers()
    mine, theirs = make_project(workspace), make_project(workspace)

    def asked_for(project: Project) -> list[str]:
        with statements_asked() as asked, other.read() as reader:
            for model in OF_A_PROJECT:
                reader.find(model, project_id=project.id)
        return [sql for sql in asked if "audit_" not in sql and "LOCK" not in sql]

    asked_for(mine)
    write(workspace, theirs, "milestone")
    assert asked_for(mine) == []
    write(workspace, mine, "milestone")
    assert len(asked_for(mine)) == 1


def test_a_trail_that_is_another_one_is_no_reason_to_believe_what_was_remembered(
    two_servers: Callable[[], tuple[Workspace, Store]],
) -> None:
    workspace, other = two_servers()
    project = make_project(workspace)
    made = write(workspace, project, "milestone")
    with other.read() as reader:
        assert reader.find(Milestone, project_id=project.id) == [made]
    with workspace.store.engine.transaction(is_write=True) as connection:
        connection.execute("UPDATE milestone SET what = 'From a copy'", {})
        connection.execute("UPDATE audit_head SET link = 'another'", {})
    with other.read() as reader:
        (found,) = reader.find(Milestone, project_id=project.id)
    assert found.what == "From a copy"


def test_somebody_who_began_before_a_save_neither_sees_nor_keeps_half_of_it(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    with planner.store.read() as early:
        assert early.find(Milestone, project_id=project.id) == []
        made = write(planner, project, "milestone")
        assert early.find(Milestone, project_id=project.id) == []
        assert early.find(Milestone, project_id=project.id, include_removed=True) in ([], [made])
        with planner.store.read() as late:
            assert late.find(Milestone, project_id=project.id) == [made]
    with planner.store.read() as later:
        assert later.find(Milestone, project_id=project.id, include_removed=True) == [made]


SAVES: dict[str, Callable[[Workspace, Project], object]] = {
    "a record": lambda planner, project: write(planner, project, "coaching_session"),
    "a draft": lambda planner, _: planner.store.write(
        "ben", lambda uow: uow.keep_draft("ben", "anything", "half a sentence"), at=THEN
    ),
    "a claim": lambda planner, project: claim(planner, write(planner, project, "option"), "LP5"),
}


@pytest.mark.parametrize("what", SAVES)
def test_somebody_elses_save_costs_nobody_a_statement(planner: Workspace, what: str) -> None:
    mine, theirs = make_project(planner), make_project(planner)
    write(planner, theirs, "milestone")

    def look() -> None:
        with planner.store.read() as reader:
            for model in OF_A_PROJECT:
                reader.find(model, project_id=mine.id)

    look()
    SAVES[what](planner, theirs)
    with statements_asked() as asked:
        look()
    assert asked == []


def test_my_own_save_costs_the_statements_of_what_it_changed(planner: Workspace) -> None:
    project = make_project(planner)

    def look() -> None:
        with planner.store.read() as reader:
            for model in OF_A_PROJECT:
                reader.find(model, project_id=project.id)

    look()
    write(planner, project, "milestone")
    with statements_asked() as asked:
        look()
    assert len([sql for sql in asked if sql != "BEGIN"]) == 1


def test_a_project_is_read_with_a_handful_of_statements_on_either_engine(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    with workspace.store.read() as reader, statements_asked() as asked:
        for model in OF_A_PROJECT:
            reader.find(model, project_id=project.id)
    assert len([sql for sql in asked if sql != "BEGIN"]) == 1


def test_what_is_read_at_once_is_what_is_read_one_by_one(workspace: Workspace) -> None:
    one, other = make_project(workspace), make_project(workspace)
    links = linked_ids(workspace, one)
    for kind, model in RECORD_KINDS.items():
        answers = example(workspace, kind, links)
        row = model.model_validate({**STAMPED, **answers, "id": kind, "project_id": one.id})
        put = partial(UnitOfWork.put_back, table=kind, row=to_row(row))
        workspace.store.write("amina", put, at=THEN)
    claim(workspace, write(workspace, one, "option"), "LP5")
    write(workspace, other, "milestone", what="“Half” of 0.1 + 0.2, it’s \\ done\n")
    with workspace.store.engine.transaction(is_write=False) as connection:
        single = Reader(connection, keeps=False)
        at_once = Reader(connection)
        at_once.gather([one.id, other.id])
        with statements_asked() as asked:
            for each in OF_A_PROJECT:
                for id_ in (one.id, other.id):
                    assert at_once.find(each, project_id=id_) == single.find(each, project_id=id_)
    assert len(asked) == 2 * len(OF_A_PROJECT), "the first was not asked again"


def test_the_one_who_looks_is_not_told_what_somebody_else_may_see(planner: Workspace) -> None:
    """A reader that leaves things out shares what was read, and never what it may show."""
    project = make_project(planner, AMINA)
    made = write(planner, project, "milestone")
    with planner.store.read() as reader:
        assert reader.without([made.id]).find(Milestone, project_id=project.id) == []
        assert reader.find(Milestone, project_id=project.id) == [made]


def test_what_stays_in_can_be_asked_for_and_is_not_told(planner: Workspace) -> None:
    """Things are found by what was written, and told without it, remembered or not."""
    project = make_project(planner)
    write(planner, project, "coaching_session", coachee="TA-A", action_step="Ask first")
    write(planner, project, "coaching_session", coachee="TA-B", action_step="Wait")
    with planner.store.engine.transaction(is_write=False) as connection:
        plain = Reader(connection, keeps=False).as_it_leaves()
        kept = Reader(connection).as_it_leaves()
        for name, said in (("coachee", "TA-A"), ("action_step", "Wait")):
            where = {"project_id": project.id, name: said}
            found = kept.find(CoachingSession, **where)  # type: ignore[arg-type]
            assert found == plain.find(CoachingSession, **where)  # type: ignore[arg-type]
            assert len(found) == 1
