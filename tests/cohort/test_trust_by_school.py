"""Sums by school, phase and standard: what is counted, from when, and what is held back."""

import dataclasses
import datetime as dt

from lp_planner.domain.accounts.people import Actor, Person, Role, School
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort.keeping_back import keep_back
from lp_planner.services.cohort.trust import (
    TrustSums,
    counted_projects_unchecked,
    grid_sums,
    phase_names,
    trust_sums,
)
from lp_planner.services.desk.projects import share_progress
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.evidence import set_aside
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, DEV, GWEN, THEN
from tests.factories import claim, make_project, write

DECEMBER = dt.date(2025, 12, 1)
FIRST = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
OAKFIELD, ELMWOOD = "Oakfield School", "Elmwood School"


def at(planner: Workspace, moment: dt.datetime) -> Workspace:
    return dataclasses.replace(planner, clock=lambda: moment)


def seen(planner: Workspace, moment: dt.datetime = FIRST + dt.timedelta(days=9)) -> TrustSums:
    return trust_sums(at(planner, moment).desk(GWEN))


def with_evidence(
    planner: Workspace,
    number: int,
    standard: str = "LP5",
    actor: Actor = AMINA,
    level: Sharing = Sharing.PROGRESS,
) -> list[Project]:
    made = [make_project(planner, actor, sharing=level) for _ in range(number)]
    for project in made:
        option = write(planner, project, "option", actor)
        claim(planner, option, standard, actor=actor)
    return made


def test_the_sums_say_of_when_and_of_which_schools_phases_and_standards(
    planner: Workspace,
) -> None:
    sums = seen(planner)
    assert sums.as_of == DECEMBER
    assert sums.schools == (ELMWOOD, OAKFIELD)
    assert sums.phases == phase_names(planner)
    assert sums.phases[-2:] == ("Stopped well", "Not now")
    framework = planner.library.framework
    assert sums.standards == tuple((s.key, s.title) for s in framework.standards)
    assert set(sums.evidenced) == set(framework.by_key)
    assert list(sums.projects.columns) == ["school", "phase", "group", "shown"]
    assert list(sums.evidenced["LP5"].columns) == ["school", "group", "shown"]


def test_each_school_has_its_own_sums_and_all_have_theirs(planner: Workspace) -> None:
    with_evidence(planner, 6, actor=AMINA)
    with_evidence(planner, 5, actor=DEV)
    sums = seen(planner)
    assert [sums.in_phase(school) for school in (OAKFIELD, ELMWOOD, "")] == [5, 5, 10]
    assert [sums.with_evidence("LP5", school) for school in (OAKFIELD, ELMWOOD, "")] == [5, 5, 10]
    assert sums.with_evidence("LP6") is None


def test_a_phase_has_the_projects_that_stand_in_it(planner: Workspace) -> None:
    first, second, *others = phase_names(planner)
    for actor in (AMINA, DEV):
        for number in range(11):
            project = make_project(planner, actor, sharing=Sharing.PROGRESS)
            if number % 2:
                write(planner, project, "active_ingredient", actor)
    sums = seen(planner)
    assert (sums.in_phase(), sums.in_phase(phase=first), sums.in_phase(phase=second)) == (
        20,
        10,
        None,
    )
    assert [sums.in_phase(phase=other) for other in others] == [None] * 4


def test_what_came_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    made = with_evidence(planner, 4)
    now = at(planner, FIRST)
    with_evidence(now, 1)
    assert seen(planner).in_phase() is None
    old = make_project(planner, sharing=Sharing.PROGRESS)
    assert seen(planner).in_phase() == 5
    claim(now, write(now, old, "option"), "LP5")
    assert seen(planner).with_evidence("LP5") is None
    assert seen(planner, FIRST + dt.timedelta(days=31)).with_evidence("LP5") == 5
    assert len(made) == 4


def test_what_was_shared_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    with_evidence(planner, 4)
    hidden = make_project(planner)
    now = at(planner, FIRST)
    share_progress(now.desk(AMINA), hidden.id, sharing=Sharing.PROGRESS, version=hidden.version)
    assert seen(planner).in_phase() is None
    assert seen(planner, FIRST + dt.timedelta(days=31)).in_phase() == 5


def test_the_projects_that_count_are_shared_older_and_of_whoever_is_asked_for(
    planner: Workspace,
) -> None:
    mine = make_project(planner, sharing=Sharing.PLAN)
    bens = make_project(planner, BEN, sharing=Sharing.PROGRESS)
    make_project(planner, DEV)
    with planner.store.read() as reader:
        for owners, found in (
            (None, [mine, bens]),
            (["amina"], [mine]),
            (["ben", "dev"], [bens]),
            ([], []),
        ):
            assert counted_projects_unchecked(reader, DECEMBER, owners) == found
        assert counted_projects_unchecked(reader, THEN.date()) == []
        assert counted_projects_unchecked(reader, THEN.date() + dt.timedelta(days=1)) != []


def test_much_evidence_for_one_standard_of_one_project_counts_once(planner: Workspace) -> None:
    made = with_evidence(planner, 4)
    for _ in range(4):
        claim(planner, write(planner, made[0], "option"), "LP5")
    assert seen(planner).with_evidence("LP5") is None


def test_what_is_set_aside_or_kept_back_is_no_evidence_here(planner: Workspace) -> None:
    made = with_evidence(planner, 5, level=Sharing.PLAN_AND_EVIDENCE)
    for project in made:
        option = write(planner, project, "option")
        set_aside(planner.desk(AMINA), option.kind, option.id, standards=["LP6"])
    assert seen(planner).with_evidence("LP5") == 5
    assert seen(planner).with_evidence("LP6") is None
    with planner.store.read() as reader:
        record = write(planner, make_project(planner), "option")
        (first, *_) = reader.find(type(record), project_id=made[0].id)
    keep_back(planner.desk(AMINA), made[0].id, kind="option", record_id=first.id, is_out=True)
    assert seen(planner).with_evidence("LP5") is None


def test_only_schools_where_somebody_leads_are_there_each_with_a_name_of_its_own(
    planner: Workspace,
) -> None:
    def add(uow: UnitOfWork) -> None:
        for number, name in enumerate(("Twin", "Twin", "", "Nobody Leads Here")):
            school = uow.add(School, id=f"s{number}", name=name)
            role = Role.LEAD_PRACTITIONER if number < 3 else Role.COACH
            uow.add(Person, name=f"P{number}", role=role, school_id=school.id)

    planner.store.write("fiona", add, at=THEN)
    assert seen(planner).schools == (
        "A school without a name", ELMWOOD, OAKFIELD, "Twin (1)", "Twin (2)",
    )  # fmt: skip


def test_an_empty_place_is_held_back_with_whatever_would_give_it_away() -> None:
    grid = [("A",), ("B",)]
    sums = grid_sums(("school",), grid, [("A",)] * 7)
    shown = dict(zip(sums["school"], sums["shown"].astype(object), strict=True))
    assert shown[""] == 5
    assert str(shown["A"]) == str(shown["B"]) == "<NA>"
    assert sums["group"].min() == 1_000_000
    both = grid_sums(("school",), grid, [("A",)] * 7 + [("B",)] * 11)
    assert both["shown"].tolist() == [15, 5, 10]
