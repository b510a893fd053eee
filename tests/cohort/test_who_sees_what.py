"""Who sees what of a project, through everything that can happen to people and their cohorts.

A step of somebody's life in the planner is walked; after it, every person is asked what they see,
and what the lead reads about sharing is held against it.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor, Cohort, Membership, Person, School
from lp_planner.domain.cohort.guests import GuestKind
from lp_planner.domain.records.errors import NotFound, PermissionDenied, StaleRevision
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import (
    cohorts,
    guests,
    help_requests,
    levels,
    memberships,
    pressure,
    shared_results,
    sharing,
)
from lp_planner.services.desk.projects import my_projects, rename_project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import erasure
from lp_planner.services.safekeeping.own_data import own_data
from lp_planner.services.safekeeping.own_data_return import bring_in_own_data
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.migrate import MIGRATIONS, migrate
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CAST, CHLOE, EFUA, HUGO, THEN, move_in
from tests.factories import claim, gather, make_project, share, write

WORDS = "zebra-in-the-plan"
visits = (f"visit {n}" for n in itertools.count())


def full(workspace: Workspace, level: Sharing, title: str = "Calm starts") -> Project:
    """A project of Amina's with a plan and evidence, shared with Chloe at a level."""
    project = make_project(workspace, title=title)
    write(workspace, project, "active_ingredient", behaviour=WORDS)
    claim(workspace, write(workspace, project, "option", name="One way in"), "LP5")
    share(workspace, project, level)
    return project


def level_seen(workspace: Workspace, actor: Actor, project: Project) -> Sharing:
    """How much somebody sees of a project, by the door itself; every other door says the same."""
    desk = workspace.desk(actor)
    try:
        view = sharing.open_shared(desk, project.id, visit=next(visits))
    except NotFound:
        level = Sharing.PRIVATE
    else:
        level = view.facts.sharing
        assert bool(view.plan) == level.holds(Sharing.PLAN)
        assert bool(view.evidence) == level.holds(Sharing.PLAN_AND_EVIDENCE)
    try:
        listed = cohorts.cohort_progress(desk).progress
    except PermissionDenied:
        assert level is Sharing.PRIVATE
        return level
    rows = listed[listed["project_id"] == project.id]["sharing"].tolist()
    assert rows == ([] if level is Sharing.PRIVATE else [level.value])
    everything = f"{cohorts.priorities_served(desk)} {pressure.cohort_pressure(desk)}"
    everything += shared_results.shared_results(desk).table.to_csv()
    if level is Sharing.PRIVATE:
        assert project.title not in everything
    return level


def seen_by(workspace: Workspace, project: Project) -> dict[str, Sharing]:
    """What everybody sees of a project who sees anything, and it is what its lead reads."""
    found: dict[str, Sharing] = {
        actor.person_id: level
        for actor in CAST
        if (level := level_seen(workspace, actor, project)) is not Sharing.PRIVATE
    }
    lead = next(actor for actor in CAST if actor.person_id == project.owner_id)
    desk = workspace.desk(lead)
    told = {place.leader_id: place.level for place in levels.levels_of(desk, project.id)}
    mirrors = sharing.what_my_leaders_see(desk, project.id)
    assert set(told) == set(mirrors)
    for leader, view in mirrors.items():
        assert (view.facts.sharing if view else Sharing.PRIVATE) is found.get(
            leader, Sharing.PRIVATE
        )
    assert {who for who, level in told.items() if level is not Sharing.PRIVATE} <= set(found)
    return found


def join(workspace: Workspace, cohort_id: str, leader: Actor, actor: Actor = AMINA) -> None:
    """Be asked into a cohort and say yes, whatever school its leader is of."""

    def ask(uow: UnitOfWork) -> None:
        uow.add(Membership, cohort_id=cohort_id, person_id=actor.person_id)

    workspace.store.write(leader.person_id, ask, at=workspace.now())


def change(workspace: Workspace, model: type[Cohort] | type[Person], id_: str, **to: str) -> None:
    def save(uow: UnitOfWork) -> None:
        uow.change(uow.get(model, id_), **to)

    workspace.store.write("set-up", save, at=workspace.now())


