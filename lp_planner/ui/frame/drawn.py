"""Charts that are drawn once for each state of a project, not once for each click.

The state is part of the key, and so is the person: what one may see is never served to another.
Who may see it is asked of the services before anything is taken from here.
"""

import datetime as dt

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

MOST = 200
# ruff: noqa: ARG001 - the arguments that a function does not use are its key in the cache


def coverage(desk: Desk, project_id: str) -> Coverage:
    """:func:`coverage.project_coverage`, drawn once."""
    state = results.revision(desk, project_id)
    return _coverage(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def journey(desk: Desk, project_id: str) -> Journey:
    """:func:`journey.project_journey`, told once: the frame of every page and the page need it."""
    state = results.revision(desk, project_id)
    return _journey(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def measure(desk: Desk, project_id: str, measure_id: str) -> MeasureResult:
    """:func:`results.measure_result`, drawn once."""
    state = results.revision(desk, project_id)
    url = desk.workspace.store.url
    return _measure(url, desk.actor, project_id, measure_id, state, _workspace=desk.workspace)


def small_line(desk: Desk, project_id: str, measure_id: str) -> Chart:
    """:func:`main_measure.small_line_of`, drawn once."""
    state = results.revision(desk, project_id)
    url = desk.workspace.store.url
    return _small_line(url, desk.actor, project_id, measure_id, state, _workspace=desk.workspace)


def fidelity(desk: Desk, project_id: str) -> Chart:
    """:func:`results.project_fidelity`, drawn once."""
    state = results.revision(desk, project_id)
    return _fidelity(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def logic_model(desk: Desk, project_id: str) -> Chart:
    """:func:`questions.logic_model`, drawn once."""
    state = results.revision(desk, project_id)
    return _logic_model(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def reach(desk: Desk, project_id: str) -> Chart:
    """:func:`reach.project_reach`, drawn once."""
    state = results.revision(desk, project_id)
    return _reach(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def survey(desk: Desk, project_id: str) -> Chart:
    """:func:`surveys.survey_of`, drawn once."""
    state = results.revision(desk, project_id)
    return _survey(
        desk.workspace.store.url, desk.actor, project_id, state, _workspace=desk.workspace
    )


def questions(desk: Desk, project_id: str) -> Questions:
    """:func:`questions.questions_about`, asked once a day for each state of the project."""
    state = results.revision(desk, project_id)
    today = desk.today()
    return _questions(
        desk.workspace.store.url, desk.actor, project_id, state, today, _workspace=desk.workspace
    )


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _coverage(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Coverage:
    return covering.project_coverage(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _journey(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Journey:
    return project_journey(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _measure(
    url: str, actor: Actor, project_id: str, measure_id: str, state: int, *, _workspace: Workspace
) -> MeasureResult:
    return results.measure_result(_workspace.desk(actor), project_id, measure_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _small_line(
    url: str, actor: Actor, project_id: str, measure_id: str, state: int, *, _workspace: Workspace
) -> Chart:
    return main_measure.small_line_of(_workspace.desk(actor), project_id, measure_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _fidelity(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Chart:
    return results.project_fidelity(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _logic_model(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Chart:
    return asking.logic_model(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _questions(
    url: str, actor: Actor, project_id: str, state: int, today: dt.date, *, _workspace: Workspace
) -> Questions:
    return asking.questions_about(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _survey(url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace) -> Chart:
    return surveys.survey_of(_workspace.desk(actor), project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _reach(url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace) -> Chart:
    return reaching.project_reach(_workspace.desk(actor), project_id)
