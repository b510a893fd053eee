"""What stays in sight: what gets better and for whom, what to celebrate, and fitting words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.config import read_settings
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.planning import recording
from lp_planner.ui.home.beginning_panel import WELCOME
from tests.page_script import forget_pages, open_page, words


class Planner:
    """Pages of somebody's own planner, and the workspace behind them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, demo: Path, local: Path) -> None:
        self.monkeypatch, self.demo, self.local = monkeypatch, demo, local

    def __call__(self, page: str, **query: str) -> AppTest:
        return open_page(self.monkeypatch, self.demo, self.local, "local", page, **query)

    @property
    def workspace(self) -> Workspace:
        return open_workspace(read_settings({"LP_PLANNER_DATABASE": str(self.local)}))

    @property
    def actor(self) -> Actor:
        return people.local_actor(self.workspace)

    def begin(self) -> str:
        return projects.start_project(self.workspace.desk(self.actor), title="Calm").id

    def write(self, project: str, kind: str, **values: object) -> None:
        recording.write_record(
            self.workspace.desk(self.actor), project, kind, values, sure=OF_EVERYTHING
        )

    def introduce(self, job: str) -> None:
        people.introduce_myself(
            self.workspace.desk(self.actor), name="Sam", job_title=job, school="Oakfield"
        )


@pytest.fixture
def planner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Planner]:
    yield Planner(monkeypatch, tmp_path / "demo.duckdb", tmp_path / "local.duckdb")
    forget_pages()


@pytest.mark.parametrize("page", ["home", "explore", "deliver", "plan", "evidence", "impact"])
def test_what_will_be_better_stays_in_sight_for_pupils_and_colleagues_alike(
    planner: Planner, page: str
) -> None:
    project = planner.begin()
    planner.write(
        project, "priority", priority="Calm starts",
        benefit_pupils="Lessons begin at once", benefit_colleagues="Nobody starts out cross",
    )  # fmt: skip
    said = words(planner(page, project=project))
    assert "Better for pupils:** Lessons begin at once" in said
    assert "Better for colleagues:** Nobody starts out cross" in said


def test_a_project_asks_what_will_be_better_until_it_is_said_for_both(planner: Planner) -> None:
    project = planner.begin()

    def asks() -> bool:
        links = [link.proto.label for link in planner("home").get("page_link")]
        return "Say what will be better, and for whom" in links

    assert asks()
    planner.write(
        project, "priority", priority="Calm starts", benefit_pupils="Lessons begin at once"
    )
    assert asks()
    assert "Better for colleagues:** :gray[not said yet]" in words(planner("home"))


def test_a_measure_for_colleagues_is_invited_until_there_is_one(planner: Planner) -> None:
    project = planner.begin()
    planner.write(
        project, "priority", priority="Calm starts", benefit_colleagues="Nobody starts out cross"
    )
    said = words(planner("prepare", project=project, step="measures"))
    assert "How will you know what got better for colleagues?" in said
    assert "“Nobody starts out cross”" in said
    planner.write(project, "measure", name="Morale in two lines", outcome_construct="staff_outcome")
    said = words(planner("prepare", project=project, step="measures"))
    assert "How will you know what got better for colleagues?" not in said


def test_voices_stand_beside_published_research_and_the_missing_one_is_asked_for(
    planner: Planner,
) -> None:
    project = planner.begin()
    today = planner.workspace.today()
    for kind, says in (("research", "Routines help"), ("pupil_voice", "It is loud")):
        planner.write(project, "diagnosis_source", source_kind=kind, gathered_on=today, says=says)
    said = words(planner("explore", project=project, step="diagnosis"))
    assert "**What people say: 1**\n- It is loud" in said
    assert "**What is published or seen from outside: 1**\n- Routines help" in said
    assert "Nothing is noted yet of what families or colleagues" in said


def test_what_was_reached_and_who_was_thanked_has_its_place_on_the_home_page(
    planner: Planner,
) -> None:
    project = planner.begin()
    assert "Worth celebrating" not in words(planner("home"))
    today = planner.workspace.today()
    planner.write(project, "milestone", what="It runs without me", due_on=today, done_on=today)
    said = words(planner("home"))
    assert "Reached: It runs without me" in said
    assert "do they know that you noticed?" in said
    planner.write(
        project, "leadership_note", noted_on=today, leadership_kind="thanks",
        what="Thanked the lunchtime team", for_whom="All of them",
    )  # fmt: skip
    said = words(planner("home"))
    assert "A thank you: Thanked the lunchtime team" in said
    assert "do they know that you noticed?" not in said


@pytest.mark.parametrize(
    "job", ["Teaching assistant", "Maths teacher", "Deputy head", ""], ids=lambda job: job or "-"
)
def test_examples_notes_and_welcome_suit_whoever_asks(planner: Planner, job: str) -> None:
    planner.introduce(job)
    actor = planner.actor
    assert WELCOME[actor.post] in words(planner("home"))
    project = planner.begin()
    app = planner("explore", project=project, step="priority")
    pathway = planner.workspace.library.pathway
    text = pathway.text_by_kind["priority"].field_by_name["priority"]
    fields = [field.proto.placeholder for field in app.text_input]
    assert text.suited_to(actor.post, actor.sector).placeholder in fields
    note = next(s for s in pathway.phase_by_key["explore"].steps if s.key == "priority").notes
    assert ("From where you stand" in words(app)) == (actor.post in note)


def test_explanations_that_were_given_are_not_asked_for_again(planner: Planner) -> None:
    project = planner.begin()
    asks = "What else could explain it, and what have you ruled out?"

    def boxes() -> list[str]:
        return [box.label for box in planner("explore", project=project, step="problem").text_area]

    assert asks in boxes()
    planner.write(project, "rival_explanation", explanation="Late buses")
    assert asks not in boxes()
    said = words(planner("explore", project=project, step="problem"))
    assert f"{asks} You said so: “Late buses”." in said