def the_cohort(workspace: Workspace) -> str:
    return memberships.my_cohorts(workspace.desk(AMINA))[0].id


@pytest.mark.parametrize("level", [level for level in Sharing if level is not Sharing.PRIVATE])
def test_joining_a_second_cohort_shares_nothing_with_its_leader(
    workspace: Workspace, level: Sharing
) -> None:
    project = full(workspace, level)
    assert seen_by(workspace, project) == {"chloe": level}
    gather(workspace, "Second", EFUA, AMINA)
    assert seen_by(workspace, project) == {"chloe": level}
    first, second = levels.levels_of(workspace.desk(AMINA), project.id)
    assert (first.leader, first.level) == ("Chloe Ray", level)
    assert (second.leader, second.level) == ("Efua Mensah", Sharing.PRIVATE)


def test_each_leader_sees_the_level_of_their_own_cohort(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PROGRESS)
    second = gather(workspace, "Second", EFUA, AMINA)
    desk = workspace.desk(AMINA)
    levels.share_progress(desk, project.id, cohort_id=second, sharing=Sharing.PLAN_AND_EVIDENCE)
    assert seen_by(workspace, project) == {
        "chloe": Sharing.PROGRESS,
        "efua": Sharing.PLAN_AND_EVIDENCE,
    }
    levels.share_progress(desk, project.id, cohort_id=second, sharing=Sharing.PRIVATE)
    assert seen_by(workspace, project) == {"chloe": Sharing.PROGRESS}


def test_leaving_one_cohort_ends_it_there_and_leaves_the_other_alone(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PLAN)
    first, second = the_cohort(workspace), gather(workspace, "Second", EFUA, AMINA)
    share(workspace, project, Sharing.PLAN)
    memberships.leave_cohort(workspace.desk(AMINA), first)
    assert seen_by(workspace, project) == {"efua": Sharing.PLAN}
    memberships.leave_cohort(workspace.desk(AMINA), second)
    assert seen_by(workspace, project) == {}
    assert levels.levels_of(workspace.desk(AMINA), project.id) == ()


def test_coming_back_to_a_cohort_begins_with_nothing(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PLAN_AND_EVIDENCE)
    cohort = the_cohort(workspace)
    memberships.leave_cohort(workspace.desk(AMINA), cohort)
    memberships.invite(workspace.desk(CHLOE), cohort, person_id="amina")
    (asked,) = memberships.my_invitations(workspace.desk(AMINA))
    memberships.answer_invitation(workspace.desk(AMINA), asked.id, joins=True)
    assert seen_by(workspace, project) == {}


