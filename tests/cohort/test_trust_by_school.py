"""Sums by school, phase and standard: what is counted, from when, and what is held back."""

import dataclasses
import datetime as dt

from lp_planner.domain.accounts.people import Actor, Person, Role, School
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort.keeping_back import keep_back
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.trust import (
    OTHERS,
    TrustSums,
    grid_sums,
    phase_names,
    trust_sums,
)
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.evidence import set_aside
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, DEV, GWEN, THEN
from tests.factories import claim, make_project, share, write

DECEMBER = dt.date(2025, 12, 1)
JANUARY = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
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
    assert sums.as_of == {}
    assert sums.schools == (ELMWOOD, OAKFIELD)
    assert sums.phases == phase_names(planner)
    assert sums.phases[-2:] == ("Decided to stop", "Not now")
    framework = planner.library.framework
    assert sums.standards == tuple((s.key, s.title) for s in framework.standards)
    assert set(sums.evidenced) == set(framework.by_key)
    assert list(sums.projects.columns) == ["school", "phase", "group", "shown"]
    assert list(sums.evidenced["LP5"].columns) == ["school", "group", "shown"]


def test_each_school_has_its_own_sums_and_all_have_theirs(planner: Workspace) -> None:
    with_evidence(planner, 7, actor=AMINA)
    with_evidence(planner, 6, actor=DEV)
    sums = seen(planner)
    assert [sums.in_phase(school) for school in (OAKFIELD, ELMWOOD, "")] == [5, 5, 10]
    assert [sums.with_evidence("LP5", school) for school in (OAKFIELD, ELMWOOD, "")] == [5, 5, 10]
    assert sums.with_evidence("LP6") is None


def test_that_all_of_a_school_have_something_is_never_said(planner: Workspace) -> None:
    with_evidence(planner, 5)
    assert (seen(planner).in_phase(OAKFIELD), seen(planner).with_evidence("LP5")) == (5, None)


def test_schools_with_few_shared_projects_are_summed_up_together(planner: Workspace) -> None:
    with_evidence(planner, 3, actor=AMINA)
    with_evidence(planner, 4, actor=DEV)
    sums = seen(planner)
    assert (list(sums.as_of), sums.schools) == ([OTHERS], (ELMWOOD, OAKFIELD))
    assert [sums.in_phase(school) for school in ("", OTHERS, OAKFIELD)] == [5, 5, None]
    now = at(planner, FIRST + dt.timedelta(days=3))
    with_evidence(now, 5, actor=AMINA)
    later = seen(planner, JANUARY)
    assert list(later.as_of) == [OTHERS], "the others would be too few without them"
    with_evidence(at(planner, JANUARY), 5, actor=DEV)
    assert set(seen(planner, JANUARY + dt.timedelta(days=31)).as_of) == {OAKFIELD, ELMWOOD}


def test_a_phase_has_the_projects_that_stand_in_it(planner: Workspace) -> None:
    first, second, *others = phase_names(planner)
    for actor in (AMINA, DEV):
        for number in range(11):
            project = make_project(planner, actor, sharing=Sharing.PROGRESS)
            for kind in ("active_ingredient", "strategy") if number % 2 else ():
                write(planner, project, kind, actor)
    sums = seen(planner)
    assert (sums.in_phase(), sums.in_phase(phase=first)) == (20, 10)
    assert sums.in_phase(phase=second) is None
    assert [sums.in_phase(phase=other) for other in others] == [None] * 4


def test_what_came_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    made = [make_project(planner, sharing=Sharing.PROGRESS) for _ in range(6)]
    now = at(planner, FIRST)
    with_evidence(now, 5)
    for project in made[:5]:
        claim(now, write(now, project, "option"), "LP6")
    december = seen(planner)
    assert (december.in_phase(), december.with_evidence("LP6")) == (5, None)
    january = seen(planner, JANUARY)
    assert (january.in_phase(), january.with_evidence("LP6")) == (10, 5)


def test_what_was_shared_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    with_evidence(planner, 4)
    hidden = make_project(planner)
    share(at(planner, FIRST), hidden, Sharing.PROGRESS)
    assert seen(planner).in_phase() is None
    assert seen(planner, JANUARY).in_phase() == 5


def test_the_projects_that_count_were_shared_by_then_with_a_leader_of_that_cohort(
    planner: Workspace,
) -> None:
    mine = make_project(planner, sharing=Sharing.PLAN)
    bens = make_project(planner, BEN, sharing=Sharing.PROGRESS)
    make_project(planner, DEV)
    now = dt.datetime.combine(THEN.date() + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    with planner.store.read() as reader:
        for leader, project, found in (
            ("", "", {mine.id, bens.id}),
            ("chloe", "", {mine.id, bens.id}),
            ("efua", "", set()),
            ("", mine.id, {mine.id}),
        ):
            for at_ in (None, now):
                seen_ = shared_unchecked(reader, leader_id=leader, project_id=project, at=at_)
                assert {p.id for p in seen_} == found
        assert shared_unchecked(reader, at=THEN) == []


def test_much_evidence_for_one_standard_of_one_project_counts_once(planner: Workspace) -> None:
    made = with_evidence(planner, 4)
    make_project(planner, sharing=Sharing.PROGRESS)
    for _ in range(4):
        claim(planner, write(planner, made[0], "option"), "LP5")
    assert seen(planner).with_evidence("LP5") is None


def test_what_is_set_aside_or_kept_back_is_no_evidence_here(planner: Workspace) -> None:
    made = with_evidence(planner, 6, level=Sharing.PLAN_AND_EVIDENCE)
    for project in made:
        option = write(planner, project, "option")
        set_aside(planner.desk(AMINA), option.kind, option.id, standards=["LP6"])
    with planner.store.read() as reader:
        claims = reader.find(EvidenceClaim, standard="LP5", project_id=[p.id for p in made[:2]])
    for kept in claims:
        keep_back(
            planner.desk(AMINA), kept.project_id,
            kind=kept.record_kind, record_id=kept.record_id, is_out=True,
        )  # fmt: skip
    sums = seen(planner)
    assert sums.in_phase() == 5
    assert (sums.with_evidence("LP5"), sums.with_evidence("LP6")) == (None, None)


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
    sums = grid_sums(("school",), {("A",): 7, ("B",): 0})
    shown = dict(zip(sums["school"], sums["shown"].astype(object), strict=True))
    assert shown[""] == 5
    assert str(shown["A"]) == str(shown["B"]) == "<NA>"
    assert sums["group"].min() == 1_000_000
    both = grid_sums(("school",), {("A",): 7, ("B",): 11})
    assert both["shown"].tolist() == [15, 5, 10]
