"""The composition root: which workspace this browser is in, and who is asking."""

import streamlit as st

from lp_planner.config import Settings, read_settings
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.portfolio.portfolio import DEMO_MARK
from lp_planner.domain.records.errors import NotFound
from lp_planner.services.accounts.people import actor_for, local_actor
from lp_planner.services.accounts.sign_in import who_is
from lp_planner.services.desk.workspace import Desk, Workspace, open_workspace
from lp_planner.ui.frame import session


class NoPlace(NotFound):
    """This browser has not said yet whether it is about your own plan or the demo school."""


# Settings are told apart by their words: field by field, Streamlit takes longer than for a page.
@st.cache_resource(show_spinner=False, hash_funcs={Settings: repr})
def _local(settings: Settings) -> Workspace:
    return open_workspace(settings)


@st.cache_resource(
    show_spinner="Setting up the demo school. This takes a moment the first time.",
    hash_funcs={Settings: repr},
)
def _demo(settings: Settings) -> Workspace:
    from lp_planner.services.demo.demo_school import open_demo  # noqa: PLC0415 - only the demo needs it

    return open_demo(settings)


def school() -> Workspace:
    """The workspace of a school installation.

    Raises:
        NotFound: where nobody signs in.
    """
    settings = read_settings()
    if not settings.is_school:
        raise NotFound
    return _local(settings)


def own_workspace() -> Workspace:
    """The workspace that this server was started for, whoever asks: nothing of it is shown."""
    settings = read_settings()
    return _demo(settings) if settings.demo_first else _local(settings)


def workspace() -> Workspace:
    """The workspace of this browser's place.

    Raises:
        NoPlace: before a place was chosen.
    """
    return workspace_at(session.place())


def actor() -> Actor:
    """Who is asking, read afresh on every run."""
    return actor_at(session.place())


def desk() -> Desk:
    """Who is asking, at work in the workspace of this browser's place."""
    return workspace().desk(actor())


def workspace_at(where: str) -> Workspace:
    """The workspace of a place, for pages and for what is served beside them.

    Raises:
        NoPlace: for no place, or one that is not open here.
    """
    settings = read_settings()
    if settings.is_school:
        return school()
    if where.startswith("demo:"):
        return _demo(settings)
    if where == "local" and not settings.demo_first:
        return _local(settings)
    raise NoPlace


def workspace_of_link(secret: str) -> Workspace:
    """The workspace that a moderator's link may lead into, whatever place this browser is in.

    The secret itself is only ever checked by ``services/portfolio/moderation.py``.

    Raises:
        NotFound: where that workspace is not open on this computer.
    """
    settings = read_settings()
    if settings.is_school:
        return school()
    if secret.startswith(DEMO_MARK):
        return _demo(settings)
    if settings.demo_first or not secret:
        raise NotFound
    return _local(settings)


def actor_at(where: str) -> Actor:
    """Who is asking from a place.

    Raises:
        SignedOut: where people sign in, and nobody did.
    """
    if read_settings().is_school:
        return who_is(school(), where.removeprefix(session.SCHOOL))
    if where.startswith("demo:"):
        return actor_for(workspace_at(where), where.removeprefix("demo:"))
    return local_actor(workspace_at(where))