@pytest.fixture
def elsewhere(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """Another planner with the very same people in it, in which nobody has done anything."""
    store = open_store(str(tmp_path / "elsewhere.duckdb"))
    move_in(store)
    yield Workspace(store=store, library=library, clock=lambda: THEN)
    close_store(store.url)


def test_one_s_own_data_come_back_private_and_let_nobody_in(
    workspace: Workspace, elsewhere: Workspace
) -> None:
    """Into a planner in which its lead is in a cohort already, and joins another afterwards."""
    project = full(workspace, Sharing.PLAN_AND_EVIDENCE)
    guests.invite_guest(
        workspace.desk(AMINA), project.id, person_id="hugo",
        guest_kind=GuestKind.COACH, level=Sharing.PLAN,
    )  # fmt: skip
    (asked,) = guests.shared_with_me(workspace.desk(HUGO))
    guests.answer_guest_invitation(workspace.desk(HUGO), asked.grant_id, accepts=True)
    bring_in_own_data(elsewhere.desk(AMINA), own_data(workspace.desk(AMINA)))
    (back,) = my_projects(elsewhere.desk(AMINA))
    assert seen_by(elsewhere, back) == {}
    gather(elsewhere, "Later", EFUA, AMINA)
    assert seen_by(elsewhere, back) == {}
    assert guests.shared_with_me(elsewhere.desk(HUGO)) == ()
    with pytest.raises(NotFound):
        guests.open_as_guest(elsewhere.desk(HUGO), back.id, visit="again")


def test_a_copy_of_an_older_planner_comes_back_private_too(
    workspace: Workspace, elsewhere: Workspace
) -> None:
    full(workspace, Sharing.PLAN)
    copy = own_data(workspace.desk(AMINA)).decode()
    older = copy.replace(
        '"carries_on_from": ', '"sharing": "plan", "shared_on": "2025-11-05", "carries_on_from": '
    )
    assert older != copy
    bring_in_own_data(elsewhere.desk(AMINA), older.encode())
    assert seen_by(elsewhere, my_projects(elsewhere.desk(AMINA))[0]) == {}


def test_what_is_handed_over_is_seen_by_nobody_until_its_new_lead_says_so(
    workspace: Workspace,
) -> None:
    project = full(workspace, Sharing.PLAN)
    theirs = erasure.hand_over(workspace.desk(AMINA), project.id, to_person="ben")
    theirs = rename_project(workspace.desk(BEN), theirs.id, title="Handed over", version=1)
    assert seen_by(workspace, theirs) == {}
    assert seen_by(workspace, project) == {"chloe": Sharing.PLAN}
    share(workspace, theirs, Sharing.PROGRESS, BEN)
    assert seen_by(workspace, theirs) == {"chloe": Sharing.PROGRESS}


def test_a_change_of_school_shows_nothing_to_anybody_new(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PLAN)
    gather(workspace, "At the other school", EFUA)
    change(workspace, Person, "amina", school_id="elmwood")
    moved = AMINA.model_copy(update={"school_id": "elmwood"})
    assert seen_by(workspace, project) == {"chloe": Sharing.PLAN}, "whom she chose"
    cohort = next(iter(memberships.led_cohorts(workspace.desk(EFUA))))
    memberships.invite(workspace.desk(EFUA), cohort, person_id="amina")
    (asked,) = memberships.my_invitations(workspace.desk(moved))
    memberships.answer_invitation(workspace.desk(moved), asked.id, joins=True)
    assert seen_by(workspace, project) == {"chloe": Sharing.PLAN}
    memberships.leave_cohort(workspace.desk(moved), the_cohort(workspace))
    assert seen_by(workspace, project) == {}


def test_a_new_leader_of_the_cohort_sees_nothing_and_the_lead_reads_so(
    workspace: Workspace,
) -> None:
    project = full(workspace, Sharing.PLAN)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked="For Chloe’s eyes")
    cohort = the_cohort(workspace)
    change(workspace, Cohort, cohort, leader_id="efua")
    assert seen_by(workspace, project) == {}
    (place,) = levels.levels_of(workspace.desk(AMINA), project.id)
    assert (place.leader, place.level, place.earlier_leader) == (
        "Efua Mensah", Sharing.PRIVATE, "Chloe Ray",
    )  # fmt: skip
    with pytest.raises(StaleRevision):
        levels.share_progress(
            workspace.desk(AMINA), project.id,
            cohort_id=cohort, sharing=Sharing.PLAN, meant_for="chloe",
        )  # fmt: skip
    assert help_requests.requests_to_me(workspace.desk(EFUA)) == ()
    share(workspace, project, Sharing.PROGRESS)
    assert seen_by(workspace, project) == {"efua": Sharing.PROGRESS}
    assert cohorts.cohort_progress(workspace.desk(EFUA)).progress["conversation"].tolist() == [""]
    assert levels.levels_of(workspace.desk(AMINA), project.id)[0].earlier_leader == ""
    change(workspace, Cohort, cohort, leader_id="chloe")
    assert seen_by(workspace, project) == {}, "what was taken over is not given back by itself"


def test_a_request_for_help_reaches_the_leaders_of_that_day_and_nobody_later(
    workspace: Workspace,
) -> None:
    project = full(workspace, Sharing.PROGRESS)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked="The hall, please")
    gather(workspace, "Second", EFUA, AMINA)
    share(workspace, project, Sharing.PLAN)
    assert len(help_requests.requests_to_me(workspace.desk(CHLOE))) == 1
    assert help_requests.requests_to_me(workspace.desk(EFUA)) == ()
    (request,) = help_requests.my_requests(workspace.desk(AMINA), project.id)
    with pytest.raises(NotFound):
        help_requests.answer_help(
            workspace.desk(EFUA), request.request_id, answer="Mine", version=request.version
        )
    for leader, said in ((CHLOE, "Asked for help on 5 November 2025"), (EFUA, "")):
        listed = cohorts.cohort_progress(workspace.desk(leader)).progress
        assert listed["conversation"].tolist() == [said]


