"""What a leader sees of standards: sums of a month's beginning, in fives, or nothing at all."""

import dataclasses
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lp_planner.domain.accounts.people import Actor, Cohort
from lp_planner.domain.cohort.month_sums import MonthSums
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort.cohorts import (
    SUM_COLUMNS,
    CohortSums,
    cohort_progress,
    cohort_sums,
)
from lp_planner.services.cohort.keeping_back import keep_back
from lp_planner.services.cohort.month_sums import sums_of_my_cohorts
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.evidence import set_aside, withdraw_claim
from lp_planner.services.safekeeping.erasure import erase_project
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import claim, make_project, share, write

DECEMBER, JANUARY, FEBRUARY = (
    dt.datetime(year, month, 1, tzinfo=dt.UTC) for year, month in ((2025, 12), (2026, 1), (2026, 2))
)


def at(planner: Workspace, moment: dt.datetime) -> Workspace:
    return dataclasses.replace(planner, clock=lambda: moment)


def with_evidence(planner: Workspace, standard: str, actor: Actor = AMINA) -> Project:
    project = make_project(planner, actor, sharing=Sharing.PROGRESS)
    claim(planner, write(planner, project, "option", actor), standard, actor=actor)
    return project


def told(planner: Workspace, moment: dt.datetime, leader: Actor = CHLOE) -> CohortSums:
    return cohort_sums(at(planner, moment).desk(leader))


def shown(planner: Workspace, moment: dt.datetime, standard: str = "LP5") -> int | None:
    """The sum of a standard as Chloe sees it; nothing where it is held back."""
    sums = told(planner, moment).standards.set_index("standard")["projects"]
    return sums.dropna().astype(int).to_dict().get(standard)


def test_seven_projects_with_evidence_show_as_at_least_five_and_two_as_nothing(
    planner: Workspace,
) -> None:
    for number in range(7):
        with_evidence(planner, "LP5", (AMINA, BEN)[number % 2])
    for _ in range(2):
        with_evidence(planner, "LP6")
    sums = told(planner, DECEMBER)
    assert (sums.counted, sums.as_of) == (9, DECEMBER.date())
    assert sums.standards["projects"].notna().any()
    assert tuple(sums.standards.columns) == SUM_COLUMNS
    framework = planner.library.framework
    assert list(zip(sums.standards["standard"], sums.standards["title"], strict=True)) == [
        (s.key, s.title) for s in framework.standards
    ]
    assert shown(planner, DECEMBER) == 5
    assert shown(planner, DECEMBER, "LP6") is None


@pytest.mark.parametrize(
    ("having", "without", "says"), [(4, 3, None), (5, 1, 5), (5, 0, None), (10, 0, 5), (10, 1, 10)]
)
def test_five_are_enough_and_nothing_ever_says_that_all_have_it(
    planner: Workspace, having: int, without: int, says: int | None
) -> None:
    for _ in range(having):
        with_evidence(planner, "LP5")
    for _ in range(without):
        make_project(planner, sharing=Sharing.PLAN)
    assert shown(planner, DECEMBER) == says


def test_fewer_than_five_projects_are_not_summed_up_at_all(planner: Workspace) -> None:
    for _ in range(4):
        with_evidence(planner, "LP5")
    sums = told(planner, DECEMBER)
    assert (sums.counted, sums.as_of) == (0, None)
    assert sums.standards["projects"].isna().all()


def test_what_was_claimed_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    made = [make_project(planner, sharing=Sharing.PROGRESS) for _ in range(6)]
    now = at(planner, DECEMBER)
    for project in made[:5]:
        claim(now, write(now, project, "option"), "LP5")
    assert shown(planner, DECEMBER) is None
    assert shown(planner, DECEMBER + dt.timedelta(days=30)) is None
    assert shown(planner, JANUARY) == 5


def test_a_sum_says_how_things_stood_when_the_month_began_whenever_it_is_first_asked_for(
    planner: Workspace,
) -> None:
    """Taken back, set aside, withdrawn and left out since: gone by name, and not from the sum."""
    made = [with_evidence(planner, "LP5") for _ in range(5)]
    make_project(planner, sharing=Sharing.PROGRESS)
    now = at(planner, DECEMBER + dt.timedelta(days=3))
    share(now, made[0], Sharing.PRIVATE)
    with now.store.read() as reader:
        claims = {c.project_id: c for c in reader.find(EvidenceClaim)}
    second, third, fourth = (claims[project.id] for project in made[1:4])
    set_aside(now.desk(AMINA), second.record_kind, second.record_id, standards=["LP5"])
    withdraw_claim(now.desk(AMINA), third.id)
    share(now, made[3], Sharing.PLAN_AND_EVIDENCE)
    keep_back(now.desk(AMINA), made[3].id, kind="option", record_id=fourth.record_id, is_out=True)
    assert made[0].title in {p.title for p in made}
    assert len(cohort_progress(now.desk(CHLOE)).progress) == 5
    assert shown(planner, DECEMBER + dt.timedelta(days=9)) == 5


