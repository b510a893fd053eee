"""Charts that are drawn once for each state of a project, not once for each click.

The state is part of the key, and so is the person: what one may see is never served to another.
Who may see it is asked of the services before anything is taken from here.
"""

import datetime as dt

import streamlit as st

from lp_planner.charts.chart import Chart
from lp_planner.domain.people import Actor
from lp_planner.services import people_say, results
from lp_planner.services import questions as asking
from lp_planner.services import reach as reaching
from lp_planner.services.questions import Questions
from lp_planner.services.results import Coverage, MeasureResult
from lp_planner.services.workspace import Workspace

MOST = 200
# ruff: noqa: ARG001 - the arguments that a function does not use are its key in the cache


def coverage(workspace: Workspace, actor: Actor, project_id: str) -> Coverage:
    """:func:`results.project_coverage`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    return _coverage(workspace.store.url, actor, project_id, state, _workspace=workspace)


def measure(workspace: Workspace, actor: Actor, project_id: str, measure_id: str) -> MeasureResult:
    """:func:`results.measure_result`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    url = workspace.store.url
    return _measure(url, actor, project_id, measure_id, state, _workspace=workspace)


def fidelity(workspace: Workspace, actor: Actor, project_id: str) -> Chart:
    """:func:`results.project_fidelity`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    return _fidelity(workspace.store.url, actor, project_id, state, _workspace=workspace)


def logic_model(workspace: Workspace, actor: Actor, project_id: str) -> Chart:
    """:func:`questions.logic_model`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    return _logic_model(workspace.store.url, actor, project_id, state, _workspace=workspace)


def reach(workspace: Workspace, actor: Actor, project_id: str) -> Chart:
    """:func:`reaching.project_reach`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    return _reach(workspace.store.url, actor, project_id, state, _workspace=workspace)


def survey(workspace: Workspace, actor: Actor, project_id: str) -> Chart:
    """:func:`people_say.survey_of`, drawn once."""
    state = results.revision(workspace, actor, project_id)
    return _survey(workspace.store.url, actor, project_id, state, _workspace=workspace)


def questions(workspace: Workspace, actor: Actor, project_id: str) -> Questions:
    """:func:`questions.questions_about`, asked once a day for each state of the project."""
    state = results.revision(workspace, actor, project_id)
    today = workspace.today()
    return _questions(workspace.store.url, actor, project_id, state, today, _workspace=workspace)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _coverage(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Coverage:
    return results.project_coverage(_workspace, actor, project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _measure(
    url: str, actor: Actor, project_id: str, measure_id: str, state: int, *, _workspace: Workspace
) -> MeasureResult:
    return results.measure_result(_workspace, actor, project_id, measure_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _fidelity(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Chart:
    return results.project_fidelity(_workspace, actor, project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _logic_model(
    url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace
) -> Chart:
    return asking.logic_model(_workspace, actor, project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _questions(
    url: str, actor: Actor, project_id: str, state: int, today: dt.date, *, _workspace: Workspace
) -> Questions:
    return asking.questions_about(_workspace, actor, project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _survey(url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace) -> Chart:
    return people_say.survey_of(_workspace, actor, project_id)


@st.cache_resource(show_spinner=False, max_entries=MOST, hash_funcs={Actor: repr})
def _reach(url: str, actor: Actor, project_id: str, state: int, *, _workspace: Workspace) -> Chart:
    return reaching.project_reach(_workspace, actor, project_id)
