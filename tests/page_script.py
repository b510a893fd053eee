"""Runs a page of the app as somebody would see it, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.config import ROOT

SCRIPT = ROOT / "lp_planner" / "ui" / "front_door" / "main.py"
TIMEOUT = 30


def open_page(
    monkeypatch: pytest.MonkeyPatch, demo: Path, local: Path, place: str, page: str, **query: str
) -> AppTest:
    """The page as the person at ``place`` sees it."""
    monkeypatch.setenv("LP_PLANNER_DEMO_DATABASE", str(demo))
    monkeypatch.setenv("LP_PLANNER_DATABASE", str(local))
    app = AppTest.from_file(str(SCRIPT), default_timeout=TIMEOUT)
    app.session_state["place"] = place
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def words(app: AppTest) -> str:
    """Everything that the page says."""
    kinds = (
        app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.error,
        app.success, app.warning,
    )  # fmt: skip
    said = [str(element.value) for kind in kinds for element in kind]
    said += [str(element.label) for element in app.button]
    return "\n".join(said).replace("\\", "")
