"""What a leader sees of standards: sums of before this month, in fives, or nothing at all."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort.cohorts import (
    NO_FILTER,
    SUM_COLUMNS,
    CohortFilter,
    cohort_standards,
)
from lp_planner.services.desk.projects import share_progress
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.evidence import set_aside
from tests.cast import AMINA, BEN, CHLOE, DEV
from tests.factories import claim, make_project, write

FIRST_OF_DECEMBER = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)


def at(planner: Workspace, moment: dt.datetime) -> Workspace:
    return dataclasses.replace(planner, clock=lambda: moment)


def in_december(planner: Workspace) -> Workspace:
    return at(planner, dt.datetime(2025, 12, 9, 12, tzinfo=dt.UTC))


def in_january(planner: Workspace) -> Workspace:
    return at(planner, dt.datetime(2026, 1, 1, 0, 0, 1, tzinfo=dt.UTC))


def with_evidence(planner: Workspace, standard: str, actor: Actor = AMINA) -> Project:
    project = make_project(planner, actor, sharing=Sharing.PROGRESS)
    claim(planner, write(planner, project, "option", actor), standard, actor=actor)
    return project


def shown(
    planner: Workspace, standard: str = "LP5", wanted: CohortFilter = NO_FILTER
) -> int | None:
    """The sum of a standard as Chloe sees it; nothing where it is held back."""
    sums = cohort_standards(planner.desk(CHLOE), wanted).set_index("standard")["projects"]
    return sums.dropna().astype(int).to_dict().get(standard)


def test_seven_projects_with_evidence_show_as_at_least_five_and_two_as_nothing(
    planner: Workspace,
) -> None:
    for number in range(7):
        with_evidence(planner, "LP5", (AMINA, BEN)[number % 2])
    for _ in range(2):
        with_evidence(planner, "LP6")
    sums = cohort_standards(in_december(planner).desk(CHLOE))
    assert tuple(sums.columns) == SUM_COLUMNS
    framework = planner.library.framework
    assert list(zip(sums["standard"], sums["title"], strict=True)) == [
        (standard.key, standard.title) for standard in framework.standards
    ]
    assert sums["projects"].dropna().to_dict() == {list(framework.by_key).index("LP5"): 5}


def test_a_single_piece_of_evidence_in_a_large_cohort_is_held_back(planner: Workspace) -> None:
    for _ in range(6):
        make_project(planner, sharing=Sharing.PROGRESS)
    with_evidence(planner, "LP5")
    assert shown(in_december(planner)) is None


def test_five_projects_are_enough_and_four_are_not(planner: Workspace) -> None:
    for _ in range(4):
        with_evidence(planner, "LP5")
    assert shown(in_december(planner)) is None
    with_evidence(planner, "LP5")
    assert shown(in_december(planner)) == 5


def test_what_was_claimed_this_month_counts_from_the_first_of_the_next(planner: Workspace) -> None:
    for _ in range(4):
        with_evidence(planner, "LP5")
    last = make_project(planner, sharing=Sharing.PROGRESS)
    now = at(planner, FIRST_OF_DECEMBER)
    claim(now, write(now, last, "option"), "LP5")
    assert shown(now) is None
    assert shown(in_december(planner)) is None
    assert shown(in_january(planner)) == 5


def test_a_project_with_much_evidence_for_a_standard_counts_once(planner: Workspace) -> None:
    for _ in range(4):
        with_evidence(planner, "LP5")
    rich = with_evidence(planner, "LP5")
    for _ in range(5):
        claim(planner, write(planner, rich, "option"), "LP5")
    assert shown(in_december(planner)) == 5


def test_a_filter_sums_up_what_it_lets_through(planner: Workspace) -> None:
    for _ in range(5):
        project = with_evidence(planner, "LP5")
        write(planner, project, "priority", theme="mathematics")
    for _ in range(5):
        with_evidence(planner, "LP5", BEN)
    then = in_december(planner)
    assert shown(then) == 10
    assert shown(then, wanted=CohortFilter(theme="Mathematics")) == 5
    assert shown(then, wanted=CohortFilter(school="Oakfield School")) == 10
    assert shown(then, wanted=CohortFilter(school="Nowhere")) is None


def test_a_small_rest_is_held_back_with_what_would_give_it_away(planner: Workspace) -> None:
    for _ in range(5):
        project = with_evidence(planner, "LP5")
        write(planner, project, "priority", theme="mathematics")
    for _ in range(5):
        make_project(planner, BEN, sharing=Sharing.PROGRESS)
    then = in_december(planner)
    everything = shown(then), shown(then, wanted=CohortFilter(theme="Mathematics"))
    assert everything.count(None) >= 1
    assert shown(then, wanted=CohortFilter(theme="Not said yet")) is None


def test_what_is_private_set_aside_or_elsewhere_is_not_counted(planner: Workspace) -> None:
    mine = [with_evidence(planner, "LP5") for _ in range(5)]
    make_project(planner, DEV, sharing=Sharing.PROGRESS)
    then = in_december(planner)
    assert shown(then) == 5
    aside = write(planner, make_project(planner, sharing=Sharing.PROGRESS), "option")
    set_aside(planner.desk(AMINA), aside.kind, aside.id, standards=["LP6"])
    for _ in range(5):
        with_evidence(planner, "LP6", DEV)
    assert shown(then, "LP6") is None
    share_progress(then.desk(AMINA), mine[0].id, sharing=Sharing.PRIVATE, version=mine[0].version)
    assert shown(then) is None


@pytest.mark.parametrize("level", [Sharing.PROGRESS, Sharing.PLAN, Sharing.PLAN_AND_EVIDENCE])
def test_every_level_of_sharing_counts_alike(planner: Workspace, level: Sharing) -> None:
    for _ in range(5):
        project = make_project(planner, sharing=level)
        claim(planner, write(planner, project, "option"), "LP5")
    assert shown(in_december(planner)) == 5