def test_what_was_told_for_a_month_stays_whatever_is_taken_back_or_erased(
    planner: Workspace,
) -> None:
    made = [with_evidence(planner, "LP5") for _ in range(6)]
    assert shown(planner, DECEMBER) == 5
    now = at(planner, DECEMBER + dt.timedelta(days=3))
    share(now, made[0], Sharing.PRIVATE)
    erase_project(now.desk(AMINA), made[1].id, typed_title=made[1].title)
    assert len(cohort_progress(now.desk(CHLOE)).progress) == 4
    assert shown(planner, DECEMBER + dt.timedelta(days=4)) == 5


def test_sums_wait_until_five_projects_have_changed_and_then_move_together(
    planner: Workspace,
) -> None:
    made = [with_evidence(planner, "LP5") for _ in range(7)]
    assert told(planner, DECEMBER).as_of == DECEMBER.date()
    december = at(planner, DECEMBER + dt.timedelta(days=3))
    for project in made[:3]:
        share(december, project, Sharing.PRIVATE)
    assert (shown(planner, JANUARY), told(planner, JANUARY).as_of) == (5, DECEMBER.date())
    january = at(planner, JANUARY + dt.timedelta(days=3))
    for _ in range(3):
        with_evidence(january, "LP6")
    later = told(planner, FEBRUARY)
    assert (later.counted, later.as_of) == (7, FEBRUARY.date())
    assert shown(planner, FEBRUARY) is None


def test_a_project_with_much_evidence_for_a_standard_counts_once(planner: Workspace) -> None:
    for _ in range(3):
        with_evidence(planner, "LP5")
    rich = with_evidence(planner, "LP5")
    for _ in range(5):
        claim(planner, write(planner, rich, "option"), "LP5")
    for _ in range(3):
        make_project(planner, sharing=Sharing.PLAN)
    assert shown(planner, DECEMBER) is None


def test_what_is_private_set_aside_or_elsewhere_is_not_counted(planner: Workspace) -> None:
    for _ in range(6):
        with_evidence(planner, "LP5")
    aside = write(planner, make_project(planner, sharing=Sharing.PROGRESS), "option")
    set_aside(planner.desk(AMINA), aside.kind, aside.id, standards=["LP6"])
    for _ in range(5):
        with_evidence(planner, "LP6", DEV)
        hidden = make_project(planner)
        claim(planner, write(planner, hidden, "option"), "LP6")
    assert shown(planner, DECEMBER) == 5
    assert shown(planner, DECEMBER, "LP6") is None
    assert told(planner, DECEMBER).counted == 7


@pytest.mark.parametrize("level", [Sharing.PROGRESS, Sharing.PLAN, Sharing.PLAN_AND_EVIDENCE])
def test_every_level_of_sharing_counts_alike(planner: Workspace, level: Sharing) -> None:
    for _ in range(6):
        project = make_project(planner, sharing=level)
        claim(planner, write(planner, project, "option"), "LP5")
    assert shown(planner, DECEMBER) == 5


def test_a_new_leader_is_told_no_sum_of_what_was_shared_with_another(planner: Workspace) -> None:
    for _ in range(6):
        with_evidence(planner, "LP5")
    assert shown(planner, DECEMBER) == 5

    def hand_on(uow: UnitOfWork) -> None:
        uow.change(uow.find(Cohort)[0], leader_id=EFUA.person_id)

    planner.store.write("set-up", hand_on, at=DECEMBER)
    assert told(planner, JANUARY, EFUA).counted == 0


def test_a_page_asked_for_by_eight_at_once_tells_one_state_written_once(planner: Workspace) -> None:
    for _ in range(6):
        with_evidence(planner, "LP5")
    december = at(planner, DECEMBER)
    start = threading.Barrier(8)

    def ask(leader: Actor) -> MonthSums:
        start.wait()
        return sums_of_my_cohorts(december.desk(leader))

    with ThreadPoolExecutor(8) as people:
        found = list(people.map(ask, [CHLOE, EFUA] * 4))
    assert {sums.scope: sums.of() for sums in found[::2]} == {CHLOE.person_id: found[0].of()}
    assert {sums.of() for sums in found[1::2]} == {None}
    with planner.store.read() as reader:
        kept = {sums.id for sums in reader.find(MonthSums)}
    assert kept == {f"{who.person_id}|2025-12-01" for who in (CHLOE, EFUA)}


def test_what_was_told_is_read_again_while_somebody_saves(planner: Workspace) -> None:
    told(planner, DECEMBER)
    goes_on, is_saving = threading.Event(), threading.Event()

    def save(_: UnitOfWork) -> None:
        is_saving.set()
        assert goes_on.wait(20)

    with ThreadPoolExecutor(2) as people:
        saving = people.submit(planner.store.write, "amina", save, at=DECEMBER)
        assert is_saving.wait(20)
        asked = people.submit(sums_of_my_cohorts, at(planner, DECEMBER).desk(CHLOE))
        try:
            assert asked.result(timeout=10).scope == CHLOE.person_id
        finally:
            goes_on.set()
        saving.result()
