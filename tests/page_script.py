"""Runs a page of the app as somebody would see it, without a browser."""

from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from lp_planner.config import ROOT, read_settings
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.registry import close_all

SCRIPT = ROOT / "lp_planner" / "ui" / "front_door" / "main.py"
TIMEOUT = 30


def open_page(
    monkeypatch: pytest.MonkeyPatch, demo: Path, local: Path, place: str, page: str, **query: str
) -> AppTest:
    """The page as the person at ``place`` sees it."""
    monkeypatch.setenv("LP_PLANNER_DEMO_DATABASE", str(demo))
    monkeypatch.setenv("LP_PLANNER_DATABASE", str(local))
    app = AppTest.from_file(str(SCRIPT), default_timeout=TIMEOUT)
    app._bidi_component_manager = _components()
    app.session_state["place"] = place
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


@cache
def _components() -> BidiComponentManager:
    """What Streamlit finds in the installed packages; a server looks once, AppTest for each app."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


class Opener:
    """Opens pages on one pair of databases: the demo school's and one's own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, demo: Path, local: Path) -> None:
        self.monkeypatch, self.demo, self.local = monkeypatch, demo, local

    def __call__(self, place: str, page: str, **query: str) -> AppTest:
        return open_page(self.monkeypatch, self.demo, self.local, place, page, **query)

    def school(self) -> Workspace:
        return open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(self.demo)}))

    def project_of(self, person: str) -> str:
        workspace = self.school()
        return projects.my_projects(workspace.desk(people.actor_for(workspace, person)))[0].id


def forget_pages() -> None:
    """Let go of what the pages of a test have opened."""
    st.cache_resource.clear()
    close_all()


def words(app: AppTest) -> str:
    """Everything that the page says."""
    kinds = (
        app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.error,
        app.success, app.warning,
    )  # fmt: skip
    said = [str(element.value) for kind in kinds for element in kind]
    said += [str(element.label) for element in app.button]
    return "\n".join(said).replace("\\", "").replace(":small[]", "")
