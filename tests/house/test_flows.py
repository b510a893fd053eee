"""The flows of docs/ARCHITECTURE.md: each is walked, and the calls it names happen in its order."""

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
import streamlit as st

from lp_planner.config import ROOT, read_settings
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.evidence import evidence, packs, reports
from lp_planner.services.measures import results, verdicts
from lp_planner.services.planning import recording
from lp_planner.storage.registry import close_all
from tests.cast import AMINA
from tests.demo_copy import copy_database
from tests.factories import DAY, make_project, write
from tests.page_script import open_page

CALL = re.compile(r"`([a-z_]+(?:/[a-z_]+)*)\.py:([A-Za-z_.]+)`")


def flow(title: str) -> list[str]:
    """The calls that a flow of the page names, as ``module:function``, in its order."""
    page = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = page.partition(f"### {title}\n")[2].partition("\n#")[0]
    found = [f"{file}:{function}" for file, function in CALL.findall(section)]
    assert found, f"docs/ARCHITECTURE.md has no flow “{title}”"
    return found


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every call of ours while it lasts, in any thread, as ``module:function``."""
    heard: list[str] = []
    home = f"{ROOT / 'lp_planner'}/"

    def hear(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(home):
            place = code.co_filename.removeprefix(home).removesuffix(".py")
            heard.append(f"{place}:{code.co_qualname}")

    threading.setprofile(hear)
    sys.setprofile(hear)
    try:
        yield heard
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def check(title: str, walk: Callable[[], object]) -> None:
    """The flow's calls are made, each after the one before it."""
    wanted = flow(title)
    with listening() as heard:
        walk()
    at = 0
    for call in wanted:
        assert call in heard[at:], f"{title}: {call} is not called after what stands before it"
        at = heard.index(call, at) + 1


@pytest.fixture
def apart() -> Iterator[None]:
    """What pages keep in memory is theirs alone."""
    yield
    st.cache_resource.clear()
    close_all()


@pytest.mark.usefixtures("apart")
def test_a_coaching_entry_goes_from_the_form_to_the_pack(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    local = tmp_path / "local.duckdb"
    workspace = open_workspace(read_settings({"LP_PLANNER_DATABASE": str(local)}))
    desk = workspace.desk(people.local_actor(workspace))
    project = projects.start_project(desk, title="Calm starts").id
    form = f"{project}|coaching_session|new"
    app = open_page(
        monkeypatch, tmp_path / "demo.duckdb", local, "local", "deliver",
        project=project, step="coaching",
    )  # fmt: skip
    app.text_input(key=f"{form}|coachee").set_value("TA-A").run()
    app.text_input(key=f"{form}|action_step").set_value("Greet at the door").run()

    def walk() -> None:
        app.button(key=f"{form}|save").click().run()
        (session,) = recording.records_of(desk, project, "coaching_session")
        evidence.claim_evidence(
            desk, session.kind, session.id, claims={"LP8": "I asked"}, reach="own_team"
        )
        packs.build_pack(desk, project)

    check("A coaching entry, from the form to the pack", walk)


def test_readings_become_a_chart_a_verdict_and_a_pdf(planner: Workspace) -> None:
    project = make_project(planner)
    measure = write(planner, project, "measure", name="Ready by nine", unit="%")
    for day in range(12):
        on = DAY.replace(day=1 + day)
        write(planner, project, "reading", measure_id=measure.id, taken_on=on, value=50.0 + day)
    desk = planner.desk(AMINA)
    (pdf,) = [export for export in reports.exports() if export.key == "pdf"]

    def walk() -> None:
        results.measure_result(desk, project.id, measure.id)
        verdicts.measure_verdict(desk, project.id, measure.id)
        reports.make_export(desk, project.id, pdf)

    check("Readings, to the chart, the verdict and the PDF", walk)


@pytest.mark.usefixtures("apart")
def test_a_leaders_click_reaches_the_protected_sum(
    monkeypatch: pytest.MonkeyPatch, demo_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "demo.duckdb"
    copy_database(demo_file, file)

    def walk() -> None:
        open_page(
            monkeypatch, file, tmp_path / "local.duckdb", "demo:hannah", "cohort", tab="Standards"
        )

    check("A leader’s click, to the protected sum", walk)
