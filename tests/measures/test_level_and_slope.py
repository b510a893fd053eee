"""Level and slope of a measure in words for a teacher, only where it is judged."""

import datetime as dt

import pytest

from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures.level_and_slope import level_and_slope
from tests.cast import AMINA, BEN
from tests.factories import DAY, make_project, write

NOISE = (1.0, -2.0, 3.0, -1.0, 0.0, 2.0, -3.0)


def measured(planner: Workspace, project: Project, before: int, *, compared: bool = False) -> str:
    write(planner, project, "training_session", title="Start", held_on=DAY)
    measure = write(planner, project, "measure", direction="up", unit="%").id
    for number in range(before + 10):
        day = DAY + dt.timedelta(weeks=number - before)
        step = 20 if number >= before else 0
        value = 50 + NOISE[number % 7] + step
        write(planner, project, "reading", measure_id=measure, taken_on=day, value=value)
        if compared:
            other = 40 + NOISE[(number + 3) % 7]
            write(planner, project, "reading", measure_id=measure, taken_on=day, value=other,
                  reading_group="comparison")  # fmt: skip
    return measure


def test_a_judged_measure_has_its_level_and_slope_in_words(planner: Workspace) -> None:
    project = make_project(planner)
    measure = measured(planner, project, 12, compared=True)
    said = level_and_slope(planner.desk(AMINA), project.id, measure)
    assert said.startswith("Level and slope: right after the change it lies ")
    assert "points higher (with 95% confidence" in said
    assert "Readings like their neighbours are allowed for." in said
    assert "half-term" not in said
    assert "Set beside the comparison group, on the days that both were read, right after" in said


def test_what_is_not_judged_has_none(planner: Workspace) -> None:
    project = make_project(planner)
    measure = measured(planner, project, 7)
    assert level_and_slope(planner.desk(AMINA), project.id, measure) == ""


def test_without_a_comparison_group_none_is_named(planner: Workspace) -> None:
    project = make_project(planner)
    measure = measured(planner, project, 12)
    assert "comparison" not in level_and_slope(planner.desk(AMINA), project.id, measure)


def test_nobody_else_is_told_anything(planner: Workspace) -> None:
    project = make_project(planner)
    measure = measured(planner, project, 12)
    with pytest.raises(NotFound):
        level_and_slope(planner.desk(BEN), project.id, measure)
