"""What is told or drawn once for each state of a project, not once for each click.

The state is part of the key, and so are the day and the person: what one may see is never served to
another. Who may see it is asked of the services before anything is taken from here. What is given
is shared by all who read it, so nobody changes it.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.domain.accounts.people import Actor
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import coverage as covering
from lp_planner.services.evidence.coverage import Coverage
from lp_planner.services.measures import main_measure, results, surveys
from lp_planner.services.measures import reach as reaching
from lp_planner.services.measures.results import MeasureResult
from lp_planner.services.planning import questions as asking
from lp_planner.services.planning.journey import Journey, project_journey
from lp_planner.services.planning.questions import Questions

MOST = 1000
T = TypeVar("T")
# ruff: noqa: ARG001 - the arguments that a function does not use are its key in the cache


def once(tell: Callable[..., T], desk: Desk, project_id: str, *about: str) -> T:
    """What a service tells of a project, told once for each state of it."""
    state = results.revision(desk, project_id)
    name = f"{tell.__module__}.{tell.__qualname__}"
    found = _told(
        name, desk.workspace.store.url, desk.actor, project_id, about, state, desk.today(),
        _tell=tell, _workspace=desk.workspace,
    )  # fmt: skip
    return cast("T", found)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _told(
    name: str,
    url: str,
    actor: Actor,
    project_id: str,
    about: tuple[str, ...],
    state: int,
    today: dt.date,
    *,
    _tell: Callable[..., object],
    _workspace: Workspace,
) -> object:
    return _tell(_workspace.desk(actor), project_id, *about)


def coverage(desk: Desk, project_id: str) -> Coverage:
    """:func:`coverage.project_coverage`, drawn once."""
    return once(covering.project_coverage, desk, project_id)


def journey(desk: Desk, project_id: str) -> Journey:
    """:func:`journey.project_journey`, told once: the frame of every page and the page need it."""
    return once(project_journey, desk, project_id)


def measure(desk: Desk, project_id: str, measure_id: str) -> MeasureResult:
    """:func:`results.measure_result`, drawn once."""
    return once(results.measure_result, desk, project_id, measure_id)


def small_line(desk: Desk, project_id: str, measure_id: str) -> Chart:
    """:func:`main_measure.small_line_of`, drawn once."""
    return once(main_measure.small_line_of, desk, project_id, measure_id)


def fidelity(desk: Desk, project_id: str) -> Chart:
    """:func:`results.project_fidelity`, drawn once."""
    return once(results.project_fidelity, desk, project_id)


def logic_model(desk: Desk, project_id: str) -> Chart:
    """:func:`questions.logic_model`, drawn once."""
    return once(asking.logic_model, desk, project_id)


def reach(desk: Desk, project_id: str) -> Chart:
    """:func:`reach.project_reach`, drawn once."""
    return once(reaching.project_reach, desk, project_id)


def survey(desk: Desk, project_id: str) -> Chart:
    """:func:`surveys.survey_of`, drawn once."""
    return once(surveys.survey_of, desk, project_id)


def questions(desk: Desk, project_id: str) -> Questions:
    """:func:`questions.questions_about`, asked once a day for each state of the project."""
    return once(asking.questions_about, desk, project_id)
