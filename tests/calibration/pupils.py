"""Pupils' scores in which nothing happens, read by the product's own functions."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import numpy as np

from lp_planner.domain.records.measures import Measure
from lp_planner.services.measures.pupil_results import (
    beyond_free_rise,
    difference_of,
    free_rise,
    has_effect_size,
)
from lp_planner.statistics.change import paired_change
from tests.calibration.simulating import random_for, share

AGREEMENT = 0.8
SPREAD, MIDDLE = 15.0, 100.0
YEAR, CHOSEN = 120, 30
CLASS, ICC = 28, 0.1


def measure_of_classes(classes: int | None) -> Measure:
    """A measure whose groups are whole classes."""
    now = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
    return Measure(
        id="m", version=1, created_at=now, created_by="a", updated_at=now, updated_by="a",
        project_id="p", name="Quiz", outcome_construct="pupil_outcome",
        group_formed="whole_classes", classes=classes,
    )  # fmt: skip


def chosen(series: int) -> tuple[list[bool], list[float]]:
    """Whether more is claimed for the lowest quarter, and by how much the expected rise is off."""
    random = random_for("chosen")
    claims, misses = [], []
    for _ in range(series):
        true = random.normal(size=YEAR) * np.sqrt(AGREEMENT)
        first, second = (
            MIDDLE + SPREAD * (true + random.normal(size=YEAR) * np.sqrt(1 - AGREEMENT))
            for _ in range(2)
        )
        lowest = np.argsort(first)[:CHOSEN]
        before, after = first[lowest].tolist(), second[lowest].tolist()
        rise = free_rise(before, CHOSEN / YEAR)
        change = paired_change(before, after)
        if rise is None or change.mean_change is None or change.interval is None:
            continue
        between = (change.interval.low, change.interval.high)
        claims.append(beyond_free_rise(change.mean_change, between, rise)[1] > 0)
        misses.append(rise.units - (1 - AGREEMENT) * (MIDDLE - float(first[lowest].mean())))
    return claims, misses


def classes_apart(series: int, classes: int) -> float:
    """How often whole classes without any effect seem to differ."""
    measure = measure_of_classes(classes)
    random = random_for("classes", classes)
    answers = []
    for _ in range(series):
        before, after = [], []
        for _group in range(2):
            one, two = _group_of(random, classes)
            before.append(one)
            after.append(two)
        found = difference_of(measure, before[0], after[0], before[1], after[1])
        answers.append(
            found.interval is not None and not found.interval.low < 0 < found.interval.high
        )
    return share(answers)


def _group_of(random: np.random.Generator, classes: int) -> tuple[list[float], list[float]]:
    """The scores of a group's pupils; what a class shares is there after, a tenth of the whole."""
    true = random.normal(size=CLASS * classes) * np.sqrt(AGREEMENT)
    shared = np.repeat(random.normal(size=classes), CLASS) * np.sqrt(ICC)
    noise = [random.normal(size=CLASS * classes) * np.sqrt(1 - AGREEMENT) for _ in range(2)]
    first = MIDDLE + SPREAD * (true + noise[0])
    second = MIDDLE + SPREAD * (np.sqrt(1 - ICC) * (true + noise[1]) + shared)
    return first.tolist(), second.tolist()


def pupil_questions(series: int) -> dict[str, Callable[[], float]]:
    """Every number about pupils' scores, by its name."""

    def off() -> float:
        return float(np.mean(np.abs(chosen(series)[1])))

    return {
        "pupils|chosen for low scores: a gain beyond it claimed": lambda: share(chosen(series)[0]),
        "pupils|expected rise, points off the truth on average": off,
        "pupils|one class against one: interval without nought": partial(classes_apart, series, 1),
        "pupils|four classes against four: interval without nought": partial(
            classes_apart, series, 4
        ),
        "pupils|one class against one: months or effect size": lambda: float(
            has_effect_size(measure_of_classes(None))
        ),
    }