def test_a_cohort_that_is_removed_shows_nothing_and_breaks_no_page(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PLAN)

    def remove(uow: UnitOfWork) -> None:
        uow.remove(uow.find(Cohort)[0])

    workspace.store.write("set-up", remove, at=THEN)
    assert seen_by(workspace, project) == {}
    assert memberships.my_cohorts(workspace.desk(AMINA)) == ()


def test_nobody_shares_in_a_cohort_that_they_are_not_in(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PRIVATE)
    other = gather(workspace, "Without her", EFUA, BEN)
    for cohort in (other, "no-such-cohort"):
        with pytest.raises(NotFound):
            levels.share_progress(
                workspace.desk(AMINA), project.id, cohort_id=cohort, sharing=Sharing.PLAN
            )


def test_sharing_the_same_again_changes_nothing(workspace: Workspace) -> None:
    project = full(workspace, Sharing.PLAN)
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=40))
    share(later, project, Sharing.PLAN)
    with workspace.store.read() as reader:
        (then,) = levels.shared_unchecked(
            reader, project_id=project.id, at=THEN + dt.timedelta(seconds=1)
        )
    assert then.level is Sharing.PLAN


BEFORE_LEVELS = """
INSERT INTO school VALUES ('s', 1, now(), '', now(), '', NULL, 'S');
INSERT INTO person VALUES
    ('lead', 1, now(), '', now(), '', NULL, 'L', '', 'lead_practitioner', 's');
INSERT INTO person VALUES ('one', 1, now(), '', now(), '', NULL, 'O', '', 'senior_leader', 's');
INSERT INTO person VALUES ('two', 1, now(), '', now(), '', NULL, 'T', '', 'senior_leader', 's');
INSERT INTO cohort VALUES ('c1', 1, now(), '', now(), '', NULL, 'C1', 'one');
INSERT INTO cohort VALUES ('c2', 1, now(), '', now(), '', NULL, 'C2', 'two');
INSERT INTO membership VALUES ('m1', 1, now(), '', now(), '', NULL, 'c1', 'lead');
INSERT INTO membership VALUES ('m2', 1, now(), '', now(), '', now(), 'c2', 'lead');
"""


@pytest.fixture
def of_yesterday(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """A planner of the version before, brought to this one: two projects, one place, one left."""
    steps = tmp_path / "steps"
    steps.mkdir()
    (this,) = MIGRATIONS.glob("*_levels_and_sums.sql")
    for file in MIGRATIONS.glob("00*.sql"):
        if file.name[:4] < this.name[:4]:
            (steps / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    engine = DuckEngine(str(tmp_path / "old.duckdb"))
    migrate(engine, steps)
    with engine.transaction(is_write=True) as connection:
        for statement in BEFORE_LEVELS.strip().split(";\n"):
            connection.execute(statement.rstrip(";"), {})
        for name, level in (("open", "plan"), ("closed", "private")):
            connection.execute(
                "INSERT INTO project (id, version, created_at, created_by, updated_at, updated_by,"
                " title, owner_id, school_id, sharing) VALUES (:id, 1, now(), 'lead', now(),"
                " 'lead', :id, 'lead', 's', :level)",
                {"id": name, "level": level},
            )
    engine.close()
    store = open_store(str(tmp_path / "old.duckdb"))
    yield Workspace(store=store, library=library)
    close_store(store.url)


def test_an_upgrade_keeps_what_each_leader_could_see_and_shows_nothing_more(
    of_yesterday: Workspace,
) -> None:
    with of_yesterday.store.read() as reader:
        assert len(reader.find(School)) == 1
        seen = {
            leader: [(p.id, p.level) for p in levels.shared_unchecked(reader, leader_id=leader)]
            for leader in ("one", "two")
        }
    assert seen == {"one": [("open", Sharing.PLAN)], "two": []}
