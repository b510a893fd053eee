"""Classes or teams that began one after another are read as a stepped start, or said to be few."""

import dataclasses
import datetime as dt
import random

import pytest

from lp_planner.domain.measures.stepped_words import Step, Stepped, stepped_in_words
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.measures import Direction
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.results import measure_result
from lp_planner.services.measures.stepped import stepped
from tests.cast import AMINA, BEN
from tests.factories import make_project, write

FIRST = dt.date(2025, 9, 1)
WEEK = dt.timedelta(weeks=1)
WEEKS = 24
STARTS = (6, 10, 14, 18)


@pytest.fixture
def later(planner: Workspace) -> Workspace:
    """Half a year on, so that every reading lies in the past."""
    return dataclasses.replace(planner, clock=lambda: dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))


def classes(planner: Workspace, project: Project, *starts: int, gain: float = 0.0) -> list[str]:
    """A measure for each class, read every Wednesday, with a gain from its own first day on."""
    draw = random.Random(7)  # noqa: S311 - a plain example, no secret
    shaken = [draw.gauss(0, 1) for _ in range(WEEKS)]
    ids = []
    for number, began in enumerate(starts):
        measure = write(
            planner, project, "measure", AMINA, name=f"Class {number + 1}", unit="%",
            direction="up", instrument="Tally by the door", began_on=FIRST + began * WEEK,
        ).id  # fmt: skip
        rows = [
            f"{FIRST + week * WEEK + dt.timedelta(days=2):%d/%m/%Y}\t"
            f"{50 + 3 * number + shaken[week] + draw.gauss(0, 1) + gain * (week >= began):.2f}"
            for week in range(WEEKS)
        ]
        many_readings.add_pasted(
            planner.desk(AMINA), project.id, measure, "\n".join(rows), sure=True
        )
        ids.append(measure)
    return ids


def said(planner: Workspace, project: Project, measure: str) -> str:
    found = stepped(planner.desk(AMINA), project.id, measure)
    return "" if found is None else stepped_in_words(found)


def test_four_classes_one_after_another_are_read_together(later: Workspace) -> None:
    project = make_project(later)
    ids = classes(later, project, *STARTS, gain=8.0)
    words = said(later, project, ids[2])
    assert words.startswith(
        "4 classes or teams began one after another, from 13 October 2025 to 5 January 2026. Those "
        "that had begun are set beside those that had not, week by week: higher by "
    )
    assert "percentage points than would be expected (with 95% confidence" in words
    assert "That is more than chance would give, the way you hoped for." in words
    found = stepped(later.desk(AMINA), project.id, ids[0])
    assert found is not None
    assert [step.before for step in found.steps] == list(STARTS)
    assert found.difference == pytest.approx(8.0, abs=1.5)


def test_each_class_is_read_from_its_own_first_day(later: Workspace) -> None:
    project = make_project(later)
    write(later, project, "training_session", held_on=FIRST - 9 * WEEK)
    (one, *_) = classes(later, project, 12, 14, gain=8.0)
    found = measure_result(later.desk(AMINA), project.id, one).series.finding
    assert (found.number_before, found.began_on) == (12, FIRST + 12 * WEEK)


@pytest.mark.parametrize(
    ("starts", "why"),
    [
        ((6, 10, 14), "with fewer than 4 of them, one that is unlike the others"),
        ((8, 8, 14, 14), "they began in fewer than 3 different weeks"),
        ((6, 10, 14, 22), "4 since are needed, and Class 4 has fewer"),
        ((6, 10, 1, 22), "needed, and Class 3 and Class 4 have fewer"),
    ],
)
def test_what_cannot_be_judged_is_described_with_the_reason(
    later: Workspace, starts: tuple[int, ...], why: str
) -> None:
    project = make_project(later)
    ids = classes(later, project, *starts, gain=8.0)
    words = said(later, project, ids[0])
    assert "Described, not judged: " in words
    assert why in words
    assert "confidence" not in words


def test_without_a_gain_it_may_be_chance(later: Workspace) -> None:
    project = make_project(later)
    ids = classes(later, project, *STARTS)
    assert "That may be chance, either way." in said(later, project, ids[0])


def test_measures_of_other_things_and_one_class_alone_are_not_read_together(
    later: Workspace,
) -> None:
    project = make_project(later)
    one, _ = classes(later, project, 6, 6)
    assert said(later, project, one) == ""
    other = write(later, project, "measure", unit="%", direction="up", instrument="A quiz").id
    assert said(later, project, other) == ""
    with pytest.raises(NotFound):
        stepped(later.desk(BEN), project.id, one)


@pytest.mark.parametrize(
    ("direction", "between", "words"),
    [
        (Direction.UP, (-9.0, -2.0), "the other way than you hoped for."),
        (Direction.DOWN, (-9.0, -2.0), "the way you hoped for."),
        (Direction.NEITHER, (2.0, 9.0), "more than chance would give. A season"),
        (Direction.UP, (-2.0, 9.0), "That may be chance, either way."),
    ],
)
def test_the_way_that_was_hoped_for_is_named_only_beyond_chance(
    direction: Direction, between: tuple[float, float], words: str
) -> None:
    steps = tuple(Step(f"Class {n}", FIRST + n * WEEK, 6, 6, "") for n in range(4))
    found = Stepped(steps, "marks", direction, sum(between) / 2, between)
    assert words in stepped_in_words(found)
