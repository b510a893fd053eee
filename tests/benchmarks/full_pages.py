"""Home and Evidence of an empty, a small and a very full project, beside bare pages."""

import os
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from lp_planner.config import ROOT, read_settings
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.evidence import evidence
from lp_planner.services.evidence.evidence import Use
from lp_planner.services.planning import recording
from tests.benchmarks.bench import Result, beside_bare
from tests.factories import DAY
from tests.page_script import SCRIPT

CLAIMS = {"nothing": 0, "a few": 6, "500 claims": 500}
KIND = "coaching_session"
MOST = 1.5
"""Above this many times the bare page, a page is too slow."""


def filled(workspace: Workspace, claims: int) -> str:
    """A project with so many claims, two from each record; its id."""
    desk = workspace.desk(people.local_actor(workspace))
    project = projects.start_project(desk, title=f"With {claims}").id
    uses = []
    for number in range(claims // 2):
        answers = {
            "held_on": DAY,
            "coachee": f"TA-{number}",
            "action_step": "Let the child have the last word",
            "question_asked": "What should the first minute look like?",
        }
        written = recording.write_record(desk, project, KIND, answers, sure=OF_EVERYTHING)
        for standard in ("LP8", "LP9"):
            says = f"I asked before I told, time {number}, {standard}"
            uses.append(Use((KIND, written.id), standard, says, "own_team"))
    if uses:
        evidence.use_several(desk, uses)
    return project


def timed(folder: Path) -> Iterator[tuple[str, Result]]:
    """The script time of Home and Evidence for each amount, beside a bare page."""
    os.environ["LP_PLANNER_DATABASE"] = str(folder / "full.duckdb")
    workspace = open_workspace(read_settings())
    for amount, claims in CLAIMS.items():
        project = filled(workspace, claims)
        for page in ("home", "evidence"):
            app = AppTest.from_file(str(SCRIPT), default_timeout=60)
            app.session_state["place"] = "local"
            app.query_params["project"] = project
            app.run()
            app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
            assert not app.exception
            script = folder / f"bare_{page}_{claims}.py"
            yield f"{page.capitalize()}, {amount}", beside_bare(page, app, script)
